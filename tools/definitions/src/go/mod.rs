//! A vendor's SDK in Go: the structs in `model.go`, and the list of actions in `config.go`.

mod syntax;

use crate::{
    file::{File, Mistake},
    raw::{Api, Prose, RawAction, RawField, RawType, Unclear},
};
use rtc_pages::{FieldType, Located, Location};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use syntax::{GoField, Source, Struct};

/// Whether a text is a file of this form.
pub(crate) fn is(text: &str) -> bool {
    syntax::is(text.trim_start_matches('\u{feff}'))
}

/// Reads the files of one package.
pub(crate) fn read(files: &[Arc<File>]) -> Result<Api, Vec<Mistake>> {
    let (mut found, mut mistakes) = (Source::default(), Vec::new());
    for file in files {
        syntax::constants(file, &mut found);
    }
    for file in files {
        syntax::read(file, &mut found, &mut mistakes);
    }
    let first = |number: usize| files[number].line(1, 1);
    if !found.has_entries {
        let help = "name the folder of the package, with `config.go` beside `model.go`";
        mistakes.push(Mistake::new(
            first(0),
            "the list of actions, `ApiListInfo`, is in none of the package's files",
            help,
        ));
    } else if found.structs.is_empty() {
        let help = "name the folder of the package, with `model.go` beside `config.go`";
        mistakes.push(Mistake::new(first(0), "none of the package's files has structs", help));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let mut api = Api { files: files.to_vec(), service: found.service.clone(), ..Api::default() };
    let names = Names::new(&found);
    for item in &found.structs {
        let mut record = RawType::new(names.shown(&item.name.value), item.name.position);
        let mut all = Vec::new();
        embedded(item, &found, &mut all, &mut record.mistakes, 0);
        record.fields = all.into_iter().filter_map(|(field, of)| self::field(field, of, &names, &mut record)).collect();
        record.description = item.comment.as_ref().map(|comment| without_name(comment, &item.name.value));
        api.types.insert(item.name.value.clone(), record);
    }
    for entry in &found.entries {
        let name = entry.action.clone().unwrap_or_else(|| entry.key.clone());
        let mut action = RawAction::new(name);
        action.version.clone_from(&entry.version);
        action.method.clone_from(&entry.method);
        action.hosts.clone_from(&found.hosts);
        action.unclear.clone_from(&entry.unclear);
        let key = &entry.key.value;
        for end in ["Query", "Body"] {
            let of = format!("{key}{end}");
            if api.types.get(&of).is_some_and(|known| !known.is_empty()) {
                action.request_types.push(Located { value: of, position: entry.key.position });
            }
        }
        action.response_types.push(Located { value: format!("{key}Res"), position: entry.key.position });
        api.actions.push(action);
    }
    for (end, location) in [("Query", Location::Query), ("Body", Location::Body)] {
        for entry in &found.entries {
            let of = api.types.get_mut(&format!("{}{end}", entry.key.value));
            of.into_iter().flat_map(|of| &mut of.fields).for_each(|field| field.location = Some(location));
        }
    }
    if mistakes.is_empty() { Ok(api) } else { Err(mistakes) }
}

/// The fields of a struct, those of structs in it included.
fn embedded<'s>(
    item: &'s Struct,
    found: &'s Source,
    all: &mut Vec<(&'s GoField, &'s Struct)>,
    mistakes: &mut Vec<Mistake>,
    depth: usize,
) {
    for name in &item.embedded {
        match found.structs.iter().find(|known| known.name.value == name.value) {
            Some(_) if depth >= 8 => {
                let message = format!("the struct `{}` is more than 8 deep in others", name.value);
                mistakes.push(Mistake::new(name.position, message, "describe the action by hand"));
            }
            Some(inner) => embedded(inner, found, all, mistakes, depth + 1),
            None => {
                let message = format!(
                    "there is no struct `{}` in the package, whose fields `{}` has",
                    name.value, item.name.value
                );
                mistakes.push(Mistake::new(name.position, message, "take the whole package"));
            }
        }
    }
    // A field goes before those of the same name in structs that are in its own.
    if !all.is_empty() && !item.embedded.is_empty() {
        all.retain(|(inner, _)| item.fields.iter().all(|field| wire(field) != wire(inner)));
    }
    all.extend(item.fields.iter().map(|field| (field, item)));
}

/// The names of structs.
struct Names<'s> {
    /// How many fields are of a type.
    uses: HashMap<&'s str, usize>,
    aliases: BTreeMap<&'s str, &'s str>,
}

impl<'s> Names<'s> {
    fn new(found: &'s Source) -> Self {
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for field in found.structs.iter().flat_map(|item| &item.fields) {
            let name = field.kind.value.rsplit(['*', ']', ' ']).next().unwrap_or_default();
            *uses.entry(name).or_default() += 1;
        }
        let aliases = found.aliases.iter().map(|(name, of)| (name.value.as_str(), of.value.as_str())).collect();
        Self { uses, aliases }
    }

    /// The name to show of a struct. One that is used once is named after its field by the program that wrote it, and so long that
    /// it says nothing.
    fn shown(&self, name: &str) -> Option<String> {
        if self.uses.get(name).is_none_or(|uses| *uses < 2) {
            return None;
        }
        let last = name.rsplit("Properties").next().unwrap_or(name);
        let bare =
            last.strip_suffix("Items").filter(|bare| !bare.is_empty() && last.len() < name.len()).unwrap_or(last);
        Some(if bare.is_empty() { name.to_owned() } else { bare.to_owned() })
    }
}

/// A part of a field's tag.
fn tag<'f>(field: &'f GoField, key: &str) -> Option<&'f str> {
    let front = format!("{key}:\"");
    let tag = field.tag.value.as_str();
    let start = tag.match_indices(&front).map(|(at, _)| at).find(|at| *at == 0 || tag[..*at].ends_with(' '))?;
    tag[start + front.len()..].split_once('"').map(|(value, _)| value)
}

/// A field's name on the wire. `None` if it is none of a message.
fn wire(field: &GoField) -> Option<&str> {
    let tags = ["query", "json"].into_iter().filter_map(|key| tag(field, key)?.split(',').next());
    let mut named = tags.filter(|name| *name != "-").peekable();
    named.peek()?;
    Some(named.find(|name| !name.is_empty()).unwrap_or(&field.name.value))
}

fn field(field: &GoField, of: &Struct, names: &Names<'_>, record: &mut RawType) -> Option<RawField> {
    let is_known = tag(field, "json").or_else(|| tag(field, "query")).is_some();
    if !is_known {
        let words = format!("`{}` has the tag `{}`, which is not read", field.name.value, field.tag.value);
        let said = Located { value: words, position: field.tag.position };
        record.unclear.push(Unclear { said, is_of_requests: false });
        return None;
    }
    let wire = wire(field)?;
    let options = tag(field, "json").or_else(|| tag(field, "query")).unwrap_or_default();
    let Some(kind) = kind(&field.kind.value, names, 0) else {
        let message = format!(
            "`{}` of `{}` has a type that is not known: `{}`",
            field.name.value, of.name.value, field.kind.value
        );
        let help = "known are Go's simple types, structs of the package, lists of them and mappings from `string`";
        record.mistakes.push(Mistake::new(field.kind.position, message, help));
        return None;
    };
    // A number that is sent as a text.
    let kind = if options.split(',').skip(1).any(|option| option == "string") { FieldType::String } else { kind };
    let name = Located { value: wire.to_owned(), position: field.tag.position };
    let optional = options.split(',').skip(1).any(|option| option == "omitempty");
    let mut raw = RawField::new(
        name,
        Located { value: kind, position: field.kind.position },
        field.kind.value.trim_start_matches('*'),
    );
    let marked = field.comment.as_ref().is_some_and(|comment| comment.text.starts_with(REQUIRED));
    let required = Located { value: !optional || marked, position: field.name.position };
    raw.answered = Some(required.clone());
    raw.required = Some(required);
    raw.description = field.comment.as_ref().map(without_mark).filter(|prose| !prose.text.trim().is_empty());
    Some(raw)
}

/// The word with which the comment of a field begins that must be there.
const REQUIRED: &str = "REQUIRED";

fn without_mark(comment: &Prose) -> Prose {
    cut(comment, comment.text.strip_prefix(REQUIRED).map(|rest| rest.trim_start_matches([';', ' '])))
}

/// `Name - what it is`, without the name.
fn without_name(comment: &Prose, name: &str) -> Prose {
    let rest = comment.text.strip_prefix(name).map(|rest| rest.trim_start_matches(['\n', ' ']));
    cut(comment, rest.and_then(|rest| rest.strip_prefix("- ")))
}

/// A comment without its start.
fn cut(comment: &Prose, rest: Option<&str>) -> Prose {
    let Some(rest) = rest else { return comment.clone() };
    let front = &comment.text[..comment.text.len() - rest.len()];
    let mut origin = comment.origin;
    let indent = origin.indent.unwrap_or_default();
    match front.rsplit_once('\n') {
        Some((lines, last)) => {
            origin.start.line += lines.matches('\n').count() + 1;
            origin.start.column = indent + last.chars().count() + 1;
        }
        None => origin.start.column += front.chars().count(),
    }
    Prose { text: rest.to_owned(), origin }
}

/// What a type in Go stands for. `None` if it is none that JSON has.
fn kind(word: &str, names: &Names<'_>, depth: usize) -> Option<FieldType> {
    let word = word.trim().trim_start_matches('*');
    if depth > 8 {
        return None;
    }
    if let Some(item) = word.strip_prefix("[]") {
        return Some(if item == "byte" {
            FieldType::String
        } else {
            FieldType::List(Box::new(kind(item, names, depth + 1)?))
        });
    }
    if let Some(value) = word.strip_prefix("map[string]") {
        return Some(FieldType::Map(Box::new(kind(value, names, depth + 1)?)));
    }
    Some(match word {
        "string" => FieldType::String,
        "bool" => FieldType::Bool,
        "int8" | "int16" | "int32" => FieldType::I32,
        "int" | "int64" => FieldType::I64,
        "uint8" | "uint16" | "uint32" => FieldType::U32,
        "uint" | "uint64" => FieldType::U64,
        "float32" | "float64" => FieldType::F64,
        "interface{}" | "any" | "json.RawMessage" => FieldType::Any,
        "time.Time" => FieldType::Rfc3339,
        name => match names.aliases.get(name) {
            Some(of) => kind(of, names, depth + 1)?,
            None if name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_') =>
            {
                FieldType::Named(name.to_owned())
            }
            None => return None,
        },
    })
}
