//! How commands print: colours where a terminal shows them, lines of at most 100 columns, and signs of life.

use anstream::{eprint, eprintln};
use anstyle::{AnsiColor, Style};
use std::{
    fmt::Write as _,
    io::{IsTerminal, stderr},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use unicode_width::UnicodeWidthStr;

/// The widest line.
const COLUMNS: usize = 100;

/// Work that takes longer than this shows that it goes on.
const PATIENCE: Duration = Duration::from_secs(1);

const ERROR: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();
const TITLE: Style = Style::new().bold();

/// A failed command's message. Its first line is red.
pub(crate) fn error(message: &str) -> String {
    let message = wrapped(message);
    let (first, rest) = message.split_at(message.find('\n').unwrap_or(message.len()));
    format!("{ERROR}{first}{ERROR:#}{rest}")
}

/// A report: lines that are not indented are titles.
pub(crate) fn report(text: &str) -> String {
    let mut painted = String::new();
    for line in wrapped(text).split_inclusive('\n') {
        let (bare, end) = line.split_at(line.trim_end_matches('\n').len());
        if bare.starts_with(char::is_alphanumeric) {
            let _ = write!(painted, "{TITLE}{bare}{TITLE:#}{end}");
        } else {
            painted += line;
        }
    }
    painted
}

/// A unified diff. Its lines are the files' own and stay as long as they are.
pub(crate) fn diff(text: &str) -> String {
    let mut painted = String::new();
    for line in text.split_inclusive('\n') {
        let style = match line.get(..1) {
            _ if line.starts_with("+++ ") || line.starts_with("--- ") => TITLE,
            Some("+") => GOOD,
            Some("-") => BAD,
            Some("@") => PLACE,
            _ => Style::new(),
        };
        let (bare, end) = line.split_at(line.trim_end_matches('\n').len());
        let _ = write!(painted, "{style}{bare}{style:#}{end}");
    }
    painted
}

/// The text with line breaks at blanks, so that no line is wider than 100 columns. The rest of a line is indented like its
/// start. A line of a file that a diagnostic quotes, and a word that is wider, stay as they are.
pub(crate) fn wrapped(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (bare, end) = line.split_at(line.trim_end_matches('\n').len());
        if bare.len() <= COLUMNS || width(bare) <= COLUMNS || is_quoted(bare) || is_command(bare) {
            lines.push_str(bare);
        } else {
            wrap(bare, &mut lines);
        }
        lines.push_str(end);
    }
    lines
}

fn wrap(line: &str, to: &mut String) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    if let Some((start, rest)) = before_the_rest(line, indent) {
        let rest = format!("{}{rest}", " ".repeat(indent + 2));
        to.push_str(&wrapped(start));
        to.push('\n');
        // A command can be pasted only if it is in one piece.
        to.push_str(&if is_command(&rest) { rest } else { wrapped(&rest) });
        return;
    }
    let mut column = indent;
    to.push_str(&line[..indent]);
    for (at, word) in line[indent..].split(' ').enumerate() {
        let width = width(word);
        if at > 0 && column + 1 + width > COLUMNS {
            to.push('\n');
            to.push_str(&" ".repeat(indent + 2));
            column = indent + 2;
        } else if at > 0 {
            to.push(' ');
            column += 1;
        }
        to.push_str(word);
        column += width;
    }
}

/// Splits a line before the command that it ends with, or before the last column of a table.
fn before_the_rest(line: &str, indent: usize) -> Option<(&str, &str)> {
    let command = line.rfind(": cargo ").map(|at| line.split_at(at + 1));
    let column = || line[indent..].rfind("  ").map(|at| line.split_at(indent + at));
    let (start, rest) = command.or_else(column)?;
    let (start, rest) = (start.trim_end(), rest.trim_start());
    (start.len() > indent && !rest.is_empty()).then_some((start, rest))
}

fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("cargo ")
}

/// Whether it is a line of a file below a diagnostic, as `12 |   safe: yes`.
fn is_quoted(line: &str) -> bool {
    line.trim_start().trim_start_matches(|digit: char| digit.is_ascii_digit()).trim_start().starts_with('|')
}

/// How many columns a text takes, without what only colours it.
fn width(text: &str) -> usize {
    anstream::adapter::strip_str(text).map(UnicodeWidthStr::width).sum()
}

/// Shows that work goes on, once it takes longer than a second: on a terminal a line that is updated, elsewhere a line every
/// half minute. It ends when the value is dropped.
pub(crate) struct Progress {
    done: Option<Sender<()>>,
    shown: Option<JoinHandle<()>>,
}

impl Progress {
    /// `what` is in progress, as `comparing 170 pages`.
    pub(crate) fn start(what: impl Into<String>) -> Self {
        let (what, (done, until)) = (what.into(), channel());
        let shown = thread::Builder::new().spawn(move || show(&what, &until));
        Self { done: Some(done), shown: shown.ok() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // The thread waits for the sender's end.
        drop(self.done.take());
        self.shown.take().map(JoinHandle::join);
    }
}

fn show(what: &str, until: &Receiver<()>) {
    let begun = Instant::now();
    let is_terminal = stderr().is_terminal();
    let pause = if is_terminal { PATIENCE } else { Duration::from_secs(30) };
    while until.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        let seconds = begun.elapsed().as_secs();
        if is_terminal {
            eprint!("\r\u{1b}[K{what}: {seconds} s");
        } else {
            eprintln!("{what}: {seconds} s");
        }
    }
    if is_terminal && begun.elapsed() >= PATIENCE {
        eprint!("\r\u{1b}[K");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widest(text: &str) -> usize {
        text.lines().map(width).max().unwrap_or_default()
    }

    #[test]
    fn long_lines_are_broken_at_blanks_and_indented_alike() {
        let long = format!("  {}", "word ".repeat(60));
        let text = wrapped(&long);
        assert!(text.lines().count() > 2 && widest(&text) <= COLUMNS, "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("    word")), "{text}");
        assert_eq!(text.split_whitespace().count(), 60);
    }

    #[test]
    fn commands_and_the_last_columns_of_tables_stay_in_one_piece() {
        let command = format!("cargo xtask import {}", "folder/".repeat(12));
        let text = wrapped(&format!("page.md: there is no spec of this action yet; to create one, run: {command}"));
        assert_eq!(text.lines().nth(1).map(str::trim), Some(&*command), "{text}");
        let row = format!("  patch  {}   only the documentation changes", "x".repeat(70));
        assert_eq!(wrapped(&row), format!("  patch  {}\n    only the documentation changes", "x".repeat(70)));
    }

    #[test]
    fn wide_letters_count_twice_and_colours_not_at_all() {
        assert!(widest(&wrapped(&"房间 ".repeat(60))) <= COLUMNS);
        let coloured = error(&"word ".repeat(19));
        assert_eq!(coloured.lines().count(), 1, "{coloured}");
    }

    #[test]
    fn quoted_lines_and_wide_words_stay_as_they_are() {
        for line in [format!("12 | {}", "a b ".repeat(50)), "x".repeat(150), format!("   | {}", "^ ".repeat(70))] {
            assert_eq!(wrapped(&line), line);
        }
    }

    #[test]
    fn without_colours_a_diff_is_unchanged() {
        let text = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n same\n";
        let painted = diff(text);
        assert!(painted.contains("\u{1b}["), "{painted}");
        assert_eq!(anstream::adapter::strip_str(&painted).to_string(), text);
    }
}
