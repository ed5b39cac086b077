use volcengine_rtc_list_user_info::ListUserInfo;

fn main() {
    let _ = ListUserInfo::builder().page_num(-1);
}
