//! Which calls count together under a rate limit.

use crate::{
    pattern::{front, has, has_alone},
    words::rates as words,
};

/// Which calls count together, in the words between the last quota and this one.
pub(super) fn between(text: &str, from: usize, to: usize) -> Option<String> {
    let said = text[from..to].rsplit('\n').next().unwrap_or_default();
    let said = said.trim_end_matches(['：', ':', ' ', '*', '\n']);
    let inside = said.rfind(['（', '(']).filter(|open| {
        let rest = &said[*open..];
        !rest.contains(['）', ')']) || rest.trim_end().ends_with(['）', ')'])
    });
    let said = match inside {
        Some(open) => said[open..].trim_matches(['（', '(', '）', ')']),
        None => said.rsplit(['；', ';', '。', '，', ',']).next().unwrap_or_default(),
    };
    let mut bare = said.trim_matches(['：', ':', ' ', '*', '-', '）', ')', '。', '.']);
    for cue in words::FRONTS {
        bare = bare.strip_prefix(*cue).unwrap_or(bare).trim_matches(['：', ':', ' ', '\n']);
    }
    speaks_of_a_subject(bare).then(|| bare.to_owned())
}

/// Which calls count together, in the words right behind a rate: `per app`, `（单个房间）`.
pub(super) fn behind(behind: &str) -> Option<String> {
    let behind = behind.trim_start_matches([' ', '*', '\u{a0}']);
    if let Some(inner) = behind.strip_prefix(['（', '(']) {
        let (inner, _) = inner.split_once(['）', ')'])?;
        let states = inner.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '：'));
        return (!states && speaks_of_a_subject(inner)).then(|| inner.trim().to_owned());
    }
    let small = behind.to_ascii_lowercase();
    // `10 次/秒/账号` and `100 calls/s/room`
    let by_sign = front(&small, words::PER_SIGN).filter(|_| !small.contains("//"));
    if by_sign.is_none() {
        let of = front(&small, words::OF)?;
        small[of.len()..].starts_with(' ').then_some(())?;
    }
    let end = behind.find(|letter: char| letter.is_ascii_digit() || ".,;:。，；：\n（(|".contains(letter));
    let said = behind[by_sign.map_or(0, str::len)..end.unwrap_or(behind.len())].trim();
    speaks_of_a_subject(said).then(|| said.to_owned())
}

/// Whether words say whose calls count together.
pub(super) fn speaks_of_a_subject(said: &str) -> bool {
    let small = said.to_lowercase();
    let subject = has(&small, words::SUBJECTS) || words::SHORT_SUBJECTS.iter().any(|word| has_alone(&small, word));
    subject && said.chars().count() <= 60 && !has(said, words::NO_SUBJECTS)
}
