//! What goes wrong leaves every byte as it is, says what to do, and ends with 1, or with 2 where the command itself is
//! wrong.

use crate::{
    commands::{LIST_ROOMS, copy, run},
    versions::edit,
};
use rtc_tests::{files, synthetic_specs};
use std::{fs, path::Path};

macro_rules! assert_mistake {
    ($make:expr) => {
        let printed = mistake($make);
        insta::assert_snapshot!(printed);
    };
}

/// Makes a mistake in a copy and runs both commands: each must fail with 1, say the same and touch nothing.
fn mistake(make: impl FnOnce(&Path)) -> String {
    let copy = copy();
    make(copy.path());
    let before = files(copy.path());
    let (code, printed, errors) = run(copy.path(), &["gen"]);
    assert_eq!((code, &*printed), (1, ""), "{errors}");
    assert_eq!(files(copy.path()), before);
    let (code, printed, again) = run(copy.path(), &["gen", "--check"]);
    assert_eq!((code, &*printed, &*again), (1, "", &*errors));
    assert_eq!(files(copy.path()), before);
    errors
}

#[test]
fn broken_yaml() {
    assert_mistake!(|copy| edit(copy, "specs/zego/describe-users.yaml", ("summary: ", "summary: [")));
}

/// The good new spec beside it makes nothing either.
#[test]
fn mistakes_in_two_files_are_said_at_once() {
    assert_mistake!(|copy| {
        fs::write(copy.join("specs/zego/list-rooms.yaml"), LIST_ROOMS).unwrap();
        edit(copy, "specs/zego/describe-users.yaml", ("safe: true", "save: true"));
        edit(copy, "specs/volcengine/vendor.yaml", ("title: ", "titel: "));
    });
}

#[test]
fn a_dangling_type() {
    assert_mistake!(|copy| edit(copy, "specs/zego/describe-users.yaml", ("[UserStatus]", "[UserState]")));
}

#[test]
fn an_example_that_does_not_encode() {
    assert_mistake!(|copy| {
        edit(copy, "specs/zego/describe-users.yaml", ("query: RoomId=room1&", "query: RoomId=room2&"));
    });
}

#[test]
fn a_file_of_somebody_else() {
    assert_mistake!(|copy| {
        fs::write(copy.join("crates/actions/zego/describe-users/src/extra.rs"), "fn mine() {}\n").unwrap();
        fs::write(copy.join("crates/actions/zego/describe-users/src/lib.rs"), "fn mine() {}\n").unwrap();
    });
}

#[test]
fn a_readme_without_the_place_for_the_table() {
    assert_mistake!(|copy| fs::write(copy.join("README.md"), "# Nothing\n").unwrap());
}

#[test]
fn no_readme() {
    assert_mistake!(|copy| fs::remove_file(copy.join("README.md")).unwrap());
}

#[test]
fn no_specs() {
    assert_mistake!(|copy| fs::remove_dir_all(copy.join("specs")).unwrap());
}

/// An invented vendor, of whose facts none is a real one's.
fn invented(file: &str) -> String {
    fs::read_to_string(synthetic_specs().join("zego").join(file)).unwrap()
}

#[test]
fn a_vendor_named_unlike_its_folder() {
    assert_mistake!(|copy| {
        fs::create_dir(copy.join("specs/acme")).unwrap();
        let vendor = invented("vendor.yaml").replacen("vendor: zego", "vendor: agora", 1);
        fs::write(copy.join("specs/acme/vendor.yaml"), vendor).unwrap();
    });
}

#[test]
fn a_vendor_whose_protocol_nobody_speaks() {
    assert_mistake!(|copy| {
        for vendor in ["volcengine", "tencent", "zego"] {
            fs::create_dir_all(copy.join("crates/vendors").join(vendor)).unwrap();
        }
        fs::create_dir(copy.join("specs/acme")).unwrap();
        let vendor = invented("vendor.yaml").replacen("vendor: zego", "vendor: acme", 1);
        fs::write(copy.join("specs/acme/vendor.yaml"), vendor).unwrap();
        fs::write(copy.join("specs/acme/list-streams.yaml"), invented("list-streams.yaml")).unwrap();
    });
}

#[test]
fn wrong_usage_ends_with_2_and_touches_nothing() {
    let copy = copy();
    let before = files(copy.path());
    for arguments in [&[][..], &["generate"], &["gen", "--checked"], &["gen", "now"], &["--frob", "gen"]] {
        let (code, printed, errors) = run(copy.path(), arguments);
        assert_eq!((code, &*printed), (2, ""), "{arguments:?}");
        assert!(errors.contains("Usage: cargo xtask"), "{arguments:?}: {errors}");
    }
    assert_eq!(files(copy.path()), before);
}

#[test]
fn help_ends_with_0() {
    let copy = copy();
    let (code, printed, errors) = run(copy.path(), &["--help"]);
    assert_eq!((code, &*errors), (0, ""));
    insta::assert_snapshot!(printed);
}
