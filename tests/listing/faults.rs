//! A fifth of all calls meets a fault, of every kind.

use crate::{
    Manner, now, sandbox, sweep, unhurried,
    volcengine::{expected, keys, request},
    volcengine_client,
    world::stays,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngSeed, TestRunner},
};
use rtc_core::RetryPolicy;
use rtc_sandbox::Chances;
use std::time::Duration;

#[test]
fn every_row_comes_once_whatever_goes_wrong() {
    let config = Config { rng_seed: RngSeed::Fixed(7), ..Config::default() };
    let stays = stays(400, 10 * 86_400).new_tree(&mut TestRunner::new(config)).unwrap().current();
    for (seed, concurrency) in [(1, 1), (2, 20)] {
        let chances = Chances::mixed(seed, 0.2);
        now(async {
            let sandbox = sandbox(&stays, unhurried().chances(chances)).await;
            let policy = RetryPolicy::default()
                .first_backoff(Duration::from_millis(2))
                .longest_backoff(Duration::from_millis(20));
            let client =
                volcengine_client(&sandbox).retry(policy).attempt_timeout(Duration::from_millis(250)).build().unwrap();
            let asked = request(10 * 86_400, 0).page_size(25).build();
            let manner = Manner { concurrency, stops: vec![40, 100] };
            let (rows, _) = sweep(&asked, &client, &manner).await;
            assert_eq!(keys(&rows), expected(&stays, &asked), "seed {seed}");
        });
    }
}
