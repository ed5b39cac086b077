//! Limits in the terms of specs: whole numbers from one to another, both included.

use crate::{
    draft::{Enumeration, Member, PageWords, Side, innermost},
    terms::integer_bound,
};
use rtc_catalog::format::{Bounds, TypeExpression};
use rtc_pages::{Bound, Limit, LimitKind, Located, Position};

/// Puts a field's limits where specs have them. Returns what cannot be said there, and where the page says it.
pub(super) fn put(
    member: &mut Member,
    limits: &[Located<Limit>],
    side: Side,
    enums: &[Enumeration],
) -> Vec<(Position, String)> {
    let mut refused = Vec::new();
    if side == Side::Response {
        return refused;
    }
    let values = enums.iter().find(|item| item.name == innermost(&member.kind.value)).map(Enumeration::numbers);
    let values = values.unwrap_or_default();
    for limit in limits.iter().filter(|limit| !follows_from(&limit.value, &values)) {
        if let Err(words) = put_one(member, limit) {
            refused.push((limit.position, words));
        }
    }
    refused
}

/// The key that specs have for a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitKey {
    /// Bounds of a number.
    Range,
    /// Bounds of a text's length in characters.
    Length,
    /// Bounds of a text's length in bytes.
    Bytes,
    /// Bounds of a list's length.
    Items,
}

impl LimitKey {
    /// The key.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::Length => "length",
            Self::Bytes => "bytes",
            Self::Items => "items",
        }
    }

    /// The key by what the page limits.
    fn by_kind(kind: &LimitKind) -> Self {
        match kind {
            LimitKind::Value => Self::Range,
            LimitKind::Characters => Self::Length,
            LimitKind::Bytes => Self::Bytes,
            LimitKind::Items => Self::Items,
        }
    }

    /// The key for values of a type. `None` if the limit does not apply to them.
    fn for_type(limit: &LimitKind, kind: &TypeExpression) -> Option<Self> {
        let name = innermost(kind);
        let number = matches!(name, "i32" | "i64" | "u32" | "u64" | "f64");
        let collection = matches!(kind, TypeExpression::List(_) | TypeExpression::Map(_));
        match limit {
            LimitKind::Items if collection => Some(Self::Items),
            // A limit on the length of a number can only mean the number.
            LimitKind::Value | LimitKind::Items if number => Some(Self::Range),
            LimitKind::Characters | LimitKind::Bytes if name == "string" => Some(Self::by_kind(limit)),
            _ => None,
        }
    }
}

/// A limit of a page in the terms of specs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpecLimit {
    /// The key that specs have for it.
    pub key: LimitKey,
    /// The bounds: whole numbers, both included.
    pub bounds: Bounds,
}

impl PageWords {
    /// The page's limits as specs have them for values of a type, also those that do not apply to the type: they are under the
    /// key of what the page limits. A limit without a number is none.
    pub fn limits_of<'p>(&'p self, kind: &'p TypeExpression) -> impl Iterator<Item = Located<SpecLimit>> + 'p {
        self.limits.iter().filter_map(|limit| {
            let key = LimitKey::for_type(&limit.value.of, kind).unwrap_or(LimitKey::by_kind(&limit.value.of));
            let (least, most) = ends(&limit.value, key, kind);
            let [min, max] = [least, most].map(|end| end.and_then(|end| i64::try_from(end).ok()));
            let any = min.is_some() || max.is_some();
            any.then_some(Located { value: SpecLimit { key, bounds: Bounds { min, max } }, position: limit.position })
        })
    }
}

/// The least and the largest number that a type has in any case.
fn natural(kind: &str) -> (i128, i128) {
    match kind {
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, i64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// Whether numbers of a type have this least or this largest value in any case. `values` are those of an enumeration.
#[must_use]
pub fn is_natural_end(end: i64, kind: &TypeExpression, values: &[i64], lower: bool) -> bool {
    let documented = if lower { values.iter().min() } else { values.iter().max() };
    let (least, most) = natural(innermost(kind));
    documented == Some(&end) || i128::from(end) == if lower { least } else { most }
}

/// Whether a limit says no more than which values are documented.
fn follows_from(limit: &Limit, values: &[i64]) -> bool {
    let (Some(least), Some(most)) = (values.iter().min(), values.iter().max()) else { return false };
    let ends = number_range(limit);
    ends != (None, None)
        && ends.0.is_none_or(|end| end == i128::from(*least))
        && ends.1.is_none_or(|end| end == i128::from(*most))
}

/// Whether a limit allows more whole numbers than these: they are a few of many then, and no enumeration.
pub(super) fn allows_more_than(limit: &Limit, values: usize) -> bool {
    let (Some(least), Some(most)) = number_range(limit) else { return false };
    i128::try_from(values).is_ok_and(|values| most - least >= values)
}

/// The ends of a limit on the value of a whole number.
fn number_range(limit: &Limit) -> Ends {
    if limit.of != LimitKind::Value {
        return (None, None);
    }
    ends(limit, LimitKey::Range, &TypeExpression::Name("i64".to_owned()))
}

fn put_one(member: &mut Member, limit: &Located<Limit>) -> Result<(), String> {
    let kind = &member.kind.value;
    let Some(key) = LimitKey::for_type(&limit.value.of, kind) else {
        return Err("the page has a limit that does not apply to its type".to_owned());
    };
    let bounds = match key {
        LimitKey::Range => range(&limit.value, kind),
        LimitKey::Length | LimitKey::Bytes | LimitKey::Items => count(&limit.value, key, kind),
    };
    let Some(bounds) = bounds else { return Err("the page limits it by numbers that do not fit its type".to_owned()) };
    let slot = match key {
        LimitKey::Range => &mut member.range,
        LimitKey::Length => &mut member.length,
        LimitKey::Bytes => &mut member.bytes,
        LimitKey::Items => &mut member.items,
    };
    if slot.is_some() {
        return Err("the page limits it a second time".to_owned());
    }
    *slot = Some(Located { value: bounds, position: limit.position });
    match (&limit.value.of, key) {
        (_, LimitKey::Range) if excludes_an_end(&limit.value) && innermost(&member.kind.value) == "f64" => {
            Err("the page excludes an end of the range, which specs cannot say of decimal numbers".to_owned())
        }
        (LimitKind::Items, LimitKey::Range) => {
            Err("the page limits the length of a number: it was read as its range".to_owned())
        }
        _ => Ok(()),
    }
}

fn excludes_an_end(limit: &Limit) -> bool {
    [&limit.least, &limit.most].into_iter().flatten().any(|bound| !bound.included)
}

/// Takes ends away beyond which the default or a documented value is, as `-1` that stands for no limit: the page allows more than
/// its limit says. Says so.
pub(super) fn open_for_special_values(member: &mut Member) -> Vec<(Position, String)> {
    let Some(range) = &mut member.range else { return Vec::new() };
    let default = member.page.default.iter().map(|value| (&value.value, value.position));
    let values = member.page.values.iter().map(|value| (&value.value, value.position));
    let mut said = Vec::new();
    let special = member.page.special.iter().map(|value| (&value.value, value.position));
    for (text, at) in special.chain(default).chain(values) {
        let Ok(number) = text.trim().parse::<i64>() else { continue };
        let bounds = &mut range.value;
        let (below, above) =
            (bounds.min.is_some_and(|least| number < least), bounds.max.is_some_and(|most| most < number));
        if below {
            bounds.min = None;
        }
        if above {
            bounds.max = None;
        }
        if below || above {
            said.push((
                at,
                format!("the page also allows `{number}`, which is outside of its limit: that end is left open"),
            ));
        }
    }
    if range.value.min.is_none() && range.value.max.is_none() {
        member.range = None;
    }
    said
}

/// Bounds of a number that allow whatever the page allows.
fn range(limit: &Limit, kind: &TypeExpression) -> Option<Bounds> {
    let (floor, ceiling) = natural(innermost(kind));
    let (least, most) = numbers(limit, LimitKey::Range, kind)?;
    // What the type says in any case is no limit, but that a number is not negative is worth saying.
    let least = least.map(|least| least.max(floor)).filter(|least| *least > floor || floor == 0);
    bounds(least, most.filter(|most| *most < ceiling))
}

/// Bounds of a length.
fn count(limit: &Limit, key: LimitKey, kind: &TypeExpression) -> Option<Bounds> {
    let (least, most) = numbers(limit, key, kind)?;
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

/// Both ends as whole numbers. `None` if the page has an end that is no number.
fn numbers(limit: &Limit, key: LimitKey, kind: &TypeExpression) -> Option<Ends> {
    let ends = ends(limit, key, kind);
    let lost = |bound: &Option<Bound>, end: Option<i128>| bound.is_some() && end.is_none();
    (!lost(&limit.least, ends.0) && !lost(&limit.most, ends.1)).then_some(ends)
}

/// The ends that are numbers, as whole ones.
fn ends(limit: &Limit, key: LimitKey, kind: &TypeExpression) -> Ends {
    let whole = key != LimitKey::Range || innermost(kind) != "f64";
    let end = |bound: &Option<Bound>, lower| bound.as_ref().and_then(|bound| integer_bound(bound, whole, lower));
    (end(&limit.least, true), end(&limit.most, false))
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
        let limit = Limit { of: LimitKind::Value, least: bound(least), most: bound(most) };
        range(&limit, &TypeExpression::Name(kind.to_owned())).map(|bounds| (bounds.min, bounds.max))
    }

    #[test]
    fn what_the_page_allows_is_allowed() {
        assert_eq!(parsed("1", "100", "u32"), Some((Some(1), Some(100))));
        assert_eq!(parsed(">0", "<100", "i32"), Some((Some(1), Some(99))));
        assert_eq!(parsed(">0", "1", "f64"), Some((Some(0), Some(1))));
        assert_eq!(parsed("0.5", "1.5", "f64"), None);
        assert_eq!(parsed("0.001", "1", "f64"), None);
        assert_eq!(parsed("1.0", "2.00", "f64"), Some((Some(1), Some(2))));
        assert_eq!(parsed("0.5", "2.5", "i32"), Some((Some(1), Some(2))));
        assert_eq!(parsed("0", "4294967295", "u32"), Some((Some(0), None)));
        assert_eq!(parsed("0", "18446744073709551615", "u64"), Some((Some(0), None)));
        assert_eq!(parsed("-5", "5", "u32"), Some((Some(0), Some(5))));
        assert_eq!(parsed("9", "1", "u32"), None);
        assert_eq!(parsed("x", "1", "u32"), None);
    }
}
