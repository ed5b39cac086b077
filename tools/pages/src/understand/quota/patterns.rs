//! The forms in which sentences state rates.

use crate::{
    pattern::{BLANKS, any, any_of, pattern},
    words::{rates as words, units},
};

const DIGITS: &str = r"[0-9][0-9,]*(?:(?:\.[0-9]+)?\s?万)?";
/// What may be between words and a number that belong together.
const GAP: &str = "(?u:[^0-9。；;.\\n])*?";

/// A number in digits or in words, as part of a pattern.
fn number() -> String {
    format!(r"(?:{DIGITS}|\b{}\b|{}+)", any_of(&[units::NUMBERS]), any_of(&[units::DIGITS, units::PLACES]))
}

/// A unit of time.
fn unit() -> String {
    let (long, short) = (any_of(&[units::TIME, units::SHORT_TIME_CHINESE]), any_of(&[units::SHORT_TIME]));
    format!(r"(?:(?:{})?(?:{long}|{short}\b))", units::COUNTER)
}

// `20 times per second`, `one call every 15 seconds`, `20 次/秒`. A number in words needs what it counts.
pattern!(
    pub(super) RATE,
    &format!(
        r"(?:(?P<digits>{DIGITS}){BLANKS}(?:\*\*)?{BLANKS}(?P<calls>{calls})?|(?P<word>\b{numbers}\b|{chinese}+){BLANKS}(?P<named>{calls})|(?P<times>\b{times}\b)){BLANKS}(?:{allowed}{BLANKS})?(?P<middle>{of}\s+(?:[a-z]+\s+){{1,3}}?)?(?:{sign}|\b{per}\b){BLANKS}(?P<span>{number})?{BLANKS}-?(?P<unit>{unit})",
        calls = any(&[words::CALLS, words::CALLS_BEHIND]),
        numbers = any_of(&[units::NUMBERS]),
        chinese = any_of(&[units::DIGITS, units::PLACES]),
        times = any_of(&[units::TIMES]),
        allowed = any(&[words::ALLOWED]),
        of = any(&[words::OF]),
        sign = any(&[words::PER_SIGN]),
        per = any(&[words::PER]),
        number = number(),
        unit = unit()
    )
);
// `每 15 秒最多 20 次`, `10 秒内 5 次`, `每秒请求数不超过 20`.
pattern!(
    pub(super) EACH,
    &format!(
        r"(?:{each}{BLANKS}(?P<span>{number})?{BLANKS}(?P<unit>{unit})|(?P<within>{number}){BLANKS}(?P<within_unit>{unit})(?P<inside>{within})?)(?P<gap>{GAP})(?:(?P<calls>{number}){BLANKS}{behind}|{before}(?P<gap_before>{GAP})(?P<calls_before>{DIGITS}))",
        each = any(&[words::EACH]),
        within = any(&[words::WITHIN]),
        behind = any(&[words::CALLS_BEHIND]),
        before = any(&[words::CALLS_BEFORE]),
        number = number(),
        unit = unit()
    )
);
// `In any 10 seconds, at most 5 calls`, `Each second, 20 requests`.
pattern!(
    pub(super) EACH_ENGLISH,
    &format!(
        r"\b{each}\s+(?:any\s+|a\s+)?(?P<span>{number})?[\s\-]*(?P<unit>{unit})(?P<gap>{GAP})\b(?P<calls>{number})\s*(?P<named>{calls})\b",
        each = any(&[words::EACH_ENGLISH]),
        calls = any(&[words::CALLS]),
        number = number(),
        unit = unit()
    )
);
// `Requests per second: 20`, `次/秒）：20`.
pattern!(
    pub(super) LABELLED,
    &format!(
        r"{calls}{BLANKS}(?:{sign}|\b{per}\b){BLANKS}(?P<span>{number})?{BLANKS}(?P<unit>{unit})(?P<gap>{GAP})(?P<calls>{DIGITS})",
        calls = any(&[words::CALLS]),
        sign = any(&[words::PER_SIGN]),
        per = any(&[words::PER]),
        number = number(),
        unit = unit()
    )
);
// `单日上限 480 次`, `daily limit: 10,000`.
pattern!(
    pub(super) PERIODIC,
    &format!(
        r"(?P<unit>{})(?P<gap>{GAP})(?P<calls>{DIGITS}){BLANKS}(?P<named>{})?",
        any_of(&[words::PERIODIC]),
        any(&[words::CALLS, words::CALLS_BEHIND])
    )
);
pattern!(
    pub(super) QPS,
    &format!("{qps}{GAP}(?P<calls>{DIGITS})|(?P<calls_before>{DIGITS}){BLANKS}{qps}", qps = any(&[words::QPS]))
);
// ` (per app), 2`, behind a number of calls.
pattern!(
    pub(super) FURTHER,
    &format!(
        r"^{BLANKS}(?:（|\()(?u:[^（）()\n])+(?:）|\)){BLANKS}(?:,|，|;|；|、|{and}){BLANKS}(?P<calls>{DIGITS})",
        and = any(&[words::AND])
    )
);
// `两次调用的间隔不得小于 3 秒`
pattern!(
    pub(super) SPACED,
    &format!(
        r"{spaced}(?u:[^0-9。；;,，\n])*?{least}{BLANKS}(?P<span>{number}){BLANKS}(?P<unit>{unit})",
        spaced = any(&[words::SPACED]),
        least = any(&[words::SPACED_AT_LEAST]),
        number = number(),
        unit = unit()
    )
);
