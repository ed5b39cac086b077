//! What pages of each form say.

/// The facts of a page, or why there are none.
fn told(page: &str) -> String {
    rtc_pages::read(page).map_or_else(|error| error.to_string(), |facts| facts.to_string())
}

macro_rules! pages {
    ($($name:ident: $file:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(told(include_str!(concat!("data/", $file))));
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
    volcengine_with_scripts: "volcengine.md";
    volcengine_with_several_tables_in_a_script: "volcengine-tabs.md";
    volcengine_saved_flat: "volcengine-flat.md";
    zego_with_html_and_anchors: "zego.md";
    zego_in_english: "zego-english.md";
    what_is_not_understood_is_listed: "zego-oddities.md";
    a_page_of_another_kind: "other.md";
}

#[test]
fn everything_in_json() {
    let facts = rtc_pages::read(include_str!("data/volcengine.md")).expect("it is a page of an action");
    insta::assert_snapshot!(serde_json::to_string_pretty(&facts).expect("facts are JSON"));
}

#[test]
fn types_of_another_page_are_looked_up() {
    let mut facts = rtc_pages::read(include_str!("data/tencent-text.txt")).expect("it is a page of an action");
    let types = rtc_pages::read(include_str!("data/tencent-types.txt")).expect("it is a page of types").types;
    facts.look_up(&types);
    let list = facts.response.iter().find(|field| field.name.value == "NoteList").expect("the answer has it");
    let names: Vec<&str> = list.fields.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(names, ["NoteId", "Users"]);
    assert_eq!(list.fields[1].fields.len(), 2);
    assert!(facts.elsewhere.is_empty());
}
