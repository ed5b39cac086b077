//! How parameters are written.

use super::{number, types};
use crate::source::Source;
use rtc_catalog::model::{Action, List, Parameter, ParameterLocation, Type};

/// `Action::parameters` of the action.
pub(super) fn action(action: &Action, to: &mut Source) {
    let mut lines: Vec<String> = Vec::new();
    if action.has_body() {
        lines.push("to.object();".to_owned());
    }
    lines.extend(action.parameters.iter().map(one));
    if lines.is_empty() {
        to.line("fn parameters(&self, _: &mut rtc::Parameters) {}");
        return;
    }
    to.block("fn parameters(&self, to: &mut rtc::Parameters)", |to| lines.iter().for_each(|line| to.line(line)));
}

/// `SerializeFields::fields` of a request or of an object that is sent. A parameter has the name by which it is documented,
/// in a JSON body the key that it has there.
pub(super) fn fields(parameters: &[Parameter], has_region: bool, to: &mut Source) {
    let region = has_region.then(|| "to.field(\"Region\", &self.region);".to_owned());
    let named = parameters.iter().map(|parameter| match parameter.location {
        ParameterLocation::Body => json("field", &parameter.key, parameter),
        ParameterLocation::Query | ParameterLocation::Header => json("field", &parameter.wire, parameter),
    });
    let lines: Vec<String> = named.chain(region).collect();
    if lines.is_empty() {
        to.line("fn fields<M: rtc::SerializeMap>(&self, _: &mut rtc::Fields<M>) {}");
        return;
    }
    to.block("fn fields<M: rtc::SerializeMap>(&self, to: &mut rtc::Fields<M>)", |to| {
        for line in &lines {
            to.line(line);
        }
    });
}

fn one(parameter: &Parameter) -> String {
    let Parameter { wire, key, .. } = parameter;
    let texts = texts(parameter);
    match (parameter.location, &parameter.kind, &parameter.list) {
        (ParameterLocation::Body, ..) => json("body", key, parameter),
        (ParameterLocation::Header, ..) => format!("to.header({wire:?}, {texts});"),
        (ParameterLocation::Query, Type::List(_), List::Joined(separator)) => {
            format!("to.joined({key:?}, {separator:?}, {texts});")
        }
        (ParameterLocation::Query, Type::List(_), List::Numbered(first)) => {
            format!("to.numbered({key:?}, {}, {texts});", number(*first))
        }
        (ParameterLocation::Query, Type::List(_), List::Brackets) => {
            format!("to.query({:?}, {texts});", format!("{key}[]"))
        }
        (ParameterLocation::Query, ..) => format!("to.query({key:?}, {texts});"),
    }
}

/// A parameter as what a query or a header takes.
fn texts(parameter: &Parameter) -> String {
    let field = &parameter.rust;
    match parameter.kind.innermost() {
        time if time.is_time() => format!("&rtc::formatted::<{}, _>(&self.{field})", types::sent_codec(time)),
        _ => format!("&self.{field}"),
    }
}

/// Writes a parameter into a JSON object under `name` by `method`, or by the one that takes a codec.
fn json(method: &str, name: &str, parameter: &Parameter) -> String {
    let Parameter { rust, kind, .. } = parameter;
    if types::is_plain(kind) {
        format!("to.{method}({name:?}, &self.{rust});")
    } else {
        format!("to.{method}_as::<{}>({name:?}, &self.{rust});", types::sent_codec(kind))
    }
}
