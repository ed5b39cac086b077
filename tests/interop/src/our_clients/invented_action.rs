//! An invented action with arbitrary parameters.

use super::tested_vendor::TestedVendor;
use rtc_core::{
    Action, ErrorCode, RegionalEndpoint, Retry,
    generated::Limits,
    protocol::{ActionInfo, Method, Parameters},
};
use serde_json::Value as Json;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A call of the vendor `V`, by POST or by GET.
pub(crate) struct InventedAction<V, const POST: bool> {
    query: Vec<(String, String)>,
    body: Option<Json>,
    vendor: PhantomData<fn() -> V>,
}

impl<V, const POST: bool> InventedAction<V, POST> {
    pub(crate) fn new(query: Vec<(String, String)>, body: Option<Json>) -> Self {
        Self { query, body, vendor: PhantomData }
    }
}

impl<V: TestedVendor, const POST: bool> Action for InventedAction<V, POST> {
    type Vendor = V;
    type Output = Json;
    type Code = AnyCode;

    const INFO: ActionInfo = ActionInfo {
        name: "AskAnything",
        version: V::VERSION,
        method: if POST { Method::Post } else { Method::Get },
        service: V::SERVICE,
        endpoint: RegionalEndpoint::new("https://api.example.com", V::REGION),
        page: "https://docs.example.com/ask-anything",
        safe: false,
        verify_with: None,
        quotas: &[],
        window: None,
    };

    fn check(&self, _: &mut Limits) {}

    fn parameters(&self, to: &mut Parameters) {
        // Names of real actions are literals. What is leaked for invented ones is a few bytes a call.
        for (name, value) in &self.query {
            to.query(name.clone().leak(), value);
        }
        for (name, value) in self.body.iter().filter_map(Json::as_object).flatten() {
            to.body(name.clone().leak(), &Some(value));
        }
    }
}

impl<V, const POST: bool> fmt::Debug for InventedAction<V, POST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InventedAction").field("query", &self.query).field("body", &self.body).finish()
    }
}

/// An error code without documentation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AnyCode(String);

impl ErrorCode for AnyCode {
    fn from_wire(code: &str) -> Self {
        Self(code.to_owned())
    }

    fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    fn meaning(&self) -> Option<&'static str> {
        None
    }

    fn advice(&self) -> Option<&'static str> {
        None
    }

    fn retry(&self) -> Retry {
        Retry::Never
    }
}
