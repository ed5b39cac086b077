//! Pages that are about no action, though they name some: lists of a vendor's actions, and guides to calls.

use super::{WALL, common, zego};

/// Why a page is not understood.
fn refused(page: &str) -> String {
    common::read(page).map_or_else(|error| error.to_string(), |facts| format!("read:\n{facts}"))
}

const TENCENT_LIST: &str = "# Walls\n\nVersion 2019-07-22 on trtc.tencentcloudapi.com\n\n\
    | Action | Version | Description | Limit |\n|---|---|---|---|\n| PaintWall | 2019-07-22 | Paints | 20 |\n\
    | WashWall | 2019-07-22 | Washes | 20 |\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n\
    | Action | String | Yes | The action, such as PaintWall |\n| Version | String | Yes | 2019-07-22 |\n";

const VOLCENGINE_LIST: &str = "# API 概览\n\n| API | 描述 |\n|---|---|\n| [CreateWall](https://www.volcengine.com/docs/6348/1) | 创建 |\n\
    | [PaintWall](https://www.volcengine.com/docs/6348/2) | 上色 |\n\n请求示例：\n\n\
    ```\nhttps://rtc.volcengineapi.com?Action=PaintWall&Version=2023-11-01\n```\n";

const LINKED_NAMES: &str = "# Server APIs\n\nhttps://rtc-api.zego.im/?Action=PaintWall\n\n\
    | Name | Type | Description |\n|---|---|---|\n| [Paint a wall](/paint) | sync | Paints |\n| [Wash a wall](/wash) | sync | Washes |\n";

const LIST: &str = "# Server APIs\n\n- [PaintWall](/paint): paints\n- [WashWall](/wash): washes\n\n\
    ## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| AppId | Uint32 | Yes | App |\n\n\
    ```\nhttps://rtc-api.zego.im/?Action=PaintWall&AppId=1\n```\n";

const HTML_LIST: &str = "<html><body><h1>APIs</h1><table><tr><th>Interface</th><th>Rate</th></tr>\
    <tr><td><a href=\"/paint\">PaintWall</a></td><td>20 times/second</td></tr>\
    <tr><td><a href=\"/wash\">WashWall</a></td><td>20 times/second</td></tr></table>\
    <h2>Parameters</h2><table><tr><th>Parameter</th><th>Type</th></tr><tr><td>AppId</td><td>Uint32</td></tr></table>\
    <pre>https://rtc-api.zego.im/?Action=PaintWall&amp;AppId=1</pre></body></html>";

const GUIDE: &str = "# How to call\n\n`https://rtc-api.zego.im/?Action=PaintWall&AppId=1&Timestamp=2&Signature=3`\n\n\
    ## Common parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| AppId | Uint32 | Yes | App |\n\
    | Timestamp | Int64 | Yes | Time |\n\n## Common response\n\n| Parameter | Type | Description |\n|---|---|---|\n\
    | Code | Number | Code |\n| Message | String | Text |\n| Data | - | Answer |\n\n\
    ## 签名参数说明\n\n| 参数 | 含义 |\n|---|---|\n| ServerSecret | 密钥 |\n";

#[test]
fn lists_of_actions_are_no_pages_of_an_action() {
    for (page, names) in [
        (TENCENT_LIST, "PaintWall"),
        (VOLCENGINE_LIST, "CreateWall"),
        (LINKED_NAMES, "Paint a wall"),
        (LIST, "PaintWall"),
        (HTML_LIST, "PaintWall"),
    ] {
        let why = refused(page);
        assert!(why.contains(&format!("a list of 2 actions, from `{names}` on: ")), "{why}\n{page}");
        assert!(why.contains("looked for: ") && why.contains("with some that not every call has"), "{why}");
    }
}

#[test]
fn guides_to_calls_are_no_pages_of_an_action() {
    let why = refused(GUIDE);
    assert!(why.contains("the action `PaintWall`, and no parameter, field or heading that is its own"), "{why}");
    let why = refused(&GUIDE.replace("&Timestamp=2", "&Timestamp=2&WallId=w"));
    assert!(why.contains("the action `PaintWall`, and no parameter, field or heading that is its own"), "{why}");
    let why = refused(&GUIDE.replace("Action=PaintWall", "Action=xxx"));
    assert!(why.contains("but no action's name"), "{why}");
}

/// A page of an action may list others, and an action may have nothing that not every call has.
#[test]
fn pages_of_an_action_stay_what_they_are() {
    let others = "\n## See also\n\n| API | What it does |\n|---|---|\n| [WashWall](/wash) | Washes. |\n| [BuildWall](/build) | Builds. |\n";
    let facts = common::read(&zego("", WALL, others)).expect("it is a page of an action");
    assert_eq!((facts.request.len(), facts.response.len(), facts.ignored_tables.len()), (1, 0, 1));
    let empty = "# Paint all walls\n\n`https://rtc-api.zego.im/?Action=PaintWalls`\n\n## Request parameters\n\nNone\n\n\
                 ## Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Number | Code |\n";
    assert!(common::read(empty).is_ok(), "{}", refused(empty));
    let named = GUIDE.replace("How to call", "PaintWall - Paint a wall");
    assert!(common::read(&named).is_ok(), "{}", refused(&named));
}
