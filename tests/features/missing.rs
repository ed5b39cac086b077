//! Calls without a required parameter, or with a value of another type, and what the compiler says of each.
//!
//! The calls are made from the specs of features, one function each, and checked together.

use super::{WORKSPACE, model};
use rtc_catalog::model::{Action, Model, Parameter, Record, Shape, Type};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The package with the calls. It does not compile.
pub(crate) const PACKAGE: &str = "missing";

/// A builder: the request's, or that of an object that is sent with it.
struct Builder<'m> {
    /// The type, with its crate.
    path: String,
    name: &'m str,
    parameters: &'m [Parameter],
    /// The crate in which the types of parameters are.
    home: String,
}

/// A call that does not compile.
struct Call {
    code: String,
    errors: Errors,
}

/// What the compiler says.
enum Errors {
    /// These.
    Missing(Vec<String>),
    /// One error, whose words are those of a trait of the parameter's type.
    OfType,
}

impl<'m> Builder<'m> {
    fn of_action(action: &'m Action) -> Vec<Self> {
        let home = action.package.replace('-', "_");
        let request = Self::new(&action.name, &action.parameters, &home);
        let shared = action.shared();
        let records = action.records.iter().chain(shared.records);
        std::iter::once(request).chain(records.filter_map(|record| Self::of_record(record, &home))).collect()
    }

    fn of_record(record: &'m Record, home: &str) -> Option<Self> {
        match &record.shape {
            Shape::Sent(parameters) => Some(Self::new(&record.name, parameters, home)),
            Shape::Answered(_) => None,
        }
    }

    fn new(name: &'m str, parameters: &'m [Parameter], home: &str) -> Self {
        Self { path: format!("{home}::{name}"), name, parameters, home: home.to_owned() }
    }

    fn required(&self) -> impl Iterator<Item = &'m Parameter> {
        self.parameters.iter().filter(|parameter| parameter.required)
    }

    /// The call that sets the parameters for which `value` gives one.
    fn call(&self, value: impl Fn(&Parameter) -> Option<String>) -> String {
        let setters = self.parameters.iter().filter_map(|one| Some(format!(".{}({})", one.rust, value(one)?)));
        format!("{}::builder(){}.build()", self.path, setters.collect::<String>())
    }

    fn any(&self, parameter: &Parameter) -> String {
        format!("any::<{}>()", rust(&parameter.kind, &self.home))
    }

    /// Without each of the required parameters, and without any.
    fn without(&self) -> Vec<Call> {
        let needed: Vec<&Parameter> = self.required().collect();
        let mut left_out: Vec<Vec<&Parameter>> = needed.iter().map(|one| vec![*one]).collect();
        if needed.len() > 1 {
            left_out.push(needed);
        }
        let call = |missing: Vec<&Parameter>| {
            let is_left_out = |one: &Parameter| missing.iter().any(|other| other.wire == one.wire);
            Call {
                code: self.call(|one| (!is_left_out(one)).then(|| self.any(one))),
                errors: Errors::Missing(missing.iter().map(|one| message(one, self.name)).collect()),
            }
        };
        left_out.into_iter().map(call).collect()
    }

    /// With a value of another type, and with an `Option` of the right one, for each of the required parameters.
    fn misfits(&self) -> Vec<Call> {
        let call = |parameter: &Parameter, value: String| Call {
            code: self.call(|one| {
                one.required.then(|| if one.wire == parameter.wire { value.clone() } else { self.any(one) })
            }),
            errors: Errors::OfType,
        };
        let calls = self.required().flat_map(|parameter| {
            [call(parameter, "Other".to_owned()), call(parameter, format!("Some({})", self.any(parameter)))]
        });
        calls.collect()
    }
}

/// What the compiler says of a missing parameter.
fn message(parameter: &Parameter, of: &str) -> String {
    format!("required parameter `{}` of `{of}` is not set", parameter.wire)
}

fn rust(kind: &Type, home: &str) -> String {
    match kind {
        Type::Record(name) | Type::Enum(name) => format!("{home}::{name}"),
        Type::List(inner) => format!("Vec<{}>", rust(inner, home)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", rust(inner, home)),
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        kind if kind.is_day() => "Date".to_owned(),
        Type::Rfc3339 | Type::UnixSeconds | Type::UnixMillis | Type::Calendar(_) => "OffsetDateTime".to_owned(),
    }
}

fn calls(model: &Model) -> Vec<Call> {
    let builders = model.actions.iter().flat_map(Builder::of_action);
    builders.flat_map(|builder| [builder.without(), builder.misfits()]).flatten().collect()
}

/// The package with the calls, as files of the workspace. Each call stands on a line of its own.
pub(crate) fn package(model: &Model) -> Vec<(String, String)> {
    let mut manifest = format!(
        "[package]\nname = \"{PACKAGE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\ntime.workspace = true\n"
    );
    for action in &model.actions {
        let folder = format!("../crates/actions/{}/{}", action.vendor.id, action.folder);
        manifest.push_str(&format!(
            "{} = {{ path = \"{folder}\", default-features = false, features = [\"rustcrypto\"] }}\n",
            action.package
        ));
    }
    let mut source = String::from(HEAD);
    for (number, call) in calls(model).iter().enumerate() {
        source.push_str(&format!("pub fn call_{number}() {{ let _ = {}; }}\n", call.code));
    }
    vec![(format!("{PACKAGE}/Cargo.toml"), manifest), (format!("{PACKAGE}/src/lib.rs"), source)]
}

const HEAD: &str = "\
use std::collections::BTreeMap;
use time::OffsetDateTime;
pub struct Other;
fn any<T>() -> T { loop {} }
";

#[test]
fn the_compiler_names_each_required_parameter_that_is_missing() {
    let output = WORKSPACE.output(&["check", "--package", PACKAGE, "--message-format", "json"]);
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(Value::Object(report)) = serde_json::from_str(line) else { continue };
        let Some(error) = report.get("message").filter(|message| message["level"] == "error") else { continue };
        let Some(span) =
            error["spans"].as_array().and_then(|spans| spans.iter().find(|span| span["is_primary"] == true))
        else {
            continue;
        };
        let line = usize::try_from(span["line_start"].as_u64().unwrap()).unwrap();
        assert!(span["file_name"].as_str().unwrap().ends_with("missing/src/lib.rs"), "{error}");
        found.entry(line).or_default().push(error["message"].as_str().unwrap().to_owned());
    }
    let model = model();
    let first = HEAD.lines().count() + 1;
    let mut wrong = Vec::new();
    for (number, call) in calls(&model).iter().enumerate() {
        let mut printed = found.remove(&(first + number)).unwrap_or_default();
        printed.sort();
        let (is_right, expected) = match &call.errors {
            Errors::Missing(messages) => {
                let mut messages = messages.clone();
                messages.sort();
                (printed == messages, messages.join("\n    "))
            }
            Errors::OfType => {
                let is_right = printed.len() == 1 && !printed[0].contains("is not set");
                (is_right, "one error of the value's type".to_owned())
            }
        };
        if !is_right {
            wrong.push(format!("{}\n  expected:\n    {expected}\n  found:\n    {}", call.code, printed.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found, BTreeMap::new(), "errors outside of the calls: {}", String::from_utf8_lossy(&output.stderr));
}

/// Specs of features must have each shape of a required parameter, or the test above says little.
#[test]
fn there_is_a_required_parameter_of_each_shape() {
    let model = model();
    let mut shapes = BTreeSet::new();
    for action in &model.actions {
        for builder in Builder::of_action(action) {
            for parameter in builder.required() {
                shapes.insert(shape(action, &parameter.kind));
            }
        }
    }
    let expected = ["enumeration", "list", "mapping", "number", "object", "text", "time", "yes or no"];
    assert_eq!(shapes.into_iter().collect::<Vec<_>>(), expected);
}

fn shape(known: &Action, kind: &Type) -> &'static str {
    match kind {
        Type::String => "text",
        Type::Bool => "yes or no",
        Type::List(_) => "list",
        Type::Map(_) => "mapping",
        Type::Record(name) => known.record(name).map_or("unknown", |_| "object"),
        Type::Enum(_) => "enumeration",
        kind if kind.is_time() => "time",
        _ => "number",
    }
}

/// What the calls above show of invented actions holds for the real ones by the words that are generated for them.
#[test]
fn each_required_parameter_of_each_action_has_its_words() {
    let model = rtc_catalog::load(&rtc_tests::specs()).unwrap();
    let crates = rtc_codegen::emit(&model);
    let text = |package: &str| -> String {
        let item = crates.iter().find(|item| item.package == package).unwrap();
        item.files.iter().filter(|(path, _)| path.starts_with("src/")).map(|(_, text)| text.as_str()).collect()
    };
    for action in &model.actions {
        let code = text(&action.package) + &text(&action.vendor.common_package());
        for builder in Builder::of_action(action) {
            for parameter in builder.required() {
                let wire = parameter.wire.replace('{', "{{").replace('}', "}}");
                let words = format!("required parameter `{wire}` of `{}` is not set", builder.name);
                let label = format!("call `.{}(…)` before this", parameter.rust);
                let row = format!("IsSet: {words:?}, {label:?};");
                assert_eq!(code.matches(&row).count(), 1, "{}: {row}", action.name);
            }
        }
    }
}
