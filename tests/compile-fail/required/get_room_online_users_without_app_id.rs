use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

fn main() {
    let _ = GetRoomOnlineUsers::builder()
        .room_id("room")
        .build();
}
