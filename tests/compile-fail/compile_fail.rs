//! What must not compile, and what the compiler says of it: leaving out a required parameter (`required`), a value of
//! another type (`types`), taking for closed what the vendor may extend (`open`), and asking an action for all of what it
//! has no pages, span or ids of (`listing`).
//!
//! `TRYBUILD=overwrite cargo test -p rtc-compile-fail` writes anew what is said; read it before it is kept. That every
//! required parameter has a case is a test of `rtc-tests`.

#[test]
fn what_must_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("required/*.rs");
    cases.compile_fail("types/*.rs");
    cases.compile_fail("open/*.rs");
    cases.compile_fail("listing/*.rs");
}
