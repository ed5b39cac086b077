use rtc_core::listing::Batch;
use volcengine_rtc_get_room_online_users::{Client, GetRoomOnlineUsers};

fn call(client: &Client) {
    let request = GetRoomOnlineUsers::builder().app_id("a").room_id("r").build();
    let _ = Batch::new(request, client);
}

fn main() {}
