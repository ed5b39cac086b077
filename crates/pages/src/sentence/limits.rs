//! Limits in sentences.

use super::pattern;
use crate::facts::{Bound, Kind, Limit, Limited};
use regex::Captures;

const NUMBER: &str = r"-?[0-9][0-9,]*(?:\.[0-9]+)?";

pattern!(BRACKETS, &format!(r"([\[［(（【])\s*({NUMBER})\s*[,，~～\-—–、]\s*({NUMBER}|\+?∞)\s*([\])］）】])"));
pattern!(
    FROM_TO,
    &format!(
        r"(?i)((?:array|list) length|数组长度|(?:value )?range|取值范围|范围|length|长度|取值|values?|valid values?)\s*(?:is|are|为|是|在)?\s*(?:between|from)?\s*[：:]?\s*({NUMBER})\s*(?:-|–|—|~|～|到|至|to|and|和|\.\.)\s*({NUMBER})"
    )
);
pattern!(PATTERN_LENGTH, r"\]\{([0-9]+),([0-9]+)\}");
pattern!(
    MOST,
    &format!(
        r"(?i)(?:最大(?:不能超过|不超过|支持|长度为?|长度限制为|值为?|值：|为)?|最多(?:支持|可以指定|可指定|可传入?|不超过|传入|包含|可|为)?|不能超过|不(?:得|可|应)?超过|不大于|长度(?:应该?)?(?:限制)?(?:小于等于|小于|限制为|上限为?|不超过|为)|上限(?:为|是)?|小于等于|up to|at most|no more than|not (?:be )?(?:more|longer|greater) than|cannot exceed|(?:can|must|should)(?: not|not) exceed|not exceed(?:ing)?|max(?:imum)?(?: (?:of|value|length|number|size))*(?: supported)?(?: is|:)?|less than or equal to|<=|≤|supports? (?:a maximum of|up to))\s*(?:为|是|：|:)?\s*({NUMBER})(\s*(?:个|位|路|条|种)?\s*[A-Za-z\x{{4e00}}-\x{{9fff}}]*)"
    )
);
pattern!(
    LEAST,
    &format!(
        r"(?i)(?:最小(?:值|为|不能小于)?|至少(?:为|包含)?|不(?:能|得)?小于|不少于|大于等于|at least|no less than|min(?:imum)?(?: value)?(?: is|:)?|greater than or equal to|>=|≥)\s*(?:为|是|：|:)?\s*({NUMBER})(\s*(?:个|位)?\s*[A-Za-z\x{{4e00}}-\x{{9fff}}]*)"
    )
);
pattern!(BEYOND, &format!(r"(?i)(?:必须大于|需大于|应大于|取值大于|must be greater than|greater than|>)\s*({NUMBER})"));

/// The limits in a description of something of type `kind`, each with where it stands.
pub(crate) fn limits(text: &str, kind: Option<&Kind>) -> Vec<(Limit, usize)> {
    let mut found = Vec::new();
    for part in BRACKETS.captures_iter(text) {
        let about = about(&text[..part.get(0).map_or(0, |all| all.start())]);
        if let Some(limit) = brackets(&part, about, kind) {
            push(&mut found, limit, &part);
        }
    }
    for part in FROM_TO.captures_iter(text) {
        let of = of(&part[1], "", kind);
        let limit = Limit { of, least: bound(&part[2], true), most: bound(&part[3], true) };
        if ordered(&limit) {
            push(&mut found, limit, &part);
        }
    }
    if let Some(part) = PATTERN_LENGTH.captures(text) {
        let limit = Limit { of: Limited::Characters, least: bound(&part[1], true), most: bound(&part[2], true) };
        push(&mut found, limit, &part);
    }
    for (pattern, most) in [(&*MOST, true), (&*LEAST, false)] {
        for part in pattern.captures_iter(text) {
            let start = part.get(0).map_or(0, |all| all.start());
            let whole = part.get(0).map_or("", |all| all.as_str());
            let words = format!("{}{whole}", about(&text[..start]));
            let Some(limited) = single(&words, part[2].trim(), kind) else { continue };
            let (least, end) = if most { (None, bound(&part[1], true)) } else { (bound(&part[1], true), None) };
            push(&mut found, Limit { of: limited, least, most: end }, &part);
        }
    }
    for part in BEYOND.captures_iter(text).filter(|_| kind.is_some_and(is_number)) {
        push(&mut found, Limit { of: Limited::Value, least: bound(&part[1], false), most: None }, &part);
    }
    joined(found)
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

fn push(found: &mut Vec<(Limit, usize)>, limit: Limit, part: &Captures<'_>) {
    found.push((limit, part.get(0).map_or(0, |all| all.start())));
}

fn brackets(part: &Captures<'_>, about: &str, kind: Option<&Kind>) -> Option<Limit> {
    let open = matches!(&part[1], "(" | "（");
    let shut = matches!(&part[4], ")" | "）");
    // Two numbers in round brackets are as often an aside, as `(0, 0)` of a corner.
    let speaks =
        ["范围", "取值", "range", "value", "长度", "length", "between"].iter().any(|word| about.contains(word));
    if !speaks && (open && shut || !kind.is_some_and(is_number)) {
        return None;
    }
    let most = if part[3].contains('∞') { None } else { bound(&part[3], !shut) };
    let limit = Limit { of: of(about, "", kind), least: bound(&part[2], !open), most };
    ordered(&limit).then_some(limit)
}

/// The last few words before a number, in small letters.
fn about(before: &str) -> &str {
    let sentence = before
        .rfind(['。', '；', '\n', ';'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let tail = &before[sentence..];
    let start = tail.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    &tail[start..]
}

/// What a pair of numbers limits.
fn of(about: &str, unit: &str, kind: Option<&Kind>) -> Limited {
    let about = about.to_lowercase();
    let number = kind.is_some_and(is_number);
    if number {
        Limited::Value
    } else if kind.is_some_and(|kind| matches!(kind, Kind::List(_))) {
        Limited::Items
    } else if unit.contains("字节") || unit.to_lowercase().contains("byte") {
        Limited::Bytes
    } else if about.contains("array length") || about.contains("list length") || about.contains("数组") {
        Limited::Items
    } else if about.contains("length") || about.contains("长度") {
        Limited::Characters
    } else {
        Limited::Value
    }
}

/// What a single number limits, if it limits what is described and not something beside it.
fn single(words: &str, unit: &str, kind: Option<&Kind>) -> Option<Limited> {
    let (words, unit) = (words.to_lowercase(), unit.to_lowercase());
    let starts = |list: &[&str]| list.iter().any(|word| unit.starts_with(word));
    if starts(&["字节", "个字节", "byte", "bytes", "b "]) {
        return Some(Limited::Bytes);
    }
    if starts(&["字符", "个字符", "个中文", "个英文", "character", "char", "位"]) {
        return Some(Limited::Characters);
    }
    let time = ["小时", "天", "秒", "分钟", "hour", "day", "minute", "second", "mb", "kb", "gb", "m", "%", "年", "月"];
    match kind {
        Some(kind) if is_number(kind) => {
            let names_other = starts(&["个", "路", "条", "种", "user", "room", "stream"]) && !words.contains("取值");
            (!names_other || words.contains("每页") || words.contains("page")).then_some(Limited::Value)
        }
        Some(Kind::List(_)) => (!starts(&time)).then_some(Limited::Items),
        Some(Kind::String) if starts(&["个", "user", "id", "room", "stream"]) => Some(Limited::Items),
        Some(Kind::String) if words.contains("长度") || words.contains("length") => Some(Limited::Characters),
        _ => None,
    }
}

fn is_number(kind: &Kind) -> bool {
    kind.is_integer() || matches!(kind, Kind::F64 | Kind::Number)
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

    fn told(text: &str, kind: &Kind) -> Vec<String> {
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
        let list = Kind::List(Box::new(Kind::String));
        for (text, kind, wanted) in [
            ("宽，范围为 [0, 3000]，数值必须是 2 的倍数。", &Kind::I32, "Value 0..3000"),
            ("取值范围为 (0,10]，默认值为 1.0。", &Kind::F64, "Value 0!..10"),
            ("取值范围为 [500，3000)，单位为 ms", &Kind::Integer, "Value 500..3000!"),
            ("Value range: 1-100.", &Kind::Integer, "Value 1..100"),
            ("Array length: 1-100.", &list, "Items 1..100"),
            ("The number per page.\nArray length: 1-100.", &Kind::Integer, "Value 1..100"),
            ("流标题，不超过 127 字节。", &Kind::String, "Bytes ..127"),
            ("消息内容，长度不能超过 1024 个字节。", &Kind::String, "Bytes ..1024"),
            ("需要查询的用户 ID 列表，最大支持 10 个用户 ID。", &list, "Items ..10"),
            ("ID 用逗号隔开，最多可以指定 10 个。", &Kind::String, "Items ..10"),
            ("每页用户数，最大不能超过 100。", &Kind::I64, "Value ..100"),
            ("符合正则表达式：[a-zA-Z0-9_@\\-\\.]{1,128}", &Kind::String, "Characters 1..128"),
            ("可选值: <= 32 characters", &Kind::String, "Characters ..32"),
            ("可选值: >= 1, <= 10", &list, "Items 1..10"),
            ("取值必须大于 0，单位为 bps。", &Kind::I32, "Value 0!.."),
        ] {
            assert_eq!(told(text, kind), [wanted], "{text}");
        }
        assert!(told("The end and start time cannot be more than four hours apart.", &Kind::Integer).is_empty());
        assert!(told("图片大小需限制在 5MB 以内", &Kind::String).is_empty());
    }
}
