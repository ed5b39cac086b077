//! A struct with a typestate builder: the request, or an object that is sent with it.

use super::types;
use crate::{markdown, source::Source};
use heck::{ToSnakeCase, ToUpperCamelCase};
use rtc_catalog::model::{Action, Calendar, Parameter, Type};
use std::collections::HashSet;

/// A field of a request or of an object that is sent.
pub(super) struct Field<'m> {
    pub(super) rust: &'m str,
    pub(super) wire: &'m str,
    pub(super) kind: &'m Type,
    pub(super) required: bool,
    /// Whether the value is kept in a box, because its type holds one of its own kind.
    pub(super) boxed: bool,
    pub(super) secret: bool,
    pub(super) doc: String,
}

impl<'m> Field<'m> {
    /// A parameter of an action, whose limits may be narrower if other parameters are set.
    pub(super) fn of_action(action: &'m Action, at: usize) -> Self {
        let parameter = &action.parameters[at];
        Self { doc: about(parameter, &super::readme::action_limits(action, at)), ..Self::of(parameter) }
    }

    pub(super) fn of(parameter: &'m Parameter) -> Self {
        Self {
            rust: &parameter.rust,
            wire: &parameter.wire,
            kind: &parameter.kind,
            required: parameter.required,
            boxed: parameter.boxed,
            secret: parameter.secret,
            doc: about(parameter, &super::readme::limits(parameter)),
        }
    }

    /// The Rust type.
    fn rust_type(&self) -> String {
        if self.secret { "rtc::Secret".to_owned() } else { types::rust(self.kind) }
    }

    fn stored(&self) -> String {
        let plain = self.rust_type();
        if self.boxed { format!("Option<Box<{plain}>>") } else { format!("Option<{plain}>") }
    }
}

/// Description, limits, default, and name on the wire of a parameter.
fn about(parameter: &Parameter, limits: &[String]) -> String {
    let mut text = markdown::safe(&markdown::sentence(&parameter.doc));
    if !limits.is_empty() {
        text = markdown::then(&text, &format!("Allowed: {}.", limits.join("; ")));
    }
    if let Some(default) = &parameter.default {
        text = markdown::then(&text, &format!("Default: {}.", markdown::code(&default.to_string())));
    }
    if parameter.secret {
        text = markdown::then(&text, "Secret: neither `Debug` nor an error shows it.");
    }
    text.push_str(&format!("\n\nSent as {}", markdown::code(&parameter.wire)));
    text.push_str(match parameter.kind.innermost() {
        Type::UnixSeconds => " in Unix seconds; fractions of a second are dropped.",
        Type::UnixMillis => " in Unix milliseconds; smaller fractions are dropped.",
        Type::Rfc3339 => " in RFC 3339 with its offset; fractions of a second are dropped.",
        Type::Calendar(calendar) if calendar.is_day() => return form(&text, *calendar, ""),
        Type::Calendar(calendar) => return form(&text, *calendar, "; what is smaller is dropped"),
        _ => ".",
    });
    text
}

/// `text`, and the form of the text that is sent.
fn form(text: &str, calendar: Calendar, more: &str) -> String {
    format!("{text} as a text such as `{}`{}{more}.", calendar.sample(), super::zone(calendar))
}

/// A struct that has a builder.
pub(super) struct Sent<'b, 'm> {
    pub(super) name: &'b str,
    pub(super) about: String,
    pub(super) fields: Vec<Field<'m>>,
    /// The module with the traits for required parameters: `required` or one below it.
    pub(super) module: String,
    states: Vec<State>,
    /// The builder's type parameter.
    state: String,
    /// The setters' type parameter.
    form: String,
}

/// How types represent a required parameter.
struct State {
    /// The builder's type parameter that says whether it is set.
    generic: String,
    /// The trait that only a parameter with a value implements.
    is_set: String,
}

impl<'b, 'm> Sent<'b, 'm> {
    /// `modules` are the names of modules that objects in the same file have taken, and `None` for the request itself;
    /// `types` are the names of all types that the file sees.
    pub(super) fn new(
        name: &'b str,
        about: String,
        fields: Vec<Field<'m>>,
        modules: Option<&mut HashSet<String>>,
        types: &HashSet<&str>,
    ) -> Self {
        let mut taken: HashSet<String> = types.iter().map(|name| (*name).to_owned()).collect();
        let mut traits = HashSet::from(["Complete".to_owned()]);
        let states = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| {
                let camel = field.rust.to_upper_camel_case();
                State {
                    generic: unique(&format!("{camel}State"), &mut taken),
                    is_set: unique(&format!("{camel}IsSet"), &mut traits),
                }
            })
            .collect();
        let (state, form) = (unique("State", &mut taken), unique("Form", &mut taken));
        let module = match modules {
            Some(taken) => format!("required::{}", module(name, taken)),
            None => "required".to_owned(),
        };
        Self { name, about, fields, module, states, state, form }
    }

    pub(super) fn has_required(&self) -> bool {
        !self.states.is_empty()
    }

    fn required(&self) -> impl Iterator<Item = (&Field<'m>, &State)> {
        self.fields.iter().filter(|field| field.required).zip(&self.states)
    }

    /// The struct.
    pub(super) fn structure(&self, to: &mut Source) {
        to.blank();
        to.doc(&self.about);
        to.line("#[derive(Clone, Debug, PartialEq)]");
        to.block(format_args!("pub struct {}", self.name), |to| {
            for field in &self.fields {
                to.line(format_args!("pub(crate) {}: {},", field.rust, field.stored()));
            }
        });
    }

    /// The function `builder` of the struct, and the builder itself.
    pub(super) fn builder(&self, to: &mut Source) {
        let name = self.name;
        to.blank();
        to.block(format_args!("impl {name}"), |to| {
            let needed: Vec<String> = self.required().map(|(field, _)| format!("`{}`", field.rust)).collect();
            to.doc(&match &needed[..] {
                [] => "Creates a builder. All parameters are optional.".to_owned(),
                _ => format!("Creates a builder. Required: {}.", needed.join(", ")),
            });
            let unset = self.tuple(|_| "rtc::Unset".to_owned());
            let nothing: Vec<String> = self.fields.iter().map(|field| format!("{}: None", field.rust)).collect();
            to.block(format_args!("pub const fn builder() -> {name}Builder<{unset}>"), |to| {
                to.list("let value = Self {", &nothing, "};");
                to.line(format_args!("{name}Builder {{ value, state: rtc::PhantomData }}"));
            });
        });
        to.blank();
        to.doc(&format!("Builder of [`{name}`]. Its type parameter records which required parameters are set."));
        to.line("#[derive(Clone, Debug)]");
        to.line("#[must_use = \"a builder does nothing until it is built or sent\"]");
        to.block(format_args!("pub struct {name}Builder<{}>", self.state), |to| {
            to.line(format_args!("value: {name},"));
            to.line(format_args!("state: rtc::PhantomData<{}>,", self.state));
        });
    }

    /// The state of a builder as a tuple with an entry for each required parameter.
    fn tuple(&self, entry: impl Fn(&State) -> String) -> String {
        let entries: Vec<String> = self.states.iter().map(entry).collect();
        match &entries[..] {
            [one] => format!("({one},)"),
            _ => format!("({})", entries.join(", ")),
        }
    }

    /// The setters, the required ones first, then `build`, then what `more` adds to the builder of any state.
    pub(super) fn setters(&self, to: &mut Source, more: impl FnOnce(&mut Source, &str)) {
        let name = self.name;
        if self.has_required() {
            let generics: Vec<&str> = self.states.iter().map(|state| state.generic.as_str()).collect();
            let state = self.tuple(|state| state.generic.clone());
            to.blank();
            to.block(format_args!("impl<{}> {name}Builder<{state}>", generics.join(", ")), |to| {
                for (field, own) in self.required() {
                    self.required_setter(field, own, to);
                }
            });
        }
        to.blank();
        let bounds = self.bounds();
        to.block(format_args!("impl<{0}> {name}Builder<{0}>", self.state), |to| {
            for field in self.fields.iter().filter(|field| !field.required) {
                self.optional_setter(field, to);
            }
            to.blank();
            to.doc("Returns the finished value.");
            to.line("#[must_use]");
            to.function(&format!("pub fn build(self) -> {name}"), &bounds, |to| to.line("self.value"));
            more(to, &bounds);
        });
    }

    /// The bound on a builder's state that all required parameters are set; empty if nothing is required.
    fn bounds(&self) -> String {
        if self.has_required() { format!("{}: {}::Complete", self.state, self.module) } else { String::new() }
    }

    fn required_setter(&self, field: &Field<'_>, own: &State, to: &mut Source) {
        let (name, rust) = (self.name, field.rust);
        let next = self.tuple(
            |state| {
                if state.generic == own.generic { "rtc::Set".to_owned() } else { state.generic.clone() }
            },
        );
        to.blank();
        to.doc(&markdown::then("Required.", &field.doc));
        let signature = format!(
            "pub fn {rust}(mut self, {rust}: impl rtc::IntoValue<{}>) -> {name}Builder<{next}>",
            field.rust_type()
        );
        to.block(signature, |to| {
            let boxed = if field.boxed { ".map(Box::new)" } else { "" };
            to.line(format_args!("self.value.{rust} = Some({rust}.into_value()){boxed};"));
            to.line(format_args!("{name}Builder {{ value: self.value, state: rtc::PhantomData }}"));
        });
    }

    fn optional_setter(&self, field: &Field<'_>, to: &mut Source) {
        let (rust, form) = (field.rust, &self.form);
        to.blank();
        to.doc(&field.doc);
        let signature = format!(
            "pub fn {rust}<{form}>(mut self, {rust}: impl rtc::IntoOption<{}, {form}>) -> Self",
            field.rust_type()
        );
        to.block(signature, |to| {
            let boxed = if field.boxed { ".map(Box::new)" } else { "" };
            to.line(format_args!("self.value.{rust} = {rust}.into_option(){boxed};"));
            to.line("self");
        });
    }

    /// The traits whose diagnostics name a missing parameter.
    pub(super) fn traits(&self, to: &mut Source) {
        to.block("rtc_core::required!", |to| {
            for (field, state) in self.required() {
                // The message of a diagnostic is a format string.
                let wire = field.wire.replace('{', "{{").replace('}', "}}");
                let message = format!("required parameter `{wire}` of `{}` is not set", self.name);
                let label = format!("call `.{}(…)` before this", field.rust);
                to.line(format_args!("{}: {message:?}, {label:?};", state.is_set));
            }
        });
    }
}

/// The module with the traits of an object. Its name is no keyword, as that of `Crate` would be, and no other object's.
fn module(object: &str, taken: &mut HashSet<String>) -> String {
    unique(&format!("of_{}", object.to_snake_case()), taken)
}

/// `name`, or where that is taken, `name` with a number behind it.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let mut candidates = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}{number}")));
    let free =
        candidates.find(|candidate| !taken.contains(candidate)).expect("there are as many candidates as numbers");
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut taken = HashSet::from(["State".to_owned()]);
        assert_eq!(unique("State", &mut taken), "State2");
        assert_eq!(unique("State", &mut taken), "State3");
        assert_eq!(unique("Form", &mut taken), "Form");
    }

    #[test]
    fn modules_of_objects_are_no_keywords_and_differ() {
        let mut taken = HashSet::new();
        for (object, expected) in
            [("Part", "of_part"), ("Crate", "of_crate"), ("UserId", "of_user_id"), ("UserID", "of_user_id2")]
        {
            assert_eq!(module(object, &mut taken), expected);
        }
    }
}
