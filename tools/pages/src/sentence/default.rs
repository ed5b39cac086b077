//! What something is when it is not there.

use super::{scale::in_its_unit, values::values};
use crate::{
    facts::{FieldType, Value},
    pattern::{BLANKS, any, compiled, has, starts},
    words::{defaults as words, required},
};
use regex::Regex;
use std::sync::LazyLock;

/// A value as it is in a sentence: quoted, a number, a word.
const VALUE: &str = r#"(?:(?:“|"|`|'|「)(?P<q>(?u:[^”"`'」\n])+)(?:”|"|`|'|」)|(?P<w>-?[0-9]+(?:\.[0-9]+)?(?:(?:\*|x|×)[0-9]+)?|[a-z0-9_][a-z0-9_.:/*\-]*[a-z0-9_*/]|[a-z0-9_]))"#;

/// How a default is stated, and how much its value needs to look like one.
struct DefaultPattern {
    pattern: LazyLock<Regex>,
    certainty: Certainty,
    /// Whether a text has the words that the pattern has.
    fits: fn(&str) -> bool,
}

/// How sure it is that a word where a value is expected is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// The words leave no doubt.
    Sure,
    /// Only numbers, `true` and `false` and what is in quotes are values, and words that end a clause: behind a verb, or in
    /// Chinese.
    Clause,
    /// Only numbers, `true` and `false` and what is in quotes are values.
    Literal,
}

/// What precedes a value that starts a line or a clause.
const FRONT: &str = r"(?:^|(?:\n|。|;|；|\.|：|:|，|,)\s*)(?:- )?";

/// Words of the meaning of a value, up to those that say that it is the default.
fn meaning(within: &str) -> String {
    format!(r"(?u:[^{within}])*?{}", any(&[words::IN_MEANINGS]))
}

/// What says in brackets that a value is the default.
fn brackets() -> String {
    format!(r"(?:（|\(){}(?:）|\))", any(&[words::IN_BRACKETS]))
}

static PATTERNS: [DefaultPattern; 11] = [
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (default, is) = (any(&[words::DEFAULT]), any(&[words::IS]));
            compiled(&format!(r"{default}{BLANKS}(?P<verb>{is})?{BLANKS}{VALUE}"))
        }),
        certainty: Certainty::Clause,
        fits: |text| has(text, words::DEFAULT),
    },
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (default, is) = (any(&[words::DEFAULT_ENGLISH]), any(&[words::IS_ENGLISH]));
            let set_to = words::SET_TO;
            compiled(&format!(r"\b{default}{BLANKS}(?P<verb>{is}\b|:|：|=)?{BLANKS}(?:{set_to}\s+)?{VALUE}"))
        }),
        certainty: Certainty::Clause,
        fits: |text| has(text, words::DEFAULT_ENGLISH),
    },
    DefaultPattern {
        pattern: LazyLock::new(|| compiled(&format!(r"{VALUE}\s+{}\b", words::BY_DEFAULT))),
        certainty: Certainty::Literal,
        fits: |text| text.contains(words::BY_DEFAULT),
    },
    // `不填则为 20`, `If omitted, the value is 20`.
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (omitted, end, then) = (any(&[words::OMITTED]), any(&[words::OMITTED_END]), any(&[words::THEN]));
            let (case, english) = (any(&[required::WHEN_ENGLISH]), any(&[words::OMITTED_ENGLISH]));
            compiled(&format!(
                r"(?:{omitted}{end}?|\b{case} (?u:[^.;,\n。；，])*?{english}){BLANKS}(?:,|，)?{BLANKS}{then}{BLANKS}{VALUE}"
            ))
        }),
        certainty: Certainty::Literal,
        fits: is_of_omission,
    },
    // `20 if not set`
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (case, english) = (any(&[required::WHEN_ENGLISH]), any(&[words::OMITTED_ENGLISH]));
            let used = any(&[words::USED]);
            compiled(&format!(r"{VALUE}\s+(?:{used}\s+)?{case}\s+(?:[a-z]+\s+){{0,3}}?{english}"))
        }),
        certainty: Certainty::Literal,
        fits: |text| has(text, words::OMITTED_ENGLISH),
    },
    // `If omitted, 20 is used`
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (english, used) = (any(&[words::OMITTED_ENGLISH]), any(&[words::USED]));
            compiled(&format!(r"{english},?\s+{VALUE}\s+{used}"))
        }),
        certainty: Certainty::Literal,
        fits: |text| has(text, words::OMITTED_ENGLISH),
    },
    // `默认开启（true）`
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (default, is) = (any(&[words::DEFAULT]), any(&[words::IS]));
            compiled(&format!(
                r"{default}{is}?(?u:[\x{{4e00}}-\x{{9fff}}])+?(?:（|\(){BLANKS}(?P<w>true|false){BLANKS}(?:）|\))"
            ))
        }),
        certainty: Certainty::Sure,
        fits: |text| has(text, words::DEFAULT) && has(text, words::BOOLEANS_IN_BRACKETS),
    },
    // `1：左（默认）` among others, numbers in sentences and words in lists.
    DefaultPattern {
        pattern: LazyLock::new(|| {
            let (means, default) = (words::MEANS, meaning(r"\n。；;"));
            compiled(&format!(r"{FRONT}`?(?P<w>-?[0-9]+)`?{BLANKS}(?:：|:|=|{means}){default}"))
        }),
        certainty: Certainty::Sure,
        fits: |text| has(text, words::IN_MEANINGS),
    },
    DefaultPattern {
        pattern: LazyLock::new(|| compiled(&format!(r"(?:^|\n)- {VALUE}{BLANKS}(?:：|:){}", meaning(r"\n")))),
        certainty: Certainty::Sure,
        fits: |text| text.contains("- ") && has(text, words::IN_MEANINGS),
    },
    DefaultPattern {
        pattern: LazyLock::new(|| compiled(&format!(r"{VALUE}{BLANKS}{}", brackets()))),
        certainty: Certainty::Sure,
        fits: |text| text.contains(['(', '（']),
    },
    DefaultPattern {
        pattern: LazyLock::new(|| compiled(&format!(r"(?:^|\n)(?:- )?{VALUE}{BLANKS}(?:：|:){BLANKS}{}", brackets()))),
        certainty: Certainty::Sure,
        fits: |text| text.contains(['(', '（']),
    },
];

/// The value that the sentences say something of type `kind` has when it is not there, and where that is.
pub(crate) fn default(text: &str, kind: Option<&FieldType>) -> Option<(String, usize)> {
    let small = text.to_ascii_lowercase();
    if !has(&small, words::DEFAULT) && !has(&small, words::DEFAULT_ENGLISH) && !is_of_omission(&small) {
        return None;
    }
    let found = PATTERNS.iter().filter(|pattern| (pattern.fits)(&small)).find_map(
        |DefaultPattern { pattern, certainty, .. }| {
            pattern.captures_iter(&small).find_map(|found| {
                let value = found.name("q").or_else(|| found.name("w"))?;
                let word = &text[value.range()];
                let quoted = found.name("q").is_some();
                let literal = quoted || is_literal(word);
                let chinese = found.get(0).is_some_and(|all| !all.as_str().is_ascii());
                let is_value = match certainty {
                    Certainty::Sure => true,
                    Certainty::Literal => literal,
                    Certainty::Clause => {
                        literal || (chinese || found.name("verb").is_some()) && ends_a_clause(&text[value.end()..])
                    }
                };
                let is_word = quoted || !words::NO_VALUES.contains(&word.to_lowercase().as_str());
                // `a_$(time)` is a rule, not a value.
                let rule = text[value.end()..].starts_with(['$', '{']);
                let fits = quoted || kind.is_none_or(|kind| may_be(word, kind));
                let number = !quoted && kind.is_some_and(|kind| kind.is_integer() || matches!(kind, FieldType::Number));
                let word = if number { in_its_unit(word, &small[value.end()..], &small)? } else { word.to_owned() };
                (is_value && is_word && fits && !rule && word.len() <= 80).then(|| (word, value.start()))
            })
        },
    );
    match found {
        // Values are looked for only where a meaning may say which is the default: that is slow.
        found if !has(&small, words::IN_MEANINGS) => found,
        Some(found) => Some(of_a_meaning(text, kind, &found).unwrap_or(found)),
        None => marked(text, kind),
    }
}

/// The one value whose meaning says that it is the default.
fn marked(text: &str, kind: Option<&FieldType>) -> Option<(String, usize)> {
    let marked = |value: &Value| value.meaning.as_ref().is_some_and(|meaning| has(meaning, words::IN_MEANINGS));
    let mut found = values(text, kind).into_iter().filter(|(value, _)| marked(value));
    let first = found.next().filter(|_| found.next().is_none());
    first.map(|(value, at)| (value.is, at))
}

/// The value in whose meaning a default was found: `desc: descending (default)` makes `desc` the default.
fn of_a_meaning(text: &str, kind: Option<&FieldType>, found: &(String, usize)) -> Option<(String, usize)> {
    let values = values(text, kind);
    if values.iter().any(|(value, _)| value.is == found.0) {
        return None;
    }
    let line = text[..found.1].rfind('\n').map_or(0, |at| at + 1);
    let (value, at) = values.into_iter().rev().find(|(_, at)| *at < found.1)?;
    let meant = value.meaning.is_some_and(|meaning| has(&meaning.to_ascii_lowercase(), words::IN_MEANINGS));
    (at >= line && meant).then_some((value.is, at))
}

/// Whether a text in small letters says what is so where something is left out.
fn is_of_omission(small: &str) -> bool {
    has(small, words::OMITTED) || has(small, words::OMITTED_ENGLISH)
}

/// Whether a word is a number, a size such as `1280*720`, or `true` or `false`.
fn is_literal(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        || matches!(word.to_ascii_lowercase().as_str(), "true" | "false")
}

/// Whether nothing but the end of a clause follows a word.
fn ends_a_clause(behind: &str) -> bool {
    let behind = behind.trim_start_matches([' ', '`', '"', '”', '*']);
    let marks = ['。', '，', '；', '、', '）', '（', '：', '.', ',', ';', ')', '(', '\n'];
    behind.is_empty() || behind.starts_with(marks) || starts(behind, words::BEHIND)
}

/// Whether a word may be a value of a type.
fn may_be(word: &str, kind: &FieldType) -> bool {
    match kind {
        kind if kind.is_integer() => word.parse::<f64>().is_ok(),
        FieldType::F64 | FieldType::Number => word.parse::<f64>().is_ok(),
        FieldType::Bool => matches!(word.to_ascii_lowercase().as_str(), "true" | "false" | "0" | "1"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults() {
        for (text, wanted) in [
            ("分页序号，默认值为1", Some("1")),
            ("最大不能超过 100。默认为 20。", Some("20")),
            ("The page number. The default is 0.", Some("0")),
            ("Default value: `mp4`.", Some("mp4")),
            ("默认为 true，表示排除", Some("true")),
            ("语言。\n- zh：中文（默认值）\n- en：英文", Some("zh")),
            ("- 0：（默认值）不返回\n- 1：返回", Some("0")),
            ("- 0：不开启，默认值。\n- 1：开启。", Some("0")),
            ("输出音频码率，不填时默认值为 48000，单位为 bps。", Some("48000")),
            ("By default the value is empty.", None),
            ("Nothing of the kind.", None),
            ("The default maximum is 20.", None),
            ("Defaults to the width of the screen.", None),
            ("When this is not given, all parts of it use default values.", None),
            ("By default, the colour is chosen by the hall.", None),
            ("缺省时使用默认值为 HALL 给出的值。", None),
            ("It is disabled by default.", None),
            ("Defaults to grid.", Some("grid")),
            ("Default grid layouts are rare.", None),
            ("排序。\nasc：升序\ndesc：降序（默认）", Some("desc")),
            ("asc: ascending\ndesc: descending (default)", Some("desc")),
            ("Mode: `a` (default), `b`", Some("a")),
            ("每页数量，不填则为 20。", Some("20")),
            ("不传时按 20 处理，最大 100。", Some("20")),
            ("不填默认取 30", Some("30")),
            ("不填则返回 6 条", None),
            ("默认第 1 页", Some("1")),
            ("默认开启（true）", Some("true")),
            ("Range 1-100; 20 if not set.", Some("20")),
            ("If omitted, 20 is used.", Some("20")),
            ("If this is left empty, the value is 20.", Some("20")),
            ("If it is not set, 6 users are returned.", None),
        ] {
            assert_eq!(default(text, None).map(|(value, _)| value).as_deref(), wanted, "{text}");
        }
    }
}
