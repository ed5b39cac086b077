//! Types by name: what there is, who uses it, and whether it is used right.

use super::{
    Context,
    identifiers::{Case, Identifiers},
    parameters,
};
use crate::{
    format::{ActionFile, Field as WrittenField, TypeExpression, Underlying},
    model::{Enum, Field, Record, Shape, Type},
    names::{self, TAKEN_TYPES},
    words,
};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// The types of one spec.
pub(super) struct Types {
    known: HashMap<String, Type>,
    sent: HashSet<String>,
    used: HashSet<String>,
}

impl Types {
    /// Notes all names of types, before anything refers to one.
    pub(super) fn collect(file: &ActionFile, context: &mut Context<'_>) -> Self {
        let mut taken = Identifiers::new(Case::Camel, &TAKEN_TYPES);
        let mut types = Self { known: HashMap::new(), sent: HashSet::new(), used: HashSet::new() };
        let own = own_names(file);
        let records = file.types.keys().map(|name| ("types", name, Type::Record(name.clone())));
        let enums = file.enums.keys().map(|name| ("enums", name, Type::Enum(name.clone())));
        for (section, name, kind) in records.chain(enums) {
            let path = [section, name.as_str()];
            taken.claim(name, &path, "choose another name: it is the Rust type's", context);
            if own.contains(name) {
                let message = format!("`{name}` is the name of a type that is made for the request");
                context.report(context.key(&path), message, "choose another name");
            }
            if Type::SCALARS.iter().any(|(scalar, _)| scalar == name) {
                context.report(
                    context.key(&path),
                    format!("`{name}` is the name of a built-in type"),
                    "choose another name",
                );
            }
            types.known.entry(name.clone()).or_insert(kind);
        }
        for (name, record) in &file.types {
            if !record.parameters.is_empty() {
                types.sent.insert(name.clone());
            }
        }
        types
    }

    /// Resolves a type that stands at `path`.
    pub(super) fn resolve(&mut self, written: &TypeExpression, path: &[&str], context: &mut Context<'_>) -> Type {
        match written {
            TypeExpression::List(inner) => Type::List(Box::new(self.resolve(inner, path, context))),
            TypeExpression::Map(inner) => Type::Map(Box::new(self.resolve(inner, path, context))),
            TypeExpression::Name(name) => {
                if let Some((_, scalar)) = Type::SCALARS.iter().find(|(scalar, _)| scalar == name) {
                    return scalar.clone();
                }
                self.used.insert(name.clone());
                self.known.get(name).cloned().unwrap_or_else(|| {
                    self.dangling(name, path, context);
                    Type::unresolved()
                })
            }
        }
    }

    fn dangling(&mut self, name: &str, path: &[&str], context: &mut Context<'_>) {
        if context.is_removed(name) {
            return;
        }
        let mut own: Vec<&str> = self.known.keys().map(String::as_str).collect();
        own.sort_unstable();
        let known = Type::SCALARS.iter().map(|(scalar, _)| *scalar).chain(own);
        let help = words::did_you_mean(name, known);
        // What was probably meant is not unused.
        let meant = self.known.keys().find(|known| help.contains(&format!("`{known}`?"))).cloned();
        self.used.extend(meant);
        context.report(context.value(path), format!("there is no type `{name}`"), help);
    }

    /// Whether objects of this type are sent.
    pub(super) fn is_sent(&self, kind: &Type) -> Option<bool> {
        match kind.innermost() {
            Type::Record(name) if !kind.is_unresolved() => Some(self.sent.contains(name)),
            _ => None,
        }
    }

    /// Resolves fields of an answer that stand at `path`.
    pub(super) fn fields(
        &mut self,
        written: &IndexMap<String, WrittenField>,
        path: &[&str],
        context: &mut Context<'_>,
    ) -> Vec<Field> {
        let mut taken = Identifiers::new(Case::Snake, &[]);
        written
            .iter()
            .map(|(wire, field)| {
                let place = [path, &[wire]].concat();
                let rust = field.rust.clone().unwrap_or_else(|| names::snake(wire));
                taken.claim(&rust, &place, "give it another name with `as: …`", context);
                let kind_place = [&place[..], &["type"]].concat();
                let kind = self.resolve(&field.kind, &kind_place, context);
                if self.is_sent(&kind) == Some(true) {
                    let message =
                        format!("`{}` has `parameters`, so it is sent, not answered", kind.innermost().words());
                    context.report(
                        context.value(&kind_place),
                        message,
                        "make a type of its own with `fields` for the answer",
                    );
                }
                if field.optional && matches!(kind, Type::List(_) | Type::Map(_)) {
                    let help = "leave `optional` out: a missing list or mapping is an empty one";
                    context.report(
                        context.key(&[&place[..], &["optional"]].concat()),
                        "a list or mapping is never optional",
                        help,
                    );
                }
                check_doc(&field.doc, &place, context);
                Field {
                    wire: wire.clone(),
                    rust,
                    page_type: super::page::page_type(field.page_type.as_ref(), &kind, false, &place, context),
                    optional: field.optional,
                    boxed: false,
                    max_items: max_items(field, &kind, &place, context),
                    kind,
                    example: field.example.clone(),
                    doc: field.doc.trim().to_owned(),
                    notes: field.note.list(),
                }
            })
            .collect()
    }

    /// Resolves the types of objects.
    pub(super) fn records(&mut self, file: &ActionFile, context: &mut Context<'_>) -> Vec<Record> {
        file.types
            .iter()
            .map(|(name, written)| {
                let path = ["types", name.as_str()];
                check_doc(&written.doc, &path, context);
                let shape = match (written.fields.is_empty(), written.parameters.is_empty()) {
                    (false, true) => Shape::Answered(self.fields(&written.fields, &["types", name, "fields"], context)),
                    (true, false) => {
                        let place = ["types", name.as_str(), "parameters"];
                        Shape::Sent(parameters::resolve_all(
                            &written.parameters,
                            &place,
                            parameters::Home::Object,
                            self,
                            context,
                        ))
                    }
                    (empty, _) => {
                        let what = if empty { "has no fields" } else { "has `fields` and `parameters` at once" };
                        let help = "a type that is answered has `fields`, one that is sent has `parameters`";
                        context.report(context.key(&path), format!("the type `{name}` {what}"), help);
                        Shape::Answered(Vec::new())
                    }
                };
                Record { name: name.clone(), doc: written.doc.trim().to_owned(), shape }
            })
            .collect()
    }

    /// Resolves the enumerations.
    pub(super) fn enums(file: &ActionFile, context: &mut Context<'_>) -> Vec<Enum> {
        file.enums
            .iter()
            .map(|(name, written)| {
                let path = ["enums", name.as_str()];
                check_doc(&written.doc, &path, context);
                let integer = written.of == Underlying::Integer;
                if written.values.is_empty() {
                    context.report(
                        context.key(&path),
                        format!("`{name}` has no values"),
                        "list the documented ones under `values`",
                    );
                }
                for wire in written.values.keys().filter(|_| integer) {
                    let (message, help) = match wire.parse::<i128>() {
                        Ok(number) if i64::try_from(number).is_err() => (
                            format!("`{wire}` does not fit into 64 bits with a sign"),
                            "leave `of: integer` out if the vendor sends texts; else there is no type for it",
                        ),
                        Ok(number) if number.to_string() == *wire => continue,
                        _ => (
                            format!("`{wire}` is no whole number"),
                            "write each value as a whole number, or leave `of: integer` out",
                        ),
                    };
                    context.report(context.key(&["enums", name, "values", wire]), message, help);
                }
                let values = super::values(&written.values, &["enums", name, "values"], context);
                Enum { name: name.clone(), doc: written.doc.trim().to_owned(), integer, values }
            })
            .collect()
    }

    /// Notes types that nothing leads to.
    pub(super) fn report_unused(&self, context: &mut Context<'_>) {
        let mut unused: Vec<&String> = self.known.keys().filter(|name| !self.used.contains(*name)).collect();
        unused.sort();
        for name in unused {
            let section = if matches!(self.known[name], Type::Enum(_)) { "enums" } else { "types" };
            let help = "name it as the `type` of a parameter or field, or take it out";
            context.report(context.key(&[section, name]), format!("nothing uses the type `{name}`"), help);
        }
    }
}

/// Names of the types that are made for the request, its builder, and the objects that are sent with it.
fn own_names(file: &ActionFile) -> HashSet<String> {
    let action = ["", "Output", "Code", "Builder"].map(|end| format!("{}{end}", file.action));
    let sent = file.types.iter().filter(|(_, record)| !record.parameters.is_empty());
    let builders = sent.clone().map(|(name, _)| format!("{name}Builder"));
    let parameters = file.request.iter().chain(sent.flat_map(|(_, record)| &record.parameters));
    let states = parameters.filter(|(_, parameter)| parameter.required).map(|(wire, parameter)| {
        format!("{}State", names::camel(&parameter.rust.clone().unwrap_or_else(|| names::snake(wire))))
    });
    action.into_iter().chain(builders).chain(states).collect()
}

/// Notes a description that says nothing.
pub(super) fn check_doc(doc: &str, path: &[&str], context: &mut Context<'_>) {
    if doc.trim().is_empty() {
        let place = [path, &["doc"]].concat();
        context.report(
            context.value(&place),
            "the description is empty",
            "say in a sentence what it is, with its unit",
        );
    }
}

/// The most items of a list that is answered.
fn max_items(field: &WrittenField, kind: &Type, path: &[&str], context: &mut Context<'_>) -> Option<u64> {
    let bounds = field.items?;
    let place = [path, &["items"]].concat();
    if !matches!(kind, Type::List(_)) && !kind.is_unresolved() {
        let message = format!("`items` bounds a list, and this is of another type: {}", kind.words());
        context.report(context.key(&place), message, "leave `items` out");
    } else if bounds.least.is_some() {
        context.report(
            context.value(&place),
            "a list that is answered has no least number of items",
            "write the most items alone, as `..=100`",
        );
    }
    bounds.most.and_then(|most| u64::try_from(most).ok())
}
