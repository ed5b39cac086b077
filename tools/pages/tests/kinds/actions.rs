//! Pages of several actions.

use super::{common, summary};

const TABLE: &str = "# Rules of a wall\n\n## Prototype\n\n| API | Method | Rate limit (all rooms under the same AppID) | Request URL |\n|---|---|---|---|\n\
    | [Set](#set) | POST | 10 times/second | `https://rtc-api.zego.im/?Action=SetWallRule` |\n\
    | [Delete](#delete) | GET | 1 time/second | `https://rtc-api.zego.im/?Action=DelWallRule` |\n\n## Steps\n\n\
    ### Set\n\n#### Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n\
    | Kind | Int32 | Yes | Kind:<ul><li>1: by wall, at most 100 rules.</li><li>2: by hue, at most 200 rules.</li></ul> |\n\n\
    ```\nhttps://rtc-api.zego.im/?Action=SetWallRule\n&Kind=1\n&<Common parameters>\n```\n\n\
    #### Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n| Data | Object | It. |\n| └ RuleId | String | It. |\n\n\
    ### Delete\n\n#### Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| RuleId | String | Yes | It. |\n\n\
    ```\nhttps://rtc-api.zego.im/?Action=DelWallRule\n&RuleId=1\n&<Common parameters>\n```\n\n\
    #### Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n\n\
    ## Return codes\n\n| Code | Description |\n|---|---|\n| 70002 | Wet. |\n";

const LISTS: &str = "# Paint and wash a wall\n\n## Paint\n\n- Request method: POST\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n- QPS limit: 10 times/second\n\n\
    ### Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| Hue | String | Yes | It. |\n\n\
    ### Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n\n\
    ## Wash\n\n- Request method: GET\n- Request URL: `https://rtc-api.zego.im/?Action=WashWall`\n- QPS limit: 20 times/second\n\n\
    ### Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| Soap | Boolean | No | It. |\n\n\
    ### Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n";

fn read(page: &str) -> Vec<String> {
    let actions = common::read_all(page).expect("it is a page of actions");
    let called = |facts: &rtc_pages::Facts| facts.method.as_ref().map_or(String::new(), |method| method.value.clone());
    actions.iter().map(|facts| format!("{} {}", called(facts), summary(facts))).collect()
}

#[test]
fn each_action_has_what_is_said_of_it() {
    assert_eq!(
        read(TABLE),
        [
            "POST SetWallRule request(Kind:i32! values=1|2) response(Code:i32 Data:object(RuleId:string)) codes(70002) 10/1s all rooms under the same AppID examples=1",
            "GET DelWallRule request(RuleId:string!) response(Code:i32) codes(70002) 1/1s all rooms under the same AppID examples=1",
        ]
    );
    assert_eq!(
        read(LISTS),
        [
            "POST PaintWall request(Hue:string!) response(Code:i32) 10/1s",
            "GET WashWall request(Soap:bool) response(Code:i32) 20/1s",
        ]
    );
}

/// Another action's address is no description of it.
#[test]
fn one_action_stays_one() {
    let other = LISTS
        .split("### Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| Soap")
        .next()
        .unwrap_or_default();
    assert_eq!(read(other).len(), 1);
}
