//! Specs made of pages.

use rtc_pages::PageKind;
use rtc_spec::model::{Model, Vendor};
use rtc_transcribe::{Source, Transcript};
use std::{path::Path, sync::Arc};

fn model() -> Model {
    rtc_spec::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")).expect("the specs are right")
}

fn vendor(model: &Model, id: &str) -> Arc<Vendor> {
    Arc::clone(model.vendors.iter().find(|vendor| vendor.id == id).expect("the vendor has specs"))
}

fn transcript(page: &str, types: &[&str]) -> Transcript {
    let mut facts = rtc_pages::read(page).expect("it is a page of an action");
    for types in types {
        let types = rtc_pages::read(types).expect("it is a page of types");
        assert_eq!(types.page, PageKind::Types);
        facts.look_up(&types.types);
    }
    let vendor = vendor(&model(), facts.vendor.as_ref().expect("the page names hosts").value.id());
    let source =
        Source { url: "https://docs.example.com/page".to_owned(), is_known: true, read: "2026-11-22".to_owned() };
    let draft = rtc_transcribe::draft(&facts, &vendor).expect("it describes an action");
    rtc_transcribe::transcribe(draft, &vendor, &source).expect("a spec can be made of it")
}

macro_rules! specs {
    ($($name:ident: $file:literal $(with $types:literal)?;)*) => {$(
        #[test]
        fn $name() {
            let types: &[&str] = &[$(include_str!(concat!("../../pages/tests/data/", $types)))?];
            insta::assert_snapshot!(transcript(include_str!(concat!("../../pages/tests/data/", $file)), types).text);
        }
    )*};
}

specs! {
    tencent_text: "tencent-text.txt";
    tencent_text_with_types: "tencent-text.txt" with "tencent-types.txt";
    tencent_glued: "tencent-glued.txt";
    tencent_html: "tencent-html.html";
    tencent_bars: "tencent-bars.md";
    tencent_chinese: "tencent-chinese.txt";
    volcengine: "volcengine.md";
    volcengine_flat: "volcengine-flat.md";
    volcengine_tabs: "volcengine-tabs.md";
    zego: "zego.md";
    zego_english: "zego-english.md";
    zego_oddities: "zego-oddities.md";
}
