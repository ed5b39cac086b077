//! What stands in a spec where sentences do: marks for people who write them, or the vendor's own.

use rtc_pages::{Code, Facts, Field, Located, Value};

/// What stands in a spec where sentences do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sentences {
    /// Marks, in the place of sentences that a person writes.
    #[default]
    Open,
    /// The vendor's own sentences, for people who import for themselves.
    Vendor,
}

/// The longest summary, in characters.
const LONGEST: usize = 200;

impl Sentences {
    fn kept<T>(self, text: impl FnOnce() -> Option<T>) -> Option<T> {
        if self == Self::Vendor { text() } else { None }
    }

    /// The first sentence on an action, or its title.
    pub(super) fn summary(self, facts: &Facts) -> Option<String> {
        self.kept(|| {
            let described = facts.description.as_ref().map(|text| first(&text.value)).filter(|text| !text.is_empty());
            let title = || facts.title.as_ref().map(|title| flat(&title.value)).filter(|title| !title.is_empty());
            Some(
                described
                    .or_else(title)
                    .unwrap_or_else(|| facts.action.as_ref().map_or(String::new(), |name| name.value.clone())),
            )
        })
    }

    /// All that is said of an action, if it is more than its summary.
    pub(super) fn whole(self, facts: &Facts) -> Option<String> {
        self.kept(|| {
            let text = facts.description.as_ref()?.value.trim();
            (flat(text) != first(text)).then(|| clean(text))
        })
    }

    /// The description of a parameter or field. One that has none is described by its name.
    pub(super) fn of_field(self, field: &Field) -> Option<String> {
        self.kept(|| {
            let said = field.description.as_ref().map(|text| clean(&text.value)).filter(|text| !text.is_empty());
            Some(said.unwrap_or_else(|| format!("`{}`, which the vendor does not describe.", field.name.value)))
        })
    }

    /// The description of a type, or that of the field that has it.
    pub(super) fn of_type(self, written: Option<&str>, field: &Field, facts: &Facts) -> Option<String> {
        self.kept(|| {
            let record = facts.types.iter().find(|record| written == Some(record.name.value.as_str()));
            let said = record.and_then(|record| record.description.as_ref()).map(|text| clean(&text.value));
            said.filter(|text| !text.is_empty()).or_else(|| self.of_field(field))
        })
    }

    /// What a documented value means.
    pub(super) fn of_value(self, value: &Value) -> Option<String> {
        self.kept(|| {
            let said = value.meaning.as_ref().map(|text| flat(text)).filter(|text| !text.is_empty());
            Some(said.unwrap_or_else(|| format!("`{}`.", value.is)))
        })
    }

    /// What an error code means, and what the vendor advises.
    pub(super) fn of_code(self, code: &Code) -> [Option<String>; 2] {
        let words = |text: &Option<Located<String>>| {
            let text = text.as_ref().map(|text| flat(&text.value));
            text.map(|text| text.trim_end_matches(['.', '。']).to_owned()).filter(|text| !text.is_empty())
        };
        let meaning = || words(&code.meaning).or_else(|| words(&code.message));
        [
            self.kept(|| {
                Some(meaning().unwrap_or_else(|| format!("the vendor does not describe `{}`", code.code.value)))
            }),
            self.kept(|| Some(words(&code.advice).unwrap_or_else(|| "see the vendor's page".to_owned()))),
        ]
    }
}

/// A text in one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without blanks at the ends of its lines, and without characters that no text has.
fn clean(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| line.trim_end().chars().filter(|letter| !letter.is_control()).collect()).collect();
    lines.join("\n").trim().to_owned()
}

/// The first sentence of a text.
fn first(text: &str) -> String {
    let text = flat(text);
    let end = text.char_indices().find(|(at, letter)| {
        let next = text[at + letter.len_utf8()..].chars().next();
        matches!(letter, '。' | '！' | '？')
            || matches!(letter, '.' | '!' | '?') && next.is_none_or(char::is_whitespace)
    });
    let sentence = end.map_or(text.as_str(), |(at, letter)| &text[..at + letter.len_utf8()]);
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_sums_up() {
        for (text, wanted) in [
            ("Lists notes. Of one room.", "Lists notes."),
            ("Lists notes of version 1.2 of a room", "Lists notes of version 1.2 of a room"),
            ("列出房间。\n仅限一天。", "列出房间。"),
        ] {
            assert_eq!(first(text), wanted);
        }
        assert_eq!(first(&"a".repeat(300)).chars().count(), LONGEST);
    }
}
