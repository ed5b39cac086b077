//! The rate limit of an action.

use crate::{
    facts::Quota,
    sentence::{pattern, seconds},
};

pattern!(
    RATE,
    r"(?i)([0-9]+)\s*(?:\*\*)?\s*(?:次|times?|requests?|calls?|queries)?\s*(?:can be (?:initiated|made|sent)\s*)?(?:/|per\b|each\b|每)\s*([0-9]*)\s*(秒|分钟|小时|seconds?|minutes?|hours?|sec\b|s\b|min\b)"
);
pattern!(PER, r"(?i)每\s*([0-9]*)\s*(秒|分钟)[^0-9]*?([0-9]+)\s*次");
pattern!(QPS, r"(?i)QPS[^0-9。；\n]*?([0-9]+)|([0-9]+)\s*QPS");
pattern!(CUE, r"(?i)频率|频控|限频|QPS|rate|limit|maximum|max |最大请求|most|frequency|请求次数|次/秒");
pattern!(
    SCOPE,
    r"(?i)app|账号|account|room|房间|user|用户|测试|test|接口|\bip\b|环境|environment|单个|当|when|uin|stream|流"
);

/// The quotas in a text, each with where its number is.
pub(super) fn quotas(text: &str) -> Vec<(Quota, usize)> {
    if !CUE.is_match(text) {
        return Vec::new();
    }
    let mut found: Vec<(Quota, usize, usize)> = Vec::new();
    let mut last = 0;
    for rate in RATE.captures_iter(text) {
        let (Some(all), Some(calls)) = (rate.get(0), rate.get(1)) else { continue };
        let per = if rate[2].is_empty() { "1" } else { &rate[2] };
        let quota =
            calls.as_str().parse().ok().zip(seconds(per, &rate[3]).and_then(|seconds| u32::try_from(seconds).ok()));
        if let Some((calls, seconds)) = quota {
            let scope = scope(text, last, all.start());
            found.push((Quota { calls, seconds, scope }, all.start(), all.end()));
        }
        last = all.end();
    }
    for per in PER.captures_iter(text) {
        let Some(all) = per.get(0) else { continue };
        let span = if per[1].is_empty() { "1" } else { &per[1] };
        let quota = per[3].parse().ok().zip(seconds(span, &per[2]).and_then(|seconds| u32::try_from(seconds).ok()));
        let apart = found.iter().all(|(_, start, end)| all.end() <= *start || all.start() >= *end);
        if let Some((calls, seconds)) = quota.filter(|_| apart) {
            found.push((Quota { calls, seconds, scope: scope(text, 0, all.start()) }, all.start(), all.end()));
        }
    }
    for qps in QPS.captures_iter(text) {
        let (Some(all), Some(number)) = (qps.get(0), qps.get(1).or(qps.get(2))) else { continue };
        let apart = found.iter().all(|(_, start, end)| all.end() <= *start || all.start() >= *end);
        if let Some(calls) = number.as_str().parse().ok().filter(|_| apart) {
            let scope = scope(text, text[..all.start()].rfind(['，', '；', ';', '。']).map_or(0, |at| at), all.start());
            found.push((Quota { calls, seconds: 1, scope }, number.start(), all.end()));
        }
    }
    found.sort_by_key(|(_, start, _)| *start);
    found.into_iter().map(|(quota, start, _)| (quota, start)).collect()
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
        ] {
            let parsed: Vec<String> = quotas(text)
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
