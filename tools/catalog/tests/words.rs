//! The vendor's own words: what is wrong with them, and where.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use rtc_catalog::load;
use std::fs;

const VENDOR: &str = include_str!("data/vendor.yaml");

/// The diagnostics of vendors that have these words.
fn diagnostics(vendors: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    for (vendor, words) in vendors {
        let text = VENDOR.replace("vendor: acme", &format!("vendor: {vendor}"));
        let text = text.replace("package: acme", &format!("package: {vendor}"));
        fs::create_dir_all(specs.join(vendor)).unwrap();
        fs::write(specs.join(vendor).join("vendor.yaml"), format!("{text}words:\n{words}")).unwrap();
    }
    match load(&specs) {
        Ok(_) => "no mistake".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn words_that_say_how_pages_are_read() {
    let words = "  domains: [acme.example]\n  sites: [acme.test]\n  brands: [Acme Things]\n  integer: u64\n";
    assert_eq!(diagnostics(&[("acme", words)]), "no mistake");
}

#[test]
fn every_mistake_has_its_position_and_a_cure() {
    let words = "  domains: [https://acme.test, Acme.test]\n  brands: [Acme, ACME]\n  phrases: [\"\"]\n";
    insta::assert_snapshot!(diagnostics(&[("acme", words)]));
}

#[test]
fn an_integer_has_a_size() {
    insta::assert_snapshot!(diagnostics(&[("acme", "  integer: i16\n")]));
}

#[test]
fn two_vendors_have_no_word_in_common() {
    let one = "  domains: [acme.example]\n  brands: [Acme]\n";
    let other = "  domains: [acme.example]\n  brands: [Other, acme]\n";
    insta::assert_snapshot!(diagnostics(&[("acme", one), ("other", other)]));
}
