//! A writer of Rust source, line by line.

use crate::{MARK, markdown};
use std::fmt::{Display, Write as _};

/// Maximum width of code.
const WIDTH: usize = 120;
/// Maximum width of documentation.
const DOC_WIDTH: usize = 100;

/// Rust source under construction. Blocks indent their content.
///
/// The output is final: no formatter runs afterwards, because parsing and printing takes several times as long as
/// writing.
pub(crate) struct Source {
    text: String,
    indent: usize,
}

impl Source {
    /// Starts a generated file: the mark that names its spec, then `about` as the module's documentation.
    pub(crate) fn file(spec: &str, about: &str) -> Self {
        let mut source = Self { text: String::with_capacity(8 * 1024), indent: 0 };
        source.line(format_args!("// {MARK} from specs/{spec}. Edit the spec, not this file."));
        if !about.is_empty() {
            source.line(format_args!("//! {about}"));
        }
        source
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Appends one indented line.
    pub(crate) fn line(&mut self, line: impl Display) {
        for _ in 0..self.indent {
            self.text.push_str("    ");
        }
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{line}");
        self.text.push('\n');
    }

    /// Appends a blank line, unless a block has just been opened.
    pub(crate) fn blank(&mut self) {
        if !self.text.ends_with("{\n") && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Appends documentation of the following item.
    pub(crate) fn doc(&mut self, about: &str) {
        // Nothing may be left of a text, as of one that has only invisible characters. Every public item needs documentation.
        let about = if about.trim().is_empty() { "Not described." } else { about };
        for line in markdown::wrap(about, DOC_WIDTH) {
            if line.is_empty() {
                self.line("///");
            } else {
                self.line(format_args!("/// {line}"));
            }
        }
    }

    /// Appends `head {`, the output of `body`, and `}`.
    pub(crate) fn block(&mut self, head: impl Display, body: impl FnOnce(&mut Self)) {
        self.line(format_args!("{head} {{"));
        self.indent += 1;
        body(self);
        self.indent -= 1;
        self.line("}");
    }

    /// Appends `open`, the items separated by commas, and `close`: on one line if they fit, else as many items per line
    /// as fit.
    pub(crate) fn list<T: AsRef<str>>(&mut self, open: &str, items: &[T], close: &str) {
        let width = WIDTH - 4 * self.indent;
        let joined: usize = items.iter().map(|item| item.as_ref().len() + 2).sum();
        if open.len() + joined + close.len() <= width {
            let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
            let pad = if open.ends_with('{') && !open.ends_with("::{") { " " } else { "" };
            self.line(format_args!("{open}{pad}{}{pad}{close}", items.join(", ")));
            return;
        }
        self.line(open);
        self.indent += 1;
        let mut line = String::new();
        for item in items {
            let item = item.as_ref();
            if !line.is_empty() && line.len() + item.len() + 2 > width - 4 {
                self.line(line.trim_end());
                line.clear();
            }
            line.push_str(item);
            line.push_str(", ");
        }
        self.line(line.trim_end());
        self.indent -= 1;
        self.line(close);
    }

    /// Appends a function with `where` bounds, on one line if it fits.
    pub(crate) fn function(&mut self, signature: &str, bounds: &str, body: impl FnOnce(&mut Self)) {
        if bounds.is_empty() {
            self.block(signature, body);
        } else if signature.len() + bounds.len() + 4 * self.indent + 9 <= WIDTH {
            self.block(format_args!("{signature} where {bounds}"), body);
        } else {
            self.line(signature);
            self.block(format_args!("where {bounds}"), body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_broken_where_the_line_ends() {
        let mut source = Source { text: String::new(), indent: 0 };
        source.list("use crate::{", &["A", "B"], "};");
        source.list("Self {", &["a: None", "b: None"], "}");
        source.list("(", &["x".repeat(100), "y".repeat(30)], ")");
        let wanted = format!(
            "use crate::{{A, B}};\nSelf {{ a: None, b: None }}\n(\n    {},\n    {},\n)\n",
            "x".repeat(100),
            "y".repeat(30)
        );
        assert_eq!(source.finish(), wanted);
    }

    #[test]
    fn an_item_without_a_description_says_so() {
        let mut source = Source { text: String::new(), indent: 0 };
        source.doc(" ");
        assert_eq!(source.finish(), "/// Not described.\n");
    }

    #[test]
    fn blocks_indent_and_open_without_a_blank_line() {
        let mut source = Source { text: String::new(), indent: 0 };
        source.block("impl A", |source| {
            source.blank();
            source.doc("One.\n\nTwo.");
            source.line("fn a() {}");
        });
        assert_eq!(source.finish(), "impl A {\n    /// One.\n    ///\n    /// Two.\n    fn a() {}\n}\n");
    }
}
