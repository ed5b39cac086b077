//! The endpoints of a client: one for all actions, or one for each product of the vendor.

use crate::{Endpoint, EndpointError, IntoEndpoint, RegionalEndpoint};
use std::fmt;

/// Endpoints that were set, and are not checked yet.
#[derive(Default)]
pub(super) struct GivenEndpoints(Vec<(String, Option<RegionalEndpoint>)>);

impl GivenEndpoints {
    /// Adds an endpoint. It replaces those that were set before for the same product, and all if it is for any product.
    pub(super) fn set(&mut self, endpoint: impl IntoEndpoint) {
        let (url, documented) = endpoint.into_endpoint();
        let product = product(documented);
        self.0.retain(|(_, other)| !product.is_empty() && self::product(*other) != product);
        self.0.push((url, documented));
    }

    /// The region of the endpoint that was set last, of those that have one.
    pub(super) fn region(&self) -> Option<String> {
        let regions = self.0.iter().rev().filter_map(|(_, documented)| Some(documented.as_ref()?.region()));
        regions.filter(|region| !region.is_empty()).map(str::to_owned).next()
    }

    /// Checks the URLs, which may be `http` for any host if `plain_http` is set.
    pub(super) fn parse(self, plain_http: bool) -> Result<Endpoints, EndpointError> {
        let parse = if plain_http { Endpoint::parse_allowing_plain_http } else { Endpoint::parse };
        let parsed = self.0.into_iter().map(|(url, documented)| Ok((product(documented), parse(&url)?)));
        parsed.collect::<Result<_, _>>().map(Endpoints)
    }
}

/// The product that an endpoint answers; empty for any.
fn product(documented: Option<RegionalEndpoint>) -> &'static str {
    documented.map_or("", RegionalEndpoint::product)
}

/// Endpoints that are used instead of the actions' own ones, each with its product, which is empty for any.
pub(super) struct Endpoints(Box<[(&'static str, Endpoint)]>);

impl Endpoints {
    /// The endpoint of the actions whose own one this is, if one is set for them.
    pub(super) fn of(&self, own: RegionalEndpoint) -> Option<&Endpoint> {
        let mut latest_first = self.0.iter().rev();
        latest_first.find(|(product, _)| product.is_empty() || *product == own.product()).map(|(_, endpoint)| endpoint)
    }

    /// Whether an endpoint is on this machine.
    pub(super) fn has_loopback(&self) -> bool {
        self.0.iter().any(|(_, endpoint)| endpoint.is_loopback())
    }

    /// Whether an endpoint is called over plain HTTP.
    pub(super) fn has_plain_http(&self) -> bool {
        self.0.iter().any(|(_, endpoint)| endpoint.scheme() == "http")
    }
}

impl fmt::Debug for Endpoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(_, endpoint)| endpoint)).finish()
    }
}
