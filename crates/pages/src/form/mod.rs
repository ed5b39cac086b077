//! The forms in which pages are saved. Each is turned into the same [`Document`].

mod html;
mod inline;
mod literal;
mod markdown;
mod mixin;
mod plain;
mod row;

use crate::{document::Document, text::Text};

/// Reads a page in whatever form it is.
pub(crate) fn read(page: &str) -> Document {
    if is_html(page) {
        html::read(&Text::new(page, 0))
    } else if is_markdown(page) {
        markdown::read(page)
    } else {
        plain::read(page)
    }
}

/// Whether the page is HTML from its first tag on.
fn is_html(page: &str) -> bool {
    let start = page.trim_start().get(..200.min(page.trim_start().len())).unwrap_or_default().to_lowercase();
    let head = start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head");
    let fragment =
        ["<div", "<body", "<article", "<section", "<main", "<h1", "<h2"].iter().any(|tag| start.starts_with(tag));
    head || fragment && !page.lines().any(is_atx)
}

/// Whether the page has marks of Markdown: headings, fences, or the line under a table's header.
fn is_markdown(page: &str) -> bool {
    page.lines().any(|line| is_atx(line) || line.trim_start().starts_with("```") || is_delimiter(line))
}

fn is_atx(line: &str) -> bool {
    let bare = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - bare.len())) && bare.starts_with(' ')
}

fn is_delimiter(line: &str) -> bool {
    let bare = line.trim();
    bare.contains("-|") && bare.chars().all(|letter| matches!(letter, '-' | '|' | ':' | ' '))
}
