//! Errors on starting a sandbox.

use crate::Vendor;
use std::{fmt, io, net::SocketAddr, path::PathBuf};

/// An error on starting a sandbox.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The specs cannot be read, or are not valid.
    #[error("the specs in {} do not load; correct them or name another folder:\n{error}", folder.display())]
    Specs {
        /// The folder.
        folder: PathBuf,
        /// All errors of the specs.
        error: rtc_catalog::LoadError,
    },
    /// The specs contain a vendor that the sandbox does not emulate.
    #[error(
        "{} has a vendor `{vendor}`, which the sandbox does not emulate; it emulates {}",
        folder.display(),
        Vendor::ALL.map(Vendor::id).join(", ")
    )]
    UnknownVendor {
        /// The folder.
        folder: PathBuf,
        /// The vendor's short name.
        vendor: String,
    },
    /// The specs do not describe a vendor.
    #[error("{} has no folder `{vendor}`; add one with a vendor.yaml, actions are not needed", folder.display())]
    MissingVendor {
        /// The folder.
        folder: PathBuf,
        /// The vendor.
        vendor: Vendor,
    },
    /// Credentials that no client can sign with.
    #[error("the credentials for {vendor} cannot be used: {reason}")]
    Credentials {
        /// The vendor.
        vendor: Vendor,
        /// What is wrong and what to use instead.
        reason: &'static str,
    },
    /// An address that is not a loopback address.
    #[error(
        "{vendor} must not be served on {address}: the sandbox serves loopback addresses only; use an address of 127.0.0.0/8 or [::1]"
    )]
    NotLoopback {
        /// The vendor.
        vendor: Vendor,
        /// The address.
        address: SocketAddr,
    },
    /// The port cannot be bound.
    #[error("cannot serve {vendor} on {address}: {error}; choose another port, or 0 for a free one")]
    Bind {
        /// The vendor.
        vendor: Vendor,
        /// The address.
        address: SocketAddr,
        /// The system's error.
        error: io::Error,
    },
}

/// `main` and `unwrap` print it.
impl fmt::Debug for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
