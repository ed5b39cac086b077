//! What a column of a table holds.

use crate::heading::key;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The name of a parameter or a field.
    Name,
    Type,
    Required,
    Default,
    Example,
    Description,
    /// Limits, in a column of their own.
    Limits,
    /// An error code.
    Code,
    /// An error's message, or a code's name.
    Message,
    HttpStatus,
    Advice,
    /// A value of an enumeration.
    Value,
    /// Query, body or header.
    Place,
    Other,
}

/// Headers of columns as [`key`] makes them.
const HEADERS: [(&str, Column); 88] = [
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
    ("constraints", Column::Limits),
    ("errorcode", Column::Code),
    ("returncode", Column::Code),
    ("statuscode", Column::Code),
    ("code", Column::Code),
    ("错误码", Column::Code),
    ("返回码", Column::Code),
    ("状态码", Column::Code),
    ("message", Column::Message),
    ("errormessage", Column::Message),
    ("错误信息", Column::Message),
    ("httpstatuscode", Column::HttpStatus),
    ("httpstatus", Column::HttpStatus),
    ("http状态码", Column::HttpStatus),
    ("处理建议", Column::Advice),
    ("解决方案", Column::Advice),
    ("value", Column::Value),
    ("枚举值", Column::Value),
    ("取值", Column::Value),
    ("参数位置", Column::Place),
];

/// Further headers of columns with advice, which come in many words.
const ADVICE: [&str; 6] = ["solution", "suggest", "handling", "advice", "recommend", "troubleshoot"];

/// What a header says that its column holds.
pub(crate) fn column(header: &str) -> Column {
    let key = key(header);
    let bare = key.split(['（', '(']).next().unwrap_or_default();
    let known = HEADERS.iter().find(|(word, _)| *word == bare);
    known.map_or_else(
        || if ADVICE.iter().any(|word| bare.contains(word)) { Column::Advice } else { Column::Other },
        |(_, column)| *column,
    )
}

/// The columns of a line that holds nothing but headers, with blanks, tabs or bars between them or nothing at all:
/// each with where it starts and ends.
pub(crate) fn columns_of(line: &str) -> Option<Vec<(Column, usize, usize)>> {
    let mut found: Vec<(Column, usize, usize)> = Vec::new();
    let mut at = line.len() - line.trim_start_matches([' ', '\t', '|']).len();
    while at < line.len() {
        let rest = &line[at..];
        let (length, column) = longest(rest)?;
        if found.iter().any(|(other, ..)| *other == column) {
            return None;
        }
        found.push((column, at, at + length));
        at += length;
        at += line[at..].len() - line[at..].trim_start_matches([' ', '\t', '|', '\u{a0}', '\u{3000}']).len();
    }
    let has = |wanted| found.iter().any(|(column, ..)| *column == wanted);
    let fields = has(Column::Name) && (has(Column::Type) || has(Column::Description));
    let codes = has(Column::Code) && found.len() > 1;
    (fields || codes).then_some(found)
}

/// The longest header that `rest` starts with, blanks inside allowed.
fn longest(rest: &str) -> Option<(usize, Column)> {
    let mut best = None;
    for (end, _) in rest.char_indices().skip(1).take(24).chain(std::iter::once((rest.len(), ' '))) {
        let part = &rest[..end];
        if part.contains(['|', '\t']) || part.ends_with(' ') {
            continue;
        }
        let key = key(part);
        if let Some((_, column)) = HEADERS.iter().find(|(word, _)| *word == key) {
            best = Some((end, *column));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_with_blanks_bars_or_nothing_between() {
        let wanted = [Column::Name, Column::Required, Column::Type, Column::Description];
        for line in [
            "Parameter Name Required Type Description",
            "Parameter NameRequiredTypeDescription",
            "Parameter Name | Required | Type | Description |",
            "参数名称\t必选\t类型\t描述",
            "参数名称必选类型描述",
        ] {
            let found: Vec<Column> = columns_of(line).expect(line).into_iter().map(|(column, ..)| column).collect();
            assert_eq!(found, wanted, "{line}");
        }
        assert!(columns_of("Parameter error.").is_none());
        assert!(columns_of("类型").is_none());
        assert!(columns_of("Error Code Description").is_some());
    }
}
