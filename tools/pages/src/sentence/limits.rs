//! Limits in sentences.

use super::pattern;
use crate::facts::{Bound, FieldType, Limit, LimitKind};
use regex::Captures;
use std::ops::Range;

const NUMBER: &str = r"-?[0-9][0-9,]*(?:\.[0-9]+)?";
/// What may be between two ends.
const TO: &str = r"\s*(?:-|–|—|~|～|到|至|to|and|和|与|\.\.)\s*";

pattern!(BRACKETS, &format!(r"([\[［(（【])\s*({NUMBER})\s*[,，~～\-—–、]\s*({NUMBER}|\+?∞)\s*([\])］）】])"));
pattern!(
    FROM_TO,
    &format!(
        r"(?i)((?:array|list) length|数组长度|(?:value )?range|取值范围|范围|length|长度|取值|values?|valid values?)\s*(?:limit(?:ed)?)?\s*(?:限制|应|需|必须|须)?\s*(?:is|are|of|to|为|是|在)?\s*(?:between|from)?\s*[：:]?\s*({NUMBER}){TO}({NUMBER})"
    )
);
pattern!(
    WITHIN,
    &format!(
        r"(?i)(?:between|from|介于|从|在)\s*({NUMBER}){TO}({NUMBER})|({NUMBER}){TO}({NUMBER})\s*之间|(?:^|[.。;；\n])\s*({NUMBER})\s*(?:to|~|～|至|到)\s*({NUMBER})\s*(?:[.。;；\n]|$)|(?:(?:cannot|can't|must not|should not) be (?:smaller|less|lower) than|不(?:能|得|可)(?:小于|低于))\s*({NUMBER})\s*(?:or|and|，|、|或|或者|且|和)?\s*(?:larger than|greater than|more than|higher than|大于|高于|超过)\s*({NUMBER})"
    )
);
pattern!(PATTERN_LENGTH, r"\]\{([0-9]+),([0-9]+)\}");
pattern!(
    COMPARED,
    &format!(
        r"(?i)(不(?:得|能|可以?|应该?|允许|要)?|no |not be |not |cannot be |cannot |can't be |can't |never )?(?:(小于|低于|少于|短于|less than|smaller than|lower than|fewer than|shorter than|<)|(大于|高于|多于|长于|greater than|larger than|>)|(超过|超出|more than|higher than|longer than|exceed(?:ing|s)?|over\b))\s*(等于|或等于|or equal to|=)?\s*(?:为|：|:)?\s*({NUMBER})"
    )
);
pattern!(
    MOST,
    &format!(
        r"(?i)(?:(?:最大|最多|最长|最高|至多|上限)[^0-9，。；,.;\n]{{0,10}}?|长度(?:应该?)?(?:限制)?为|up to|at most|max(?:imum)?(?: (?:of|value|length|number|size|limit))*(?: supported| allowed)?(?: is| are|:)?|limited to|limit(?: is| of|:)|≤)\s*(?:为|是|：|:)?\s*({NUMBER})"
    )
);
pattern!(
    LEAST,
    &format!(
        r"(?i)(?:(?:最小|最少|至少|最短|最低|下限)[^0-9，。；,.;\n]{{0,10}}?|at least|min(?:imum)?(?: (?:of|value|length|number|size))*(?: is|:)?|≥)\s*(?:为|是|：|:)?\s*({NUMBER})"
    )
);

/// The limits in a description of something of type `kind`, each with where it is.
pub(crate) fn limits(text: &str, kind: Option<&FieldType>) -> Vec<(Limit, usize)> {
    let mut found = Found::default();
    for part in BRACKETS.captures_iter(text) {
        let about = about(&text[..part.get(0).map_or(0, |all| all.start())]);
        if let Some(limit) = brackets(&part, about, kind) {
            found.push(limit, &part);
        }
    }
    for part in FROM_TO.captures_iter(text).filter(|part| !is_list(text, part)) {
        found.pair(of(&part[1], "", kind), &part[2], &part[3], &part);
    }
    for part in WITHIN.captures_iter(text).filter(|_| kind.is_some_and(is_number)) {
        let ends: Vec<&str> = part.iter().skip(1).flatten().map(|end| end.as_str()).collect();
        if let [least, most] = ends[..] {
            found.pair(LimitKind::Value, least, most, &part);
        }
    }
    if let Some(part) = PATTERN_LENGTH.captures(text) {
        found.pair(LimitKind::Characters, &part[1], &part[2], &part);
    }
    for part in COMPARED.captures_iter(text) {
        let sides = [part.get(2).is_some(), part.get(3).is_some(), part.get(4).is_some()];
        // `more than 5` without a `not` says when something happens, and limits nothing.
        let end = match (part.get(1).is_some(), sides) {
            (false, [true, ..]) => Some((true, part.get(5).is_some())),
            (true, [true, ..]) => Some((false, true)),
            (false, [_, true, _]) => Some((false, part.get(5).is_some())),
            (true, _) => Some((true, true)),
            _ => None,
        };
        let exclusive = end.is_some_and(|(_, included)| !included);
        if let Some((most, included)) = end.filter(|_| !exclusive || kind.is_some_and(is_number)) {
            found.single(text, kind, &part, &part[6], most, included);
        }
    }
    for (pattern, most) in [(&*MOST, true), (&*LEAST, false)] {
        for part in pattern.captures_iter(text) {
            found.single(text, kind, &part, &part[1], most, true);
        }
    }
    joined(found.limits)
}

/// Whether two numbers are values rather than ends, as in `values: 0 and 1`.
fn is_list(text: &str, part: &Captures<'_>) -> bool {
    let (Some(all), Some(least), Some(most)) = (part.get(0), part.get(2), part.get(3)) else { return false };
    let between = text[least.end()..most.start()].trim().to_lowercase();
    let words = text[all.start()..least.start()].to_lowercase();
    let range = ["between", "from", "range", "length", "范围", "长度", "在"].iter().any(|word| words.contains(word));
    matches!(between.as_str(), "and" | "和" | "与") && !range
}

/// The limits found so far, and where the words are that were read.
#[derive(Default)]
struct Found {
    limits: Vec<(Limit, usize)>,
    read: Vec<Range<usize>>,
}

impl Found {
    /// Adds a limit unless some of its words were read already.
    fn push(&mut self, limit: Limit, part: &Captures<'_>) {
        let range = part.get(0).map_or(0..0, |all| all.range());
        if self.read.iter().all(|read| read.end <= range.start || range.end <= read.start) {
            self.limits.push((limit, range.start));
            self.read.push(range);
        }
    }

    fn pair(&mut self, of: LimitKind, least: &str, most: &str, part: &Captures<'_>) {
        let limit = Limit { of, least: bound(least, true), most: bound(most, true) };
        if ordered(&limit) {
            self.push(limit, part);
        }
    }

    /// One end. The word behind it says what is counted.
    fn single(
        &mut self,
        text: &str,
        kind: Option<&FieldType>,
        part: &Captures<'_>,
        number: &str,
        most: bool,
        included: bool,
    ) {
        let all = part.get(0).map_or(0..0, |all| all.range());
        let words = format!("{}{}", about(&text[..all.start]), &text[all.clone()]);
        let unit = text[all.end..].trim_start();
        let (of, end) = match kilobytes(text, unit, number, kind) {
            Some(bytes) => (LimitKind::Bytes, bound(&bytes.to_string(), included)),
            None => match single(text, &words, unit, kind) {
                Some(of) => (of, bound(number, included)),
                None => return,
            },
        };
        let (least, most) = if most { (None, end) } else { (end, None) };
        self.push(Limit { of, least, most }, part);
    }
}

/// Two halves of the same limit become one.
fn joined(found: Vec<(Limit, usize)>) -> Vec<(Limit, usize)> {
    let mut limits: Vec<(Limit, usize)> = Vec::new();
    for (limit, at) in found {
        match limits.iter_mut().find(|(other, _)| other.of == limit.of) {
            Some((other, _)) => {
                other.least = other.least.take().or(limit.least);
                other.most = other.most.take().or(limit.most);
            }
            None => limits.push((limit, at)),
        }
    }
    limits
}

fn brackets(part: &Captures<'_>, about: &str, kind: Option<&FieldType>) -> Option<Limit> {
    let small = about.trim_end_matches([' ', '：', ':', '*', '`']).to_lowercase();
    if VALUES.iter().any(|word| small.ends_with(word)) {
        return None;
    }
    let open = matches!(&part[1], "(" | "（");
    let shut = matches!(&part[4], ")" | "）");
    // Two numbers in round brackets are as often an aside, as `(0, 0)` of a corner.
    let speaks = ["范围", "取值", "range", "Range", "value", "长度", "length", "between"]
        .iter()
        .any(|word| about.contains(word));
    if !speaks && (open && shut || !kind.is_some_and(is_number)) {
        return None;
    }
    let most = if part[3].contains('∞') { None } else { bound(&part[3], !shut) };
    let limit = Limit { of: of(about, "", kind), least: bound(&part[2], !open), most };
    ordered(&limit).then_some(limit)
}

/// Words before a list of values, which is no range even if it has two.
const VALUES: [&str; 5] = ["possible values", "可选值", "可取值", "枚举值", "allowed values"];

/// The last few words before a number.
fn about(before: &str) -> &str {
    let sentence = before
        .rfind(['。', '；', '\n', ';'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let tail = &before[sentence..];
    let start = tail.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    &tail[start..]
}

/// What a pair of numbers limits.
fn of(about: &str, unit: &str, kind: Option<&FieldType>) -> LimitKind {
    let about = about.to_lowercase();
    let number = kind.is_some_and(is_number);
    if number {
        LimitKind::Value
    } else if kind.is_some_and(|kind| matches!(kind, FieldType::List(_))) {
        LimitKind::Items
    } else if unit.contains("字节") || unit.to_lowercase().contains("byte") {
        LimitKind::Bytes
    } else if about.contains("array length") || about.contains("list length") || about.contains("数组") {
        LimitKind::Items
    } else if about.contains("length") || about.contains("长度") {
        LimitKind::Characters
    } else {
        LimitKind::Value
    }
}

/// What is as large as no text is, but as files that a text names are.
const FILES: [&str; 12] =
    ["图片", "文件", "视频", "音频", "图像", "file", "picture", "image", "video", "audio", "photo", "stream"];

/// How many bytes `number` of a unit such as `KB` are, where they limit a text.
fn kilobytes(text: &str, unit: &str, number: &str, kind: Option<&FieldType>) -> Option<u64> {
    let unit = unit.to_lowercase();
    let units =
        [("kb", 1_024), ("kib", 1_024), ("k 字节", 1_024), ("千字节", 1_024), ("mb", 1_048_576), ("mib", 1_048_576)];
    let (_, size) = units.into_iter().find(|(word, _)| {
        unit.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphabetic()))
    })?;
    let small = text.to_lowercase();
    let is_text = kind.is_none_or(|kind| matches!(kind, FieldType::String | FieldType::Object | FieldType::Any));
    let count: u64 = number.replace(',', "").parse().ok()?;
    count.checked_mul(size).filter(|_| is_text && FILES.iter().all(|word| !small.contains(word)))
}

/// What a single number limits, if it limits what is described and not something beside it.
fn single(text: &str, words: &str, unit: &str, kind: Option<&FieldType>) -> Option<LimitKind> {
    let (words, unit) = (words.to_lowercase(), unit.to_lowercase());
    let starts = |list: &[&str]| list.iter().any(|word| unit.starts_with(word));
    if starts(&["字节", "个字节", "byte", "bytes", "b "]) {
        return Some(LimitKind::Bytes);
    }
    if starts(&["字符", "个字符", "个中文", "个英文", "character", "char", "位"]) {
        return Some(LimitKind::Characters);
    }
    match kind {
        Some(kind) if is_number(kind) => (!is_other(text, &unit) || words.contains("取值")).then_some(LimitKind::Value),
        Some(FieldType::List(_)) => {
            (!starts(&TIMES) && !starts(&["秒", "second", "mb", "kb", "gb", "m", "%"])).then_some(LimitKind::Items)
        }
        Some(FieldType::String) if starts(&["个", "user", "id", "room", "stream"]) => Some(LimitKind::Items),
        Some(FieldType::String) if words.contains("长度") || words.contains("length") => Some(LimitKind::Characters),
        _ => None,
    }
}

/// Spans of time in which no parameter is counted unless the page says so.
const TIMES: [&str; 13] =
    ["小时", "天", "日", "分钟", "周", "个月", "月", "年", "hour", "day", "minute", "week", "month"];

/// Things that are counted: Chinese has a word for each.
const COUNTED: [&str; 11] = ["个", "路", "条", "种", "人", "名", "次", "user", "room", "stream", "time"];

/// Whether a number's unit is of something else than the parameter, as `24 hours` beside a time in seconds.
fn is_other(text: &str, unit: &str) -> bool {
    let text = text.to_lowercase();
    if let Some(time) = TIMES.iter().find(|time| unit.starts_with(**time)) {
        // The page may say `in hours` too.
        return text.matches(time).count() < 2;
    }
    let Some(counted) = COUNTED.iter().find(|counted| unit.starts_with(**counted)) else { return false };
    let says = [format!("{counted}数"), format!("number of {counted}")];
    let counts = ["数量", "每页", "page", "the number", "records"].iter().any(|word| text.contains(word));
    !counts && !says.iter().any(|word| text.contains(word))
}

fn is_number(kind: &FieldType) -> bool {
    kind.is_integer() || matches!(kind, FieldType::F64 | FieldType::Number)
}

#[expect(clippy::unnecessary_wraps, reason = "an end of a limit is optional, and this is what it is set to")]
fn bound(number: &str, included: bool) -> Option<Bound> {
    Some(Bound { number: number.replace(',', ""), included })
}

/// Whether the least is not above the most.
fn ordered(limit: &Limit) -> bool {
    let number = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.number.parse::<f64>().ok());
    match (number(&limit.least), number(&limit.most)) {
        (Some(least), Some(most)) => least <= most,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, kind: &FieldType) -> Vec<String> {
        let end = |bound: &Option<Bound>| {
            bound.as_ref().map_or(String::new(), |end| format!("{}{}", end.number, if end.included { "" } else { "!" }))
        };
        limits(text, Some(kind))
            .iter()
            .map(|(limit, _)| format!("{:?} {}..{}", limit.of, end(&limit.least), end(&limit.most)))
            .collect()
    }

    #[test]
    fn limits_of_all_sorts() {
        let list = FieldType::List(Box::new(FieldType::String));
        for (text, kind, wanted) in [
            ("宽，范围为 [0, 3000]，数值必须是 2 的倍数。", &FieldType::I32, "Value 0..3000"),
            ("取值范围为 (0,10]，默认值为 1.0。", &FieldType::F64, "Value 0!..10"),
            ("取值范围为 [500，3000)，单位为 ms", &FieldType::Integer, "Value 500..3000!"),
            ("Value range: 1-100.", &FieldType::Integer, "Value 1..100"),
            ("Array length: 1-100.", &list, "Items 1..100"),
            ("The number per page.\nArray length: 1-100.", &FieldType::Integer, "Value 1..100"),
            ("流标题，不超过 127 字节。", &FieldType::String, "Bytes ..127"),
            ("消息内容，长度不能超过 1024 个字节。", &FieldType::String, "Bytes ..1024"),
            ("需要查询的用户 ID 列表，最大支持 10 个用户 ID。", &list, "Items ..10"),
            ("ID 用逗号隔开，最多可以指定 10 个。", &FieldType::String, "Items ..10"),
            ("每页用户数，最大不能超过 100。", &FieldType::I64, "Value ..100"),
            ("符合正则表达式：[a-zA-Z0-9_@\\-\\.]{1,128}", &FieldType::String, "Characters 1..128"),
            ("可选值: <= 32 characters", &FieldType::String, "Characters ..32"),
            ("可选值: >= 1, <= 10", &list, "Items 1..10"),
            ("取值必须大于 0，单位为 bps。", &FieldType::I32, "Value 0!.."),
            ("Hall. The maximum length is 2 KB.", &FieldType::String, "Bytes ..2048"),
            ("A title with a maximum length of 2 KB.", &FieldType::String, "Bytes ..2048"),
            ("Length not over 2 KB of text.", &FieldType::String, "Bytes ..2048"),
            ("At most 5 KB long.", &FieldType::String, "Bytes ..5120"),
            ("内容，不超过 1 KB。", &FieldType::String, "Bytes ..1024"),
            ("长度不超过 2KB", &FieldType::String, "Bytes ..2048"),
        ] {
            assert_eq!(parsed(text, kind), [wanted], "{text}");
        }
        assert!(parsed("The end and start time cannot be more than four hours apart.", &FieldType::Integer).is_empty());
        assert!(parsed("图片大小需限制在 5MB 以内", &FieldType::String).is_empty());
        assert!(parsed("Possible values: [0, 1]", &FieldType::Integer).is_empty());
        assert!(parsed("可选值：[`0`, `1`]", &FieldType::Integer).is_empty());
        assert!(parsed("Values: 0 and 1.", &FieldType::Integer).is_empty());
        assert!(parsed("The default maximum time is chosen by the hall.", &FieldType::Integer).is_empty());
    }
}
