//! Diagnostics of the keys that say what a vendor does with input that is not as documented.
#![allow(clippy::panic, clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use rtc_catalog::{
    load,
    model::{Action, Beyond, Model, Situation, Tolerance},
};
use std::{fmt::Write, fs};

const VENDOR: &str = include_str!("data/vendor.yaml");
const ACTION: &str = include_str!("data/list-things.yaml");

fn loaded(vendor: &str, action: &str) -> Result<Model, String> {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    fs::create_dir_all(specs.join("acme")).unwrap();
    fs::write(specs.join("acme/vendor.yaml"), vendor).unwrap();
    fs::write(specs.join("acme/list-things.yaml"), action).unwrap();
    load(&specs).map_err(|error| error.to_string().replace(&folder.path().display().to_string(), "…"))
}

/// The two files with `from` replaced by `to` wherever it stands first.
fn edited(from: &str, to: &str) -> Result<Model, String> {
    assert!(VENDOR.contains(from) || ACTION.contains(from), "neither file contains {from:?}");
    loaded(&VENDOR.replacen(from, to, 1), &ACTION.replacen(from, to, 1))
}

fn action(from: &str, to: &str) -> Action {
    edited(from, to).unwrap_or_else(|error| panic!("{error}")).actions.remove(0)
}

#[test]
fn each_key_reaches_the_model() {
    let pages = action("key: [Name] }", "key: [Name], beyond: clamped, incomplete: ignored }").pages.unwrap();
    assert_eq!((pages.beyond, pages.incomplete), (Some(Beyond::Clamped), Some(Tolerance::Ignored)));
    let names = action("items: 1..=10,", "items: 1..=10, length: 1..=8, malformed: refused,");
    assert_eq!(names.parameter("Names").unwrap().malformed, Some(Tolerance::Refused));
    let things = action("type: [Thing],", "type: [Thing], items: ..=500,");
    assert_eq!(things.output[1].max_items, Some(500));
    let code = action(
        "no such colour, retry: never",
        "no such colour, retry: never, means: [invalid_value], parameters: [Colour]",
    );
    assert_eq!(
        (&code.codes[0].means[..], &code.codes[0].parameters[..]),
        (&[Situation::InvalidValue][..], &["Colour".to_owned()][..])
    );
    let narrower = "safe: true\nnarrower: { Colour: { span: 1h, page_size: 6 }, Names: { span: 5m } }";
    let narrower = action("safe: true", narrower);
    let spans = narrower.narrower_spans();
    let spans: Vec<_> =
        spans.iter().map(|(when, span)| (&*narrower.parameters[*when].wire, span.to_string())).collect();
    assert_eq!(spans, [("Names", "5 minutes".to_owned()), ("Colour", "1 hour".to_owned())]);
    assert_eq!(narrower.narrower_ranges(narrower.pages.as_ref().unwrap().size), [(6, 6)]);
    let signature = edited("common:\n", "signature: { valid: 5m }\ncommon:\n").unwrap();
    assert_eq!(signature.vendors[0].signature_valid.unwrap().to_string(), "5 minutes");
}

#[test]
fn each_misuse_is_a_diagnostic() {
    let misuses = [
        ("key: [Name] }", "key: [Name], beyond: cut }"),
        ("key: [Name] }", "key: [Name], incomplete: clamped }"),
        ("together:\n  - [Page, PageSize]\n", "together:\n  - [Page, Colour]\n"),
        (
            "{ type: string, required: true, characters",
            "{ type: string, required: true, malformed: ignored, characters",
        ),
        ("items: 1..=10,", "items: 1..=10, malformed: ignored,"),
        ("type: i64, doc: How", "type: i64, items: ..=3, doc: How"),
        ("type: [Thing],", "type: [Thing], items: 1..=500,"),
        ("no such colour, retry: never", "no such colour, retry: never, means: [wrong_colour]"),
        ("no such colour, retry: never", "no such colour, retry: never, means: [malformed, malformed]"),
        ("no such colour, retry: never", "no such colour, retry: never, parameters: [Colour]"),
        ("no such colour, retry: never", "no such colour, retry: never, means: [throttled], parameters: [Colour]"),
        ("no such colour, retry: never", "no such colour, retry: never, means: [malformed], parameters: [Color]"),
        (
            "no such colour, retry: never",
            "no such colour, retry: never, means: [malformed], parameters: [Colour, Colour]",
        ),
        ("too many calls, advice", "too many calls, means: [throttled], parameters: [Names], advice"),
        ("common:\n", "signature: { valid: 0s }\ncommon:\n"),
        ("common:\n", "signature: { lifetime: 5m }\ncommon:\n"),
    ];
    let with_incomplete = ACTION.replacen("key: [Name] }", "key: [Name], incomplete: ignored }", 1);
    let mut shown = String::new();
    for (from, to) in misuses {
        let diagnostic = if from.starts_with("together") {
            loaded(VENDOR, &with_incomplete.replacen(from, to, 1)).unwrap_err()
        } else {
            edited(from, to).unwrap_err()
        };
        let lines = diagnostic
            .lines()
            .filter(|line| line.starts_with("error") || line.contains("-->") || line.contains("= help"));
        writeln!(shown, "{to:?}").unwrap();
        lines.for_each(|line| writeln!(shown, "    {}", line.trim()).unwrap());
    }
    insta::assert_snapshot!(shown);
}
