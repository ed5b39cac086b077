use tencent_trtc_describe_user_info::DescribeUserInfo;

fn main() {
    let _ = DescribeUserInfo::builder().sdk_app_id("1400000001");
}
