use rtc_core::listing::{Pages, Sweep};
use zego_rtc_describe_users::{Client, DescribeUsers};

fn call(client: &Client) {
    let request = DescribeUsers::builder().room_id("r").user_ids(["u"]).build();
    let _ = Pages::new(request.clone(), client);
    let _ = Sweep::new(request, client);
}

fn main() {}
