//! The interface of a vendor's protocol crate: the trait to implement, its inputs and outputs, and building blocks for
//! signing, encoding and opening envelopes.
//!
//! A protocol crate implements [`Vendor`] and does no input or output: it turns a [`SigningInput`] into a signed
//! `http::Request` and opens an `http::Response` into an [`Answer`] or an [`OpenError`].

mod answer;
pub mod decimal;
mod derived_key;
#[cfg(any(feature = "aws-lc-rs", feature = "ring", feature = "rustcrypto"))]
pub mod digest;
pub mod envelope;
pub mod hex;
pub mod message;
pub mod query;
mod repair;
mod vendor;

pub use crate::{
    action::{ActionInfo, Method},
    credentials::{self, CredentialsError, CredentialsProvider, Environment},
    endpoint::{Endpoint, EndpointError},
    parameters::{Parameters, Parts},
    wire::object,
};
pub use derived_key::DerivedKey;
pub use vendor::{Answer, OpenError, RequestError, SigningInput, Vendor};
