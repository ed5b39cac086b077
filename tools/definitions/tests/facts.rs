//! What definitions of ours say, in each form.

use rtc_catalog::model::Model;
use rtc_definitions::{Definition, open};
use rtc_pages::{Facts, FieldType, Reader};
use std::path::{Path, PathBuf};

fn model() -> Model {
    rtc_catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")).expect("the specs are right")
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

/// The facts of all actions of what is at a path.
fn facts(path: &str) -> Vec<Facts> {
    let model = model();
    let reader = Reader::new(&model.vendors);
    let definitions: Vec<Definition> = open(&[data(path)], &model.vendors).expect("they are definitions");
    let all = definitions.iter().flat_map(|definition| definition.actions().map(move |action| (definition, action)));
    all.map(|(definition, action)| definition.facts(action, &reader).expect("it is whole")).collect()
}

fn of(path: &str, action: &str) -> Facts {
    let named = |facts: &Facts| facts.action.as_ref().is_some_and(|name| name.value == action);
    facts(path).into_iter().find(named).expect("the action is there")
}

/// The facts of each action, one after another.
macro_rules! definitions {
    ($($name:ident: $path:literal;)*) => {$(
        #[test]
        fn $name() {
            let all: Vec<String> = facts($path).iter().map(ToString::to_string).collect();
            insta::assert_snapshot!(all.join("\n--------\n"));
        }
    )*};
}

definitions! {
    command_line_tool: "tool/api.json";
    open_api: "openapi";
    go: "go";
}

/// Each file leads to the others of its definition.
#[test]
fn one_file_of_a_definition_is_enough() {
    assert_eq!(facts("go/model.go").len(), 2);
    assert_eq!(facts("go/config.go").len(), 2);
    assert_eq!(facts("tool").len(), 2);
    assert_eq!(of("tool/api.json", "CreateNote").examples.len(), 2);
    let list = of("openapi/notes/list-notes.yaml", "DescribeNotes");
    assert_eq!(list.hosts.len(), 2);
    assert_eq!(list.vendor.map(|vendor| vendor.value).as_deref(), Some("zego"));
}

/// Positions are those of the files in which the facts are.
#[test]
fn facts_are_where_their_positions_say() {
    for (path, action) in [
        ("tool/api.json", "DescribeNotes"),
        ("openapi", "CreateNote"),
        ("openapi", "DescribeNotes"),
        ("go", "CreateNote"),
    ] {
        let facts = of(path, action);
        let line = |position: rtc_pages::Position| {
            let text = std::fs::read_to_string(&facts.files[usize::from(position.file)]).expect("it is there");
            let line = text.lines().nth(position.line - 1).unwrap_or_default();
            line.chars().skip(position.column - 1).collect::<String>()
        };
        let fields: Vec<_> =
            facts.request.iter().chain(&facts.response).flat_map(|field| field.fields.iter().chain([field])).collect();
        assert!(fields.len() > 4);
        for field in fields {
            let name = line(field.name.position);
            assert!(name.trim_start_matches('"').contains(&field.name.value), "{path} {}: {name}", field.name.value);
            for limit in &field.limits {
                let number = limit
                    .value
                    .most
                    .as_ref()
                    .or(limit.value.least.as_ref())
                    .map(|bound| bound.number.clone())
                    .unwrap_or_default();
                assert!(
                    limit.position.line > 0
                        && (line(limit.position).contains(&number) || path.ends_with("json") || path == "openapi")
                );
            }
            if let Some(default) = field.default.as_ref().filter(|_| path != "tool/api.json") {
                assert!(
                    line(default.position).contains(&default.value),
                    "{path} {}: {}",
                    default.value,
                    line(default.position)
                );
            }
        }
    }
}

/// A type that holds itself ends where it begins again.
#[test]
fn types_that_hold_themselves_are_unfolded_once() {
    let facts = of("tool/api.json", "DescribeNotes");
    let note = &facts.response.iter().find(|field| field.name.value == "NoteList").expect("it is there").fields;
    let replies = note.iter().find(|field| field.name.value == "Replies").expect("it is there");
    assert!(replies.fields.is_empty());
    assert_eq!(replies.of.as_deref(), Some("Note"));
}

/// The structure of a definition goes before its prose.
#[test]
fn structure_goes_before_prose() {
    let facts = of("openapi", "CreateNote");
    let size = facts.request.iter().find(|field| field.name.value == "Size").expect("it is there");
    assert_eq!(size.default.as_ref().map(|default| default.value.as_str()), Some("10"));
    assert_eq!(size.kind.as_ref().map(|kind| kind.value.word.clone()), Some(FieldType::U32));
    let least = size.limits[0].value.least.as_ref().expect("it has a least");
    assert_eq!((least.number.as_str(), least.included), ("0", false));
}
