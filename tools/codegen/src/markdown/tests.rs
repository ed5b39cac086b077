use super::*;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Tag};

/// The events that rustdoc sees.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The letters that a reader sees.
fn visible(text: &str, options: Options) -> String {
    let mut seen = String::new();
    for event in Parser::new_ext(text, options) {
        if let Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) = event {
            seen.extend(text.chars().filter(|letter| !letter.is_whitespace()));
        }
    }
    seen
}

/// The warning of rustdoc or clippy about `text`, if any.
fn faults(text: &str) -> Option<String> {
    let (mut in_link, mut in_code) = (0, false);
    for event in TextMergeStream::new(Parser::new_ext(text, rustdoc())) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => return Some(format!("HTML {html}")),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => return Some(format!("{event:?}")),
            Event::Start(Tag::Table(_) | Tag::Strikethrough | Tag::Image { .. } | Tag::Heading { .. }) => {
                return Some(format!("{event:?}"));
            }
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with("http") => {
                return Some(format!("link {dest_url}"));
            }
            Event::Start(Tag::Link { .. }) => in_link += 1,
            Event::End(TagEnd::Link) => in_link -= 1,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if &*language == "text" => in_code = true,
            Event::Start(Tag::CodeBlock(kind)) => return Some(format!("{kind:?}")),
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if in_link == 0 && !in_code && text.contains("https://a.") => {
                return Some(format!("bare address in {text}"));
            }
            _ => {}
        }
    }
    None
}

fn check(text: &str) -> Result<(), String> {
    let made = safe(text);
    let wrapped = wrap(&made, 40).join("\n");
    let seen = visible(&normal(text), Options::empty());
    for (what, made) in [("safe", &made), ("wrap", &wrapped), ("again", &safe(&made)), ("inline", &inline(text))] {
        if let Some(fault) = faults(made) {
            return Err(format!("{what}: {fault}\n{text:?}\n{made:?}"));
        }
        let now = visible(made, rustdoc());
        if what != "inline" && now != seen {
            return Err(format!("{what}: {seen:?} became {now:?}\n{text:?}\n{made:?}"));
        }
    }
    if cell(text).contains('\n') || inline(text).contains('\n') {
        return Err(format!("several lines of {text:?}"));
    }
    Ok(())
}

#[test]
fn table_of_inputs() {
    for (text, made) in [
        ("see `UserId[]` or [x] <b>", "see `UserId[]` or \\[x\\] \\<b\\>"),
        ("at https://a.b/c?d=1.", "at <https://a.b/c?d=1>."),
        ("the guide (https://a.example.com/x).", "the guide (<https://a.example.com/x>)."),
        ("[page](https://a.b)", "[page](<https://a.b>)"),
        ("[the vendor's page](https://a.b/x_y) has it", "[the vendor's page](<https://a.b/x_y>) has it"),
        (
            "详见https://a.example.com/x。或 https://b.example.com/y。",
            "详见<https://a.example.com/x>。或 <https://b.example.com/y>。",
        ),
        ("one ` alone [x]", "one \\` alone \\[x\\]"),
        ("See [UserId](UserId) and [other](#anchor)", "See UserId and other"),
        ("One of:\n- first\nlazy line\n- second\n  more", "One of:\n\n- first lazy line\n- second more"),
        ("1) a\n2) b\n   - c", "1. a\n2. b\n\n   - c"),
        ("An answer:\n```\n{ \"A\": 1 ]", "An answer:\n\n```text\n{ \"A\": 1 ]\n```"),
        ("```rust\nlet x = ;\n```", "```text\nlet x = ;\n```"),
        ("a\tb\t c", "a b c"),
        ("one\rtwo\r\nthree\u{2028}four", "one two three four"),
        ("Title\n=====\nand\n\n---\nmore", "Title\n\nand\n\nmore"),
        ("2021. was a year", "2021. was a year"),
        ("x[^1] and [^1]: note", "x\\[^1\\] and \\[^1\\]: note"),
        ("a & b &amp; &lt;c&gt;", "a & b & \\<c\\>"),
        ("must **never** be", "must **never** be"),
        ("the user_id of _x_", "the user_id of *x*"),
    ] {
        assert_eq!(safe(text), made, "{text:?}");
        check(text).unwrap();
    }
}

#[test]
fn lines_are_wrapped_between_words() {
    assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    assert_eq!(wrap("one\n\ntwo", 80), ["one", "", "two"]);
    assert_eq!(wrap("aaaa - bbbb", 5), ["aaaa -", "bbbb"]);
    assert_eq!(wrap("- one two three", 9), ["- one two", "  three"]);
    assert_eq!(
        wrap("1. one two\n\n   ```text\n   a very long line\n   ```", 8),
        ["1. one", "   two", "", "   ```text", "   a very long line", "   ```"]
    );
    assert_eq!(wrap("see `a b c`", 5), ["see", "`a b c`"]);
    assert_eq!(cell("a | b\nc `|`"), "a \\| b c `\\|`");
}

#[test]
fn sentences_get_a_capital_and_a_full_stop() {
    for (text, made) in [
        ("the room is gone", "The room is gone."),
        ("gone!", "Gone!"),
        ("one of:\n- a\n- b", "One of:\n- a\n- b"),
        ("so:\n```\nx\n```", "So:\n```\nx\n```"),
        ("https://a.b/c", "https://a.b/c."),
        ("房间不存在。", "房间不存在。"),
    ] {
        assert_eq!(sentence(text), made);
    }
    assert_eq!(then("One.", "Two."), "One. Two.");
    assert_eq!(then("Required.", "- one"), "Required.\n\n- one");
    assert_eq!(then("- one", "Two."), "- one\n\nTwo.");
    assert_eq!(then("```text\nx\n```", "Two."), "```text\nx\n```\n\nTwo.");
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "word",
        "UserId",
        "user_id",
        "中文",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\n    ",
        "\t",
        "\r",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "10. ",
        "> ",
        "# ",
        "---",
        "===",
        "```",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](x)",
        "](https://a.example.com/x)",
        "https://a.example.com/x_y",
        "<https://a.example.com>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        "&#35;",
        "\\",
        "|",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "[x]: y",
        "[x]: https://a.example.com",
        "[ ] ",
        ";",
        ".",
        "!",
        "\u{2028}",
        "\u{202e}",
        "\u{85}",
        "{",
        "}",
        "\"",
        "'",
        "$",
        "a@b.example",
        ":",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prose_keeps_its_words_and_loses_its_traps(pieces in prop::collection::vec(piece(), 1..14)) {
        let text = pieces.concat();
        if let Err(why) = check(&text) {
            prop_assert!(false, "{why}");
        }
    }
}
