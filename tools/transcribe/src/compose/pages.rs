//! How an answer comes in pages.

use super::type_predicates::{is_identifier, is_time, is_whole};
use crate::draft::{Draft, Member, Pages, innermost};
use rtc_catalog::{format::TypeExpression, names};

/// How the answer comes in pages, where names and types say so beyond doubt.
pub(super) fn pages(draft: &mut Draft) -> Option<Pages> {
    let number =
        named(&draft.request, &["page", "pageno", "pagenum", "pagenumber", "pageindex", "currentpage"])?.clone();
    let size = named(&draft.request, &["pagesize", "perpage", "pagelimit", "pagecount", "limit", "size"])?.clone();
    let found = found(draft, &number, &size);
    let words = match &found {
        Ok(_) => {
            "inferred from names and types; check that `key`, the ids of a row and its start, is unique to each row"
        }
        Err(words) => words,
    };
    draft.remark(&["pages"], Some(number.name.position), words);
    let pages = found.ok()?;
    let rows = draft.response.iter().find(|field| field.name.value == pages.rows);
    if let Some(record) = rows.map(|rows| innermost(&rows.kind.value).to_owned()) {
        require(draft, &record, &pages.key);
    }
    Some(pages)
}

/// Requires fields of a type without which its objects would mean nothing.
pub(super) fn require(draft: &mut Draft, record: &str, names: &[String]) {
    let record = draft.types.iter_mut().find(|known| known.name == record);
    for field in record.into_iter().flat_map(|record| &mut record.members) {
        if names.contains(&field.name.value) && field.required.source.is_none() {
            field.required.value = true;
        }
    }
}

/// The same, or what keeps it from being said.
fn found(draft: &Draft, number: &Member, size: &Member) -> Result<Pages, &'static str> {
    let least = number.range.as_ref().and_then(|range| range.value.min).and_then(|least| u64::try_from(least).ok());
    let first = number.default.as_ref().and_then(|default| default.value.as_u64()).or(least);
    let first = first.and_then(|first| u32::try_from(first).ok()).filter(|first| *first < 2);
    let first =
        first.ok_or("the answer comes in pages, and the page does not say whether they count from 0 or from 1")?;
    let most = size.range.as_ref().and_then(|range| range.value.max).and_then(|most| u32::try_from(most).ok());
    let most = most.filter(|most| *most > 0);
    let most = most.ok_or("the answer comes in pages, and the page does not say how many rows one has at most")?;
    let mut lists = draft.response.iter().filter(|field| {
        matches!(&field.kind.value, TypeExpression::List(inner) if matches!(**inner, TypeExpression::Name(_)))
            && draft.members_of(&field.kind.value).is_some()
    });
    let (Some(rows), None) = (lists.next(), lists.next()) else {
        return Err("the answer comes in pages, and not one list alone can be the rows");
    };
    let fields = draft.members_of(&rows.kind.value).unwrap_or_default();
    let begins = fields
        .iter()
        .find(|field| is_time(&field.kind.value) && !field.may_be_missing() && speaks_of_a_start(&field.name.value));
    let ids = fields.iter().filter(|field| is_id(draft, field) && !field.may_be_missing());
    let key: Vec<String> = ids.chain(begins).map(|field| field.name.value.clone()).collect();
    if key.is_empty() {
        return Err("the answer comes in pages, and no field is known to tell a row from all others");
    }
    let name = |member: Option<&Member>| member.map(|member| member.name.value.clone());
    Ok(Pages {
        number: number.name.value.clone(),
        first,
        size: size.name.value.clone(),
        max: most,
        rows: rows.name.value.clone(),
        effective_size: name(named(&draft.response, &[flat(&size.name.value).as_str()])),
        total: name(named(&draft.response, &["total", "totalcount", "totalnum", "totalnumber", "totalsize"])),
        key,
        row_start: name(begins),
    })
}

/// The whole number that has one of these names.
fn named<'m>(members: &'m [Member], known: &[&str]) -> Option<&'m Member> {
    members.iter().find(|member| is_whole(&member.kind.value) && known.contains(&flat(&member.name.value).as_str()))
}

/// A name in small letters with nothing between them.
fn flat(name: &str) -> String {
    names::snake(name).replace('_', "")
}

fn is_id(draft: &Draft, field: &Member) -> bool {
    let name = names::snake(&field.name.value);
    (name == "id" || name.ends_with("_id") || name.ends_with("id_str") || name == "room_str")
        && is_identifier(draft, field)
}

fn speaks_of_a_start(name: &str) -> bool {
    let name = names::snake(name);
    name.split('_').any(|word| {
        matches!(
            word,
            "start" | "begin" | "began" | "created" | "create" | "join" | "joined" | "enter" | "entered" | "login"
        )
    })
}
