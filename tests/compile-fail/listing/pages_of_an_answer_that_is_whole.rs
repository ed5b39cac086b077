use zego_rtc_describe_users::{Client, DescribeUsers};

fn call(client: &Client) {
    let request = DescribeUsers::builder().room_id("r").user_ids(["u"]);
    let _ = request.clone().pages(client);
    let _ = request.rows(client);
}

fn main() {}
