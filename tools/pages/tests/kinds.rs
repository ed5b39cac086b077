//! Small pages that stand for kinds of oddities, each in the forms in which it comes.

mod common;

use rtc_pages::{Facts, Field};
use std::fmt::Write as _;

/// What a test looks at, in a few words: names, types, marks and remarks of one page.
fn read(page: &str) -> String {
    common::read(page).map_or_else(|error| error.to_string(), |facts| summary(&facts))
}

fn summary(facts: &Facts) -> String {
    let mut text = facts.action.as_ref().map_or("types".to_owned(), |action| action.value.clone());
    for (title, fields) in [("request", &facts.request), ("response", &facts.response)] {
        if !fields.is_empty() {
            let _ = write!(text, " {title}({})", list(fields));
        }
    }
    for record in &facts.types {
        let _ = write!(text, " {}({})", record.name.value, list(&record.fields));
    }
    let codes: Vec<&str> = facts.codes.iter().map(|code| code.code.value.as_str()).collect();
    if !codes.is_empty() {
        let _ = write!(text, " codes({})", codes.join(" "));
    }
    for quota in &facts.quotas {
        let scope = quota.value.scope.as_ref().map_or(String::new(), |scope| format!(" {scope}"));
        let _ = write!(text, " {}/{}s{scope}", quota.value.calls, quota.value.seconds);
    }
    for (name, span) in [("span", &facts.window.span), ("back", &facts.window.back), ("lag", &facts.window.lag)] {
        if let Some(span) = span {
            let _ = write!(text, " {name}={}", span.value);
        }
    }
    if let Some(answer) = &facts.answer {
        let _ = write!(text, " answer={}", answer.value.as_str());
    }
    if !facts.examples.is_empty() {
        let _ = write!(text, " examples={}", facts.examples.len());
    }
    for message in &facts.unclear {
        let _ = write!(text, "; {}", message.value);
    }
    text
}

fn list(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let kind = field.kind.as_ref().map_or("?".to_owned(), |kind| kind.value.word.to_string());
        let mut text = format!("{}:{kind}", field.name.value);
        match field.required.as_ref().map(|required| required.value.always) {
            Some(Some(true)) => text.push('!'),
            Some(Some(false)) | None => {}
            Some(None) => text.push('?'),
        }
        for limit in &field.limits {
            let end = |bound: &Option<rtc_pages::Bound>| bound.as_ref().map_or(String::new(), |end| end.number.clone());
            let _ = write!(text, " {:?}={}..{}", limit.value.of, end(&limit.value.least), end(&limit.value.most));
        }
        if let Some(default) = &field.default {
            let _ = write!(text, " default={}", default.value);
        }
        if let Some(example) = &field.example {
            let _ = write!(text, " example={}", example.value);
        }
        let values: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
        if !values.is_empty() {
            let _ = write!(text, " values={}", values.join("|"));
        }
        if !field.fields.is_empty() {
            let _ = write!(text, "({})", list(&field.fields));
        }
        text
    };
    fields.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Compares all pages, and shows all that differ at once.
fn check(table: &[(&str, String, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(name, page, wanted)| (name, page, wanted, read(page)))
        .filter(|(_, _, wanted, found)| *wanted != found)
        .map(|(name, page, wanted, found)| format!("{name}\n  wanted: {wanted}\n  found:  {found}\n{page}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), table.len(), wrong.join("\n\n"));
}

/// A ZEGO page in Markdown with these lines above its tables, rows of its request, and more behind it.
fn zego(head: &str, rows: &str, tail: &str) -> String {
    format!(
        "# Paint a wall\n\n- Request method: GET\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n{head}\n\
         ## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n{rows}\n{tail}"
    )
}

/// A Tencent page in text with these lines above its tables, rows of its request, and more behind it.
fn tencent(head: &str, rows: &str, tail: &str) -> String {
    format!(
        "PaintWall\n\n1. API Description\n\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n\n{head}\n\n\
         2. Input Parameters\n\nParameter Name Required Type Description\n\
         Action Yes String Common Params. The value used for this API: PaintWall.\n{rows}\n\n\
         3. Output Parameters\n\nParameter Name Type Description\nRequestId String The call.\n{tail}"
    )
}

/// A page of ZEGO's components with these parameters in its query and its body.
fn mdx(head: &str, query: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"PaintWall\"\n---\n\n<h1 className={{\"openapi__heading\"}}>PaintWall</h1>\n\n\
         <MethodEndpoint method={{\"post\"}} path={{\"/\"}}></MethodEndpoint>\n\n{head}\n\n## Request\n\
         <details><summary><h3>Query Parameters</h3></summary><div><ul>\
         <ParamsItem param={{{{\"name\":\"Action\",\"in\":\"query\",\"description\":\"> https://rtc-api.zego.im/?Action=PaintWall\\n\",\"required\":true,\"schema\":{{\"type\":\"string\",\"enum\":[\"PaintWall\"]}}}}}}></ParamsItem>{query}</ul></div></details>\n\
         <MimeTabs><TabItem><details><summary><h3>Body</h3></summary><ul>{body}</ul></details></TabItem></MimeTabs>\n"
    )
}

const WALL: &str = "| WallId | String | Yes | The wall. |";

#[test]
fn types_whose_names_are_words_of_headings() {
    let table = "| Name | Type | Description |\n| --- | --- | --- |\n| Hue | String | It. |\n";
    let nested = format!(
        "# Data Types\n\n## WallInfo\n\nUsed by actions: PaintWall, on trtc.tencentcloudapi.com.\n\n{table}\n## ResponseParams\n\nUsed by actions: PaintWall.\n\n{table}"
    );
    let beside = nested.replace("# Data Types", "## Data Types");
    let html = "<h1>Data Types</h1><p>trtc.tencentcloudapi.com</p><h2>WallInfo</h2><table><tr><th>Name</th><th>Type</th></tr><tr><td>Hue</td><td>String</td></tr></table><h2>ErrorCodeInfo</h2><table><tr><th>Name</th><th>Type</th></tr><tr><td>Hue</td><td>String</td></tr></table>";
    let text = "Data Types\n\ntrtc.tencentcloudapi.com\n\nWallInfo\n\nA wall.\n\nName Type Description\nHue String It.\n\nOutputParams\n\nUsed by actions: PaintWall.\n\nName Type Description\nHue String It.\n\nRequestBody\n\nName Type Description\nHue String It.\n";
    check(&[
        ("nested headings", nested, "types WallInfo(Hue:string) ResponseParams(Hue:string)"),
        ("headings of one level", beside, "types WallInfo(Hue:string) ResponseParams(Hue:string)"),
        ("HTML", html.to_owned(), "types WallInfo(Hue:string) ErrorCodeInfo(Hue:string)"),
        ("text", text.to_owned(), "types WallInfo(Hue:string) OutputParams(Hue:string) RequestBody(Hue:string)"),
    ]);
}

#[test]
fn fields_below_a_text_or_a_number_are_next_to_it() {
    let answer = "## Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Data | Object | It. |\n| └ Next | Int64 | Next. |\n| └└ Walls | Array of Object | Them. |\n| └└└ Hue | String | Its colour. |\n";
    let json = "| Look | String | No | How it looks, as JSON. |\n| └ Hue | String | No | Its colour. |";
    let body = "<SchemaItem collapsible={false} name={\"Kind\"} required={true} schemaName={\"string\"} schema={{\"type\":\"string\"}}></SchemaItem>";
    check(&[
        (
            "Markdown",
            zego("", WALL, answer),
            "PaintWall request(WallId:string!) response(Data:object(Next:i64 Walls:[object](Hue:string))); `Walls` is in `Next`, a `i64`, which has no fields: it was read as next to it",
        ),
        (
            "a text that holds JSON",
            zego("", json, ""),
            "PaintWall request(Look:string(Hue:string)); `Look` is a text that holds JSON: its fields are in no spec",
        ),
        ("components", mdx("", "", body), "PaintWall request(Kind:string!)"),
    ]);
}

#[test]
fn tables_of_codes_with_two_words_for_the_code() {
    for header in
        ["Code / SubCode", "Code/SubCode", "SubCode", "Error code / Sub-code", "错误码/子错误码", "返回码 / 错误码"]
    {
        let codes = format!(
            "## Return codes\n\n| {header} | Description | Suggested solution |\n|---|---|---|\n| 700001 | Wet. | Wait. |\n| 700002 | Gone. | - |\n"
        );
        check(&[(header, zego("", WALL, &codes), "PaintWall request(WallId:string!) codes(700001 700002)")]);
    }
    let text = tencent(
        "",
        "WallId Yes String The wall.",
        "\n6. Error Code\n\nCode / SubCode | Description |\nFailedOperation.Wet | Wet. |\n",
    );
    check(&[("text", text, "PaintWall request(WallId:string!) response(RequestId:string) codes(FailedOperation.Wet)")]);
}

#[test]
fn examples_behind_tables_with_bars_in_text() {
    let page = |table: &str| {
        format!(
            "PaintWall\n\n1. API Description\n\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n\n2. Input Parameters\n\n{table}\n\n\
             3. Example\n\nExample1 Painting\n\nInput Example\n\nPOST / HTTP/1.1\nHost: trtc.intl.tencentcloudapi.com\nX-TC-Action: PaintWall\n\n{{\n    \"WallId\": \"w\"\n}}\n\n\
             Output Example\n\n{{\n    \"Response\": {{\n        \"RequestId\": \"r\"\n    }}\n}}\n"
        )
    };
    let open = "Parameter Name | Required | Type | Description |\n---|---|---|---|\nAction | Yes | String | Common Params. The value used for this API: PaintWall. |\nWallId | Yes | String | The `wall`. |\nLook | No | [Look](#Look) | A **look**. |";
    let closed = open.lines().map(|line| format!("| {line}")).collect::<Vec<_>>().join("\n");
    let wanted = "PaintWall request(WallId:string! Look:Look) examples=2";
    check(&[("open", page(open), wanted), ("closed", page(&closed), wanted)]);
}

#[test]
fn defaults_with_other_words_around_them() {
    let page = |sentence: &str| zego("", &format!("| Size | Int | No | {sentence} |"), "");
    let text = |sentence: &str| zego("", &format!("| Size | String | No | {sentence} |"), "");
    let none = "PaintWall request(Size:i32)";
    check(&[
        ("the default maximum", page("The default maximum of walls."), none),
        ("default values", page("If it is missing, default values are used for all of them."), none),
        ("to the", page("Defaults to the size of the wall."), none),
        ("by default", page("By default, the painter chooses it."), none),
        ("off by default", text("It is off by default."), "PaintWall request(Size:string)"),
        ("in Chinese", text("不填时使用默认值为 WALL 选出的值。"), "PaintWall request(Size:string)"),
        ("a number", page("The default is 7 walls."), "PaintWall request(Size:i32 default=7)"),
        ("a word", text("Defaults to matt."), "PaintWall request(Size:string default=matt)"),
        ("no example", page("How long, for example when painting later."), none),
    ]);
}

#[test]
fn rates_of_all_sorts() {
    let wall = "PaintWall request(WallId:string!)";
    let on = |head: &str| zego(&format!("- {head}\n"), WALL, "");
    let wanted = |rates: &str| format!("{wall} {rates}");
    let table: Vec<(&str, String, String)> = vec![
        ("a note in one line", zego("\n<Note title=\"QPS Limit\">30 times/s</Note>\n", WALL, ""), wanted("30/1s")),
        (
            "a note over lines",
            zego("\n<Note title=\"QPS Limit\">\n\n30 times/s\n\n</Note>\n", WALL, ""),
            wanted("30/1s"),
        ),
        (
            "a note in brackets",
            zego("\n<Warning title={\"Rate limit\"}>30 times/s</Warning>\n", WALL, ""),
            wanted("30/1s"),
        ),
        ("a heading", zego("\n## Rate limit\n\n30 times per second\n", WALL, ""), wanted("30/1s")),
        ("a minute and a day", on("Rate limit: 3 times/minute, 480 times/day"), wanted("3/60s 480/86400s")),
        (
            "in Chinese",
            on("调用频率限制（同一 AppID）：3 次/分，480 次/天"),
            wanted("3/60s 同一 AppID 480/86400s 同一 AppID"),
        ),
        ("one call", on("The rate limit of this API is one call every 15 seconds."), wanted("1/15s")),
        ("once", on("Rate limit: once every 2 minutes."), wanted("1/120s")),
        ("only once in Chinese", on("调用频率：每 15 秒只能调用一次。"), wanted("1/15s")),
        (
            "one for each room",
            on("Rate limit for the app: 100 times/second; for each room: 5 times/second"),
            wanted("100/1s for the app 5/1s for each room"),
        ),
        ("no rate", on("The stream has 30 frames/s at most."), wall.to_owned()),
    ];
    let table: Vec<(&str, String, &str)> =
        table.iter().map(|(name, page, wanted)| (*name, page.clone(), wanted.as_str())).collect();
    check(&table);
    let component = mdx("<Note title=\"QPS Limit\">30 times/s</Note>", "", "");
    check(&[("components", component, "PaintWall 30/1s")]);
}

#[test]
fn two_possible_values_are_no_range() {
    let item = |schema: &str| {
        format!(
            "<SchemaItem collapsible={{false}} name={{\"Dry\"}} required={{false}} schemaName={{\"integer\"}} schema={{{{{schema}}}}}></SchemaItem>"
        )
    };
    check(&[
        (
            "components",
            mdx("", "", &item("\"type\":\"integer\",\"description\":\"0: no, 1: yes.\",\"enum\":[0,1]")),
            "PaintWall request(Dry:i32 values=0|1)",
        ),
        (
            "a range",
            mdx("", "", &item("\"type\":\"integer\",\"minimum\":1,\"maximum\":9")),
            "PaintWall request(Dry:i32 Value=1..9)",
        ),
        (
            "as a browser shows it",
            zego("", "| Dry | Int | No | **Possible values:** [`0`, `1`] |", ""),
            "PaintWall request(Dry:i32 values=0|1)",
        ),
        ("in Chinese", zego("", "| Dry | Int | No | 可选值：[0, 1] |", ""), "PaintWall request(Dry:i32 values=0|1)"),
        (
            "a real range",
            zego("", "| Dry | Int | No | Value range: [0, 1] |", ""),
            "PaintWall request(Dry:i32 Value=0..1)",
        ),
    ]);
}

#[test]
fn icons_that_were_lost_are_no_marks() {
    let head = "刷墙 PaintWall\n\n请求说明\n\n请求方式：POST\n请求地址：https://rtc.volcengineapi.com?Action=PaintWall&Version=2025-06-01\n\n请求参数\n\nBody\n\n";
    let lines = "参数\n类型\n是否必选\n示例值\n描述\nWallId\nString\nW1\n墙的标识\nWet\nBoolean\ntrue\n是否湿\n";
    let kept = "参数\n类型\n是否必选\n示例值\n描述\nWallId\nString\n是\nW1\n墙的标识\nWet\nBoolean\n否\ntrue\n是否湿\n";
    let words =
        "参数\n类型\n是否必选\n示例值\n描述\nWallId\nString\ntrue\nW1\n墙的标识\nWet\nBoolean\nfalse\ntrue\n是否湿\n";
    let glued = "参数类型是否必选示例值描述\nWallIdStringW1墙的标识\nWetBooleantrue是否湿\n";
    let blanks = "参数 类型 是否必选 示例值 描述\nWallId String W1 墙的标识\nIsWet Boolean true 是否湿\n";
    let lost = "; `WallId` does not say whether it is required; `Wet` does not say whether it is required";
    let page = |table: &str| format!("{head}{table}\n返回参数\n\n本接口无特有的返回参数。\n");
    check(&[
        ("lines", page(lines), &format!("PaintWall request(WallId:string example=W1 Wet:bool example=true){lost}")),
        ("lines with marks", page(kept), "PaintWall request(WallId:string! example=W1 Wet:bool example=true)"),
        ("lines with other marks", page(words), "PaintWall request(WallId:string! example=W1 Wet:bool example=true)"),
        ("glued", page(glued), &format!("PaintWall request(WallId:string example=W1 Wet:bool example=true){lost}")),
        (
            "blanks",
            page(blanks),
            &format!(
                "PaintWall request(WallId:string example=W1 IsWet:bool example=true){}",
                lost.replace("Wet", "IsWet")
            ),
        ),
    ]);
}

#[test]
fn tables_of_measures_are_values() {
    let measures = "### Measures of a wall\n\n| Measure | Field name | Data type | Remark |\n|---|---|---|---|\n| Light | shine | Int | From 0 to 100. |\n| Damp | damp | Float | A day. |\n";
    let html = "### Measures of a wall\n\n<table>\n<tbody><tr><th>Measure</th><th>Field name</th><th>Data type</th><th>Remark</th></tr>\n<tr><td>Light</td><td>shine</td><td>Int</td><td>It.</td></tr>\n<tr><td>Damp</td><td>damp</td><td>Float</td><td>It.</td></tr>\n</tbody></table>\n";
    let row = "| Picks[] | Array of String | Yes | What to measure, see [the measures](#measures-of-a-wall). |";
    let request = "<table>\n<tbody><tr><th>Parameter</th><th>Type</th><th>Required</th><th>Description</th></tr>\n<tr><td>Picks[]</td><td>Array of String</td><td>Yes</td><td>See [them](#measures-of-a-wall).</td></tr>\n</tbody></table>\n\n";
    let in_html =
        format!("# Paint\n\n`https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n{request}{html}");
    let wanted = "PaintWall request(Picks:[string]! values=shine|damp)";
    check(&[
        ("Markdown", zego("", row, measures), wanted),
        ("HTML", in_html, wanted),
        (
            "without a link",
            zego("", WALL, measures),
            "PaintWall request(WallId:string!); the table under `Measures of a wall` marks no parameter as required and was left alone",
        ),
    ]);
}

#[test]
fn answers_without_fields() {
    let page = |result: &str| {
        format!(
            "# PaintWall\n\n- 请求方式：POST\n- 请求地址：https://rtc.volcengineapi.com?Action=PaintWall&Version=2025-06-01\n\n## 请求参数\n\n### Body\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| WallId | String | 是 | 墙。 |\n\n## 返回参数\n\n本接口无特有的返回参数。\n\n## 返回示例\n\n```json\n{{ \"ResponseMetadata\": {{ \"RequestId\": \"1\" }}, \"Result\": {result} }}\n```\n"
        )
    };
    let wanted = |answer: &str| format!("PaintWall request(WallId:string!){answer} examples=1");
    let list = "## Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n| Data | Array of Object | Them. |\n| └ Hue | String | It. |\n";
    check(&[
        ("a text", page("\"ok\""), &wanted(" answer=a text")),
        ("a list", page("[]"), &wanted(" answer=a list")),
        ("nothing", page("null"), &wanted(" answer=null")),
        ("a number", page("1"), &wanted(" answer=a number or a boolean")),
        ("an object", page("{}"), &wanted("")),
        (
            "a list in a table",
            zego("", WALL, list),
            "PaintWall request(WallId:string!) response(Code:i32 Data:[object](Hue:string)) answer=a list",
        ),
    ]);
}

#[test]
fn a_list_in_the_table_that_is_an_object_in_the_example() {
    let answer = "## Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n| Data | Array | It. |\n| └ Hue | String | It. |\n\n## Sample response\n\n```json\n{ \"Code\": 0, \"Message\": \"ok\", \"Data\": { \"Hue\": \"red\" } }\n```\n";
    check(&[(
        "Markdown",
        zego("", WALL, answer),
        "PaintWall request(WallId:string!) response(Code:i32 Data:object(Hue:string)) examples=1",
    )]);
}

#[test]
fn header_cells_in_tags_with_javascript() {
    let page = |header: &str| {
        format!(
            "# Paint\n\n`https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | {header} | Description |\n|---|---|---|---|\n{WALL}\n| Hue | String | No | It. |\n"
        )
    };
    let wanted = "PaintWall request(WallId:string! Hue:string)";
    check(&[
        ("a style", page("<div style={{width:\"90px\"}}>Required</div>"), wanted),
        ("a class", page("<span className={\"narrow\"}>Required</span>"), wanted),
        ("HTML", page("<div style=\"width:90px\">Required</div>"), wanted),
        ("two lines", page("Requi<wbr/>red"), wanted),
        (
            "unknown",
            page("Zwang"),
            "PaintWall request(WallId:string Hue:string); a column that is not understood: Zwang",
        ),
    ]);
}

#[test]
fn properties_of_objects_in_lists_of_the_query() {
    let query = "<ParamsItem param={{\"name\":\"Walls\",\"in\":\"query\",\"description\":\"Them.\",\"required\":false,\"schema\":{\"type\":\"array\",\"maxItems\":5,\"items\":{\"type\":\"object\",\"required\":[\"WallId\"],\"properties\":{\"WallId\":{\"type\":\"string\",\"description\":\"It.\"},\"Coats\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"Hue\":{\"type\":\"string\"}}}}}}}}}></ParamsItem>";
    check(&[(
        "components",
        mdx("", query, ""),
        "PaintWall request(Walls:[object] Items=..5(WallId:string! Coats:[object](Hue:string)))",
    )]);
}

#[test]
fn spans_of_a_query() {
    let rows = |sentence: &str| {
        format!(
            "StartTime Yes Integer Start, a Unix timestamp (seconds).\nEndTime Yes Integer End, a Unix timestamp (seconds). {sentence}"
        )
    };
    let times = "PaintWall request(StartTime:u64! EndTime:u64!) response(RequestId:string)";
    let table: Vec<(&str, String, String)> = vec![
        (
            "in a row",
            tencent("", &rows("The start and end time cannot be more than 24 hours apart."), ""),
            format!("{times} span=86400"),
        ),
        (
            "of days",
            tencent("", &rows("The time range cannot be longer than 31 days."), ""),
            format!("{times} span=2678400"),
        ),
        (
            "of a period",
            tencent("The queried period cannot exceed four hours.", &rows(""), ""),
            format!("{times} span=14400"),
        ),
        ("in Chinese", tencent("查询的时间跨度不超过 3 天。", &rows(""), ""), format!("{times} span=259200")),
        (
            "a look-back is no span",
            tencent("Lists the walls of a specified time range in the last 14 days.", &rows(""), ""),
            format!("{times} back=1209600"),
        ),
        ("something else", tencent("A wall is dry after 24 hours.", &rows(""), ""), times.to_owned()),
    ];
    let table: Vec<(&str, String, &str)> =
        table.iter().map(|(name, page, wanted)| (*name, page.clone(), wanted.as_str())).collect();
    check(&table);
}

#[test]
fn objects_and_blank_lines_inside_a_description() {
    let rows = "WallId Yes String The wall.\nLook No String How it looks, as JSON:\n\n{\n    \"Hue\": \"red\",\n    \"Coats\": [1, 2]\n}\n\nGround No String What is below.\nExtra No String Anything else.";
    let wanted = "PaintWall request(WallId:string! Look:string Ground:string Extra:string) response(RequestId:string)";
    let more = rows.replace("}\n\nGround", "}\n\nNothing else is read.\n\nGround");
    let lines = "Parameter Name\nRequired\nType\nDescription\nAction\nYes\nString\nCommon Params. The value used for this API: PaintWall.\nWallId\nYes\nString\nThe wall.\nLook\nNo\nString\nAs JSON:\n\n{\n    \"Hue\": \"red\"\n}\n\nGround\nNo\nString\nWhat is below.\n";
    let stacked = format!(
        "PaintWall\n\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n\n2. Input Parameters\n\n{lines}\n"
    );
    let bars = "Parameter Name | Required | Type | Description |\nAction | Yes | String | Common Params. The value used for this API: PaintWall. |\nLook | No | String | As JSON:\n\n{\n    \"Hue\": \"red\"\n}\n|\nGround | No | String | What is below. |\n";
    let bars = format!(
        "PaintWall\n\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n\n2. Input Parameters\n\n{bars}\n"
    );
    check(&[
        ("blanks", tencent("", rows, ""), wanted),
        ("a sentence behind it", tencent("", &more, ""), wanted),
        ("lines", stacked, "PaintWall request(WallId:string! Look:string Ground:string)"),
        ("bars", bars, "PaintWall request(Look:string Ground:string)"),
    ]);
}

#[test]
fn parameters_that_are_called_action() {
    let body = "<SchemaItem collapsible={false} name={\"Action\"} required={true} schemaName={\"integer\"} schema={{\"type\":\"integer\",\"description\":\"0: wet, 1: dry.\",\"enum\":[0,1]}}></SchemaItem>";
    let words = "<SchemaItem collapsible={false} name={\"Action\"} required={true} schemaName={\"string\"} schema={{\"type\":\"string\",\"enum\":[\"Begin\",\"End\"]}}></SchemaItem>";
    check(&[
        (
            "a number",
            zego("", "| Action | Number | Yes | What to do. 0: paint, 1: wash. |", ""),
            "PaintWall request(Action:i64! values=0|1)",
        ),
        (
            "words",
            zego("", "| Action | String | Yes | What to do. Possible values: Begin, End. |", ""),
            "PaintWall request(Action:string! values=Begin|End)",
        ),
        (
            "the action's own name",
            zego("", &format!("| Action | String | Yes | API name. Possible values: [PaintWall] |\n{WALL}"), ""),
            "PaintWall request(WallId:string!)",
        ),
        ("a body beside a query", mdx("", "", body), "PaintWall request(Action:i32! values=0|1)"),
        ("a word in a body", mdx("", "", words), "PaintWall request(Action:string! values=Begin|End)"),
    ]);
}

#[test]
fn kilobytes_are_bytes() {
    let page = |sentence: &str| zego("", &format!("| Note | String | No | {sentence} |"), "");
    check(&[
        ("a length", page("A note with a maximum length of 3 KB."), "PaintWall request(Note:string Bytes=..3072)"),
        ("at most", page("At most 3KB."), "PaintWall request(Note:string Bytes=..3072)"),
        ("not over", page("Its length is not over 3 KB of text."), "PaintWall request(Note:string Bytes=..3072)"),
        ("in Chinese", page("长度不超过 3 KB。"), "PaintWall request(Note:string Bytes=..3072)"),
        ("a file", page("The address of a picture of at most 3 MB."), "PaintWall request(Note:string)"),
    ]);
}

#[test]
fn hosts_inside_values_answer_no_calls() {
    let example = "## Sample request\n\n```\nhttps://rtc-api.zego.im/?Action=PaintWall\n&WallId=w&Link=rtmp%3A%2F%2Fpush.paint.zego.im%2Fa&To=https://cdn.paint.zego.im/b\n```\n\nIt pushes to `rtmp://push.paint.zego.im/live`.\n";
    let facts = common::read(&zego("", WALL, example)).expect("it is a page of an action");
    let hosts: Vec<&str> = facts.hosts.iter().map(|host| host.value.as_str()).collect();
    assert_eq!(hosts, ["rtc-api.zego.im"]);
}

#[test]
fn integers_below_zero_are_signed() {
    let rows = "Pitch No Integer Pitch. Value range: [-12, 12].\nGap No Integer The gap. The default value is -1.\nSize No Integer Size. Value range: [0, 12].";
    check(&[(
        "text",
        tencent("", rows, ""),
        "PaintWall request(Pitch:i64 Value=-12..12 Gap:i64 default=-1 Size:u64 Value=0..12) response(RequestId:string)",
    )]);
}

#[test]
fn headers_and_rows_broken_inside_bars() {
    let lead = "1. API Description\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n2. Input Parameters\n| Parameter Name |\nRequired |\nType |\nDescription |\n| Action |\nYes |\nString |\nCommon Params. The value used for this API: PaintWall. |\n| WallId |\nYes |\nString |\nThe wall. |\n3. Output Parameters\n| Parameter Name |\nType |\nDescription |\n| RequestId |\nString |\nIt. |\n";
    let open = lead.replace("\n| ", "\n");
    let wanted = "PaintWall request(WallId:string!) response(RequestId:string)";
    check(&[("with a bar in front", lead.to_owned(), wanted), ("without", open, wanted)]);
}

#[test]
fn tags_without_a_blank_line_behind_them() {
    let heading = zego(
        "",
        &format!("{WALL}\n\n<Note title=\"Note\">\n\nOnly digits.\n\n</Note>"),
        "## Sample request\n\n```json\n{ \"WallId\": \"w\" }\n```\n",
    )
    .replace("</Note>\n\n##", "</Note>\n##");
    let table = "\n你可以调用此接口。\n## 请求说明\n- 请求方式：**GET**\n- 请求地址：**https://rtc.volcengineapi.com?Action=PaintWall&Version=2025-06-01**\n## 调试\n<APILink link=\"https://example.com/x\" />\n## 请求参数\n<a id=\"x\">\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| WallId | String | 是 | 墙。 |\n";
    let list = "# Paint\n\n<Tip>\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n</Tip>\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | It. |\n";
    check(&[
        ("a heading", heading, "PaintWall request(WallId:string!) examples=1"),
        ("a table", table.to_owned(), "PaintWall request(WallId:string!)"),
        ("a list", list.to_owned(), "PaintWall request(WallId:string!)"),
    ]);
}

#[test]
fn the_newest_form_of_volcengine() {
    let page = "# PaintWall - 刷墙\n\n<span id=\".a\"></span>\n## 请求说明\n\n- 请求方式：POST\n- 请求地址：https://rtc.volcengineapi.com?Action=PaintWall&Version=2025-06-01\n\n<span id=\".b\"></span>\n## 请求参数\n\n<span id=\".c\"></span>\n### Body\n\n**AppId** <span data-label=\"purple\"> String </span> %%require%% `661e****543cf`\n应用的标志。\n\n**Hue** <span data-label=\"purple\">string</span> <span data-api-tag=\"require|x\">必选</span> `示例值：red`\n\n颜色。\n\n**Coats** <span data-label=\"purple\">integer</span> `示例值：2`\n\n几层，默认值为 1。\n\n**Wet** `boolean` `默认值 true`\n是否湿。\n\n**Walls** ` object[] `\n墙。\n\nWalls.**WallId ** `string / integer` %%require%%\n墙的标志。\n\n<span id=\".d\"></span>\n## 返回参数\n\n**Total** <span data-label=\"purple\">integer</span> `示例值：2`\n\n总数。\n";
    let wanted = "PaintWall request(AppId:string! example=661e****543cf Hue:string! example=red Coats:i32 default=1 example=2 Wet:bool default=true Walls:[object](WallId:string!)) response(Total:i32 example=2)";
    check(&[("Markdown", page.to_owned(), wanted)]);
}

#[test]
fn definitions_for_machines_are_no_pages() {
    for text in [
        "openapi: 3.0.0\ninfo:\n  title: PaintWall\n",
        "# A definition\n\"openapi\": \"3.1.0\"\n",
        "{\n  \"openapi\": \"3.0.0\"\n}",
        "swagger: \"2.0\"\n",
    ] {
        let error = common::read(text).expect_err("it is no page").to_string();
        assert!(error.contains("an OpenAPI definition"), "{error}");
    }
}

#[test]
fn values_of_examples_have_places() {
    let example = "## Sample request\n\n```\nhttps://rtc-api.zego.im/?Action=PaintWall\n&WallId=w1\n```\n\n## Sample response\n\n```json\n{\n  \"Code\": 0,\n  \"Data\": { \"Walls\": [ { \"WallId\": \"w1\" }, { \"WallId\": \"w2\" } ] }\n}\n```\n";
    let page = zego("", WALL, example);
    let facts = common::read(&page).expect("it is a page of an action");
    let find = |at: usize, path: &[&str]| {
        let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
        let position = facts.examples[at].position_of(&path).expect("the example has it");
        let line = page.lines().nth(position.line - 1).expect("the line exists");
        line.chars().skip(position.column - 1).collect::<String>()
    };
    assert_eq!(find(0, &["WallId"]), "w1");
    assert!(find(1, &["Data", "Walls", "1", "WallId"]).starts_with("\"w2\""));
    assert!(find(1, &["Code"]).starts_with("0,"));
}
