//! `CHANGELOG.md`: what changed from version to version, as people wrote it beside the spec.

use crate::MARK;
use rtc_spec::model::Action;

pub(super) fn emit(action: &Action) -> String {
    let changes = action.changes.trim();
    if changes.is_empty() {
        return String::new();
    }
    let source = action.spec.trim_end_matches(".yaml");
    format!(
        "<!-- {MARK} from specs/{source}.changes.md. Edit that, not this file. -->\n# Changes of {}\n\n{changes}\n",
        action.package
    )
}
