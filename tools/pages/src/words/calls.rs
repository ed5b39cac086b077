//! How pages say what an action is called, how, and where.

/// Words that the HTTP method follows.
pub(crate) const METHOD: &[&str] = &["请求方式", "请求方法", "http 方法", "request method", "http method", "method"];

/// What is in place of an action's name where a page shows how any action is called, in small letters. Any number of `x` is too.
pub(crate) const PLACEHOLDERS: &[&str] = &["action", "actionname", "youraction", "apiname", "interfacename"];

/// What may be between.
pub(crate) const IS: &[&str] = &["is", "为", "是"];

/// Parameters of every call that name the action and its version, and the headers that end so.
pub(crate) const ACTION: &str = "Action";
/// The same of the version.
pub(crate) const VERSION: &str = "Version";
/// The same of the region.
pub(crate) const REGION: &str = "Region";

/// Words before the one value that such a parameter has.
pub(crate) const STATED: &[&str] = &[
    "value used for this api",
    "the name of this api",
    "the version of this api",
    "本接口取值",
    "当前 api 的名称为",
    "当前 api的名称为",
    "当前api的名称为",
    "当前api 的名称为",
    "当前 api 的版本为",
    "当前 api的版本为",
    "当前api的版本为",
    "当前api 的版本为",
    "value of this interface",
    "このapiの値",
    "このapiで使用する値",
    "本apiの値",
    "このインターフェースの値",
    "要执行的操作，取值",
    "api 的版本，取值",
    "api的版本，取值",
];

/// Words before a list of values, which may be one of an action's own parameter.
pub(crate) const LISTED: &[&str] = &["possible values", "可选值"];

/// How the description of a parameter of every call starts, in these letters.
pub(crate) const COMMON: &[&str] =
    &["Common Param", "Common param", "Public param", "公共参数", "共通パラメータ", "パブリックパラメータ", "💡"];

/// Words that speak of the call, in the description of a parameter that is called as those of every call are.
pub(crate) const OF_THE_CALL: &[&str] =
    &["接口", "api", "action", "操作", "版本", "version", "公共", "common", "public"];

/// Words before the regions in which an action is.
pub(crate) const REGIONS: &[&str] = &[
    "this api only supports",
    "このapiは次のリージョンのみ",
    "このapiがサポートするのは",
    "本接口仅支持其中的",
    "仅支持其中的",
    "only supports",
];

/// How hosts of websites begin.
pub(crate) const WEBSITES: &[&str] = &["doc", "docs", "www", "console", "cloud", "api", "intl", "storage"];
/// The same, whatever follows.
pub(crate) const WEBSITE_FRONT: &str = "doc-";

/// Lines in which programs that take text out of HTML show an example, in these letters.
pub(crate) const CODE: &[&str] = &["JSON", "复制"];

/// Words that start a sentence, and are no names of fields, in these letters.
pub(crate) const NO_FIELDS: &[&str] = &["The", "A", "An", "This", "If"];

/// Words that begin a further line of a description, and are no names of fields where a type may be any word.
pub(crate) const NO_FIELDS_OF_NAMED_TYPES: &[&str] = &[
    "Note",
    "Notes",
    "The",
    "A",
    "An",
    "If",
    "When",
    "This",
    "It",
    "See",
    "For",
    "Only",
    "You",
    "Please",
    "Default",
    "Valid",
    "Value",
    "Array",
    "In",
    "By",
    "Currently",
    "Example",
];

/// A program that calls, its options for a method and those for a body.
pub(crate) const CURL: &str = "curl";
/// Its options for a method.
pub(crate) const CURL_METHOD: &[&str] = &["-X", "--request"];
/// Its options for a body.
pub(crate) const CURL_BODY: &[&str] = &["-d", "--data", "--data-raw", "--data-binary"];
