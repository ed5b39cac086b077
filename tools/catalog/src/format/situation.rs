//! The situations that an error code can answer.

use heck::ToSnakeCase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;

/// A situation that the vendor answers with an error code. The list is closed, so that programs can act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// A required parameter or header is missing.
    MissingParameter,
    /// The action has no parameter of this name.
    UnknownParameter,
    /// The request has no body, and the action needs one.
    MissingBody,
    /// The body or the query cannot be decoded.
    MalformedBody,
    /// A parameter's value is wrong, and no situation below says more.
    InvalidValue,
    /// A value has the wrong type or form, or characters that are not allowed.
    Malformed,
    /// A number, a length or a number of items is outside of its bounds.
    OutOfRange,
    /// A text is longer than allowed.
    TooLong,
    /// A list has more items than allowed.
    TooManyItems,
    /// The page size is larger than allowed.
    PageTooLarge,
    /// The window starts after its end.
    StartAfterEnd,
    /// The window is longer than allowed.
    SpanTooLong,
    /// The window starts further back than allowed.
    TooFarBack,
    /// The app does not exist.
    UnknownApp,
    /// The room does not exist.
    RoomNotFound,
    /// The user does not exist, or is not in the room.
    UserNotFound,
    /// The rule, such as a ban, does not exist.
    RuleNotFound,
    /// The task, such as a recording, does not exist.
    TaskNotFound,
    /// The task, such as a recording, has ended.
    TaskEnded,
    /// There are as many of something, such as rules or tasks, as the vendor allows.
    LimitReached,
    /// The action is called more often than its quota allows.
    Throttled,
    /// The action is called more often than its quota for one app allows.
    ThrottledApp,
    /// The action is called more often than its quota for one room allows.
    ThrottledRoom,
    /// The request names credentials, but has no signature.
    MissingSignature,
    /// The signature is not the one that the vendor computes.
    BadSignature,
    /// The time of signing is too far from the vendor's clock.
    ExpiredSignature,
    /// The signature names the wrong day, region, service or account.
    BadCredentialScope,
    /// The access key, secret id or app id of the credentials does not exist.
    UnknownAccessKey,
    /// The session token does not belong to the credentials.
    BadSessionToken,
    /// The session token has expired.
    ExpiredSessionToken,
    /// The vendor does not know the action.
    UnknownAction,
    /// The vendor does not know the version of the action.
    UnknownVersion,
    /// The host does not serve this service.
    UnknownService,
    /// The action is not called by this HTTP method.
    UnsupportedMethod,
    /// The region does not answer the action.
    UnsupportedRegion,
    /// The vendor failed; the request was not at fault.
    InternalError,
}

impl fmt::Display for Situation {
    /// The word that specs use, as `missing_parameter`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format!("{self:?}").to_snake_case())
    }
}

impl Situation {
    /// Whether the situation concerns a parameter, so that a code can answer it for some parameters only.
    #[must_use]
    pub const fn is_about_a_parameter(self) -> bool {
        matches!(
            self,
            Self::MissingParameter
                | Self::UnknownParameter
                | Self::InvalidValue
                | Self::Malformed
                | Self::OutOfRange
                | Self::TooLong
                | Self::TooManyItems
                | Self::PageTooLarge
                | Self::StartAfterEnd
                | Self::SpanTooLong
                | Self::TooFarBack
                | Self::UnknownApp
                | Self::RoomNotFound
                | Self::UserNotFound
                | Self::RuleNotFound
                | Self::TaskNotFound
                | Self::TaskEnded
        )
    }

    /// The more general situation, whose code answers if this one has no code.
    #[must_use]
    pub const fn general(self) -> Option<Self> {
        match self {
            Self::TooLong | Self::TooManyItems | Self::PageTooLarge => Some(Self::OutOfRange),
            Self::MissingParameter
            | Self::UnknownParameter
            | Self::MalformedBody
            | Self::Malformed
            | Self::OutOfRange
            | Self::StartAfterEnd
            | Self::SpanTooLong
            | Self::TooFarBack
            | Self::UnknownApp
            | Self::RoomNotFound
            | Self::UserNotFound
            | Self::RuleNotFound
            | Self::TaskNotFound
            | Self::LimitReached => Some(Self::InvalidValue),
            Self::TaskEnded => Some(Self::TaskNotFound),
            Self::MissingBody => Some(Self::MalformedBody),
            Self::ThrottledApp | Self::ThrottledRoom => Some(Self::Throttled),
            Self::MissingSignature | Self::BadCredentialScope => Some(Self::BadSignature),
            Self::ExpiredSessionToken => Some(Self::BadSessionToken),
            Self::UnknownVersion | Self::UnsupportedMethod => Some(Self::UnknownAction),
            _ => None,
        }
    }
}
