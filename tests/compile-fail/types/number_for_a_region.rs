use tencent_trtc_describe_user_info::DescribeUserInfo;

fn main() {
    let _ = DescribeUserInfo::builder().region(1);
}
