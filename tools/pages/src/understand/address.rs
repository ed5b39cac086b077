//! The address that a saved page names as its own.

use crate::position::{Lines, Located};

/// What browsers write into a page that they save, before the length of its address and the address.
const SAVED_FROM: &str = "<!-- saved from url=(";
/// Tags that have the address: an attribute and the value by which they are known, and the attribute with the address.
const TAGS: [(&str, &str, &str); 2] = [("rel", "canonical", "href"), ("property", "og:url", "content")];
/// The keys of a page's front matter that have it.
const KEYS: [&str; 4] = ["url", "canonical", "canonical_url", "source_url"];

/// The page's own address, without a fragment.
pub(crate) fn address(page: &str, lines: &Lines<'_>) -> Option<Located<String>> {
    let (at, address) = in_tag(page).or_else(|| in_comment(page)).or_else(|| in_front_matter(page))?;
    Some(lines.at(address, at))
}

/// In `<link rel="canonical" href="…">` or `<meta property="og:url" content="…">`.
fn in_tag(page: &str) -> Option<(usize, String)> {
    TAGS.iter().find_map(|(key, value, attribute)| {
        page.match_indices(value).find_map(|(at, _)| {
            let start = page[..at].rfind('<')?;
            let tag = &page[start..at + page[at..].find('>')?];
            let says = |form: String| tag.contains(&form);
            let is_one = says(format!("{key}=\"{value}\"")) || says(format!("{key}='{value}'"));
            let found = tag.find(&format!("{attribute}=")).filter(|_| is_one)? + attribute.len() + 1;
            let quote = tag[found..].chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
            let text = tag[found + 1..].split(quote).next()?;
            Some((start + found + 1, usable(&text.replace("&amp;", "&"))?))
        })
    })
}

/// In the comment that browsers write.
fn in_comment(page: &str) -> Option<(usize, String)> {
    let at = page.find(SAVED_FROM)? + SAVED_FROM.len();
    let start = at + page[at..].find(')')? + 1;
    Some((start, usable(page[start..].split("-->").next()?.trim())?))
}

/// In the lines between two `---` at the start of Markdown.
fn in_front_matter(page: &str) -> Option<(usize, String)> {
    let mut start = page.strip_prefix("---").and_then(|rest| rest.find('\n')).map(|end| 3 + end + 1)?;
    loop {
        let line = page[start..].lines().next().filter(|line| line.trim_end() != "---")?;
        if let Some((key, value)) = line.split_once(':').filter(|(key, _)| KEYS.contains(key)) {
            let bare = value.trim().trim_matches(['"', '\'']);
            let at = start + key.len() + 1 + value.find(bare).unwrap_or_default();
            if let Some(address) = usable(bare) {
                return Some((at, address));
            }
        }
        start += page[start..].find('\n')? + 1;
    }
}

/// An address on the web that a spec can have.
fn usable(text: &str) -> Option<String> {
    let address = text.split('#').next()?;
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = host.split(['/', '?']).next()?;
    let plain =
        address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'`' | b'\\'));
    (plain && host.contains('.') && !host.contains('@')).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_where_pages_have_them() {
        for (page, wanted) in [
            (
                "<html><head>\n<link href=\"https://a.example.com/x?y=1&amp;z=2#top\" rel=\"canonical\"></head>",
                Some("https://a.example.com/x?y=1&z=2 2:13"),
            ),
            ("<meta property='og:url' content='https://a.example.com/x'/>", Some("https://a.example.com/x 1:34")),
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0023)https://a.example.com/x -->\n<html>",
                Some("https://a.example.com/x 2:27"),
            ),
            ("---\ntitle: A\nurl: \"https://a.example.com/x\"\n---\n# A\n", Some("https://a.example.com/x 3:7")),
            ("---\ntitle: A\n---\nurl: https://a.example.com/x\n", None),
            ("---\nurl: /x\n", None),
            ("# A\n\nThe `canonical` form, see <https://a.example.com/x>.\n", None),
            ("<link rel=\"canonical\" href=\"/x\">", None),
            ("<link rel=\"canonical\" href=\"https://me:secret@a.example.com/x\">", None),
            ("<link rel=\"canonical\" href=\"https://a.example.com/x y\">", None),
            ("<link rel=\"canonical\"", None),
        ] {
            let found = address(page, &Lines::new(page)).map(|found| format!("{} {}", found.value, found.position));
            assert_eq!(found.as_deref(), wanted, "{page}");
        }
    }
}
