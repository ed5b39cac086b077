use volcengine_rtc_list_user_info::ListUserInfo;

fn main() {
    let _ = ListUserInfo::builder().start_time("2026-11-22T08:00:00+08:00");
}
