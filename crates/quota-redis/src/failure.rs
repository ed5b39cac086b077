//! Which failures of Redis pass by themselves, and what to do about the others.

use redis::{ErrorKind, RedisError};
use std::{error::Error as _, io, sync::Arc};

/// Why Redis did not run the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It does not answer, or cannot count at present.
    Away {
        /// What happened.
        reason: String,
    },
    /// It cannot be used until its settings or those of this program are changed.
    Refused {
        /// What happened and what to do. No secret.
        reason: String,
    },
}

/// The step that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Connecting, including TLS.
    Connect,
    /// Logging in. Replies to this may quote the password.
    LogIn,
    /// Selecting a database.
    Select,
    /// Running the script.
    Run,
}

/// An error and the step that failed.
#[derive(Debug)]
pub(crate) struct StepError {
    pub(crate) step: Step,
    pub(crate) error: RedisError,
}

/// Error codes of a server that cannot count now but will later: it loads its data, runs a script of someone else, moves
/// hash slots, elects a primary, or lacks memory, disk or replicas.
const PASSING: [&str; 10] =
    ["LOADING", "BUSY", "TRYAGAIN", "MOVED", "ASK", "CLUSTERDOWN", "MASTERDOWN", "OOM", "MISCONF", "NOREPLICAS"];
/// The same without a code of its own.
const TOO_MANY_CLIENTS: &str = "max number of clients";

/// How errors within a script say that the user may not run a command or use a key.
const ACL_TEXTS: [&str; 2] = ["ACL", "The user executing the script"];

impl StepError {
    pub(crate) const fn new(step: Step, error: RedisError) -> Self {
        Self { step, error }
    }

    /// Whether the failure passes. `reached` is whether Redis ran the script before: a server that becomes a replica is
    /// failing over, one that was a replica from the start is the wrong one.
    pub(crate) fn failure(&self, reached: bool) -> Failure {
        let Self { step, error } = self;
        let text = error.to_string();
        let passes = match error.kind() {
            ErrorKind::Io => !is_io_mistake(error),
            ErrorKind::Server(_) | ErrorKind::Extension => {
                PASSING.iter().any(|code| self.has_code(code))
                    || text.contains(TOO_MANY_CLIENTS)
                    || (self.is_of_replica() && reached)
            }
            _ => false,
        };
        if !passes {
            Failure::Refused { reason: self.mistake(&text) }
        } else if *step == Step::LogIn {
            // The text may quote the password.
            Failure::Away { reason: "nobody can log in at present".to_owned() }
        } else {
            Failure::Away { reason: text }
        }
    }

    /// Whether the server is a replica, which takes no writes.
    pub(crate) fn is_of_replica(&self) -> bool {
        self.has_code("READONLY")
    }

    /// Whether the server's error has this code. Up to version 6, an error within a script has it in its text.
    fn has_code(&self, code: &str) -> bool {
        self.error.code() == Some(code) || self.error.to_string().contains(&format!("-{code} "))
    }

    /// What is wrong and what to do.
    fn mistake(&self, text: &str) -> String {
        match (self.step, self.error.kind()) {
            // Before a login, Redis does not even read long commands.
            (_, _) if self.has_code("NOAUTH") || text.contains("unauthenticated") => {
                "it asks for a password; write one into the URL, `redis://[user]:password@host`".to_owned()
            }
            (_, _) if self.has_code("DENIED") => {
                "it is in protected mode and accepts this machine only; give it a password, or let it listen elsewhere \
                 on purpose"
                    .to_owned()
            }
            (Step::LogIn, _) => {
                "it refuses the user and password of the URL; correct them there or on the server".to_owned()
            }
            (Step::Select, _) => {
                format!("it refuses the database of the URL ({text}); name one that exists, in a cluster none")
            }
            (_, ErrorKind::Io) => io_mistake(&self.error, text),
            (_, ErrorKind::Parse) => format!(
                "what answers there does not speak the protocol of Redis ({text}); correct host and port of the URL"
            ),
            _ => format!("{text}; {}", self.cure(text)),
        }
    }

    fn cure(&self, text: &str) -> &'static str {
        if self.has_code("NOPERM") || ACL_TEXTS.iter().any(|refusal| text.contains(refusal)) {
            "allow its user EVALSHA, EVAL, TIME, HMGET, HSET, PEXPIRE and the commands of sorted sets, on the keys of the \
             prefix"
        } else if self.is_of_replica() {
            "it is a replica; name the primary in the URL"
        } else if self.has_code("CROSSSLOT") {
            "a proxy before it splits the keys of one prefix; connect to the cluster itself"
        } else if text.contains("unknown command") {
            "let it offer EVAL and EVALSHA, as Redis 5 and newer do"
        } else {
            "correct the server, or name another one in the URL"
        }
    }
}

/// Whether an error of input or output repeats until someone changes a setting: one of TLS, or a socket that this user may
/// not open.
fn is_io_mistake(error: &RedisError) -> bool {
    match io_source(error).map(|source| source.downcast_ref::<io::Error>()) {
        // The connection was lost.
        None => false,
        // TLS cannot be set up.
        Some(None) => true,
        Some(Some(source)) => matches!(
            source.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied
        ),
    }
}

fn io_source(error: &RedisError) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
    error.source()?.downcast_ref::<Arc<dyn std::error::Error + Send + Sync>>().map(|source| &**source)
}

fn is_denied(error: &RedisError) -> bool {
    let source = io_source(error).and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|source| source.kind() == io::ErrorKind::PermissionDenied)
}

fn io_mistake(error: &RedisError, text: &str) -> String {
    if is_denied(error) {
        return format!("it cannot be connected to ({text}); let this program's user do that");
    }
    let cure = if text.contains("UnknownIssuer") {
        "trust the certificate's authority with `connect_trusting`, or name its file in SSL_CERT_FILE"
    } else if text.contains("ertificate") {
        "give the server a certificate that is valid for the host of the URL"
    } else {
        "write `redis://` if the server does not use TLS there"
    };
    format!("TLS failed ({text}); {cure}")
}
