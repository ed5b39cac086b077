use zego_rtc_describe_users::{Client, DescribeUsers};

async fn ask(client: &Client) {
    let _ = DescribeUsers::builder().send(client).await;
}

fn main() {}
