use zego_rtc_describe_users::{DescribeUsersOutput, UserStatus};

fn users(output: DescribeUsersOutput) -> Vec<UserStatus> {
    let DescribeUsersOutput { user_status_list } = output;
    user_status_list
}

fn main() {
    let _ = users;
}
