//! What pages of each form say.

mod common;

/// The facts of a page, or why there are none.
fn rendered(page: &str) -> String {
    common::read(page).map_or_else(|error| error.to_string(), |facts| facts.to_string())
}

macro_rules! pages {
    ($($name:ident: $file:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(rendered(include_str!(concat!("data/", $file))));
        }
    )*};
}

pages! {
    tencent_as_saved_from_the_browser: "tencent-text.txt";
    tencent_in_tables_with_bars_and_without_headings: "tencent-bars.md";
    tencent_with_cells_glued_together: "tencent-glued.txt";
    tencent_in_chinese_with_tabs: "tencent-chinese.txt";
    tencent_in_html: "tencent-html.html";
    tencent_types_on_a_page_of_their_own: "tencent-types.txt";
    tencent_types_glued_together: "tencent-types-glued.txt";
    volcengine_with_scripts: "volcengine.md";
    volcengine_with_several_tables_in_a_script: "volcengine-tabs.md";
    volcengine_saved_flat: "volcengine-flat.md";
    zego_with_html_and_anchors: "zego.md";
    zego_in_english: "zego-english.md";
    tencent_with_a_line_for_each_cell: "tencent-lines.txt";
    tencent_with_broken_rows_and_no_headings: "tencent-broken-bars.txt";
    tencent_with_bars_and_no_line_under_headers: "tencent-bars-bare.txt";
    volcengine_with_cells_glued_together: "volcengine-glued.txt";
    volcengine_with_cells_glued_together_and_cells_of_one_letter_lost: "volcengine-glued-lost.txt";
    volcengine_with_a_line_for_each_cell: "volcengine-lines.txt";
    volcengine_with_a_line_for_each_cell_and_cells_of_one_letter_lost: "volcengine-lines-lost.txt";
    volcengine_with_broken_rows_and_no_headings: "volcengine-broken-bars.txt";
    volcengine_with_tags_and_sums_in_scripts: "volcengine-tags-in-scripts.md";
    volcengine_in_lists_of_markdown: "volcengine-list.md";
    volcengine_nested_by_empty_lines: "volcengine-gaps.txt";
    volcengine_with_fences_and_no_other_marks: "volcengine-fences.txt";
    volcengine_in_lists_without_headers: "volcengine-list.txt";
    zego_with_tags_beside_tables: "zego-tags.md";
    zego_in_html_without_tables: "zego-rendered.html";
    zego_with_anchors_in_rows_and_fences_behind_tags: "zego-anchors.md";
    zego_in_components: "zego-components.md";
    zego_with_a_line_for_each_cell: "zego-lines.txt";
    zego_with_broken_rows_and_no_headings: "zego-broken-bars.txt";
    zego_as_a_browser_renders_its_definitions: "zego-rendered.txt";
    zego_as_a_program_takes_them_out_of_html: "zego-rendered-chinese.txt";
    what_is_not_understood_is_listed: "zego-oddities.md";
    a_page_of_another_kind: "other.md";
}

#[test]
fn everything_in_json() {
    let facts = common::read(include_str!("data/volcengine.md")).expect("it is a page of an action");
    insta::assert_snapshot!(serde_json::to_string_pretty(&facts).expect("facts are JSON"));
}

#[test]
fn types_of_another_page_are_looked_up() {
    let mut facts = common::read(include_str!("data/tencent-text.txt")).expect("it is a page of an action");
    let types = common::read(include_str!("data/tencent-types.txt")).expect("it is a page of types").types;
    facts.look_up(&types);
    let list = facts.response.iter().find(|field| field.name.value == "NoteList").expect("the answer has it");
    let names: Vec<&str> = list.fields.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(names, ["NoteId", "Users"]);
    assert_eq!(list.fields[1].fields.len(), 2);
    assert!(facts.external_types.is_empty());
}

/// Pages that were saved on Windows, or whose title is long, are recognised by the same marks.
#[test]
fn ends_of_lines_and_lengths_of_titles_change_nothing() {
    let page = include_str!("data/volcengine.md");
    assert_eq!(rendered(&page.replace('\n', "\r\n")), rendered(page));
    let action = |page: &str| common::read(page).ok().and_then(|facts| facts.action).map(|action| action.value);
    let front = "---\r\nsee: https://rtc-api.zego.im/?Action=Other\r\n---\r\n";
    let page = include_str!("data/zego-english.md");
    let page = &page[page.find("# ").expect("it has a heading")..];
    assert_eq!(action(&format!("{front}{page}")), action(page));
    let page = include_str!("data/tencent-html.html");
    let body = &page[page.find("<body").expect("it has a body")..];
    for title in ["查".repeat(100), format!("a{}", "查".repeat(100)), format!("ab{}", "查".repeat(100))] {
        assert_eq!(action(&format!("<html><head><title>{title}</title></head>{body}</html>")), action(page));
    }
}

/// A table that was not recognised must not look like one that is not there.
#[test]
fn headings_with_nothing_below_are_listed() {
    let page = |behind: &str| {
        format!(
            "# Close\n\n`https://rtc-api.zego.im/?Action=CloseThing`\n\n## 请求参数\n\n{behind}\n\n## 请求示例\n\n```\nhttps://rtc-api.zego.im/?Action=CloseThing\n```\n"
        )
    };
    let unclear = |behind: &str| -> Vec<String> {
        let facts = common::read(&page(behind)).expect("it is a page of an action");
        facts.unclear.into_iter().map(|line| format!("{} {}", line.position, line.value)).collect()
    };
    assert_eq!(unclear("RoomId, 房间。"), ["5:4 no table was understood under `请求参数`"]);
    for nothing in ["无", "本接口无特有的请求参数。", "This action has no request parameters."] {
        assert_eq!(unclear(nothing), [""; 0], "{nothing}");
    }
    let bars = "一个房间：\n<b>\n参数 | 类型\n---|---\n";
    assert!(unclear(bars).iter().any(|line| line.contains("table with bars")), "{:?}", unclear(bars));
}

#[test]
fn a_rate_that_is_told_again_says_more_of_the_same_quota() {
    let page = "# Close a thing\n\n- 请求方法：GET\n- 请求地址：`https://rtc-api.zego.im/?Action=CloseThing`\n- 调用频率限制：5 次/秒\n\n\
                > 同一个 AppId 下所有房间的调用频率限制为 5 次/秒，测试环境：5 次/秒\n\n\
                ## 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| RoomId | String | 是 | 房间。 |\n";
    let quotas = common::read(page).unwrap().quotas;
    let parsed: Vec<_> = quotas.iter().map(|quota| (quota.position.line, quota.value.scope.is_some())).collect();
    assert_eq!(parsed, [(7, true), (7, true)]);
}

#[test]
fn a_description_one_cell_too_early_is_no_example() {
    let page = "# Start a thing\n\n请求地址：https://rtc.volcengineapi.com?Action=StartThing&Version=2020-12-01\n\n## 请求参数\n\n\
                参数 | 类型 | 是否必选 | 示例值 | 描述 |\n---|---|---|---|---|\n\
                Mode | Integer | 否 | 录法。 0 表示一起，1 表示分开。默认值为 0 。 | |\nName | String | 否 | a.b | |\n";
    let facts = common::read(page).unwrap();
    let [mode, name] = &facts.request[..] else { panic!("{:?}", facts.request) };
    assert_eq!((mode.example.as_ref(), mode.values.len()), (None, 2));
    assert_eq!(mode.default.as_ref().map(|default| default.value.as_str()), Some("0"));
    assert_eq!(name.example.as_ref().map(|example| example.value.as_str()), Some("a.b"));
}

/// It once ended nowhere.
#[test]
fn a_table_of_a_script_that_names_no_columns_is_no_table() {
    let page = include_str!("data/volcengine.md");
    let (front, name) = page.split_once("columns={").expect("the page has such a table");
    let (_, behind) = name.split_once('}').expect("the name ends");
    let _ = common::read(&format!("{front}columns={{}}{behind}"));
}
