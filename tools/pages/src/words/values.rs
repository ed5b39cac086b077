//! How descriptions list the few values that something can have.

/// Words that values follow.
pub(crate) const CUES: &[&str] = &[
    "枚举值",
    "可选值",
    "可取值",
    "有效值",
    "合法值",
    "固定取值",
    "支持取值",
    "可取",
    "可选",
    "只能取",
    "仅可取",
    "只能为",
    "只能是",
    "取值",
    "值",
    "possible values",
    "valid values",
    "allowed values",
    "supported values",
    "valid value",
    "value",
    "values",
    "value can be",
    "values can be",
    "value is one of",
    "values are",
    "values is one of",
    "value are",
    "options",
    "enumeration",
    "enumerated values",
    "one of",
    "either",
];

/// One of them, which a range follows as well: it is what a cell of limits is understood behind.
pub(crate) const ALONE: &str = "取值：";

/// Words that as often say what can be done, or what a file can be: values follow them where no file is spoken of, or where
/// the values are in quotes.
pub(crate) const DOUBTFUL_CUES: &[&str] = &["支持", "can be"];

/// The last part of words for a default, for the most and for the least.
pub(crate) const VALUE: &str = "值";

/// Of the cues, those that as often precede parameters of which one is required.
pub(crate) const CHOICES: &[&str] = &["either", "one of"];

/// The one of them behind which a single value counts.
pub(crate) const FIXED: &str = "固定取值";

/// Words that begin a line of a description and are no values.
pub(crate) const NO_VALUES: &[&str] = &[
    "note", "notes", "default", "example", "unit", "format", "range", "type", "tip", "tips", "limit", "value", "values",
];

/// Words between those and the values.
pub(crate) const ARE: &[&str] = &["包括", "包含", "有", "为", "是", "如下", "are", "include", "is", "be"];

/// Words that say that an example follows.
pub(crate) const EXAMPLE: &[&str] = &["示例", "例如", "举例", "sample ", "example "];

/// Words between two values.
pub(crate) const BETWEEN: &[&str] = &["或者", "或", "和", "以及"];
/// The same in English.
pub(crate) const BETWEEN_ENGLISH: &[&str] = &["or", "and"];
/// The same behind a comma.
pub(crate) const BEHIND_A_COMMA: &[&str] = &["or", "and", "或", "和"];

/// Words between a number and its meaning.
pub(crate) const MEANS: &[&str] = &["表示", "代表", "时表示", "时代表", "mean", "means", "stand for", "stands for"];

/// Words before a list whose items are ways to do something.
pub(crate) const NO_LIST: &[&str] = &["方式：", "获取"];

/// What files and their kind are called, whose formats are no values of the parameter that names them.
pub(crate) const FILES: &[&str] = &[
    "图片",
    "文件",
    "视频",
    "音频",
    "图像",
    "头像",
    "封面",
    "水印",
    "素材",
    "格式",
    "file",
    "picture",
    "image",
    "video",
    "audio",
    "photo",
    "avatar",
    "cover",
    "watermark",
    "logo",
    "format",
    "url",
    "下载",
    "download",
];
