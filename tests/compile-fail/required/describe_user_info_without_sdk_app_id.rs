use time::OffsetDateTime;
use tencent_trtc_describe_user_info::DescribeUserInfo;

fn main() {
    let _ = DescribeUserInfo::builder()
        .comm_id("1_room_2")
        .start_time(OffsetDateTime::UNIX_EPOCH)
        .end_time(OffsetDateTime::UNIX_EPOCH)
        .user_ids(["u"])
        .build();
}
