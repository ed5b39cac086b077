//! The page that a spec is transcribed from, and days.

use super::Context;

/// Checks the address and the days of a page.
pub(super) fn check_origin(source: &crate::format::Origin, path: &[&str], context: &mut Context<'_>) {
    let within = |key| [path, &[key]].concat();
    if !source.url.starts_with("https://") {
        context.report(
            context.value(&within("url")),
            "the page's address does not begin with `https://`",
            "write the full address of the page",
        );
    } else if let Some(letter) = source.url.chars().find(|letter| !is_of_address(*letter)) {
        context.report(
            context.value(&within("url")),
            format!("the page's address contains the character `{}`", letter.escape_default()),
            "percent-encode it, as browsers do: a space is `%20`",
        );
    }
    if source.url.strip_prefix("https://").is_some_and(|rest| !rest.starts_with(|first: char| first.is_alphanumeric()))
    {
        let help = "write the full address of the page";
        context.report(context.value(&within("url")), "the page's address has no host", help);
    }
    for (key, value) in [("read", Some(&source.read)), ("updated", source.updated.as_ref())] {
        if let Some(value) = value {
            check_day(value, &within(key), context);
        }
    }
}

/// Whether an address may contain `letter`, in Markdown too.
fn is_of_address(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_.~:/?#@!$&'*+,;=%".contains(letter)
}

/// Checks the day at `path`.
pub(super) fn check_day(value: &str, path: &[&str], context: &mut Context<'_>) {
    let day = time::macros::format_description!("[year]-[month]-[day]");
    if time::Date::parse(value, &day).is_err() {
        let key = path.last().copied().unwrap_or_default();
        context.report(context.value(path), format!("`{key}` is not a day"), "write it like `2026-11-22`");
    }
}
