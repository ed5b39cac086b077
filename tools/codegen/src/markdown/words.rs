//! Escapes words of prose and finds addresses in it.

/// Writes `text` so that Markdown shows it unchanged, with addresses as links.
/// `is_start`: it begins a block. `in_link`: it is the text of a link.
pub(super) fn write(text: &str, is_start: bool, in_link: bool, to: &mut String) {
    let mut rest = text;
    let mut is_start = is_start;
    while !rest.is_empty() {
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        if blank > 0 {
            if !to.ends_with(' ') && !is_start {
                to.push(' ');
            }
            rest = &rest[blank..];
            continue;
        }
        let end = rest.find(' ').unwrap_or(rest.len());
        word(&rest[..end], is_start, in_link, to);
        is_start = false;
        rest = &rest[end..];
    }
}

fn word(word: &str, is_start: bool, in_link: bool, to: &mut String) {
    let mut rest = word;
    while let Some(at) = if in_link { None } else { address_start(rest) } {
        let length = address_length(&rest[at..]);
        escape(&rest[..at], is_start && at > 0 && rest.len() == word.len(), to);
        to.push('<');
        to.push_str(&rest[at..at + length]);
        to.push('>');
        rest = &rest[at + length..];
    }
    escape(rest, is_start && rest.len() == word.len(), to);
}

/// The start of the next address.
fn address_start(text: &str) -> Option<usize> {
    let starts =
        |at: usize, scheme: &str| text.get(at..at + scheme.len()).is_some_and(|is| is.eq_ignore_ascii_case(scheme));
    let found = text.match_indices("://").find_map(|(at, _)| {
        let schemes = ["https", "http"];
        schemes.into_iter().find_map(|scheme| at.checked_sub(scheme.len()).filter(|start| starts(*start, scheme)))
    })?;
    (address_length(&text[found..]) > 8).then_some(found)
}

/// The length of the address at the start of `text`: it ends with its ASCII letters, and trailing full stops and
/// closing brackets belong to the sentence.
fn address_length(text: &str) -> usize {
    let belongs = |letter: char| letter.is_ascii_alphanumeric() || "-_.~:/?#@!$&'()*+,;=%".contains(letter);
    let mut address = &text[..text.find(|letter| !belongs(letter)).unwrap_or(text.len())];
    while let Some(last) = address.chars().last() {
        let opened = address.matches('(').count() >= address.matches(')').count();
        if !".,;:!?'*_".contains(last) && (last != ')' || opened) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

fn escape(text: &str, is_start: bool, to: &mut String) {
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let is_word = |neighbour: Option<&char>| neighbour.is_some_and(|letter| letter.is_alphanumeric());
        let is_active = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '_' => !(is_word(at.checked_sub(1).and_then(|at| letters.get(at))) && is_word(letters.get(at + 1))),
            '&' => letters.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == '#'),
            '#' | '-' | '+' | '=' => is_start && at == 0,
            '.' | ')' => is_start && digits > 0 && at == digits,
            _ => false,
        };
        if is_active {
            to.push('\\');
        }
        to.push(letter);
    }
}
