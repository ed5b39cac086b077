//! `src/request.rs`: the request, its builder, and the action's description. The objects that it sends are there too.

use super::{
    limits, listing, number, parameters, required,
    sent::{Field, Sent},
    types,
};
use crate::{markdown, source::Source};
use rtc_catalog::model::{
    Action, Calendar, Definitions, Method, Parameter, ParameterName, Quota, Record, Scope, Shape, Type, Window,
};
use std::collections::HashSet;

pub(super) fn emit(action: &Action) -> String {
    let mut names = super::type_names(action);
    names.insert(&action.name);
    let request = Sent::new(&action.name, about(action), fields(action), None, &names);
    let objects = objects(&action.records, &names);
    let mut to = Source::file(&action.spec, "The request.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    imports(action, &mut to);
    request.structure(&mut to);
    implementation(action, &mut to);
    request.builder(&mut to);
    request.setters(&mut to, |to, bounds| sending(action, bounds, to));
    for (object, parameters) in &objects {
        emit_object(action, object, parameters, &mut to);
    }
    required::emit(std::iter::once(&request).chain(objects.iter().map(|(object, _)| object)), &mut to);
    to.finish()
}

/// The objects among the types that are sent.
pub(super) fn objects<'m>(records: &'m [Record], names: &HashSet<&str>) -> Vec<(Sent<'m, 'm>, &'m [Parameter])> {
    let mut modules = HashSet::new();
    let sent = records.iter().filter_map(|record| match &record.shape {
        Shape::Sent(parameters) => {
            let about = markdown::safe(&markdown::sentence(&record.doc));
            let fields = parameters.iter().map(Field::of).collect();
            Some((Sent::new(&record.name, about, fields, Some(&mut modules), names), &parameters[..]))
        }
        Shape::Answered(_) => None,
    });
    sent.collect()
}

/// An object that is sent: struct, builder, checks and encoding.
pub(super) fn emit_object(known: &dyn Definitions, object: &Sent<'_, '_>, parameters: &[Parameter], to: &mut Source) {
    object.structure(to);
    to.blank();
    to.block(format_args!("impl rtc::Check for {}", object.name), |to| {
        limits::object(known, object.name, parameters, to);
    });
    to.blank();
    to.block(format_args!("impl rtc::SerializeFields for {}", object.name), |to| {
        self::parameters::fields(parameters, false, to);
    });
    to.blank();
    to.line(format_args!("rtc_core::sent_object!({});", object.name));
    object.builder(to);
    object.setters(to, |_, _| {});
}

fn fields(action: &Action) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = (0..action.parameters.len()).map(|at| Field::of_action(action, at)).collect();
    if !action.regions.is_empty() {
        fields.push(Field {
            rust: "region",
            wire: "Region",
            kind: region(),
            required: false,
            boxed: false,
            secret: false,
            doc: "The region to call. Default: the client's region, or else the endpoint's.".to_owned(),
        });
    }
    fields
}

fn region() -> &'static Type {
    static KIND: std::sync::LazyLock<Type> = std::sync::LazyLock::new(|| Type::Enum("Region".to_owned()));
    &KIND
}

fn about(action: &Action) -> String {
    format!(
        "{}\n\nCreate one with [`{name}::builder`]. The [crate documentation](crate) lists its quota, limits and error codes.",
        markdown::safe(&markdown::sentence(&action.summary)),
        name = action.name
    )
}

fn imports(action: &Action, to: &mut Source) {
    let sent = || action.records.iter().filter(|record| matches!(record.shape, Shape::Sent(_)));
    let kinds = action.parameters.iter().map(|parameter| &parameter.kind).chain(sent().flat_map(Record::kinds));
    let kinds = kinds.chain((!action.regions.is_empty()).then(region));
    let made = [format!("{}Code", action.name), format!("{}Output", action.name)];
    import(kinds, &action.records, &made, to);
    to.line("use rtc_core::generated as rtc;");
}

/// Imports the types that the kinds lead to and that are not among the objects of this file, and `others`.
pub(super) fn import<'m>(
    kinds: impl Iterator<Item = &'m Type>,
    records: &[Record],
    others: &[String],
    to: &mut Source,
) {
    let is_own =
        |name: &str| records.iter().any(|record| record.name == name && matches!(record.shape, Shape::Sent(_)));
    let mut names: Vec<&str> = types::names(kinds).into_iter().filter(|name| !is_own(name)).collect();
    names.extend(others.iter().map(String::as_str));
    names.sort_unstable();
    match &names[..] {
        [] => {}
        [one] => to.line(format_args!("use crate::{one};")),
        _ => to.list("use crate::{", &names, "};"),
    }
}

/// `rtc_core::generated::Action` of the request.
fn implementation(action: &Action, to: &mut Source) {
    let name = &action.name;
    to.blank();
    to.block(format_args!("impl rtc::Action for {name}"), |to| {
        to.line(format_args!("type Vendor = {};", super::vendor_type(action)));
        to.line(format_args!("type Output = {name}Output;"));
        to.line(format_args!("type Code = {name}Code;"));
        to.blank();
        info(action, to);
        to.blank();
        limits::action(action, to);
        to.blank();
        parameters::action(action, to);
        if !action.regions.is_empty() {
            to.blank();
            to.block("fn region(&self) -> Option<&str>", |to| to.line("self.region.as_ref().map(Region::as_str)"));
        }
        is_idempotent(action, to);
        counted_by(action, to);
    });
    to.blank();
    to.block(format_args!("impl rtc::SerializeFields for {name}"), |to| {
        parameters::fields(&action.parameters, !action.regions.is_empty(), to);
    });
    to.blank();
    to.line(format_args!("rtc_core::serialize_fields!({name});"));
}

fn info(action: &Action, to: &mut Source) {
    let method = match action.method {
        Method::Get => "Get",
        Method::Post => "Post",
    };
    let host = action.vendor.hosts.iter().find(|host| host.host == action.host);
    let endpoint = host.map_or_else(String::new, |host| format!("crate::endpoints::{}", host.constant));
    to.line("const INFO: rtc::ActionInfo = rtc::ActionInfo {");
    for (field, value) in [
        ("name", format!("{:?}", action.name)),
        ("version", format!("{:?}", action.version)),
        ("method", format!("rtc::Method::{method}")),
        ("service", format!("{:?}", action.vendor.service)),
        ("endpoint", endpoint),
        ("page", format!("{:?}", action.source.url)),
        ("safe", action.safe.to_string()),
        ("verify_with", format!("{:?}", action.verify_with)),
        ("quotas", quotas(&action.quotas)),
        ("window", action.window.as_ref().map_or_else(|| "None".to_owned(), |it| window(action, it))),
    ] {
        to.line(format_args!("    {field}: {value},"));
    }
    to.line("};");
}

fn quotas(quotas: &[Quota]) -> String {
    let all: Vec<String> = quotas.iter().map(quota).collect();
    match &all[..] {
        [] => "&[]".to_owned(),
        [one] => format!("&[{one}]"),
        several => format!("&[\n            {},\n        ]", several.join(",\n            ")),
    }
}

fn quota(quota: &Quota) -> String {
    let scope = match quota.scope {
        Scope::Account => "Account",
        Scope::App => "App",
        Scope::Room => "Room",
    };
    let (calls, per) = (number(quota.calls), limits::duration(quota.per));
    format!("rtc::Quota {{ calls: {calls}, per: {per}, scope: rtc::QuotaScope::{scope} }}")
}

fn window(action: &Action, window: &Window) -> String {
    let span = |span: Option<_>| span.map_or_else(|| "None".to_owned(), |it| format!("Some({})", limits::duration(it)));
    let ends = [&action.parameters[window.start], &action.parameters[window.end]];
    let (unit, count) = match (&ends[0].kind, &ends[1].kind) {
        (Type::UnixMillis, Type::UnixMillis) => ("from_millis", "1"),
        (Type::Calendar(Calendar::Minutes(_)), _) | (_, Type::Calendar(Calendar::Minutes(_))) => ("from_secs", "60"),
        (day, _) if day.is_day() => ("from_secs", "86_400"),
        _ => ("from_secs", "1"),
    };
    let (length, back, lag) = (span(window.span), span(window.back), span(window.lag));
    format!(
        "Some(rtc::Window {{\n            span: {length},\n            back: {back},\n            lag: {lag},\n            unit: std::time::Duration::{unit}({count}),\n        }})"
    )
}

/// `Action::is_idempotent` of the action, where a parameter makes its calls so.
fn is_idempotent(action: &Action, to: &mut Source) {
    if action.idempotency_key.is_empty() {
        return;
    }
    to.blank();
    to.block("fn is_idempotent(&self) -> bool", |to| to.line(is_set("self", &action.idempotency_key)));
}

/// Whether a parameter of `of` is set.
fn is_set(of: &str, names: &[ParameterName]) -> String {
    match names {
        [] => "true".to_owned(),
        [last] if last.is_text => format!("{of}.{}.as_ref().is_some_and(|id| !id.is_empty())", last.rust),
        [last] => format!("{of}.{}.is_some()", last.rust),
        [object, inner @ ..] => format!("{of}.{}.as_ref().is_some_and(|it| {})", object.rust, is_set("it", inner)),
    }
}

/// `Action::counted_by` of the action, where quotas are counted by parameters.
fn counted_by(action: &Action, to: &mut Source) {
    let name = |at: &usize| &action.parameters[*at].rust;
    let plain = |quota: &Quota| quota.by.is_empty() && quota.given.is_empty();
    if action.quotas.iter().all(plain) {
        return;
    }
    let is_given = |quota: &Quota| {
        let given: Vec<String> = quota.given.iter().map(|at| format!("self.{}.is_some()", name(at))).collect();
        if given.is_empty() { "true".to_owned() } else { given.join(" || ") }
    };
    let counts = |quota: &Quota, to: &mut Source| {
        for parameter in quota.by.iter().map(name) {
            to.line(format_args!("key.optional(self.{parameter}.as_ref());"));
        }
        to.line(is_given(quota));
    };
    to.blank();
    if let [quota] = &action.quotas[..] {
        let key = if quota.by.is_empty() { "_key" } else { "key" };
        to.block(format_args!("fn counted_by(&self, _quota: usize, {key}: &mut rtc::QuotaKey) -> bool"), |to| {
            counts(quota, to);
        });
        return;
    }
    let key = if action.quotas.iter().all(|quota| quota.by.is_empty()) { "_key" } else { "key" };
    to.block(format_args!("fn counted_by(&self, quota: usize, {key}: &mut rtc::QuotaKey) -> bool"), |to| {
        to.block("match quota", |to| {
            let same = |one: &Quota, other: &Quota| (&one.by, &one.given) == (&other.by, &other.given);
            for (first, quota) in action.quotas.iter().enumerate().filter(|(_, quota)| !plain(quota)) {
                if action.quotas[..first].iter().any(|before| same(before, quota)) {
                    continue;
                }
                let all = action.quotas.iter().enumerate().filter(|(_, other)| same(other, quota));
                let at = all.map(|(at, _)| at.to_string()).collect::<Vec<_>>().join(" | ");
                if quota.by.is_empty() {
                    to.line(format_args!("{at} => {},", is_given(quota)));
                } else {
                    to.block(format_args!("{at} =>"), |to| counts(quota, to));
                }
            }
            to.line("_ => true,");
        });
    });
}

/// The builder's methods that send.
fn sending(action: &Action, bounds: &str, to: &mut Source) {
    let name = &action.name;
    let protocol = super::protocol(&action.vendor);
    to.blank();
    to.doc("Sends the request and returns the answer.\n\nThe client checks the documented limits, waits for the quota, signs and retries.\n\n# Errors\nReturns an [`Error`](crate::Error): it tells whether the request was sent and what the vendor answered.");
    to.function(&format!("pub fn send(self, client: &{protocol}::Client) -> rtc::Sending<'_, {name}>"), bounds, |to| {
        to.line("client.send_owned(self.build())");
    });
    to.blank();
    to.doc("Sends the request and blocks until the answer has arrived, for programs without an async runtime.\n\n# Errors\nThe same as for [`send`](Self::send).");
    to.line("#[cfg(feature = \"blocking\")]");
    to.function(
        &format!(
            "pub fn send_blocking(self, client: &{protocol}::blocking::Client) -> Result<{name}Output, crate::Error>"
        ),
        bounds,
        |to| to.line("client.send(&self.build())"),
    );
    listing::methods(action, bounds, to);
}
