//! Rates, spans, defaults and required marks in many phrasings, in Chinese and in English.

mod common;

use rtc_pages::Facts;

fn page(head: &str, rows: &str) -> Facts {
    let page = format!(
        "# Count things\n\n`https://rtc-api.zego.im/?Action=CountThings`\n\n{head}\n\n## 请求参数\n\n\
         | 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n{rows}\n"
    );
    common::read(&page).expect("it is a page of an action")
}

const THING: &str = "| Thing | String | 是 | 东西。 |";

/// Compares all, and shows all that differ at once.
fn check(table: &[(&str, &str)], found: impl Fn(&str) -> String) {
    let all = table.iter().map(|(text, wanted)| (text, wanted, found(text)));
    let wrong: Vec<String> = all
        .filter(|(_, wanted, found)| **wanted != found.as_str())
        .map(|(text, wanted, found)| format!("{text:?}\n  wanted: {wanted}\n  found:  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

/// The rates of a sentence, each with whose calls it counts.
fn rates(sentence: &str) -> String {
    let quotas = page(sentence, THING).quotas;
    let rate = |quota: &rtc_pages::Located<rtc_pages::Quota>| {
        let scope = quota.value.scope.as_ref().map_or(String::new(), |scope| format!(" {scope}"));
        format!("{}/{}{scope}", quota.value.calls, quota.value.seconds)
    };
    quotas.iter().map(rate).collect::<Vec<_>>().join("; ")
}

#[test]
fn rates_in_chinese() {
    check(
        &[
            ("每个 AppId 每秒最多 20 次", "20/1 每个 AppId"),
            ("QPS 限制：20", "20/1"),
            ("QPS：50", "50/1"),
            ("不超过 10 次/分钟", "10/60"),
            ("单日上限 480 次", "480/86400"),
            ("每日调用上限为 1,000 次。", "1000/86400"),
            ("每天最多调用 10,000 次。", "10000/86400"),
            ("日调用量上限：5000 次", "5000/86400"),
            ("同一用户 1 分钟内最多调用 5 次。", "5/60 同一用户"),
            ("一分钟内不得超过 60 次。", "60/60"),
            ("调用频率：20 次每秒", "20/1"),
            ("20 次/秒", "20/1"),
            ("默认请求频率：每秒 10 次，可申请提高。", "10/1"),
            ("单个房间每秒不超过 5 次请求。", "5/1 单个房间"),
            ("频率限制（次/秒）：20", "20/1"),
            ("限频：每 10 秒 1 次", "1/10"),
            ("每两秒最多一次。调用频率过高会报错。", "1/2"),
            ("请求频率限制为 20 次/秒（单个 AppId）。", "20/1 单个 AppId"),
            ("10 次/秒，600 次/分", "10/1; 600/60"),
            ("接口每秒请求数不超过 20。", "20/1 接口"),
            ("最多允许 30 次 / 分钟", "30/60"),
            ("每小时最多 100 次调用", "100/3600"),
            ("24 小时内最多 50 次。", "50/86400"),
            ("所有房间总计：200 次/秒；单个房间：1 次/3 秒", "200/1 所有房间总计; 1/3 单个房间"),
            ("账号维度 QPS 不超过 40。", "40/1 账号维度"),
            ("频率限制：二十次/秒", "20/1"),
            ("如果失败，每 2 秒重试，最多重试 3 次。", ""),
            ("SDK 每秒最多上报 3 次音量。", ""),
            ("回调失败后，最多每 5 秒重试 1 次。", ""),
            ("帧率不超过 30 帧/秒。", ""),
            ("房间内最多 50 人。", ""),
            ("统一每秒最多 20 次", "20/1"),
        ],
        rates,
    );
}

#[test]
fn rates_in_english() {
    check(
        &[
            ("20 requests per second per SDKAppID", "20/1 per SDKAppID"),
            ("one call every 15 seconds", "1/15"),
            ("2 calls/s for each room, 50 calls/s for the app", "2/1 for each room; 50/1 for the app"),
            ("daily limit 10,000 calls", "10000/86400"),
            ("Daily limit: 5,000", "5000/86400"),
            ("The hourly quota is 600 requests.", "600/3600"),
            ("A maximum of 20 requests can be initiated per second for this API.", "20/1"),
            ("QPS limit: 20", "20/1"),
            ("Up to 5 QPS", "5/1"),
            ("Max 10 rps", "10/1"),
            ("You can call it at most 10 times a minute.", "10/60"),
            ("No more than 5 calls in 10 seconds.", "5/10"),
            ("At most once every 2 minutes.", "1/120"),
            ("Limited to twice per hour.", "2/3600"),
            ("Requests per second: 20", "20/1"),
            ("Maximum requests per minute: 100", "100/60"),
            ("In any 10 seconds, at most 5 calls are accepted.", "5/10"),
            ("Each account may send 30 requests per minute.", "30/60 Each account may send"),
            ("Rate limit: 1 call per room every 3 seconds", "1/3 per room"),
            ("60 requests/min", "60/60"),
            ("100 req/s under one account", "100/1 under one account"),
            ("Rate limit: three requests per second", "3/1"),
            ("This method allows ten calls every two seconds.", "10/2"),
            ("3 times/second, 480 times/day is the limit", "3/1; 480/86400"),
            ("Up to 1,000 queries per hour", "1000/3600"),
            ("The app can be called back 3 times every 10 seconds.", ""),
            ("A callback is retried at most 3 times per minute.", ""),
            ("The maximum bitrate is 5 kbps.", ""),
            ("The stream has at most 30 frames per second.", ""),
            ("The volume is reported up to 5 times per second.", ""),
            ("A room has at most 50 users.", ""),
            ("It takes up to 10 seconds.", ""),
        ],
        rates,
    );
}

/// The span, the look-back and the delay of a sentence.
fn spans(sentence: &str) -> String {
    let window = page(sentence, THING).window;
    let part = |name: &str, seconds: &Option<rtc_pages::Located<u64>>| {
        seconds.as_ref().map(|seconds| format!("{name} {}", seconds.value))
    };
    let parts = [part("span", &window.span), part("back", &window.back), part("lag", &window.lag)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[test]
fn spans_in_chinese() {
    check(
        &[
            ("查询时间跨度不超过 1 小时", "span 3600"),
            ("时间跨度最大为 31 天。", "span 2678400"),
            ("最近 5 天的数据可查。", "back 432000"),
            ("仅支持查询最近 7 天的数据。", "back 604800"),
            ("支持查询过去 30 天。", "back 2592000"),
            ("开始时间和结束时间相差不超过 24 小时。", "span 86400"),
            ("单次最多查询 7 天的数据。", "span 604800"),
            ("单次查询不超过三天。", "span 259200"),
            ("起止时间间隔不能大于一个月。", "span 2592000"),
            ("查询区间跨度上限为 6 小时。", "span 21600"),
            ("时间跨度不超过 1.5 小时。", "span 5400"),
            ("时间跨度不超过半小时。", "span 1800"),
            ("跨度：1 天，最远可查询 14 天。", "span 86400; back 1209600"),
            ("开始时间不能早于 60 天前。", "back 5184000"),
            ("数据延迟约 5 分钟。", "lag 300"),
            ("数据有 2 分钟延迟。", "lag 120"),
            ("数据保留 30 天。", "back 2592000"),
            ("录制时长不超过 5 小时。", ""),
            ("房间空闲 30 秒后关闭。", ""),
            ("录制文件保存 7 天。", ""),
        ],
        spans,
    );
}

#[test]
fn spans_in_english() {
    check(
        &[
            ("The time range of a query can be at most 14 days.", "span 1209600"),
            ("The time span cannot exceed 1 hour.", "span 3600"),
            ("No more than 24 hours between StartTime and EndTime.", "span 86400"),
            ("The interval between the start and end time must be within 6 hours.", "span 21600"),
            ("EndTime - StartTime <= 7 days", "span 604800"),
            ("A query covers at most 3 days.", "span 259200"),
            ("You can query up to one week at a time.", "span 604800"),
            ("The query period must be less than 31 days.", "span 2678400"),
            ("The time range cannot be longer than two months.", "span 5184000"),
            ("Only data of the last 5 days can be queried.", "back 432000"),
            ("Records from the past 90 days are available.", "back 7776000"),
            ("The start time must be within the last 14 days.", "back 1209600"),
            ("Data is kept for 30 days.", "back 2592000"),
            ("The start must not be earlier than 60 days ago.", "back 5184000"),
            ("There is a data delay of 5 minutes.", "lag 300"),
            ("Data comes with a 10-minute delay.", "lag 600"),
            ("The end and start time cannot be more than four hours apart.", "span 14400"),
            ("Time span limit: 2 hours", "span 7200"),
            ("A room is closed after 24 hours.", ""),
            ("The token expires in 24 hours.", ""),
        ],
        spans,
    );
}

/// The default of a parameter with this description.
fn default(sentence: &str) -> String {
    let facts = page("", &format!("| Thing | String | 否 | {sentence} |"));
    facts.request[0].default.as_ref().map_or(String::new(), |default| default.value.clone())
}

#[test]
fn defaults_in_both_languages() {
    check(
        &[
            ("页数，默认 1。", "1"),
            ("默认值：mp4", "mp4"),
            ("默认值为 `grid`。", "grid"),
            ("不传时默认为 20", "20"),
            ("缺省值为 5。", "5"),
            ("默认取值 0。", "0"),
            ("选填，默认：false", "false"),
            ("0：关（默认），1：开", "0"),
            ("默认等于 3。", "3"),
            ("默认分辨率为 1280*720。", ""),
            ("默认由系统选择。", ""),
            ("Default: 20", "20"),
            ("The default value is `zh`.", "zh"),
            ("Defaults to 10.", "10"),
            ("Default value: true.", "true"),
            ("It is 5 by default.", "5"),
            ("mp4 (default), hls", "mp4"),
            ("The default is set to 3.", "3"),
            ("By default, nothing is recorded.", ""),
            ("The default layout is used.", ""),
        ],
        default,
    );
}

/// Whether a parameter is required whose cell and description are these.
fn required(cells: &str) -> String {
    let (cell, sentence) = cells.split_once('|').unwrap_or((cells, "东西。"));
    let facts = page("", &format!("| Thing | String | {cell} | {sentence} |"));
    let Some(required) = facts.request[0].required.clone() else { return String::new() };
    let always = match required.value.always {
        Some(true) => "yes",
        Some(false) => "no",
        None => "depends",
    };
    let condition = if required.value.condition.is_some() { ", condition" } else { "" };
    format!("{always}{condition}")
}

#[test]
fn required_marks_in_both_languages() {
    check(
        &[
            ("是", "yes"),
            ("必填", "yes"),
            ("必须", "yes"),
            ("√", "yes"),
            ("否", "no"),
            ("选填", "no"),
            ("非必传", "no"),
            ("当 Type 为 2 时必填", "depends, condition"),
            ("Type 为 2 时必选", "depends, condition"),
            ("必选（Type 为 2 时）", "depends, condition"),
            ("是，若 Type 为 2", "depends, condition"),
            ("视情况", "depends, condition"),
            ("与 RoomId 二选一", "depends, condition"),
            ("否|Type 为 2 时必填。", "no, condition"),
            ("否|当 Type 为 2 时，该字段不能为空。", "no, condition"),
            ("否|录制模式下必传。", "no, condition"),
            ("否|开始时间，不能为空闲时间。", "no"),
            ("Yes", "yes"),
            ("Required", "yes"),
            ("mandatory", "yes"),
            ("No", "no"),
            ("optional", "no"),
            ("Required when Type is 2", "depends, condition"),
            ("Required if Type is 2", "depends, condition"),
            ("Yes, only if Type is 2", "depends, condition"),
            ("Conditional", "depends, condition"),
            ("Depends on Type", "depends, condition"),
            ("No|Required when Type is 2.", "no, condition"),
            ("No|If Type is 2, this parameter is required.", "no, condition"),
            ("No|Must be specified if Type is 2.", "no, condition"),
            ("No|It is required only when Type is 2.", "no, condition"),
            ("No|Either RoomId or Thing must be specified.", "no, condition"),
            ("No|If the room is full, the oldest thing is dropped.", "no"),
        ],
        required,
    );
}
