//! More ids than one call takes.

use super::{names, pages::require};
use crate::draft::{Batch, Draft, Member};
use rtc_catalog::format::TypeExpression;

/// How many ids are asked about in several calls: where a list of ids has a most, and rows say which id they speak of.
pub(super) fn batch(draft: &mut Draft) -> Option<Batch> {
    if !draft.safe {
        return None;
    }
    let paged = draft.pages.as_ref().map(|pages| pages.rows.clone());
    let mut lists = draft.response.iter().filter(|field| {
        matches!(field.kind.value, TypeExpression::List(_))
            && draft.members_of(&field.kind.value).is_some()
            && paged.as_ref().is_none_or(|paged| *paged == field.name.value)
    });
    let (Some(rows), None) = (lists.next(), lists.next()) else { return None };
    let fields = draft.members_of(&rows.kind.value)?;
    let mut pairs = draft.request.iter().filter_map(|ids| Some((ids, id(ids, fields)?)));
    let (Some((ids, id)), None) = (pairs.next(), pairs.next()) else { return None };
    let batch = Batch {
        over: ids.name.value.clone(),
        rows: paged.is_none().then(|| rows.name.value.clone()),
        id: id.name.value.clone(),
    };
    let (at, record) = (ids.name.position, crate::innermost(&rows.kind.value).to_owned());
    require(draft, &record, std::slice::from_ref(&batch.id));
    draft.remark(
        &["batch"],
        Some(at),
        "inferred from names and types: check that each row holds one of the requested ids",
    );
    Some(batch)
}

/// The field with one of the ids that are asked about.
fn id<'f>(ids: &Member, fields: &'f [Member]) -> Option<&'f Member> {
    let TypeExpression::List(item) = &ids.kind.value else { return None };
    ids.items.as_ref().and_then(|items| items.value.max)?;
    let texts_or_numbers = ["string", "i32", "i64", "u32", "u64"];
    let fits = matches!(&**item, TypeExpression::Name(name) if texts_or_numbers.contains(&name.as_str()));
    let one = names::item(&ids.name.value);
    let mut named = fields.iter().filter(|field| {
        fits && field.kind.value == **item && !field.may_be_missing() && names::item(&field.name.value) == one
    });
    named.next().filter(|_| one.to_lowercase().ends_with("id"))
}
