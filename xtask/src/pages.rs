//! Saved pages.

use rtc_definitions::{Form, is_definition};
use rtc_pages::{Facts, PageKind, Reader, Record};
use std::{fs, path::Path, path::PathBuf};

/// A page's file with its facts, or why it was not understood.
pub(crate) type Page<'f> = (&'f Path, Result<Facts, String>);

/// Reads pages. A page of several actions is there once for each. Types that one page describes are used for all pages.
///
/// # Errors
/// In words, if a file cannot be opened.
pub(crate) fn open<'f>(files: &'f [PathBuf], reader: &Reader) -> Result<Vec<Page<'f>>, String> {
    let mut pages = Vec::new();
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        let defined = || Form::of(file, &text).map(|form| no_page(file, form));
        let facts = match is_definition(file).then(defined).flatten() {
            Some(why) => Err(why),
            None => reader.read_all(&text).map_err(|error| defined().unwrap_or_else(|| error.to_string())),
        };
        match facts {
            Ok(actions) => pages.extend(actions.into_iter().map(|facts| (file.as_path(), Ok(facts)))),
            Err(why) => pages.push((file.as_path(), Err(why))),
        }
    }
    let types: Vec<Record> = pages
        .iter()
        .filter_map(|(_, page)| page.as_ref().ok())
        .filter(|facts| facts.page == PageKind::Types)
        .flat_map(|facts| facts.types.iter().cloned())
        .collect();
    pages.iter_mut().filter_map(|(_, page)| page.as_mut().ok()).for_each(|facts| facts.look_up(&types));
    Ok(pages)
}

/// Says that a file is a definition, of which form, and what takes it.
fn no_page(file: &Path, form: Form) -> String {
    let shown = file.display();
    let next = match form {
        Form::ToolExamples => {
            "pass the api.json beside it, which it belongs to, to `cargo xtask import` or `drift`".to_owned()
        }
        Form::OpenApiComponents => {
            "pass the files of the actions that refer to it to `cargo xtask import` or `drift`".to_owned()
        }
        _ if !is_definition(file) => {
            "give the file the end .json, .yaml or .go, and pass it to `cargo xtask import` or `drift`".to_owned()
        }
        Form::Tool | Form::OpenApi | Form::Go => format!(
            "to list its actions, run: cargo xtask import --all {shown}\n\
             to make specs of them, run: cargo xtask import {shown}\n\
             to compare it with specs, run: cargo xtask drift {shown}"
        ),
    };
    format!("this is a definition for programs, and no page: {form}\n{next}")
}
