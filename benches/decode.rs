//! Decoding a page of 100 users with 6 records each: the typed output, and plain structs of texts.
#![forbid(unsafe_code)]

use rtc_benches::{
    compare::{Effort, compare},
    pin, work,
};
use std::hint::black_box;

fn main() {
    let _ = pin::to_one_core();
    let response = work::response();
    let effort = Effort { rounds: 15, turns: 60, batch: 8 }.for_this_run();
    let comparison = compare(
        "decoding a page",
        1.10,
        effort,
        |times| {
            for _ in 0..times {
                black_box(work::decode(black_box(&response)));
            }
        },
        |times| {
            for _ in 0..times {
                black_box(work::decode_by_hand(black_box(&response)));
            }
        },
    );
    println!("{comparison}");
}
