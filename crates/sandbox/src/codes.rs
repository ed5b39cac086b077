//! Which documented code says that a parameter is wrong.
//!
//! No spec says which code belongs to which violation, so the codes' names are asked: the one on the wire, and the Rust
//! name, which is all that says something of a code that is a number. Where several would do, the more special one wins.

use crate::{
    invalid::{Invalid, Kind},
    protocol::VendorBehaviour,
    refusal::Refusal,
    reply::Meaning,
};
use rtc_catalog::model::{Action, Code, Retry, Scope};

/// The refusal for an invalid parameter, with the best of the action's codes.
pub(crate) fn refusal(action: &Action, invalid: &Invalid, behaviour: VendorBehaviour) -> Refusal {
    let names = parameter_names(action, &invalid.parameter);
    let scored =
        action.codes.iter().map(|code| (score(&Named::of(code), invalid.kind, &names, &invalid.parameter), code));
    // Of equal ones the first, which stands on the action's own page if any does.
    let best = scored.filter(|(score, _)| *score > 0).min_by_key(|(score, _)| std::cmp::Reverse(*score));
    let general = if invalid.kind == Kind::Missing && behaviour.general.starts_with("Invalid") {
        "MissingParameter"
    } else {
        behaviour.general
    };
    let code = best.map_or(general, |(_, code)| &code.wire);
    Refusal::new(code, invalid.message())
}

/// The first documented code that means this.
pub(crate) fn meaning(action: &Action, meaning: Meaning) -> Option<&Code> {
    let first = |retry| action.codes.iter().find(|code| code.retry == retry);
    match meaning {
        Meaning::Throttled => throttled(action).or_else(|| first(Retry::Throttle)),
        Meaning::Expired => first(Retry::Resign),
        Meaning::TokenExpired => first(Retry::RefreshCredentials),
        Meaning::Failed => first(Retry::Backoff),
    }
}

/// The code for one call too many: that of the app or the room where these are counted, else the first one.
fn throttled(action: &Action) -> Option<&Code> {
    let word = match action.quota.as_ref().map(|quota| quota.scope) {
        Some(Scope::App) => "app",
        Some(Scope::Room) => "room",
        _ => "",
    };
    let all = || action.codes.iter().filter(|code| code.is.as_deref() == Some("rate_limited"));
    let special = all().find(|code| plain(&code.rust).starts_with(word));
    special.or_else(|| all().next())
}

/// A code's names in lower case without signs.
struct Named<'c> {
    wire: &'c str,
    /// `invalidparameter` of `InvalidParameter.RoomId`; empty for a number.
    class: String,
    /// `roomid` of `InvalidParameter.RoomId`; the Rust name of a number.
    detail: String,
    all: String,
}

impl<'c> Named<'c> {
    fn of(code: &'c Code) -> Self {
        let rust = plain(&code.rust);
        if code.wire.parse::<i64>().is_ok() {
            return Self { wire: &code.wire, class: String::new(), detail: rust.clone(), all: rust };
        }
        let (class, detail) = code.wire.split_once('.').unwrap_or((&code.wire, ""));
        Self {
            wire: &code.wire,
            class: plain(class),
            detail: plain(detail),
            all: format!("{} {rust}", plain(&code.wire)),
        }
    }

    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.all.contains(word))
    }

    fn is_general(&self, classes: &[&str]) -> bool {
        self.detail.is_empty() && classes.contains(&self.class.as_str())
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// What codes may call a parameter: `starttime` is `startts` too.
fn parameter_names(action: &Action, wire: &str) -> Vec<String> {
    let name = plain(action.parameter(wire).map_or(wire, |parameter| &parameter.key));
    let short = name.strip_suffix("time").map(|stem| format!("{stem}ts"));
    std::iter::once(name).chain(short).filter(|name| !name.is_empty()).collect()
}

/// How well a code says it: 0 not at all, 1 to 9 in general, more the more it says.
fn score(code: &Named<'_>, kind: Kind, names: &[String], parameter: &str) -> u8 {
    let stems = names.iter().map(|name| name.trim_end_matches('s').trim_end_matches("id"));
    let special = match kind {
        Kind::Missing => missing(code, names),
        Kind::Unknown => code.is_general(&["unknownparameter"]),
        Kind::NoBody => code.says(&["bodyisempty"]),
        Kind::Unreadable => code.says(&["bodyparamserror", "unmarshal", "decodingfailed", "invalidrequest"]),
        Kind::TooMany => stems.into_iter().any(|stem| {
            ["morethan", "count", "toomany"].iter().any(|word| code.all.contains(word))
                && !stem.is_empty()
                && code.all.contains(stem)
        }),
        Kind::PageTooLarge => names.iter().any(|name| code.all.contains(&format!("{name}oversize"))),
        Kind::StartAfterEnd => code.says(&["startafterend", "starttimeafterendtime"]),
        Kind::SpanTooLong => code.says(&["spantoolong", "rangetoolong", "scaleoversize", "outoftimerange"]),
        Kind::TooFarBack => code.all.ends_with("toofarback"),
        Kind::TooLong | Kind::Wrong => false,
    };
    if special {
        return 100;
    }
    let softer = match kind {
        Kind::TooLong if code.detail == "parametertoolong" => 50,
        Kind::TooLong | Kind::TooMany if code.detail == "sizeoverlimit" => 40,
        Kind::TooFarBack if code.says(&["outoftimerange"]) => 95,
        Kind::NoBody if code.says(&["bodyparamserror", "unmarshal", "decodingfailed", "invalidrequest"]) => 90,
        _ => 0,
    };
    let wrong = match kind {
        Kind::Missing => u8::from(code.is_general(&["missingparameter"])) * 9,
        _ => wrong(code, names, parameter),
    };
    let general = if code.is_general(&["invalidparameter"]) || code.detail == "wrongparameter" {
        5
    } else {
        u8::from(code.is_general(&["invalidparametervalue"]))
    };
    softer.max(wrong).max(general)
}

fn missing(code: &Named<'_>, names: &[String]) -> bool {
    let plain_or_no = |name: &String| code.detail == *name || code.detail == format!("no{name}");
    (code.class == "missingparameter" && names.iter().any(plain_or_no))
        || names.iter().any(|name| code.detail == format!("missing{name}"))
}

/// How well the code says that this parameter is wrong.
fn wrong(code: &Named<'_>, names: &[String], parameter: &str) -> u8 {
    if code.class != "invalidparameter" && !code.class.is_empty() {
        return 0;
    }
    let exactly = code.wire.split_once('.').is_some_and(|(_, detail)| detail == parameter);
    let malformed = |name: &String| ["illegal", "malformed"].iter().any(|word| code.detail == format!("{word}{name}"));
    match () {
        () if exactly => 80,
        () if names.contains(&code.detail) => 75,
        () if names.iter().any(malformed) => 70,
        () => 0,
    }
}
