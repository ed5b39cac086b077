//! Parameters that every call has, and what their rows say of the action.

use super::{Walk, call_name::is_call_value, subject::is_action};
use crate::{
    facts::{Field, Location},
    pattern::{BLANKS, any, group, has, pattern},
    position::Located,
    text::Text,
    words::calls as words,
};

pattern!(STATED, &format!(r"{}\s*(?:is)?{BLANKS}(?:：|:)?{BLANKS}(?:\[|`)?([a-z0-9\-]+)", any(&[words::STATED])));
// A list of values, which may be one of the action's own parameter.
pattern!(LISTED, &format!(r"{}{BLANKS}(?:：|:)?{BLANKS}(?:\[|`)*([a-z0-9\-]+)", any(&[words::LISTED])));
pattern!(REGIONS, &format!(r"{}{BLANKS}(?:：|:)?{BLANKS}((?:[a-z0-9\-, ]|、|，)+)", any(&[words::REGIONS])));

/// Whether a description says that every call has the parameter.
fn is_common(description: &str) -> bool {
    description.lines().any(|line| words::COMMON.iter().any(|front| line.trim_start().starts_with(front)))
}

impl Walk<'_> {
    /// Moves the parameters that every call has, and reads the action and its version off them.
    pub(super) fn take_common(&mut self) {
        self.note_subject();
        let mut stated = std::mem::take(&mut self.stated);
        // A listed value that is not the action's own name is one of a parameter that happens to be called `Action`.
        stated.retain(|(name, value, is_sure)| *is_sure || self.call.may_be(name, &value.value));
        let request = std::mem::take(&mut self.facts.request);
        let (common, own): (Vec<Field>, Vec<Field>) = request.into_iter().partition(|field| {
            let described = field.description.as_ref().is_some_and(|text| is_common(&text.value));
            described || self.names_the_call(field, &stated)
        });
        self.facts.request = own;
        self.facts.common.extend(common);
        for (name, value, _) in stated {
            self.call.prefer(&name, value);
        }
        for field in &self.facts.common {
            if let Some(value) = field.example.clone() {
                self.call.add_fallback(&field.name.value, value);
            }
        }
        if let (Some(region), Some(vendor)) = (self.facts.regions.first(), self.vendors.with_region()) {
            self.call.add_vendor(Located { value: vendor.to_owned(), position: region.position });
        }
        let fields = !self.facts.request.is_empty() || !self.facts.response.is_empty();
        let titles = self.titles.iter().filter(|(level, _)| fields && *level < 7);
        for (_, title) in titles {
            if let Some(word) = title.value.split_whitespace().find(|word| is_action(word)) {
                self.call.add_fallback(words::ACTION, Located { value: word.to_owned(), position: title.position });
            }
        }
    }

    /// Reads off a row what it says of every call: the action's name and version, the regions.
    pub(super) fn read_common(&mut self, name: &str, text: &Text) {
        let said = text.as_str();
        let small = said.to_ascii_lowercase();
        if matches!(name, words::ACTION | words::VERSION) {
            let sure = has(&small, words::STATED).then(|| STATED.captures(&small)).flatten();
            let listed = || {
                has(&small, words::LISTED)
                    .then(|| LISTED.captures(&small))
                    .flatten()
                    .filter(|_| self.location != Some(Location::Body))
            };
            let is_sure = sure.is_some();
            let several =
                |end: usize| said[end..].trim_start_matches(['`', ' ', '"']).starts_with([',', '、', '，', '|', '/']);
            let found = sure.or_else(listed);
            let value = found
                .as_ref()
                .and_then(group)
                .map(|(_, span)| (&said[span.clone()], span))
                .filter(|(value, span)| is_sure || is_call_value(name, value) && !several(span.end));
            if let Some((value, span)) = value {
                self.stated.push((name.to_owned(), self.lines.at(value.to_owned(), text.source(span.start)), is_sure));
            }
        }
        if name != words::REGION {
            return;
        }
        let regions = has(&small, words::REGIONS).then(|| REGIONS.captures(&small)).flatten();
        let Some((list, span)) = regions.as_ref().and_then(group) else { return };
        let mut at = span.start;
        for part in list.split([',', '、', '，', ' ']) {
            let region = part.trim_matches(['.', ' ', '-']);
            if region.contains('-') {
                self.facts.regions.push(self.lines.at(region.to_owned(), text.source(at)));
            }
            at += part.len();
            at += said[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
}
