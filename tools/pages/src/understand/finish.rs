//! The end of the walk: assigns tables to fields, separates common parameters and resolves the vendor's type words.

use super::{
    NotUnderstood, Walk,
    answer::{answer, objects_in_place_of_lists},
    links::{Linked, fill, key, wanted},
    sizes::resolve_types,
    subject::{classify, title},
    tables::NamedTable,
};
use crate::{
    facts::{Facts, Field, Record},
    heading::Section,
    position::Located,
};

impl Walk<'_> {
    pub(super) fn finish(mut self) -> Result<Facts, NotUnderstood> {
        let tables = std::mem::take(&mut self.tables);
        let tables = self.without_lists_of_values(tables);
        self.facts.unclear.extend(self.untyped.drain(..).map(|(_, message)| message));
        let (roots, mut linked) = self.roots(tables);
        for (section, fields) in roots {
            let fields = self.nested(section, fields, &linked);
            doubled(&fields, &mut self.facts.unclear);
            self.merge(section, fields);
        }
        for index in 0..linked.len() {
            self.nest_type(&mut linked, index);
        }
        self.take_common();
        let mut facts = self.facts;
        self.call.into_facts(&mut facts);
        facts.title = title(&self.titles, facts.action.as_ref());
        for fields in [&mut facts.request, &mut facts.response, &mut facts.common] {
            fill(fields, &mut linked, &mut Vec::new());
        }
        for index in 0..facts.types.len() {
            let Some(own) = linked.iter().position(|table| table.name == facts.types[index].name.value) else {
                continue;
            };
            let mut fields = std::mem::take(&mut facts.types[index].fields);
            fill(&mut fields, &mut linked, &mut vec![own]);
            facts.types[index].fields = fields;
        }
        unused(&mut facts, &linked);
        missing(&mut facts, &self.promised);
        let integer = facts.vendor.as_ref().and_then(|vendor| self.vendors.integer(&vendor.value));
        let mut external_types = Vec::new();
        for fields in [&mut facts.response, &mut facts.request] {
            objects_in_place_of_lists(fields, &facts.examples, &mut facts.inferred);
        }
        let Facts { request, response, common, types, examples, .. } = &mut facts;
        for fields in [request, response, common].into_iter().chain(types.iter_mut().map(|record| &mut record.fields)) {
            resolve_types(fields, integer.as_ref(), examples, &mut external_types);
        }
        facts.external_types = external_types;
        let payload = facts.vendor.as_ref().and_then(|vendor| self.vendors.payload_key(&vendor.value));
        let common = |name: &str| {
            facts.vendor.as_ref().is_some_and(|vendor| self.vendors.is_in_each_answer(&vendor.value, name))
        };
        facts.answer = payload.and_then(|key| answer(key, &facts, common));
        facts.unclear.sort_by_key(|message| message.position);
        classify(facts, &self.subject, self.vendors)
    }

    /// The tables of whole requests and answers; those of types inside them become types.
    fn roots(&mut self, tables: Vec<NamedTable>) -> (Vec<(Section, Vec<Field>)>, Vec<Linked>) {
        let mut names = Vec::new();
        for table in &tables {
            collect(&table.fields, &mut names);
        }
        let mut roots: Vec<(Section, Vec<Field>)> = Vec::new();
        let mut linked: Vec<Linked> = Vec::new();
        for mut table in tables {
            let called = |name: &String| names.contains(&key(name));
            // A heading that is no name is one if a link leads to it.
            if let Some(heading) = table.heading.take().filter(|heading| called(heading)) {
                table.name.get_or_insert_with(|| heading.clone());
                table.names.push(heading);
            }
            let called = table.names.iter().any(called);
            let first = roots.iter().all(|(section, _)| *section != table.section);
            let is_type = !table.names.is_empty() && (called || table.section == Section::Types);
            if !is_type && (first || table.names.is_empty()) && table.section != Section::Types {
                roots.push((table.section, table.fields));
                continue;
            }
            let name = table
                .name
                .clone()
                .or_else(|| table.names.last().cloned())
                .unwrap_or_else(|| "a type without a name".to_owned());
            let at = self.lines.at(name.clone(), table.start);
            if table.names.is_empty() {
                self.unclear("a table of fields without the name of a type before it".to_owned(), table.start);
            }
            if let Some(known) = linked.iter_mut().find(|known| known.is(&table)) {
                let message = merge(&mut known.fields, table.fields);
                self.facts.unclear.extend(message);
                let record = self.facts.types.iter_mut().find(|record| record.name.value == known.name);
                if let Some(record) = record {
                    record.fields.clone_from(&known.fields);
                }
                continue;
            }
            doubled(&table.fields, &mut self.facts.unclear);
            linked.push(Linked::new(&table, name));
            let description = table.about.as_ref().filter(|text| text.flat() != at.value);
            let description = description.map(|text| self.lines.at(text.flat(), text.start()));
            self.facts.types.push(Record { name: at, description, fields: table.fields });
        }
        (roots, linked)
    }

    /// Adds fields to those the section has; what is there twice is kept once.
    fn merge(&mut self, section: Section, fields: Vec<Field>) {
        let known = match section {
            Section::Request => &mut self.facts.request,
            Section::Common => &mut self.facts.common,
            _ => &mut self.facts.response,
        };
        let contradictions = merge(known, fields);
        self.facts.unclear.extend(contradictions);
    }
}

/// All names that fields give to tables.
fn collect(fields: &[Field], names: &mut Vec<String>) {
    for field in fields {
        names.extend(wanted(field));
        collect(&field.fields, names);
    }
}

/// Names that are twice where one field can have them once.
fn doubled(fields: &[Field], unclear: &mut Vec<Located<String>>) {
    for (index, field) in fields.iter().enumerate() {
        if let Some(first) = fields[..index].iter().find(|first| first.name.value == field.name.value) {
            let value = format!("`{}` occurs twice: see line {}", field.name.value, first.name.position.line);
            unclear.push(Located { value, position: field.name.position });
        }
        doubled(&field.fields, unclear);
    }
}

/// Puts `fields` into `known`; says what contradicts.
fn merge(known: &mut Vec<Field>, fields: Vec<Field>) -> Vec<Located<String>> {
    let mut message = Vec::new();
    for field in fields {
        // One of the query and one of the body are two.
        let other = |same: &Field| same.location.zip(field.location).is_some_and(|(one, other)| one != other);
        let same = known.iter_mut().find(|same| same.name.value == field.name.value && !other(same));
        let Some(same) = same else {
            known.push(field);
            continue;
        };
        let kinds = [&same.kind, &field.kind].map(|kind| kind.as_ref().map(|kind| kind.value.word.clone()));
        let marks = [&same.required, &field.required]
            .map(|required| required.as_ref().and_then(|required| required.value.always));
        if kinds[0] != kinds[1] || marks[0] != marks[1] {
            let value = format!("`{}` differs here from line {}", field.name.value, same.name.position.line);
            message.push(Located { value, position: field.name.position });
        }
        message.extend(merge(&mut same.fields, field.fields));
    }
    message
}

/// Types that nothing refers to, on a page of an action.
fn unused(facts: &mut Facts, linked: &[Linked]) {
    if facts.request.is_empty() && facts.response.is_empty() {
        return;
    }
    for table in linked.iter().filter(|table| !table.used) {
        let record = facts.types.iter().find(|record| record.name.value == table.name);
        let Some(record) = record else { continue };
        let value = format!("no field refers to the table of `{}`", record.name.value);
        facts.unclear.push(Located { value, position: record.name.position });
    }
}

/// Headings of parameters or fields below which there are none, where the page does not say so.
fn missing(facts: &mut Facts, promised: &[(Section, Located<String>, bool)]) {
    for wanted in [Section::Request, Section::Response] {
        let found = match wanted {
            Section::Request => facts.request.len() + facts.common.len(),
            _ => facts.response.len(),
        };
        let mut headings = promised.iter().filter(|(section, ..)| *section == wanted).peekable();
        let first = headings.peek().map(|(_, heading, _)| heading.clone());
        if let Some(heading) = first.filter(|_| found == 0 && headings.all(|(_, _, nothing)| !nothing)) {
            facts.unclear.push(heading.map(|heading| format!("no table was understood under `{heading}`")));
        }
    }
}
