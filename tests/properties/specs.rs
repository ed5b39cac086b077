//! The loader of specs: whatever the files hold, it ends with a model or with mistakes that have their places.

use crate::cases;
use proptest::prelude::*;
use rtc_spec::{LoadError, load, yaml};
use rtc_tests::{specs, synthetic_specs, yaml_files};
use std::{fs, sync::LazyLock};

/// A spec, with its vendor's.
#[derive(Debug)]
struct Spec {
    vendor: String,
    file: String,
    bytes: Vec<u8>,
    beside: Vec<u8>,
}

/// All specs, real and invented.
static SPECS: LazyLock<Vec<Spec>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for folder in [specs(), synthetic_specs()] {
        let files = yaml_files(&folder);
        for (path, bytes) in &files {
            let (vendor, file) = path.split_once('/').unwrap();
            let beside = files[&format!("{vendor}/vendor.yaml")].clone();
            all.push(Spec { vendor: vendor.to_owned(), file: file.to_owned(), bytes: bytes.clone(), beside });
        }
    }
    all
});

/// Loads one file, beside its vendor's if it is not that itself, and looks at what is said of it.
fn check(vendor: &str, file: &str, bytes: &[u8], beside: &[u8]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("specs").join(vendor);
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("vendor.yaml"), beside).unwrap();
    fs::write(home.join(file), bytes).unwrap();
    match load(&folder.path().join("specs")) {
        Ok(model) => {
            // What has no mistake can be made into crates.
            prop_assert_eq!(rtc_codegen::emit(&model).len(), model.actions.len());
        }
        Err(LoadError::Io { path, .. }) => prop_assert!(std::str::from_utf8(bytes).is_err(), "{}", path.display()),
        Err(LoadError::Mistakes(diagnostics)) => {
            let text = String::from_utf8_lossy(bytes);
            prop_assert!(!diagnostics.is_empty());
            for diagnostic in diagnostics {
                prop_assert!(
                    diagnostic.path().ends_with(file) || file == "vendor.yaml" || beside != bytes,
                    "{}",
                    diagnostic
                );
                let (line, column) = diagnostic.position();
                let lines = text.matches('\n').count() + 1;
                prop_assert!((1..=lines).contains(&line), "line {} of {}: {}", line, lines, diagnostic);
                let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                prop_assert!((1..=longest + 2).contains(&column), "column {}: {}", column, diagnostic);
                prop_assert!(!diagnostic.message().is_empty());
                // A report shows the end of a file as the end of its last line.
                if line < lines {
                    prop_assert!(diagnostic.to_string().contains(&format!("{file}:{line}:{column}")), "{}", diagnostic);
                }
            }
        }
    }
    Ok(())
}

/// What is done to a file's bytes.
#[derive(Clone, Debug)]
enum Change {
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    Flip(prop::sample::Index, u8),
    Swap(prop::sample::Index, prop::sample::Index),
    Double(prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        1 => place().prop_map(Change::Cut),
        3 => (place(), 1_usize..30).prop_map(|(at, length)| Change::Remove(at, length)),
        4 => (place(), "[\\[\\]{}:,&*!|>'\"#%@`?~\t\r\n a0-9.-]{1,6}").prop_map(|(at, text)| Change::Insert(at, text)),
        1 => (place(), "(null|true|\\.nan|0x1F|-|---|\\.\\.\\.|<<|文|\u{feff}|\u{2028}|\u{0})").prop_map(|(at, text)| Change::Insert(at, text)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        2 => (place(), place()).prop_map(|(one, other)| Change::Swap(one, other)),
        2 => place().prop_map(Change::Double),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>) {
    if bytes.is_empty() {
        return;
    }
    let lines = |bytes: &[u8]| bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    match change {
        Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Change::Remove(at, length) => {
            let start = at.index(bytes.len());
            bytes.drain(start..(start + length).min(bytes.len()));
        }
        Change::Insert(at, text) => {
            let start = at.index(bytes.len());
            bytes.splice(start..start, text.bytes());
        }
        Change::Flip(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Swap(one, other) => {
            let mut parts = lines(bytes);
            let (one, other) = (one.index(parts.len()), other.index(parts.len()));
            parts.swap(one, other);
            *bytes = parts.concat();
        }
        Change::Double(at) => {
            let mut parts = lines(bytes);
            let at = at.index(parts.len());
            parts.insert(at, parts[at].clone());
            *bytes = parts.concat();
        }
    }
}

/// Something like YAML.
fn any_yaml() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,5}",
        "[0-9.+-]{1,6}",
        Just("null".to_owned()),
        Just("\"a\\n\\u0041\"".to_owned()),
        Just("'it''s'".to_owned()),
        Just("*a".to_owned()),
        Just("&a b".to_owned()),
        Just("!t x".to_owned()),
        Just("|\n    block".to_owned()),
        Just(String::new()),
    ];
    let line = (
        0_usize..4,
        prop_oneof![Just("- "), Just(""), Just("k: "), Just("? "), Just("- - "), Just("{a: "), Just("[")],
        word,
        prop_oneof![Just(""), Just("}"), Just("]"), Just(" # c")],
    );
    prop::collection::vec(line, 0..12).prop_map(|lines| {
        let line = |(depth, sign, word, end): (usize, &str, String, &str)| {
            format!("{}{sign}{word}{end}\n", "  ".repeat(depth))
        };
        lines.into_iter().map(line).collect()
    })
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn a_damaged_spec_ends_in_a_model_or_in_mistakes_with_their_places(
        spec in any::<prop::sample::Index>(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let Spec { vendor, file, bytes, beside } = spec.get(&SPECS);
        let mut bytes = bytes.clone();
        for change in &changes {
            apply(change, &mut bytes);
        }
        check(vendor, file, &bytes, if file == "vendor.yaml" { &bytes } else { beside })?;
    }

    #[test]
    fn any_text_ends_in_mistakes_with_their_places(text in prop_oneof![any_yaml(), any::<String>()]) {
        let zego = SPECS.iter().find(|spec| spec.vendor == "zego").unwrap();
        check("zego", "list-things.yaml", text.as_bytes(), &zego.beside)?;
        check("zego", "vendor.yaml", text.as_bytes(), text.as_bytes())?;
    }
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn any_text_is_parsed_to_an_end(text in prop_oneof![any_yaml(), any::<String>()]) {
        // The parser counts bytes behind a directive, else characters.
        let length = text.len();
        let (node, problems) = yaml::parse(&text);
        prop_assert!(node.is_some() || !problems.is_empty());
        for problem in problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= length + 1, "{:?}", problem);
        }
        if let Some(node) = node {
            let _ = node.to_json();
        }
    }
}
