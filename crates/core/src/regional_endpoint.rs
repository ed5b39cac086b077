//! Documented endpoints of a vendor.

use std::fmt;

/// A documented endpoint of a vendor, with the region that goes with it.
///
/// A client that is given one calls that URL and uses that region, unless [`region`](crate::ClientBuilder::region)
/// names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RegionalEndpoint {
    url: &'static str,
    region: &'static str,
    product: &'static str,
}

impl RegionalEndpoint {
    /// An endpoint by its URL, `https://host`, and its region, which is empty where the vendor has none.
    #[must_use]
    pub const fn new(url: &'static str, region: &'static str) -> Self {
        Self { url, region, product: "" }
    }

    /// The same endpoint, which answers the actions of one product only. `product` is the vendor's word for it.
    #[must_use]
    pub const fn of_product(self, product: &'static str) -> Self {
        Self { product, ..self }
    }

    /// The URL, as `https://host`.
    #[must_use]
    pub const fn url(self) -> &'static str {
        self.url
    }

    /// The region; empty where the vendor has none.
    #[must_use]
    pub const fn region(self) -> &'static str {
        self.region
    }

    /// The product whose actions it answers, such as `analytics`; empty if it answers all actions of the vendor.
    #[must_use]
    pub const fn product(self) -> &'static str {
        self.product
    }
}

impl fmt::Display for RegionalEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url)
    }
}

/// What [`ClientBuilder::endpoint`](crate::ClientBuilder::endpoint) takes: a URL, or a [`RegionalEndpoint`].
pub trait IntoEndpoint {
    /// The URL, and the documented endpoint if it is one.
    fn into_endpoint(self) -> (String, Option<RegionalEndpoint>);
}

impl<T: Into<String>> IntoEndpoint for T {
    fn into_endpoint(self) -> (String, Option<RegionalEndpoint>) {
        (self.into(), None)
    }
}

impl IntoEndpoint for RegionalEndpoint {
    fn into_endpoint(self) -> (String, Option<RegionalEndpoint>) {
        (self.url.to_owned(), Some(self))
    }
}
