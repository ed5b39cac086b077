//! A reader of the pages of all vendors that have specs.

use rtc_pages::{Facts, NotUnderstood, Reader};
use std::{path::Path, sync::OnceLock};

/// Reads a page.
pub(crate) fn read(page: &str) -> Result<Facts, NotUnderstood> {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
        Reader::new(&rtc_catalog::load(&specs).expect("the specs have no mistakes").vendors)
    });
    reader.read(page)
}
