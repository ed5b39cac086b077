use zego_rtc_describe_users::Presence;

fn is_there(presence: &Presence) -> bool {
    match presence {
        Presence::Present => true,
        Presence::Absent | Presence::Undocumented(_) => false,
    }
}

fn main() {
    let _ = is_there(&Presence::Absent);
}
