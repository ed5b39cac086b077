//! What the sentences of a description say beyond describing.

mod limits;
mod quantity;
mod values;

pub(crate) use limits::limits;
pub(crate) use quantity::{count, seconds};
pub(crate) use values::values;

use crate::facts::FieldType;
use regex::{Captures, Regex};
use std::{ops::Range, sync::LazyLock};

/// A pattern that is known to be one.
pub(crate) fn compiled(text: &str) -> Regex {
    // Word boundaries of ASCII are enough, and the fast ways of matching know no others.
    Regex::new(&text.replace(r"\b", r"(?-u:\b)")).expect("the patterns in this crate are valid, as its tests show")
}

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::sentence::compiled($text));
    };
}
pub(crate) use pattern;

/// The first group of a match that took part.
pub(crate) fn group<'a>(found: &Captures<'a>) -> Option<(&'a str, Range<usize>)> {
    found.iter().skip(1).flatten().next().map(|group| (group.as_str(), group.range()))
}

/// A value as it is in a sentence: quoted, a number, a word.
const VALUE: &str = r#"(?:[“"`'「](?P<q>[^”"`'」\n]+)[”"`'」]|(?P<w>-?[0-9]+(?:\.[0-9]+)?(?:[*xX×][0-9]+)?|[A-Za-z0-9_][A-Za-z0-9_.:/*\-]*[A-Za-z0-9_*/]|[A-Za-z0-9_]))"#;

/// How a default is stated, and how much its value needs to look like one.
struct DefaultPattern {
    pattern: Regex,
    certainty: Certainty,
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

static DEFAULT: LazyLock<Vec<DefaultPattern>> = LazyLock::new(|| {
    [
        (format!(r"(?i)默认(?:取值|值)?\s*(?P<verb>为|是|：|:|=|设为)?\s*{VALUE}"), Certainty::Clause),
        (
            format!(r"(?i)\bdefaults?(?:\s+value\b)?\s*(?P<verb>is\b|are\b|to\b|of\b|:|：|=)?\s*(?:set\s+to\s+)?{VALUE}"),
            Certainty::Clause,
        ),
        (format!(r"(?i){VALUE}\s+by\s+default\b"), Certainty::Literal),
        // `1：左（默认）` among others, numbers in sentences and words in lists.
        (
            String::from(
                r"(?i)(?:^|[\n。；;.：:，,]\s*)(?:- )?[`]?(?P<w>-?[0-9]+)[`]?\s*(?:[：:=]|表示)[^\n。；;]*?(?:默认值|（默认）|\(默认\)|[(（]default[)）]|default value\b)",
            ),
            Certainty::Sure,
        ),
        (
            format!(r"(?i)(?:^|\n)- {VALUE}\s*[：:][^\n]*?(?:默认值|（默认）|\(默认\)|\(default\)|default value\b)"),
            Certainty::Sure,
        ),
        (format!(r"(?i){VALUE}\s*[（(](?:默认|默认值|default|default value)[）)]"), Certainty::Sure),
        (format!(r"(?i)(?:^|\n)(?:- )?{VALUE}\s*[：:]\s*[（(](?:默认值?|default)[）)]"), Certainty::Sure),
    ]
    .into_iter()
    .map(|(text, certainty)| DefaultPattern { pattern: compiled(&text), certainty })
    .collect()
});

/// Words that follow "default" and are no value.
const NO_DEFAULT: [&str; 24] = [
    "value", "values", "is", "the", "a", "an", "to", "this", "it", "in", "no", "empty", "null", "none", "and", "or",
    "mode", "will", "be", "of", "for", "not", "maximum", "minimum",
];

/// The value that the sentences say something of type `kind` has when it is not there, and where that is.
pub(crate) fn default(text: &str, kind: Option<&FieldType>) -> Option<(String, usize)> {
    let small = text.to_ascii_lowercase();
    if !small.contains("default") && !text.contains("默认") {
        return None;
    }
    DEFAULT.iter().find_map(|DefaultPattern { pattern, certainty }| {
        pattern.captures_iter(text).find_map(|found| {
            let value = found.name("q").or_else(|| found.name("w"))?;
            let word = value.as_str();
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
            let is_word = quoted || !NO_DEFAULT.contains(&word.to_lowercase().as_str());
            // `a_$(time)` is a rule, not a value.
            let rule = text[value.end()..].starts_with(['$', '{']);
            let fits = quoted || kind.is_none_or(|kind| may_be(word, kind));
            (is_value && is_word && fits && !rule && word.len() <= 80).then(|| (word.to_owned(), value.start()))
        })
    })
}

/// Whether a word is a number, a size such as `1280*720`, or `true` or `false`.
fn is_literal(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        || matches!(word.to_ascii_lowercase().as_str(), "true" | "false")
}

/// Whether nothing but the end of a clause follows a word.
fn ends_a_clause(behind: &str) -> bool {
    let behind = behind.trim_start_matches([' ', '`', '"', '”', '*']);
    let ends = ["格式", "模式", "类型", "。", "，", "；", "、", "）", "（", "：", ".", ",", ";", ")", "(", "\n"];
    behind.is_empty() || ends.iter().any(|end| behind.starts_with(end))
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

pattern!(
    EXAMPLE,
    r"(?i)(?:示例值|示例|例如|比如|such as|e\.g\.,?|for example,?|sample value)\s*[：:]?\s*[“`]?(\[[^\]\n\x{4e00}-\x{9fff}]*\]|[^\s，。；;,”`）)]+)"
);

/// A value the sentences give as an example.
pub(crate) fn example(text: &str) -> Option<(String, usize)> {
    let found = EXAMPLE.captures(text)?;
    let (value, span) = group(&found)?;
    // The next sentence may be glued on, as `1590065777.Note:`.
    let end = value
        .char_indices()
        .find(|(at, letter)| *letter == '.' && value[at + 1..].starts_with(|next: char| next.is_ascii_uppercase()));
    let value = end.map_or(value, |(at, _)| &value[..at]).trim_end_matches(['.', '：', ':']);
    // `For example, to ask about May` has no value; `such as grid or speaker` has.
    let next = &text[span.end..];
    let prose = value.bytes().all(|letter| letter.is_ascii_alphabetic())
        && next.starts_with(' ')
        && !next.starts_with(" or ")
        && !next.starts_with(" and ");
    let plain = value.is_ascii() && !value.is_empty() && !prose && !value.starts_with(['{', '\\', '<', '"']);
    plain.then(|| (value.to_owned(), span.start))
}

pattern!(
    NULL,
    r"(?i)may (?:return|be) null|can be null|可能返回 ?null|返回为空|可能为空|为 null|returns? (?:an )?empty|may be empty|取不到有效值"
);

/// Where the sentences say that it may be null.
pub(crate) fn nullable(text: &str) -> Option<usize> {
    NULL.find(text).map(|found| found.start())
}

pattern!(
    JOINED,
    r#"(?i)(?:用|以|使用)(?:英文|半角)?\s*[“"]?(逗号|分号|,|;|\|)[”"]?\s*(?:隔开|分隔|分割)|separated (?:by|with) (?:a |an )?(commas?|semicolons?|,|;)|(comma)-separated"#
);

/// The separator between the items of a list that is written as one text.
pub(crate) fn joined(text: &str) -> Option<(String, usize)> {
    let found = JOINED.captures(text)?;
    let (word, span) = group(&found)?;
    let mark = match word {
        "分号" | ";" => ";",
        "|" => "|",
        word if word.starts_with("semi") => ";",
        _ => ",",
    };
    Some((mark.to_owned(), span.start))
}

pattern!(
    CONDITION,
    r"(?i)[^。；;\n.]*(?:(?:当|若|如果)[^。；;\n]*?(?:必填|必传|必选|不能为空)|二者(?:取其一|必填其一)|(?:必填|二选)[其一]一|至少(?:一个|填写一个)|required (?:when|if)|must be (?:specified|configured|set|filled in?) (?:when|if)|(?:one of|either) [^.\n]+ (?:must|is required))[^。；;\n.]*"
);

/// The sentence that says when something is required after all.
pub(crate) fn condition(text: &str) -> Option<String> {
    CONDITION.find(text).map(|found| found.as_str().trim().trim_start_matches("- ").to_owned())
}

/// What a number or a text means as a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Seconds,
    Millis,
    Rfc3339,
}

pattern!(UNIX, r"(?i)unix[ -]?时间戳|时间戳|unix[ -]?(?:epoch )?timestamp|timestamp|unix time");
pattern!(MILLIS, r"(?i)毫秒|millisecond|\(ms\)|\bms\b");
pattern!(SECONDS, r"(?i)秒|second|\(s\)|\b[0-9]{10}s?\b");
pattern!(ISO, r"(?i)rfc ?3339|iso ?8601");

/// Whether the sentences speak of a point in time.
pub(crate) fn time(text: &str) -> Option<Time> {
    if ISO.is_match(text) {
        return Some(Time::Rfc3339);
    }
    let found = UNIX.find(text)?;
    let behind = text[found.end()..].char_indices().nth(40).map_or(text.len(), |(at, _)| found.end() + at);
    let near = &text[..behind];
    if MILLIS.is_match(near) {
        return Some(Time::Millis);
    }
    let text = SECONDS.is_match(near) || near.to_lowercase().contains("unix");
    text.then_some(Time::Seconds)
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
        ] {
            assert_eq!(default(text, None).map(|(value, _)| value).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn examples_conditions_and_times() {
        assert_eq!(example("such as 1400188366.").map(|(value, _)| value).as_deref(), Some("1400188366"));
        assert_eq!(example("such as 1590065777.Note: only").map(|(value, _)| value).as_deref(), Some("1590065777"));
        assert_eq!(example("例如，图片").map(|(value, _)| value), None);
        assert_eq!(example("For example, to ask about May, say so.").map(|(value, _)| value), None);
        assert_eq!(example("used for tasks such as cloud recording and others").map(|(value, _)| value), None);
        assert_eq!(example("for example, room1 of app1").map(|(value, _)| value).as_deref(), Some("room1"));
        assert_eq!(example("a name such as grid or speaker").map(|(value, _)| value).as_deref(), Some("grid"));
        assert_eq!(
            example("成员，不可重复。示例值：[\"ann\",\"bob\"]").map(|(value, _)| value).as_deref(),
            Some("[\"ann\",\"bob\"]")
        );
        assert_eq!(
            example("示例：UserId[]=a&UserId[]=b").map(|(value, _)| value).as_deref(),
            Some("UserId[]=a&UserId[]=b")
        );
        assert!(
            condition("声浪 ID。参数 SoundLevel 取值为 1 时，此参数必填。").is_none_or(|text| text.contains("必填"))
        );
        assert_eq!(
            condition("当 VideoEncId 取值为 4 时，该字段必填。").as_deref(),
            Some("当 VideoEncId 取值为 4 时，该字段必填")
        );
        assert_eq!(time("进入时间，Unix 毫秒时间戳。"), Some(Time::Millis));
        assert_eq!(time("The start time, a Unix timestamp (seconds)."), Some(Time::Seconds));
        assert_eq!(time("格式为 RFC3339，单位为秒"), Some(Time::Rfc3339));
        assert_eq!(time("时长，单位为秒"), None);
        assert_eq!(joined("多个 ID 用逗号隔开").map(|(mark, _)| mark).as_deref(), Some(","));
        assert!(nullable("Note: This field may return null.").is_some());
    }
}
