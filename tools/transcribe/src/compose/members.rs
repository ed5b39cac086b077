//! Parameters and fields: names, types, whether they must be there.

use super::{
    kind::Kind,
    limits,
    names::{MemberNames, TypeNames},
    plain::{location, plain_member},
    samples::Samples,
    sentences::Sentences,
    types::Types,
    value,
};
use crate::draft::{Enumeration, Member, Remark, Side, Sourced, innermost};
use rtc_catalog::{
    format::{Method, ParameterLocation, TypeExpression},
    model::Vendor,
};
use rtc_pages::{Facts, Field, FieldType, Located, PageKind, Position};
use std::collections::HashSet;

/// What is made of a page so far.
pub(super) struct Composer<'a> {
    pub(super) facts: &'a Facts,
    pub(super) vendor: &'a Vendor,
    pub(super) types: Types,
    pub(super) enums: Vec<Enumeration>,
    pub(super) remarks: Vec<Remark>,
    /// What the enumerations were made of, and their names.
    pub(super) documented: Vec<(Documented, String)>,
    pub(super) method: Method,
    /// Whether the vendor's sentences are kept.
    pub(super) sentences: Sentences,
}

/// A field's name, whether it is a number, and its values.
pub(super) type Documented = (String, bool, Vec<rtc_pages::Value>);

/// Where members are.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) path: &'a [&'a str],
    pub(super) side: Side,
}

impl Section<'_> {
    /// Whether they are the action's own parameters, not those of an object.
    fn is_request(self) -> bool {
        self.path == ["request"]
    }
}

impl<'a> Composer<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        vendor: &'a Vendor,
        method: Method,
        action: &str,
        sentences: Sentences,
    ) -> Self {
        let types = Types::new(TypeNames::new(action, &facts.request));
        Self { facts, vendor, types, enums: Vec::new(), remarks: Vec::new(), documented: Vec::new(), method, sentences }
    }

    pub(super) fn remark(&mut self, path: &[&str], at: Option<Position>, words: impl Into<String>) {
        let path = path.iter().map(|key| (*key).to_owned()).collect();
        self.remarks.push(Remark { path, at, words: words.into() });
    }

    /// What `fields` become in a spec, and those of which it can have nothing.
    pub(super) fn members(
        &mut self,
        fields: &[&Field],
        path: &[&str],
        side: Side,
        samples: &Samples<'_>,
    ) -> (Vec<Member>, Vec<Member>) {
        let section = Section { path, side };
        let mut names = MemberNames::new(side == Side::Request);
        let mut seen = HashSet::new();
        let (mut members, mut left_out) = (Vec::new(), Vec::new());
        for field in fields {
            let (mut member, is_known) = self.member(field, section, &samples.below(&field.name.value));
            if !is_known {
                left_out.push(member);
            } else if seen.insert(member.name.value.clone()) {
                member.rust = names.claim(&member.name.value, matches!(member.kind.value, TypeExpression::List(_)));
                members.push(member);
            } else if section.side == Side::Request {
                let name = &member.name.value;
                let place = field.location.map_or(String::new(), |place| format!(" in the {}", place_word(place)));
                let words =
                    format!("left out: there is a second `{name}`{place}, and specs have one parameter of a name");
                self.remark(&[path, &[name.as_str()]].concat(), Some(member.name.position), words);
            }
        }
        (members, left_out)
    }

    /// What a field becomes, and whether the page says what is in it.
    fn member(&mut self, field: &Field, section: Section<'_>, samples: &Samples<'_>) -> (Member, bool) {
        let mut member = plain_member(field, section.side);
        let wire = member.name.value.clone();
        let path = [section.path, &[wire.as_str()]].concat();
        member.place = self.place(field, section, &path);
        member.join = self.join(field, section, member.place, &path);
        let Kind { found, described } = self.kind(field, section, samples, &path);
        member.page.described = described;
        let Some((mut kind, source)) = found else { return (member, false) };
        if (member.join.is_some() || !member.list_suffix().is_empty()) && !matches!(kind, TypeExpression::List(_)) {
            kind = TypeExpression::List(Box::new(kind));
        }
        member.page_type = field
            .kind
            .as_ref()
            .filter(|word| {
                self.is_open(&kind) && self.facts.page != PageKind::Definition && !word.value.written.is_empty()
            })
            .map(|kind| kind.value.written.trim().to_owned());
        member.kind = Sourced { value: kind, source };
        self.remark_on_requirement(field, &member, section, &path);
        member.doc = self.sentences.of_field(field);
        let queried =
            section.is_request() && member.place.unwrap_or(default_place(self.method)) == ParameterLocation::Query;
        let repeated = member.list_suffix().is_empty()
            && member.join.is_none()
            && matches!(member.kind.value, TypeExpression::List(_));
        if self.facts.page == PageKind::Definition && queried && repeated {
            let words = format!(
                "the definition repeats the name, as `{wire}=a&{wire}=b`; pages may spell the list in another way"
            );
            self.remark(&path, Some(member.name.position), words);
        }
        let refused = limits::put(&mut member, &field.limits, section.side, &self.enums);
        for (at, words) in refused {
            self.remark(&path, Some(at), words);
        }
        self.put_values(&mut member, section, &path);
        for (at, words) in limits::open_for_special_values(&mut member) {
            self.remark(&path, Some(at), words);
        }
        (member, true)
    }

    /// Whether several of the vendor's words for whole numbers could be on the page of something of this type.
    fn is_open(&self, kind: &TypeExpression) -> bool {
        let name = innermost(kind);
        let integer = |item: &Enumeration| item.name == name && item.integer;
        matches!(name, "unix_seconds" | "unix_millis") || self.enums.iter().any(integer)
    }

    /// Puts default and example where they are values of the type.
    fn put_values(&mut self, member: &mut Member, section: Section<'_>, path: &[&str]) {
        for (what, text) in [("default", member.page.default.clone()), ("example", member.page.example.clone())] {
            let Some(text) = text else { continue };
            if what == "default" && section.side == Side::Response {
                continue;
            }
            let value = value::of(&text.value, &member.kind.value, &value::in_draft(&self.enums), member.list_text());
            let value = value.map(|value| Located { value, position: text.position });
            match &value {
                None => self.remark(path, Some(text.position), format!("the page's {what} is no value of the type")),
                Some(value) if value::is_repaired(&value.value, &text.value) => {
                    let words = format!("the page's {what} lacks a plus sign, which was restored");
                    self.remark(path, Some(text.position), words);
                }
                Some(_) => {}
            }
            if what == "default" { member.default = value } else { member.example = value }
        }
    }

    fn remark_on_requirement(&mut self, field: &Field, member: &Member, section: Section<'_>, path: &[&str]) {
        if section.side == Side::Response || member.required.source.is_some() {
            return;
        }
        let marked = field.required.as_ref();
        let words = if marked.is_some() {
            "required under a condition, see the page"
        } else {
            "the page does not say whether it is required"
        };
        self.remark(path, Some(marked.map_or(field.name.position, |required| required.position)), words);
    }

    /// Where a parameter goes, if not where the method puts it.
    fn place(&mut self, field: &Field, section: Section<'_>, path: &[&str]) -> Option<ParameterLocation> {
        let place = field.location.filter(|_| section.is_request()).map(location)?;
        match (self.method, place) {
            (Method::Get, ParameterLocation::Query) | (Method::Post, ParameterLocation::Body) => None,
            (Method::Get, ParameterLocation::Body) => {
                self.remark(
                    path,
                    Some(field.name.position),
                    "the page puts it into the body of a `GET`, which has no body",
                );
                None
            }
            (Method::Post, ParameterLocation::Query) if !self.vendor.query_in_post => {
                self.remark(
                    path,
                    Some(field.name.position),
                    "the page puts it into the query of a `POST`, where the vendor takes no parameters",
                );
                None
            }
            (_, place) => Some(place),
        }
    }

    /// What joins a list that is written as one text. In a body it is a text all the same.
    fn join(
        &mut self,
        field: &Field,
        section: Section<'_>,
        place: Option<ParameterLocation>,
        path: &[&str],
    ) -> Option<Located<String>> {
        let join = field.joined.clone().filter(|join| !join.value.is_empty())?;
        let in_query = section.is_request() && place.unwrap_or(default_place(self.method)) == ParameterLocation::Query;
        let text = field.kind.as_ref().is_none_or(|kind| *kind.value.word.innermost() == FieldType::String);
        if in_query && text && field.list_notation.is_none() {
            return Some(join);
        }
        if section.side == Side::Request {
            let words = format!("a list in one text, with `{}` between the items", join.value);
            self.remark(path, Some(join.position), words);
        }
        None
    }
}

fn default_place(method: Method) -> ParameterLocation {
    match method {
        Method::Get => ParameterLocation::Query,
        Method::Post => ParameterLocation::Body,
    }
}

fn place_word(location: rtc_pages::Location) -> &'static str {
    match location {
        rtc_pages::Location::Query => "query",
        rtc_pages::Location::Body => "body",
        rtc_pages::Location::Header => "header",
    }
}
