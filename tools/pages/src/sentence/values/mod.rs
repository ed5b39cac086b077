//! The few values that something can have, found in its description.

mod lines;

use super::case::is_case_throughout;
use crate::{
    facts::{FieldType, Value},
    pattern::{BLANKS, any, ends, has, pattern, starts},
    words::{defaults, limits, required, values as words},
};
use lines::in_lines;

/// A quote before a value, as part of a pattern.
const OPEN: &str = "(?:“|\"|'|`)";
/// A quote behind a value.
const SHUT: &str = "(?:”|\"|'|`)";
/// A value without quotes.
const WORD: &str = r"[A-Za-z0-9_][A-Za-z0-9_.\-/]*|-[0-9]+";

pattern!(
    CUE,
    &format!(
        r"({}|{}){BLANKS}{}?{BLANKS}(?:：|:)?{BLANKS}\[?",
        any(&[words::CUES]),
        any(&[words::DOUBTFUL_CUES]),
        any(&[words::ARE])
    )
);
pattern!(ITEM, &format!(r"^\s*({OPEN})?({WORD}){SHUT}?\s*(?:(?:（|\()((?u:[^（）()\n])+)(?:）|\)))?\s*"));
pattern!(
    BETWEEN,
    &format!(
        r"^(?:{BLANKS}(?:,|，|、|/|\|){BLANKS}{}?{BLANKS}|{BLANKS}{}{BLANKS}|\s*{}\s+)",
        any(&[words::BEHIND_A_COMMA]),
        any(&[words::BETWEEN]),
        any(&[words::BETWEEN_ENGLISH])
    )
);
pattern!(
    NUMBERED,
    &format!(
        r"(-?[0-9]+){BLANKS}(?:：|:|=|→|->|（|\({}\)|{})\s*|(?:^|；|;|，|,|、|。|：|:|（|\(|\s)([0-9]+)(?:\s?(?:-|–|—)\s?(?u:[\x{{4e00}}-\x{{9fff}}])|\s(?:-|–|—)\s[a-z])",
        any(&[defaults::IN_BRACKETS]),
        any(&[words::MEANS])
    )
);
/// The values that a description of something of type `kind` lists, each with where it is.
pub(crate) fn values(text: &str, kind: Option<&FieldType>) -> Vec<(Value, usize)> {
    let kind = kind.map(FieldType::innermost);
    if matches!(kind, Some(FieldType::Bool | FieldType::Object | FieldType::Named(_) | FieldType::F64)) {
        return Vec::new();
    }
    let listed = in_lines(text, kind);
    if listed.len() > 1 {
        return listed;
    }
    let small = text.to_ascii_lowercase();
    let numbered = if kind.is_none_or(|kind| kind.is_integer() || matches!(kind, FieldType::Number | FieldType::String))
    {
        in_sentences(text)
    } else {
        Vec::new()
    };
    // `在模式为 1：悬浮和 2：分享时` names values of another parameter.
    let of_a_case = |(_, at): &(Value, usize)| is_case_throughout(&small, *at);
    if numbered.len() > 1 && !numbered.iter().any(of_a_case) {
        return numbered;
    }
    let announced = behind_a_cue(text, kind);
    if announced.is_empty() && text.contains(['`', '"', '“', '(', '（']) {
        without_a_cue(text, kind)
    } else {
        announced
    }
}

/// The values that a cell of limits consists of: `a / b / c`.
pub(crate) fn values_alone(cell: &str, kind: Option<&FieldType>) -> Vec<(Value, usize)> {
    let found = values(cell, kind);
    if !found.is_empty() {
        return found;
    }
    let found = values(&format!("{}{cell}", words::ALONE), kind).into_iter();
    found.filter_map(|(value, at)| Some((value, at.checked_sub(words::ALONE.len())?))).collect()
}

fn fits(value: &str, kind: Option<&FieldType>) -> bool {
    let number = value.parse::<i64>().is_ok();
    kind.is_none_or(|kind| number || !(kind.is_integer() || *kind == FieldType::Number))
}

/// `0：no。1：yes。` one behind the other.
fn in_sentences(text: &str) -> Vec<(Value, usize)> {
    let small = text.to_ascii_lowercase();
    let mut starts = Vec::new();
    for found in NUMBERED.captures_iter(&small) {
        let (Some(all), Some(number)) = (found.get(0), found.get(1).or(found.get(2))) else { continue };
        let before = text[..number.start()].chars().next_back();
        let behind = text[all.end()..].chars().next();
        let inside = before.is_some_and(|letter| {
            letter.is_alphanumeric() && letter.is_ascii() || matches!(letter, '.' | ':' | '-' | '/')
        });
        // `08:00` is a time of day.
        let clock = all.as_str().ends_with(':') && behind.is_some_and(|letter| letter.is_ascii_digit());
        // `默认值为 3600（1 小时）` says what the number is in other words.
        let stated = all.as_str().ends_with('（') && follows_a_default_or_a_limit(&small[..number.start()]);
        if !inside
            && !clock
            && !stated
            && behind.is_some_and(|letter| !letter.is_ascii_digit() || text[all.end()..].contains(' '))
        {
            starts.push((number.range(), all.end()));
        }
    }
    let mut values: Vec<(Value, usize)> = Vec::new();
    for (number, (value, end)) in starts.iter().enumerate() {
        let next = starts.get(number + 1).map_or(text.len(), |(value, _)| value.start);
        let meaning = text[*end..next].split(['。', '；', ';', '\n']).next().unwrap_or_default();
        add(&mut values, &text[value.clone()], meaning, value.start);
    }
    values
}

/// Whether words end with those of a default or of a limit, before its number.
fn follows_a_default_or_a_limit(before: &str) -> bool {
    let bare = before.trim_end_matches([' ', '：', ':', '=', '`', '*']);
    let bare = defaults::IS.iter().find_map(|is| bare.strip_suffix(is)).unwrap_or(bare).trim_end();
    let bare = bare.strip_suffix(words::VALUE).unwrap_or(bare);
    [defaults::DEFAULT, limits::MOST, limits::LEAST].iter().any(|known| ends(bare, known))
}

/// Values one behind the other.
struct Items {
    values: Vec<(Value, usize)>,
    /// Whether all are in quotes.
    quoted: bool,
    /// Whether all are in quotes or have a meaning in brackets.
    marked: bool,
    /// Whether a clause ends behind them.
    ends: bool,
}

/// The values that a text has from an offset on.
fn items(text: &str, small: &str, mut at: usize, kind: Option<&FieldType>) -> Items {
    let mut values = Vec::new();
    let (mut quoted, mut marked, mut ends_in_a_dot) = (true, true, false);
    while let Some(item) = ITEM.captures(&small[at..near(small, at)]) {
        let Some(group) = item.get(2) else { break };
        let written = &text[at + group.start()..at + group.end()];
        let value = written.trim_end_matches(['.', '-']);
        if !fits(value, kind) {
            break;
        }
        let meaning = item.get(3).map_or("", |meaning| &text[at + meaning.start()..at + meaning.end()]);
        quoted &= item.get(1).is_some();
        marked &= item.get(1).is_some() || item.get(3).is_some();
        ends_in_a_dot = written.ends_with('.');
        let meaning = if defaults::IN_BRACKETS.contains(&meaning.to_ascii_lowercase().as_str()) { "" } else { meaning };
        add(&mut values, value, meaning, at + group.start());
        at += item.get(0).map_or(0, |all| all.end());
        let next = BETWEEN.find(&small[at..near(small, at)]).map(|between| at + between.end());
        let Some(next) = next.filter(|next| ITEM.is_match(&small[*next..near(small, *next)])) else { break };
        at = next;
    }
    let ends = ends_in_a_dot
        || text[..at].ends_with('\n')
        || text[at..]
            .chars()
            .next()
            .is_none_or(|next| matches!(next, '。' | '.' | '，' | ',' | ';' | '；' | '\n' | ']' | ')' | '）' | '、'));
    Items { values, quoted, marked, ends }
}

/// An offset behind which no value is that starts at `at`: what is searched costs time.
fn near(text: &str, at: usize) -> usize {
    text[at..].char_indices().nth(120).map_or(text.len(), |(end, _)| at + end)
}

/// `` `asc` or `desc` `` and `0 (off), 1 (on)`, with which the text or a sentence of it begins.
fn without_a_cue(text: &str, kind: Option<&FieldType>) -> Vec<(Value, usize)> {
    let small = text.to_ascii_lowercase();
    let starts = text.match_indices(['。', '\n']).map(|(at, mark)| at + mark.len());
    let starts = starts.chain(text.match_indices(". ").map(|(at, mark)| at + mark.len()));
    let found = std::iter::once(0).chain(starts).map(|at| items(text, &small, at, kind));
    let mut found = found.filter(|items| items.values.len() > 1 && items.marked && items.ends);
    found.next().map(|items| items.values).unwrap_or_default()
}

/// `Valid values: a, b` and `取值为 a 或 b`.
fn behind_a_cue(text: &str, kind: Option<&FieldType>) -> Vec<(Value, usize)> {
    let small = text.to_ascii_lowercase();
    if !has(&small, words::CUES) && !has(&small, words::DOUBTFUL_CUES) {
        return Vec::new();
    }
    for cue in CUE.captures_iter(&small) {
        let (Some(all), Some(word)) = (cue.get(0), cue.get(1)) else { continue };
        if ends(&small[..all.start()], words::EXAMPLE) {
            continue;
        }
        let word = &small[word.range()];
        // `图片支持 JPG 和 PNG` says what a picture may be, and not what the parameter may be.
        let doubtful = words::DOUBTFUL_CUES.contains(&word) && has(sentence(&small, all.start()), words::FILES);
        // `You must specify either RoomId or UserId` names parameters.
        if words::CHOICES.contains(&word) && has(sentence(&small, all.start()), required::REQUIRED_ENGLISH) {
            continue;
        }
        let Items { values, quoted, ends, .. } = items(text, &small, all.end(), kind);
        let several =
            values.len() > 1 && ends && (quoted || !doubtful) && !is_range(&small[all.start()..], &values, quoted);
        if several || word == words::FIXED && !values.is_empty() {
            return values;
        }
    }
    Vec::new()
}

/// Whether two numbers in square brackets behind a cue are the ends of a range, as in `取值 [1,5]`.
fn is_range(cue: &str, values: &[(Value, usize)], quoted: bool) -> bool {
    let numbers = values.iter().all(|(value, _)| value.is.parse::<i64>().is_ok());
    let bracket = || cue.find('[').is_some_and(|open| !cue[..open].contains(|letter: char| letter.is_ascii_digit()));
    values.len() == 2 && numbers && !quoted && !starts(cue, limits::VALUES) && bracket()
}

/// The sentence that something at an offset is in.
fn sentence(text: &str, at: usize) -> &str {
    let marks = ['。', '；', '\n', ';'];
    let start = text[..at].rfind(marks).unwrap_or(0);
    let end = text[at..].find(marks).map_or(text.len(), |end| at + end);
    &text[start..end]
}

fn add(values: &mut Vec<(Value, usize)>, value: &str, meaning: &str, at: usize) {
    if values.iter().any(|(other, _)| other.is == value) {
        return;
    }
    let meaning = meaning.trim().trim_end_matches(['。', '.', '；', ';', '，', ',']).trim();
    let meaning = (!meaning.is_empty()).then(|| meaning.to_owned());
    values.push((Value { is: value.to_owned(), meaning }, at));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, kind: &FieldType) -> String {
        values(text, Some(kind)).into_iter().map(|(value, _)| value.is).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn values_of_all_sorts() {
        for (text, kind, wanted) in [
            ("用户状态。0：不在房间。1：在房间内。", &FieldType::U32, "0 1"),
            ("角色。\n- 1：主播。\n- 2：观众。\n- 4：管理员，多用于审核。", &FieldType::U32, "1 2 4"),
            ("设备平台。枚举值：android、ios、mac、unknown", &FieldType::String, "android ios mac unknown"),
            ("类型，取值为 join_room或 leave_room。", &FieldType::String, "join_room leave_room"),
            ("Valid values: `h264`, `vp8`.", &FieldType::String, "h264 vp8"),
            ("- 直播：live_streaming。\n- 1v1：private_chat。", &FieldType::String, "live_streaming private_chat"),
            ("- zh：中文、ja：日语\n- vi：越南语、ms：马来语", &FieldType::String, "zh ja vi ms"),
            ("Possible values: [0, 1]\n\nOrder.", &FieldType::I32, "0 1"),
            ("0: no; 1: yes.", &FieldType::Integer, "0 1"),
            ("- Chinese,Yue：粤语\n- Chinese：中文", &FieldType::String, "Chinese,Yue Chinese"),
            ("Valid values: h264 (default), h265, and av1. Case-insensitive.", &FieldType::String, "h264 h265 av1"),
            ("The value can be 8000, 16000 (default), or 48000.", &FieldType::I32, "8000 16000 48000"),
            ("成员，不可重复。示例值：[\"ann\",\"bob\"]", &FieldType::String, ""),
            ("The members. Sample value: ann, bob.", &FieldType::String, ""),
            ("是否存在。\n- true：存在。\n- false：不存在。", &FieldType::Bool, ""),
            ("A time such as 12:00 or 2022-05-22T12:00:00.", &FieldType::String, ""),
            ("取值范围为 [0, 100]，默认为 24。", &FieldType::I32, ""),
            ("水印图片的地址，图片支持 JPG 和 PNG。", &FieldType::String, ""),
            ("背景图，格式支持 JPG、PNG。", &FieldType::String, ""),
            ("The address of an image, which can be JPG or PNG.", &FieldType::String, ""),
            ("A picture. The format can be JPG and PNG.", &FieldType::String, ""),
            ("录制文件的格式，可选值：JPG 和 PNG。", &FieldType::String, "JPG PNG"),
            ("图片格式。Valid values: JPG and PNG.", &FieldType::String, "JPG PNG"),
            ("图片支持 `jpg` 和 `png`。", &FieldType::String, "jpg png"),
            ("在布局为1：悬浮布局和 2：分享布局时，设为大画面的 UserId。", &FieldType::String, ""),
            ("下载的url地址，只支持jpg, png, jpeg，大小不超过5M。", &FieldType::String, ""),
            ("事件。1：用户进房时；2：用户离房时。", &FieldType::Integer, "1 2"),
            ("编码方式，支持 H264 和 H265。", &FieldType::String, "H264 H265"),
            ("有效期，单位为秒。默认值为 3600（1 小时），最大值为 86400（24 小时）。", &FieldType::Integer, ""),
            ("取值 [1,5]，整数，默认 3", &FieldType::Integer, ""),
            ("Valid values: [1, 100].", &FieldType::Integer, ""),
            ("状态（0-未开始，1-进行中，2-已结束）", &FieldType::Integer, "0 1 2"),
            ("0 - off, 1 - on. Default is 0", &FieldType::Integer, "0 1"),
            ("类型：1→音频，2→视频", &FieldType::Integer, "1 2"),
            ("取 0 时表示关闭；取 1 时表示开启", &FieldType::Integer, "0 1"),
            ("只能取 0 或 1。", &FieldType::Integer, "0 1"),
            ("`asc` or `desc`. Defaults to `desc`.", &FieldType::String, "asc desc"),
            ("The order. `asc` | `desc`.", &FieldType::String, "asc desc"),
            ("0 (off) or 1 (on)", &FieldType::Integer, "0 1"),
            ("1 (high), 2 (low, default).", &FieldType::Integer, "1 2"),
            ("`RoomId` is the room.", &FieldType::String, ""),
            ("Between 60 (one minute) and 3600 (one hour).", &FieldType::Integer, ""),
            ("取值：asc（升序）、desc（降序），默认 desc", &FieldType::String, "asc desc"),
            ("You must specify either RoomId or UserId.", &FieldType::String, ""),
            ("Either `open` or `closed`.", &FieldType::String, "open closed"),
            ("排序。\nasc：升序\ndesc：降序（默认）", &FieldType::String, "asc desc"),
            ("A message in JSON. Values:\nfrom: the sender\nto: the receiver", &FieldType::String, ""),
            ("A name.\nnote: none\nexample: one", &FieldType::String, ""),
        ] {
            assert_eq!(parsed(text, kind), wanted, "{text}");
        }
    }
}
