//! Taking pieces out of a draft that a spec cannot have.

use crate::draft::{Draft, Enumeration, Member, Record, WHOLE, innermost};
use rtc_catalog::format::TypeExpression;

impl Draft {
    /// Takes out what is at `path` in the spec, or the least that can be taken out there, and returns its path. `None`
    /// if nothing can.
    pub(crate) fn leave_out(&mut self, path: &[&str]) -> Option<Vec<String>> {
        let taken = match path {
            ["version", ..] => self.version.take().is_some().then_some(1),
            ["host", ..] => taken(&mut self.hosts, |host| host.known && !host.usual).then_some(1),
            ["codes", at, ..] => remove(&mut self.groups, at).then_some(1),
            ["quota", at, ..] if self.quotas.len() > 1 => remove(&mut self.quotas, at).then_some(2),
            ["quota", ..] => std::mem::take(&mut self.quotas).first().map(|_| 1),
            ["window", key @ ("span" | "back" | "lag" | "beyond"), ..] => self.leave_out_of_window(key).then_some(2),
            ["window", ..] => self.window.take().is_some().then_some(1),
            ["pages", key @ ("effective_size" | "total" | "row_start"), ..] => {
                self.leave_out_of_pages(key).then_some(2)
            }
            ["pages", ..] => self.pages.take().is_some().then_some(1),
            ["batch", ..] => self.batch.take().is_some().then_some(1),
            ["regions", at, ..] => remove(&mut self.regions, at).then_some(1),
            ["regions"] => std::mem::take(&mut self.regions).first().map(|_| 1),
            ["request", rest @ ..] => from(&mut self.request, rest, false).map(|depth| depth + 1),
            ["response", rest @ ..] => from(&mut self.response, rest, true).map(|depth| depth + 1),
            [WHOLE, ..] if self.is_whole => from(&mut self.response, path, true),
            ["types", name, "fields" | "parameters", rest @ ..] if !rest.is_empty() => {
                self.leave_out_of_type(name, rest)
            }
            ["types", name, ..] => self.leave_out_type(name).then_some(2),
            ["enums", name, "values", wire, ..] => self.leave_out_value(name, wire),
            ["enums", name, ..] => self.leave_out_enumeration(name).then_some(2),
            ["errors", wire, ..] => taken(&mut self.errors, |code| code.wire.value == *wire).then_some(2),
            ["listed_codes", at, ..] => self.leave_out_listed(at).then_some(1),
            ["examples", at, key @ ("request" | "query" | "body" | "response"), ..] => {
                self.leave_out_of_example(at, key)
            }
            ["examples", at, ..] => remove(&mut self.examples, at).then_some(1),
            ["exceptions", at, ..] => remove(&mut self.exceptions, at).then_some(1),
            _ => None,
        };
        taken.map(|depth| path[..depth.min(path.len())].iter().map(|key| (*key).to_owned()).collect())
    }

    fn leave_out_of_window(&mut self, key: &str) -> bool {
        let Some(window) = &mut self.window else { return false };
        match key {
            "span" => window.span.take().is_some(),
            "back" => window.back.take().is_some(),
            "lag" => window.lag.take().is_some(),
            _ => window.beyond.take().is_some(),
        }
    }

    fn leave_out_of_pages(&mut self, key: &str) -> bool {
        let Some(pages) = &mut self.pages else { return false };
        match key {
            "effective_size" => pages.effective_size.take().is_some(),
            "total" => pages.total.take().is_some(),
            _ => pages.row_start.take().is_some(),
        }
    }

    fn leave_out_of_type(&mut self, name: &str, rest: &[&str]) -> Option<usize> {
        let record = self.types.iter_mut().find(|record| record.name == name)?;
        let depth = from(&mut record.members, rest, record.side == crate::Side::Response)?;
        if record.members.is_empty() {
            self.leave_out_type(name);
        }
        Some(depth + 3)
    }

    /// Takes out a type and everything that is of it.
    fn leave_out_type(&mut self, name: &str) -> bool {
        let found = taken(&mut self.types, |record| record.name == name);
        let is_other = |member: &Member| innermost(&member.kind.value) != name;
        self.request.retain(is_other);
        self.response.retain(is_other);
        self.types.iter_mut().for_each(|record: &mut Record| record.members.retain(is_other));
        let empty: Vec<String> =
            self.types.iter().filter(|record| record.members.is_empty()).map(|record| record.name.clone()).collect();
        for name in empty {
            self.leave_out_type(&name);
        }
        found
    }

    fn leave_out_value(&mut self, name: &str, wire: &str) -> Option<usize> {
        let item = self.enums.iter_mut().find(|item| item.name == name)?;
        let found = taken(&mut item.values, |value| value.wire.value == wire);
        if item.values.is_empty() {
            self.leave_out_enumeration(name);
        }
        found.then_some(4)
    }

    /// Takes out an enumeration; what is of it holds texts or numbers.
    fn leave_out_enumeration(&mut self, name: &str) -> bool {
        let Some(at) = self.enums.iter().position(|item: &Enumeration| item.name == name) else { return false };
        let scalar = if self.enums.remove(at).integer { "i64" } else { "string" };
        let members = self.types.iter_mut().flat_map(|record| &mut record.members);
        for member in self.request.iter_mut().chain(&mut self.response).chain(members) {
            rename(&mut member.kind.value, name, scalar);
        }
        true
    }

    fn leave_out_listed(&mut self, at: &str) -> bool {
        let listed = self.errors.iter().enumerate().filter(|(_, code)| code.group.is_some()).map(|(at, _)| at);
        let index = at.parse().ok().and_then(|at: usize| listed.clone().nth(at));
        index.map(|index| self.errors.remove(index)).is_some()
    }

    fn leave_out_of_example(&mut self, at: &str, key: &str) -> Option<usize> {
        let index: usize = at.parse().ok()?;
        let example = self.examples.get_mut(index)?;
        if key == "response" {
            example.response = None;
        } else {
            (example.request, example.query, example.body) = (None, None, None);
        }
        if example.request.is_none() && example.response.is_none() {
            self.examples.remove(index);
        }
        Some(3)
    }
}

/// Takes a member out of `members`, or one of its keys. Returns how much of the path that was.
fn from(members: &mut Vec<Member>, path: &[&str], answered: bool) -> Option<usize> {
    let [name, rest @ ..] = path else { return None };
    let at = members.iter().position(|member| member.name.value == *name)?;
    let member = &mut members[at];
    let found = match rest.first().copied().unwrap_or_default() {
        "default" => member.default.take().is_some(),
        "example" => member.example.take().is_some(),
        "range" => member.range.take().is_some(),
        "length" => member.length.take().is_some(),
        "bytes" => member.bytes.take().is_some(),
        "items" => member.items.take().is_some(),
        "in" => member.place.take().is_some(),
        "optional" if answered => !std::mem::replace(&mut member.required.value, true),
        _ => false,
    };
    if found {
        return Some(2);
    }
    members.remove(at);
    Some(1)
}

pub(crate) fn rename(kind: &mut TypeExpression, from: &str, to: &str) {
    match kind {
        TypeExpression::Name(name) if name == from => to.clone_into(name),
        TypeExpression::Name(_) => {}
        TypeExpression::List(inner) | TypeExpression::Map(inner) => rename(inner, from, to),
    }
}

/// Takes out what fits; says whether anything did.
fn taken<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|item| !fits(item));
    list.len() < before
}

/// Takes out the item of that number.
fn remove<T>(list: &mut Vec<T>, at: &str) -> bool {
    let at = at.parse().ok().filter(|at: &usize| *at < list.len());
    at.map(|at| list.remove(at)).is_some()
}
