use time::OffsetDateTime;
use tencent_trtc_describe_user_info::DescribeUserInfo;

fn main() {
    let _ = DescribeUserInfo::builder()
        .start_time(OffsetDateTime::UNIX_EPOCH)
        .end_time(OffsetDateTime::UNIX_EPOCH)
        .sdk_app_id(1)
        .user_ids(["u"])
        .build();
}
