//! `CHANGELOG.md`: what changed from version to version, as it stands beside the spec.

use crate::MARK;
use rtc_catalog::model::{Action, TOLD};

pub(super) fn emit(action: &Action) -> String {
    let lines: Vec<&str> = action.changes.lines().filter(|line| !line.starts_with(TOLD)).map(str::trim_end).collect();
    // Blank lines around the ones left out become one.
    let mut text = lines.join("\n");
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    if text.trim().is_empty() {
        return String::new();
    }
    let source = action.spec.trim_end_matches(".yaml");
    format!(
        "<!-- {MARK} from specs/{source}.changes.md. Edit that, not this file. -->\n# Changes of {}\n\n{}\n",
        action.package,
        text.trim()
    )
}
