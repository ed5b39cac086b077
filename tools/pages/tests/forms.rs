//! The same parameters in every form in which pages are saved are the same facts.

mod common;

use proptest::prelude::*;
use std::fmt::Write as _;

/// A parameter as a vendor may have it.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    kind: &'static str,
    required: bool,
    sentence: &'static str,
}

const WORDS: [&str; 14] =
    ["App", "Room", "User", "Task", "Stream", "Start", "Page", "Max", "Mix", "Record", "Layout", "Code", "Token", "Id"];
const ENDS: [&str; 8] = ["Id", "Name", "Time", "Num", "Mode", "Info", "Url", "Key"];
const KINDS: [(&str, &str); 10] = [
    ("SeatInfo", "SeatInfo"),
    ("Array of SeatInfo", "[SeatInfo]"),
    ("String", "string"),
    ("Integer", "integer"),
    ("Boolean", "bool"),
    ("Float", "f64"),
    ("Object", "object"),
    ("Long", "i64"),
    ("Array of String", "[string]"),
    ("Array of Integer", "[integer]"),
];
const SENTENCES: [&str; 9] = [
    "The room it is about.",
    "Which one of them. The default is 0.",
    "How many there are, at most 10.",
    "房间的标志。",
    "模式，0：快，1：慢。",
    "何时开始，取值范围为 [0, 60]。",
    "Note: It may be empty.",
    "A sentence with a String in it and an Integer.",
    "是否必选取决于别处。",
];

/// How cells are in text.
#[derive(Clone, Copy, Debug)]
enum Form {
    Bars,
    OpenBars,
    BrokenBars,
    Html,
    Tabs,
    Blanks,
    Glued,
    Lines,
    LinesApart,
    List,
    MarkdownList,
}

const FORMS: [Form; 11] = [
    Form::Bars,
    Form::OpenBars,
    Form::BrokenBars,
    Form::Html,
    Form::Tabs,
    Form::Blanks,
    Form::Glued,
    Form::Lines,
    Form::LinesApart,
    Form::List,
    Form::MarkdownList,
];

/// Which columns a table has, and in which order.
#[derive(Clone, Copy, Debug)]
enum Columns {
    TypeFirst,
    MarkFirst,
    WithExample,
}

impl Columns {
    fn header(self) -> &'static [&'static str] {
        match self {
            Self::TypeFirst => &["Parameter", "Type", "Required", "Description"],
            Self::MarkFirst => &["Parameter Name", "Required", "Type", "Description"],
            Self::WithExample => &["参数", "类型", "是否必选", "示例值", "描述"],
        }
    }

    fn cells(self, row: &Row) -> Vec<&'static str> {
        let mark = if row.required { "Yes" } else { "No" };
        match self {
            Self::TypeFirst => vec![row.kind, mark, row.sentence],
            Self::MarkFirst => vec![mark, row.kind, row.sentence],
            Self::WithExample => vec![row.kind, if row.required { "是" } else { "否" }, "Example_1", row.sentence],
        }
    }
}

fn page(rows: &[Row], columns: Columns, form: Form) -> String {
    let mut text = String::new();
    let mark = if matches!(form, Form::Bars | Form::Html | Form::MarkdownList) { "## " } else { "" };
    let _ = writeln!(text, "{mark}Request method and endpoint\n\nhttps://rtc-api.zego.im/?Action=SayThing\n");
    let _ = writeln!(text, "{mark}Request parameters\n");
    if matches!(form, Form::Html) {
        let _ = writeln!(text, "<table><tr><th>{}</th></tr>", columns.header().join("</th><th>"));
    } else if !matches!(form, Form::List | Form::MarkdownList) {
        let header = if matches!(form, Form::BrokenBars) { Form::OpenBars } else { form };
        text.push_str(&line(columns.header(), header));
        if matches!(form, Form::Bars | Form::BrokenBars) {
            let _ = writeln!(text, "|{}", "---|".repeat(columns.header().len()));
        }
    }
    for row in rows {
        let Row { name, kind, required, sentence } = row;
        let marked = if *required { "required" } else { "optional" };
        match form {
            Form::List => {
                let _ = writeln!(text, "{name} {} {marked}\n\n{sentence}\n", kind.replace("Array of ", "[]"));
            }
            Form::MarkdownList => {
                let _ = writeln!(text, "- **{name}** `{}` `{marked}`\n  {sentence}", kind.replace("Array of ", "[]"));
            }
            _ => {
                let mut cells = vec![name.as_str()];
                cells.extend(columns.cells(row));
                text.push_str(&line(&cells, form));
            }
        }
    }
    if matches!(form, Form::Html) {
        text.push_str("</table>\n");
    }
    let _ = writeln!(text, "\n{mark}Request example\n\nhttps://rtc-api.zego.im/?Action=SayThing\n");
    text
}

fn line(cells: &[&str], form: Form) -> String {
    match form {
        Form::Bars => format!("| {} |\n", cells.join(" | ")),
        Form::OpenBars => format!("{} |\n", cells.join(" | ")),
        Form::BrokenBars => format!("{} |\n", cells.join(" |\n")),
        Form::Html => format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>")),
        Form::Tabs => format!("{}\n", cells.join("\t")),
        Form::Blanks => format!("{}\n", cells.join(" ")),
        Form::Glued => format!("{}\n", cells.concat()),
        Form::Lines => format!("{}\n", cells.join("\n")),
        Form::LinesApart => format!("{}\n\n", cells.join("\n\n")),
        Form::List | Form::MarkdownList => String::new(),
    }
}

/// Names, types and marks, as they were read.
fn read(page: &str) -> Vec<(String, String, Option<bool>)> {
    let facts = common::read(page).expect("it is a page of an action");
    let parsed = |field: &rtc_pages::Field| {
        let kind = field.kind.as_ref().map_or("?".to_owned(), |kind| kind.value.word.to_string());
        let required = field.required.as_ref().and_then(|required| required.value.always);
        (field.name.value.clone(), kind.replace("i32", "integer"), required)
    };
    facts.request.iter().map(parsed).collect()
}

fn row() -> impl Strategy<Value = Row> {
    let name = (prop::sample::select(&WORDS[..]), prop::sample::select(&ENDS[..]));
    let rest = (prop::sample::select(&KINDS[..]), any::<bool>(), prop::sample::select(&SENTENCES[..]));
    (name, rest).prop_map(|((word, end), (kind, required, sentence))| Row {
        name: format!("{word}{end}"),
        kind: kind.0,
        required,
        sentence,
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 1..8).prop_map(|mut rows: Vec<Row>| {
        let mut known = std::collections::HashSet::new();
        rows.retain(|row| known.insert(row.name.clone()));
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_form_says_the_same(rows in rows()) {
        // Where a name ends and a type begins that nobody knows, nothing shows in words that are glued together.
        let named = |rows: &[Row]| rows.iter().any(|row| row.kind.contains("SeatInfo"));
        let kind = |word: &str| KINDS.iter().find(|(known, _)| *known == word).map_or("?", |(_, kind)| kind).to_owned();
        let wanted: Vec<_> = rows.iter().map(|row| (row.name.clone(), kind(row.kind), Some(row.required))).collect();
        for columns in [Columns::TypeFirst, Columns::MarkFirst, Columns::WithExample] {
            for form in FORMS.into_iter().filter(|form| !matches!(form, Form::Glued) || !named(&rows)) {
                let page = page(&rows, columns, form);
                prop_assert_eq!(&read(&page), &wanted, "{:?} {:?}\n{}", columns, form, page);
            }
        }
    }
}
