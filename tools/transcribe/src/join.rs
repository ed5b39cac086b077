//! A page and a definition of the same action as one: each fact from the source that is best for it.
//!
//! Names, types and what is required come from the definition, which programs are made of. Rates, spans, error codes, examples, how
//! lists are written and conditions come from the page, which is all that has them. Where both say something, and not the same,
//! that is a contradiction.

use rtc_pages::{Facts, Field, FieldType, Limit, Located, PageKind, Position, Record};
use std::path::Path;

/// Something that a page and a definition do not say alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What it is about: names that lead there, as `request`, `PageSize`, `range`.
    pub path: Vec<String>,
    /// What the page says. Empty if it does not have it.
    pub page: Located<String>,
    /// What the definition says. Empty if it does not have it.
    pub definition: Located<String>,
}

impl Contradiction {
    /// Both sides in words, without the places.
    #[must_use]
    pub fn words(&self) -> String {
        let side = |text: &str| if text.is_empty() { "does not have it".to_owned() } else { format!("has `{text}`") };
        format!("the page {}, the definition {}", side(&self.page.value), side(&self.definition.value))
    }
}

/// Joins what a page and a definition say of one action. Positions of the definition's facts name the files behind the page.
#[must_use]
pub fn join(page: Facts, file: &Path, mut definition: Facts) -> (Facts, Vec<Contradiction>) {
    let mut joint = Joint { found: Vec::new() };
    let mut files = if page.files.is_empty() { vec![file.to_owned()] } else { page.files.clone() };
    let offset = u16::try_from(files.len()).unwrap_or(u16::MAX);
    files.append(&mut definition.files);
    shift(&mut definition, offset);
    let mut facts = definition;
    facts.page = PageKind::Action;
    facts.files = files;
    joint.texts("version", page.version.as_ref(), facts.version.as_ref());
    joint.texts("method", page.method.as_ref(), facts.method.as_ref());
    // What a page says of these is of this action; a definition has them for all.
    facts.version = page.version.clone().or(facts.version);
    facts.method = facts.method.or(page.method);
    facts.vendor = page.vendor.or(facts.vendor);
    facts.title = page.title.or(facts.title);
    facts.description = page.description.or(facts.description);
    if !page.hosts.is_empty() {
        facts.hosts = page.hosts;
    }
    facts.regions = page.regions;
    rates(&mut joint, &page.quotas, &facts.quotas);
    if !page.quotas.is_empty() {
        facts.quotas = page.quotas;
    }
    for (name, page, own) in [
        ("span", &page.window.span, &facts.window.span),
        ("back", &page.window.back, &facts.window.back),
        ("lag", &page.window.lag, &facts.window.lag),
    ] {
        let words =
            |seconds: &Located<u64>| Located { value: format!("{} s", seconds.value), position: seconds.position };
        joint.texts_at(&["window", name], page.as_ref().map(words).as_ref(), own.as_ref().map(words).as_ref());
    }
    facts.window.span = page.window.span.or(facts.window.span);
    facts.window.back = page.window.back.or(facts.window.back);
    facts.window.lag = page.window.lag.or(facts.window.lag);
    facts.window.clamped = page.window.clamped.or(facts.window.clamped);
    if !page.codes.is_empty() {
        facts.codes = page.codes;
    }
    if !page.examples.is_empty() {
        facts.examples = page.examples;
    }
    facts.common = page.common;
    let common: Vec<String> = facts.common.iter().map(|field| field.name.value.clone()).collect();
    facts.request.retain(|field| !common.contains(&field.name.value));
    joint.fields(&["request"], page.request, &mut facts.request);
    // Pages may describe the payload alone, without what is around it.
    joint.answer(page.response, &mut facts.response);
    for record in page.types {
        if facts.types.iter().all(|known| known.name.value != record.name.value) {
            facts.types.push(record);
        }
    }
    facts.external_types = page.external_types;
    facts.external_types.retain(|name| facts.types.iter().all(|known: &Record| known.name.value != name.value));
    facts.inferred = page.inferred;
    facts.unclear.splice(0..0, page.unclear);
    facts.ignored_tables.splice(0..0, page.ignored_tables);
    facts.rows = page.rows;
    (facts, joint.found)
}

struct Joint {
    found: Vec<Contradiction>,
}

impl Joint {
    fn note(&mut self, path: &[&str], page: Located<String>, definition: Located<String>) {
        let path = path.iter().map(|name| (*name).to_owned()).collect();
        self.found.push(Contradiction { path, page, definition });
    }

    fn texts(&mut self, name: &str, page: Option<&Located<String>>, definition: Option<&Located<String>>) {
        self.texts_at(&[name], page, definition);
    }

    /// Two texts that should be the same.
    fn texts_at(&mut self, path: &[&str], page: Option<&Located<String>>, definition: Option<&Located<String>>) {
        if let (Some(page), Some(definition)) = (page, definition)
            && page.value.trim() != definition.value.trim()
        {
            self.note(path, page.clone(), definition.clone());
        }
    }

    /// The fields of an answer. A page may have the payload alone.
    fn answer(&mut self, page: Vec<Field>, definition: &mut Vec<Field>) {
        let known = |fields: &[Field]| {
            page.iter().filter(|field| fields.iter().any(|own| own.name.value == field.name.value)).count()
        };
        let here = known(definition);
        let inner = (0..definition.len()).max_by_key(|at| known(&definition[*at].fields));
        match inner.filter(|at| known(&definition[*at].fields) > here) {
            Some(at) => {
                let name = definition[at].name.value.clone();
                self.fields(&["response", &name], page, &mut definition[at].fields);
            }
            None => self.fields(&["response"], page, definition),
        }
    }

    fn fields(&mut self, path: &[&str], page: Vec<Field>, definition: &mut Vec<Field>) {
        // A page that has none of them describes them elsewhere.
        if page.is_empty() {
            return;
        }
        let at = page[0].name.position;
        for field in definition.iter() {
            if page.iter().all(|other| other.name.value != field.name.value) {
                let missing = Located { value: String::new(), position: at };
                let path = [path, &[field.name.value.as_str()]].concat();
                let word = field.kind.as_ref().map_or(String::new(), |kind| kind.value.word.to_string());
                self.note(&path, missing, Located { value: word, position: field.name.position });
            }
        }
        for field in page {
            let name = field.name.value.clone();
            let path = [path, &[name.as_str()]].concat();
            if let Some(own) = definition.iter_mut().find(|own| own.name.value == name) {
                self.field(&path, field, own);
                continue;
            }
            let position = definition.first().map_or(field.name.position, |own| own.name.position);
            let word = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
            let said = Located { value: word, position: field.name.position };
            self.note(&path, said, Located { value: String::new(), position });
            definition.push(field);
        }
    }

    fn field(&mut self, path: &[&str], page: Field, own: &mut Field) {
        let below = |name: &'static str| -> Vec<&str> { path.iter().copied().chain([name]).collect() };
        own.list_notation = page.list_notation.or(own.list_notation);
        if let (Some(kind), Some(said)) = (&mut own.kind, &page.kind) {
            if !alike(&said.value.word, &kind.value.word) {
                let definition = Located { value: kind.value.word.to_string(), position: kind.position };
                self.note(
                    &below("type"),
                    Located { value: said.value.written.clone(), position: said.position },
                    definition,
                );
            }
            kind.value.written.clone_from(&said.value.written);
            kind.value.means = said.value.means.clone().or(kind.value.means.take());
        } else {
            own.kind = own.kind.take().or_else(|| page.kind.clone());
        }
        self.required(&below("required"), &page, own);
        self.texts_at(&below("default"), page.default.as_ref(), own.default.as_ref());
        self.limits(path, &page.limits, &own.limits);
        if !page.values.is_empty() && !own.values.is_empty() {
            let words = |field: &Field| {
                let mut all: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
                all.sort_unstable();
                Located { value: all.join(", "), position: field.values[0].position }
            };
            self.texts_at(&below("values"), Some(&words(&page)), Some(&words(own)));
        }
        for limit in page.limits.into_iter().rev() {
            own.limits.retain(|known| known.value.of != limit.value.of);
            own.limits.insert(0, limit);
        }
        if !page.values.is_empty() {
            own.values = page.values;
        }
        own.default = page.default.or(own.default.take());
        own.example = page.example.or(own.example.take());
        own.nullable = page.nullable.or(own.nullable.take());
        own.joined = page.joined.or(own.joined.take());
        own.location = own.location.or(page.location);
        own.description = page.description.or(own.description.take());
        if own.fields.is_empty() {
            own.fields = page.fields;
            own.of = own.of.take().or(page.of);
        } else {
            self.fields(path, page.fields, &mut own.fields);
        }
    }

    /// What is required is the definition's, and under which condition is the page's.
    fn required(&mut self, path: &[&str], page: &Field, own: &mut Field) {
        let Some(said) = &page.required else { return };
        let Some(required) = &mut own.required else {
            own.required.clone_from(&page.required);
            return;
        };
        let word = |always: bool| if always { "required" } else { "optional" }.to_owned();
        if let (Some(one), Some(other)) = (said.value.always, required.value.always)
            && one != other
        {
            let definition = Located { value: word(other), position: required.position };
            self.note(path, Located { value: word(one), position: said.position }, definition);
        }
        if said.value.condition.is_some() {
            required.value.condition.clone_from(&said.value.condition);
        }
    }

    fn limits(&mut self, path: &[&str], page: &[Located<Limit>], own: &[Located<Limit>]) {
        for said in page {
            let Some(known) = own.iter().find(|known| known.value.of == said.value.of) else { continue };
            // An end that one of them leaves open contradicts nothing.
            let same = |one: &Option<rtc_pages::Bound>, other: &Option<rtc_pages::Bound>| match (one, other) {
                (Some(one), Some(other)) => {
                    number(&one.number) == number(&other.number) && one.included == other.included
                }
                _ => true,
            };
            if same(&said.value.least, &known.value.least) && same(&said.value.most, &known.value.most) {
                continue;
            }
            let key = match said.value.of {
                rtc_pages::LimitKind::Value => "range",
                rtc_pages::LimitKind::Characters => "length",
                rtc_pages::LimitKind::Bytes => "bytes",
                rtc_pages::LimitKind::Items => "items",
            };
            let words = |limit: &Located<Limit>| Located { value: bounds(&limit.value), position: limit.position };
            self.note(&[path, &[key]].concat(), words(said), words(known));
        }
    }
}

/// A number whatever way it is written.
fn number(text: &str) -> String {
    let bare = text.replace([',', '_', ' '], "");
    bare.parse::<f64>().map_or(bare, |number| number.to_string())
}

fn bounds(limit: &Limit) -> String {
    let end = |bound: &Option<rtc_pages::Bound>| bound.as_ref().map_or(String::new(), |bound| bound.number.clone());
    format!("{}..={}", end(&limit.least), end(&limit.most))
}

fn rates(joint: &mut Joint, page: &[Located<rtc_pages::Quota>], own: &[Located<rtc_pages::Quota>]) {
    let words = |quota: &Located<rtc_pages::Quota>| Located {
        value: format!("{} / {} s", quota.value.calls, quota.value.seconds),
        position: quota.position,
    };
    let rate = |quota: &Located<rtc_pages::Quota>| (quota.value.calls, quota.value.seconds);
    let only_in = |one: &[Located<rtc_pages::Quota>], other: &[Located<rtc_pages::Quota>]| {
        let missing = one.iter().filter(|quota| other.iter().all(|other| rate(other) != rate(quota)));
        missing.map(words).collect::<Vec<_>>()
    };
    for (page, own) in only_in(page, own).iter().zip(&only_in(own, page)) {
        joint.texts("quota", Some(page), Some(own));
    }
}

/// Whether two words for types can be of the same values.
fn alike(page: &FieldType, definition: &FieldType) -> bool {
    use FieldType as T;
    let time = |kind: &T| matches!(kind, T::UnixSeconds | T::UnixMillis);
    match (page, definition) {
        (T::List(one), T::List(other)) | (T::Map(one), T::Map(other)) => alike(one, other),
        (T::Named(_), T::Map(_) | T::Object | T::Named(_) | T::Any)
        | (T::Object | T::Map(_), T::Map(_) | T::Object | T::Named(_))
        | (T::Any, _)
        | (_, T::Any)
        | (T::String | T::Rfc3339, T::String | T::Rfc3339)
        | (T::Number | T::F64, T::Number | T::F64)
        // A list that is written as one text.
        | (T::String, T::List(_))
        | (T::List(_), T::String) => true,
        // A word without a size is of any size.
        (T::Number | T::Integer, other) | (other, T::Number | T::Integer) => other.is_integer() || time(other),
        (one, other) => one == other || time(one) && other.is_integer() || time(other) && one.is_integer(),
    }
}

/// Lets the positions of a definition's facts name files behind others.
fn shift(facts: &mut Facts, by: u16) {
    let move_by = |position: &mut Position| position.file = position.file.saturating_add(by);
    let texts = [
        &mut facts.vendor,
        &mut facts.title,
        &mut facts.description,
        &mut facts.action,
        &mut facts.version,
        &mut facts.method,
    ];
    texts.into_iter().flatten().for_each(|text| move_by(&mut text.position));
    let lists = [
        &mut facts.hosts,
        &mut facts.regions,
        &mut facts.external_types,
        &mut facts.inferred,
        &mut facts.unclear,
        &mut facts.ignored_tables,
    ];
    lists.into_iter().flatten().for_each(|text| move_by(&mut text.position));
    facts.quotas.iter_mut().for_each(|quota| move_by(&mut quota.position));
    let window = &mut facts.window;
    [&mut window.span, &mut window.back, &mut window.lag]
        .into_iter()
        .flatten()
        .for_each(|span| move_by(&mut span.position));
    window.clamped.iter_mut().for_each(|cut| move_by(&mut cut.position));
    for code in &mut facts.codes {
        move_by(&mut code.code.position);
        let words = [&mut code.meaning, &mut code.message, &mut code.status, &mut code.advice];
        words.into_iter().flatten().for_each(|text| move_by(&mut text.position));
    }
    for example in &mut facts.examples {
        [&mut example.title, &mut example.address].into_iter().flatten().for_each(|text| move_by(&mut text.position));
        example.json.iter_mut().for_each(|json| move_by(&mut json.position));
    }
    for record in &mut facts.types {
        move_by(&mut record.name.position);
        record.description.iter_mut().for_each(|text| move_by(&mut text.position));
    }
    let roots = [&mut facts.common, &mut facts.request, &mut facts.response];
    roots
        .into_iter()
        .chain(facts.types.iter_mut().map(|record| &mut record.fields))
        .for_each(|fields| shift_fields(fields, &move_by));
}

fn shift_fields(fields: &mut [Field], move_by: &impl Fn(&mut Position)) {
    for field in fields {
        move_by(&mut field.name.position);
        if let Some(kind) = &mut field.kind {
            move_by(&mut kind.position);
            // The words of pages are kept, and these are none.
            kind.value.written.clear();
        }
        field.required.iter_mut().for_each(|required| move_by(&mut required.position));
        let texts = [&mut field.default, &mut field.example, &mut field.joined, &mut field.description];
        texts.into_iter().flatten().for_each(|text| move_by(&mut text.position));
        field.limits.iter_mut().for_each(|limit| move_by(&mut limit.position));
        field.values.iter_mut().for_each(|value| move_by(&mut value.position));
        field.nullable.iter_mut().for_each(|nullable| move_by(&mut nullable.position));
        shift_fields(&mut field.fields, move_by);
    }
}
