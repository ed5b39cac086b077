use time::OffsetDateTime;
use tencent_trtc_describe_user_info::DescribeUserInfo;

fn main() {
    let _ = DescribeUserInfo::builder()
        .comm_id("1_room_2")
        .end_time(OffsetDateTime::UNIX_EPOCH)
        .sdk_app_id(1)
        .user_ids(["u"])
        .build();
}
