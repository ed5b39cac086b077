use volcengine_rtc_list_user_info::Os;

fn main() {
    let _ = Os::Undocumented("harmony".to_owned());
}
