//! Each kind of difference between a page and its spec: what is said of it, and where.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

mod common;

use common::Project;

#[test]
fn pages_and_specs_that_agree() {
    insta::assert_snapshot!(Project::new().report_text(&["."]));
}

/// The page of a vendor with one edit, and what is said then.
fn edited(page: &str, from: &str, to: &str) -> String {
    let project = Project::new();
    project.edit(&format!("pages/{page}"), from, to);
    project.report_text(&[page])
}

macro_rules! findings {
    ($($name:ident: $page:literal, $from:literal => $to:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(edited($page, $from, $to));
        }
    )*};
}

findings! {
    version: "volcengine.md", "Version=2024-01-01**\n" => "Version=2024-02-02**\n";
    method: "zego.md", "请求方法：POST" => "请求方法：GET";
    host: "zego.md", "`https://rtc-api.zego.im/" => "`https://rtc-api-two.zego.im/";
    region: "tencent-text.txt", "ap-two-2" => "ap-three";
    quota: "volcengine.md", "**5 次/秒**" => "**8 次/秒**";
    scope: "zego.md", "同一个 AppID 下所有房间" => "单个房间";
    parameter_missing_in_the_spec: "zego.md", "| Left | Int |" => "| Right | Int |";
    type_of_a_parameter: "tencent-text.txt", "PageSize No Integer" => "PageSize No String";
    type_by_the_page_s_word: "zego.md", "<td>Int32</td>" => "<td>Int64</td>";
    unit_of_time: "tencent-text.txt", "Unix timestamp (seconds)" => "Unix timestamp (milliseconds)";
    required: "zego.md", "| Top | Int | 是 |" => "| Top | Int | 否 |";
    default: "tencent-text.txt", "The default is 10" => "The default is 20";
    range: "tencent-text.txt", "Value range: 1-50" => "Value range: 1-60";
    length: "zego.md", "不超过 64 字节" => "不超过 128 字节";
    items: "zego.md", "最大支持 10 个便签" => "最大支持 20 个便签";
    values: "volcengine.md", "枚举值：red、blue、2g" => "枚举值：red、green、2g";
    values_of_no_enumeration: "volcengine.md", "\"应用的\\u6807志\"" => "\"枚举值：a、b\"";
    place: "volcengine.md", "### Body" => "### Query";
    list: "zego.md", "<td>NoteId[]</td>" => "<td>NoteId</td>";
    example: "volcengine.md", "<code>red</code>" => "<code>blue</code>";
    code: "zego.md", "50006、50007" => "50006、50008";
    optional: "volcengine.md", "\"种类。" => "\"种类。在线时返回为空。";
    exchange: "tencent-text.txt", "\"Total\": 0," => "\"Total\": 3,";
    exchange_of_another_kind: "zego.md", "\"Data\": {" => "\"Other\": 1, \"Third\": 2, \"Data\": 3, \"More\": {";
    field_of_every_answer: "zego.md", "| Message | String | 结果。 |\n" => "| Trace | String | 踪迹。 |\n";
    parameter_of_every_call: "volcengine.md", "\"name\": \"Version\", \"type\": \"String\"" => "\"name\": \"Version\", \"type\": \"Integer\"";
    exception_that_is_stale: "tencent-text.txt", ", such as 1400xxxxxx" => "";
    page_of_another_action: "zego.md", "Action=DescribeNotes`" => "Action=DescribeOthers`";
    what_is_not_understood: "zego.md", "| Left | Int | 是 |" => "| Left | Int | 也许吧，谁知道呢 |";
}

#[test]
fn types_of_another_page() {
    let project = Project::new();
    project.edit("pages/tencent-types.txt", "Depth Integer No", "Depth String No");
    insta::assert_snapshot!(project.report_text(&["tencent-text.txt", "tencent-types.txt"]));
}

#[test]
fn page_of_another_kind() {
    let project = Project::new();
    project.page("other.md", include_str!("../../pages/tests/data/other.md"));
    insta::assert_snapshot!(project.report_text(&["other.md"]));
}

#[test]
fn status() {
    let project = Project::new();
    project.edit(
        "pages/zego.md",
        "|返回码|说明| 处理建议 |\n|---|----|----|\n| 2 |",
        "|返回码|HTTP状态码|说明|\n|---|----|----|\n| 2 | 400 |",
    );
    insta::assert_snapshot!(project.report_text(&["zego.md"]));
}

#[test]
fn window() {
    let project = Project::new();
    let (spec, page) = ("specs/volcengine/list-notes.yaml", "pages/volcengine.md");
    let from = "  AppId: { type: string, required: true";
    let times = "  From: { type: rfc3339, doc: From. }\n  To: { type: rfc3339, doc: To. }\n";
    project.edit(spec, from, &format!("{times}{from}"));
    project.edit(
        spec,
        "request:\n",
        "window: { start: From, end: To, span: 2h, back: 7d, beyond: clamped }\nrequest:\n",
    );
    project.edit(page, "**2 小时", "**3 小时");
    project.edit(page, "**7 天", "**9 天");
    project.edit(page, "**30 秒", "**40 秒");
    insta::assert_snapshot!(project.report_text(&["volcengine.md"]));
}

/// An exception holds for what the page says today, not for whatever it will say there.
#[test]
fn an_exception_hides_no_later_change() {
    let project = Project::new();
    project.edit("pages/tencent-text.txt", "1400xxxxxx", "1500xxxxxx");
    insta::assert_snapshot!(project.report_text(&["tencent-text.txt"]));
}

#[test]
fn an_exception_is_for_all_pages_of_an_action() {
    let project = Project::new();
    let text = include_str!("../../pages/tests/data/tencent-text.txt");
    project.page("another.txt", &text.replace(", such as 1400xxxxxx", ""));
    assert!(project.report(&["another.txt", "tencent-text.txt"]).is_clean());
    assert!(!project.report(&["another.txt"]).is_clean());
}

#[test]
fn everything_in_json() {
    let project = Project::new();
    project.edit("pages/zego.md", "| Top | Int | 是 |", "| Top | Int | 否 |");
    let report = project.report(&["zego.md"]);
    let text = serde_json::to_string_pretty(&report).unwrap();
    insta::assert_snapshot!(text.replace(&format!("{}/", project.folder.path().display()), ""));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let project = Project::new();
    let missing = [project.pages().join("missing.md")];
    let error = rtc_drift::files(&missing).unwrap_err().to_string();
    assert!(error.contains("missing.md"), "{error}");
}
