use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

fn main() {
    let _ = GetRoomOnlineUsers::builder()
        .app_id("app")
        .build();
}
