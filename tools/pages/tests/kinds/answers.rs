//! Types of fields, and what answers hold.

use crate::{WALL, check, mdx, tencent, zego};

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
fn properties_of_objects_in_lists_of_the_query() {
    let query = "<ParamsItem param={{\"name\":\"Walls\",\"in\":\"query\",\"description\":\"Them.\",\"required\":false,\"schema\":{\"type\":\"array\",\"maxItems\":5,\"items\":{\"type\":\"object\",\"required\":[\"WallId\"],\"properties\":{\"WallId\":{\"type\":\"string\",\"description\":\"It.\"},\"Coats\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"Hue\":{\"type\":\"string\"}}}}}}}}}></ParamsItem>";
    check(&[(
        "components",
        mdx("", query, ""),
        "PaintWall request(Walls:[object] Items=..5(WallId:string! Coats:[object](Hue:string)))",
    )]);
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
fn integers_below_zero_are_signed() {
    let rows = "Pitch No Integer Pitch. Value range: [-12, 12].\nGap No Integer The gap. The default value is -1.\nSize No Integer Size. Value range: [0, 12].";
    check(&[(
        "text",
        tencent("", rows, ""),
        "PaintWall request(Pitch:i64 Value=-12..12 Gap:i64 default=-1 Size:u64 Value=0..12) response(RequestId:string)",
    )]);
}
