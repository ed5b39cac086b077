//! No page makes the reader stumble, whatever is in it.

mod common;

use proptest::prelude::*;

const PAGES: [&str; 16] = [
    include_str!("data/tencent-text.txt"),
    include_str!("data/tencent-glued.txt"),
    include_str!("data/tencent-types.txt"),
    include_str!("data/tencent-html.html"),
    include_str!("data/volcengine.md"),
    include_str!("data/zego.md"),
    include_str!("data/zego-english.md"),
    include_str!("data/zego-lines.txt"),
    include_str!("data/zego-broken-bars.txt"),
    include_str!("data/zego-rendered.txt"),
    include_str!("data/volcengine-list.txt"),
    include_str!("data/volcengine-list.md"),
    include_str!("data/zego-components.md"),
    include_str!("data/zego-tags.md"),
    include_str!("data/volcengine-gaps.txt"),
    include_str!("data/zego-rendered.html"),
];

/// Reads a page; every position must be one of the page's.
fn read(page: &str) {
    let Ok(facts) = common::read(page) else { return };
    let lines: Vec<&str> = page.split('\n').collect();
    let json = serde_json::to_value(&facts).expect("facts are JSON");
    let mut open = vec![&json];
    while let Some(value) = open.pop() {
        if let (Some(line), Some(column)) = (value["line"].as_u64(), value["column"].as_u64()) {
            let text = lines.get(usize::try_from(line).expect("a line fits") - 1).expect("the line exists");
            let letters = u64::try_from(text.chars().count()).expect("a length fits");
            assert!(column <= letters + 1, "{line}:{column} lies behind the line {text:?}");
        }
        match value {
            serde_json::Value::Array(items) => open.extend(items),
            serde_json::Value::Object(members) => open.extend(members.values()),
            _ => {}
        }
    }
    assert!(facts.rows.understood <= facts.rows.present);
    let _ = facts.to_string();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text(page in "\\PC{0,400}") {
        read(&page);
    }

    #[test]
    fn any_text_of_marks(page in "[|\\-`#<>/a-z\\n (){}\\[\\]\"'=:,.└&;*0-9是A-Z]{0,400}") {
        read(&page);
    }

    /// A page with a piece cut out, doubled or replaced.
    #[test]
    fn mutated_pages(which in 0..PAGES.len(), from in 0.0..1.0, length in 0_usize..60, put in "\\PC{0,12}", twice: bool) {
        let letters: Vec<char> = PAGES[which].chars().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a page")]
        let start = (from * letters.len() as f64) as usize;
        let end = (start + length).min(letters.len());
        let cut: String = letters[start..end].iter().collect();
        let mut page: String = letters[..start].iter().collect();
        page.push_str(&put);
        if twice {
            page.push_str(&cut);
            page.push_str(&cut);
        }
        page.extend(&letters[end..]);
        read(&page);
    }
}
