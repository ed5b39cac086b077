use rtc_core::listing::Gathering;
use volcengine_rtc_get_room_online_users::{Client, GetRoomOnlineUsers};

fn call(client: &Client) {
    let request = GetRoomOnlineUsers::builder().app_id("a").room_id("r").build();
    let _ = Gathering::new(request, client);
}

fn main() {}
