//! The vendors whose pages are read. All facts come from their specs.

use crate::{
    facts::FieldType,
    words::calls::{ACTION, REGION, VERSION, WEBSITE_FRONT, WEBSITES},
};
use regex::{Regex, RegexBuilder};
use rtc_catalog::{
    format::IntegerType,
    model::{ParameterLocation, Vendor},
};
use serde_json::Value as Json;
use std::{collections::BTreeSet, sync::Arc};

/// The vendors whose pages are read.
#[derive(Debug)]
pub(crate) struct Vendors {
    known: Vec<Known>,
    /// A host of any of them.
    host: Option<Regex>,
    /// A header that names the action or its version, as `X-Action: ListRooms`.
    header: Option<Regex>,
    /// Error codes of one word, and the first words of others, as `InternalError`.
    codes: Vec<String>,
}

/// What is known of one vendor.
#[derive(Debug)]
struct Known {
    id: String,
    domains: Vec<String>,
    sites: Vec<String>,
    /// A brand anywhere, or a phrase at the start.
    mention: Option<Regex>,
    integer: Option<FieldType>,
    /// The outermost keys that each refusal has.
    error_keys: Vec<String>,
    /// The outermost key that holds the payload.
    payload_key: String,
    /// The outermost keys of what each answer has.
    common_keys: Vec<String>,
    /// The parameters of every call, by their names or the ends of their headers' names.
    call_keys: Vec<String>,
}

impl Vendors {
    pub(crate) fn new(vendors: &[Arc<Vendor>]) -> Self {
        let known: Vec<Known> = vendors.iter().map(|vendor| Known::new(vendor)).collect();
        let domains = known.iter().flat_map(|vendor| vendor.domains.iter().chain(&vendor.sites));
        let host = alternatives(domains.map(|domain| regex::escape(domain)))
            .and_then(|domains| pattern(&format!(r"\b([a-z0-9][a-z0-9.\-]*\.(?:{domains}))")));
        let headers = vendors.iter().flat_map(|vendor| &vendor.common_request).filter(|common| {
            common.location == ParameterLocation::Header
                && [ACTION, VERSION].iter().any(|name| last_word(&common.wire) == *name)
        });
        let header = alternatives(headers.map(|common| regex::escape(&common.wire)))
            .and_then(|names| pattern(&format!(r"({names})\s*(?:：|:)\s*([A-Za-z0-9\-]+)")));
        let documented = vendors.iter().flat_map(|vendor| &vendor.groups).flat_map(|(_, codes)| codes);
        let listed = vendors.iter().flat_map(|vendor| &vendor.words.codes);
        let classes = documented.map(|code| &code.wire).chain(listed).filter_map(|wire| wire.split('.').next());
        let is_word = |class: &&str| !class.is_empty() && class.bytes().all(|byte| byte.is_ascii_alphabetic());
        let codes: BTreeSet<String> = classes.filter(is_word).map(str::to_owned).collect();
        let codes = codes.into_iter().collect();
        Self { known, host, header, codes }
    }

    /// The hosts that a text names, in small letters, each with its offset and its vendor's id.
    pub(crate) fn hosts<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (String, usize, &'t str)> {
        let found = self.host.iter().flat_map(move |host| host.find_iter(text));
        found.filter_map(|found| {
            let host = found.as_str().to_lowercase();
            let id = self.of_host(&host)?;
            Some((host, found.start(), id))
        })
    }

    /// The id of the vendor whose host it is.
    pub(crate) fn of_host(&self, host: &str) -> Option<&str> {
        let is_below = |domain: &String| host.ends_with(domain.as_str());
        let found = self.known.iter().find(|vendor| vendor.domains.iter().chain(&vendor.sites).any(is_below));
        found.map(|vendor| vendor.id.as_str())
    }

    /// Whether a text is a vendor's host and nothing else.
    pub(crate) fn is_host(&self, text: &str) -> bool {
        let found = self.host.as_ref().and_then(|host| host.find(text));
        found.is_some_and(|found| found.as_str() == text.trim())
    }

    /// Whether a host has web pages and answers no calls.
    pub(crate) fn is_website(&self, host: &str) -> bool {
        let first = host.split('.').next().unwrap_or_default();
        WEBSITES.contains(&first)
            || host.starts_with(WEBSITE_FRONT)
            || self.known.iter().any(|vendor| vendor.sites.iter().any(|site| host.ends_with(site.as_str())))
    }

    /// The first vendor that a text mentions, with the offset.
    pub(crate) fn mentioned(&self, text: &str) -> Option<(&str, usize)> {
        let mentions = self.known.iter().filter_map(|vendor| {
            let found = vendor.mention.as_ref()?.find(text)?;
            Some((vendor.id.as_str(), found.start()))
        });
        mentions.min_by_key(|(_, at)| *at)
    }

    /// Headers that name the action or the version: whether it is the action, the value and its offset.
    pub(crate) fn headers<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (bool, &'t str, usize)> {
        let found = self.header.iter().flat_map(move |header| header.captures_iter(text));
        found.filter_map(|found| {
            let (name, value) = (found.get(1)?, found.get(2)?);
            Some((last_word(&name.as_str().to_lowercase()) == ACTION.to_lowercase(), value.as_str(), value.start()))
        })
    }

    /// What the vendor's pages mean by an integer without a size.
    pub(crate) fn integer(&self, id: &str) -> Option<FieldType> {
        self.known.iter().find(|vendor| vendor.id == id)?.integer.clone()
    }

    /// The id of the only vendor whose calls all name a region.
    pub(crate) fn with_region(&self) -> Option<&str> {
        let mut found = self.known.iter().filter(|vendor| vendor.call_keys.iter().any(|key| key == REGION));
        found.next().filter(|_| found.next().is_none()).map(|vendor| vendor.id.as_str())
    }

    /// Whether a JSON value has the envelope of one of the vendors.
    pub(crate) fn is_answer(&self, json: &Json) -> bool {
        self.known.iter().any(|vendor| vendor.error_keys.iter().all(|key| json.get(key).is_some()))
    }

    /// The outermost key under which a vendor puts what an action answers.
    pub(crate) fn payload_key(&self, id: &str) -> Option<&str> {
        self.known.iter().find(|vendor| vendor.id == id).map(|vendor| vendor.payload_key.as_str())
    }

    /// Whether a vendor has a field of that name, or one around it, in each answer.
    pub(crate) fn is_in_each_answer(&self, id: &str, name: &str) -> bool {
        let known = self.known.iter().find(|vendor| vendor.id == id);
        known.is_some_and(|vendor| vendor.common_keys.iter().chain(&vendor.error_keys).any(|key| key == name))
    }

    /// Whether every call of a vendor has a parameter of that name.
    pub(crate) fn is_in_each_call(&self, id: &str, name: &str) -> bool {
        let known = self.known.iter().find(|vendor| vendor.id == id);
        matches!(name, ACTION | VERSION) || known.is_some_and(|vendor| vendor.call_keys.iter().any(|key| key == name))
    }

    /// The outermost keys under which the vendors put what an action answers.
    pub(crate) fn payload_keys(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|vendor| vendor.payload_key.as_str())
    }

    /// The domains of all vendors, to show.
    pub(crate) fn domains(&self) -> String {
        let domains: Vec<&str> = self.known.iter().flat_map(|vendor| &vendor.domains).map(String::as_str).collect();
        if domains.is_empty() { "a domain under `words` in a vendor.yaml".to_owned() } else { domains.join(", ") }
    }

    /// Error codes that are one word.
    pub(crate) fn codes(&self) -> &[String] {
        &self.codes
    }
}

impl Known {
    fn new(vendor: &Vendor) -> Self {
        let words = &vendor.words;
        let brands = words.brands.iter().map(|brand| regex::escape(brand).replace(' ', " ?"));
        let phrases = words.phrases.iter().map(|phrase| format!(r"^\s*{}", regex::escape(phrase)));
        let outermost = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
        let mut error_keys = vec![outermost(&vendor.envelope.code), outermost(&vendor.envelope.message)];
        error_keys.dedup();
        Self {
            id: vendor.id.clone(),
            domains: words.domains.clone(),
            sites: words.sites.clone(),
            mention: alternatives(brands.chain(phrases)).and_then(|texts| pattern(&texts)),
            integer: words.integer.map(|integer| match integer {
                IntegerType::I32 => FieldType::I32,
                IntegerType::I64 => FieldType::I64,
                IntegerType::U32 => FieldType::U32,
                IntegerType::U64 => FieldType::U64,
            }),
            error_keys,
            payload_key: outermost(&vendor.envelope.payload),
            common_keys: vendor.common_response.iter().map(|common| outermost(&common.wire)).collect(),
            call_keys: vendor.common_request.iter().map(|common| last_word(&common.wire).to_owned()).collect(),
        }
    }
}

/// The part of a header's name behind its last hyphen.
fn last_word(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}

/// Patterns as one that matches any of them; `None` if there are none.
fn alternatives(patterns: impl Iterator<Item = String>) -> Option<String> {
    let patterns: Vec<String> = patterns.collect();
    (!patterns.is_empty()).then(|| patterns.join("|"))
}

/// A pattern made of escaped texts, which ignores case.
fn pattern(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).unicode(false).build().ok()
}
