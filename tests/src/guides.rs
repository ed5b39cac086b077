//! The README and the guides, as documentation whose programs and functions are compiled.
#![allow(dead_code, missing_docs, reason = "they are only their documentation")]

#[doc = include_str!("../../README.md")]
struct Readme;

#[doc = include_str!("../../docs/blocking.md")]
struct Blocking;

#[doc = include_str!("../../docs/configuration.md")]
struct Configuration;

#[doc = include_str!("../../docs/credentials.md")]
struct Credentials;

#[doc = include_str!("../../docs/errors-and-retries.md")]
struct ErrorsAndRetries;

#[doc = include_str!("../../docs/long-spans.md")]
struct LongSpans;

#[doc = include_str!("../../docs/many-ids.md")]
struct ManyIds;

#[doc = include_str!("../../docs/quotas.md")]
struct Quotas;
