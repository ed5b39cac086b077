//! One page of many rows.

use super::CheckedCall;
use crate::validation;
use rtc_catalog::model::Parameter;
use serde_json::Value as Json;

/// The rows of the requested page.
#[derive(Debug)]
pub(super) struct Page<T> {
    pub(super) number: u64,
    pub(super) size: u64,
    /// Number of rows on all pages.
    pub(super) total: usize,
    pub(super) rows: Vec<T>,
}

impl<T> Page<T> {
    pub(super) fn cut(call: &CheckedCall<'_>, rows: Vec<T>) -> Self {
        let total = rows.len();
        let Some(pages) = &call.action.pages else { return Self { number: 0, size: total as u64, total, rows } };
        let asked = |at: usize| {
            let parameter: &Parameter = &call.action.parameters[at];
            call.arguments.get(parameter).and_then(Json::as_u64)
        };
        let first = u64::from(pages.first);
        let number = asked(pages.number).unwrap_or(first);
        let size = asked(pages.size).unwrap_or_else(|| validation::max_page_size(call.action, pages, call.arguments));
        let skipped = number.saturating_sub(first).saturating_mul(size);
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        let rows = rows.into_iter().skip(skipped).take(usize::try_from(size).unwrap_or(usize::MAX)).collect();
        Self { number, size, total, rows }
    }
}
