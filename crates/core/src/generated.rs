//! Support for generated action crates. It is not part of the public API: items that generated crates no longer need
//! are removed without a breaking release.

pub use crate::{
    action::{Action, ActionInfo, Method, Quota, QuotaScope},
    action_codes,
    builder::{AsOption, AsValue, IntoOption, IntoValue, IsSet, Set, Unset},
    client::{Client, Sending},
    code::{ErrorCode, Retry},
    each::{Each, Items},
    error::Error,
    error_codes,
    limits::{CalendarYear, Cure, Limits, Narrower, ParameterLimits, Window, WindowEnd},
    listing, number_enum,
    object::{Check, Fields, SerializeFields, serialize_object},
    parameters::{FormattedTimes, Parameters, Parts, Texts, formatted},
    protocol::{Answer, OpenError, Vendor, query},
    quota::QuotaKey,
    regional_endpoint::RegionalEndpoint,
    required,
    secret::Secret,
    sent_object, serialize_fields, text_enum,
    undocumented::Undocumented,
    wire::{
        Boxed, Codec, CompactDate, Date, Decode, Encode, List, LocalMinutes, LocalTime, Map, NonZero, Object, Optional,
        Plain, Rfc3339, Rfc3339Seconds, TimeFormat, UnixMillis, UnixSeconds, Zero, ZeroValue, midnight, string_enum,
    },
};
pub use serde;
pub use serde::ser::SerializeMap;
pub use std::marker::PhantomData;
