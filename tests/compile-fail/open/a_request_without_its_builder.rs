use zego_rtc_describe_users::DescribeUsers;

fn main() {
    let _ = DescribeUsers { room_id: "room".to_owned(), user_ids: vec!["u".to_owned()] };
}
