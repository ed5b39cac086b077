//! All rows of the sandbox's world come back, each once, however they are asked for and whatever happens on the way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod faults;
mod ids;
mod tencent;
mod volcengine;
mod world;

use proptest::test_runner::Config;
use rtc_core::{
    ClientBuilder, Quotas, Vendor as Protocol,
    listing::{ListingError, Sweep, Swept},
};
use rtc_sandbox::{Clock, Credentials, Sandbox, SandboxBuilder, Vendor};
use std::collections::VecDeque;
use time::OffsetDateTime;
use world::{APP, Stays, noon};

const SECRET: &str = "verySecretKeyOfTheTests";

/// A sandbox with that world, at noon.
async fn sandbox(stays: &Stays, builder: SandboxBuilder) -> Sandbox {
    let mut builder = builder.world(stays.world()).clock(Clock::still(noon()));
    for (vendor, id) in [(Vendor::Volcengine, "AKLTtests"), (Vendor::Tencent, "AKIDtests"), (Vendor::Zego, APP)] {
        builder = builder.credentials(vendor, Credentials::new(id, SECRET));
    }
    builder.start().await.unwrap()
}

fn client<V: Protocol>(endpoint: &str, credentials: V::Credentials) -> ClientBuilder<V> {
    rtc_core::Client::<V>::builder().credentials(credentials).endpoint(endpoint).clock(noon).quotas(Quotas::off())
}

fn volcengine_client(sandbox: &Sandbox) -> ClientBuilder<rtc_volcengine::Volcengine> {
    client(sandbox.volcengine().endpoint(), rtc_volcengine::Credentials::new("AKLTtests", SECRET))
}

fn tencent_client(sandbox: &Sandbox) -> ClientBuilder<rtc_tencent::Tencent> {
    client(sandbox.tencent().endpoint(), rtc_tencent::Credentials::new("AKIDtests", SECRET))
}

/// Without quotas, which have tests of their own: many calls are to be tried.
fn unhurried() -> SandboxBuilder {
    Sandbox::builder().quotas(rtc_sandbox::Quotas::Off)
}

/// Those cases from a fixed seed; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` try others.
fn cases(cases: u32) -> Config {
    let of_environment = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { of_environment.cases } else { cases };
    let rng_seed = match of_environment.rng_seed {
        proptest::test_runner::RngSeed::Random => proptest::test_runner::RngSeed::Fixed(20_261_122),
        seed @ proptest::test_runner::RngSeed::Fixed(_) => seed,
    };
    Config { cases, rng_seed, failure_persistence: None, max_shrink_iters: 40, ..of_environment }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// How a sweep is done.
#[derive(Clone, Debug)]
struct Manner {
    concurrency: usize,
    /// After how many rows each it is interrupted, and gone on with from its cursor as text.
    stops: Vec<usize>,
}

fn manner() -> impl proptest::strategy::Strategy<Value = Manner> {
    use proptest::strategy::Strategy;
    (1_usize..20, proptest::collection::vec(0_usize..80, 0..4))
        .prop_map(|(concurrency, stops)| Manner { concurrency, stops })
}

/// The rows of a sweep that is interrupted and goes on after errors; and how many errors there were.
async fn sweep<A: Swept>(request: &A, client: &rtc_core::Client<A::Vendor>, manner: &Manner) -> (Vec<A::Row>, usize) {
    let start = || Sweep::new(request.clone(), client).concurrency(manner.concurrency);
    let mut stops: VecDeque<usize> = manner.stops.clone().into();
    let (mut sweep, mut found, mut errors) = (start(), Vec::new(), 0);
    let mut left = stops.pop_front();
    loop {
        if left == Some(0) {
            let cursor = serde_json::to_string(&sweep.cursor()).unwrap();
            sweep = start().resume(serde_json::from_str(&cursor).unwrap()).unwrap();
            left = stops.pop_front();
            continue;
        }
        match sweep.next().await {
            None => return (found, errors),
            Some(Ok(row)) => {
                found.push(row);
                left = left.map(|left| left - 1);
            }
            Some(Err(error)) => {
                assert!(matches!(error, ListingError::Call(_)), "{error}");
                errors += 1;
                assert!(errors < 1_000, "{error}");
            }
        }
    }
}

/// A time that many seconds before noon.
fn ago(seconds: i64) -> OffsetDateTime {
    noon() - time::Duration::seconds(seconds)
}
