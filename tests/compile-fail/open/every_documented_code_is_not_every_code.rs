use zego_rtc_describe_users::DescribeUsersCode;

fn is_room(code: &DescribeUsersCode) -> bool {
    match code {
        DescribeUsersCode::RoomNotFound => true,
        DescribeUsersCode::Undocumented(_) => false,
    }
}

fn main() {
    let _ = is_room(&DescribeUsersCode::RoomNotFound);
}
