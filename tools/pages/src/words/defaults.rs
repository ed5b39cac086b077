//! How descriptions state defaults, examples, and what may be missing.

/// Words for a default, in Chinese.
pub(crate) const DEFAULT: &[&str] =
    &["默认", "默认值", "默认取值", "缺省", "缺省值", "デフォルト", "デフォルト値", "既定値"];
/// The same in English.
pub(crate) const DEFAULT_ENGLISH: &[&str] = &["default", "defaults", "default value"];
/// Words between those and the value.
pub(crate) const IS: &[&str] = &["为", "是", "：", ":", "=", "设为", "等于", "取", "第", "值为", "は"];
/// The same in English, as words.
pub(crate) const IS_ENGLISH: &[&str] = &["is", "are", "to", "of"];
/// The same behind those.
pub(crate) const SET_TO: &str = "set to";
/// Words behind a default.
pub(crate) const BY_DEFAULT: &str = "by default";

/// Words that something is left out, in Chinese.
pub(crate) const OMITTED: &[&str] = &["不填", "不传", "不设置", "未设置", "未填", "未传", "不指定", "未指定", "留空"];
/// What may end such a clause.
pub(crate) const OMITTED_END: &[&str] = &["时", "的话", "该参数", "此参数", "时，", "，"];
/// The same in English, behind a word for a case.
pub(crate) const OMITTED_ENGLISH: &[&str] = &[
    "omitted",
    "not set",
    "unset",
    "not specified",
    "unspecified",
    "not given",
    "not provided",
    "not passed",
    "not configured",
    "left empty",
    "left blank",
];
/// Words between those and the value that is taken then.
pub(crate) const THEN: &[&str] = &[
    "则为",
    "则取",
    "则按",
    "则视为",
    "则等于",
    "按",
    "按照",
    "取",
    "取值为",
    "视为",
    "等同于",
    "the value is",
    "the system uses",
    "the server uses",
    "it is treated as",
    "is treated as",
    "it is set to",
    "it is",
    "it defaults to",
];
/// Words behind such a value.
pub(crate) const USED: &[&str] = &["is used", "is taken", "is assumed", "will be used", "applies"];

/// Words in round brackets behind a default.
pub(crate) const IN_BRACKETS: &[&str] =
    &["默认", "默认值", "default", "default value", "缺省", "デフォルト", "デフォルト値", "既定値"];
/// How values in round brackets begin behind words for a default.
pub(crate) const BOOLEANS_IN_BRACKETS: &[&str] = &["（true", "(true", "（false", "(false"];
/// Words in a sentence of the meaning of a default.
pub(crate) const IN_MEANINGS: &[&str] =
    &["默认值", "（默认）", "(默认)", "(default)", "（default）", "default value", "（デフォルト）", "(デフォルト)"];
/// Words between a value and its meaning.
pub(crate) const MEANS: &str = "表示";

/// Words that follow a default and are no value.
pub(crate) const NO_VALUES: &[&str] = &[
    "value", "values", "is", "the", "a", "an", "to", "this", "it", "in", "no", "empty", "null", "none", "and", "or",
    "mode", "will", "be", "of", "for", "not", "maximum", "minimum",
];

/// What may follow a default that is a word.
pub(crate) const BEHIND: &[&str] = &["格式", "模式", "类型", "です"];

/// Words that an example follows.
pub(crate) const EXAMPLE: &[&str] =
    &["示例值", "示例", "例如", "比如", "such as", "e.g.,", "e.g.", "for example,", "for example", "sample value"];

/// Words between two examples in English.
pub(crate) const OR: &[&str] = &[" or ", " and "];

/// How a list of fields states a default, in these letters.
pub(crate) const IN_LISTS: &[&str] = &["默认值", "默认", "Default value", "Default"];

/// How a list of fields states an example, in these letters.
pub(crate) const EXAMPLES_IN_LISTS: &[&str] = &["示例值", "示例", "Example value", "Example", "Sample value"];

/// Words that say that a field may be null or empty.
pub(crate) const NULL: &[&str] = &[
    "may return null",
    "null means",
    "null indicates",
    "may be null",
    "can be null",
    "可能返回 null",
    "可能返回null",
    "返回为空",
    "可能为空",
    "为 null",
    "return empty",
    "return an empty",
    "returns empty",
    "returns an empty",
    "may be empty",
    "取不到有效值",
    "nullを返す",
    "null を返す",
    "nullが返され",
    "null が返され",
];

/// Words that say that a list is one text, behind its separator.
pub(crate) const SEPARATED: &[&str] = &["隔开", "分隔", "分割"];
/// Words before such a separator.
pub(crate) const WITH: &[&str] = &["用", "以", "使用"];
/// What may be between.
pub(crate) const OF_WHICH_WIDTH: &[&str] = &["英文", "半角"];
/// The same in English.
pub(crate) const SEPARATED_BY: &[&str] = &["separated by", "separated with"];
/// An article.
pub(crate) const ARTICLES: &[&str] = &["a ", "an "];
/// The same as one word.
pub(crate) const COMMA_SEPARATED: &str = "comma-separated";
/// Separators by their names.
pub(crate) const SEPARATORS: &[(&str, &str)] = &[
    ("逗号", ","),
    ("分号", ";"),
    ("竖线", "|"),
    (",", ","),
    (";", ";"),
    ("|", "|"),
    ("，", ","),
    ("comma", ","),
    ("commas", ","),
    ("semicolon", ";"),
    ("semicolons", ";"),
];

/// Words for a text that holds JSON.
pub(crate) const JSON: &str = "json";
