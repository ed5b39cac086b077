//! What headings are called.

use crate::{facts::Location, heading::Section};

/// Words of a heading as [`key`](crate::heading::key) makes it, and what they announce. The first that is found counts.
pub(crate) const WORDS: &[(&str, Section)] = &[
    ("入力例", Section::RequestExample),
    ("リクエスト例", Section::RequestExample),
    ("リクエストの例", Section::RequestExample),
    ("入力サンプル", Section::RequestExample),
    ("出力例", Section::ResponseExample),
    ("レスポンス例", Section::ResponseExample),
    ("レスポンスの例", Section::ResponseExample),
    ("出力サンプル", Section::ResponseExample),
    ("请求示例", Section::RequestExample),
    ("输入示例", Section::RequestExample),
    ("入参示例", Section::RequestExample),
    ("调用示例", Section::RequestExample),
    ("requestexample", Section::RequestExample),
    ("requestsample", Section::RequestExample),
    ("samplerequest", Section::RequestExample),
    ("examplerequest", Section::RequestExample),
    ("inputexample", Section::RequestExample),
    ("响应示例", Section::ResponseExample),
    ("返回示例", Section::ResponseExample),
    ("输出示例", Section::ResponseExample),
    ("出参示例", Section::ResponseExample),
    ("返回结果示例", Section::ResponseExample),
    ("responseexample", Section::ResponseExample),
    ("responsesample", Section::ResponseExample),
    ("sampleresponse", Section::ResponseExample),
    ("exampleresponse", Section::ResponseExample),
    ("outputexample", Section::ResponseExample),
    ("returnexample", Section::ResponseExample),
    ("示例代码", Section::Other),
    ("samplecode", Section::Other),
    ("examplecode", Section::Other),
    ("共通リクエストパラメータ", Section::Common),
    ("共通パラメータ", Section::Common),
    ("公共请求参数", Section::Common),
    ("公共参数", Section::Common),
    ("公共返回参数", Section::Common),
    ("公共响应参数", Section::Common),
    ("签名参数", Section::Common),
    ("signatureparam", Section::Common),
    ("commonrequest", Section::Common),
    ("commonparam", Section::Common),
    ("publicrequest", Section::Common),
    ("publicparam", Section::Common),
    ("请求参数", Section::Request),
    ("输入参数", Section::Request),
    ("请求体", Section::Request),
    ("请求字段", Section::Request),
    ("業務パラメータ", Section::Request),
    ("入力パラメータ", Section::Request),
    ("リクエストパラメータ", Section::Request),
    ("出力パラメータ", Section::Response),
    ("レスポンスパラメータ", Section::Response),
    ("エラーコード", Section::Codes),
    ("データ構造", Section::Types),
    ("データタイプ", Section::Types),
    ("api概要", Section::About),
    ("apiの説明", Section::About),
    ("インターフェースの説明", Section::About),
    ("业务参数", Section::Request),
    ("参数介绍", Section::Request),
    ("参数说明", Section::Request),
    ("入参", Section::Request),
    ("requestparam", Section::Request),
    ("inputparam", Section::Request),
    ("queryparam", Section::Request),
    ("bodyparam", Section::Request),
    ("requestbody", Section::Request),
    ("requestfield", Section::Request),
    ("返回参数", Section::Response),
    ("响应参数", Section::Response),
    ("输出参数", Section::Response),
    ("返回字段", Section::Response),
    ("返回结果", Section::Response),
    ("返回数据", Section::Response),
    ("返回值", Section::Response),
    ("响应体", Section::Response),
    ("出参", Section::Response),
    ("responseparam", Section::Response),
    ("outputparam", Section::Response),
    ("returnparam", Section::Response),
    ("responsebody", Section::Response),
    ("responsefield", Section::Response),
    ("returnvalue", Section::Response),
    ("错误码", Section::Codes),
    ("返回码", Section::Codes),
    ("状态码", Section::Codes),
    ("errorcode", Section::Codes),
    ("returncode", Section::Codes),
    ("statuscode", Section::Codes),
    ("数据结构", Section::Types),
    ("数据类型", Section::Types),
    ("datatype", Section::Types),
    ("datastructure", Section::Types),
    ("接口原型", Section::About),
    ("请求说明", Section::About),
    ("接口描述", Section::About),
];

/// Headings that mean something only when nothing else is in them.
pub(crate) const WHOLE: &[(&str, Section)] = &[
    ("query", Section::Request),
    ("body", Section::Request),
    ("header", Section::Request),
    ("headers", Section::Request),
    ("request", Section::Request),
    ("parameters", Section::Request),
    ("parameter", Section::Request),
    ("请求", Section::Request),
    ("参数", Section::Request),
    ("schema", Section::Response),
    ("response", Section::Response),
    ("responses", Section::Response),
    ("响应", Section::Response),
    ("返回", Section::Response),
    ("示例", Section::RequestExample),
    ("例", Section::RequestExample),
    ("サンプル", Section::RequestExample),
    ("example", Section::RequestExample),
    ("examples", Section::RequestExample),
    ("description", Section::About),
    ("apidescription", Section::About),
    ("描述", Section::About),
    ("简介", Section::About),
    ("overview", Section::About),
    ("使用说明", Section::About),
    ("接口行为", Section::About),
    ("注意事项", Section::About),
    ("接口说明", Section::About),
    ("restriction", Section::About),
    ("restrictions", Section::About),
    ("prototype", Section::About),
    ("apiprototype", Section::About),
    ("developerresources", Section::Other),
];

/// What may follow the words of a heading in a line that is nothing but a heading: `input param` goes on as `input parameters`.
pub(crate) const PLURALS: &[&str] = &["eters", "eter", "s"];

/// What may follow them besides.
pub(crate) const TAILS: &[&str] = &["说明", "列表"];

/// Lines that are no headings inside a table, where they are rather words of a sentence.
pub(crate) const DOUBTFUL: &[&str] = &["example", "examples", "示例", "description", "描述"];

/// Headings that say where the parameters below them go.
pub(crate) const LOCATIONS: &[(&str, Location)] = &[
    ("query", Location::Query),
    ("queryparameters", Location::Query),
    ("query参数", Location::Query),
    ("url参数", Location::Query),
    ("body", Location::Body),
    ("bodyparameters", Location::Body),
    ("body参数", Location::Body),
    ("requestbody", Location::Body),
    ("请求体", Location::Body),
    ("header", Location::Header),
    ("headers", Location::Header),
];

/// What follows the name of a type in its heading, in these letters. The first that fits is left out.
pub(crate) const AFTER_A_TYPE: &[&str] = &[
    "字段说明",
    "参数说明",
    "数据结构",
    "结构说明",
    "结构体",
    "结构",
    "参数",
    "字段",
    "属性列表",
    "参数列表",
    "字段列表",
    "属性",
    " attribute list",
    " attributes",
    " properties",
    "对象",
    " object",
    " parameters",
    " fields",
    "说明",
];

/// Words alone that are no names of types.
pub(crate) const NO_TYPES: &[&str] =
    &["Note", "Notes", "Notice", "Example", "SDK", "Tips", "Warning", "required", "OK"];

/// Sentences that say that a section has no parameters or fields, if they are all of it.
pub(crate) const NOTHING: &[&str] = &["无", "没有", "none", "null", "n/a"];

/// How a sentence starts that says so.
pub(crate) const NO: &[&str] = &["无", "没有"];
/// What may follow.
pub(crate) const OWN: &[&str] = &["特有", "其他", "需", "请求", "返回", "响应", "输入", "业务"];
/// What is between.
pub(crate) const OWN_OF: &str = "的";
/// What there is none of.
pub(crate) const PARAMETERS: &str = "参数";
/// The same in English, with one or two words before it.
pub(crate) const NO_ENGLISH: &str = "no";
/// What there is none of in English.
pub(crate) const PARAMETERS_ENGLISH: &[&str] = &["parameter", "field"];
/// Words that say so of the action.
pub(crate) const DOES_NOT: &[&str] = &["does not have", "does not require", "does not need", "does not return"];

/// Titles of asides that say no more than their tag does, in small letters.
pub(crate) const ASIDES: &[&str] = &[
    "说明",
    "注意",
    "提示",
    "警告",
    "备注",
    "重要",
    "note",
    "notes",
    "warning",
    "tip",
    "tips",
    "info",
    "caution",
    "notice",
    "important",
];

/// Words before the day of a page's last change, in these letters.
pub(crate) const UPDATED: &[&str] = &[
    "最近更新时间",
    "最后更新时间",
    "最后更新于",
    "最近更新",
    "最后更新",
    "更新时间",
    "更新于",
    "Last updated",
    "last_updated",
    "lastUpdated",
    "Updated on",
    "最終更新日",
    "最終更新日時",
    "更新日",
];

/// Marks between the numbers of a day.
pub(crate) const DAY_MARKS: [char; 5] = ['-', '/', '.', '年', '月'];
