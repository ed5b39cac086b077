//! A transport that gives prepared answers.

use super::{RecordedCall, Reply, TestVendor};
use crate::{Client, Exchange, Quotas, RetryPolicy, SendOptions, Transport};
use bytes::Bytes;
use http::Request;
use serde::Serialize;
use serde_json::Value;
use std::{
    collections::VecDeque,
    fmt,
    marker::PhantomData,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A transport that gives prepared answers, one to each call in their order, and records what was asked. Clones share
/// both.
///
/// A call for which nothing is prepared fails and says so.
pub struct ScriptedTransport<V> {
    script: Arc<Mutex<Script>>,
    vendor: PhantomData<fn() -> V>,
}

#[derive(Default)]
struct Script {
    replies: VecDeque<Reply>,
    calls: Vec<RecordedCall>,
    /// Number of answers made, which their request ids count.
    made: usize,
}

#[allow(clippy::must_use_candidate, reason = "nothing follows the last prepared reply")]
impl<V: TestVendor> ScriptedTransport<V> {
    /// Creates a transport without any answer.
    #[must_use]
    pub fn new() -> Self {
        Self { script: Arc::default(), vendor: PhantomData }
    }

    /// A client that sends over this transport. It makes one attempt per call and keeps no quota, so that a test does not
    /// wait. For other settings pass a clone of the transport to [`ClientBuilder::transport`](crate::ClientBuilder::transport).
    ///
    /// # Panics
    /// Never: the test credentials are valid.
    #[must_use]
    pub fn client(&self) -> Client<V> {
        let client = Client::builder().credentials(V::test_credentials()).transport(self.clone());
        let client = client.retry(RetryPolicy::never()).quotas(Quotas::off()).build();
        client.expect("the test credentials are valid, and nothing else can fail with a transport")
    }

    /// Prepares a successful answer with this payload: the output of the action, or JSON of the same form. The request ids
    /// are `request-1`, `request-2` and so on.
    ///
    /// # Panics
    /// If the payload cannot be written as JSON.
    pub fn answer(&self, payload: &impl Serialize) -> &Self {
        let payload = serde_json::to_value(payload).expect("an output of an action can be written as JSON");
        let mut script = self.script();
        let id = script.next_id();
        script.replies.push_back(Reply::answer(200, V::success(payload, &id)));
        drop(script);
        self
    }

    /// Prepares a refusal with this code and message.
    pub fn refuse(&self, code: &str, message: &str) -> &Self {
        let mut script = self.script();
        let (status, body) = V::refusal(code, message, &script.next_id());
        script.replies.push_back(Reply::answer(status.as_u16(), body));
        drop(script);
        self
    }

    /// Prepares any other reply.
    pub fn reply(&self, reply: Reply) -> &Self {
        self.script().replies.push_back(reply);
        self
    }
}

impl<V> ScriptedTransport<V> {
    /// What was asked so far, one for each attempt of each call.
    #[must_use]
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.script().calls.clone()
    }

    /// Number of prepared replies that no call has taken yet.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.script().replies.len()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Script {
    fn next_id(&mut self) -> String {
        self.made += 1;
        format!("request-{}", self.made)
    }
}

impl<V: TestVendor> Transport for ScriptedTransport<V> {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let mut script = self.script();
        script.calls.push(RecordedCall::of(&request));
        let number = script.calls.len();
        let reply = script.replies.pop_front().unwrap_or_else(|| missing(number));
        drop(script);
        Box::pin(async move {
            match reply.into_result() {
                Some(result) => result,
                None => std::future::pending().await,
            }
        })
    }
}

/// What a call gets for which nothing is prepared: no vendor's envelope and no status that is worth a retry, so that the
/// call fails at once and shows the text.
fn missing(number: usize) -> Reply {
    let text = format!("the test prepared no answer for call {number}; prepare one with `.answer(…)`");
    Reply::answer(400, Value::from(text))
}

impl<V> Clone for ScriptedTransport<V> {
    fn clone(&self) -> Self {
        Self { script: Arc::clone(&self.script), vendor: PhantomData }
    }
}

impl<V: TestVendor> Default for ScriptedTransport<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V> fmt::Debug for ScriptedTransport<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        write!(f, "ScriptedTransport({} calls, {} replies left)", script.calls.len(), script.replies.len())
    }
}
