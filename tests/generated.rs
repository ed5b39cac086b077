//! Every generated file as it is, and that the same specs always make the same files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_catalog::load;
use rtc_codegen::{Crate, emit};
use rtc_tests::{files, root, specs, synthetic_specs, write};
use std::{collections::BTreeMap, fs, path::Path};

fn emitted(specs: &Path) -> Vec<Crate> {
    emit(&load(specs).unwrap_or_else(|error| panic!("{error}")))
}

/// One snapshot per file, as `vendor__action__src_request.rs`, in a folder of its own.
fn snapshots(crates: &[Crate], folder: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(format!("snapshots/{folder}"));
    settings.set_omit_expression(true);
    settings.bind(|| {
        for item in crates {
            let names: Vec<_> = item.folder.iter().map(|part| part.to_string_lossy()).collect();
            for (path, text) in &item.files {
                insta::assert_snapshot!(format!("{}__{}", names.join("__"), path.replace('/', "_")), text);
            }
        }
    });
}

#[test]
fn files_of_the_actions() {
    snapshots(&emitted(&specs()), "actions");
}

#[test]
fn files_of_the_invented_actions() {
    snapshots(&emitted(&synthetic_specs()), "invented");
}

#[test]
fn every_snapshot_is_of_a_file_that_is_still_made() {
    for (specs, folder) in [(specs(), "actions"), (synthetic_specs(), "invented")] {
        let made: Vec<String> = emitted(&specs)
            .iter()
            .flat_map(|item| {
                let names: Vec<_> = item.folder.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                let name = |path: &str| format!("{}__{}.snap", names.join("__"), path.replace('/', "_"));
                item.files.iter().map(|(path, _)| name(path)).collect::<Vec<_>>()
            })
            .collect();
        let kept = files(&root().join("tests/snapshots").join(folder));
        let kept = kept.into_keys().filter(|name| !name.ends_with(".snap.new"));
        let stale: Vec<String> = kept.filter(|name| !made.contains(name)).collect();
        assert_eq!(stale, Vec::<String>::new(), "snapshots of files that no spec makes any more: remove them");
    }
}

#[test]
fn the_committed_crates_are_what_the_specs_make() {
    let home = root().join("crates/actions");
    let mut made = BTreeMap::new();
    for item in emitted(&specs()) {
        for (path, text) in item.files {
            let folder: Vec<_> = item.folder.iter().map(|part| part.to_string_lossy()).collect();
            made.insert(format!("{}/{path}", folder.join("/")), text);
        }
    }
    let found = files(&home);
    assert!(made.keys().eq(found.keys()), "made: {:?}\nfound: {:?}", made.keys(), found.keys());
    for (path, text) in &made {
        let found = String::from_utf8_lossy(&found[path]);
        assert!(*text == found, "{path} is not what the specs make; to mend it, run: cargo xtask gen");
    }
}

#[test]
fn the_same_specs_make_the_same_bytes_twice() {
    for specs in [specs(), synthetic_specs()] {
        assert_eq!(emitted(&specs), emitted(&specs));
    }
}

/// The order in which a folder lists its files is that of writing on some systems, so it is turned around.
#[test]
fn neither_the_order_of_files_nor_the_folder_changes_a_byte() {
    for specs in [specs(), synthetic_specs()] {
        let files = files(&specs);
        let folder = tempfile::tempdir().unwrap();
        let forwards = folder.path().join("one/specs");
        let backwards = folder.path().join("a longer way to/the other/specifications");
        write(&forwards, &files);
        write(&backwards, files.iter().rev());
        let expected = emitted(&specs);
        assert_eq!(emitted(&forwards), expected);
        assert_eq!(emitted(&backwards), expected);
    }
}

#[test]
fn line_ends_of_other_systems_change_nothing() {
    for specs in [specs(), synthetic_specs()] {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files(&specs) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, String::from_utf8_lossy(&bytes).replace('\n', "\r\n")).unwrap();
        }
        assert_eq!(emitted(folder.path()), emitted(&specs));
    }
}

#[test]
fn every_generated_file_says_so_and_ends_with_one_line_break() {
    for item in emitted(&specs()).iter().chain(&emitted(&synthetic_specs())) {
        for (path, text) in &item.files {
            let place = format!("{} {path}", item.package);
            assert!(text.lines().take(3).any(|line| line.contains(rtc_codegen::MARK)), "{place}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{place}");
            assert!(!text.contains('\r') && !text.contains('\t'), "{place}");
            let trailing = text.lines().position(|line| line.ends_with(' '));
            assert_eq!(trailing, None, "{place} has a line that ends with a blank");
        }
    }
}
