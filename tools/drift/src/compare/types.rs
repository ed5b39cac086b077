//! Types.

use super::{Collector, matched::Matched};
use crate::finding::Difference;
use rtc_catalog::model::Type;
use rtc_pages::TypeWord;
use rtc_transcribe::expression;

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let page = &matched.page.page;
    let Some(kind) = &page.kind else { return };
    let in_spec = matched.member.kind;
    // The words of pages are not those of definitions.
    let page_type = matched.member.page_type;
    let page_type = page_type.filter(|_| !found.draft.is_defined && !kind.value.written.is_empty());
    let fits = match (page_type, matched.member.joined()) {
        (Some(written), _) => same_word(written, &kind.value.written),
        (None, Some(_)) => page.may_become_joined_list(),
        (None, None) => page.may_become(in_spec, &found.spec.action) || is_page_number(&kind.value, matched, found),
    };
    let word = word(&kind.value);
    match (&kind.value.means, page_type) {
        (Some(means), _) if page.has_other_unit(in_spec) => {
            let on_page = (format!("{word} ({means})"), kind.position);
            matched.differs(found, "type", Difference::Type, on_page, Some(words(in_spec)));
        }
        _ if fits => {}
        (_, Some(written)) => {
            matched.differs(found, "written", Difference::Type, (word, kind.position), Some(written.to_owned()));
        }
        (_, None) => {
            matched.differs(found, "type", Difference::Type, (word, kind.position), Some(words(in_spec)));
        }
    }
}

/// Whether it is an integer that names a page or its size, which specs have as a `u32` whatever its width.
fn is_page_number(kind: &TypeWord, matched: &Matched<'_>, found: &Collector<'_>) -> bool {
    let action = &found.spec.action;
    let is_one = |at: usize| action.parameters[at].wire == matched.member.wire;
    let pages = action.pages.as_ref().filter(|_| matched.root && matched.member.parameter.is_some());
    kind.word.is_integer() && pages.is_some_and(|pages| is_one(pages.number) || is_one(pages.size))
}

/// The page's word for a type. Definitions have none of their own.
fn word(kind: &TypeWord) -> String {
    if kind.written.is_empty() { kind.word.to_string() } else { kind.written.clone() }
}

/// Words for types differ in case and blanks alone.
fn same_word(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    letters(one) == letters(other)
}

/// A type as specs write it.
pub(super) fn words(kind: &Type) -> String {
    rtc_transcribe::words(&expression(kind))
}
