//! How pages state the span of time that an action can be asked about.

/// Words that the span of a query is named by.
pub(crate) const SPANS: &[&str] = &["跨度", "time span", "timespan", "time-span"];

/// Words that name a span of time, of a query or of something else.
pub(crate) const PERIODS: &[&str] = &[
    "间隔",
    "时间跨度",
    "时间范围",
    "时间段",
    "时间差",
    "起止时间",
    "时间区间",
    "查询时间",
    "time range",
    "interval",
    "period",
    "range",
    "start and end",
    "end and start",
    "start time and end time",
    "end time and start time",
    "start time and the end time",
    "difference",
    "相差",
    "之差",
    "minus",
    "查询时长",
    "时间窗口",
    "time window",
    "query window",
    "covers",
    "cover",
];

/// Words that show that a period is one of a query.
pub(crate) const QUERIES: &[&str] = &[
    "查询",
    "照会",
    "クエリ",
    "開始",
    "終了",
    "开始",
    "结束",
    "起止",
    "quer",
    "start",
    "end ",
    "end.",
    "request",
    "time range",
];

/// Words that speak of a query and of nothing else.
pub(crate) const QUERY: &[&str] = &["查询", "照会", "クエリ", "quer"];

/// Words that speak of one query among several.
pub(crate) const SINGLE: &[&str] = &[
    "1回の",
    "一度に",
    "单次",
    "每次",
    "一次",
    "at a time",
    "single query",
    "one query",
    "per query",
    "each query",
    "a query",
    "at once",
    "can be queried",
];

/// Words of the ends of a span, which limit it where they come with a limit.
pub(crate) const TIMES: &[&str] = &["starttime", "endtime", "start time", "end time", "startts", "endts"];

/// The same in Chinese, where the limit has a word of its own.
pub(crate) const ENDS: &[&str] = &["开始", "结束", "时间跨度", "查询"];

/// Words for the two ends of a span, and for the time between them: what is limited there is no parameter.
pub(crate) const BETWEEN_ENDS: &[&str] =
    &["起止时间", "时间间隔", "间隔时间", "时间跨度", "apart", "time span", "time range"];

/// What a word says of the span behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LimitWord {
    /// That it is the longest one.
    Most,
    /// That it is the longest one where something is denied, as `be more than` does.
    Exceeding,
    /// That it is the longest one where nothing is denied.
    Below,
    /// No more than `is`: what is limited must be right before it.
    Is,
}

/// Words that a limit of a span follows.
pub(crate) const LIMITS: &[(&str, LimitWord)] = &[
    ("不能超过", LimitWord::Most),
    ("不得超过", LimitWord::Most),
    ("不可超过", LimitWord::Most),
    ("不应超过", LimitWord::Most),
    ("不要超过", LimitWord::Most),
    ("不允许超过", LimitWord::Most),
    ("不超过", LimitWord::Most),
    ("不能大于", LimitWord::Most),
    ("不得大于", LimitWord::Most),
    ("不大于", LimitWord::Most),
    ("最大为", LimitWord::Most),
    ("最大", LimitWord::Most),
    ("最长为", LimitWord::Most),
    ("最长", LimitWord::Most),
    ("最多为", LimitWord::Most),
    ("最多", LimitWord::Most),
    ("至多", LimitWord::Most),
    ("限制为", LimitWord::Most),
    ("限制在", LimitWord::Most),
    ("小于", LimitWord::Below),
    ("小于等于", LimitWord::Most),
    ("less than or equal to", LimitWord::Most),
    ("为", LimitWord::Is),
    ("up to", LimitWord::Most),
    ("at most", LimitWord::Most),
    ("be more than", LimitWord::Exceeding),
    ("be longer than", LimitWord::Exceeding),
    ("be greater than", LimitWord::Exceeding),
    ("be over", LimitWord::Exceeding),
    ("not exceed", LimitWord::Exceeding),
    ("cannot exceed", LimitWord::Exceeding),
    ("can't exceed", LimitWord::Exceeding),
    ("never exceed", LimitWord::Exceeding),
    ("exceed", LimitWord::Exceeding),
    ("no more than", LimitWord::Exceeding),
    ("no longer than", LimitWord::Exceeding),
    ("not longer than", LimitWord::Exceeding),
    ("less than", LimitWord::Below),
    ("shorter than", LimitWord::Below),
    ("<", LimitWord::Below),
    ("within", LimitWord::Most),
    ("limited to", LimitWord::Most),
    ("maximum of", LimitWord::Most),
    ("of single query", LimitWord::Most),
    ("of a single query", LimitWord::Most),
    ("跨度", LimitWord::Most),
    ("is", LimitWord::Is),
    ("be", LimitWord::Is),
    ("：", LimitWord::Is),
    (":", LimitWord::Is),
    ("=", LimitWord::Is),
    ("不长于", LimitWord::Most),
    ("不多于", LimitWord::Most),
    ("不得长于", LimitWord::Most),
    ("限于", LimitWord::Most),
    ("上限为", LimitWord::Most),
    ("上限", LimitWord::Most),
    ("≤", LimitWord::Most),
    ("<=", LimitWord::Most),
    ("at most a", LimitWord::Most),
    ("no greater than", LimitWord::Exceeding),
    ("no larger than", LimitWord::Exceeding),
    ("limit is", LimitWord::Most),
    ("limit of", LimitWord::Most),
    ("最多查询", LimitWord::Most),
    ("最多可查询", LimitWord::Most),
    ("最多支持查询", LimitWord::Most),
    ("最多能查询", LimitWord::Most),
    ("最多可以查询", LimitWord::Most),
    ("最大支持", LimitWord::Most),
    ("最大支持查询", LimitWord::Most),
    ("最长支持", LimitWord::Most),
];

/// The part of such words in Chinese.
pub(crate) const EXCEED: &str = "超过";

/// Words that deny.
pub(crate) const NOT: &[&str] = &["not", "n't", "never", "no "];

/// Words for all cases but the one before.
pub(crate) const OTHERWISE: &[&str] =
    &["否则", "其他情况", "其它情况", "不传时", "不填时", "otherwise", "in all other cases"];

/// Words behind a span that say what becomes of a longer one.
pub(crate) const BEYOND: &[&str] = &["if it is over", "if it is longer", "if the span", "if longer", "when exceeded"];

/// Words behind a span that limit it.
pub(crate) const BEHIND: &[&str] = &["以内", "之内"];

/// The word behind a span that is between two times.
pub(crate) const APART: &str = "apart";

/// Words that a look-back follows.
pub(crate) const BACK: &[&str] = &[
    "最远可查询时间",
    "最远可查询",
    "最远可查",
    "最远",
    "最近",
    "過去",
    "直近",
    "过去",
    "近",
    "farthest queryable time",
    "in the last",
    "in the past",
    "the last",
    "the past",
    "within the last",
    "within the past",
    "last",
    "past",
    "最早可查询",
    "最早可查",
    "数据保留",
    "数据仅保留",
    "数据只保留",
    "数据保存",
    "previous",
    "trailing",
    "data is kept for",
    "data is retained for",
    "data is available for",
    "records are kept for",
    "data for the last",
    "data older than",
    "records older than",
    "早于",
];

/// Words behind a span that look back.
pub(crate) const AGO: &[&str] = &["前", "以前", "之前", " ago", "ago"];

/// The same, where records are asked for.
pub(crate) const AGO_OF_RECORDS: &[&str] = &["内的", "以内的", "内数据", "之内的"];

/// Words for records that are asked for.
pub(crate) const RECORDS: &[&str] = &["查询", "数据"];

/// Words that a delay follows.
pub(crate) const LAG: &[&str] = &[
    "数据延迟",
    "数据延时",
    "延迟约",
    "延迟",
    "data delay",
    "delay of",
    "latency",
    "delay",
    "延时约",
    "延时",
    "delayed by",
    "delayed by about",
];

/// Words behind a delay of data.
pub(crate) const LAG_BEHIND: &[&str] =
    &["延迟", "的延迟", "延时", "的延时", "左右的延迟", "delay", "of delay", "后可查", "后可查询", "后才能查询"];

/// Words for data that comes late.
pub(crate) const DATA: &[&str] = &["数据", "data", "record"];

/// Words that say that the vendor cuts a longer span, in these letters.
pub(crate) const CLAMPED: &[&str] = &[
    "自动调整",
    "自动截断",
    "automatically adjusted",
    "自动缩短",
    "自动截取",
    "automatically shortened",
    "automatically truncated",
    "are truncated",
    "is truncated",
    "are cut",
];

/// Units of time in which spans and delays are.
pub(crate) const UNITS: &[&str] = &[
    "時間", "分間", "天", "小时", "月", "周", "星期", "day", "hour", "week", "month", "分钟", "年", "year", "日",
    "minute", "秒", "second",
];
