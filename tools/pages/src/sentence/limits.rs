//! Limits in sentences.

use super::{
    case::is_case,
    limited::{is_number, kilobytes, of_pair, of_single},
};
use crate::{
    facts::{Bound, FieldType, Limit, LimitKind},
    pattern::{BLANKS, any, ends, has, pattern},
    words::{limits as words, spans},
};
use regex::Captures;
use std::ops::Range;

const NUMBER: &str = r"-?[0-9][0-9,]*(?:\.[0-9]+)?";

/// What may be between two ends.
fn to() -> String {
    format!("{BLANKS}{}{BLANKS}", any(&[words::TO]))
}

pattern!(
    BRACKETS,
    &format!(
        r"(\[|［|\(|（|【){BLANKS}({NUMBER}){BLANKS}(?:,|，|~|～|-|–|—|、){BLANKS}({NUMBER}|\+?∞){BLANKS}(\]|\)|］|）|】)"
    )
);
pattern!(
    FROM_TO,
    &format!(
        r"({}){BLANKS}{}?{BLANKS}{}?{BLANKS}{}?{BLANKS}{}?{BLANKS}(?:：|:)?{BLANKS}({NUMBER}){}({NUMBER})",
        any(&[words::RANGES]),
        any(&[words::LIMIT]),
        any(&[words::MUST]),
        any(&[words::IS]),
        any(&[words::BETWEEN]),
        to()
    )
);
pattern!(
    WITHIN,
    &format!(
        r"{}{BLANKS}({NUMBER}){to}({NUMBER})|({NUMBER}){to}({NUMBER}){BLANKS}{}|(?:^|\.|。|;|；|\n){BLANKS}({NUMBER}){BLANKS}{}{BLANKS}({NUMBER}){BLANKS}(?:\.|。|;|；|\n|$)|{}{BLANKS}({NUMBER}){BLANKS}{}?{BLANKS}{}{BLANKS}({NUMBER})",
        any(&[words::FROM]),
        words::WITHIN,
        any(&[words::TO_ALONE]),
        any(&[words::NOT_BELOW]),
        any(&[words::NOR]),
        any(&[words::ABOVE]),
        to = to()
    )
);
pattern!(PATTERN_LENGTH, r"\]\{([0-9]+),([0-9]+)\}");
pattern!(
    COMPARED,
    &format!(
        r"({})?(?:({})|({})|({}|{}\b)){BLANKS}({})?{BLANKS}{}?{BLANKS}({NUMBER})",
        any(&[words::NOT]),
        any(&[words::LESS]),
        any(&[words::MORE]),
        any(&[words::BEYOND]),
        words::OVER,
        any(&[words::OR_EQUAL]),
        any(&[words::IS_NUMBER])
    )
);

/// An end of a range: words `before` it with a few others between, words `right_before` it, or a noun.
fn end(before: &[&str], right_before: &[&str], noun: &[&str]) -> String {
    format!(
        r"(?:{}(?u:[^0-9，。；,.;\n]){{0,10}}?|{}|{}(?: {})*(?: {})?(?: {}|:)?){BLANKS}{}?{BLANKS}({NUMBER})",
        any(&[before]),
        any(&[right_before]),
        any(&[noun]),
        any(&[words::OF]),
        any(&[words::SUPPORTED]),
        any(&[words::IS_ENGLISH]),
        any(&[words::IS_NUMBER])
    )
}

pattern!(MOST, &end(words::MOST, words::AT_MOST, words::MAXIMUM));
pattern!(LEAST, &end(words::LEAST, words::AT_LEAST, words::MINIMUM));

/// The limits in a description of something of type `kind`, each with where it is.
pub(crate) fn limits(text: &str, kind: Option<&FieldType>) -> Vec<(Limit, usize)> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let small = text.to_ascii_lowercase();
    let mut found = Found::default();
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
            found.pair(of_pair(&part[1], "", kind), &part[2], &part[3], &part);
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
    if [words::MOST, words::AT_MOST, words::MAXIMUM].iter().any(|words| has(&small, words)) {
        for part in MOST.captures_iter(&small) {
            found.single(text, kind, &part, &part[1], true, true);
        }
    }
    if [words::LEAST, words::AT_LEAST, words::MINIMUM].iter().any(|words| has(&small, words)) {
        for part in LEAST.captures_iter(&small) {
            found.single(text, kind, &part, &part[1], false, true);
        }
    }
    found.limits.retain(|(_, at)| !is_case(&small, *at) && !limits_a_span(&small, *at) && !is_advice(&small, *at));
    joined(found.limits)
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
    if let Some((most, included)) = end.filter(|_| !exclusive || kind.is_some_and(is_number)) {
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
            None => match of_single(text, &words, unit, kind) {
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
                // Two halves that exclude each other are of different cases.
                let both = Limit {
                    of: limit.of,
                    least: other.least.clone().or(limit.least),
                    most: other.most.clone().or(limit.most),
                };
                if ordered(&both) {
                    *other = both;
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
            ("星期，取值范围 1~7。", &FieldType::List(Box::new(FieldType::I32)), "Value 1..7"),
            ("数量取值范围 1~7。", &FieldType::List(Box::new(FieldType::I32)), "Items 1..7"),
            ("每页数量，最大值为 50，建议最大取值 20。", &FieldType::I32, "Value ..50"),
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
    }
}
