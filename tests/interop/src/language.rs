//! The languages that the vendors' SDKs are written in.

use crate::child::Child;
use serde_json::Value as Json;
use std::{
    fmt,
    path::{Path, PathBuf},
    process::Command,
};

/// The paths of the interpreters and packages.
#[derive(Clone, Debug)]
pub(crate) struct Interpreters {
    pub(crate) python: PathBuf,
    pub(crate) node_modules: PathBuf,
}

/// A programming language with SDKs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Python,
    Node,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::Python, Self::Node];

    /// Starts the program that makes calls.
    pub(crate) fn caller(self, interpreters: &Interpreters) -> Result<Child, String> {
        self.start(interpreters, "call")
    }

    /// Starts the server that verifies signatures. Returns its port.
    pub(crate) fn checker(self, interpreters: &Interpreters) -> Result<(Child, u16), String> {
        let child = self.start(interpreters, "check")?;
        let report = child.read()?;
        let port = report["port"].as_u64().and_then(|port| u16::try_from(port).ok());
        Ok((child, port.ok_or_else(|| format!("the server in {self} printed no port: {report}"))?))
    }

    fn start(self, interpreters: &Interpreters, script: &str) -> Result<Child, String> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = match self {
            Self::Python => {
                let mut command = Command::new(&interpreters.python);
                command.arg("-B").arg(here.join("python").join(script).with_extension("py"));
                command
            }
            Self::Node => {
                let mut command = Command::new("node");
                command.arg(here.join("node").join(script).with_extension("js"));
                command.env("NODE_PATH", &interpreters.node_modules);
                command
            }
        };
        // Otherwise the SDKs would use the machine's credentials and proxies.
        for name in ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_PROXY_PORT", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command.env("HOME", here).env("PYTHONIOENCODING", "utf-8");
        Child::start(&format!("{script} in {self}"), command)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A field of an answer as text; empty if there is none.
pub(crate) fn text<'j>(json: &'j Json, name: &str) -> &'j str {
    json[name].as_str().unwrap_or_default()
}
