//! Suggestions in messages: lists of names, and "did you mean".

/// Words in backquotes, separated by commas.
pub(crate) fn list<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Suggests the known name that is nearest to `found`, or lists all of them.
pub(crate) fn did_you_mean<'w>(found: &str, known: impl IntoIterator<Item = &'w str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(found, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None if known.is_empty() => "nothing is defined here".to_owned(),
        None => format!("known here: {}", list(known)),
    }
}

/// The known name that is nearest to `found`, if it is near enough to be meant.
pub fn nearest<'w>(found: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let (distance, word) = known.into_iter().map(|word| (distance(found, word), word)).min()?;
    (distance <= 1 + word.len() / 4).then_some(word)
}

/// How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein's distance).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered() {
        assert_eq!(did_you_mean("requierd", ["type", "required"]), "did you mean `required`?");
        assert_eq!(did_you_mean("colour", ["type", "required"]), "known here: `type`, `required`");
        assert_eq!(did_you_mean("x", []), "nothing is defined here");
    }
}
