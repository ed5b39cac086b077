use tencent_trtc_describe_user_info::{Client, DescribeUserInfo};

async fn ask(client: &Client) {
    let _ = DescribeUserInfo::builder().send(client).await;
}

fn main() {}
