//! A generated crate in a few lines that a reviewer can read: what its users can name, with its types.

use crate::surface::{TAKES_OPTION, TAKES_VALUE, surface};
use rtc_codegen::Crate;
use std::fmt::Write as _;

/// How wide a list of values is.
const WIDTH: usize = 120;

/// The items in the order of the source: a type, and what belongs to it below it.
pub(crate) fn outline(item: &Crate) -> String {
    let mut text = format!("{} {}\n", item.package, version(item));
    let mut values = Values::default();
    for (name, shape) in surface(item) {
        let (kind, name) = name.split_once(' ').unwrap_or((&name, ""));
        if kind == "variant" {
            values.add(name.rsplit("::").next().unwrap_or(name), &shape);
            continue;
        }
        values.flush(&mut text);
        let member = name.split_once("::").or_else(|| name.split_once('.')).map_or(name, |(_, member)| member);
        let _ = match kind {
            // Every type has nearly the same.
            "derive" => Ok(()),
            "struct" => writeln!(text, "\n{kind} {name}{shape}"),
            "enum" => writeln!(text, "\n{kind} {name}: {}", shape.replace("rtc_core::", "")),
            "fn" => writeln!(text, "    {member}{}", arguments(&shape)),
            "const" if name.starts_with("endpoints::") => writeln!(text, "const {name}: {shape}"),
            "field" | "const" => writeln!(text, "    {member}: {shape}"),
            "impl" => writeln!(text, "    impl {}", name.replace("rtc::", "")),
            // Of the implementation above it.
            "type" if name.starts_with('<') => {
                writeln!(text, "        {} = {shape}", name.rsplit("::").next().unwrap_or(name))
            }
            "type" => writeln!(text, "\ntype {name} = {shape}"),
            // A whole crate as a module.
            "use" if !shape.contains("::") && shape.ends_with(&format!("_{name}")) => {
                writeln!(text, "mod {name}: {shape}")
            }
            "use" => writeln!(text, "use {shape}::{name}"),
            other => writeln!(text, "{other} {name} {shape}"),
        };
    }
    values.flush(&mut text);
    text.replace("time::OffsetDateTime", "OffsetDateTime").replace("rtc::", "")
}

/// What a function takes and gives, a setter's as `(String)` if required and `(String?)` if optional.
fn arguments(shape: &str) -> String {
    if let Some(kind) = shape.strip_prefix(TAKES_VALUE) {
        return format!("({kind}), required");
    }
    shape.strip_prefix(TAKES_OPTION).map_or_else(|| shape.to_owned(), |kind| format!("({kind})"))
}

fn version(item: &Crate) -> &str {
    let manifest = item.files.iter().find(|(path, _)| path == "Cargo.toml").map_or("", |(_, text)| text);
    manifest.lines().find_map(|line| line.strip_prefix("version = ")).unwrap_or_default().trim_matches('"')
}

/// Values of an enumeration, as many on a line as fit.
#[derive(Default)]
struct Values(Vec<String>);

impl Values {
    fn add(&mut self, variant: &str, wire: &str) {
        self.0.push(format!("{variant} = {wire}"));
    }

    fn flush(&mut self, text: &mut String) {
        let mut line = String::new();
        for value in self.0.drain(..) {
            if !line.is_empty() && line.len() + value.len() + 6 > WIDTH {
                let _ = writeln!(text, "    {}", line.trim_end());
                line.clear();
            }
            line.push_str(&value);
            line.push_str(", ");
        }
        if !line.is_empty() {
            let _ = writeln!(text, "    {}", line.trim_end().trim_end_matches(','));
        }
    }
}
