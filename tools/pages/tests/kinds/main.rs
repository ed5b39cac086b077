//! Small pages that stand for kinds of oddities, each in the forms in which it comes.

mod actions;
mod answers;
mod blocks;
#[path = "../common/mod.rs"]
mod common;
mod sentences;
mod subjects;
mod tables;

use rtc_pages::{Facts, Field};
use std::fmt::Write as _;

/// What a test looks at, in a few words: names, types, marks and remarks of one page.
fn read(page: &str) -> String {
    common::read(page).map_or_else(|error| error.to_string(), |facts| summary(&facts))
}

fn summary(facts: &Facts) -> String {
    let mut text = facts.action.as_ref().map_or("types".to_owned(), |action| action.value.clone());
    for (title, fields) in [("request", &facts.request), ("response", &facts.response)] {
        if !fields.is_empty() {
            let _ = write!(text, " {title}({})", list(fields));
        }
    }
    for record in &facts.types {
        let _ = write!(text, " {}({})", record.name.value, list(&record.fields));
    }
    let codes: Vec<&str> = facts.codes.iter().map(|code| code.code.value.as_str()).collect();
    if !codes.is_empty() {
        let _ = write!(text, " codes({})", codes.join(" "));
    }
    for quota in &facts.quotas {
        let scope = quota.value.scope.as_ref().map_or(String::new(), |scope| format!(" {scope}"));
        let _ = write!(text, " {}/{}s{scope}", quota.value.calls, quota.value.seconds);
    }
    for (name, span) in [("span", &facts.window.span), ("back", &facts.window.back), ("lag", &facts.window.lag)] {
        if let Some(span) = span {
            let _ = write!(text, " {name}={}", span.value);
        }
    }
    if let Some(answer) = &facts.answer {
        let _ = write!(text, " answer={}", answer.value.as_str());
    }
    if !facts.examples.is_empty() {
        let _ = write!(text, " examples={}", facts.examples.len());
    }
    for message in &facts.unclear {
        let _ = write!(text, "; {}", message.value);
    }
    text
}

fn list(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let kind = field.kind.as_ref().map_or("?".to_owned(), |kind| kind.value.word.to_string());
        let mut text = format!("{}:{kind}", field.name.value);
        match field.required.as_ref().map(|required| required.value.always) {
            Some(Some(true)) => text.push('!'),
            Some(Some(false)) | None => {}
            Some(None) => text.push('?'),
        }
        for limit in &field.limits {
            let end = |bound: &Option<rtc_pages::Bound>| bound.as_ref().map_or(String::new(), |end| end.number.clone());
            let _ = write!(text, " {:?}={}..{}", limit.value.of, end(&limit.value.least), end(&limit.value.most));
        }
        if let Some(default) = &field.default {
            let _ = write!(text, " default={}", default.value);
        }
        if let Some(example) = &field.example {
            let _ = write!(text, " example={}", example.value);
        }
        let values: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
        if !values.is_empty() {
            let _ = write!(text, " values={}", values.join("|"));
        }
        if !field.fields.is_empty() {
            let _ = write!(text, "({})", list(&field.fields));
        }
        text
    };
    fields.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Compares all pages, and shows all that differ at once.
fn check(table: &[(&str, String, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(name, page, wanted)| (name, page, wanted, read(page)))
        .filter(|(_, _, wanted, found)| *wanted != found)
        .map(|(name, page, wanted, found)| format!("{name}\n  wanted: {wanted}\n  found:  {found}\n{page}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), table.len(), wrong.join("\n\n"));
}

/// A ZEGO page in Markdown with these lines above its tables, rows of its request, and more behind it.
fn zego(head: &str, rows: &str, tail: &str) -> String {
    format!(
        "# Paint a wall\n\n- Request method: GET\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n{head}\n\
         ## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n{rows}\n{tail}"
    )
}

/// A Tencent page in text with these lines above its tables, rows of its request, and more behind it.
fn tencent(head: &str, rows: &str, tail: &str) -> String {
    format!(
        "PaintWall\n\n1. API Description\n\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n\n{head}\n\n\
         2. Input Parameters\n\nParameter Name Required Type Description\n\
         Action Yes String Common Params. The value used for this API: PaintWall.\n{rows}\n\n\
         3. Output Parameters\n\nParameter Name Type Description\nRequestId String The call.\n{tail}"
    )
}

/// A page of ZEGO's components with these parameters in its query and its body.
fn mdx(head: &str, query: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"PaintWall\"\n---\n\n<h1 className={{\"openapi__heading\"}}>PaintWall</h1>\n\n\
         <MethodEndpoint method={{\"post\"}} path={{\"/\"}}></MethodEndpoint>\n\n{head}\n\n## Request\n\
         <details><summary><h3>Query Parameters</h3></summary><div><ul>\
         <ParamsItem param={{{{\"name\":\"Action\",\"in\":\"query\",\"description\":\"> https://rtc-api.zego.im/?Action=PaintWall\\n\",\"required\":true,\"schema\":{{\"type\":\"string\",\"enum\":[\"PaintWall\"]}}}}}}></ParamsItem>{query}</ul></div></details>\n\
         <MimeTabs><TabItem><details><summary><h3>Body</h3></summary><ul>{body}</ul></details></TabItem></MimeTabs>\n"
    )
}

const WALL: &str = "| WallId | String | Yes | The wall. |";
