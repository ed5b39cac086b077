//! What is wrong with a request's parameters.

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) kind: Kind,
    /// The parameter as the page spells it; empty where it is the whole body.
    pub(crate) parameter: String,
    /// To be read on from the parameter's name.
    pub(crate) why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Required and not there.
    Missing,
    /// Not one of the action's.
    Unknown,
    /// A body that is no JSON object.
    Unreadable,
    /// No body.
    NoBody,
    /// Of the wrong type, out of range, too short, with wrong characters.
    Wrong,
    /// A text of too many characters.
    TooLong,
    /// A list of too many items.
    TooMany,
    /// More than a page can hold.
    PageTooLarge,
    /// A span that ends before it starts.
    StartAfterEnd,
    /// A span that is too long.
    SpanTooLong,
    /// A span that starts too long ago.
    TooFarBack,
}

impl Invalid {
    pub(crate) fn new(kind: Kind, parameter: &str, why: impl Into<String>) -> Self {
        Self { kind, parameter: parameter.to_owned(), why: why.into() }
    }

    /// A sentence for the refusal's message.
    pub(crate) fn message(&self) -> String {
        if self.parameter.is_empty() { self.why.clone() } else { format!("`{}` {}", self.parameter, self.why) }
    }
}
