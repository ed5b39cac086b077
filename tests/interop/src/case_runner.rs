//! Runs many generated calls of one kind.

use crate::{Sampling, Tally};
use proptest::{
    strategy::Strategy,
    test_runner::{TestCaseError, TestError, TestRunner},
};
use std::cell::{Cell, RefCell};

/// Generates calls and tries them until one fails. Prints the result; for a failure, the smallest failing call.
pub(crate) fn run<S: Strategy>(
    sampling: Sampling,
    number: usize,
    title: &str,
    drawn: &S,
    test: impl FnMut(S::Value) -> Result<(), String>,
) -> Tally {
    let tally = run_quietly(sampling, number, title, drawn, test);
    if tally.failed == 0 {
        println!("{title}: {} calls", tally.calls);
    }
    tally
}

/// Like [`run`], but prints failures only.
pub(crate) fn run_quietly<S: Strategy>(
    sampling: Sampling,
    number: usize,
    title: &str,
    drawn: &S,
    test: impl FnMut(S::Value) -> Result<(), String>,
) -> Tally {
    let (test, calls) = (RefCell::new(test), Cell::new(0));
    let outcome = TestRunner::new(sampling.config(number)).run(drawn, |case| {
        calls.set(calls.get() + 1);
        (test.borrow_mut())(case).map_err(TestCaseError::fail)
    });
    let calls = calls.get();
    match outcome {
        Ok(()) => Tally { calls, failed: 0 },
        Err(TestError::Fail(why, case)) => {
            eprintln!("{title}: FAILED, seed {}\n{why}\nthe smallest failing call: {case:#?}", sampling.seed);
            Tally { calls, failed: 1 }
        }
        Err(TestError::Abort(why)) => {
            eprintln!("{title}: no calls could be generated: {why}");
            Tally { calls, failed: 1 }
        }
    }
}
