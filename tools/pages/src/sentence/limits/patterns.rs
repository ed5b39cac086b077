//! The forms in which sentences state limits.

use crate::{
    pattern::{BLANKS, any, pattern},
    words::{limits as words, units},
};

const NUMBER: &str = r"-?[0-9][0-9,]*(?:\.[0-9]+)?";

/// What may be between two ends.
fn to() -> String {
    format!("{BLANKS}{}{BLANKS}", any(&[words::TO]))
}

pattern!(
    pub(super) BRACKETS,
    &format!(
        r"(\[|［|\(|（|【){BLANKS}({NUMBER}){BLANKS}(?:,|，|~|～|-|–|—|、){BLANKS}({NUMBER}|\+?∞){BLANKS}(\]|\)|］|）|】)"
    )
);
pattern!(
    pub(super) FROM_TO,
    &format!(
        r"({}){BLANKS}{}?{BLANKS}{}?{BLANKS}{}?{BLANKS}{}?{BLANKS}(?:：|:)?{BLANKS}({NUMBER}){}({NUMBER})",
        any(&[words::RANGES]),
        any(&[words::LIMIT]),
        any(&[words::MUST]),
        any(&[words::IS]),
        any(&[words::BETWEEN]),
        to()
    )
);
pattern!(
    pub(super) WITHIN,
    &format!(
        r"{}{BLANKS}({NUMBER}){to}({NUMBER})|({NUMBER}){to}({NUMBER}){BLANKS}{}|(?:^|\.\s|。|;|；|\n){BLANKS}({NUMBER}){BLANKS}{}{BLANKS}({NUMBER}){BLANKS}(?:\.(?:\s|$)|。|;|；|\n|$)|{}{BLANKS}({NUMBER}){BLANKS}{}?{BLANKS}{}{BLANKS}({NUMBER})",
        any(&[words::FROM]),
        words::WITHIN,
        any(&[words::TO_ALONE]),
        any(&[words::NOT_BELOW]),
        any(&[words::NOR]),
        any(&[words::ABOVE]),
        to = to()
    )
);
// `1 ≤ x ≤ 20`, `0 <= x < 360`
pattern!(
    pub(super) CHAIN,
    &format!(
        r"({NUMBER}){BLANKS}(≤|<=|&lt;=|<|&lt;){BLANKS}[a-z_]+{BLANKS}(≤|<=|&lt;=|<|&lt;){BLANKS}({NUMBER})"
    )
);
// `每页条数，1～100，默认 20`: a clause that is nothing but a range.
pattern!(
    pub(super) CLAUSE,
    &format!(r"(?:^|\.\s|。|;|；|\n|，|,\s|：|:|（|\(){BLANKS}({NUMBER}){BLANKS}{}{BLANKS}({NUMBER})", any(&[words::TO_IN_A_CLAUSE]))
);
// `1-32 位`, `6 to 20 characters`
pattern!(
    pub(super) OF_UNITS,
    &format!(
        r"({between})?{BLANKS}\b({NUMBER}){BLANKS}(?:({to})|{and}){BLANKS}({NUMBER}){BLANKS}{units}",
        between = any(&[words::BETWEEN]),
        to = any(&[words::TO_IN_A_CLAUSE]),
        and = any(&[words::AND]),
        units = any(&[units::CHARACTERS, units::BYTES])
    )
);
// `1-100 个 ID`
pattern!(
    pub(super) OF_ITEMS,
    &format!(r"\b({NUMBER}){BLANKS}{}{BLANKS}({NUMBER}){BLANKS}", any(&[words::TO_IN_A_CLAUSE]))
);
// `128 字节以内`
pattern!(
    pub(super) INSIDE,
    &format!(r"({NUMBER}){BLANKS}({})?{BLANKS}{}", any(&[units::CHARACTERS, units::BYTES, units::COUNTED]), any(&[words::INSIDE]))
);
pattern!(pub(super) PATTERN_LENGTH, r"\]\{([0-9]+),([0-9]+)\}");
pattern!(
    pub(super) COMPARED,
    &format!(
        r"({})?(?:({})|({})|({}|{}\b)){BLANKS}({})?{BLANKS}{}?{BLANKS}({NUMBER})",
        any(&[words::NOT]),
        any(&[words::LESS]),
        any(&[words::MORE]),
        any(&[words::BEYOND]),
        words::OVER,
        any(&[words::OR_EQUAL]),
        any(&[words::IS_NUMBER])
    )
);

/// An end of a range: words `before` it with a few others between, words `right_before` it, or a noun.
fn end(before: &[&str], right_before: &[&str], noun: &[&str]) -> String {
    format!(
        r"(?:{}(?u:[^0-9，。；,.;\n]){{0,10}}?|{}|{}(?: {})*(?: {}(?: [a-z]+){{1,3}}?| {}(?: [a-z]+){{1,2}}?)?(?: {})?(?: {}|:)?){BLANKS}{}?{BLANKS}({NUMBER})",
        any(&[before]),
        any(&[right_before]),
        any(&[noun]),
        any(&[words::OF]),
        words::OF_EACH,
        words::OF_ITEMS,
        any(&[words::SUPPORTED]),
        any(&[words::IS_ENGLISH]),
        any(&[words::IS_NUMBER])
    )
}

pattern!(pub(super) MOST, &end(words::MOST, words::AT_MOST, words::MAXIMUM));
pattern!(pub(super) LEAST, &end(words::LEAST, words::AT_LEAST, words::MINIMUM));
