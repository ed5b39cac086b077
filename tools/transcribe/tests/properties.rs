//! Whatever a page says, its spec loads, or there is none.

use jsonschema::Validator;
use proptest::prelude::*;
use rtc_catalog::model::Model;
use rtc_pages::Reader;
use rtc_transcribe::{Source, yaml};
use std::{path::Path, sync::OnceLock};

const PAGES: [&str; 9] = [
    include_str!("../../pages/tests/data/tencent-text.txt"),
    include_str!("../../pages/tests/data/tencent-glued.txt"),
    include_str!("../../pages/tests/data/tencent-html.html"),
    include_str!("../../pages/tests/data/volcengine.md"),
    include_str!("../../pages/tests/data/volcengine-flat.md"),
    include_str!("../../pages/tests/data/zego.md"),
    include_str!("../../pages/tests/data/zego-english.md"),
    include_str!("data/sessions.md"),
    include_str!("data/names.md"),
];

/// Words that are trouble somewhere.
const TROUBLE: [&str; 24] = [
    "Self",
    "crate",
    "2g",
    "-1",
    "0",
    "99999999999999999999",
    "Result",
    "null",
    "true",
    "~",
    "{",
    "[",
    ": ",
    " #",
    "\"",
    "|",
    "String",
    "Array of Object",
    "Object",
    "UInt64",
    "StartTime",
    "PageSize",
    "房间",
    "",
];

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    MODEL.get_or_init(|| rtc_catalog::load(&specs).expect("the specs are right"))
}

/// The schema of specs of actions.
fn schema() -> &'static Validator {
    static SCHEMA: OnceLock<Validator> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let schemas = rtc_catalog::schemas();
        let (_, text) = schemas.iter().find(|(name, _)| *name == "action.schema.json").expect("actions have a schema");
        jsonschema::draft202012::new(&serde_json::from_str(text).expect("a schema is JSON")).expect("it is a schema")
    })
}

/// Imports a page; the text must be what loader and schema take, and pieces must be pieces of it.
fn import(page: &str) {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| Reader::new(&model().vendors));
    let Ok(facts) = reader.read(page) else { return };
    let source =
        Source { url: "https://docs.example.com/page".to_owned(), is_known: false, read: "2026-11-22".to_owned() };
    let Some(id) = facts.vendor.as_ref().map(|vendor| vendor.value.as_str()) else { return };
    let vendor = model().vendors.iter().find(|vendor| vendor.id == id).expect("all vendors have specs");
    let Ok(draft) = rtc_transcribe::draft(&facts, vendor) else { return };
    let made = rtc_transcribe::transcribe(draft, vendor, &source).expect("what does not fit can be left out");
    let specs = Path::new("specs");
    let again = rtc_catalog::check_action(made.text.clone(), &made.spec, specs, vendor);
    assert!(again.is_ok(), "{:?}\n{}", again.err(), made.text);
    let (root, _) = rtc_catalog::yaml::parse(&made.text);
    let value = root.expect("it is YAML").to_json();
    assert!(schema().is_valid(&value), "{:?}\n{}", schema().validate(&value), made.text);
    for parameter in &made.draft.request {
        let piece = yaml::parameter(parameter, false);
        let name = piece.split('\n').next().unwrap_or_default();
        assert!(made.text.contains(&format!("\n  {name}\n")), "{piece}\n{}", made.text);
    }
    for code in made.draft.errors.iter().filter(|code| code.group.is_none()) {
        assert!(made.text.contains(&format!("  {}", yaml::code(code))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 64, ..ProptestConfig::default() })]

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
        import(&page);
    }

    /// A page with other words in the place of some of its own.
    #[test]
    fn pages_with_other_words(which in 0..PAGES.len(), swaps in prop::collection::vec((any::<prop::sample::Index>(), 0..TROUBLE.len()), 1..6)) {
        let mut words: Vec<&str> = PAGES[which].split_inclusive([' ', '\n', '|', '\t', '"', '>', '<']).collect();
        for (at, trouble) in swaps {
            let at = at.index(words.len());
            words[at] = TROUBLE[trouble];
        }
        import(&words.join(" "));
        import(&words.concat());
    }
}
