//! The SDKs call every action of the specs with the parameters of its examples, and parse the answers of its examples.

use super::{
    call_kinds::{Case, GeneratedParameters, Tampering},
    differences::KnownDifferences,
    sdk::{PreparedAnswer, Sdk},
    target::{Target, moved_to_now},
};
use crate::{Tally, complete};
use rtc_catalog::model::{Action, Model};
use rtc_sandbox::Vendor;
use serde_json::{Map, Value as Json};

/// Calls all actions of a vendor. Prints each difference, and the number of calls.
pub(crate) fn run(language: &str, vendor: Vendor, model: &Model, sdk: &mut Sdk<'_>) -> Tally {
    let (mut tally, mut actions) = (Tally::default(), 0);
    for action in model.actions.iter().filter(|action| action.vendor.id == vendor.id()) {
        // Invented actions have no examples and no crate.
        if sdk.ours.get(action).is_none() {
            continue;
        }
        actions += 1;
        for target in Target::all(vendor, action) {
            let mut calls = Calls { sdk, target, made: 0, differences: Vec::new() };
            calls.all();
            tally.calls += calls.made;
            tally.failed += usize::from(!calls.differences.is_empty());
            for difference in calls.differences {
                eprintln!("{language} calls {vendor} {} {}: FAILED: {difference}", action.name, target.method);
            }
        }
    }
    for difference in sdk.known.not_found(vendor.id()) {
        // Only typed SDKs have known differences, and each language that has one finds all of them.
        eprintln!("{language} calls {vendor} {difference}");
        tally.failed += 1;
    }
    println!("{language} calls {vendor}, {actions} documented actions: {} calls", tally.calls);
    tally
}

/// The calls of one action.
struct Calls<'c, 's, 'm> {
    sdk: &'c mut Sdk<'s>,
    target: Target<'m>,
    made: usize,
    differences: Vec<String>,
}

impl Calls<'_, '_, '_> {
    fn all(&mut self) {
        let action = self.target.action;
        let requests: Vec<_> = action.examples.iter().filter_map(|example| example.request.clone()).collect();
        let Some(first) = requests.first().cloned() else {
            self.differences.push("no example of its spec has a request".to_owned());
            return;
        };
        for request in requests {
            self.call("an example", &moved_to_now(action, request), None, None);
        }
        self.call("all parameters", &moved_to_now(action, self.all_parameters()), None, None);
        for (name, answer) in self.answers() {
            self.call(&name, &first, Some(&answer), None);
        }
        for tampering in [Tampering::Secret, Tampering::Token, Tampering::Wire] {
            if tampering != Tampering::Token || self.target.vendor != Vendor::Zego {
                self.call(&format!("{tampering:?} tampered"), &first, None, Some(tampering));
            }
        }
    }

    /// All parameters that the SDK has.
    fn all_parameters(&self) -> Map<String, Json> {
        let action = self.target.action;
        let mut request = Json::Object(complete::request(action));
        for path in KnownDifferences::parameters_that_the_sdk_lacks(self.target.vendor.id(), &action.name) {
            let pointer = format!("/{}", path.replace('.', "/"));
            let Some((object, name)) = pointer.rsplit_once('/') else { continue };
            if let Some(Json::Object(object)) = request.pointer_mut(object) {
                object.remove(name);
            }
        }
        match request {
            Json::Object(request) => request,
            _ => Map::new(),
        }
    }

    /// The answers of the spec's examples, and one with all fields.
    fn answers(&self) -> Vec<(String, PreparedAnswer)> {
        let action = self.target.action;
        let examples = action.examples.iter().filter_map(|example| {
            let body = example.response.clone()?;
            Some((format!("the answer {:?}", example.name), PreparedAnswer { status: example.status, body }))
        });
        let nothing = self.sdk.ours.get(action).map(|our| (our.nothing)());
        let complete = nothing.map(|nothing| PreparedAnswer { status: 200, body: with_payload(action, nothing) });
        examples.chain(complete.map(|answer| ("an answer with all fields".to_owned(), answer))).collect()
    }

    /// Makes a call. A difference that an earlier call found is left out.
    fn call(
        &mut self,
        name: &str,
        request: &Map<String, Json>,
        prepared: Option<&PreparedAnswer>,
        tampering: Option<Tampering>,
    ) {
        self.made += 1;
        let parameters = self.target.parameters(request);
        let outcome = parameters.and_then(|parameters| {
            let case = Case {
                // The sandbox may have no such room, for example.
                generated: GeneratedParameters { parameters, valid: false },
                region: if self.target.vendor == Vendor::Volcengine { "cn-north-1" } else { "ap-singapore" },
                temporary: self.made.is_multiple_of(2),
                tampering,
                ascii: self.made.is_multiple_of(3),
            };
            self.sdk.call(&self.target, &case, prepared)
        });
        let Err(why) = outcome else { return };
        let is_new = |found: &String| why.lines().next() != found.lines().nth(1);
        if self.differences.iter().all(is_new) {
            self.differences.push(format!("{name}\n{why}"));
        }
    }
}

/// An answer with all fields of the spec.
fn with_payload(action: &Action, mut answer: Json) -> Json {
    let mut place = &mut answer;
    for key in action.vendor.envelope.payload.split('.') {
        place = &mut place[key];
    }
    match (place, complete::payload(action)) {
        // The payload of some vendors is beside the parts that all answers have.
        (Json::Object(place), Json::Object(payload)) => place.extend(payload),
        (place, payload) => *place = payload,
    }
    answer
}
