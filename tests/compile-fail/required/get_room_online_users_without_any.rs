use volcengine_rtc_get_room_online_users::{Client, GetRoomOnlineUsers};

async fn ask(client: &Client) {
    let _ = GetRoomOnlineUsers::builder().send(client).await;
}

fn main() {}
