//! `CHANGELOG.md`: what changed from version to version, as it stands beside the spec.

use crate::MARK;
use rtc_catalog::model::RECORDED_CHANGES;

/// The file; empty where nothing changed.
pub(super) fn emit(package: &str, spec: &str, changes: &str) -> String {
    let lines: Vec<&str> =
        changes.lines().filter(|line| !line.starts_with(RECORDED_CHANGES)).map(str::trim_end).collect();
    // Blank lines around the ones left out become one.
    let mut text = lines.join("\n");
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    if text.trim().is_empty() {
        return String::new();
    }
    let source = spec.trim_end_matches(".yaml");
    format!(
        "<!-- {MARK} from specs/{source}.changes.md. Edit that file, not this one. -->\n# Changes of {package}\n\n{}\n",
        text.trim()
    )
}
