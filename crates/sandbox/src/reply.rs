//! Replies that replace the sandbox's answers.

use rtc_catalog::model::Situation;
use std::fmt;

/// An answer that replaces the sandbox's own answer to the next call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply(pub(crate) Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A refusal in the vendor's envelope.
    Code(String),
    /// The documented refusal of this situation.
    Situation(Situation),
    /// An answer sent as it is.
    Raw { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
}

/// The HTTP status of a situation that has no documented code.
pub(crate) fn status_of(situation: Situation) -> u16 {
    match situation {
        Situation::Throttled => 429,
        Situation::ExpiredSignature => 403,
        Situation::ExpiredSessionToken => 401,
        _ => 500,
    }
}

impl Reply {
    /// Refuses the call with this code in the vendor's envelope, with its documented number and HTTP status. The code
    /// may be undocumented. ZEGO's codes are numbers; any other text counts as 1.
    #[must_use]
    pub fn code(code: impl Into<String>) -> Self {
        Self(Kind::Code(code.into()))
    }

    /// Answers with exactly this HTTP status, headers and body. An invalid status counts as 500; invalid headers are
    /// omitted.
    #[must_use]
    pub fn raw(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self(Kind::Raw { status, headers, body: body.into() })
    }

    pub(crate) fn situation(situation: Situation) -> Self {
        Self(Kind::Situation(situation))
    }
}

/// A short name of the reply.
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
