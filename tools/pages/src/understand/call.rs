//! How an action is called: its name, version, method and hosts, its quota and the window it looks at.

use super::{quota::quotas, window};
use crate::{
    facts::{Facts, Quota, Window},
    pattern::{BLANKS, any, group, has, pattern},
    position::{Lines, Located},
    sentence::of_several,
    text::Text,
    vendors::Vendors,
    words::{calls as words, rates, spans},
};

/// What was found, in the page's order.
#[derive(Default)]
pub(super) struct Call {
    actions: Vec<Located<String>>,
    versions: Vec<Located<String>>,
    methods: Vec<Located<String>>,
    /// Methods as examples have them.
    shown: Vec<Located<String>>,
    hosts: Vec<Located<String>>,
    quotas: Vec<Located<Quota>>,
    /// What was not read.
    unread: Vec<Located<String>>,
    pub(super) window: Window,
    vendors: Vec<Located<String>>,
    /// The action and the version in one address.
    called: Vec<(String, Located<String>)>,
    /// Other actions that the page describes.
    pub(super) others: Vec<String>,
    /// The first vendor that is mentioned by name.
    mentioned: Option<Located<String>>,
}

pattern!(ADDRESS, r"https?://([a-z0-9][a-z0-9.\-]*[a-z0-9])(?::[0-9]+)?/?\?((?u:[^ \t\r\n`<>（）\u{a0}\u{3000}])*)");
pattern!(
    METHOD,
    &format!(
        r"{}{BLANKS}{}?{BLANKS}(?:：|:)?{BLANKS}\**\s*(get|post|put|delete)\b",
        any(&[words::METHOD]),
        any(&[words::IS])
    )
);

/// What an action's name follows in an address.
const ACTION: &str = "Action=";

/// The HTTP method that a text starts with, if nothing but an address follows.
fn front(text: &str) -> Option<&'static str> {
    ["GET", "POST", "PUT", "DELETE"].into_iter().find(|method| {
        text.strip_prefix(method).is_some_and(|rest| {
            let address = rest.trim_start();
            let apart = address.len() < rest.len();
            address.is_empty() || apart && ["/", "http:", "https:"].iter().any(|front| address.starts_with(front))
        })
    })
}

impl Call {
    /// Takes what a heading, a paragraph or a row says. `before` is what precedes it.
    pub(super) fn read_text(&mut self, text: &Text, before: Option<&str>, lines: &Lines<'_>, vendors: &Vendors) {
        let said = text.as_str();
        let at = |offset: usize| lines.position(text.source(offset));
        self.addresses(text, lines, vendors);
        if self.mentioned.is_none() {
            let mention = vendors.mentioned(said);
            self.mentioned = mention.map(|(id, offset)| Located { value: id.to_owned(), position: at(offset) });
        }
        let small = said.to_ascii_lowercase();
        if has(&small, words::METHOD)
            && let Some((method, span)) = METHOD.captures(&small).as_ref().and_then(group)
        {
            self.methods.push(Located { value: method.to_uppercase(), position: at(span.start) });
        }
        if let Some(method) = front(said.trim()) {
            self.methods.push(Located { value: method.to_owned(), position: at(0) });
        }
        self.quotas.extend(
            quotas(said, before).into_iter().map(|(quota, offset)| Located { value: quota, position: at(offset) }),
        );
        self.read_window(text, lines);
        let Some(plain) = of_several(said) else { return };
        let small = plain.to_ascii_lowercase();
        let counted = has(&small, rates::CALLS) && has(&small, rates::PER_ALONE);
        let limited = counted && small.contains(|letter: char| letter.is_ascii_digit()) && has(&small, rates::MOST);
        if limited || !quotas(&plain, before).is_empty() {
            let message = format!("rates that are stated together were not read: {}", text.flat());
            self.unread.push(lines.at(message, text.start()));
        }
    }

    /// Takes what the description of a point in time says of the window.
    pub(super) fn read_window(&mut self, text: &Text, lines: &Lines<'_>) {
        window::read(&mut self.window, text, lines);
        let Some(plain) = of_several(text.as_str()) else { return };
        let mut lost = Window::default();
        window::read(&mut lost, &Text::new(&plain, 0), lines);
        let small = plain.to_ascii_lowercase();
        let named = has(&small, spans::SPANS) && has(&small, spans::UNITS);
        if !lost.is_empty() || named && small.contains(|letter: char| letter.is_ascii_digit()) {
            let message = format!("spans that are stated together were not read: {}", text.flat());
            self.unread.push(lines.at(message, text.start()));
        }
    }

    /// Takes what an example says.
    pub(super) fn read_code(&mut self, text: &Text, lines: &Lines<'_>, vendors: &Vendors) {
        // Hosts inside a body are values.
        let body = text
            .lines()
            .find(|(_, line)| line.trim_start().starts_with(['{', '[']))
            .map_or(text.as_str().len(), |(at, _)| at);
        self.addresses(&text.slice(0..body), lines, vendors);
        let start = text.as_str().len() - text.as_str().trim_start().len();
        if let Some(method) = front(text.as_str()[start..].lines().next().unwrap_or_default()) {
            self.shown.push(lines.at(method.to_owned(), text.source(start)));
        }
        for (is_action, value, offset) in vendors.headers(text.as_str()) {
            if is_action && self.others.iter().any(|other| other == value) {
                continue;
            }
            let list = if is_action { &mut self.actions } else { &mut self.versions };
            list.push(lines.at(value.to_owned(), text.source(offset)));
        }
    }

    fn addresses(&mut self, text: &Text, lines: &Lines<'_>, vendors: &Vendors) {
        for (host, offset, id) in vendors.hosts(text.as_str()) {
            if is_in_a_value(&text.as_str()[..offset]) {
                continue;
            }
            let at = text.source(offset);
            self.vendors.push(lines.at(id.to_owned(), at));
            if !vendors.is_website(&host) {
                self.hosts.push(lines.at(host, at));
            }
        }
        if !text.as_str().contains("://") {
            return;
        }
        let small = text.as_str().to_ascii_lowercase();
        for found in ADDRESS.captures_iter(&small) {
            let (Some(host), Some(query)) = (found.get(1), found.get(2)) else { continue };
            if vendors.of_host(host.as_str()).is_none() {
                continue;
            }
            let mut offset = query.start();
            let (mut action, mut version) = (None, None);
            for part in text.as_str()[query.range()].split('&') {
                let place = |value: &str, key: &str| lines.at(value.to_owned(), text.source(offset + key.len()));
                for (key, list) in [(ACTION, &mut self.actions), ("Version=", &mut self.versions)] {
                    let other = |value: &str| key == ACTION && self.others.iter().any(|other| other == value);
                    let named = part.strip_prefix(key).map(word);
                    let value = named.filter(|value| !is_placeholder(value) && !other(value));
                    let value = value.map(|value| place(value, key));
                    let slot = if key == ACTION { &mut action } else { &mut version };
                    *slot = slot.take().or_else(|| value.clone());
                    list.extend(value);
                }
                offset += part.len() + 1;
            }
            self.called.extend(action.zip(version).map(|(action, version)| (action.value, version)));
        }
    }

    /// The action that was named first.
    pub(super) fn first_action(self) -> Option<String> {
        self.actions.into_iter().next().map(|action| action.value)
    }

    /// Whether a text shows how another action of the page is called.
    pub(super) fn is_of_another(&self, text: &str) -> bool {
        let named = text.split(ACTION).skip(1).map(word);
        named.into_iter().any(|name| self.others.iter().any(|other| other == name))
    }

    /// Whether something else than a row of a table names the action or the version.
    pub(super) fn is_known(&self, name: &str) -> bool {
        !self.of(name).is_empty()
    }

    /// Whether nothing contradicts that this is the action's name or version.
    pub(super) fn may_be(&self, name: &str, value: &str) -> bool {
        let known = self.of(name);
        known.is_empty() || known.iter().any(|known| known.value == value)
    }

    fn of(&self, name: &str) -> &[Located<String>] {
        match name {
            words::ACTION => &self.actions,
            _ => &self.versions,
        }
    }

    /// An action or a version that a row of a table states.
    pub(super) fn prefer(&mut self, name: &str, value: Located<String>) {
        match name {
            words::ACTION => self.actions.insert(0, value),
            words::VERSION => self.versions.insert(0, value),
            _ => {}
        }
    }

    /// The same, where nothing better is known.
    pub(super) fn add_fallback(&mut self, name: &str, value: Located<String>) {
        match name {
            words::ACTION => self.actions.push(value),
            words::VERSION => self.versions.push(value),
            _ => {}
        }
    }

    /// A vendor that something else than a host gives away.
    pub(super) fn add_vendor(&mut self, vendor: Located<String>) {
        self.vendors.push(vendor);
    }

    /// Hands everything over.
    pub(super) fn into_facts(self, facts: &mut Facts) {
        facts.vendor = self.vendors.into_iter().min_by_key(|vendor| vendor.position).or(self.mentioned);
        facts.action = self.actions.into_iter().next();
        facts.version = self.versions.into_iter().next();
        facts.method = self.methods.into_iter().next().or_else(|| self.shown.into_iter().next());
        let own = |action: &str| facts.action.as_ref().is_some_and(|own| own.value == action);
        let other = |version: &String| facts.version.as_ref().is_some_and(|own| own.value != *version);
        let versions = self.called.into_iter().filter(|(action, version)| own(action) && other(&version.value));
        let contradiction = versions.map(|(_, version)| version).next();
        let said = |version: String| format!("another version of the action is in an address: {version}");
        facts.unclear.extend(contradiction.map(|version| version.map(said)));
        for host in self.hosts {
            if facts.hosts.iter().all(|known| known.value != host.value) {
                facts.hosts.push(host);
            }
        }
        for quota in self.quotas {
            // A rate that is stated again may say more of whose calls it counts.
            match facts.quotas.iter_mut().find(|known| same_rate(&known.value, &quota.value)) {
                Some(known) if known.value.scope.is_none() => *known = quota,
                Some(_) => {}
                None => facts.quotas.push(quota),
            }
        }
        facts.unclear.extend(self.unread);
        facts.window = self.window;
        let window = &mut facts.window;
        window.span = window.span.take().or_else(|| window.in_a_case.clone());
        let general = window.span.as_ref().map(|span| span.value);
        window.in_a_case = window.in_a_case.take().filter(|span| Some(span.value) != general);
    }
}

/// Whether two quotas are one: of the same numbers, and not of different calls.
fn same_rate(one: &Quota, other: &Quota) -> bool {
    let scopes = (&one.scope, &other.scope);
    (one.calls, one.seconds) == (other.calls, other.seconds)
        && (scopes.0.is_none() || scopes.1.is_none() || scopes.0 == scopes.1)
}

/// Whether a host that follows these words is part of a value in a query or of an address that no call is sent to.
fn is_in_a_value(before: &str) -> bool {
    let start =
        before.rfind(|letter: char| letter.is_whitespace() || matches!(letter, '`' | '"' | '\'' | '，' | '（' | '('));
    let word = &before[start.map_or(0, |start| start + before[start..].chars().next().map_or(1, char::len_utf8))..];
    let scheme =
        word.rsplit_once("://").map(|(front, _)| front.rsplit(|letter: char| !letter.is_ascii_alphanumeric()).next());
    let other = scheme.flatten().is_some_and(|scheme| !scheme.to_lowercase().starts_with("http"));
    word.contains('?') || word.ends_with('%') || word.contains("%2F") || word.starts_with('&') || other
}

/// The part of an address that is a word.
fn word(value: &str) -> &str {
    let end = value
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_' | '.'))
        .unwrap_or(value.len());
    value[..end].trim_end_matches(['.', '-'])
}

/// Whether a value in an address stands for any action's.
fn is_placeholder(value: &str) -> bool {
    let small = value.to_ascii_lowercase();
    small.trim_matches('x').is_empty() || words::PLACEHOLDERS.contains(&small.as_str())
}
