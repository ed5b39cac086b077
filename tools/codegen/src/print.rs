//! Tokens to text.

use crate::MARK;
use proc_macro2::TokenStream;

/// A part of a Rust file.
pub(crate) enum Part {
    /// Items of Rust, to be formatted.
    Items(TokenStream),
    /// A table of rows for a macro, formatted as it stands: it is no Rust that a formatter knows.
    Table(String),
}

impl From<TokenStream> for Part {
    fn from(items: TokenStream) -> Self {
        Self::Items(items)
    }
}

/// The text of a Rust file: the mark, inner documentation or attributes, then the parts with blank lines between items.
pub(crate) fn rust_file<P: Into<Part>>(spec: &str, head: &str, parts: Vec<P>) -> String {
    let mut text = format!(
        "// {MARK} from specs/{spec}. Edit the spec, not this file.\n{head}#![cfg_attr(rustfmt, rustfmt_skip)]\n"
    );
    let mut after_import = false;
    for part in parts {
        match part.into() {
            Part::Items(items) => {
                let file: syn::File =
                    syn::parse2(items).expect("emitted tokens are Rust: every name in them was checked with the spec");
                for item in file.items {
                    let is_import =
                        matches!(item, syn::Item::Use(_) | syn::Item::Mod(syn::ItemMod { content: None, .. }));
                    if !(after_import && is_import) {
                        text.push('\n');
                    }
                    after_import = is_import;
                    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
                    spaced(&prettyplease::unparse(&file), &mut text);
                }
            }
            Part::Table(table) => {
                text.push('\n');
                text.push_str(&table);
                after_import = false;
            }
        }
    }
    text
}

/// Puts a blank line between the methods of an `impl` and the items of a module, which the printer packs tightly.
fn spaced(printed: &str, text: &mut String) {
    let mut previous = "";
    for line in printed.lines() {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let tight = ["use ", "type "].iter().any(|word| line.trim_start().starts_with(word));
        let closes = matches!(previous.trim_start(), "}" | "};" | "];" | "});")
            || (previous.ends_with(';') && starts_item(previous) && !tight && !is_comment(previous));
        if indent(line) > 0 && indent(line) == indent(previous) && closes && starts_item(line) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        previous = line;
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn starts_item(line: &str) -> bool {
    ["///", "#[", "pub ", "fn ", "impl", "const ", "type ", "use "]
        .iter()
        .any(|start| line.trim_start().starts_with(start))
}
