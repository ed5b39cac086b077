//! The languages that the vendors' SDKs are written in.

use crate::child::Child;
use rtc_sandbox::Vendor;
use serde_json::Value as Json;
use std::{
    env,
    ffi::OsString,
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

/// The environment variables that interpreters need to start.
const KEPT: [&str; 6] = ["PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR"];

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::Python, Self::Node];

    /// The vendors that have an SDK in this language, or none in any: ZEGO's calls are signed as it documents.
    pub(crate) fn vendors(self) -> &'static [Vendor] {
        match self {
            Self::Python => &Vendor::ALL,
            Self::Node => &[Vendor::Volcengine, Vendor::Zego],
        }
    }

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

    /// Starts the program that prints what a provider of credentials finds in this home and these variables.
    pub(crate) fn finder<'v>(
        self,
        interpreters: &Interpreters,
        provider: &str,
        home: &Path,
        variables: impl Iterator<Item = (&'v str, OsString)>,
    ) -> Result<Child, String> {
        let script = "find_credentials";
        let mut command = self.command(interpreters, script);
        command.arg(provider).env("HOME", home).env("USERPROFILE", home).envs(variables);
        // The last of a provider's sources is a server that only machines of the vendor reach.
        command.env("VOLCENGINE_ECS_METADATA_DISABLED", "true");
        Child::start(&format!("{script} in {self}"), command)
    }

    fn start(self, interpreters: &Interpreters, script: &str) -> Result<Child, String> {
        Child::start(&format!("{script} in {self}"), self.command(interpreters, script))
    }

    /// Runs a script in an environment without the machine's credentials and proxies, which SDKs would use.
    fn command(self, interpreters: &Interpreters, script: &str) -> Command {
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
                command
            }
        };
        command.env_clear().envs(KEPT.iter().filter_map(|name| Some((name, env::var_os(name)?))));
        command.env("NODE_PATH", &interpreters.node_modules).env("PYTHONIOENCODING", "utf-8");
        command.env("HOME", here).env("USERPROFILE", here);
        command
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
