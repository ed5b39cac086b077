//! How pages state how often an action may be called.

/// What is counted.
pub(crate) const CALLS: &[&str] = &[
    "次",
    "time",
    "times",
    "request",
    "requests",
    "call",
    "calls",
    "query",
    "queries",
    "req",
    "reqs",
    "invocation",
    "invocations",
];

/// Of these, the ones that mean calls and nothing else.
pub(crate) const CERTAIN: &[&str] = &["request", "call", "quer", "req", "invocation"];

/// What is counted in Chinese, behind a number.
pub(crate) const CALLS_BEHIND: &[&str] = &["次", "个请求", "条请求", "个调用", "回"];

/// What is counted in Chinese, before a number.
pub(crate) const CALLS_BEFORE: &[&str] =
    &["请求数", "调用数", "查询数", "请求次数", "调用次数", "查询次数", "请求量", "调用量", "访问次数"];

/// What may be between a number of calls and its span.
pub(crate) const ALLOWED: &[&str] = &[
    "can be initiated",
    "can be made",
    "can be sent",
    "may be initiated",
    "may be made",
    "may be sent",
    "are allowed",
    "is allowed",
    "are permitted",
    "are accepted",
    "allowed",
];

/// What is between a number of calls and its span, as a sign.
pub(crate) const PER_SIGN: &[&str] = &["/", "每"];

/// The same as a word.
pub(crate) const PER: &[&str] = &["per", "each", "every", "a", "an", "within", "in", "in any", "over"];

/// Those of them that say that a number of calls follows: `requests per second`.
pub(crate) const PER_ALONE: &[&str] = &[" per ", " each ", " every "];

/// What is before a span that the calls follow, in Chinese.
pub(crate) const EACH: &[&str] = &["每", "单", "毎"];

/// The same in English.
pub(crate) const EACH_ENGLISH: &[&str] = &["every", "each", "per", "in", "within"];

/// What is behind such a span in Chinese: `10 秒内 5 次`.
pub(crate) const WITHIN: &[&str] = &["内", "之内", "以内", "あたり", "につき"];

/// What precedes whose calls count together, behind a rate or inside it.
pub(crate) const OF: &[&str] = &["per", "for", "from", "by", "under", "of", "in", "on"];

/// Spans that are one word with what they limit, with their seconds.
pub(crate) const PERIODIC: &[(&str, u64)] = &[
    ("daily", 86_400),
    ("单日", 86_400),
    ("当日", 86_400),
    ("每日", 86_400),
    ("每天", 86_400),
    ("日上限", 86_400),
    ("日限", 86_400),
    ("日调用", 86_400),
    ("日请求", 86_400),
    ("hourly", 3_600),
];

/// Calls in a second, as a word.
pub(crate) const QPS: &[&str] = &["qps", "rps", "tps"];

/// Words that say that a number of calls in a span is a limit.
pub(crate) const CUES: &[&str] = &[
    "频率",
    "頻度",
    "リクエスト制限",
    "频控",
    "限频",
    "频次",
    "qps",
    "rate",
    "最大请求",
    "frequency",
    "请求次数",
    "次/秒",
    "调用限制",
    "限流",
    "quota",
    "throttl",
    "配额",
];

/// Words that say so where nothing else is counted.
pub(crate) const MOST: &[&str] = &["limit", "maximum", "max ", "most"];

/// Words that say so where calls are named.
pub(crate) const BOUNDS: &[&str] = &[
    "最多",
    "至多",
    "不超过",
    "不能超过",
    "不得超过",
    "不可超过",
    "不高于",
    "不大于",
    "上限",
    "限制",
    "限额",
    "只能",
    "仅可",
    "仅能",
    "仅允许",
    "允许",
    "up to",
    "at most",
    "no more than",
    "not more than",
    "cannot exceed",
    "must not exceed",
    "not exceed",
    "allow",
    "only",
    "can be called",
    "may be called",
    "cap",
    "≤",
    "<=",
];

/// Words that say that something else than calls is counted.
pub(crate) const OTHERS: &[&str] = &[
    "重试",
    "回调",
    "推送",
    "上报",
    "采集",
    "心跳",
    "刷新",
    "通知",
    "retr",
    "callback",
    "called back",
    "push",
    "report",
    "heartbeat",
    "notif",
    "refresh",
    "sampl",
];

/// Words that say whose calls count together.
pub(crate) const SUBJECTS: &[&str] = &[
    "app",
    "账号",
    "帐号",
    "account",
    "room",
    "房间",
    "user",
    "用户",
    "测试",
    "test",
    "接口",
    "环境",
    "environment",
    "单个",
    "当",
    "when",
    "uin",
    "stream",
    "流",
];

/// The same, where no letter is beside them.
pub(crate) const SHORT_SUBJECTS: &[&str] = &["ip"];

/// What precedes whose calls count together and says no more, in these letters. Each is left out, in this order.
pub(crate) const FRONTS: &[&str] = &[
    "默认接口请求频率限制",
    "接口请求频率限制",
    "调用频率限制",
    "请求频率限制",
    "请求频率",
    "频率限制",
    "Rate Limit",
    "Rate limit",
    "rate limit",
];

/// Words of a sentence that says nothing of whose calls count together, in these letters.
pub(crate) const NO_SUBJECTS: &[&str] = &["GET", "POST", "HTTPS", "A maximum of", "API"];

/// What may be between two rates of the same calls, beside marks.
pub(crate) const AND: &[&str] = &["and", "or", "和", "或", "且", "并且", "以及", "及"];

/// Words for the time between two calls.
pub(crate) const SPACED: &[&str] = &[
    "调用间隔",
    "请求间隔",
    "调用的间隔",
    "请求的间隔",
    "调用的时间间隔",
    "两次调用之间",
    "两次请求之间",
    "interval between calls",
    "interval between two calls",
    "interval between two requests",
    "interval between requests",
    "time between two calls",
    "time between two requests",
];

/// Words that make such a time the least.
pub(crate) const SPACED_AT_LEAST: &[&str] = &[
    "不得小于",
    "不能小于",
    "不小于",
    "不得少于",
    "不能少于",
    "不少于",
    "不低于",
    "至少",
    "大于等于",
    "at least",
    "not be less than",
    "no less than",
];

/// Words that say that several numbers belong to several things, one each.
pub(crate) const RESPECTIVELY: &[&str] = &["分别", "依次为", "respectively"];
