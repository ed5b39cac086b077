//! Rust names for what a page names.

use heck::{ToSnakeCase, ToUpperCamelCase};
use rtc_catalog::{
    model::Type,
    names::{self, RESERVED_SETTERS, RESERVED_TYPES},
};
use rtc_pages::Field;
use std::collections::HashSet;

/// Words that say nothing without what they are of.
const BARE: [&str; 16] = [
    "Type",
    "Status",
    "State",
    "Mode",
    "Kind",
    "Code",
    "Level",
    "Format",
    "Role",
    "Reason",
    "Value",
    "Name",
    "Source",
    "Direction",
    "Event",
    "Result",
];

/// The names of types that are taken.
pub(super) struct TypeNames {
    taken: HashSet<String>,
}

impl TypeNames {
    /// Those that generated crates use themselves, and those that are made for the request.
    pub(super) fn new(action: &str, request: &[Field]) -> Self {
        let own = ["", "Output", "Code", "Builder"].map(|end| format!("{action}{end}"));
        let mut taken: HashSet<String> = RESERVED_TYPES.iter().map(|name| (*name).to_owned()).chain(own).collect();
        taken.extend(Type::SCALARS.iter().map(|(name, _)| (*name).to_owned()));
        taken.insert("Region".to_owned());
        markers(request, &mut taken);
        Self { taken }
    }

    /// A name for what the page calls `wanted`, or `wanted` of `parent` where that alone says nothing or is taken. A type
    /// that is sent has a builder whose name must be free too.
    pub(super) fn claim(&mut self, wanted: &str, parent: Option<&str>, sent: bool) -> String {
        let alone = wanted.to_upper_camel_case();
        let of = parent.map(|parent| {
            let end = if parent.ends_with(&alone) { "Value" } else { &alone };
            format!("{parent}{end}")
        });
        let bare = BARE.contains(&alone.as_str());
        let named = if bare { [of, Some(alone)] } else { [Some(alone), of] };
        let named: Vec<String> = named.into_iter().flatten().collect();
        let base = if names::why_invalid(&named[0]).is_none() { named[0].clone() } else { "Item".to_owned() };
        let free = |name: &String| {
            names::why_invalid(name).is_none()
                && names::is_camel(name)
                && !self.taken.contains(name)
                && !(sent && self.taken.contains(&format!("{name}Builder")))
        };
        let numbered = (2..u32::MAX).map(|number| format!("{base}{number}"));
        let mut candidates = named.iter().cloned().chain([format!("{base}Item")]).chain(numbered);
        let name = candidates.find(free).unwrap_or_else(|| base.clone());
        if sent {
            self.taken.insert(format!("{name}Builder"));
        }
        self.taken.insert(name.clone());
        name
    }
}

/// The types that say in a builder whether a required parameter is set.
fn markers(fields: &[Field], taken: &mut HashSet<String>) {
    for field in fields {
        let required = field.required.as_ref().is_some_and(|required| required.value.always == Some(true));
        if required {
            let base = names::camel(&field.name.value);
            taken.extend([format!("{base}State"), format!("{base}sState"), format!("{base}ValueState")]);
        }
        markers(&field.fields, taken);
    }
}

/// The names of an object's members that are taken.
pub(super) struct MemberNames {
    taken: HashSet<String>,
    methods: bool,
}

impl MemberNames {
    /// `sent` says whether there is a builder, whose methods' names are taken.
    pub(super) fn new(sent: bool) -> Self {
        Self { taken: HashSet::new(), methods: sent }
    }

    /// The Rust name for `wire`, if the one made from it will not do.
    pub(super) fn claim(&mut self, wire: &str, is_list: bool) -> Option<String> {
        let made = names::snake(wire);
        let free = |name: &str| {
            names::why_invalid(name).is_none()
                && !(self.methods && RESERVED_SETTERS.contains(&name))
                && !self.taken.contains(name)
        };
        let plural = (is_list && (made.ends_with("_id") || made == "id")).then(|| format!("{made}s"));
        let letters: String = made.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
        let meant = if made == "type" { "kind".to_owned() } else { format!("{letters}_value") };
        let numbered = (2..1000).map(|number| format!("value_{letters}_{number}").to_snake_case());
        let mut candidates = plural.into_iter().chain([made.clone(), meant]).chain(numbered);
        let name = candidates.find(|name| free(name)).unwrap_or_else(|| made.clone());
        self.taken.insert(name.clone());
        (name != made).then_some(name)
    }
}

/// What one item of a list is called: `User` in `UserList`, `Note` in `Notes`.
pub(super) fn item(list: &str) -> String {
    let camel = names::camel(list);
    let ends = ["List", "Lists", "Set", "Array", "Items"];
    let bare = ends.iter().find_map(|end| camel.strip_suffix(end)).filter(|bare| !bare.is_empty()).unwrap_or(&camel);
    let hissing = ["sses", "shes", "ches", "xes"].iter().any(|end| bare.ends_with(end));
    let singular = match (bare.strip_suffix("ies"), bare.strip_suffix(if hissing { "es" } else { "s" })) {
        (Some(front), _) if front.len() > 1 => format!("{front}y"),
        (_, Some(one)) if hissing || (one.len() > 1 && !one.ends_with(['s', 'u', 'i'])) => one.to_owned(),
        _ => bare.to_owned(),
    };
    if singular.is_empty() { camel } else { singular }
}

/// The Rust name of a documented value: from the value, or from what it means where the page says so in a word or two.
pub(super) fn value(wire: &str, meaning: Option<&str>, of: &str, taken: &mut HashSet<String>) -> String {
    let number = wire.parse::<i64>().ok();
    let word = match (number, wire) {
        (Some(_), _) => meaning.and_then(short),
        // `Unknown` would read like a value that nobody documented.
        (None, "unknown" | "Unknown" | "UNKNOWN") => Some("Undetected".to_owned()),
        (None, wire) => Some(wire.to_upper_camel_case()),
    };
    let plain = match number {
        Some(number) if number < 0 => format!("ValueMinus{}", number.unsigned_abs()),
        Some(number) => format!("Value{number}"),
        None => format!("{of}{}", wire.to_upper_camel_case()),
    };
    let fits = |name: &str| {
        names::why_invalid(name).is_none() && names::is_camel(name) && !matches!(name, "Undocumented" | "Self")
    };
    let candidates = word.into_iter().chain([plain]).chain((1..).map(|count| format!("Value{count}")));
    let mut free = candidates.filter(|name| fits(name) && !taken.contains(name));
    let name = free.next().unwrap_or_else(|| of.to_owned());
    taken.insert(name.clone());
    name
}

/// Whether a value is called by its number alone.
pub(super) fn is_made_up(name: &str) -> bool {
    let number = name.strip_prefix("ValueMinus").or_else(|| name.strip_prefix("Value"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A meaning that is a name rather than a sentence.
fn short(meaning: &str) -> Option<String> {
    let front = meaning.split([',', '.', ';', ':', '(', '，', '。', '；', '：', '（']).next()?.trim();
    let words = front.split_whitespace().count();
    let ascii = front.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    (ascii && (1..=3).contains(&words) && front.starts_with(|first: char| first.is_ascii_alphabetic()))
        .then(|| front.to_upper_camel_case())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_of_a_list() {
        for (list, one) in [
            ("UserList", "User"),
            ("Notes", "Note"),
            ("UserStatusList", "UserStatus"),
            ("Entries", "Entry"),
            ("Boxes", "Box"),
            ("Status", "Status"),
            ("Address", "Address"),
            ("Record", "Record"),
            ("List", "List"),
            ("UserInfos", "UserInfo"),
        ] {
            assert_eq!(item(list), one, "{list}");
        }
    }

    #[test]
    fn members_that_cannot_be_called_as_on_the_wire() {
        let mut names = MemberNames::new(true);
        let parsed = [
            ("Type", false),
            ("UserId[]", true),
            ("Region", false),
            ("RoomId", false),
            ("RoomID", false),
            ("2fa", false),
        ]
        .map(|(wire, list)| names.claim(wire, list));
        let parsed = parsed.iter().map(Option::as_deref).collect::<Vec<_>>();
        assert_eq!(
            parsed,
            [Some("kind"), Some("user_ids"), Some("region_value"), None, Some("room_id_value"), Some("value_2fa_2")]
        );
    }

    #[test]
    fn values_are_called_by_what_they_are() {
        let mut taken = HashSet::new();
        let mut named = |wire, meaning| value(wire, meaning, "Access", &mut taken);
        assert_eq!(named("join_room", None), "JoinRoom");
        assert_eq!(named("2g", None), "Access2g");
        assert_eq!(named("0", Some("text, plain")), "Text");
        assert_eq!(named("1", Some("不在房间")), "Value1");
        assert_eq!(named("-1", None), "ValueMinus1");
        assert_eq!(named("2", Some("text")), "Value2");
        assert_eq!(named("unknown", None), "Undetected");
        assert_eq!(named("", None), "Access");
    }
}
