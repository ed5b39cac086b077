//! Tokens to text.

use crate::MARK;
use proc_macro2::TokenStream;

/// The text of a Rust file: the mark, inner documentation or attributes, then `items` with a blank line between each.
pub(crate) fn rust_file(spec: &str, head: &str, items: Vec<TokenStream>) -> String {
    let mut text = format!(
        "// {MARK} from specs/{spec}. Edit the spec, not this file.\n{head}#![cfg_attr(rustfmt, rustfmt_skip)]\n"
    );
    let mut uses = true;
    for item in items {
        let file: syn::File =
            syn::parse2(item).expect("emitted tokens are Rust: every name in them was checked with the spec");
        for item in file.items {
            let is_use = matches!(item, syn::Item::Use(_) | syn::Item::Mod(syn::ItemMod { content: None, .. }));
            if !(uses && is_use) || text.ends_with("rustfmt_skip)]\n") {
                text.push('\n');
            }
            uses = is_use;
            let printed = prettyplease::unparse(&syn::File {
                shebang: None,
                frontmatter: None,
                attrs: Vec::new(),
                items: vec![item],
            });
            spaced(&printed, &mut text);
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
        let closes = matches!(previous.trim_start(), "}" | "};" | "];")
            || (previous.ends_with(';') && starts_item(previous) && !tight);
        if indent(line) > 0 && indent(line) == indent(previous) && closes && starts_item(line) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        previous = line;
    }
}

fn starts_item(line: &str) -> bool {
    ["///", "#[", "pub ", "fn ", "impl", "const ", "type ", "use "]
        .iter()
        .any(|start| line.trim_start().starts_with(start))
}
