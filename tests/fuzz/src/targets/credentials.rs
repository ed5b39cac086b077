//! The files that the vendors' own tools keep credentials in.

use crate::{Target, input::Input};
use rtc_core::{CredentialsProvider, Environment, Vendor, credentials::Issued};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use std::{
    ffi::OsString,
    fmt, fs,
    path::Path,
    pin::pin,
    task::{Context, Poll, Waker},
};

pub(super) const TARGET: Target = Target {
    name: "credentials",
    holds: "any credentials file gives credentials that can be used or an error that does not repeat what stands in it",
    test,
    seeds,
    words: &[
        "{",
        "}",
        ":",
        ",",
        "\"",
        "null",
        "true",
        "1795000000",
        "[default]",
        "[",
        "]",
        "=",
        "\n",
        "#",
        ";",
        "'",
        "\"VOLC_ACCESSKEY\":",
        "\"VOLC_SECRETKEY\":",
        "\"ak\":",
        "\"sk\":",
        "\"secretId\":",
        "\"secretKey\":",
        "\"token\":",
        "\"expiresAt\":",
        "\"roleArn\":",
        "\"profiles\":",
        "\"access-key\":",
        "\"secret-key\":",
        "\"session-token\":",
        "\"sts-expiration\":",
        "session_token",
        "access_key_id",
        "secret_access_key",
        "secret_id",
        "secret_key",
        "SECRETVALUE",
        "\u{feff}",
        "\u{85}",
    ],
};

/// What no error may show.
const SECRET: &str = "SECRETVALUE";

const FILES: [&str; 6] = [
    ".volc/credentials",
    ".volc/config",
    ".tencentcloud/credentials",
    ".tccli/default.credential",
    ".tccli/default.configure",
    ".volcengine/config.json",
];

fn seeds() -> Vec<Vec<u8>> {
    let files = [
        (0, "[default]\naccess_key_id = AKLT\nsecret_access_key = SECRETVALUE\n"),
        (1, r#"{"VOLC_ACCESSKEY": "AKLT", "VOLC_SECRETKEY": "SECRETVALUE"}"#),
        (1, r#"{"ak": "AKLT", "sk": "SECRETVALUE"}"#),
        (2, "; mine\n[default]\nsecret_id=AKID\nsecret_key='SECRETVALUE'\n\n[other]\nsecret_id: x\n"),
        (3, r#"{"secretId": "AKID", "secretKey": "SECRETVALUE", "token": "SECRETVALUE", "expiresAt": 4102444800}"#),
        (5, r#"{"current": "x", "profiles": {"x": {"access-key": "AKLT", "secret-key": "SECRETVALUE"}}}"#),
        (4, r#"{"_sys_param": {"region": "ap-singapore", "output": "json"}}"#),
    ];
    files.map(|(file, text)| [&[file], text.as_bytes()].concat()).to_vec()
}

fn test(data: &[u8]) {
    let mut input = Input::new(data);
    let file = input.choice(&FILES);
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, input.rest()).unwrap();
    look::<Volcengine>(&rtc_volcengine::credentials::credentials_file(), home.path());
    look::<Volcengine>(&rtc_volcengine::credentials::config_file(), home.path());
    look::<Volcengine>(&rtc_volcengine::credentials::cli_config(), home.path());
    look::<Volcengine>(&rtc_volcengine::credentials::default_chain(), home.path());
    look::<Tencent>(&rtc_tencent::credentials::sdk_file(), home.path());
    look::<Tencent>(&rtc_tencent::credentials::profile(), home.path());
    look::<Tencent>(&rtc_tencent::credentials::default_chain(), home.path());
}

fn look<V: Vendor>(provider: &impl CredentialsProvider<V::Credentials>, home: &Path) {
    let lookup = |name: &str| (name == "HOME" || name == "USERPROFILE").then(|| OsString::from(home));
    let environment = Environment::new(&lookup);
    let issued = match pin!(provider.issue(environment)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(issued) => issued,
        Poll::Pending => panic!("reading a file waits"),
    };
    match issued {
        Ok(Issued { credentials, .. }) => V::check_credentials(&credentials).unwrap(),
        Err(error) => keeps_quiet(&error),
    }
    if let Err(error) = provider.region(environment) {
        keeps_quiet(&error);
    }
}

fn keeps_quiet<E: fmt::Display + fmt::Debug>(error: &E) {
    let shown = format!("{error}\n{error:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}
