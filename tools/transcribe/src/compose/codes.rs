//! Error codes: what is in the vendor's groups, and what the action has of its own.

use super::sentences::Sentences;
use crate::draft::{Code, Draft};
use rtc_catalog::{
    format::Retry,
    model::{self, Vendor},
    names,
};
use rtc_pages::{Facts, Located, Position};
use std::collections::{HashMap, HashSet};

/// The group that belongs to every action.
const EVERY: &str = "every";

/// Puts the page's codes and the vendor's groups of which it has some into the draft.
pub(super) fn codes(draft: &mut Draft, facts: &Facts, vendor: &Vendor, sentences: Sentences) {
    let mut seen = HashSet::new();
    let listed: Vec<&rtc_pages::Code> =
        facts.codes.iter().filter(|code| seen.insert(code.code.value.clone())).collect();
    let every = group(vendor, EVERY);
    let wires: Vec<&str> = listed.iter().map(|code| code.code.value.as_str()).collect();
    let own: Vec<&str> = wires.iter().copied().filter(|wire| !every.iter().any(|code| code.wire == *wire)).collect();
    draft.groups = groups(vendor, &own);
    let lists_any = |name: &String| group(vendor, name).iter().any(|code| wires.contains(&code.wire.as_str()));
    if !draft.groups.is_empty() && !draft.groups.iter().any(lists_any) {
        draft.remark(
            &["codes"],
            None,
            "the page lists none of these error codes, which are the vendor's for its actions",
        );
    }
    let in_group = |wire: &str| {
        let mut names = [EVERY].into_iter().chain(draft.groups.iter().map(String::as_str));
        names.find(|name| group(vendor, name).iter().any(|code| code.wire == wire)).map(str::to_owned)
    };
    let mut names = CodeNames::new(vendor, &draft.groups, &wires);
    let errors = listed.iter().map(|code| {
        let group = in_group(&code.code.value);
        let name = if group.is_none() { names.claim(&code.code.value) } else { None };
        let retry = retry(&code.code.value, vendor);
        let [doc, advice] = sentences.of_code(code);
        Code { wire: code.code.clone(), name, status: status(code), retry, group, doc, advice }
    });
    draft.errors = errors.collect();
    for (at, words) in other_statuses(&draft.errors, vendor) {
        draft.remark(&["listed_codes"], Some(at), words);
    }
    if draft.errors.iter().any(|code| code.group.is_none()) {
        draft.remark(&["errors"], None, "`retry` is what the vendor has for codes of the same class, else `never`");
    }
}

/// Statuses that the page gives to the vendor's own codes, and the vendor's file does not.
fn other_statuses(codes: &[Code], vendor: &Vendor) -> Vec<(Position, String)> {
    let other = |code: &Code| {
        let (status, name) = (code.status.as_ref()?, code.group.as_ref()?);
        let known = group(vendor, name).iter().find(|known| known.wire == code.wire.value)?;
        let words =
            format!("the page gives `{}` the status {}, which differs from `vendor.yaml`", known.wire, status.value);
        (known.status != Some(status.value)).then_some((status.position, words))
    };
    codes.iter().filter_map(other).collect()
}

fn group<'v>(vendor: &'v Vendor, name: &str) -> &'v [model::Code] {
    vendor.groups.iter().find(|(group, _)| group == name).map_or(&[], |(_, codes)| codes)
}

/// The groups that the codes belong to. Numbers mean other things in other groups, so all of them must be there. Codes that
/// speak for themselves need not; if the vendor has one group of them, it is that of all actions.
fn groups(vendor: &Vendor, own: &[&str]) -> Vec<String> {
    let others: Vec<&(String, Vec<model::Code>)> = vendor.groups.iter().filter(|(name, _)| name != EVERY).collect();
    let numbers = |codes: &[model::Code]| codes.iter().any(|code| code.wire.parse::<i64>().is_ok());
    if let [(name, codes)] = others[..]
        && !numbers(codes)
    {
        return vec![name.clone()];
    }
    let fits = |(_, codes): &&&(String, Vec<model::Code>)| {
        let mut has = own.iter().map(|wire| codes.iter().any(|code| code.wire == *wire));
        if numbers(codes) { own.len() > 1 && has.all(|has| has) } else { has.any(|has| has) }
    };
    others.iter().filter(fits).map(|(name, _)| name.clone()).collect()
}

/// The names of codes that are taken.
struct CodeNames {
    taken: HashSet<String>,
    /// How many codes there are of each spelling, whatever the case.
    alike: HashMap<String, usize>,
}

impl CodeNames {
    fn new(vendor: &Vendor, groups: &[String], wires: &[&str]) -> Self {
        let groups = [EVERY].into_iter().chain(groups.iter().map(String::as_str));
        let common = groups.flat_map(|name| group(vendor, name)).map(|code| code.rust.clone());
        let taken = ["Undocumented", "Self"].map(str::to_owned).into_iter().chain(common).collect();
        let mut alike: HashMap<String, usize> = HashMap::new();
        for wire in wires {
            *alike.entry(wire.to_lowercase()).or_default() += 1;
        }
        Self { taken, alike }
    }

    /// The Rust name for a code, if the one made from it will not do.
    fn claim(&mut self, wire: &str) -> Option<String> {
        let made = names::camel(wire);
        let fits = |name: &str| names::why_invalid(name).is_none() && names::is_camel(name);
        let plain = match wire.parse::<i64>() {
            Ok(number) if number < 0 => format!("CodeMinus{}", number.unsigned_abs()),
            Ok(number) => format!("Code{number}"),
            Err(_) if fits(&made) => made.clone(),
            Err(_) => format!("Code{}", made.chars().filter(char::is_ascii_alphanumeric).collect::<String>()),
        };
        let candidates = [plain.clone()].into_iter().chain((2..).map(|count| format!("{plain}Or{count}")));
        let name = candidates.into_iter().find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(name.clone());
        let twins = self.alike.get(&wire.to_lowercase()).is_some_and(|count| *count > 1);
        (twins || name != made).then_some(name)
    }
}

fn status(code: &rtc_pages::Code) -> Option<Located<u16>> {
    let status = code.status.as_ref()?;
    let number = status.value.trim().parse::<u16>().ok().filter(|number| (100..=599).contains(number))?;
    Some(Located { value: number, position: status.position })
}

/// What the vendor has of the code, or of the class before its first dot.
fn retry(wire: &str, vendor: &Vendor) -> Retry {
    let class = wire.split('.').next().unwrap_or(wire);
    let codes = || vendor.groups.iter().flat_map(|(_, codes)| codes);
    let numeric = wire.parse::<i64>().is_ok();
    let known = codes()
        .find(|code| code.wire == wire && !numeric)
        .or_else(|| codes().find(|code| code.wire == class && !numeric));
    known.map_or(Retry::Never, |code| code.retry)
}
