//! Pages that are much larger than any that people read, and limits that are reported.

mod common;

use rtc_pages::Facts;
use std::fmt::Write as _;

fn facts(table: &str) -> Facts {
    let page = format!(
        "<h2>Request method and endpoint</h2><p>https://rtc-api.zego.im/?Action=SayThing</p>\n\
         <h2>Request parameters</h2>\n<table>{table}</table>"
    );
    common::read(&page).expect("it is a page of an action")
}

const HEADER: &str = "<tr><th>Parameter</th><th>Type</th><th>Required</th><th>Description</th></tr>\n";

fn limit(facts: &Facts) -> Option<&str> {
    facts.unclear.iter().map(|message| message.value.as_str()).find(|message| message.contains("colspan and rowspan"))
}

#[test]
fn a_page_may_have_thousands_of_parameters() {
    let mut table = HEADER.to_owned();
    for number in 0..1_700 {
        let _ = writeln!(table, "<tr><td>Name{number}</td><td>String</td><td>yes</td><td>The thing.</td></tr>");
    }
    let facts = facts(&table);
    assert_eq!((facts.request.len(), facts.is_clear()), (1_700, true));
}

#[test]
fn cells_that_span_rows_and_columns_are_repeated() {
    let table = format!(
        "{HEADER}<tr><td>One</td><td rowspan=3>String</td><td rowspan=3>yes</td><td>The first.</td></tr>\
         <tr><td>Two</td><td>The second.</td></tr><tr><td>Three</td><td>The third.</td></tr>"
    );
    let facts = facts(&table);
    let words = |at: usize| format!("{:?}", facts.request[at].required);
    assert_eq!((facts.request.len(), words(0) == words(2), limit(&facts)), (3, true, None));
}

/// Each of these few kilobytes would become millions of cells.
#[test]
fn spans_without_measure_are_limited_and_it_says_so() {
    let wide = "<tr>".to_owned() + &"<td colspan=100 rowspan=100>a</td>".repeat(600) + "</tr>";
    let deep = "<td rowspan=100>a</td>".repeat(400) + &"<tr><td>b</td></tr>".repeat(600);
    let long = format!("<tr><td rowspan=100>{}</td></tr>", "word ".repeat(4_000)) + &"<tr><td>b</td></tr>".repeat(100);
    for table in [wide, deep, long] {
        let facts = facts(&format!("{HEADER}{table}"));
        let message = limit(&facts).unwrap_or_default();
        assert!(message.contains("more than 20000 cells"), "{message}");
    }
}
