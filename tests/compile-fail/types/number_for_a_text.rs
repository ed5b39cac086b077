use volcengine_rtc_list_user_info::ListUserInfo;

fn main() {
    let _ = ListUserInfo::builder().app_id(17);
}
