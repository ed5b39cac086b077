//! Examples, tags and whole pages.

use crate::{WALL, check, common, zego};

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
fn hosts_inside_values_answer_no_calls() {
    let example = "## Sample request\n\n```\nhttps://rtc-api.zego.im/?Action=PaintWall\n&WallId=w&Link=rtmp%3A%2F%2Fpush.paint.zego.im%2Fa&To=https://cdn.paint.zego.im/b\n```\n\nIt pushes to `rtmp://push.paint.zego.im/live`.\n";
    let facts = common::read(&zego("", WALL, example)).expect("it is a page of an action");
    let hosts: Vec<&str> = facts.hosts.iter().map(|host| host.value.as_str()).collect();
    assert_eq!(hosts, ["rtc-api.zego.im"]);
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
