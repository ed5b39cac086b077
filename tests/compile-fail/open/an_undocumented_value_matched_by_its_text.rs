use rtc_core::Undocumented;
use volcengine_rtc_list_user_info::Os;

fn is_harmony(os: &Os) -> bool {
    matches!(os, Os::Undocumented(Undocumented("harmony")))
}

fn main() {
    let _ = is_harmony(&Os::from("harmony"));
}
