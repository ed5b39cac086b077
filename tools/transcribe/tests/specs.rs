//! Specs made of pages.

use rtc_catalog::model::{Model, Vendor};
use rtc_pages::{Facts, NotUnderstood, PageKind, Reader};
use rtc_transcribe::{Source, Transcript};
use std::{path::Path, sync::Arc};

fn model() -> Model {
    rtc_catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")).expect("the specs are right")
}

fn read(page: &str) -> Result<Facts, NotUnderstood> {
    Reader::new(&model().vendors).read(page)
}

fn vendor(model: &Model, id: &str) -> Arc<Vendor> {
    Arc::clone(model.vendors.iter().find(|vendor| vendor.id == id).expect("the vendor has specs"))
}

fn transcript(page: &str, types: &[&str]) -> Transcript {
    let mut facts = read(page).expect("it is a page of an action");
    for types in types {
        let types = read(types).expect("it is a page of types");
        assert_eq!(types.page, PageKind::Types);
        facts.look_up(&types.types);
    }
    let vendor = vendor(&model(), &facts.vendor.as_ref().expect("the page names hosts").value);
    let source =
        Source { url: "https://docs.example.com/page".to_owned(), is_known: true, read: "2026-11-22".to_owned() };
    let draft = rtc_transcribe::draft(&facts, &vendor).expect("it describes an action");
    rtc_transcribe::transcribe(draft, &vendor, &source).expect("a spec can be made of it")
}

/// The facts of a page of ours, with the types of another one.
macro_rules! specs {
    ($($name:ident: $file:literal $(with $types:literal)?;)*) => {$(
        #[test]
        fn $name() {
            let types: &[&str] = &[$(include_str!(concat!("../../", $types)))?];
            insta::assert_snapshot!(transcript(include_str!(concat!("../../", $file)), types).text);
        }
    )*};
}

specs! {
    tencent_text: "pages/tests/data/tencent-text.txt";
    tencent_text_with_types: "pages/tests/data/tencent-text.txt" with "pages/tests/data/tencent-types.txt";
    tencent_glued: "pages/tests/data/tencent-glued.txt";
    tencent_html: "pages/tests/data/tencent-html.html";
    tencent_bars: "pages/tests/data/tencent-bars.md";
    tencent_chinese: "pages/tests/data/tencent-chinese.txt";
    volcengine: "pages/tests/data/volcengine.md";
    volcengine_flat: "pages/tests/data/volcengine-flat.md";
    volcengine_tabs: "pages/tests/data/volcengine-tabs.md";
    zego: "pages/tests/data/zego.md";
    zego_english: "pages/tests/data/zego-english.md";
    zego_oddities: "pages/tests/data/zego-oddities.md";
    pages_windows_and_batches: "transcribe/tests/data/sessions.md";
    names_that_collide: "transcribe/tests/data/names.md";
}

/// What the loader refuses is left out, and the rest is kept.
#[test]
fn what_does_not_fit_is_left_out_with_a_remark() {
    let page = include_str!("../../pages/tests/data/zego.md").replace("\"Colour\": 1", "\"Colour\": \"red\"");
    let made = transcript(&page, &[]);
    let words: Vec<&str> = made.draft.remarks.iter().map(|remark| remark.words.as_str()).collect();
    let printed = "left out `examples.0.response`: `Data.NoteList[0].Colour` is the text \"red\", expected an integer";
    assert!(words.contains(&printed), "{words:?}");
    assert_eq!(made.action.examples.len(), 1);
    assert!(made.action.examples[0].response.is_none());
}

#[test]
fn what_is_no_action_is_refused_in_words() {
    let vendor = vendor(&model(), "tencent");
    let types = read(include_str!("../../pages/tests/data/tencent-types.txt")).expect("it is a page of types");
    let error = rtc_transcribe::draft(&types, &vendor).expect_err("it has no action");
    insta::assert_snapshot!(error, @"the page describes types and no action: pass it together with the pages of actions that use them");
    let page =
        include_str!("../../pages/tests/data/tencent-text.txt").replace("DescribeCallNotes", "describeCallNotes");
    let facts = read(&page).expect("it is a page of an action");
    let error = rtc_transcribe::draft(&facts, &vendor).expect_err("no type is called that");
    insta::assert_snapshot!(error, @"the action's name `describeCallNotes` is not written as types are, so no request can be called that");
}
