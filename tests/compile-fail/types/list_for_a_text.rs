use zego_rtc_describe_users::DescribeUsers;

fn main() {
    let _ = DescribeUsers::builder().room_id(["room"]);
}
