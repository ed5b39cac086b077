//! A reader of the pages of all vendors that have specs.
#![allow(dead_code, reason = "no test uses all of it")]

use rtc_pages::{Facts, NotUnderstood, Reader};
use std::{path::Path, sync::OnceLock};

/// Reads a page.
pub(crate) fn read(page: &str) -> Result<Facts, NotUnderstood> {
    reader().read(page)
}

/// Reads all actions of a page.
pub(crate) fn read_all(page: &str) -> Result<Vec<Facts>, NotUnderstood> {
    reader().read_all(page)
}

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
        Reader::new(&rtc_catalog::load(&specs).expect("the specs have no mistakes").vendors)
    })
}
