//! The clients find the credentials that the vendors' own providers find, in variables and files.

mod cases;
mod provider;

use crate::{
    Tally,
    language::{Interpreters, Language, text},
    our_clients::{Forward, InventedAction, TestedVendor, http_client},
};
use cases::{Case, Found};
use provider::Answer;
use rtc_core::{Client, Error};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use serde_json::json;
use std::{ffi::OsString, fs, path::Path};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Tries all environments and files.
pub(crate) fn run(runtime: &Runtime, interpreters: &Interpreters) -> Result<Tally, String> {
    let http = http_client()?;
    let (_checker, port) = Language::Python.checker(interpreters)?;
    let trials = Trials { runtime, interpreters, http: &http, port };
    Ok(trials.all::<Volcengine>(&cases::VOLCENGINE)? + trials.all::<Tencent>(&cases::TENCENT)?)
}

/// What all trials need.
struct Trials<'t> {
    runtime: &'t Runtime,
    interpreters: &'t Interpreters,
    http: &'t reqwest::Client,
    /// The port of the server that verifies signatures.
    port: u16,
}

impl Trials<'_> {
    fn all<V: TestedVendor>(&self, cases: &[Case]) -> Result<Tally, String> {
        let mut tally = Tally::default();
        for case in cases {
            let home = home(*case).map_err(|error| format!("no home can be made: {error}"))?;
            let theirs = case.providers.iter().try_for_each(|provider| {
                let found = provider.find(self.interpreters, *case, home.path())?;
                let expected = case.expected.map(|expected| answer(expected, provider.reads_tokens()));
                if found == expected {
                    Ok(())
                } else {
                    Err(format!("{provider:?} found {found:?} instead of {expected:?}"))
                }
            });
            tally.calls += case.providers.len() + 1;
            if let Err(why) = theirs.and_then(|()| self.ours::<V>(*case, home.path())) {
                eprintln!("credentials of {}, {}: FAILED\n{why}", V::ID, case.title);
                tally.failed += 1;
            }
        }
        println!("credentials of {}: {} environments", V::ID, cases.len());
        Ok(tally)
    }

    /// Builds a client that looks for credentials there. The vendor's signer verifies what it signs with them.
    fn ours<V: TestedVendor>(&self, case: Case, home: &Path) -> Result<(), String> {
        let at_home = home.to_owned();
        let variables = case.variables.iter().map(|(name, value)| (*name, expanded(value, home)));
        let variables: Vec<(&str, OsString)> = variables.collect();
        let lookup = move |name: &str| match name {
            "HOME" | "USERPROFILE" => Some(at_home.clone().into_os_string()),
            name => variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone()),
        };
        let builder = Client::<V>::builder().environment(lookup).credentials_from(V::default_chain());
        let Some(expected) = case.expected else {
            let built = builder.build();
            return built.map_or(Ok(()), |client| Err(format!("the client found some: {client:?}")));
        };
        let known = json!({ "vendor": V::ID, "id": expected.id, "secret": expected.secret, "token": expected.token });
        let (forward, captured) = Forward::new(self.http, self.port, &known, None, &V::nothing(), &V::refusal());
        let client = builder.transport(forward).build().map_err(|error| error.to_string())?;
        let action = InventedAction::<V, false>::new(Vec::new(), None);
        match self.runtime.block_on(client.send(&action)) {
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(error) => return Err(format!("the client failed: {error}")),
        }
        let captured = captured.take().ok_or("nothing was sent")?;
        if captured.report["right"] != json!(true) {
            return Err(format!(
                "the client signed with other credentials than {expected:?}; the vendor's signer expected {}",
                text(&captured.report, "expected")
            ));
        }
        let token = captured.report["token"].as_str();
        if token == expected.token { Ok(()) } else { Err(format!("the client sent the token {token:?}")) }
    }
}

/// A home with the case's files.
fn home(case: Case) -> std::io::Result<TempDir> {
    let home = tempfile::tempdir()?;
    for (file, text) in case.files {
        let path = home.path().join(file);
        fs::create_dir_all(path.parent().unwrap_or(home.path()))?;
        fs::write(path, text)?;
    }
    Ok(home)
}

/// A variable's value, with the home for `~`.
fn expanded(value: &str, home: &Path) -> OsString {
    value.strip_prefix("~/").map_or_else(|| value.into(), |file| home.join(file).into_os_string())
}

/// What a provider finds where the credentials are these.
fn answer(Found { id, secret, token }: Found, with_token: bool) -> Answer {
    let token = token.filter(|_| with_token).map(str::to_owned);
    Answer { id: id.to_owned(), secret: secret.to_owned(), token }
}
