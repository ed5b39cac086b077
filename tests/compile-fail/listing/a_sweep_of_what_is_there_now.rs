use volcengine_rtc_get_room_online_users::{Client, GetRoomOnlineUsers};

fn call(client: &Client) {
    let _ = GetRoomOnlineUsers::builder()
        .app_id("a")
        .room_id("r")
        .sweep(client);
}

fn main() {}
