//! Answers that replace the sandbox's own.

use rtc_catalog::model::Situation;
use std::fmt;

/// An answer that replaces the sandbox's own answer to the next call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply(pub(crate) Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A refusal in the vendor's envelope.
    Code(String),
    /// The refusal that is documented for this situation.
    Situation(Situation),
    /// This and nothing else.
    Raw { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
}

/// The HTTP status that stands for a situation where no code is documented for it.
pub(crate) fn status_of(situation: Situation) -> u16 {
    match situation {
        Situation::Throttled => 429,
        Situation::ExpiredSignature => 403,
        Situation::ExpiredSessionToken => 401,
        _ => 500,
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

    pub(crate) fn situation(situation: Situation) -> Self {
        Self(Kind::Situation(situation))
    }
}

/// What is answered, in a word or two.
impl fmt::Display for Reply {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Code(code) => write!(to, "code {code}"),
            Kind::Raw { status, .. } => write!(to, "status {status}"),
            Kind::Situation(Situation::Throttled) => to.write_str("throttled"),
            Kind::Situation(Situation::ExpiredSignature) => to.write_str("expired"),
            Kind::Situation(Situation::ExpiredSessionToken) => to.write_str("token expired"),
            Kind::Situation(_) => to.write_str("failed"),
        }
    }
}
