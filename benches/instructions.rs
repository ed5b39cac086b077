//! Instructions for signing a request of each vendor, encoding a query and decoding a page. Needs Valgrind, and
//! `gungraun-runner` in the version of the `gungraun` crate.
#![allow(missing_docs, reason = "gungraun's macros make public items without documentation")]

use bytes::Bytes;
use gungraun::{library_benchmark, library_benchmark_group, main};
use http::Response;
use rtc_benches::work::{self, Signing};
use std::hint::black_box;

#[library_benchmark]
#[bench::volcengine(work::volcengine())]
#[bench::tencent(work::tencent())]
#[bench::zego(work::zego())]
fn sign(signing: Signing) -> (usize, Signing) {
    (black_box(signing.sign()), signing)
}

#[library_benchmark]
#[bench::list_user_info(work::pairs())]
fn query(pairs: Vec<(&'static str, &'static str)>) -> String {
    work::query(black_box(&pairs))
}

#[library_benchmark]
#[bench::page(work::response())]
fn decode(response: Response<Bytes>) -> (impl Sized, Response<Bytes>) {
    (work::decode(black_box(&response)), response)
}

#[library_benchmark]
#[bench::page(work::response())]
fn decode_by_hand(response: Response<Bytes>) -> (impl Sized, Response<Bytes>) {
    (work::decode_by_hand(black_box(&response)), response)
}

library_benchmark_group!(name = all; benchmarks = sign, query, decode, decode_by_hand);
main!(library_benchmark_groups = all);
