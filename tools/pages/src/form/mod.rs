//! The forms in which pages are saved. Each is turned into the same [`Document`].

mod apart;
mod components;
mod html;
mod inline;
mod items;
mod jsx;
mod literal;
mod markdown;
mod mixin;
mod plain;
mod rendered;
mod row;
mod rows;
mod tag;

pub(crate) use inline::plain;

use crate::{document::Document, heading::line as heading, text::Text};

/// Reads a page in whatever form it is. `codes` are error codes that are one word.
pub(crate) fn read(page: &str, codes: &[String]) -> Document {
    if is_html(page) {
        let page = Text::new(page, 0);
        if rendered::is(page.as_str()) { rendered::read(&page, codes) } else { html::read(&page) }
    } else if is_markdown(page) {
        markdown::read(page)
    } else {
        plain::read(&Text::new(page, 0), codes)
    }
}

/// Reads prose that is no page: Markdown, with the HTML in it.
pub(crate) fn prose(text: &str) -> Document {
    markdown::read(text)
}

/// Whether the page is HTML from its first tag on.
fn is_html(page: &str) -> bool {
    let start: String = page.trim_start().chars().take(200).collect::<String>().to_lowercase();
    let head = start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head");
    let fragment =
        ["<div", "<body", "<article", "<section", "<main", "<h1", "<h2"].iter().any(|tag| start.starts_with(tag));
    head || fragment && !page.lines().any(is_atx)
}

/// Whether the page has marks of Markdown: headings, fences, or tables with bars that are whole.
fn is_markdown(page: &str) -> bool {
    let lines: Vec<&str> = page.lines().collect();
    if lines.iter().any(|line| is_atx(line)) {
        return true;
    }
    let fenced = lines.iter().any(|line| line.trim_start().starts_with("```"));
    let tables = || lines.iter().any(|line| is_delimiter(line)) && tables_are_whole(&lines);
    // With fences or tables alone, headings that are nothing but lines show that a program took the other marks away.
    (fenced || tables()) && !lines.iter().any(|line| heading(line).is_some())
}

/// Whether each row is in one line. Programs that take text out of HTML break rows and put sentences behind tables
/// without an empty line, which Markdown would take for a row.
fn tables_are_whole(lines: &[&str]) -> bool {
    let cells = |line: &str| line.trim().trim_start_matches('|').trim_end_matches('|').matches('|').count();
    let whole = |delimiter: usize| {
        let rows = lines[delimiter + 1..].iter().take_while(|line| !line.trim().is_empty());
        rows.into_iter().all(|row| row.contains('|') && cells(row) == cells(lines[delimiter]))
    };
    (0..lines.len()).filter(|at| is_delimiter(lines[*at])).all(whole)
}

fn is_atx(line: &str) -> bool {
    let bare = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - bare.len())) && bare.starts_with(' ')
}

fn is_delimiter(line: &str) -> bool {
    let bare = line.trim();
    bare.contains("-|") && bare.chars().all(|letter| matches!(letter, '-' | '|' | ':' | ' '))
}
