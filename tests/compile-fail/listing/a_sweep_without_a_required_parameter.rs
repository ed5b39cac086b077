use volcengine_rtc_list_user_info::{Client, ListUserInfo};

fn call(client: &Client, start: time::OffsetDateTime) {
    let _ = ListUserInfo::builder()
        .app_id("a")
        .start_time(start)
        .sweep(client);
}

fn main() {}
