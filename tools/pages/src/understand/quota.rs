//! The rate limit of an action.

use crate::{
    facts::Quota,
    sentence::{count, pattern, seconds},
};
use std::ops::Range;

/// Numbers in digits and in words.
const NUMBER: &str = r"[0-9][0-9,]*|one|two|three|five|ten|twenty|once|twice|一|两";
const UNIT: &str = r"秒钟?|分钟?|小时|天|日|seconds?|minutes?|hours?|days?|secs?\b|s\b|mins?\b|h\b|d\b";

pattern!(
    RATE,
    &format!(
        r"(?i)({NUMBER})\s*(?:\*\*)?\s*(?:次|times?|requests?|calls?|queries|query)?\s*(?:(?:can|may) be (?:initiated|made|sent)\s*)?(?:/|per\b|each\b|every\b|an?\b|within\b|in\b|每)\s*([0-9]*)\s*(?:个)?\s*({UNIT})"
    )
);
pattern!(
    PER,
    &format!(r"(?i)(?:每\s*([0-9]*)\s*({UNIT})|([0-9]+)\s*({UNIT})内)[^0-9。；;\n]{{0,16}}?([0-9]+|一|两)\s*次")
);
pattern!(QPS, r"(?i)QPS[^0-9。；\n]*?([0-9]+)|([0-9]+)\s*QPS");
pattern!(CUE, r"(?i)频率|频控|限频|QPS|rate|limit|maximum|max |最大请求|most|frequency|请求次数|次/秒|调用限制|限流");
pattern!(
    SCOPE,
    r"(?i)app|账号|account|room|房间|user|用户|测试|test|接口|\bip\b|环境|environment|单个|当|when|uin|stream|流"
);
// What may be between two rates of the same calls.
pattern!(LISTED, r"(?i)^[\s,，、；;/*]*(?:and|or|和|或|且|并且|以及|及)?[\s*]*$");

/// The quotas in a text, each with where its number is. `before` is what precedes it, as the heading `Rate limit`.
pub(super) fn quotas(text: &str, before: Option<&str>) -> Vec<(Quota, usize)> {
    let short = text.len() < 120;
    if !(CUE.is_match(text) || short && before.is_some_and(|before| before.len() < 120 && CUE.is_match(before))) {
        return Vec::new();
    }
    let mut found = Found { text, quotas: Vec::new() };
    let mut last = 0;
    for rate in RATE.captures_iter(text) {
        let Some(all) = rate.get(0) else { continue };
        let per = if rate[2].is_empty() { "1" } else { &rate[2] };
        found.push(&rate[1], per, &rate[3], last..all.start(), all.range());
        last = all.end();
    }
    for per in PER.captures_iter(text) {
        let Some(all) = per.get(0) else { continue };
        let group = |number: usize| per.get(number).map_or("", |group| group.as_str());
        let (span, unit) = if group(4).is_empty() { (group(1), group(2)) } else { (group(3), group(4)) };
        let span = if span.is_empty() { "1" } else { span };
        found.push(group(5), span, unit, 0..all.start(), all.range());
    }
    for qps in QPS.captures_iter(text) {
        let (Some(all), Some(number)) = (qps.get(0), qps.get(1).or(qps.get(2))) else { continue };
        let from = text[..all.start()].rfind(['，', '；', ';', '。']).unwrap_or(0);
        found.push(number.as_str(), "1", "s", from..all.start(), number.start()..all.end());
    }
    found.sorted()
}

/// The quotas found so far, each with where it is.
struct Found<'t> {
    text: &'t str,
    quotas: Vec<(Quota, Range<usize>)>,
}

impl Found<'_> {
    /// Adds a quota unless its words were read already. The words in `before` may say which calls count together.
    fn push(&mut self, calls: &str, span: &str, unit: &str, before: Range<usize>, at: Range<usize>) {
        let quota = count(calls).and_then(|calls| u32::try_from(calls).ok());
        let quota = quota.zip(seconds(span, unit).and_then(|seconds| u32::try_from(seconds).ok()));
        let apart = self.quotas.iter().all(|(_, read)| at.end <= read.start || at.start >= read.end);
        let Some((calls, seconds)) = quota.filter(|_| apart) else { return };
        let listed = self
            .quotas
            .last()
            .filter(|(_, last)| last.end <= at.start && LISTED.is_match(&self.text[last.end..at.start]));
        let scope = match listed {
            Some((last, _)) => last.scope.clone(),
            None => scope(self.text, before.start, before.end),
        };
        self.quotas.push((Quota { calls, seconds, scope }, at));
    }

    fn sorted(mut self) -> Vec<(Quota, usize)> {
        self.quotas.sort_by_key(|(_, at)| at.start);
        self.quotas.into_iter().map(|(quota, at)| (quota, at.start)).collect()
    }
}

/// Which calls count together, in the words between the last quota and this one.
fn scope(text: &str, from: usize, to: usize) -> Option<String> {
    let words = text[from..to].rsplit('\n').next().unwrap_or_default();
    let words = words.trim_end_matches(['：', ':', ' ', '*', '\n']);
    let inside = words.rfind(['（', '(']).filter(|open| {
        let rest = &words[*open..];
        !rest.contains(['）', ')']) || rest.trim_end().ends_with(['）', ')'])
    });
    let words = match inside {
        Some(open) => words[open..].trim_matches(['（', '(', '）', ')']),
        None => words.rsplit(['；', ';', '。', '，', ',']).next().unwrap_or_default(),
    };
    let mut words = words.trim_matches(['：', ':', ' ', '*', '-', '）', ')', '。', '.']);
    for cue in [
        "默认接口请求频率限制",
        "接口请求频率限制",
        "调用频率限制",
        "请求频率限制",
        "请求频率",
        "频率限制",
        "Rate Limit",
        "Rate limit",
        "rate limit",
    ] {
        words = words.strip_prefix(cue).unwrap_or(words).trim_matches(['：', ':', ' ', '\n']);
    }
    let text = SCOPE.is_match(words)
        && words.chars().count() <= 60
        && !["GET", "POST", "HTTPS"].iter().any(|word| words.contains(word))
        && !words.contains("A maximum of")
        && !words.contains("API");
    text.then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_of_the_three_vendors() {
        for (text, wanted) in [
            ("A maximum of 20 requests can be initiated per second for this API.", "20/1"),
            ("默认接口请求频率限制：20次/秒。", "20/1"),
            ("- 最大请求次数：10 次/秒", "10/1"),
            ("请求频率：QPS 不得超过 40。", "40/1"),
            ("- 请求频率：单账号下 QPS 不得超过 60。", "60/1 单账号下"),
            (
                "- 调用频率限制（同一个 AppID 下所有房间）：10 次/秒（测试环境：1 次/秒）",
                "10/1 同一个 AppID 下所有房间, 1/1 测试环境",
            ),
            (
                "Rate Limit\nAll rooms under the same AppID: 200 times/second; Single room: 1 time/3 seconds",
                "200/1 All rooms under the same AppID, 1/3 Single room",
            ),
            ("Maximum number of queries：10 per second", "10/1"),
            ("Default API request frequency limit: 20 times/sec.", "20/1"),
            ("帧率 15 帧/秒", ""),
            ("QPS Limit：20 times/s", "20/1"),
            ("The rate limit of this API is one call every 15 seconds.", "1/15"),
            ("Rate limit: 3 times/second, 480 times/day", "3/1, 480/86400"),
            ("- 调用频率限制（同一 AppID）：3 次/分，480 次/天", "3/60 同一 AppID, 480/86400 同一 AppID"),
            ("Rate limit: at most once every 2 minutes.", "1/120"),
            ("调用频率：每 15 秒只能调用一次。", "1/15"),
            ("频率限制：10 秒内最多调用 5 次。", "5/10"),
            (
                "Rate limit for the app: 100 calls per minute; for each room: 5 calls per minute",
                "100/60 for the app, 5/60 for each room",
            ),
            ("Up to 1,000 requests per hour (rate limit).", "1000/3600"),
            ("The maximum bitrate is 5 kbps.", ""),
        ] {
            let parsed: Vec<String> = quotas(text, None)
                .into_iter()
                .map(|(quota, _)| {
                    let scope = quota.scope.map_or(String::new(), |scope| format!(" {scope}"));
                    format!("{}/{}{scope}", quota.calls, quota.seconds)
                })
                .collect();
            assert_eq!(parsed.join(", "), wanted, "{text}");
        }
    }
}
