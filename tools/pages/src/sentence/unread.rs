//! Sentences with a number behind words for a default or a limit, from which nothing was read.

use super::{case::is_case, limits::is_beside};
use crate::{
    facts::{Field, FieldType},
    pattern::{BLANKS, any, has, pattern},
    words::{defaults, limits, units},
};

// `default maximum is 20`
pattern!(
    DEFAULT,
    &format!(
        r"{}(?u:[^0-9。；;，,.\n]){{0,16}}?(?:-?[0-9]|\btrue\b|\bfalse\b)",
        any(&[defaults::DEFAULT, defaults::DEFAULT_ENGLISH])
    )
);
// `at most so many as 20`
pattern!(
    LIMIT,
    &format!(
        r"(?:{}|\b{}\b)(?u:[^0-9。；;\n.]){{0,24}}?([0-9][0-9,]*){BLANKS}((?u:[a-z\x{{4e00}}-\x{{9fff}}])*)",
        any(&[limits::MOST, limits::LEAST, limits::AT_MOST, limits::AT_LEAST, limits::CERTAIN_IN_CHINESE]),
        any(&[limits::MAXIMUM, limits::MINIMUM, limits::BEYOND, limits::CERTAIN_IN_ENGLISH])
    )
);

/// What a description states and was not read: `a default` or `a limit`, and where.
pub(crate) fn unread(text: &str, field: &Field) -> Option<(&'static str, usize)> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) && !has(text, &["true", "false"]) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let default = field.default.is_none() && (has(&small, defaults::DEFAULT) || has(&small, defaults::DEFAULT_ENGLISH));
    if let Some(found) = default.then(|| DEFAULT.find(&small)).flatten() {
        return Some(("a default", found.start()));
    }
    let kind = field.kind.as_ref().map(|kind| &kind.value.word);
    let limited = kind.is_none_or(|kind| !matches!(kind, FieldType::Object | FieldType::Named(_) | FieldType::Bool));
    if !field.limits.is_empty() || !limited {
        return None;
    }
    let of_a_file = has(&small, limits::FILES);
    let found = LIMIT.captures_iter(&small).find(|found| {
        let at = found.get(0).map_or(0, |all| all.start());
        let unit = found.get(2).map_or("", |unit| unit.as_str());
        let large = units::KILOBYTES.iter().any(|(word, _)| unit.starts_with(word)) || unit.starts_with('m');
        let of_time = units::TIME.iter().any(|(word, _)| unit.starts_with(word));
        !(is_case(&small, at) || is_beside(&small, at) || of_time || of_a_file && large)
    });
    found.and_then(|found| found.get(0)).map(|all| ("a limit", all.start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::TypeWord,
        position::{Located, Position},
    };

    fn said(text: &str, kind: FieldType) -> Option<&'static str> {
        let position = Position { line: 1, column: 1, file: 0 };
        let mut field = Field::new(Located { value: "Size".to_owned(), position });
        field.kind = Some(Located { value: TypeWord { word: kind, written: String::new(), means: None }, position });
        unread(text, &field).map(|(what, _)| what)
    }

    #[test]
    fn what_is_stated_and_not_read_is_known() {
        assert_eq!(said("The default maximum is 20.", FieldType::I32), Some("a default"));
        assert_eq!(said("The maximum for one painter is 20.", FieldType::I32), Some("a limit"));
        assert_eq!(said("取值不得超过墙的 20 倍。", FieldType::I32), Some("a limit"));
        assert_eq!(said("By default the wall is red.", FieldType::String), None);
        assert_eq!(said("图片不超过 5 MB。", FieldType::String), None);
        assert_eq!(said("建议不超过 20。", FieldType::I32), None);
        assert_eq!(said("当超过 20 个时，返回空。", FieldType::I32), None);
        assert_eq!(said("The wall 20.", FieldType::I32), None);
    }
}
