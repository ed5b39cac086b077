use zego_rtc_describe_users::DescribeUsersOutput;

fn main() {
    let _ = DescribeUsersOutput { user_status_list: Vec::new() };
}
