//! Answers that a test puts in the place of the sandbox's own.

/// An answer that is given to the next call whatever it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply(pub(crate) Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A refusal in the vendor's envelope.
    Code(String),
    /// This and nothing else.
    Raw { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
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
}
