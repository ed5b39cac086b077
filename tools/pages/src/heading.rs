//! What a heading announces.

/// The part of a page that a heading starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// What the action is for, how it is called, what to mind.
    About,
    /// What is asked.
    Request,
    /// What is asked with every call.
    Common,
    /// What is answered.
    Response,
    /// Types of objects.
    Types,
    /// Error codes.
    Codes,
    /// An exchange: what is sent, or both.
    RequestExample,
    /// An exchange: what comes back.
    ResponseExample,
    /// Anything else.
    Other,
}

/// Words of a heading, in small letters and without blanks, and what they announce. The first that is found counts.
const WORDS: [(&str, Section); 73] = [
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
    ("公共请求参数", Section::Common),
    ("公共参数", Section::Common),
    ("公共返回参数", Section::Common),
    ("公共响应参数", Section::Common),
    ("commonrequest", Section::Common),
    ("commonparam", Section::Common),
    ("publicrequest", Section::Common),
    ("publicparam", Section::Common),
    ("请求参数", Section::Request),
    ("输入参数", Section::Request),
    ("请求体", Section::Request),
    ("请求字段", Section::Request),
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
const WHOLE: [(&str, Section); 31] = [
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

/// What a heading announces. `None` for a heading of which nothing is known.
pub(crate) fn section(heading: &str) -> Option<Section> {
    if is_camel(heading.trim()) {
        return line(heading);
    }
    let key = key(heading);
    let whole = WHOLE.iter().find(|(word, _)| *word == key);
    whole.or_else(|| WORDS.iter().find(|(word, _)| key.contains(word))).map(|(_, section)| *section)
}

/// The same for a line of plain text, which must be nothing but the heading.
pub(crate) fn line(line: &str) -> Option<Section> {
    let key = key(line);
    let whole = WHOLE.iter().chain(&WORDS).find(|(word, _)| {
        let rest =
            key.strip_prefix(word).map(|rest| rest.trim_start_matches("eters").trim_start_matches(['s', '：', ':']));
        rest.is_some_and(|rest| matches!(rest, "" | "eter" | "说明" | "列表"))
    });
    whole.map(|(_, section)| *section)
}

/// Whether it is a name such as `CommonMixInputParam`, which may have words of a heading in it.
pub(crate) fn is_camel(heading: &str) -> bool {
    let humps = heading
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    humps > 0 && heading.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

/// In small letters, without its number, blanks and marks.
pub(crate) fn key(heading: &str) -> String {
    let bare = heading.trim().trim_start_matches(['#', ' ']);
    let number = bare.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number = number.strip_prefix(['、', '．', ')', '）']).unwrap_or(number);
    let bare = if number.is_empty() { bare } else { number };
    bare.chars().filter(|letter| !is_left_out(*letter)).flat_map(char::to_lowercase).collect()
}

/// Whether [`key`] has no use for a letter.
pub(crate) fn is_left_out(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '*' | '`' | '_' | '-' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_three_vendors() {
        for (heading, meant) in [
            ("2. Input Parameters", Section::Request),
            ("3 请求参数", Section::Request),
            ("全量请求参数", Section::Request),
            ("Output Parameters", Section::Response),
            ("响应参数", Section::Response),
            ("6. Error Code", Section::Codes),
            ("返回码", Section::Codes),
            ("请求示例", Section::RequestExample),
            ("Body", Section::Request),
            ("公共请求参数", Section::Common),
        ] {
            assert_eq!(section(heading), Some(meant), "{heading}");
        }
        assert_eq!(section("SDK"), None);
        assert_eq!(section("CommonMixInputParam"), None);
        assert_eq!(section("RequestParameters"), Some(Section::Request));
    }

    #[test]
    fn lines_are_headings_only_when_nothing_else_stands_there() {
        assert_eq!(line("2. Input Parameters"), Some(Section::Request));
        assert_eq!(line("6. Error Code"), Some(Section::Codes));
        assert_eq!(line("The request parameters are signed."), None);
        assert_eq!(line("请求参数"), Some(Section::Request));
    }
}
