//! The rate limit of an action.

mod patterns;

use super::quota_scope;
use crate::{
    facts::Quota,
    pattern::{has, has_alone, meaning, starts},
    sentence::{count, seconds},
    words::{rates as words, units},
};
use patterns::{EACH, EACH_ENGLISH, FURTHER, LABELLED, PERIODIC, QPS, RATE, SPACED};
use std::ops::Range;

/// No rate has more letters between its words and its number.
const LONGEST_GAP: usize = 24;

/// No text that states nothing but a rate is longer.
const SHORT: usize = 120;

/// The quotas in a text, each with where its number is. `before` is what precedes it, as the heading `Rate limit`.
pub(super) fn quotas(text: &str, before: Option<&str>) -> Vec<(Quota, usize)> {
    let small = text.to_ascii_lowercase();
    if !has_number(&small) {
        return Vec::new();
    }
    // Which number belongs to which rate is a matter of order, which nothing here knows.
    if has(&small, words::RESPECTIVELY) {
        return Vec::new();
    }
    let announced = text.len() < SHORT && before.is_some_and(|before| before.len() < SHORT && is_cue(before));
    let certain = has(&small, words::CUES) || announced;
    if !certain && has(&small, words::OTHERS) {
        return Vec::new();
    }
    let sure = certain || has(&small, words::MOST);
    let bounded = has(&small, words::BOUNDS);
    let mut found = Found { text, small: &small, quotas: Vec::new() };
    if has(&small, words::PER_SIGN) || words::PER.iter().any(|per| has_alone(&small, per)) {
        found.rates(sure, bounded);
    }
    if has(&small, words::EACH) || has(&small, words::WITHIN) || certain && has(&small, words::CALLS_BEHIND) {
        found.each(sure || bounded);
    }
    let limited = sure || bounded;
    if found.quotas.is_empty() && has(&small, words::CALLS) && (limited || text.len() < SHORT) {
        if has(&small, words::PER_SIGN) || has(&small, words::PER_ALONE) {
            found.labelled(limited);
        }
        if limited {
            found.each_english();
        }
    }
    if limited && words::PERIODIC.iter().any(|(word, _)| small.contains(word)) {
        found.periodic();
    }
    if has(&small, words::QPS) {
        found.qps();
    }
    if found.quotas.is_empty() && has(&small, words::SPACED) {
        found.spaced();
    }
    found.sorted()
}

fn is_cue(text: &str) -> bool {
    let small = text.to_lowercase();
    has(&small, words::CUES) || has(&small, words::MOST)
}

fn has_number(small: &str) -> bool {
    let in_words = [units::NUMBERS, units::TIMES, units::DIGITS];
    small.contains(|letter: char| letter.is_ascii_digit())
        || in_words.iter().any(|table| table.iter().any(|(word, _)| small.contains(word)))
}

/// The quotas found so far, each with where it is.
struct Found<'t> {
    text: &'t str,
    /// The text in small letters.
    small: &'t str,
    quotas: Vec<(Quota, Range<usize>)>,
}

impl Found<'_> {
    /// Rates whose number comes first. `sure` says that numbers in spans are limits, `bounded` that named calls are limited.
    fn rates(&mut self, sure: bool, bounded: bool) {
        let mut last = 0;
        for rate in RATE.captures_iter(self.small) {
            let (Some(all), Some(unit)) = (rate.get(0), rate.name("unit")) else { continue };
            let calls = ["digits", "word", "times"].iter().find_map(|name| rate.name(name));
            let named = ["calls", "named", "times"].iter().find_map(|name| rate.name(name));
            let named = named.map(|named| named.as_str().to_lowercase());
            // Nothing but a rate is `20 requests per second` or `10 次/分钟`.
            let is_plain =
                |named: &str| starts(named, words::CERTAIN) || !named.is_ascii() && all.as_str().contains('/');
            let counts = named.as_deref().is_some_and(|named| bounded || self.text.len() < SHORT && is_plain(named));
            let follows = self
                .quotas
                .last()
                .is_some_and(|(_, read)| read.end <= all.start() && is_between(&self.text[read.end..all.start()]));
            let Some(calls) = calls.filter(|_| sure || counts || follows) else { continue };
            let span = rate.name("span").map_or("1", |span| span.as_str());
            let middle = rate.name("middle").map(|middle| self.text[middle.range()].trim());
            let scope = middle.filter(|middle| quota_scope::speaks_of_a_subject(middle)).map(str::to_owned);
            self.push(calls.as_str(), span, unit.as_str(), last..all.start(), all.range(), scope);
            last = all.end();
        }
    }

    /// Rates in Chinese whose span comes first.
    fn each(&mut self, limited: bool) {
        for each in EACH.captures_iter(self.small) {
            let Some(all) = each.get(0) else { continue };
            let name = |name: &str| each.name(name).map(|group| group.as_str());
            let gaps = name("gap").unwrap_or_default().chars().count()
                + name("gap_before").unwrap_or_default().chars().count();
            // In `10 秒 1 次` nothing stands between the span and the number of calls.
            let apart = name("within").is_some()
                && name("inside").is_none()
                && !name("gap").unwrap_or_default().trim().is_empty();
            if apart {
                continue;
            }
            let (span, unit) = (name("span").or(name("within")).unwrap_or("1"), name("unit").or(name("within_unit")));
            let calls = name("calls").or(name("calls_before"));
            if let (Some(unit), Some(calls), true) = (unit, calls, limited && gaps <= LONGEST_GAP) {
                self.push(calls, span, unit, 0..all.start(), all.range(), None);
            }
        }
    }

    /// Rates in English whose span comes first.
    fn each_english(&mut self) {
        for each in EACH_ENGLISH.captures_iter(self.small) {
            let (Some(all), Some(unit), Some(calls)) = (each.get(0), each.name("unit"), each.name("calls")) else {
                continue;
            };
            let span = each.name("span").map_or("1", |span| span.as_str());
            if each.name("gap").is_some_and(|gap| gap.as_str().len() <= LONGEST_GAP) {
                self.push(calls.as_str(), span, unit.as_str(), 0..all.start(), all.range(), None);
            }
        }
    }

    /// Rates whose unit is the label of their number.
    fn labelled(&mut self, limited: bool) {
        for label in LABELLED.captures_iter(self.small) {
            let (Some(all), Some(unit), Some(calls)) = (label.get(0), label.name("unit"), label.name("calls")) else {
                continue;
            };
            let span = label.name("span").map_or("1", |span| span.as_str());
            if !limited && !starts(all.as_str(), words::CERTAIN) {
                continue;
            }
            if label.name("gap").is_some_and(|gap| gap.as_str().chars().count() <= LONGEST_GAP) {
                self.push(calls.as_str(), span, unit.as_str(), 0..all.start(), all.range(), None);
            }
        }
    }

    /// Rates of a day or an hour that is one word with what it limits.
    fn periodic(&mut self) {
        for rate in PERIODIC.captures_iter(self.small) {
            let (Some(all), Some(unit), Some(calls)) = (rate.get(0), rate.name("unit"), rate.name("calls")) else {
                continue;
            };
            let unit = unit.as_str().to_lowercase();
            let gap = rate.name("gap").map_or("", |gap| gap.as_str()).to_lowercase();
            let said = format!("{unit}{gap}");
            let limits = rate.name("named").is_some()
                || [words::CUES, words::MOST, words::BOUNDS].iter().any(|words| has(&said, words));
            let seconds = meaning(&unit, words::PERIODIC).map(|seconds| seconds.to_string());
            if let Some(seconds) = seconds.filter(|_| limits && gap.chars().count() <= LONGEST_GAP) {
                let from = self.text[..all.start()].rfind(['，', '；', ';', '。', ',']).unwrap_or(0);
                self.push(calls.as_str(), &seconds, "s", from..all.start(), all.range(), None);
            }
        }
    }

    /// Calls that must be some time apart.
    fn spaced(&mut self) {
        for spaced in SPACED.captures_iter(self.small) {
            let (Some(all), Some(span), Some(unit)) = (spaced.get(0), spaced.name("span"), spaced.name("unit")) else {
                continue;
            };
            let from = self.text[..all.start()].rfind(['，', '；', ';', '。', '\n']).unwrap_or(0);
            self.push("1", span.as_str(), unit.as_str(), from..all.start(), span.start()..all.end(), None);
        }
    }

    fn qps(&mut self) {
        for qps in QPS.captures_iter(self.small) {
            let (Some(all), Some(number)) = (qps.get(0), qps.name("calls").or(qps.name("calls_before"))) else {
                continue;
            };
            let from = self.text[..all.start()].rfind(['，', '；', ';', '。']).unwrap_or(0);
            self.push(number.as_str(), "1", "s", from..all.start(), number.start()..all.end(), None);
            self.further_qps(all.end());
        }
    }

    /// Numbers with whose calls they count, behind one: `QPS limit: 20 (per app), 2 (per room)`.
    fn further_qps(&mut self, mut at: usize) {
        while let Some(next) = FURTHER.captures(&self.small[at..]) {
            let (Some(all), Some(number)) = (next.get(0), next.name("calls")) else { return };
            let (start, end) = (at + number.start(), at + number.end());
            if quota_scope::behind(&self.text[end..]).is_none() {
                return;
            }
            self.push(number.as_str(), "1", "s", end..end, start..end, None);
            at += all.end();
        }
    }

    /// Adds a quota unless its words were read already. `scope` or the words in `before` say which calls count together, or
    /// those behind it.
    fn push(
        &mut self,
        calls: &str,
        span: &str,
        unit: &str,
        before: Range<usize>,
        at: Range<usize>,
        own: Option<String>,
    ) {
        let quota = count(calls).and_then(|calls| u32::try_from(calls).ok());
        let quota = quota.zip(seconds(span, unit).and_then(|seconds| u32::try_from(seconds).ok()));
        let apart = self.quotas.iter().all(|(_, read)| at.end <= read.start || at.start >= read.end);
        let Some((calls, seconds)) = quota.filter(|_| apart) else { return };
        let listed =
            self.quotas.last().filter(|(_, last)| last.end <= at.start && is_between(&self.text[last.end..at.start]));
        let scope = own.or_else(|| quota_scope::behind(&self.text[at.end..])).or_else(|| match listed {
            Some((last, _)) => last.scope.clone(),
            None => quota_scope::between(self.text, before.start, before.end),
        });
        self.quotas.push((Quota { calls, seconds, scope }, at));
    }

    fn sorted(mut self) -> Vec<(Quota, usize)> {
        self.quotas.sort_by_key(|(_, at)| at.start);
        self.quotas.into_iter().map(|(quota, at)| (quota, at.start)).collect()
    }
}

/// Whether nothing but marks and words like `and` is between two rates, which are of the same calls then.
fn is_between(text: &str) -> bool {
    let small = text.to_lowercase();
    let bare = small.trim_matches(|letter: char| letter.is_whitespace() || ",，、；;/*".contains(letter));
    bare.is_empty() || words::AND.contains(&bare)
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
            ("QPS limit: 20 (per AppID), 2 (per room)", "20/1 per AppID, 2/1 per room"),
            ("QPS 限制：20（单账号）；2（单房间）", "20/1 单账号, 2/1 单房间"),
            (
                "Each account may send 20 requests a second and 5,000 an hour.",
                "20/1 Each account may send, 5000/3600 Each account may send",
            ),
            ("请求频率：10 次/秒/账号", "10/1 账号"),
            ("调用频率：10秒1次", "1/10"),
            ("频率限制：每天 1 万次", "10000/86400"),
            ("频率限制：1.5万次/天", "15000/86400"),
            ("调用间隔不能少于 5 秒。", "1/5"),
            ("The interval between two calls must be at least 3 seconds.", "1/3"),
            ("每秒、每分钟的调用上限分别为 10 次、300 次。", ""),
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
