//! Tables that list the values of a parameter, as the measures that can be asked for.

use super::{
    Walk,
    links::{key, linked},
    tables::NamedTable,
};
use crate::{
    facts::{Field, FieldType, TypeWord, Value},
    heading::Section,
    position::Located,
};

impl Walk<'_> {
    /// Takes out tables that list what a parameter can be set to, as the measures to ask for: their names become its values.
    /// A further table of a request that marks nothing as required, and that nothing refers to, is left out with a remark.
    pub(super) fn without_lists_of_values(&mut self, mut tables: Vec<NamedTable>) -> Vec<NamedTable> {
        let mut at = 0;
        while at < tables.len() {
            let table = &tables[at];
            let names: Vec<String> = table.names.iter().chain(&table.heading).map(|name| key(name)).collect();
            let is_aside = !table.required && table.section == Section::Request;
            let mut users = Vec::new();
            tables.iter().enumerate().filter(|(other, _)| *other != at).for_each(|(_, other)| {
                users_of(&names, &other.fields, &mut users);
            });
            // What has the type of whichever measure it is of is no object with all measures.
            let measures = tables[at].named_twice;
            let holds = |user: &User| user.has_fields && (user.is_typed || !measures);
            let lists = !users.is_empty() && !users.iter().any(holds);
            let first = tables[..at].iter().any(|other| other.section == Section::Request && other.required);
            let flat = tables[at].fields.iter().all(|field| field.fields.is_empty());
            if is_aside && flat && lists && users.iter().any(|user| user.is_list || tables[at].named_twice) {
                let measures = tables.remove(at).fields;
                let values = values_of(&measures);
                for table in &mut tables {
                    put_values(&names, &mut table.fields, &values);
                    self.type_measured(&names, &mut table.fields, &measures);
                }
                continue;
            }
            let table = &tables[at];
            if is_aside && first && users.is_empty() && table.heading.is_some() && table.names.is_empty() {
                let heading = table.heading.clone().unwrap_or_default();
                let start = table.start;
                let message = format!("the table under `{heading}` marks no parameter as required and was left alone");
                self.unclear(message, start);
                tables.remove(at);
                continue;
            }
            at += 1;
        }
        tables
    }
}

impl Walk<'_> {
    /// Gives fields without a type that lead to the table of measures the type that all of these have, or any.
    fn type_measured(&mut self, names: &[String], fields: &mut [Field], measures: &[Field]) {
        for field in fields {
            if field.kind.is_none() && links_to(field, names) {
                let mut words = measures.iter().map(|measure| measure.kind.as_ref().map(|kind| &kind.value.word));
                let first = words.next().flatten();
                let word = first.filter(|first| words.all(|word| word == Some(first))).cloned();
                let at = self.untyped.iter().position(|(position, _)| *position == field.name.position);
                if let Some((_, message)) = at.map(|at| self.untyped.remove(at)) {
                    let kind = TypeWord { word: word.unwrap_or(FieldType::Any), written: String::new(), means: None };
                    field.kind = Some(Located { value: kind, position: message.position });
                    self.facts.rows.understood += 1;
                }
            }
            self.type_measured(names, &mut field.fields, measures);
        }
    }
}

/// A field that leads to a table.
struct User {
    has_fields: bool,
    is_list: bool,
    /// Whether its type is known.
    is_typed: bool,
}

/// The fields that lead to a table of one of these names by a link.
fn users_of(names: &[String], fields: &[Field], users: &mut Vec<User>) {
    for field in fields {
        if links_to(field, names) {
            let kind = field.kind.as_ref().map(|kind| &kind.value.word);
            let has_fields = kind.is_none_or(FieldType::has_fields);
            let is_list = matches!(kind, Some(FieldType::List(_)));
            users.push(User { has_fields, is_list, is_typed: kind.is_some() });
        }
        users_of(names, &field.fields, users);
    }
}

fn links_to(field: &Field, names: &[String]) -> bool {
    linked(field).any(|id| names.contains(&id))
}

/// Names of fields as values.
fn values_of(fields: &[Field]) -> Vec<Located<Value>> {
    let meaning = |field: &Field| field.description.as_ref().map(|text| text.value.replace('\n', " "));
    fields.iter().map(|field| field.name.clone().map(|is| Value { is, meaning: meaning(field) })).collect()
}

fn put_values(names: &[String], fields: &mut [Field], values: &[Located<Value>]) {
    for field in fields {
        if links_to(field, names) && field.values.is_empty() && field.kind.is_some() {
            field.values = values.to_vec();
        }
        put_values(names, &mut field.fields, values);
    }
}
