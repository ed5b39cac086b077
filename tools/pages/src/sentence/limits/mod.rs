//! Limits in sentences.

mod found;
mod patterns;

use super::{
    case::is_case,
    limited::{is_number, of_pair},
    other::is_of_another,
    powers::written_out,
    values::values,
};
use crate::{
    facts::{Bound, FieldType, Limit, LimitKind, Value},
    pattern::{ends, first, has, starts},
    words::{limits as words, spans, units},
};
use found::Found;
use patterns::{BRACKETS, CHAIN, COMPARED, FROM_TO, LEAST, MOST, PATTERN_LENGTH, WITHIN};
use regex::Captures;

/// The limits in a description of the parameter `name` of type `kind`, each with where it is.
pub(crate) fn limits(text: &str, kind: Option<&FieldType>, name: &str) -> Vec<(Limit, usize)> {
    let small = text.to_ascii_lowercase();
    if let Some(at) = first(&small, words::NO_EMPTY_LIST).filter(|_| is_list_of(kind)) {
        let mut limits = of_numbers(text, kind, name);
        limits.push((Limit { of: LimitKind::Items, least: bound("1", true), most: None }, at.start));
        return joined(limits);
    }
    of_numbers(text, kind, name)
}

fn is_list_of(kind: Option<&FieldType>) -> bool {
    kind.is_some_and(|kind| matches!(kind, FieldType::List(_)))
}

/// The limits that sentences state by numbers.
fn of_numbers(text: &str, kind: Option<&FieldType>, name: &str) -> Vec<(Limit, usize)> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    if let Some(plain) = written_out(text) {
        let limits = of_numbers(&plain.text, kind, name);
        return limits.into_iter().map(|(limit, at)| (limit, plain.offset(at))).collect();
    }
    let small = text.to_ascii_lowercase();
    let mut found = Found { small: &small, limits: Vec::new(), read: Vec::new() };
    if text.contains(['[', '［', '(', '（', '【']) {
        for part in BRACKETS.captures_iter(&small) {
            let about = about(&text[..part.get(0).map_or(0, |all| all.start())]);
            if let Some(limit) = brackets(&part, about, kind) {
                found.push(limit, &part);
            }
        }
    }
    if has(&small, words::RANGES) {
        for part in FROM_TO.captures_iter(&small).filter(|part| !is_list(text, part)) {
            let before = &text[..part.get(0).map_or(0, |all| all.start())];
            let words = if is_list_of(kind) { format!("{}{}", about(before), &part[1]) } else { part[1].to_owned() };
            found.pair(of_pair(&words, "", kind), &part[2], &part[3], &part);
        }
    }
    if kind.is_some_and(is_number) {
        for part in WITHIN.captures_iter(&small) {
            let ends: Vec<&str> = part.iter().skip(1).flatten().map(|end| end.as_str()).collect();
            if let [least, most] = ends[..] {
                found.pair(LimitKind::Value, least, most, &part);
            }
        }
    }
    if text.contains(['≤', '<']) {
        for part in CHAIN.captures_iter(&small) {
            let included = |sign: &str| sign == "≤" || sign.ends_with('=');
            let (least, most) = (bound(&part[1], included(&part[2])), bound(&part[4], included(&part[3])));
            found.push(Limit { of: of_pair("", "", kind), least, most }, &part);
        }
    }
    found.clauses(kind);
    if text.contains("]{")
        && let Some(part) = PATTERN_LENGTH.captures(text)
    {
        found.pair(LimitKind::Characters, &part[1], &part[2], &part);
    }
    let compared = [words::LESS, words::MORE, words::BEYOND, &[words::OVER]];
    if compared.iter().any(|words| has(&small, words)) {
        for part in COMPARED.captures_iter(&small) {
            compare(&mut found, text, kind, &part);
        }
    }
    if [words::LEAST, words::AT_LEAST, words::MINIMUM].iter().any(|words| has(&small, words)) {
        for part in LEAST.captures_iter(&small) {
            found.single(text, kind, &part, &part[1], false, true);
        }
    }
    if [words::MOST, words::AT_MOST, words::MAXIMUM].iter().any(|words| has(&small, words)) {
        for part in MOST.captures_iter(&small) {
            found.single(text, kind, &part, &part[1], true, true);
        }
    }
    found.limits.retain(|(_, at)| {
        !is_case(&small, *at) && !limits_a_span(&small, *at) && !is_advice(&small, *at) && !is_of_several(&small, *at)
    });
    // What is said of the length in a description of a list is of its items, whatever they are called.
    let of_an_item = |of: &LimitKind| is_list_of(kind) && matches!(of, LimitKind::Characters | LimitKind::Bytes);
    found.limits.retain(|(limit, at)| of_an_item(&limit.of) || !is_of_another(text, *at, name));
    let mut limits = found.limits;
    if limits.iter().any(|(_, at)| is_in_an_item(text, *at)) {
        let values = values(text, kind);
        limits.retain(|(_, at)| values.len() < 2 || !is_of_a_value(text, *at, &values));
    }
    joined(limits)
}

/// Whether the line at an offset may begin with a value: something before it has a meaning.
fn is_in_an_item(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text.contains('\n') && text[start..at].contains([':', '：', '-', '，', ','])
}

/// Whether the line at an offset begins with one of several values: `- 1：按房间，最多 100 条` limits nothing in general.
pub(super) fn is_of_a_value(text: &str, at: usize, values: &[(Value, usize)]) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let bare = text[start..].trim_start_matches(['-', '*', '•', ' ', '`', '"', '“']);
    let first = text.len() - bare.len();
    values.iter().any(|(_, value)| *value == first && value < &at)
}

/// Whether the clause at an offset limits the time between two others, as `查询起止时间需小于 1 小时`.
fn limits_a_span(small: &str, at: usize) -> bool {
    let sentence = &small[at..];
    let sentence = &sentence[..sentence.find(['。', '；', '\n', ';', '，', ',']).unwrap_or(sentence.len())];
    let before = about(&small[..at]);
    has(sentence, spans::UNITS) && (has(before, spans::BETWEEN_ENDS) || has(sentence, spans::BETWEEN_ENDS))
}

/// Whether the clause at an offset recommends what it says.
fn is_advice(small: &str, at: usize) -> bool {
    let start = small[..at].rfind(['。', '；', '\n', ';', '，', ',', '.']).unwrap_or(0);
    let behind = &small[at..];
    let end = behind.find(['。', '；', '\n', ';', '，', ',']).map_or(small.len(), |end| at + end);
    has(&small[start..end], words::ADVICE)
}

/// Whether the clause at an offset is about something else than the value, or only recommends.
pub(super) fn is_beside(small: &str, at: usize) -> bool {
    limits_a_span(small, at) || is_advice(small, at)
}

/// Whether the sentence at an offset gives a number to each of several things: `at most 64 and 128 bytes respectively`.
fn is_of_several(small: &str, at: usize) -> bool {
    let marks = ['。', '；', '\n', ';'];
    let start = small[..at].rfind(marks).unwrap_or(0);
    let end = small[at..].find(marks).map_or(small.len(), |end| at + end);
    has(&small[start..end], words::RESPECTIVELY)
}

/// Takes a number that something is compared with.
fn compare(found: &mut Found, text: &str, kind: Option<&FieldType>, part: &Captures<'_>) {
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
    let of_a_length = || {
        let behind = &text[part.get(0).map_or(0, |all| all.end())..];
        starts(&behind.trim_start().to_lowercase(), units::BYTES)
            || starts(&behind.trim_start().to_lowercase(), units::CHARACTERS)
    };
    if let Some((most, included)) = end.filter(|_| !exclusive || kind.is_some_and(is_number) || of_a_length()) {
        found.single(text, kind, part, &part[6], most, included);
    }
}

/// Whether two numbers are values rather than ends, as in `values: 0 and 1`.
fn is_list(text: &str, part: &Captures<'_>) -> bool {
    let (Some(all), Some(least), Some(most)) = (part.get(0), part.get(2), part.get(3)) else { return false };
    let between = text[least.end()..most.start()].trim().to_lowercase();
    let front = text[all.start()..least.start()].to_lowercase();
    words::AND.contains(&between.as_str()) && !has(&front, words::CERTAIN)
}

/// Two halves of the same limit become one.
fn joined(found: Vec<(Limit, usize)>) -> Vec<(Limit, usize)> {
    let mut limits: Vec<(Limit, usize)> = Vec::new();
    for (limit, at) in found {
        match limits.iter_mut().find(|(other, _)| other.of == limit.of) {
            Some((other, first)) => {
                // Two halves that exclude each other are of different cases.
                let both = Limit {
                    of: limit.of,
                    least: other.least.clone().or(limit.least),
                    most: other.most.clone().or(limit.most),
                };
                if ordered(&both) {
                    *other = both;
                    *first = at.min(*first);
                }
            }
            None => limits.push((limit, at)),
        }
    }
    limits
}

fn brackets(part: &Captures<'_>, about: &str, kind: Option<&FieldType>) -> Option<Limit> {
    let small = about.trim_end_matches([' ', '：', ':', '*', '`']).to_lowercase();
    if ends(&small, words::VALUES) {
        return None;
    }
    let open = matches!(&part[1], "(" | "（");
    let shut = matches!(&part[4], ")" | "）");
    // Two numbers in round brackets are as often an aside, as `(0, 0)` of a corner.
    let speaks = has(&small, words::IN_BRACKETS);
    if !speaks && (open && shut || !kind.is_some_and(is_number)) {
        return None;
    }
    let most = if part[3].contains('∞') { None } else { bound(&part[3], !shut) };
    let limit = Limit { of: of_pair(about, "", kind), least: bound(&part[2], !open), most };
    ordered(&limit).then_some(limit)
}

/// The last few words before a number.
fn about(before: &str) -> &str {
    let sentence = before
        .rfind(['。', '；', '\n', ';'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let tail = &before[sentence..];
    let start = tail.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    &tail[start..]
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
        limits(text, Some(kind), "")
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
            ("编号，最大值为 2^32-1。", &FieldType::I64, "Value ..4294967295"),
            ("An id. Maximum: 2^16.", &FieldType::I64, "Value ..65536"),
            ("取值范围为 (0, 2^31-1]", &FieldType::I64, "Value 0!..2147483647"),
            ("Value range: 1 ≤ x ≤ 20.", &FieldType::I32, "Value 1..20"),
            ("范围 5 到 10 分钟，单位秒", &FieldType::I32, "Value 300..600"),
            ("用户列表，不允许传空数组。", &list, "Items 1.."),
            ("名称，长度限制 500 字符。", &FieldType::String, "Characters ..500"),
            ("The maximum length of each user ID is 32 bytes.", &list, "Bytes ..32"),
            ("星期，取值范围 1~7。", &FieldType::List(Box::new(FieldType::I32)), "Value 1..7"),
            ("数量取值范围 1~7。", &FieldType::List(Box::new(FieldType::I32)), "Items 1..7"),
            ("每页数量，最大值为 50，建议最大取值 20。", &FieldType::I32, "Value ..50"),
            (
                "规则：\n- 1：按房间，最多 100 条。\n- 2：按用户，最多 200 条。\n取值范围 [1, 9]。",
                &FieldType::I32,
                "Value 1..9",
            ),
            ("每页条数，1～100，默认 20。", &FieldType::I32, "Value 1..100"),
            ("Page size (1–100), 20 by default", &FieldType::I32, "Value 1..100"),
            ("超时，5-300 秒，单位毫秒", &FieldType::I32, "Value 5000..300000"),
            ("音量，0.5～2.5，默认 1.0", &FieldType::F64, "Value 0.5..2.5"),
            ("取值范围：0 <= x < 360", &FieldType::I32, "Value 0..360!"),
            ("Any integer from 1 through 12.", &FieldType::I32, "Value 1..12"),
            ("级别，1～5 的整数，越大越详细", &FieldType::I32, "Value 1..5"),
            ("房间 ID，128 字节以内。", &FieldType::String, "Bytes ..128"),
            ("房间 ID，长度小于 128 字节。", &FieldType::String, "Bytes ..128!"),
            ("由数字、字母组成，1-32 位", &FieldType::String, "Characters 1..32"),
            ("Between 6 and 32 characters.", &FieldType::String, "Characters 6..32"),
            ("At least 8 characters and at most 64.", &FieldType::String, "Characters 8..64"),
            ("Max. 64 bytes", &FieldType::String, "Bytes ..64"),
            ("以分号分隔的流 ID，单次最多 10 条。", &FieldType::String, "Items ..10"),
            ("用户 ID 列表，个数为 1～100。", &list, "Items 1..100"),
            ("Maximum number of entries: 50.", &list, "Items ..50"),
            ("Values between 1 and 9.", &FieldType::List(Box::new(FieldType::I32)), "Value 1..9"),
        ] {
            assert_eq!(parsed(text, kind), [wanted], "{text}");
        }
        assert!(parsed("The end and start time cannot be more than four hours apart.", &FieldType::Integer).is_empty());
        assert!(parsed("建议取值范围 1-10", &FieldType::I32).is_empty());
        assert!(parsed("It is recommended to use at most 100.", &FieldType::I32).is_empty());
        assert!(parsed("图片大小需限制在 5MB 以内", &FieldType::String).is_empty());
        assert!(parsed("Possible values: [0, 1]", &FieldType::Integer).is_empty());
        assert!(parsed("可选值：[`0`, `1`]", &FieldType::Integer).is_empty());
        assert!(parsed("Values: 0 and 1.", &FieldType::Integer).is_empty());
        assert!(parsed("The default maximum time is chosen by the hall.", &FieldType::Integer).is_empty());
        assert!(parsed("宽、高分别最大为 1920 和 1080。", &FieldType::Integer).is_empty());
        assert!(parsed("UserId and RoomId can be up to 64 and 128 bytes respectively.", &FieldType::String).is_empty());
        assert!(parsed("名称，不超过 20 个汉字或 60 个字符。", &FieldType::String).is_empty());
        assert!(parsed("Up to 20 characters or 64 bytes.", &FieldType::String).is_empty());
        assert!(parsed("支持数字 0-9，字母 a-z", &FieldType::String).is_empty());
    }
}
