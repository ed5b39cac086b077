//! Types by name: definitions and their uses.

use super::{
    Context,
    identifiers::{Case, Identifiers},
    parameters, wire_names,
};
use crate::{
    format::{self, Enumeration, TypeExpression, Underlying},
    model::{Enum, Field, Record, Shape, Type, Vendor},
    names::{self, RESERVED_TYPES},
    suggestions,
};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// What a file defines.
#[derive(Clone, Copy)]
pub(super) struct Defined<'f> {
    pub(super) records: &'f IndexMap<String, format::Record>,
    pub(super) enums: &'f IndexMap<String, Enumeration>,
}

/// The names of the types that a file can use: its own, and those of its vendor.
pub(super) struct Types {
    known: HashMap<String, Type>,
    sent: HashSet<String>,
    /// Types of objects that have neither fields nor parameters, or both.
    undecided: HashSet<String>,
    shared: HashMap<String, Type>,
    used: HashSet<String>,
    /// The vendor's time zone, in seconds east of UTC.
    time_zone: Option<i32>,
    /// Enumerations with a documented value that is zero.
    with_zero: HashSet<String>,
}

impl Types {
    /// Reports all names of types, before anything refers to one. `generated` are the names of the types that are made
    /// beside them.
    pub(super) fn collect(
        file: Defined<'_>,
        generated: &HashSet<String>,
        vendor: Option<&Vendor>,
        time_zone: Option<i32>,
        context: &mut Context<'_>,
    ) -> Self {
        let mut taken = Identifiers::new(Case::Camel, RESERVED_TYPES);
        let mut types = Self {
            known: HashMap::new(),
            sent: HashSet::new(),
            undecided: HashSet::new(),
            shared: vendor.map(shared).unwrap_or_default(),
            used: HashSet::new(),
            time_zone,
            with_zero: with_zero(file, vendor),
        };
        let records = file.records.keys().map(|name| ("types", name, Type::Record(name.clone())));
        let enums = file.enums.keys().map(|name| ("enums", name, Type::Enum(name.clone())));
        for (section, name, kind) in records.chain(enums) {
            let path = [section, name.as_str()];
            taken.claim(name, &path, "choose another name", context);
            if generated.contains(name) {
                let message = format!("`{name}` is the name of a generated type");
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
        for (name, _) in file.records.iter().filter(|(_, record)| !record.parameters.is_empty()) {
            types.sent.insert(name.clone());
        }
        let undecided = file.records.iter().filter(|(_, it)| it.parameters.is_empty() == it.fields.is_empty());
        types.undecided.extend(undecided.map(|(name, _)| name.clone()));
        if let Some(vendor) = vendor {
            let sent = vendor.records.iter().filter(|record| matches!(record.shape, Shape::Sent(_)));
            let sent = sent.filter(|record| !types.known.contains_key(&record.name));
            types.sent.extend(sent.map(|record| record.name.clone()));
        }
        types
    }

    /// Resolves a type at `path`.
    pub(super) fn resolve(&mut self, spec: &TypeExpression, path: &[&str], context: &mut Context<'_>) -> Type {
        match spec {
            TypeExpression::List(inner) => Type::List(Box::new(self.resolve(inner, path, context))),
            TypeExpression::Map(inner) => Type::Map(Box::new(self.resolve(inner, path, context))),
            TypeExpression::Name(name) => {
                if let Some((_, scalar)) = Type::SCALARS.iter().find(|(scalar, _)| scalar == name) {
                    return self.in_time_zone(scalar.clone(), path, context);
                }
                self.used.insert(name.clone());
                self.known.get(name).or_else(|| self.shared.get(name)).cloned().unwrap_or_else(|| {
                    self.dangling(name, path, context);
                    Type::unresolved()
                })
            }
        }
    }

    /// The type in the vendor's time zone, if its values have none.
    fn in_time_zone(&self, kind: Type, path: &[&str], context: &mut Context<'_>) -> Type {
        let Type::Calendar(calendar) = kind else { return kind };
        if self.time_zone.is_none() && !calendar.is_day() {
            context.report(
                context.value(path),
                "times without an offset need the vendor's time zone",
                "add `time_zone` to the vendor's `vendor.yaml`, such as `time_zone: \"+08:00\"`",
            );
        }
        Type::Calendar(calendar.in_zone(self.time_zone.unwrap_or_default()))
    }

    fn dangling(&mut self, name: &str, path: &[&str], context: &mut Context<'_>) {
        if context.is_removed(name) {
            return;
        }
        let mut own: Vec<&str> = self.known.keys().chain(self.shared.keys()).map(String::as_str).collect();
        own.sort_unstable();
        let known = Type::SCALARS.iter().map(|(scalar, _)| *scalar).chain(own);
        let help = suggestions::did_you_mean(name, known);
        // What was probably meant is not unused.
        let meant = self.known.keys().find(|known| help.contains(&format!("`{known}`?"))).cloned();
        self.used.extend(meant);
        context.report(context.value(path), format!("there is no type `{name}`"), help);
    }

    /// Whether objects of this type are sent.
    pub(super) fn is_sent(&self, kind: &Type) -> Option<bool> {
        match kind.innermost() {
            Type::Record(name) if !kind.is_unresolved() && !self.undecided.contains(name) => {
                Some(self.sent.contains(name))
            }
            _ => None,
        }
    }

    /// Resolves fields of an answer at `path`.
    pub(super) fn fields(
        &mut self,
        spec: &IndexMap<String, format::Field>,
        path: &[&str],
        context: &mut Context<'_>,
    ) -> Vec<Field> {
        let mut taken = Identifiers::new(Case::Snake, []);
        spec.iter()
            .map(|(wire, field)| {
                let place = [path, &[wire]].concat();
                let rust = field.rust.clone().unwrap_or_else(|| names::snake(wire));
                taken.claim(&rust, &place, "set another name with `as: …`", context);
                wire_names::check_name(wire, &place, context);
                let kind_place = [&place[..], &["type"]].concat();
                let kind = self.resolve(&field.kind, &kind_place, context);
                if self.is_sent(&kind) == Some(true) {
                    let message =
                        format!("`{}` has `parameters`, so it is for requests only", kind.innermost().describe());
                    context.report(
                        context.value(&kind_place),
                        message,
                        "define another type with `fields` for the answer",
                    );
                }
                if field.optional && matches!(kind, Type::List(_) | Type::Map(_)) {
                    let help = "remove `optional`: a missing list or mapping is read as an empty one";
                    context.report(
                        context.key(&[&place[..], &["optional"]].concat()),
                        "a list or mapping cannot be optional",
                        help,
                    );
                }
                check_doc(&field.doc, &place, context);
                if field.zero_is_none {
                    self.check_zero(field, &kind, &place, context);
                }
                Field {
                    wire: wire.clone(),
                    rust,
                    page_type: super::page_type::resolve(field.page_type.as_ref(), &kind, false, &place, context),
                    optional: field.optional,
                    zero_is_none: field.zero_is_none,
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

    /// Reports a zero that cannot stand for no value.
    fn check_zero(&self, field: &format::Field, kind: &Type, path: &[&str], context: &mut Context<'_>) {
        let place = [path, &["zero_is_none"]].concat();
        let span = context.key(&place);
        let mut report = |message: String, help: &str| context.report(span, message, help);
        match kind {
            Type::Bool | Type::List(_) | Type::Map(_) | Type::Record(_) if !kind.is_unresolved() => {
                let words = kind.describe();
                let message =
                    format!("`zero_is_none` is for texts, numbers, times and enumerations, and this is a {words}");
                report(message, "remove `zero_is_none`");
            }
            Type::Enum(name) if self.with_zero.contains(name) => {
                let message = format!("the zero of `{name}` is a documented value");
                report(message, "remove `zero_is_none`, or the value from the enumeration");
            }
            _ if !field.optional => {
                let help = "add `optional: true`: the field has no value where the vendor sends zero";
                report("a field whose zero is none must be optional".to_owned(), help);
            }
            _ => {}
        }
    }

    /// Resolves the types of objects.
    pub(super) fn records(&mut self, file: Defined<'_>, context: &mut Context<'_>) -> Vec<Record> {
        file.records
            .iter()
            .map(|(name, spec)| {
                let path = ["types", name.as_str()];
                check_doc(&spec.doc, &path, context);
                let shape = match (spec.fields.is_empty(), spec.parameters.is_empty()) {
                    (false, true) => Shape::Answered(self.fields(&spec.fields, &["types", name, "fields"], context)),
                    (true, false) => {
                        let place = ["types", name.as_str(), "parameters"];
                        Shape::Sent(parameters::resolve_all(
                            &spec.parameters,
                            &place,
                            parameters::Owner::Object,
                            self,
                            context,
                        ))
                    }
                    (empty, _) => {
                        let what = if empty { "has no fields" } else { "has both `fields` and `parameters`" };
                        let help = "a type in answers has `fields`, a type in requests has `parameters`";
                        context.report(context.key(&path), format!("the type `{name}` {what}"), help);
                        Shape::Answered(Vec::new())
                    }
                };
                Record { name: name.clone(), doc: spec.doc.trim().to_owned(), shape }
            })
            .collect()
    }

    /// Resolves the enumerations.
    pub(super) fn enums(file: Defined<'_>, context: &mut Context<'_>) -> Vec<Enum> {
        file.enums
            .iter()
            .map(|(name, spec)| {
                let path = ["enums", name.as_str()];
                check_doc(&spec.doc, &path, context);
                let integer = spec.of == Underlying::Integer;
                if spec.values.is_empty() {
                    context.report(
                        context.key(&path),
                        format!("`{name}` has no values"),
                        "list the documented values under `values`",
                    );
                }
                for wire in spec.values.keys().filter(|_| integer) {
                    let (message, help) = match wire.parse::<i128>() {
                        Ok(number) if i64::try_from(number).is_err() => (
                            format!("`{wire}` does not fit into a signed 64-bit integer"),
                            "remove `of: integer` if the vendor sends texts; larger integers are not supported",
                        ),
                        Ok(number) if number.to_string() == *wire => continue,
                        _ => (
                            format!("`{wire}` is not an integer"),
                            "write each value as an integer, or remove `of: integer`",
                        ),
                    };
                    context.report(context.key(&["enums", name, "values", wire]), message, help);
                }
                let values = super::values(&spec.values, &["enums", name, "values"], context);
                Enum { name: name.clone(), doc: spec.doc.trim().to_owned(), integer, values }
            })
            .collect()
    }

    /// Reports types that nothing leads to.
    pub(super) fn report_unused(&self, context: &mut Context<'_>) {
        let mut unused: Vec<&String> = self.known.keys().filter(|name| !self.used.contains(*name)).collect();
        unused.sort();
        for name in unused {
            let section = if matches!(self.known[name], Type::Enum(_)) { "enums" } else { "types" };
            let help = "use it as the `type` of a parameter or field, or remove it";
            context.report(context.key(&[section, name]), format!("nothing uses the type `{name}`"), help);
        }
    }
}

/// The vendor's types by their names.
fn shared(vendor: &Vendor) -> HashMap<String, Type> {
    let records = vendor.records.iter().map(|record| (record.name.clone(), Type::Record(record.name.clone())));
    let enums = vendor.enums.iter().map(|item| (item.name.clone(), Type::Enum(item.name.clone())));
    records.chain(enums).collect()
}

/// The enumerations of a file and its vendor that document the value zero.
fn with_zero(file: Defined<'_>, vendor: Option<&Vendor>) -> HashSet<String> {
    let zero = |integer: bool| if integer { "0" } else { "" };
    let own = file.enums.iter().filter(|(_, item)| item.values.contains_key(zero(item.of == Underlying::Integer)));
    let shared =
        vendor.into_iter().flat_map(|vendor| &vendor.enums).filter(|item| !file.enums.contains_key(&item.name));
    let shared = shared.filter(|item| item.values.iter().any(|value| value.wire == zero(item.integer)));
    own.map(|(name, _)| name.clone()).chain(shared.map(|item| item.name.clone())).collect()
}

/// Names of the builders of objects that are sent.
pub(super) fn builders(file: Defined<'_>) -> impl Iterator<Item = String> {
    let sent = file.records.iter().filter(|(_, record)| !record.parameters.is_empty());
    sent.map(|(name, _)| builder(name))
}

/// Name of the builder of a type that is sent.
pub(super) fn builder(name: &str) -> String {
    format!("{name}Builder")
}

/// Reports a description that says nothing.
pub(super) fn check_doc(doc: &str, path: &[&str], context: &mut Context<'_>) {
    if doc.trim().is_empty() {
        let place = [path, &["doc"]].concat();
        context.report(context.value(&place), "the description is empty", "describe it in a sentence, with its unit");
    }
}

/// The most items of a list that is answered.
fn max_items(field: &format::Field, kind: &Type, path: &[&str], context: &mut Context<'_>) -> Option<u64> {
    let bounds = field.items?;
    let place = [path, &["items"]].concat();
    if !matches!(kind, Type::List(_)) && !kind.is_unresolved() {
        let message = format!("`items` is for lists, and this is {}", kind.describe_one());
        context.report(context.key(&place), message, "remove `items`");
    } else if bounds.min.is_some() {
        context.report(
            context.value(&place),
            "lists in answers have no smallest number of items",
            "write only the largest number, such as `..=100`",
        );
    }
    bounds.max.and_then(|most| u64::try_from(most).ok())
}
