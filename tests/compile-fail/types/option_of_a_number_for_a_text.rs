use volcengine_rtc_list_user_info::ListUserInfo;

fn main() {
    let _ = ListUserInfo::builder().room_id(Some(7));
}
