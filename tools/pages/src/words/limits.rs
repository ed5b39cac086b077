//! How sentences limit numbers and lengths.

/// What is between the two ends of a range. A hyphen and its like are known too.
pub(crate) const TO: &[&str] =
    &["-", "–", "—", "~", "～", "〜", "から", "到", "至", "to", "through", "and", "和", "与", ".."];

/// What is between the ends of a range that stands alone.
pub(crate) const TO_ALONE: &[&str] = &["to", "through", "~", "～", "至", "到"];

/// Of these, those that two values have between them as often.
pub(crate) const AND: &[&str] = &["and", "和", "与"];

/// Of these, those that are between two ends of a range wherever a number is expected.
pub(crate) const TO_IN_A_CLAUSE: &[&str] = &["-", "–", "—", "~", "～", "〜", "到", "至", "to", "through"];

/// Words behind a range that say of which numbers it is.
pub(crate) const WHOLE: &[&str] = &["的整数", "之间的整数", "的正整数", "之间", "(inclusive)", "（含）", "inclusive"];

/// Words between a number and another one that is the limit of other letters: `20 个汉字或 60 个字符`.
pub(crate) const ALTERNATIVES: &[&str] = &["或者", "或", " or "];

/// Words behind a number that make it the most.
pub(crate) const INSIDE: &[&str] = &["以内", "之内", "以下", "まで"];

/// Words that say that several numbers belong to several things, one each.
pub(crate) const RESPECTIVELY: &[&str] = &["分别", "依次为", "各自", "respectively"];

/// Words that a range follows.
pub(crate) const RANGES: &[&str] = &[
    "array length",
    "list length",
    "数组长度",
    "値の範囲",
    "有効値",
    "value range",
    "range",
    "取值范围",
    "范围",
    "length",
    "长度",
    "个数",
    "数量",
    "取值",
    "value",
    "values",
    "valid value",
    "valid values",
];

/// Of these, those that two values follow as often; the other ones make a range of two numbers.
pub(crate) const CERTAIN: &[&str] = &["between", "from", "range", "length", "范围", "长度", "个数", "数量", "在"];

/// Of all words for limits, those that nothing else is said with, in Chinese.
pub(crate) const CERTAIN_IN_CHINESE: &[&str] =
    &["不超过", "不得超过", "不能超过", "不可超过", "取值范围", "不得小于", "不能小于", "不得大于", "不能大于"];
/// The same in English.
pub(crate) const CERTAIN_IN_ENGLISH: &[&str] =
    &["no more than", "not more than", "no less than", "value range", "valid range", "must be between"];

/// Words between those and a range.
pub(crate) const LIMIT: &[&str] = &["limit", "limited"];
/// The same, which say that something must be so.
pub(crate) const MUST: &[&str] = &["限制", "应", "需", "必须", "须"];
/// The same, which say that something is so.
pub(crate) const IS: &[&str] = &["is", "are", "of", "to", "为", "是", "在"];
/// The same, before two ends.
pub(crate) const BETWEEN: &[&str] = &["between", "from"];
/// The same in all languages.
pub(crate) const FROM: &[&str] = &["between", "from", "介于", "从", "在"];
/// What follows two ends.
pub(crate) const WITHIN: &str = "之间";

/// Words that deny that something is less, and then that it is more.
pub(crate) const NOT_BELOW: &[&str] = &[
    "cannot be smaller than",
    "cannot be less than",
    "cannot be lower than",
    "can't be smaller than",
    "can't be less than",
    "can't be lower than",
    "must not be smaller than",
    "must not be less than",
    "must not be lower than",
    "should not be smaller than",
    "should not be less than",
    "should not be lower than",
    "不能小于",
    "不得小于",
    "不可小于",
    "不能低于",
    "不得低于",
    "不可低于",
];
/// What is between the two.
pub(crate) const NOR: &[&str] = &["or", "and", "，", "、", "或", "或者", "且", "和"];
/// What is denied second.
pub(crate) const ABOVE: &[&str] = &["larger than", "greater than", "more than", "higher than", "大于", "高于", "超过"];

/// Words that deny.
pub(crate) const NOT: &[&str] = &[
    "不",
    "不得",
    "不能",
    "不可",
    "不可以",
    "不应",
    "不应该",
    "不允许",
    "不要",
    "no ",
    "not be ",
    "not ",
    "cannot be ",
    "cannot ",
    "can't be ",
    "can't ",
    "never ",
];
/// Words for less than a number.
pub(crate) const LESS: &[&str] =
    &["小于", "低于", "少于", "短于", "less than", "smaller than", "lower than", "fewer than", "shorter than", "<"];
/// Words for more than a number.
pub(crate) const MORE: &[&str] = &["大于", "高于", "多于", "长于", "greater than", "larger than", ">"];
/// Words for more than a number that say when something happens, and limit nothing unless they are denied.
pub(crate) const BEYOND: &[&str] =
    &["超过", "超出", "more than", "higher than", "longer than", "exceed", "exceeds", "exceeding"];
/// The same where no letter follows.
pub(crate) const OVER: &str = "over";
/// Words that include the number itself.
pub(crate) const OR_EQUAL: &[&str] = &["等于", "或等于", "or equal to", "="];

/// Words for the most in Chinese, with a few other words behind them.
pub(crate) const MOST: &[&str] = &["最大", "最多", "最长", "最高", "至多", "上限"];
/// Words for the most, right before it.
pub(crate) const AT_MOST: &[&str] = &[
    "长度为",
    "长度限制为",
    "长度限制",
    "长度应为",
    "长度应该为",
    "长度应限制为",
    "up to",
    "at most",
    "limited to",
    "limit is",
    "limit of",
    "limit:",
    "≤",
];
/// The most as a noun.
pub(crate) const MAXIMUM: &[&str] = &["max", "max.", "maximum"];
/// Words for the least in Chinese, with a few other words behind them.
pub(crate) const LEAST: &[&str] = &["最小", "最少", "至少", "最短", "最低", "下限"];
/// Words for the least, right before it.
pub(crate) const AT_LEAST: &[&str] = &["at least", "≥"];
/// The least as a noun.
pub(crate) const MINIMUM: &[&str] = &["min", "min.", "minimum"];
/// What is the most or the least.
pub(crate) const OF: &[&str] = &["of", "value", "length", "number", "size", "limit"];
/// What it is the most or the least of, before a few other words.
pub(crate) const OF_EACH: &str = "of (?:each|every|the|a|an|one)";
/// The same of items that are counted.
pub(crate) const OF_ITEMS: &str = "of";
/// What is said of it.
pub(crate) const SUPPORTED: &[&str] = &["supported", "allowed"];
/// Words between it and its number.
pub(crate) const IS_NUMBER: &[&str] = &["为", "是", "：", ":"];
/// The same in English.
pub(crate) const IS_ENGLISH: &[&str] = &["is", "are"];

/// Words before a list of values, which is no range even if it has two.
pub(crate) const VALUES: &[&str] = &["possible values", "可选值", "可取值", "枚举值", "allowed values"];

/// Words that make two numbers in round brackets a range.
pub(crate) const IN_BRACKETS: &[&str] = &["范围", "取值", "range", "value", "长度", "length", "between"];

/// Words before a range of values, which in a list of numbers is one of each item.
pub(crate) const OF_VALUES: &[&str] = &["取值", "值范围", "value range", "values", "each", "每个", "valid value"];
/// Words before a range that say that items are counted all the same.
pub(crate) const OF_COUNTS: &[&str] = &["长度", "数量", "个数", "length", "number of", "size"];

/// Words behind a number that has a meaning of its own.
pub(crate) const MEANS: &[&str] = &[
    "表示",
    "代表",
    "为不",
    "则不",
    "means",
    "mean",
    "stands for",
    "disables",
    "indicates",
    "is unlimited",
    "is for",
    "为",
    "is",
    "for",
    "to disable",
];
/// Words between a number and a range beside it.
pub(crate) const BESIDE: &[&str] = &["、", "，", ",", "或者", "或", "和", "or", "and"];

/// Sentences that say that a list must have items.
pub(crate) const NO_EMPTY_LIST: &[&str] = &[
    "不允许传空数组",
    "不能传空数组",
    "不可传空数组",
    "不支持传空数组",
    "不能为空数组",
    "不允许为空数组",
    "must not be an empty array",
    "cannot be an empty array",
    "an empty array is not allowed",
];

/// Words that make a limit a piece of advice.
pub(crate) const ADVICE: &[&str] = &["建议", "推荐", "recommend", "suggest"];

/// Words for the length of a list.
pub(crate) const ITEMS: &[&str] = &["array length", "list length", "数组"];
/// Words for a length.
pub(crate) const LENGTH: &[&str] = &["length", "长度"];
/// Words for bytes.
pub(crate) const BYTES: &[&str] = &["字节", "byte"];
/// Words for the value of a number.
pub(crate) const VALUE: &str = "取值";

/// What is as large as no text is, but as files that a text names are.
pub(crate) const FILES: &[&str] =
    &["图片", "文件", "视频", "音频", "图像", "file", "picture", "image", "video", "audio", "photo", "stream"];

/// Words that say that what is counted is the parameter itself.
pub(crate) const COUNTS: &[&str] = &["数量", "每页", "page", "the number", "records"];
/// What says so behind what is counted, in Chinese.
pub(crate) const COUNT: &str = "数";
/// What says so before what is counted, in English.
pub(crate) const NUMBER_OF: &str = "number of ";

/// Words before the name of a parameter that takes the place of another one.
pub(crate) const USE: &[&str] = &["use", "use the", "使用", "改用", "请用"];
/// Words between the name of a parameter and its limit, in small letters.
pub(crate) const BEHIND_A_NAME: &[&str] = &[
    "which", "whose", "that", "is", "are", "be", "must", "should", "can", "may", "has", "的", "其", "值", "长度", "为",
    "应", "需", "必须",
];
