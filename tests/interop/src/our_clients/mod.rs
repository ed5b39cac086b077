//! The clients call servers that verify their signatures with the vendors' own signers.

mod caller;
mod forward;
mod invented_action;
mod tested_vendor;

pub(crate) use forward::{Forward, http_client};
pub(crate) use invented_action::InventedAction;
pub(crate) use tested_vendor::TestedVendor;

use crate::{
    Sampling, Tally, case_runner,
    language::{Interpreters, Language, text},
    texts::{any_text, name},
};
use caller::{Caller, Tampering};
use forward::Captured;
use proptest::{collection::vec, option, prelude::*};
use rtc_catalog::model::Model;
use rtc_core::{
    Action, Client, Error, LimitPolicy,
    protocol::{Parameters, Parts},
};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use serde_json::{Value as Json, json};
use std::{fmt::Debug, path::Path};
use tencent_trtc_describe_user_info::{DescribeUserInfo, Region};
use time::OffsetDateTime;
use tokio::runtime::Runtime;
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

/// Tries all kinds of calls.
pub(crate) fn run(runtime: &Runtime, interpreters: &Interpreters, sampling: Sampling) -> Result<Tally, String> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let model = rtc_catalog::load(&specs).map_err(|error| error.to_string())?;
    let http = http_client()?;
    let mut tally = Tally::default();
    for language in Language::ALL {
        let (checker, port) = language.checker(interpreters)?;
        let mut trials = Trials {
            runtime,
            http: &http,
            model: &model,
            language,
            port,
            sampling,
            number: 1000,
            tally: Tally::default(),
            documented: Tally::default(),
        };
        trials.one_vendor::<Volcengine>();
        volcengine_rtc_examples::each_action!(trials.documented);
        trials.report::<Volcengine>();
        trials.all(any_list_user_info());
        trials.all(any_get_room_online_users());
        trials.one_vendor::<Zego>();
        zego_rtc_examples::each_action!(trials.documented);
        trials.report::<Zego>();
        trials.all(any_describe_users());
        // No Tencent SDK for Node signs the port of `Host` as sent.
        if language == Language::Python {
            trials.one_vendor::<Tencent>();
            tencent_trtc_examples::each_action!(trials.documented);
            trials.report::<Tencent>();
            trials.all(any_describe_user_info());
        }
        tally = tally + trials.tally;
        drop(checker);
    }
    Ok(tally)
}

/// The largest number of calls with the parameters of one example.
const DOCUMENTED: u32 = 4;

/// The common parts of all calls to one server.
struct Trials<'t> {
    runtime: &'t Runtime,
    http: &'t reqwest::Client,
    model: &'t Model,
    language: Language,
    port: u16,
    sampling: Sampling,
    number: usize,
    tally: Tally,
    /// The calls of documented actions that are not yet reported.
    documented: Tally,
}

impl Trials<'_> {
    /// Calls of invented actions with arbitrary parameters.
    fn one_vendor<V: TestedVendor>(&mut self) {
        let pair = (name(self.language), any_text());
        // If a name occurs twice, the signer of Volcengine's SDK for Node sorts the values, and the one for Python does
        // not.
        let twice = self.language == Language::Python;
        let pairs = vec(pair, 0..6).prop_map(move |mut pairs: Vec<(String, String)>| {
            if !twice {
                pairs.sort();
                pairs.dedup_by(|one, other| one.0 == other.0);
            }
            pairs
        });
        self.all(pairs.prop_map(|pairs| InventedAction::<V, false>::new(pairs, None)).boxed());
        // Tencent accepts no query in a POST.
        let pairs = vec((Just("Where".to_owned()), any_text()), if V::QUERY_OF_POST { 0..2 } else { 0..1 });
        let body =
            (any_text(), any_text(), any::<i64>()).prop_map(|(name, text, number)| json!({ name: [text, number] }));
        self.all((pairs, body).prop_map(|(pairs, body)| InventedAction::<V, true>::new(pairs, Some(body))).boxed());
    }

    /// Prints how many calls of documented actions have been made since the last time.
    fn report<V: TestedVendor>(&mut self) {
        let Tally { calls, .. } = std::mem::take(&mut self.documented);
        println!("{} verifies {} with the parameters of all examples: {calls} calls", self.language, V::ID);
    }

    /// Calls of an action with the parameters of the spec's examples.
    fn documented<A: Action<Vendor: TestedVendor> + Debug>(&mut self, requests: Vec<A>) {
        let title = format!("{} verifies {} {} as documented", self.language, A::Vendor::ID, A::INFO.name);
        if requests.is_empty() {
            eprintln!("{title}: FAILED: no example of its spec has a request");
            self.tally.failed += 1;
        }
        let answer = self.answer::<A>();
        let sampling = Sampling { cases: self.sampling.cases.min(DOCUMENTED), ..self.sampling };
        for request in requests {
            let test = |caller: Caller| self.one(&caller, &request, &answer);
            let tally = case_runner::run_quietly(sampling, self.number, &title, &caller::honest(), test);
            self.documented = self.documented + tally;
            self.tally = self.tally + tally;
            self.number += 1;
        }
    }

    fn all<A: Action<Vendor: TestedVendor> + Debug>(&mut self, actions: BoxedStrategy<A>) {
        let title =
            format!("{} verifies {} {} {}", self.language, A::Vendor::ID, A::INFO.name, A::INFO.method.as_str());
        let answer = self.answer::<A>();
        let test = |(caller, action): (Caller, A)| self.one(&caller, &action, &answer);
        let tally = case_runner::run(self.sampling, self.number, &title, &(caller::any(), actions), test);
        self.tally = self.tally + tally;
        self.number += 1;
    }

    /// The answer to a correctly signed call: the spec's first example.
    fn answer<A: Action<Vendor: TestedVendor>>(&self) -> Json {
        let action = self.model.version(A::Vendor::ID, A::INFO.name, Some(A::INFO.version));
        let examples = action.into_iter().flat_map(|action| &action.examples);
        let first = examples.filter(|example| example.refused.is_none()).find_map(|example| example.response.clone());
        first.unwrap_or_else(A::Vendor::nothing)
    }

    /// Makes a call and compares the server's report with the parameters.
    fn one<A: Action<Vendor: TestedVendor>>(&self, caller: &Caller, action: &A, answer: &Json) -> Result<(), String> {
        let id = A::Vendor::id_of(caller);
        let known_secret = if caller.tampering == Some(Tampering::Secret) {
            format!("{}x", caller.secret)
        } else {
            caller.secret.clone()
        };
        let token = if A::Vendor::TOKENS { caller.token.clone() } else { None };
        let case = json!({ "vendor": A::Vendor::ID, "id": id, "secret": known_secret, "token": token });
        let (forward, captured) =
            Forward::new(self.http, self.port, &case, caller.tampering, answer, &A::Vendor::refusal());
        let at = OffsetDateTime::from_unix_timestamp(caller.at).map_err(|error| error.to_string())?;
        let mut builder = Client::<A::Vendor>::builder()
            .credentials(A::Vendor::credentials(caller))
            .clock(move || at)
            .limits(LimitPolicy::Ignore)
            .transport(forward);
        if let Some(endpoint) = caller.endpoint {
            builder = builder.endpoint(endpoint);
        }
        if let Some(region) = &caller.region {
            builder = builder.region(region);
        }
        let client = builder.build().map_err(|error| error.to_string())?;
        let outcome = self.runtime.block_on(client.send(action));
        let Some(captured) = captured.take() else { return Err(format!("nothing was sent: {:?}", outcome.err())) };
        let outcome = match outcome {
            Ok(_) => Ok(()),
            Err(Error::Refused(refused)) => Err(refused.to_string()),
            Err(error) => return Err(format!("the client failed: {error}")),
        };
        let compared = compare::<A>(caller, action, &captured, token.as_deref(), outcome.is_ok());
        compared.map_err(|why| {
            let ours = A::Vendor::canonical(&captured.request, caller);
            let theirs = text(&captured.report, "canonical");
            format!("{why}\nwe signed:\n{ours}\nthe vendor's signer:\n{theirs}\nreport: {:#}", captured.report)
        })
    }
}

/// Compares the server's report with the expected result.
fn compare<A: Action<Vendor: TestedVendor>>(
    caller: &Caller,
    action: &A,
    Captured { report, .. }: &Captured,
    token: Option<&str>,
    answered: bool,
) -> Result<(), String> {
    let wrong = caller.tampering.is_some();
    if report["right"] != json!(!wrong) {
        return Err(if wrong { "an invalid signature was accepted" } else { "a valid signature was refused" }.into());
    }
    if answered == wrong {
        return Err("the client did not return the answer".to_owned());
    }
    if wrong {
        return Ok(());
    }
    let mut parameters = Parameters::new();
    action.parameters(&mut parameters);
    let parts = parameters.into_parts().map_err(|error| error.to_string())?;
    let region = action.region().or(caller.region.as_deref()).unwrap_or(A::INFO.endpoint.region());
    A::Vendor::common(&A::INFO, region, token, report)?;
    if A::Vendor::pairs(report) != pairs_of(&parts) {
        return Err("the received query differs".to_owned());
    }
    if parts.body.as_deref().unwrap_or_default() != text(report, "body").as_bytes() {
        return Err("the received body differs".to_owned());
    }
    Ok(())
}

/// The action's query pairs by name; pairs with the same name keep their order.
fn pairs_of(parts: &Parts) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = parts.query.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

fn time() -> impl Strategy<Value = OffsetDateTime> {
    let seconds = -2_000_000_000_i64..4_000_000_000;
    seconds.prop_map(|at| OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(at))
}

fn any_list_user_info() -> BoxedStrategy<ListUserInfo> {
    let page = (any::<Option<u8>>(), any::<Option<bool>>());
    (any_text(), time(), time(), option::of(any_text()), option::of(vec(any_text(), 0..4)), page)
        .prop_map(|(app, start, end, room, users, (number, server))| {
            let asked = ListUserInfo::builder().app_id(app).start_time(start).end_time(end);
            let asked = asked.room_id(room).user_ids(users).page_num(number.map(u32::from));
            asked.exclude_server_user(server).build()
        })
        .boxed()
}

fn any_get_room_online_users() -> BoxedStrategy<GetRoomOnlineUsers> {
    let asked = |(app, room): (String, String)| GetRoomOnlineUsers::builder().app_id(app).room_id(room).build();
    (any_text(), any_text()).prop_map(asked).boxed()
}

fn any_describe_users() -> BoxedStrategy<DescribeUsers> {
    let asked = |(room, users): (String, Vec<String>)| DescribeUsers::builder().room_id(room).user_ids(users).build();
    (any_text(), vec(any_text(), 0..12)).prop_map(asked).boxed()
}

fn any_describe_user_info() -> BoxedStrategy<DescribeUserInfo> {
    let region = option::of(prop_oneof![Just(Region::Mumbai), Just(Region::Singapore)]);
    (any_text(), any::<u64>(), time(), time(), option::of(vec(any_text(), 0..4)), (any::<Option<u32>>(), region))
        .prop_map(|(call, app, start, end, users, (page, region))| {
            let asked = DescribeUserInfo::builder().comm_id(call).sdk_app_id(app).start_time(start).end_time(end);
            asked.user_ids(users).page_number(page).region(region).build()
        })
        .boxed()
}
