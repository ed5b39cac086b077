//! Sentences: defaults, rates, spans, values and lengths.

use crate::{WALL, check, mdx, tencent, zego};

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
