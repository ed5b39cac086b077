//! Single figures: signing a request of each vendor, encoding a query, decoding a page.
#![forbid(unsafe_code)]
#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use rtc_benches::work;
use std::hint::black_box;

fn all(criterion: &mut Criterion) {
    let (volcengine, tencent, zego) = (work::volcengine(), work::tencent(), work::zego());
    criterion.bench_function("sign/volcengine", |bencher| bencher.iter(|| volcengine.sign()));
    criterion.bench_function("sign/tencent", |bencher| bencher.iter(|| tencent.sign()));
    criterion.bench_function("sign/zego", |bencher| bencher.iter(|| zego.sign()));
    let pairs = work::pairs();
    criterion.bench_function("query", |bencher| bencher.iter(|| work::query(black_box(&pairs))));
    let response = work::response();
    criterion.bench_function("decode/typed", |bencher| bencher.iter(|| work::decode(black_box(&response))));
    criterion.bench_function("decode/by hand", |bencher| bencher.iter(|| work::decode_by_hand(black_box(&response))));
}

criterion_group!(benches, all);
criterion_main!(benches);
