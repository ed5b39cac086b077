//! How our clients decode the answers of all actions.

use crate::our_clients::TestedVendor;
use bytes::Bytes;
use http::Response;
use rtc_catalog::model;
use rtc_core::{Action, Vendor, protocol::OpenError};
use serde::Serialize;
use serde_json::{Value as Json, to_value};
use std::collections::BTreeMap;

/// All actions of the generated crates.
#[derive(Default)]
pub(crate) struct OurActions(BTreeMap<[&'static str; 3], OurAction>);

/// An action of a generated crate.
pub(crate) struct OurAction {
    /// Decodes an answer with this HTTP status.
    pub(crate) decode: fn(u16, &Json) -> Result<Decoded, String>,
    /// A success without a payload.
    pub(crate) nothing: fn() -> Json,
}

/// A decoded answer.
#[derive(Debug)]
pub(crate) enum Decoded {
    /// The output, serialized again.
    Output(Json),
    /// The code of a refusal.
    Refused(String),
}

impl OurActions {
    pub(crate) fn all() -> Self {
        let mut all = Self::default();
        tencent_trtc_examples::each_action!(all.insert);
        volcengine_rtc_examples::each_action!(all.insert);
        zego_rtc_examples::each_action!(all.insert);
        all
    }

    pub(crate) fn get(&self, action: &model::Action) -> Option<&OurAction> {
        let name = [action.vendor.id.as_str(), &action.name, &action.version];
        self.0.iter().find(|(known, _)| **known == name).map(|(_, our)| our)
    }

    #[allow(clippy::needless_pass_by_value, reason = "the macro passes them so")]
    fn insert<A: Action<Vendor: TestedVendor, Output: Serialize>>(&mut self, _: Vec<A>) {
        let name = [A::Vendor::ID, A::INFO.name, A::INFO.version];
        self.0.insert(name, OurAction { decode: decode::<A>, nothing: A::Vendor::nothing });
    }
}

fn decode<A: Action<Output: Serialize>>(status: u16, answer: &Json) -> Result<Decoded, String> {
    let mut response = Response::new(Bytes::from(answer.to_string()));
    *response.status_mut() = status.try_into().map_err(|error: http::status::InvalidStatusCode| error.to_string())?;
    match A::Vendor::open::<A::Output>(&response) {
        Ok(answer) => to_value(answer.output).map(Decoded::Output).map_err(|error| error.to_string()),
        Err(OpenError::Refused { code: Some(code), .. }) => Ok(Decoded::Refused(code)),
        Err(error) => Err(format!("our client cannot decode the answer: {error:?}")),
    }
}
