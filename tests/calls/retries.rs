//! Calls that something happens to on the way, for each vendor.

use crate::{describe_user_info, describe_users, list_user_info, sandbox};
use rtc_core::{Action, Client, ClientBuilder, Error, Failure, Retry, RetryPolicy, Sent, Stopped};
use rtc_sandbox::{Fault, Sandbox, Vendor};
use std::{collections::HashSet, time::Duration};

/// A sandbox and a client that tries again without waiting. At every try a second has passed for both.
struct Fixture<A: Action> {
    sandbox: Sandbox,
    vendor: Vendor,
    client: Client<A::Vendor>,
    action: A,
}

impl<A: Action> Fixture<A> {
    async fn start(vendor: Vendor, client: fn(&str) -> ClientBuilder<A::Vendor>, action: A) -> Self {
        let sandbox = sandbox().await;
        let (told, passing) = (sandbox.clock().clone(), sandbox.clock().clone());
        let policy = RetryPolicy::default().jitter(move |_| {
            passing.advance(time::Duration::SECOND);
            Duration::ZERO
        });
        let client = client(sandbox.service(vendor).endpoint()).clock(move || told.now()).retry(policy);
        Self { vendor, client: client.build().unwrap(), sandbox, action }
    }

    /// Whatever happens to the first five attempts, the sixth is answered, and each one was signed anew.
    async fn comes_through(&self) {
        let faults =
            [Fault::reset_unread(), Fault::reset(), Fault::truncated(), Fault::bad_gateway(), Fault::throttled()];
        self.sandbox.script(self.vendor, faults);
        self.client.send(&self.action).await.unwrap();
        let log = self.sandbox.log();
        assert!(log.len() >= 5, "{log:?}");
        let signatures: HashSet<_> = log.iter().map(|arrival| arrival.signature).collect();
        assert_eq!(signatures.len(), log.len(), "each attempt has a signature of its own");
        assert!(log.repeated_nonces().is_empty());
        self.sandbox.clear_log();
    }

    /// The error tells of every attempt.
    async fn gives_up(&self) {
        let faults = [Fault::reset(), Fault::unavailable(), Fault::throttled(), Fault::truncated(), Fault::reset()];
        self.sandbox.script(self.vendor, faults.into_iter().chain([Fault::bad_gateway()]));
        let error = self.client.send(&self.action).await.err().unwrap();
        let failures: Vec<_> = error.attempts().iter().map(|attempt| attempt.failure).collect();
        let (lost, unreadable) = (Failure::Interrupted, Failure::Unreadable);
        assert_eq!(failures, [lost, unreadable, Failure::Refused, lost, lost, unreadable], "{error}");
        assert_eq!((error.stopped(), error.was_sent()), (&Stopped::Attempts, Sent::Yes));
        let throttled = &error.attempts()[2];
        assert!(throttled.code.as_ref().is_some_and(|code| !code.is_empty()) && throttled.request_id.is_some());
        assert!(error.to_string().contains("; after 6 attempts: connection lost, then "), "{error}");
    }

    /// A signature that is refused for its time is made again by the vendor's clock, once.
    async fn signs_again(&self, off: Client<A::Vendor>) {
        self.sandbox.clear_log();
        off.send(&self.action).await.map_err(|error| error.to_string()).unwrap();
        assert_eq!(self.sandbox.log().len(), 2);
        off.send(&self.action).await.map_err(|error| error.to_string()).unwrap();
        assert_eq!(self.sandbox.log().len(), 3, "what was learned is kept");
        // Refused although it was right: this machine's clock is tried, which is off, and then the vendor's again.
        self.sandbox.script(self.vendor, [Fault::expired().then(Fault::no_date())]);
        off.send(&self.action).await.map_err(|error| error.to_string()).unwrap();
        assert_eq!(self.sandbox.log().len(), 6);
        let undated = || Fault::expired().then(Fault::no_date());
        self.sandbox.script(self.vendor, [undated(), undated()]);
        let error = off.send(&self.action).await.err().unwrap();
        assert_eq!((error.retry(), error.stopped()), (Retry::Resign, &Stopped::Undated), "{error}");
        let faulty = || Fault::expired().then(Fault::date_off(time::Duration::DAY));
        self.sandbox.script(self.vendor, [faulty()]);
        let error = off.send(&self.action).await.err().unwrap();
        assert_eq!(error.stopped(), &Stopped::Resigned, "{error}");
        self.sandbox.clear_log();
        off.send(&self.action).await.map_err(|error| error.to_string()).unwrap();
        assert_eq!(self.sandbox.log().len(), 2, "a wrong date is not kept");
        off.send(&self.action).await.map_err(|error| error.to_string()).unwrap();
        assert_eq!(self.sandbox.log().len(), 3);
    }

    /// A wait that the vendor asks for is kept, or the call fails at once if the policy does not allow it.
    async fn is_told_to_wait(&self) {
        self.sandbox.script(self.vendor, [Fault::too_many_requests().retry_after(Duration::from_secs(3_600))]);
        let error = self.client.send(&self.action).await.err().unwrap();
        assert_eq!((error.attempts().len(), error.retry()), (1, Retry::Throttle), "{error}");
        assert!(matches!(error.stopped(), Stopped::RetryAfter { asked, .. } if asked.as_secs() == 3_600), "{error}");
        self.sandbox.script(self.vendor, [Fault::too_many_requests().retry_after_date(Duration::from_secs(3_600))]);
        let error = self.client.send(&self.action).await.err().unwrap();
        assert!(matches!(error.stopped(), Stopped::RetryAfter { asked, .. } if asked.as_secs() >= 3_598), "{error}");
        self.sandbox.script(self.vendor, [Fault::too_many_requests().retry_after(Duration::ZERO)]);
        self.client.send(&self.action).await.unwrap();
    }

    async fn all(&self, off: ClientBuilder<A::Vendor>) {
        self.comes_through().await;
        self.gives_up().await;
        self.is_told_to_wait().await;
        let clock = self.sandbox.clock().clone();
        let off = off.clock(move || clock.now() - time::Duration::HOUR).retry(RetryPolicy::default());
        self.signs_again(off.build().unwrap()).await;
    }
}

#[tokio::test]
async fn volcengine() {
    let fixture = Fixture::start(Vendor::Volcengine, crate::volcengine, list_user_info()).await;
    fixture.all(crate::volcengine(fixture.sandbox.volcengine().endpoint())).await;
}

#[tokio::test]
async fn tencent() {
    let fixture = Fixture::start(Vendor::Tencent, crate::tencent, describe_user_info()).await;
    fixture.all(crate::tencent(fixture.sandbox.tencent().endpoint())).await;
}

#[tokio::test]
async fn zego() {
    let fixture = Fixture::start(Vendor::Zego, crate::zego, describe_users()).await;
    fixture.all(crate::zego(fixture.sandbox.zego().endpoint())).await;
}

/// With credentials that do not change there is nothing to be had from asking for new ones.
#[tokio::test]
async fn an_expired_token_that_nobody_renews() {
    let sandbox = sandbox().await;
    let client = crate::volcengine(sandbox.volcengine().endpoint()).retry(RetryPolicy::default()).build().unwrap();
    sandbox.script(Vendor::Volcengine, [Fault::token_expired()]);
    let error = client.send(&list_user_info()).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)) && error.retry() == Retry::RefreshCredentials, "{error}");
    assert_eq!((error.stopped(), sandbox.log().len()), (&Stopped::FixedCredentials, 1));
}
