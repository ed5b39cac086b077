use time::OffsetDateTime;
use volcengine_rtc_list_user_info::ListUserInfo;

fn main() {
    let _ = ListUserInfo::builder()
        .start_time(OffsetDateTime::UNIX_EPOCH)
        .end_time(OffsetDateTime::UNIX_EPOCH)
        .room_id("room")
        .page_num(1)
        .build();
}
