//! Parameters and fields: names, types, whether they must be there.

use super::{
    limits, names,
    names::{MemberNames, TypeNames},
    samples::Samples,
    types::Types,
    value,
};
use crate::draft::{Enumeration, Member, Remark, Side, Taken, Value};
use rtc_pages::{At, Facts, Field, Kind, Numbering, Position};
use rtc_spec::{
    format::{Method, Place, TypeExpression},
    model::Vendor,
};
use std::collections::HashSet;

/// How deep types may stand in one another.
const DEEPEST: usize = 16;

/// What is made of a page so far.
pub(super) struct Composer<'a> {
    pub(super) facts: &'a Facts,
    pub(super) vendor: &'a Vendor,
    pub(super) types: Types,
    pub(super) enums: Vec<Enumeration>,
    pub(super) remarks: Vec<Remark>,
    /// What the enumerations were made of, and their names.
    documented: Vec<(Documented, String)>,
    method: Method,
}

/// A field's name, whether it is a number, and its values.
type Documented = (String, bool, Vec<rtc_pages::Value>);

/// Where members stand.
#[derive(Clone, Copy)]
struct Home<'a> {
    path: &'a [&'a str],
    side: Side,
}

impl Home<'_> {
    /// Whether they are the action's own parameters, not those of an object.
    fn is_request(self) -> bool {
        self.path == ["request"]
    }
}

impl<'a> Composer<'a> {
    pub(super) fn new(facts: &'a Facts, vendor: &'a Vendor, method: Method, action: &str) -> Self {
        let types = Types::new(TypeNames::new(action, &facts.request));
        Self { facts, vendor, types, enums: Vec::new(), remarks: Vec::new(), documented: Vec::new(), method }
    }

    pub(super) fn remark(&mut self, path: &[&str], at: Option<Position>, words: impl Into<String>) {
        let path = path.iter().map(|key| (*key).to_owned()).collect();
        self.remarks.push(Remark { path, at, words: words.into() });
    }

    /// What `fields` become in a spec.
    pub(super) fn members(
        &mut self,
        fields: &[&Field],
        path: &[&str],
        side: Side,
        samples: &Samples<'_>,
    ) -> Vec<Member> {
        let home = Home { path, side };
        let mut names = MemberNames::new(side == Side::Request);
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for field in fields {
            let Some(mut member) = self.member(field, home, &samples.below(&field.name.value)) else { continue };
            if seen.insert(member.name.value.clone()) {
                member.rust = names.claim(&member.name.value, matches!(member.kind.value, TypeExpression::List(_)));
                members.push(member);
            }
        }
        members
    }

    fn member(&mut self, field: &Field, home: Home<'_>, samples: &Samples<'_>) -> Option<Member> {
        let ending = match field.numbering.filter(|_| home.side == Side::Request) {
            Some(Numbering::Brackets) => "[]",
            Some(Numbering::Numbered) => ".N",
            None => "",
        };
        let name = field.name.clone().map(|name| format!("{name}{ending}"));
        let wire = name.value.clone();
        let path = [home.path, &[wire.as_str()]].concat();
        let place = self.place(field, home, &path);
        let join = self.join(field, home, place, &path);
        let (mut kind, said) = self.kind(field, home, samples, &path)?;
        if (join.is_some() || !ending.is_empty()) && !matches!(kind, TypeExpression::List(_)) {
            kind = TypeExpression::List(Box::new(kind));
        }
        let mut member = Member {
            name,
            rust: None,
            kind: Taken { value: kind, said },
            written: field.kind.as_ref().map(|kind| kind.value.written.trim().to_owned()),
            required: self.required(field, home, &path),
            condition: field.required.clone().and_then(|required| {
                let position = required.position;
                required.value.condition.map(|value| At { value, position })
            }),
            place,
            join,
            range: None,
            length: None,
            items: None,
            default: None,
            example: None,
            nullable: field.nullable.clone().filter(|nullable| nullable.value),
        };
        let refused = limits::put(&mut member, &field.limits, home.side);
        for (at, words) in refused {
            self.remark(&path, Some(at), words);
        }
        self.put_values(&mut member, field, home, &path);
        Some(member)
    }

    /// Puts default and example where they are values of the type.
    fn put_values(&mut self, member: &mut Member, field: &Field, home: Home<'_>, path: &[&str]) {
        for (what, text) in [("default", &field.default), ("example", &field.example)] {
            let Some(text) = text else { continue };
            if what == "default" && home.side == Side::Response {
                continue;
            }
            let value = value::of(&text.value, &member.kind.value, &self.enums, &member.name.value);
            let value = value.map(|value| At { value, position: text.position });
            match (what, value) {
                ("default", Some(value)) => member.default = Some(value),
                ("default", None) => {
                    self.remark(path, Some(text.position), "the page's default is no value of the type");
                }
                (_, value) => member.example = value,
            }
        }
    }

    fn required(&mut self, field: &Field, home: Home<'_>, path: &[&str]) -> Taken<bool> {
        let marked = field.required.as_ref();
        match (marked.and_then(|required| required.value.always), home.side) {
            (Some(always), _) => Taken { value: always, said: marked.map(|required| required.position) },
            (None, Side::Response) => {
                let nullable = field.nullable.as_ref().filter(|nullable| nullable.value);
                Taken { value: false, said: nullable.map(|nullable| nullable.position) }
            }
            (None, Side::Request) => {
                let words = if marked.is_some() {
                    "required under a condition, see the page"
                } else {
                    "the page does not say whether it is required"
                };
                self.remark(path, Some(marked.map_or(field.name.position, |required| required.position)), words);
                Taken::unsaid(false)
            }
        }
    }

    /// Where a parameter goes, if not where the method puts it.
    fn place(&mut self, field: &Field, home: Home<'_>, path: &[&str]) -> Option<Place> {
        let place = field.place.filter(|_| home.is_request())?;
        let place = match place {
            rtc_pages::Place::Query => Place::Query,
            rtc_pages::Place::Body => Place::Body,
            rtc_pages::Place::Header => Place::Header,
        };
        match (self.method, place) {
            (Method::Get, Place::Query) | (Method::Post, Place::Body) => None,
            (Method::Get, Place::Body) => {
                self.remark(
                    path,
                    Some(field.name.position),
                    "the page puts it into the body of a `GET`, which has none",
                );
                None
            }
            (Method::Post, Place::Query) if !self.vendor.query_in_post => {
                self.remark(
                    path,
                    Some(field.name.position),
                    "the page puts it into the query of a `POST`, where the vendor takes nothing",
                );
                None
            }
            (_, place) => Some(place),
        }
    }

    /// What joins a list that is written as one text. In a body it is a text all the same.
    fn join(&mut self, field: &Field, home: Home<'_>, place: Option<Place>, path: &[&str]) -> Option<At<String>> {
        let join = field.joined.clone().filter(|join| !join.value.is_empty())?;
        let in_query = home.is_request() && place.unwrap_or(default_place(self.method)) == Place::Query;
        let text = field.kind.as_ref().is_none_or(|kind| *kind.value.word.innermost() == Kind::String);
        if in_query && text && field.numbering.is_none() {
            return Some(join);
        }
        if home.side == Side::Request {
            let words = format!("a list in one text, with `{}` between the items", join.value);
            self.remark(path, Some(join.position), words);
        }
        None
    }

    /// A field's type, and where the page says it. `None` if no type can be found and it is left out.
    fn kind(
        &mut self,
        field: &Field,
        home: Home<'_>,
        samples: &Samples<'_>,
        path: &[&str],
    ) -> Option<(TypeExpression, Option<Position>)> {
        let said = field.kind.as_ref().map(|kind| kind.position);
        let word = field.kind.as_ref().map_or(Kind::Any, |kind| kind.value.word.clone());
        let means = field.kind.as_ref().and_then(|kind| kind.value.means.clone());
        let (word, said) = match word.innermost() {
            Kind::Any if field.fields.is_empty() => match samples.kind(&field.name.value) {
                Some(seen) if matches!(word, Kind::Any) => (seen, None),
                Some(Kind::List(seen)) => (word.with_innermost(*seen), None),
                _ => (word, said),
            },
            Kind::Any => (word.with_innermost(Kind::Object), said),
            _ => (word, said),
        };
        let word = match (means, word.innermost()) {
            (Some(Kind::Rfc3339), Kind::String) => word.with_innermost(Kind::Rfc3339),
            (Some(time @ (Kind::UnixSeconds | Kind::UnixMillis)), inner) if inner.is_integer() => {
                word.with_innermost(time)
            }
            _ => word,
        };
        let name = match word.innermost() {
            Kind::Object | Kind::Named(_) | Kind::Any => match self.object(field, &word, home, samples, path)? {
                Object::Of(name) => name,
                Object::Unknown => return Some((expression(&word, &self.stand_in()), None)),
            },
            inner => self.enumeration(field, inner, path).unwrap_or_else(|| scalar(inner).to_owned()),
        };
        if said.is_none() && !self.types.is_inferring() {
            self.remark(path, Some(field.name.position), "the page does not say of which type it is");
        }
        Some((expression(&word, &TypeExpression::Name(name)), said))
    }

    /// The name of the type of an object's field. `None` if nothing is known of it and it can be left out.
    fn object(
        &mut self,
        field: &Field,
        word: &Kind,
        home: Home<'_>,
        samples: &Samples<'_>,
        path: &[&str],
    ) -> Option<Object> {
        let named = match word.innermost() {
            Kind::Named(name) => Some(name.as_str()),
            _ => None,
        };
        let written = field.of.as_deref().or(named);
        let at = field.name.position;
        if let Some(around) =
            written.filter(|_| field.fields.is_empty()).and_then(|name| self.types.around(name, home.side))
        {
            if matches!(word, Kind::List(_) | Kind::Map(_)) {
                return Some(Object::Of(around));
            }
            self.remark(path, Some(at), format!("left out: a `{around}` within a `{around}` has no end"));
            return None;
        }
        let inferred = field.fields.is_empty();
        let fields = if inferred { seen(samples, at) } else { field.fields.clone() };
        if fields.is_empty() || self.types.depth() >= DEEPEST {
            return self.unknown(field, home, path);
        }
        if let Some(same) = self.types.same(written, home.side, &fields) {
            return Some(Object::Of(same));
        }
        let wanted = match (&field.of, named) {
            (_, Some(name)) => name.to_owned(),
            (Some(name), None) if matches!(word, Kind::List(_)) => names::item(name),
            (Some(name), None) => name.clone(),
            (None, None) if matches!(word, Kind::List(_) | Kind::Map(_)) => names::item(&field.name.value),
            (None, None) => field.name.value.clone(),
        };
        let parent = self.types.parent().map(str::to_owned);
        let name = self.types.names.claim(&wanted, parent.as_deref(), home.side == Side::Request);
        self.types.begin(name.clone(), written, home.side, &fields, inferred);
        if inferred {
            let words = "the page does not describe its fields: names and types are those of the page's example";
            self.remark(&["types", &name], Some(at), words);
        }
        let section = if home.side == Side::Request { "parameters" } else { "fields" };
        let members = self.members(&fields.iter().collect::<Vec<_>>(), &["types", &name, section], home.side, samples);
        if self.types.end(members) { Some(Object::Of(name)) } else { self.unknown(field, home, path) }
    }

    /// What stands for a type of which nothing is known: only what every call must have is kept.
    fn unknown(&mut self, field: &Field, home: Home<'_>, path: &[&str]) -> Option<Object> {
        let required = field.required.as_ref().is_some_and(|required| required.value.always == Some(true));
        let at = field.kind.as_ref().map_or(field.name.position, |kind| kind.position);
        if required && home.side == Side::Request {
            self.remark(path, Some(at), "the page does not say what is in it; this type stands in for it");
            return Some(Object::Unknown);
        }
        let parent = &path[..path.len().saturating_sub(1)];
        self.remark(parent, Some(at), format!("left out: the page does not say what is in `{}`", field.name.value));
        None
    }

    /// The type that stands in for one of which nothing is known: in a body an object, in a query a text.
    fn stand_in(&self) -> TypeExpression {
        let text = TypeExpression::Name("string".to_owned());
        if self.method == Method::Post { TypeExpression::Map(Box::new(text)) } else { text }
    }

    /// The name of the enumeration of a field's documented values, if it has some that its type can have.
    fn enumeration(&mut self, field: &Field, inner: &Kind, path: &[&str]) -> Option<String> {
        let integer = inner.is_integer();
        if field.values.is_empty() || !(integer || *inner == Kind::String) {
            return None;
        }
        let whole = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        let mut seen = HashSet::new();
        let values: Vec<_> = field.values.iter().filter(|value| seen.insert(value.value.is.clone())).collect();
        if integer && !values.iter().all(|value| whole(&value.value.is)) {
            self.remark(
                path,
                Some(field.name.position),
                "not all its documented values are whole numbers, as its type is",
            );
            return None;
        }
        let documented = values.iter().map(|value| value.value.clone()).collect();
        let documented = (field.name.value.clone(), integer, documented);
        if let Some((_, known)) = self.documented.iter().find(|(known, _)| *known == documented) {
            return Some(known.clone());
        }
        let parent = self.types.parent().map(str::to_owned);
        let name = self.types.names.claim(&names::item(&field.name.value), parent.as_deref(), false);
        let mut taken = HashSet::new();
        let values = values.iter().map(|value| {
            let rust = names::value(&value.value.is, value.value.meaning.as_deref(), &name, &mut taken);
            Value { wire: At { value: value.value.is.clone(), position: value.position }, rust }
        });
        let values: Vec<Value> = values.collect();
        if values.iter().any(|value| names::is_made_up(&value.rust)) {
            self.remark(&["enums", &name], Some(field.name.position), "call the values by what they mean");
        }
        self.documented.push((documented, name.clone()));
        self.enums.push(Enumeration { name: name.clone(), written: field.name.value.clone(), integer, values });
        Some(name)
    }
}

/// What is known of the type of objects.
enum Object {
    /// Its name.
    Of(String),
    /// Nothing, but the field must be there.
    Unknown,
}

fn default_place(method: Method) -> Place {
    match method {
        Method::Get => Place::Query,
        Method::Post => Place::Body,
    }
}

/// The fields that objects of the page's examples have.
fn seen(samples: &Samples<'_>, position: Position) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for key in samples.objects().flat_map(serde_json::Map::keys) {
        if fields.iter().all(|field| field.name.value != *key) {
            fields.push(Field::new(At { value: key.clone(), position }));
        }
    }
    fields
}

/// The word that specs have for a type without fields.
fn scalar(kind: &Kind) -> &'static str {
    match kind {
        Kind::Bool => "bool",
        Kind::I32 => "i32",
        Kind::I64 | Kind::Integer => "i64",
        Kind::U32 => "u32",
        Kind::U64 => "u64",
        Kind::F64 | Kind::Number => "f64",
        Kind::Rfc3339 => "rfc3339",
        Kind::UnixSeconds => "unix_seconds",
        Kind::UnixMillis => "unix_millis",
        _ => "string",
    }
}

/// A type with another one in its middle.
fn expression(kind: &Kind, innermost: &TypeExpression) -> TypeExpression {
    match kind {
        Kind::List(inner) => TypeExpression::List(Box::new(expression(inner, innermost))),
        Kind::Map(inner) => TypeExpression::Map(Box::new(expression(inner, innermost))),
        _ => innermost.clone(),
    }
}
