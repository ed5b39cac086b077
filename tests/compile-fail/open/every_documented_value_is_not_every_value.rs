use volcengine_rtc_list_user_info::RoomEventKind;

fn came(kind: &RoomEventKind) -> bool {
    match kind {
        RoomEventKind::Joined => true,
        RoomEventKind::Left => false,
    }
}

fn main() {
    let _ = came(&RoomEventKind::Joined);
}
