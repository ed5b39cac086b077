//! Answers that a test puts in the place of the sandbox's own.

use std::fmt;

/// An answer that is given to the next call whatever it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply(pub(crate) Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A refusal in the vendor's envelope.
    Code(String),
    /// The documented refusal that means this.
    Meaning(Meaning),
    /// This and nothing else.
    Raw { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
}

/// What a documented refusal can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Throttled,
    Expired,
    TokenExpired,
    Failed,
}

impl Meaning {
    /// The HTTP status that says so where no code does.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::Throttled => 429,
            Self::Expired => 403,
            Self::TokenExpired => 401,
            Self::Failed => 500,
        }
    }
}

impl Reply {
    /// A refusal with this code in the vendor's envelope, with the number and the HTTP status that are documented for
    /// it. The code need not be documented. ZEGO's are numbers: one that is not a number is answered as 1.
    #[must_use]
    pub fn code(code: impl Into<String>) -> Self {
        Self(Kind::Code(code.into()))
    }

    /// An answer with this HTTP status (a number that is none counts as 500), these headers (what cannot be a header is
    /// left out), and this body, to the byte.
    #[must_use]
    pub fn raw(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self(Kind::Raw { status, headers, body: body.into() })
    }

    pub(crate) fn meaning(meaning: Meaning) -> Self {
        Self(Kind::Meaning(meaning))
    }
}

/// What is answered, in a word or two.
impl fmt::Display for Reply {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Code(code) => write!(to, "code {code}"),
            Kind::Raw { status, .. } => write!(to, "status {status}"),
            Kind::Meaning(Meaning::Throttled) => to.write_str("throttled"),
            Kind::Meaning(Meaning::Expired) => to.write_str("expired"),
            Kind::Meaning(Meaning::TokenExpired) => to.write_str("token expired"),
            Kind::Meaning(Meaning::Failed) => to.write_str("failed"),
        }
    }
}
