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
    volcengine_with_scripts: "volcengine.md";
    zego_with_html_and_anchors: "zego.md";
    a_page_of_another_kind: "other.md";
}
