//! The span of time that an action can be asked about.

use crate::{
    facts::Window,
    position::{Lines, Located},
    sentence::{pattern, seconds},
    text::Text,
};

const TIME: &str = r"\**\s*([0-9]+|[A-Za-z]+|[一两三六七十四]+)[\s-]*(个?[月天日周年]|小时|分钟|秒|seconds?|minutes?|hours?|days?|weeks?|months?)";

pattern!(
    SPAN,
    &format!(
        r"(?i)(?:最大单次查询时间跨度|单次查询(?:的)?(?:最大)?(?:时间)?(?:跨度|范围)|查询时间(?:跨度|间隔|范围)|时间(?:跨度|间隔|范围)|time span(?: of (?:a )?single query)?|time range|interval|时间差|跨度)[^0-9。.；\n]{{0,24}}?(?:不能超过|不得超过|不超过|不能大于|最大为|最长为?|up to|is|：|:)?\s*[（(]?(?:up to )?{TIME}|(?:cannot|can't|must not) be more than {TIME}\s+apart|(?:不能|不得|不)超过\s*{TIME}(?:的?(?:范围|跨度|间隔)|。|$)|(?:within|up to) {TIME} apart"
    )
);
pattern!(
    BACK,
    &format!(
        r"(?i)(?:最远可查询时间|最远可查|farthest queryable time|最近|过去|近|in the (?:last|past)|(?:within|for|from|over) the (?:last|past)|(?:last|past))[^0-9。.\n]{{0,4}}?{TIME}"
    )
);
pattern!(LAG, &format!(r"(?i)(?:数据延迟|数据延时|data delay|delay of|latency)[^0-9。.\n]{{0,6}}?{TIME}"));
pattern!(CLAMPED, r"(?i)自动调整|自动截断|automatically adjusted");

/// Takes what a text says of it; what was said first stays.
pub(super) fn words(window: &mut Window, text: &Text, lines: &Lines<'_>) {
    let words = text.as_str();
    let find = |pattern: &regex::Regex| -> Option<Located<u64>> {
        pattern.captures_iter(words).find_map(|found| {
            let mut groups = found.iter().skip(1).flatten();
            let (number, unit) = (groups.next()?, groups.next()?);
            let seconds = seconds(number.as_str(), unit.as_str())?;
            Some(lines.at(seconds, text.source(number.start())))
        })
    };
    let lag = find(&LAG);
    let span = if lag.is_none() { find(&SPAN) } else { None };
    window.lag = window.lag.take().or(lag);
    window.span = window.span.take().or(span);
    window.back = window.back.take().or_else(|| find(&BACK));
    let clamped = CLAMPED.find(words).map(|found| lines.at(true, text.source(found.start())));
    window.clamped = window.clamped.take().or(clamped);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        let mut window = Window::default();
        words(&mut window, &Text::new(text, 0), &Lines::new(text));
        let number =
            |seconds: Option<Located<u64>>| seconds.map_or("-".to_owned(), |seconds| seconds.value.to_string());
        format!("{} {} {}", number(window.span), number(window.back), number(window.lag))
    }

    #[test]
    fn spans_of_the_three_vendors() {
        for (text, wanted) in [
            ("- 最远可查询时间：14 天", "- 1209600 -"),
            ("- 最大单次查询时间跨度：6 小时（若超过 6 小时，自动调整）", "21600 - -"),
            ("- 数据延迟：100 秒", "- - 100"),
            ("the users of a specified time range (up to four hours) in the last 14 days.", "14400 1209600 -"),
            ("The end and start time cannot be more than four hours apart.", "14400 - -"),
            ("Only data in the last 14 days can be queried.", "- 1209600 -"),
            ("The farthest queryable time：Fourteen days", "- 1209600 -"),
            ("Maximum time span of single query：24 hours (If it is over 24 hours)", "86400 - -"),
            ("查询开始和结束时间的间隔不能超过 1 天。", "86400 - -"),
            ("房间内没有主播 30 秒后停止。", "- - -"),
        ] {
            assert_eq!(parsed(text), wanted, "{text}");
        }
    }
}
