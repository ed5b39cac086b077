use rtc_core::Undocumented;
use volcengine_rtc_list_user_info::Os;

fn main() {
    let _ = Os::Undocumented(Undocumented("harmony".to_owned()));
}
