//! Limits in the terms of specs: whole numbers from one to another, both included.

use crate::{
    draft::{Member, Side, innermost},
    terms::integer_bound,
};
use rtc_catalog::format::{Bounds, TypeExpression};
use rtc_pages::{Bound, Limit, LimitKind, Located, Position};

/// Puts a field's limits where specs have them. Returns what cannot be said there, and where the page says it.
pub(super) fn put(member: &mut Member, limits: &[Located<Limit>], side: Side) -> Vec<(Position, String)> {
    let mut refused = Vec::new();
    if side == Side::Response {
        return refused;
    }
    for limit in limits {
        if let Err(words) = put_one(member, limit) {
            refused.push((limit.position, words));
        }
    }
    refused
}

fn put_one(member: &mut Member, limit: &Located<Limit>) -> Result<(), String> {
    let name = innermost(&member.kind.value);
    let whole = matches!(name, "i32" | "i64" | "u32" | "u64");
    let number = whole || name == "f64";
    let collection = matches!(member.kind.value, TypeExpression::List(_) | TypeExpression::Map(_));
    let (least, most) = (&limit.value.least, &limit.value.most);
    let (slot, bounds) = match limit.value.of {
        // A limit on the length of a number can only mean the number.
        LimitKind::Value | LimitKind::Items if number && !(limit.value.of == LimitKind::Items && collection) => {
            (&mut member.range, range(least.as_ref(), most.as_ref(), name))
        }
        LimitKind::Items if collection => (&mut member.items, count(least.as_ref(), most.as_ref())),
        LimitKind::Characters if name == "string" => (&mut member.length, count(least.as_ref(), most.as_ref())),
        LimitKind::Bytes if name == "string" => (&mut member.bytes, count(least.as_ref(), most.as_ref())),
        _ => return Err("the page has a limit that does not apply to its type".to_owned()),
    };
    let Some(bounds) = bounds else { return Err("the page limits it by numbers that do not fit its type".to_owned()) };
    if slot.is_some() {
        return Err("the page limits it a second time".to_owned());
    }
    *slot = Some(Located { value: bounds, position: limit.position });
    match limit.value.of {
        LimitKind::Items if number && !collection => {
            Err("the page limits the length of a number: it was read as its range".to_owned())
        }
        _ => Ok(()),
    }
}

/// Bounds of a number that allow whatever the page allows.
fn range(least: Option<&Bound>, most: Option<&Bound>, kind: &str) -> Option<Bounds> {
    let (floor, ceiling) = match kind {
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, i64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let (least, most) = ends(least, most, kind != "f64")?;
    // What the type says in any case is no limit, but that a number is not negative is worth saying.
    let least = least.map(|least| least.max(floor)).filter(|least| *least > floor || floor == 0);
    bounds(least, most.filter(|most| *most < ceiling))
}

/// Bounds of a length.
fn count(least: Option<&Bound>, most: Option<&Bound>) -> Option<Bounds> {
    let (least, most) = ends(least, most, true)?;
    bounds(least.filter(|least| *least >= 0), most).filter(|bounds| bounds.max.is_none_or(|most| most > 0))
}

fn bounds(least: Option<i128>, most: Option<i128>) -> Option<Bounds> {
    let sensible = match (least, most) {
        (None, None) => false,
        (Some(least), Some(most)) => least <= most,
        _ => true,
    };
    let [least, most] = [least, most].map(|end| end.and_then(|end| i64::try_from(end).ok()));
    (sensible && (least.is_some() || most.is_some())).then_some(Bounds { min: least, max: most })
}

type Ends = (Option<i128>, Option<i128>);

/// Both ends as whole numbers. `None` if one is no number.
fn ends(least: Option<&Bound>, most: Option<&Bound>, whole: bool) -> Option<Ends> {
    let least = least.map(|bound| integer_bound(bound, whole, true)).map_or(Some(None), |end| end.map(Some))?;
    let most = most.map(|bound| integer_bound(bound, whole, false)).map_or(Some(None), |end| end.map(Some))?;
    Some((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(least: &str, most: &str, kind: &str) -> Option<(Option<i64>, Option<i64>)> {
        let bound = |text: &str| {
            (!text.is_empty()).then(|| Bound {
                number: text.trim_matches(['<', '>']).to_owned(),
                included: !text.contains(['<', '>']),
            })
        };
        range(bound(least).as_ref(), bound(most).as_ref(), kind).map(|bounds| (bounds.min, bounds.max))
    }

    #[test]
    fn what_the_page_allows_is_allowed() {
        assert_eq!(parsed("1", "100", "u32"), Some((Some(1), Some(100))));
        assert_eq!(parsed(">0", "<100", "i32"), Some((Some(1), Some(99))));
        assert_eq!(parsed(">0", "1", "f64"), Some((Some(0), Some(1))));
        assert_eq!(parsed("0.5", "1.5", "f64"), Some((Some(0), Some(2))));
        assert_eq!(parsed("0.5", "2.5", "i32"), Some((Some(1), Some(2))));
        assert_eq!(parsed("0", "4294967295", "u32"), Some((Some(0), None)));
        assert_eq!(parsed("0", "18446744073709551615", "u64"), Some((Some(0), None)));
        assert_eq!(parsed("-5", "5", "u32"), Some((Some(0), Some(5))));
        assert_eq!(parsed("9", "1", "u32"), None);
        assert_eq!(parsed("x", "1", "u32"), None);
    }
}
