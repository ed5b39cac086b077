//! The version, written into specs as people write them.

use crate::{CLOSE, LIST, VENDOR, edited};
use rtc_changes::{Version, with_release};

const NEXT: Version = Version::new(0, 2, 0);

fn written(spec: &str) -> String {
    let edited = with_release(spec, "release", &NEXT).unwrap();
    assert_eq!(with_release(&edited, "release", &NEXT).unwrap(), edited, "twice is as good as once");
    edited
}

#[test]
fn it_goes_behind_the_version_or_the_name_and_nothing_else_changes() {
    let list = edited(LIST, &[]);
    assert_eq!(written(&list), list.replace("\"2026-01-01\"\n", "\"2026-01-01\"\nrelease: 0.2.0\n"));
    let close = edited(CLOSE, &[]);
    assert_eq!(written(&close), close.replace("release: 1.2.3", "release: 0.2.0"));
    let bare = close.replace("release: 1.2.3\n", "");
    assert_eq!(written(&bare), close.replace("release: 1.2.3", "release: 0.2.0"));
}

#[test]
fn a_vendor_s_goes_behind_the_name_of_its_crates() {
    let vendor = edited(VENDOR, &[]);
    let with = vendor.replace("package: invented-v\n", "package: invented-v\nrelease: 0.2.0\n");
    assert_ne!(vendor, with);
    assert_eq!(written(&vendor), with);
    assert_eq!(written(&with.replace("0.2.0", "\"0.1.0\" # old")), with.replace("0.2.0", "\"0.2.0\" # old"));
}

#[test]
fn comments_quotes_and_line_ends_stay_as_they_are() {
    for (before, after) in [
        ("action: A # why\nsafe: true\n", "action: A # why\nrelease: 0.2.0\nsafe: true\n"),
        ("safe: true\naction: A", "safe: true\naction: A\nrelease: 0.2.0\n"),
        (
            "# first\n\naction: 'A'\n\n# next\nsafe: true\n",
            "# first\n\naction: 'A'\nrelease: 0.2.0\n\n# next\nsafe: true\n",
        ),
        ("action: A\r\nsafe: true\r\n", "action: A\r\nrelease: 0.2.0\r\nsafe: true\r\n"),
        ("\u{feff}action: A\nsafe: true\n", "\u{feff}action: A\nrelease: 0.2.0\nsafe: true\n"),
        ("# Größe\naction: A\nversion: \"ü\"\n", "# Größe\naction: A\nversion: \"ü\"\nrelease: 0.2.0\n"),
        ("  action: A\n  safe: true\n", "  action: A\n  release: 0.2.0\n  safe: true\n"),
        ("{ action: A, safe: true }\n", "{ action: A, release: 0.2.0, safe: true }\n"),
        ("action: A\nrelease: \"0.1.0\" # old\n", "action: A\nrelease: \"0.2.0\" # old\n"),
        ("action: A\nrelease: 0.1.0 # old\n", "action: A\nrelease: 0.2.0 # old\n"),
        ("action: \"A\" # why\n\n# next\nsafe: true\n", "action: \"A\" # why\nrelease: 0.2.0\n\n# next\nsafe: true\n"),
        ("action: A\nrelease:   '0.1.0'\n", "action: A\nrelease:   '0.2.0'\n"),
        ("{action: A,release: 0.1.0}", "{action: A,release: 0.2.0}"),
    ] {
        assert_eq!(with_release(before, "release", &NEXT).as_deref(), Ok(after), "{before:?}");
        assert_eq!(written(after), after, "{before:?}");
    }
}

#[test]
fn what_is_no_spec_is_left_alone() {
    for text in
        ["", "a: b\n", "- a\n", "action: [\n", "action: A\naction: B\n", "action: A\n---\naction: B\n", "just words"]
    {
        let error = with_release(text, "release", &NEXT).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the version cannot be put into this spec as it is written: put `release: 0.2.0` below `action`, or in a vendor's file below `package`, by hand",
            "{text:?}"
        );
    }
}

#[test]
fn the_version_of_an_umbrella_crate_has_a_key_of_its_own() {
    let vendor =
        edited(VENDOR, &[("package: invented-v\n", "package: invented-v\nrelease: 0.1.0\numbrella: 0.1.0 # all\n")]);
    let written = with_release(&vendor, "umbrella", &NEXT).unwrap();
    assert_eq!(written, vendor.replace("umbrella: 0.1.0", "umbrella: 0.2.0"));
}
