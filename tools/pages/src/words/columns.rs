//! What columns of tables are called.

use crate::column::Column;
use crate::facts::Location;

/// Headers of columns as [`key`](crate::heading::key) makes them. A header is one of these as a whole, without what it has in
/// round brackets.
pub(crate) const HEADERS: &[(&str, Column)] = &[
    ("parametername", Column::Name),
    ("parameters", Column::Name),
    ("parameter", Column::Name),
    ("fieldname", Column::Name),
    ("field", Column::Name),
    ("member", Column::Name),
    ("attribute", Column::Name),
    ("property", Column::Name),
    ("name", Column::Name),
    ("key", Column::Name),
    ("パラメータ名", Column::Name),
    ("パラメーター名", Column::Name),
    ("パラメータ", Column::Name),
    ("フィールド名", Column::Name),
    ("名前", Column::Name),
    ("名称", Column::Name),
    ("タイプ", Column::Type),
    ("型", Column::Type),
    ("データ型", Column::Type),
    ("必須", Column::Required),
    ("必須かどうか", Column::Required),
    ("必須項目", Column::Required),
    ("デフォルト値", Column::Default),
    ("デフォルト", Column::Default),
    ("説明", Column::Description),
    ("記述", Column::Description),
    ("備考", Column::Description),
    ("値の範囲", Column::Limits),
    ("エラーコード", Column::Code),
    ("参数名称", Column::Name),
    ("参数名", Column::Name),
    ("参数", Column::Name),
    ("字段名称", Column::Name),
    ("字段名", Column::Name),
    ("字段", Column::Name),
    ("名称", Column::Name),
    ("属性", Column::Name),
    ("变量名", Column::Name),
    ("parametertype", Column::Type),
    ("datatype", Column::Type),
    ("type", Column::Type),
    ("参数类型", Column::Type),
    ("字段类型", Column::Type),
    ("数据类型", Column::Type),
    ("类型", Column::Type),
    ("required", Column::Required),
    ("isrequired", Column::Required),
    ("mandatory", Column::Required),
    ("requiredornot", Column::Required),
    ("required/optional", Column::Required),
    ("optional", Column::Required),
    ("是否必选", Column::Required),
    ("是否必填", Column::Required),
    ("是否必须", Column::Required),
    ("是否必需", Column::Required),
    ("是否必传", Column::Required),
    ("必选", Column::Required),
    ("必填", Column::Required),
    ("必须", Column::Required),
    ("必需", Column::Required),
    ("可选/必选", Column::Required),
    ("defaultvalue", Column::Default),
    ("default", Column::Default),
    ("默认值", Column::Default),
    ("默认", Column::Default),
    ("samplevalue", Column::Example),
    ("examplevalue", Column::Example),
    ("sample", Column::Example),
    ("example", Column::Example),
    ("示例值", Column::Example),
    ("示例", Column::Example),
    ("取值样例", Column::Example),
    ("description", Column::Description),
    ("explanation", Column::Description),
    ("meaning", Column::Description),
    ("remarks", Column::Description),
    ("remark", Column::Description),
    ("描述", Column::Description),
    ("说明", Column::Description),
    ("含义", Column::Description),
    ("备注", Column::Description),
    ("描述/解决方案", Column::Description),
    ("参数描述", Column::Description),
    ("参数说明", Column::Description),
    ("字段说明", Column::Description),
    ("取值范围", Column::Limits),
    ("valuerange", Column::Limits),
    ("range", Column::Limits),
    ("limit", Column::Limits),
    ("limits", Column::Limits),
    ("范围", Column::Limits),
    ("限制", Column::Limits),
    ("约束", Column::Limits),
    ("长度限制", Column::Limits),
    ("constraints", Column::Limits),
    ("errorcode", Column::Code),
    ("returncode", Column::Code),
    ("statuscode", Column::Code),
    ("code/subcode", Column::Code),
    ("subcode", Column::Code),
    ("code", Column::Code),
    ("错误码/子错误码", Column::Code),
    ("子错误码", Column::Code),
    ("错误码", Column::Code),
    ("返回码", Column::Code),
    ("状态码", Column::Code),
    ("message", Column::Message),
    ("errormessage", Column::Message),
    ("错误信息", Column::Message),
    ("httpstatuscode", Column::HttpStatus),
    ("httpstatus", Column::HttpStatus),
    ("http状态码", Column::HttpStatus),
    ("suggestedaction", Column::Advice),
    ("suggestedsolution", Column::Advice),
    ("suggestion", Column::Advice),
    ("solution", Column::Advice),
    ("possiblecauseandsolution", Column::Advice),
    ("处理建议", Column::Advice),
    ("解决方案", Column::Advice),
    ("value", Column::Value),
    ("枚举值", Column::Value),
    ("取值", Column::Value),
    ("参数位置", Column::Location),
];

/// What is between two words for one thing in a header, beside marks.
pub(crate) const OR: char = '或';

/// Words in further headers of columns with advice, which come in many forms.
pub(crate) const ADVICE: &[&str] = &["solution", "suggest", "handling", "advice", "recommend", "troubleshoot"];

/// Headers that mean an error code, but the HTTP status beside a column of error codes.
pub(crate) const STATUS: &[&str] = &["状态码", "statuscode"];

/// The header that is glued to another one in the same letters, and begins no second word of a name.
pub(crate) const GLUED: &str = "Description";

/// What a cell in a column of locations says, in small letters.
pub(crate) const LOCATIONS: &[(&str, Location)] =
    &[("query", Location::Query), ("url", Location::Query), ("body", Location::Body), ("header", Location::Header)];

/// What stands in a cell that is left empty.
pub(crate) const EMPTY: &[&str] = &["", "-", "--", "/", "无", "None", "N/A"];

/// Headers of the fields in a list without a header, and of those that components draw.
pub(crate) const NAME: &str = "name";
/// The same of types.
pub(crate) const TYPE: &str = "type";
/// The same of what is required.
pub(crate) const REQUIRED: &str = "required";
/// The same of defaults.
pub(crate) const DEFAULT: &str = "default";
/// The same of examples.
pub(crate) const EXAMPLE: &str = "example";
/// The same of descriptions.
pub(crate) const DESCRIPTION: &str = "description";

/// Headers of the column with the names of actions in a list of them, as [`key`](crate::heading::key) makes them.
pub(crate) const ACTIONS: &[&str] = &[
    "api",
    "apis",
    "apiname",
    "api名称",
    "action",
    "actions",
    "actionname",
    "operation",
    "endpoint",
    "interface",
    "interfacename",
    "接口",
    "接口名",
    "接口名称",
    "接口功能",
];
