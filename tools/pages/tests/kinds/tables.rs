//! Headers and rows of tables.

use crate::{WALL, check, tencent, zego};

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
fn the_code_of_a_success_is_no_error_code() {
    let codes = |header: &str, code: &str| {
        format!("## 返回码\n\n| {header} | 说明 |\n|---|---|\n| {code} | 成功。 |\n| 700001 | 湿。 |\n")
    };
    let wanted = "PaintWall request(WallId:string!) codes(700001)";
    check(&[
        ("Chinese", zego("", WALL, &codes("返回码", "0")), wanted),
        (
            "among others",
            zego("", WALL, &codes("错误码", "0、700002")),
            "PaintWall request(WallId:string!) codes(700002 700001)",
        ),
        ("in backquotes", zego("", WALL, &codes("错误码", "`0`")), wanted),
        (
            "English",
            zego("", WALL, &codes("返回码", "0").replace("返回码", "Error code").replace("说明", "Description")),
            wanted,
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
    let measured = |kind: &str| {
        format!(
            "\n## Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Points | Array of Object | Them. |\n\
             | └ Value | {kind} | It. |\n| └ Time | Int64 | When. |\n"
        )
    };
    check(&[
        ("Markdown", zego("", row, measures), wanted),
        ("HTML", in_html, wanted),
        (
            "the type of what is measured",
            zego("", row, &format!("{measures}{}", measured("See [them](#measures-of-a-wall)"))),
            "PaintWall request(Picks:[string]! values=shine|damp) response(Points:[object](Value:any Time:i64))",
        ),
        (
            "the one type of what is measured",
            zego(
                "",
                row,
                &format!("{}{}", measures.replace("Float", "Int"), measured("See [them](#measures-of-a-wall)")),
            ),
            "PaintWall request(Picks:[string]! values=shine|damp) response(Points:[object](Value:i32 Time:i64))",
        ),
        (
            "an unknown type",
            zego("", row, &format!("{measures}{}", measured("不定"))),
            "PaintWall request(Picks:[string]! values=shine|damp) response(Points:[object](Value:? Time:i64)); `Value` has an unknown type: 不定",
        ),
        (
            "without a link",
            zego("", WALL, measures),
            "PaintWall request(WallId:string!); the table under `Measures of a wall` marks no parameter as required and was left alone",
        ),
    ]);
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
fn headers_and_rows_broken_inside_bars() {
    let lead = "1. API Description\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n2. Input Parameters\n| Parameter Name |\nRequired |\nType |\nDescription |\n| Action |\nYes |\nString |\nCommon Params. The value used for this API: PaintWall. |\n| WallId |\nYes |\nString |\nThe wall. |\n3. Output Parameters\n| Parameter Name |\nType |\nDescription |\n| RequestId |\nString |\nIt. |\n";
    let open = lead.replace("\n| ", "\n");
    let wanted = "PaintWall request(WallId:string!) response(RequestId:string)";
    check(&[("with a bar in front", lead.to_owned(), wanted), ("without", open, wanted)]);
}

/// The last cell of a row may go on over blank lines, with a list in it.
#[test]
fn a_cell_goes_on_over_blank_lines() {
    let page = "## Paint\n\n接口请求域名： trtc.tencentcloudapi.com 。\n\n## 2\\. 输入参数\n\n| 参数名称 | 必选 | 类型 | 描述 |\n| --- | --- | --- | --- |\n\
                | Action | 是 | String | [公共参数](/a) ，本接口取值：PaintWall。 |\n| WallId | 是 | String | \n墙ID\n\n  \n示例值：w1 |\n\
                | Walls.N | 否 | Array of String | \n\n墙数组\n\n |\n| Mode | 否 | Integer | \n\n模式\n\n枚举值：\n\n-   0： 关闭\n-   1： 打开\n\n默认值：0\n\n取值范围：\\[0, 1\\] |\n\n\
                ## 3\\. 输出参数\n\n| 参数名称 | 类型 | 描述 |\n| --- | --- | --- |\n| RequestId | String | 请求 ID。 |\n| Done | Boolean | 完成。 |\n";
    check(&[(
        "blank lines",
        page.to_owned(),
        "PaintWall request(WallId:string! example=w1 Walls:[string] Mode:u64 Value=0..1 default=0 values=0|1) response(RequestId:string Done:bool)",
    )]);
}

/// Which codes a range has between its ends is not said.
#[test]
fn codes_that_are_a_range() {
    let codes = |cell: &str| format!("## Return codes\n\n| Code | Description |\n|---|---|\n| {cell} | Wet. |\n");
    let wanted = "PaintWall request(WallId:string!) codes(70001 70003); the codes from 70001 to 70003 are stated as a range: only the ends were read";
    check(&[
        ("a tilde", zego("", WALL, &codes("70001~70003")), wanted),
        ("a hyphen", zego("", WALL, &codes("70001-70003")), wanted),
        ("in Chinese", zego("", WALL, &codes("70001 至 70003")), wanted),
        (
            "a wildcard",
            zego("", WALL, &codes("Failed.*")),
            "PaintWall request(WallId:string!) codes(Failed); `Failed.*` stands for several codes",
        ),
        ("a list", zego("", WALL, &codes("70001、70003")), "PaintWall request(WallId:string!) codes(70001 70003)"),
    ]);
}

/// In Markdown and HTML, what a list is of looks like a tag.
#[test]
fn types_of_lists_in_angle_brackets() {
    let wanted = "PaintWall request(Walls:[string] Coats:[i32] Tags:{map: string})";
    let rows = "| Walls | List<String> | No | Them. |\n| Coats | array<int> | No | Them. |\n| Tags | Map<String, String> | No | Them. |";
    let html = "# Paint\n\n`https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n<table><tr><th>Parameter</th><th>Type</th><th>Required</th><th>Description</th></tr><tr><td>Walls</td><td>List<String></td><td>No</td><td>Them.</td></tr><tr><td>Coats</td><td>Array<int></td><td>No</td><td>Them.</td></tr><tr><td>Tags</td><td>Map&lt;String, String></td><td>No</td><td>Them.</td></tr></table>\n";
    check(&[("Markdown", zego("", rows, ""), wanted), ("HTML", html.to_owned(), wanted)]);
}

/// Which number belongs to which thing is a matter of order, which is not read, and said.
#[test]
fn numbers_that_belong_to_several_things() {
    let row = |sentence: &str| zego("", &format!("| Size | Int | No | {sentence} |"), "");
    let head = |sentence: &str| zego(&format!("- {sentence}\n"), WALL, "");
    let wall = "PaintWall request(WallId:string!)";
    check(&[
        (
            "limits",
            row("Width and height are at most 9 and 7 respectively."),
            "PaintWall request(Size:i32); `Size` is limited together with others, which was not read: Width and height are at most 9 and 7 respectively.",
        ),
        ("meanings", row("0 和 1 分别表示干和湿。"), "PaintWall request(Size:i32)"),
        (
            "rates",
            head("每秒、每分钟的调用上限分别为 10 次、300 次。"),
            &format!(
                "{wall}; rates that are stated together were not read: - 每秒、每分钟的调用上限分别为 10 次、300 次。"
            ),
        ),
        (
            "spans",
            head("查询跨度和可回溯时间分别不超过 6 小时和 14 天。"),
            &format!(
                "{wall}; spans that are stated together were not read: - 查询跨度和可回溯时间分别不超过 6 小时和 14 天。"
            ),
        ),
    ]);
}

#[test]
fn columns_of_limits_and_values() {
    let page = |header: &str, cell: &str, kind: &str| {
        format!(
            "# Paint\n\n`https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | Required | {header} | Description |\n|---|---|---|---|---|\n| Hue | {kind} | No | {cell} | It. |\n"
        )
    };
    check(&[
        ("a range", page("Range", "1-60", "Int"), "PaintWall request(Hue:i32 Value=1..60)"),
        ("in brackets", page("取值范围", "[0, 60]", "Int"), "PaintWall request(Hue:i32 Value=0..60)"),
        ("of bytes", page("Limits", "1～128 字节", "String"), "PaintWall request(Hue:string Bytes=1..128)"),
        (
            "values",
            page("取值范围", "red / blue / green", "String"),
            "PaintWall request(Hue:string values=red|blue|green)",
        ),
        ("numbers", page("Range", "1、2、3", "Int"), "PaintWall request(Hue:i32 values=1|2|3)"),
        ("unknown", page("Zwang", "1-60", "Int"), "PaintWall request(Hue:i32); a column that is not understood: Zwang"),
    ]);
}

#[test]
fn cells_that_say_no_more_than_that_there_is_a_condition() {
    let page = "# 刷墙\n\n`https://rtc-api.zego.im/?Action=PaintWall`\n\n## 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| Hue | String | 条件必选 | 当 Mode 为 2 时必填。 |\n| Coat | String | Mode 为 1 时必填 | 当 Mode 为 2 时必填。 |\n";
    let facts = crate::common::read(page).expect("it is a page of an action");
    let conditions: Vec<_> =
        facts.request.iter().map(|field| field.required.clone().and_then(|mark| mark.value.condition)).collect();
    assert_eq!(conditions, [Some("当 Mode 为 2 时必填".to_owned()), Some("Mode 为 1 时必填".to_owned())]);
}

#[test]
fn names_that_blanks_indent() {
    let rows = "| Look | Object | No | It. |\n| &nbsp;&nbsp;Hue | String | No | It. |\n| &nbsp;&nbsp;Size | Object | No | It. |\n| &nbsp;&nbsp;&nbsp;&nbsp;Width | Int | No | It. |\n| Extra | String | No | It. |";
    let html = "# Paint\n\n`https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n<table><tr><th>Parameter</th><th>Type</th><th>Required</th><th>Description</th></tr><tr><td>Look</td><td>Object</td><td>No</td><td>It.</td></tr><tr><td>&emsp;Hue</td><td>String</td><td>No</td><td>It.</td></tr><tr><td>&emsp;Size</td><td>Object</td><td>No</td><td>It.</td></tr><tr><td>&emsp;&emsp;Width</td><td>Int</td><td>No</td><td>It.</td></tr><tr><td>Extra</td><td>String</td><td>No</td><td>It.</td></tr></table>\n";
    let wanted = "PaintWall request(Look:object(Hue:string Size:object(Width:i32)) Extra:string)";
    check(&[("Markdown", zego("", rows, ""), wanted), ("HTML", html.to_owned(), wanted)]);
}
