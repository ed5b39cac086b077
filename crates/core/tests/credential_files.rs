//! Credentials files: what is read, and what is said about one that is of no use. Never what stands in it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use proptest::prelude::*;
use rtc_core::{
    CredentialsError, Environment,
    credentials::{
        Chain, CredentialsProvider as _, Issued,
        file::{FileProblem, Ini, Json, key_pair, read},
        from_sync_fn,
    },
};
use std::{fmt::Write as _, fs, io, path::Path};

const PATH: &str = "/home/ada/.acme/credentials";

fn json(text: &str) -> Result<Json, CredentialsError> {
    Json::parse(Path::new(PATH), text)
}

fn ini(text: &str) -> Result<Ini, CredentialsError> {
    Ini::parse(Path::new(PATH), text)
}

#[test]
fn ini_as_the_vendors_write_it() {
    let all = ini("# mine\r\n\r\n[default]\r\nid=AKID\r\n  Key : \"a=b:c;d#e\"\r\nempty = ''\r\n[ other ]\nid = x\n")
        .unwrap();
    let section = all.section("default");
    assert_eq!(section.text("id").unwrap(), Some("AKID"));
    assert_eq!(section.text("key").unwrap(), Some("a=b:c;d#e"));
    assert_eq!(section.text("empty").unwrap(), None);
    assert_eq!(section.text("gone").unwrap(), None);
    assert_eq!(all.section("other").text("id").unwrap(), Some("x"));
    assert_eq!(all.section("gone").text("id").unwrap(), None);
}

#[test]
fn json_as_the_vendors_write_it() {
    let all = json("{\"id\": \"AKID\", \"none\": null, \"empty\": \"\", \"end\": 1700000000, \"in\": {\"id\": \"x\"}}")
        .unwrap();
    assert_eq!(all.text("id").unwrap(), Some("AKID"));
    assert_eq!(all.text("none").unwrap(), None);
    assert_eq!(all.text("empty").unwrap(), None);
    assert_eq!(all.text("gone").unwrap(), None);
    assert_eq!(all.unix_seconds("end").unwrap().unwrap().unix_timestamp(), 1_700_000_000);
    assert_eq!(all.unix_seconds("gone").unwrap(), None);
    assert_eq!(all.object("in").unwrap().unwrap().text("id").unwrap(), Some("x"));
    assert!(all.object("gone").unwrap().is_none());
    for blank in ["", " \r\n", "{}"] {
        assert_eq!(json(blank).unwrap().text("id").unwrap(), None);
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    fs::write(&path, "\u{feff}[default]\nid = x").unwrap();
    assert_eq!(Ini::read(&path).unwrap().section("default").text("id").unwrap(), Some("x"));
    fs::write(&path, "\u{feff}{\"id\": \"x\"}").unwrap();
    assert_eq!(Json::read(&path).unwrap().text("id").unwrap(), Some("x"));
}

#[test]
fn every_mistake_is_told_by_its_place() {
    let secret = "s3cret";
    let at = |problem: FileProblem| problem.at(Path::new(PATH));
    let mut told = String::new();
    for error in [
        json("{\"id\": \"s3cret\",\n \"key\": s3cret}").unwrap_err(),
        json("[\"s3cret\"]").unwrap_err(),
        json("{\"key\": \"s3cret").unwrap_err(),
        json("{\"key\": 3}").unwrap().text("key").unwrap_err(),
        json("{\"key\": \"s3cret \"}").unwrap().text("key").unwrap_err(),
        json("{\"key\": \"s3\\u0000cret\"}").unwrap().text("key").unwrap_err(),
        json("{\"end\": \"s3cret\"}").unwrap().unix_seconds("end").unwrap_err(),
        json("{\"end\": 999999999999999}").unwrap().unix_seconds("end").unwrap_err(),
        json("{\"in\": \"s3cret\"}").unwrap().object("in").map(|_| ()).unwrap_err(),
        ini("key = s3cret").unwrap_err(),
        ini("[default]\nkey s3cret").unwrap_err(),
        ini("\n[default\nkey = s3cret").unwrap_err(),
        ini("[default]\nkey = s3cret\n\nKEY = s3cret2").unwrap_err(),
        ini("[default]\nkey = \" s3cret\"").unwrap().section("default").text("key").map(|_| ()).unwrap_err(),
        key_pair(Path::new(PATH), ("id", None), ("key", Some(secret))).unwrap_err(),
        key_pair(Path::new(PATH), ("id", Some("AKID")), ("key", None)).unwrap_err(),
        key_pair(Path::new(PATH), ("id", None), ("key", None)).unwrap_err(),
        at(FileProblem::Unreadable(io::ErrorKind::PermissionDenied)),
        at(FileProblem::NotAFile),
        at(FileProblem::TooLong { limit: 1_048_576 }),
        at(FileProblem::Utf16),
        at(FileProblem::NotUtf8 { byte: 17 }),
        CredentialsError::NoFile { path: PATH.into() },
    ] {
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
        writeln!(told, "{error}").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_cannot_be_read_as_text_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    let problem = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let CredentialsError::File(error) = read(&path).unwrap_err() else { panic!("another error") };
        assert_eq!(error.path, path);
        error.problem
    };
    assert_eq!(problem(b"s3cret\xff"), FileProblem::NotUtf8 { byte: 7 });
    assert_eq!(problem(b"\xff\xfe[\0"), FileProblem::Utf16);
    assert_eq!(problem(&vec![b' '; 1024 * 1024 + 1]), FileProblem::TooLong { limit: 1024 * 1024 });
    let CredentialsError::File(error) = read(folder.path()).unwrap_err() else { panic!("another error") };
    assert_eq!(error.problem, FileProblem::NotAFile);
    let gone = folder.path().join("gone");
    assert_eq!(read(&gone).unwrap_err(), CredentialsError::NoFile { path: gone });
    let within = path.join("a file is no folder");
    let CredentialsError::File(error) = read(&within).unwrap_err() else { panic!("another error") };
    assert_eq!(error.problem, FileProblem::Unreadable(io::ErrorKind::NotADirectory));
}

#[test]
fn a_home_that_nobody_names_is_an_error_that_says_so() {
    let (nothing, empty) = (|_: &str| None, |_: &str| Some("".into()));
    for lookup in [&nothing as &(dyn Fn(&str) -> _ + Sync), &empty] {
        let error = Environment::new(lookup).in_home(".acme/credentials").unwrap_err();
        assert!(error.is_missing());
        let variable = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        assert_eq!(
            error.to_string(),
            format!(
                "`~/.acme/credentials` cannot be looked for: {variable} is not set in the environment; set it, or give the client credentials"
            ),
        );
    }
    let home = |_: &str| Some("/home/ada".into());
    assert_eq!(Environment::new(&home).in_home(".acme/credentials").unwrap(), Path::new(PATH));
}

/// A place with a certain answer.
fn place(answer: Result<u8, CredentialsError>) -> impl rtc_core::CredentialsProvider<u8> {
    from_sync_fn(move |_: Environment<'_>| answer.clone().map(Issued::new))
}

fn ask(chain: &Chain<u8>) -> Result<u8, CredentialsError> {
    let nothing = |_: &str| None;
    let now = chain.issue_now(Environment::new(&nothing)).unwrap().map(|issued| issued.credentials);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(issued) = chain.issue(Environment::new(&nothing)).as_mut().poll(&mut context) else {
        panic!("nothing to wait for")
    };
    assert_eq!(issued.map(|issued| issued.credentials), now);
    now
}

#[test]
fn a_chain_takes_the_first_place_that_has_some() {
    let missing = || CredentialsError::Missing { variables: vec!["ACME_ID", "ACME_KEY"] };
    let broken = || FileProblem::Utf16.at(Path::new(PATH));
    let none = || CredentialsError::NoneInFile { path: PATH.into() };
    assert_eq!(ask(&Chain::of(place(Err(missing()))).or(place(Ok(2))).or(place(Ok(3)))), Ok(2));
    assert_eq!(ask(&Chain::of(place(Err(none()))).or(place(Err(broken()))).or(place(Ok(3)))), Err(broken()));
    let inner = Chain::of(place(Err(none()))).or(place(Err(CredentialsError::NoFile { path: "/etc/acme".into() })));
    let nowhere = ask(&Chain::of(place(Err(missing()))).or(inner)).unwrap_err();
    assert!(nowhere.is_missing());
    insta::assert_snapshot!(nowhere);
}

/// Texts that resemble credentials files, with a secret somewhere.
fn files() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("s3cret".to_owned()),
        "[\\[\\]{}=:\",#;\\\\\r\n \t]{0,3}",
        prop_oneof![Just("[default]\n"), Just("key"), Just("\"key\": "), Just("{"), Just("}"), Just("\u{feff}")]
            .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_file_makes_the_readers_panic_or_tell(text in files()) {
        let found = [
            json(&text).and_then(|json| {
                json.text("key")?;
                json.unix_seconds("key")?;
                json.object("key").map(|_| ())
            }),
            ini(&text).and_then(|ini| ini.section("default").text("key").map(|_| ())),
        ];
        for error in found.into_iter().filter_map(Result::err) {
            prop_assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in any::<Vec<u8>>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials");
        fs::write(&path, &bytes).unwrap();
        match read(&path) {
            Ok(text) => prop_assert!(bytes.ends_with(text.as_bytes())),
            Err(error) => prop_assert!(matches!(error, CredentialsError::File(_))),
        }
    }
}
