//! The vendor's own words.

use super::Context;
use crate::{
    diagnostic::{Diagnostic, Problem, Source},
    format::VendorFile,
    model::Vendor,
    yaml,
};
use std::{collections::HashSet, sync::Arc};

/// Checks the words of a vendor's file.
pub(crate) fn check_words(file: &VendorFile, context: &mut Context<'_>) {
    let words = &file.words;
    for (key, domains) in [("domains", &words.domains), ("sites", &words.sites)] {
        for (at, domain) in domains.iter().enumerate().filter(|(_, domain)| !is_domain(domain)) {
            let help = "write only the domain, in lower case, such as `example.com`";
            context.report(
                context.value(&["words", key, &at.to_string()]),
                format!("`{domain}` is not a domain"),
                help,
            );
        }
    }
    for (key, texts) in lists(&file.words) {
        let mut seen = HashSet::new();
        for (at, text) in texts.iter().enumerate() {
            let span = context.value(&["words", key, &at.to_string()]);
            if text.trim().is_empty() {
                context.report(span, format!("empty text under `{key}`"), "remove it: it would match every page");
            } else if !seen.insert(text.to_lowercase()) {
                context.report(span, format!("`{text}` is listed twice under `{key}`"), "remove one of the two");
            }
        }
    }
    if words.domains.is_empty() {
        return;
    }
    for host in file.hosts.keys().filter(|host| !words.domains.iter().any(|domain| is_below(host, domain))) {
        context.report(
            context.key(&["hosts", host]),
            format!("no domain under `words` covers the host `{host}`"),
            "add its domain to `domains` under `words`",
        );
    }
}

/// Reports words by which the pages of two vendors would be recognised.
pub(crate) fn shared_words(vendor: &Vendor, earlier: &[Arc<Vendor>], source: &Arc<Source>) -> Vec<Diagnostic> {
    let (Some(root), _) = yaml::parse(&source.text) else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for (key, texts) in lists(&vendor.words).into_iter().take(RECOGNISING) {
        for (at, text) in texts.iter().enumerate() {
            let has = |other: &&Arc<Vendor>| {
                let theirs = lists(&other.words).into_iter().take(RECOGNISING);
                theirs.flat_map(|(_, texts)| texts).any(|known| known.eq_ignore_ascii_case(text))
            };
            let Some(other) = earlier.iter().find(has) else { continue };
            let span = root.find(&["words", key, &at.to_string()]).map_or(root.span, |(_, node)| node.span);
            let message = format!("`{text}` is also under `words` of `{}`", other.id);
            let help = "remove it from one of the vendors: it must identify one";
            diagnostics.push(Problem::new(span, message).help(help).within(source));
        }
    }
    diagnostics
}

/// How many of the [`lists`] are for recognising pages.
const RECOGNISING: usize = 4;

fn lists(words: &crate::format::Words) -> [(&'static str, &[String]); 7] {
    [
        ("domains", &words.domains),
        ("sites", &words.sites),
        ("brands", &words.brands),
        ("phrases", &words.phrases),
        ("codes", &words.codes),
        ("app", &words.app),
        ("room", &words.room),
    ]
}

fn is_domain(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
}

/// Whether a host is a domain or lies below it.
fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}
