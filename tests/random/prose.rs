//! Sentences that give trouble in comments, in Markdown and in tables.

use crate::random::Random;

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "A room.", "The user's id; see below;", "one of `a` and `b`", "a | b || c", "100 % of it",
    "see https://example.com/a_b?c=d&e=f.", "(https://example.com/x)", "[https://example.com/x]",
    "<https://example.com/x>", "\"https://example.com/x\"", "“https://example.com/x”", "见https://example.com/文档。",
    "参见（https://example.com/x）。", "[a page](https://example.com)", "[a page]( https://example.com )",
    "[a page](https://example.com/a b)", "[not a link]", "[`Vec`]", "[Self::send]", "[crate]",
    "[x]: https://example.com", "![image](https://example.com/x.png)", "a footnote[^1]", "[^1]: the footnote",
    "<b>bold</b>", "<script>alert(1)</script>", "List<String>", "Option<T> and Vec<u8>", "a < b && c > d",
    "&amp; &lt; &nbsp;", "&#x202e;turned&#13;&#x2028;", "a\0b", "<!-- comment -->", "*one* **two** ***three***", "_a_ __b__ snake_case_name", "~~gone~~",
    "a ` b", "`` a ` b ``", "`unclosed", "```", "```rust", "```\nlet x = 1;\n```",
    "```rust\nlet x: NotAType = 1;\n```", "~~~\nfree\n~~~", "    indented code", "- an item", "* an item",
    "+ an item", "- an item\n  that goes on\nlazily", "1. first\n2. second", "10) tenth\n    - deeper",
    "- a\n\n  - b\n\n    - c", "# Heading", "## Errors", "Title\n=====", "Title\n---", "---", "***",
    "> quoted\nlazily", "| a | b |\n|---|---|\n| 1 | 2 |", "a\ttab", "\ta tab first", "a\r\nb", "a\rb", "a\u{2028}b",
    "a\u{2029}b", "a\u{85}b", "a\u{b}b", "\u{202e}turned\u{202c}", "\u{200b}zero\u{200d}width\u{feff}",
    "\u{2066}isolated\u{2069}", "e\u{301} combining", "👩‍👩‍👧 family", "中文说明：见下表，取值范围为[0,100]。", "（默认值）", "\\",
    "ends with \\", "\\[x\\]", "\"quoted\" 'single'", "C:\\new\\table", "{braces} {} {{}} {0}", "*/ /* // ///",
    "#[doc]", "/// a comment", "r#\"raw\"#", "TODO", "...", "…", "e.g. this", "i.e. that", "it's", "$x^2$",
    "a  b   c", "line one\nline two", "para one\n\npara two", "para\n\n\n\nfar away", "ends with;", "ends with:",
    "www.example.com", "user@example.com", "ftp://example.com", "mailto:a@example.com", "http://localhost:8080/",
    "https://", "https://example.com/(a)", "https://example.com/a_(b)_c", "Auto<link>s",
    "a-very-long-word-without-any-place-to-break-it-which-is-longer-than-a-line-of-documentation-may-be-and-then-some-more-letters",
    "averyverylongwordaveryverylongwordaveryverylongwordaveryverylongwordaveryverylongwordaveryverylongwordaveryverylongword",
    "https://example.com/a/very/long/address/that/does/not/fit/into/a/line/of/documentation/because/it/has/so/many/parts/and/more",
    "UserId UserID user_id", "RoomId[]", "Name.N", "OAuth GitHub JavaScript", "Section [1][2]", "a[0]", "[ ]",
    "[x] done", "- [ ] task", "-", "+", "=", "==", "1.", "1)", "99999999999999999999. big", "::", "std::vec::Vec",
    "`a`b`c`", "\u{a0}", "hard break  \nnext", "back\\\nslash", "term\n: definition", "<https://example.com", "](",
    "[](", "[a](<b c>)", "[a][b]", "@todo", "&", "<", ">", "`", "|",
];

/// A sentence or several; never empty.
pub(crate) fn sentence(random: &mut Random) -> String {
    if random.chance(40) {
        return "It is what it is.".to_owned();
    }
    let mut text = String::new();
    for number in 0..=random.below(3) {
        if number > 0 {
            text.push_str(random.pick(&[" ", " ", "\n", "\n\n", ", ", ""]));
        }
        text.push_str(random.pick(PIECES));
    }
    text
}

/// A fragment of a sentence, as codes have it.
pub(crate) fn fragment(random: &mut Random) -> String {
    if random.chance(50) { "it is not there".to_owned() } else { sentence(random) }
}
