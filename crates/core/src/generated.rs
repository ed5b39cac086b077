//! What generated action crates use. Not for apps: an item that no generated crate needs any more is removed from here
//! without a breaking release.

pub use crate::{
    action::{Action, ActionInfo, Method, Quota, QuotaScope},
    builder,
    client::{Client, Sending},
    code::{ErrorCode, Retry},
    endpoint::Endpoint,
    error::Error,
    error_codes,
    limits::{Limits, Window},
    listing, number_enum,
    parameters::{Parameters, Parts, QueryValue},
    protocol::{Answer, OpenError, Vendor, query},
    quota::QuotaKey,
    text_enum,
    undocumented::Undocumented,
    wire,
};
