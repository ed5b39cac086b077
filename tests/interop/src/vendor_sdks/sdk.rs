//! One call by a vendor's SDK.

use super::{
    answers,
    call_kinds::{Case, Tampering},
    compare,
    differences::KnownDifferences,
    sandboxes::Sandboxes,
    target::Target,
};
use crate::{child::Child, our_actions::OurActions};
use rtc_sandbox::{Arrival, Reply};
use serde_json::{Value as Json, json};

/// The SDKs of one language, and what they call.
pub(crate) struct Sdk<'s> {
    pub(crate) caller: Child,
    pub(crate) sandboxes: &'s Sandboxes,
    pub(crate) ours: &'s OurActions,
    pub(crate) known: KnownDifferences,
}

/// An answer to send instead of the sandbox's own.
#[derive(Clone, Debug)]
pub(crate) struct PreparedAnswer {
    pub(crate) status: u16,
    pub(crate) body: Json,
}

impl Sdk<'_> {
    /// Makes a call, checks what arrived, and compares the SDK's request and answer with ours.
    pub(crate) fn call(
        &mut self,
        target: &Target<'_>,
        case: &Case,
        prepared: Option<&PreparedAnswer>,
    ) -> Result<(), String> {
        let (vendor, action) = (target.vendor, target.action);
        let sandbox = self.sandboxes.of(case.temporary);
        let service = sandbox.service(vendor);
        let credentials = service.credentials();
        let (secret, token) = match case.tampering {
            Some(Tampering::Secret) => (format!("{}x", credentials.secret()), credentials.token().map(str::to_owned)),
            Some(Tampering::Token) => (credentials.secret().to_owned(), Some("another".to_owned())),
            _ => (credentials.secret().to_owned(), credentials.token().map(str::to_owned)),
        };
        let question = json!({
            "vendor": vendor.id(),
            "action": action.name,
            "version": action.version,
            "method": target.method,
            "host": service.endpoint().trim_start_matches("http://"),
            "region": case.region,
            "id": credentials.id(),
            "secret": secret,
            "token": token,
            "parameters": case.generated.parameters,
            "ascii": case.ascii,
            "tamper": (case.tampering == Some(Tampering::Wire)).then_some(target.tamper),
        });
        sandbox.clear_log();
        sandbox.clear_script();
        if let Some(PreparedAnswer { status, body }) = prepared {
            sandbox.answer_next(vendor, Reply::raw(*status, &[("content-type", "application/json")], body.to_string()));
        }
        let report = self.caller.request(&question)?;
        if let Some(failed) = report["failed"].as_str() {
            return Err(format!("the SDK could not make the call: {failed}"));
        }
        let arrivals = sandbox.log();
        let [arrival] = &arrivals[..] else { return Err(format!("{} calls arrived instead of one", arrivals.len())) };
        let checked = self.compare(target, case, arrival, &report);
        checked.map_err(|why| format!("{why}\nanswer: {:#}\nreceived: {arrival:#?}", report["answer"]))
    }

    fn compare(&mut self, target: &Target<'_>, case: &Case, arrival: &Arrival, report: &Json) -> Result<(), String> {
        let (vendor, action) = (target.vendor.id(), target.action);
        // Invented actions have no crate.
        let Some(our) = self.ours.get(action) else { return compare::check(target, case, arrival) };
        self.known.check(vendor, &action.name, answers::compare_request(action, report))?;
        compare::check(target, case, arrival)?;
        if case.tampering.is_some() {
            return Ok(());
        }
        let differences = answers::compare(target, our, arrival.status, report)?;
        self.known.check(vendor, &action.name, differences)
    }
}
