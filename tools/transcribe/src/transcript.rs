//! From a draft to a spec that loads.

use crate::{
    draft::{Draft, Remark},
    yaml::{Source, yaml},
};
use heck::ToKebabCase;
use rtc_catalog::{
    Diagnostic,
    format::ParameterLocation,
    model::{Action, Vendor, encode_query},
    yaml::{Node, Value},
};
use serde_json::{Map, Value as Json};
use std::{path::Path, sync::Arc};

/// A spec that was made from a page.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// What it says. What could not be said is left out, with a remark.
    pub draft: Draft,
    /// Its text.
    pub text: String,
    /// Where it belongs below the folder of specs, as `zego/describe-users.yaml`.
    pub spec: String,
    /// What the loader made of it.
    pub action: Action,
}

/// A draft of which no spec can be made.
#[derive(Clone, Debug, thiserror::Error)]
#[error("no spec can be made of this page:\n\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
pub struct Refused(pub Vec<Diagnostic>);

/// Writes a draft as a spec and checks it as the loader does. What the loader refuses is left out, with a remark.
///
/// # Errors
/// If what is refused cannot be left out.
pub fn transcribe(mut draft: Draft, vendor: &Arc<Vendor>, source: &Source) -> Result<Transcript, Refused> {
    let spec = format!("{}/{}.yaml", draft.vendor, draft.action.value.to_kebab_case());
    draft.settle_names(vendor);
    let (mut completed, mut before) = (false, String::new());
    loop {
        let text = yaml(&draft, source);
        match rtc_catalog::check_action(text.clone(), &spec, Path::new("specs"), vendor) {
            Ok(action) if completed => return Ok(Transcript { draft, text, spec, action }),
            Ok(action) => {
                complete(&mut draft, &action);
                completed = true;
            }
            Err(mistakes) => {
                // From the end, since items of lists go by their numbers.
                let left_out = mistakes.iter().rev().filter(|mistake| leave_out(&mut draft, mistake, &text)).count();
                if left_out == 0 || without_remarks(&text) == before {
                    return Err(Refused(mistakes));
                }
                before = without_remarks(&text);
            }
        }
    }
}

/// What a spec says, without what is said of it.
fn without_remarks(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with('#')).collect()
}

/// Says of each example how it is written on the wire.
fn complete(draft: &mut Draft, action: &Action) {
    for example in &mut draft.examples {
        let Some(request) = &example.request else { continue };
        let written = |place| {
            action
                .parameters
                .iter()
                .any(|parameter| parameter.location == place && request.value.contains_key(&parameter.wire))
        };
        if action.has_body() {
            let body = action.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Body);
            let body =
                body.filter_map(|parameter| Some((parameter.key.clone(), request.value.get(&parameter.wire)?.clone())));
            example.body = Some(Json::Object(body.collect::<Map<_, _>>()));
        }
        if written(ParameterLocation::Query) {
            example.query = Some(encode_query(action, &request.value));
        }
    }
}

/// Leaves out what the loader refuses.
fn leave_out(draft: &mut Draft, mistake: &Diagnostic, text: &str) -> bool {
    let path = path_at(text, mistake.position());
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let Some(left_out) = draft.leave_out(&path) else { return false };
    let words = format!("left out `{}`: {}", left_out.join("."), mistake.message());
    draft.remarks.push(Remark { path: left_out, at: None, words });
    true
}

/// The keys that lead to what is at a line and column of a YAML text.
fn path_at(text: &str, (line, column): (usize, usize)) -> Vec<String> {
    let before: usize = text.split_inclusive('\n').take(line - 1).map(|line| line.chars().count()).sum();
    let (at, mut path) = (before + column - 1, Vec::new());
    if let (Some(root), _) = rtc_catalog::yaml::parse(text) {
        descend(&root, at, &mut path);
    }
    path
}

fn descend(node: &Node, at: usize, path: &mut Vec<String>) {
    match &node.value {
        Value::Mapping(entries) => {
            if let Some(entry) = entries.iter().rev().find(|entry| entry.key_span.start <= at) {
                path.push(entry.key.clone());
                if entry.value.span.start <= at {
                    descend(&entry.value, at, path);
                }
            }
        }
        Value::Sequence(items) => {
            if let Some((number, item)) = items.iter().enumerate().rev().find(|(_, item)| item.span.start <= at) {
                path.push(number.to_string());
                descend(item, at, path);
            }
        }
        Value::Scalar { .. } => {}
    }
}
