//! How pages state the span of time that an action can be asked about.

/// Words that the span of a query is named by.
pub(crate) const SPANS: &[&str] = &["跨度", "time span", "timespan", "time-span"];

/// Words that name a span of time, of a query or of something else.
pub(crate) const PERIODS: &[&str] = &[
    "间隔",
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
    "查询时长",
    "时间窗口",
    "time window",
    "query window",
    "covers",
    "cover",
];

/// Words that show that a period is one of a query.
pub(crate) const QUERIES: &[&str] =
    &["查询", "开始", "结束", "起止", "quer", "start", "end ", "end.", "request", "time range"];

/// Words that speak of a query and of nothing else.
pub(crate) const QUERY: &[&str] = &["查询", "quer"];

/// Words that speak of one query among several.
pub(crate) const SINGLE: &[&str] = &[
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
];

/// Words of the ends of a span, which limit it where they come with a limit.
pub(crate) const TIMES: &[&str] = &["starttime", "endtime", "start time", "end time", "startts", "endts"];

/// The same in Chinese, where the limit has a word of its own.
pub(crate) const ENDS: &[&str] = &["开始", "结束", "时间跨度", "查询"];

/// Words for the two ends of a span, and for the time between them: what is limited there is no parameter.
pub(crate) const BETWEEN_ENDS: &[&str] =
    &["起止时间", "时间间隔", "间隔时间", "时间跨度", "apart", "time span", "time range"];

/// Words that a limit of a span follows.
pub(crate) const LIMITS: &[&str] = &[
    "不能超过",
    "不得超过",
    "不可超过",
    "不应超过",
    "不要超过",
    "不允许超过",
    "不超过",
    "不能大于",
    "不得大于",
    "不大于",
    "最大为",
    "最大",
    "最长为",
    "最长",
    "最多为",
    "最多",
    "至多",
    "限制为",
    "限制在",
    "小于",
    "小于等于",
    "为",
    "up to",
    "at most",
    "be more than",
    "be longer than",
    "be greater than",
    "be over",
    "not exceed",
    "cannot exceed",
    "can't exceed",
    "never exceed",
    "exceed",
    "no more than",
    "no longer than",
    "not longer than",
    "less than",
    "shorter than",
    "<",
    "within",
    "limited to",
    "maximum of",
    "of single query",
    "of a single query",
    "跨度",
    "is",
    "be",
    "：",
    ":",
    "=",
    "不长于",
    "不多于",
    "不得长于",
    "限于",
    "上限为",
    "上限",
    "≤",
    "<=",
    "at most a",
    "no greater than",
    "no larger than",
    "limit is",
    "limit of",
    "最多查询",
    "最多可查询",
    "最多支持查询",
    "最多能查询",
    "最多可以查询",
    "最大支持",
    "最大支持查询",
    "最长支持",
];

/// Those of them that say no more than `is`, and need what they limit right before them.
pub(crate) const PLAIN: &[&str] = &["is", "be", "为", "：", ":", "="];

/// Words of limits that limit only where something is denied, as `be more than` does.
pub(crate) const COMPARED: &[&str] = &[
    "be more than",
    "be longer than",
    "be greater than",
    "be over",
    "not exceed",
    "cannot exceed",
    "can't exceed",
    "never exceed",
    "exceed",
    "no more than",
    "no longer than",
    "no greater than",
    "no larger than",
    "not longer than",
];

/// Those that limit only where nothing is denied.
pub(crate) const LESS: &[&str] = &["less than", "shorter than", "小于", "<"];

/// The part of such words in Chinese.
pub(crate) const EXCEED: &str = "超过";

/// Words that deny.
pub(crate) const NOT: &[&str] = &["not", "n't", "never", "no "];

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
];

/// Units of time in which spans and delays are.
pub(crate) const UNITS: &[&str] = &[
    "天", "小时", "月", "周", "星期", "day", "hour", "week", "month", "分钟", "年", "year", "日", "minute", "秒",
    "second",
];
