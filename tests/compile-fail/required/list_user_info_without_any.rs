use volcengine_rtc_list_user_info::{Client, ListUserInfo};

async fn ask(client: &Client) {
    let _ = ListUserInfo::builder().send(client).await;
}

fn main() {}
