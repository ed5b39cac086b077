//! A spec that was just imported agrees with its page, and every later change of the page is found.

use rtc_catalog::{
    Source as SpecSource, SpecFile,
    model::{Model, Type},
};
use rtc_drift::{Filtered, Finding, Sources, Spec, apply_exceptions, compare, with_exceptions};
use rtc_pages::{Facts, Field, PageKind, Position, Reader};
use rtc_transcribe::{Draft, Source, Transcript};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| rtc_catalog::load(&specs()).expect("the specs have no mistakes"))
}

fn read(page: &str) -> Option<Facts> {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(&model().vendors)).read(page).ok()
}

/// The spec that import makes of a page, and what reads it again.
fn imported(facts: &Facts) -> Option<(Transcript, Spec)> {
    let id = &facts.vendor.as_ref()?.value;
    let vendor = Arc::clone(model().vendors.iter().find(|vendor| vendor.id == *id)?);
    let source = Source { url: "https://docs.example.com/a".to_owned(), is_known: true, read: "2026-11-30".to_owned() };
    let draft = rtc_transcribe::draft(facts, &vendor).ok()?;
    let transcript = rtc_transcribe::transcribe(draft.clone(), &vendor, &source).expect("a spec can be made of it");
    let vendor_file = SpecFile::open(&specs(), &format!("{id}/vendor.yaml")).expect("the vendor's file is there");
    let vendor_file = Arc::new(vendor_file);
    let made = with_exceptions(transcript, &draft, &[], &vendor, &vendor_file, &source)
        .expect("exceptions are part of a spec");
    let text = SpecSource { path: made.spec.clone().into(), text: made.text.clone() };
    let file = SpecFile::parse(Arc::new(text)).expect("it is YAML");
    let spec = Spec { action: made.action.clone(), file: Arc::new(file), vendor: vendor_file };
    Some((made, spec))
}

/// The draft of a page of a spec's action.
fn draft(facts: &Facts, spec: &Spec) -> Draft {
    rtc_transcribe::draft(facts, &spec.action.vendor).expect("the page is one of an action")
}

fn remaining(facts: &Facts, spec: &Spec) -> Vec<Finding> {
    let filtered =
        apply_exceptions(spec, vec![compare(&draft(facts, spec), spec)], Sources { page: true, definition: false });
    filtered.into_iter().flat_map(|Filtered { remaining, .. }| remaining).collect()
}

/// Pages that have what import decides about.
const OWN: [(&str, &str); 10] = [
    (
        "rates of several scopes",
        "# Paint\n\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n- Rate limit: all rooms of one account: 20 times/second; for each room: 480 times/day\n\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | The wall, at most 2 KB. |\n| Size | Int | No | Value range: [-5, 12]. Defaults to 3. |\n| Hue | String | No | Possible values: [red, blue] |\n",
    ),
    (
        "an answer that is a text",
        "# PaintWall\n\n- 请求方式：POST\n- 请求地址：https://rtc.volcengineapi.com?Action=PaintWall&Version=2025-06-01\n\n## 请求参数\n\n### Body\n\n| 参数 | 类型 | 是否必选 | 示例值 | 描述 |\n|---|---|---|---|---|\n| WallId | String | 是 | w1 | 墙。 |\n| Walls | Object[] | 否 | - | 墙。 |\n| └ Coats | Integer | 否 | 2 | 取值范围为 [1, 3]。 |\n\n## 返回参数\n\n本接口无特有的返回参数。\n\n## 请求示例\n\n```json\n{ \"WallId\": \"w1\", \"Walls\": [ { \"Coats\": 9 } ] }\n```\n\n## 返回示例\n\n```json\n{ \"ResponseMetadata\": { \"RequestId\": \"1\", \"Action\": \"PaintWall\", \"Version\": \"2025-06-01\", \"Service\": \"rtc\", \"Region\": \"cn-north-1\" }, \"Result\": \"ok\" }\n```\n",
    ),
    (
        "an answer that is a list",
        "# Paint\n\n- Request method: GET\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | The wall. |\n\n## Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| Code | Int32 | It. |\n| Message | String | It. |\n| RequestId | String | It. |\n| Data | Array of Object | Them. |\n| └ Hue | String | It. |\n",
    ),
    (
        "encoded queries and fields that may be null",
        "# DescribeWalls\n\nDomain name for API request: trtc.intl.tencentcloudapi.com.\n\nThe time range of a query cannot be longer than 31 days.\n\n## 2. Input Parameters\n\n| Parameter Name | Required | Type | Description |\n|---|---|---|---|\n| Action | Yes | String | Common Params. The value used for this API: DescribeWalls. |\n| Version | Yes | String | Common Params. The value used for this API: 2019-07-22. |\n| StartTime | Yes | Integer | Start, a Unix timestamp (seconds). |\n| EndTime | Yes | Integer | End, a Unix timestamp (seconds). |\n| Title | No | String | A title. |\n\n## 3. Output Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| Walls | Array of WallInfo | They. |\n| Guest | String | The guest. Note: This field may return null. |\n| RequestId | String | It. |\n\n## WallInfo\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | It. Note: This field may return null. |\n",
    ),
    (
        "a parameter in the query of a POST",
        "# Paint\n\n- Request method: POST\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| Action | Number | Yes | What to do. 0: paint, 1: wash. |\n| Wait | Number | No | Seconds, from 1 to 9. |\n| Note | Thing | No | A thing. |\n",
    ),
    (
        "fields below a text",
        "# 查询墙\n\n- 请求方法：GET\n- 请求地址：`https://rtc-api.zego.im/?Action=DescribeWall`\n\n## 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| WallId | String | 是 | 墙。 |\n\n## 响应参数\n\n| 参数 | 类型 | 描述 |\n|---|---|---|\n| Code | Int32 | 返回码。 |\n| Message | String | 说明。 |\n| RequestId | String | 请求 ID。 |\n| Data | Object | 数据。 |\n| └ Marker | String | 下一页。 |\n| └└ Walls | Array of Object | 墙。 |\n| └└└ WallId | String | 墙 ID。 |\n",
    ),
    (
        "documented values within a range",
        "# Paint\n\n- Request method: GET\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| Wait | Int | No | Seconds. Value range: [1, 86400]. 3600: an hour; 86400: a day. |\n| Level | Int | No | Value range: [0, 2]. 0: low; 1: middle; 2: high. |\n",
    ),
    (
        "two requests before their answers",
        "# Paint\n\n- Request method: GET\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | The wall. |\n| Hues[] | Array of String | No | Hues. |\n\n## Request examples\n\n```\nhttps://rtc-api.zego.im/?Action=PaintWall&WallId=a&Hues[]=red\n```\n\n```\nhttps://rtc-api.zego.im/?Action=PaintWall&WallId=b\n```\n\n## Response example\n\n```json\n{ \"Code\": 0, \"Message\": \"success\", \"RequestId\": \"1\" }\n```\n",
    ),
    (
        "a plus sign that a query lost",
        "# PaintWall\n\n- 请求方式：GET\n- 请求地址：https://rtc.volcengineapi.com?Action=ListWalls&Version=2025-06-01\n\n## 请求参数\n\n### Query\n\n| 参数 | 类型 | 是否必选 | 示例值 | 描述 |\n|---|---|---|---|---|\n| StartTime | String | 是 | 2026-05-22T12:00:00+08:00 | 开始时间，格式为 RFC3339。 |\n\n## 请求示例\n\n```\nGET https://rtc.volcengineapi.com?Action=ListWalls&Version=2025-06-01&StartTime=2026-05-22T12:00:00 08:00\n```\n",
    ),
    (
        "an object of which nothing is known",
        "# Paint\n\n- Request method: POST\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | The wall. |\n| Coat | Object | No | The coat. |\n| └ Layer | Object | No | A layer. |\n",
    ),
];

/// The pages of the reader's tests and the ones above.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pages/tests/data");
    let files =
        std::fs::read_dir(folder).expect("the reader has pages").map(|entry| entry.expect("it can be read").path());
    let mut pages: Vec<(String, String)> = files
        .map(|file| (file.display().to_string(), std::fs::read_to_string(&file).expect("it can be read")))
        .chain(OWN.map(|(name, page)| (name.to_owned(), page.to_owned())))
        .collect();
    pages.sort();
    pages
}

#[test]
fn a_fresh_import_has_no_findings() {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        let Some(facts) = read(&page).filter(|facts| facts.page == PageKind::Action) else { continue };
        let Some((made, spec)) = imported(&facts) else { continue };
        compared += 1;
        for finding in remaining(&facts, &spec) {
            wrong.push(format!("{name}: {} {:?}\n{}", finding.message, finding.difference, made.text));
        }
    }
    assert!(compared > 30, "{compared} pages were compared");
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}

/// What import cannot say is an exception with a mark for a person.
#[test]
fn what_specs_cannot_say_is_an_exception() {
    let excepted = |name: &str| {
        let made = own(name);
        assert!(made.draft.exceptions.iter().all(|exception| exception.reason.starts_with("TODO(check)")));
        let mut names: Vec<String> = made.draft.exceptions.into_iter().map(|exception| exception.finding).collect();
        names.sort();
        names
    };
    // One counts by a room that the request does not name.
    assert_eq!(excepted("rates of several scopes"), ["quota.1.scope"]);
    assert!(excepted("an answer that is a text").contains(&"response.answer".to_owned()));
    assert_eq!(excepted("an answer that is a list"), [""; 0]);
    assert_eq!(excepted("encoded queries and fields that may be null"), [""; 0]);
}

fn own(name: &str) -> Transcript {
    let (_, page) = OWN.iter().find(|(known, _)| *known == name).expect("there is such a page");
    imported(&read(page).expect("it is a page")).expect("it is one of an action").0
}

/// A few of the numbers in a range are no enumeration, and all of them are.
#[test]
fn a_range_says_whether_a_few_values_are_all() {
    let made = own("documented values within a range");
    let kind = |name: &str| {
        let parameter = made.action.parameters.iter().find(|parameter| parameter.wire == name).expect("it is there");
        (parameter.kind.clone(), parameter.limits.range.is_some())
    };
    assert_eq!(kind("Wait"), (Type::I32, true));
    assert_eq!(kind("Level"), (Type::Enum("Level".to_owned()), false));
    let names: Vec<&str> = made.draft.exceptions.iter().map(|exception| exception.finding.as_str()).collect();
    assert_eq!(names, ["request.Wait.values"]);
}

/// Requests and answers belong together in their order, and lists of a query are lists.
#[test]
fn exchanges_are_the_same_for_import_and_comparison() {
    let made = own("two requests before their answers");
    let requests: Vec<_> = made.action.examples.iter().map(|example| example.request.clone()).collect();
    let wanted = [serde_json::json!({ "WallId": "a", "Hues[]": ["red"] }), serde_json::json!({ "WallId": "b" })];
    assert_eq!(requests, wanted.map(|request| request.as_object().cloned()));
    assert!(made.draft.exceptions.is_empty(), "{:?}", made.draft.exceptions);
}

/// Import repairs what the page has wrong, and says that the page has it.
#[test]
fn what_import_repairs_is_an_exception() {
    let made = own("a plus sign that a query lost");
    let request = made.action.examples[0].request.clone().expect("there is a request");
    assert_eq!(request["StartTime"], "2026-05-22T12:00:00+08:00");
    let excepted: Vec<_> = made.draft.exceptions.iter().map(|exception| exception.finding.as_str()).collect();
    assert_eq!(excepted, ["examples.1.request.StartTime"]);
}

/// What was not understood is excepted by its number, so that one thing more is found.
#[test]
fn what_is_not_understood_is_an_exception_until_there_is_more() {
    let page = |rows: &str| {
        format!(
            "# Paint\n\n- Request URL: `https://rtc-api.zego.im/?Action=PaintWall`\n\n## Request parameters\n\n\
             | Parameter | Type | Required | Description |\n|---|---|---|---|\n| WallId | String | Yes | The wall. |\n{rows}"
        )
    };
    let one = "| Hue | String | as the painter likes | The hue. |\n";
    let facts = read(&page(one)).expect("it is a page");
    let (made, spec) = imported(&facts).expect("a spec can be made of it");
    let exception = made.draft.exceptions.iter().find(|exception| exception.finding == "not_understood");
    assert_eq!(exception.and_then(|exception| exception.page.as_deref()), Some("1"), "{}", made.text);
    assert_eq!(remaining(&facts, &spec), []);
    let two = one.to_owned() + "| Gloss | String | on Sundays | The gloss. |\n";
    let more = remaining(&read(&page(&two)).expect("it is a page"), &spec);
    assert!(more.iter().any(|finding| finding.id == "not_understood"), "{more:?}");
}

/// Import chooses types by the rule by which a comparison finds that a spec's type is another one.
#[test]
fn types_that_import_chooses_are_no_differences() {
    for (name, page) in pages() {
        let Some(facts) = read(&page).filter(|facts| facts.page == PageKind::Action) else { continue };
        let Some((made, _)) = imported(&facts) else { continue };
        let exceptions = made.draft.exceptions.iter().map(|exception| exception.finding.as_str());
        let own = exceptions.filter(|id| id.starts_with("request.") || id.starts_with("response."));
        let types: Vec<&str> = own.filter(|id| matches!(id.rsplit('.').next(), Some("type" | "written"))).collect();
        assert_eq!(types, [""; 0], "{name}");
    }
}

/// A change of one fact of a page: where, what is there, what comes in its place.
struct Change {
    what: String,
    at: Position,
    from: String,
    to: String,
}

fn other_word(word: &str) -> String {
    match word {
        "GET" => "POST".to_owned(),
        "POST" => "GET".to_owned(),
        "是" => "否".to_owned(),
        "否" => "是".to_owned(),
        "Yes" => "No".to_owned(),
        "No" => "Yes".to_owned(),
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        "String" | "string" => "Boolean".to_owned(),
        number if number.bytes().all(|byte| byte.is_ascii_digit()) => format!("{number}1"),
        word => format!("{word}1"),
    }
}

fn changes(facts: &Facts) -> Vec<Change> {
    let mut all = Vec::new();
    let mut add = |what: String, at: Position, from: &str| {
        all.push(Change { what, at, from: from.to_owned(), to: other_word(from) });
    };
    for quota in &facts.quotas {
        add("quota".to_owned(), quota.position, &quota.value.calls.to_string());
    }
    for code in &facts.codes {
        add(format!("code {}", code.code.value), code.code.position, &code.code.value);
    }
    for (name, text) in [("version", &facts.version), ("method", &facts.method)] {
        if let Some(text) = text {
            add(name.to_owned(), text.position, &text.value);
        }
    }
    for (part, fields) in [("request", &facts.request), ("response", &facts.response)] {
        let mut open: Vec<(String, &Field)> = fields.iter().map(|field| (part.to_owned(), field)).collect();
        while let Some((front, field)) = open.pop() {
            let name = format!("{front}.{}", field.name.value);
            // Fields of types that are described elsewhere are changed there, once for all that use them.
            open.extend(field.fields.iter().filter(|_| field.of.is_none()).map(|inner| (name.clone(), inner)));
            add(format!("{name} name"), field.name.position, &field.name.value);
            if let Some(kind) = field.kind.as_ref().filter(|kind| kind.value.written.eq_ignore_ascii_case("string")) {
                add(format!("{name} type"), kind.position, &kind.value.written);
            }
            if let Some(required) = &field.required {
                let word = if required.value.always == Some(true) { ["是", "Yes"] } else { ["否", "No"] };
                for word in word {
                    add(format!("{name} required"), required.position, word);
                }
            }
            field.default.iter().for_each(|default| add(format!("{name} default"), default.position, &default.value));
            // What every answer has is the vendor's, examples of it included.
            let common = part == "response"
                && front == part
                && ["Code", "Message", "RequestId", "Result"].contains(&field.name.value.as_str());
            if !common {
                field
                    .example
                    .iter()
                    .for_each(|example| add(format!("{name} example"), example.position, &example.value));
            }
            for limit in &field.limits {
                let most = limit.value.most.as_ref().map(|most| most.number.clone());
                if let Some(most) = most {
                    add(format!("{name} limit"), limit.position, &most);
                }
            }
            for value in &field.values {
                add(format!("{name} value"), value.position, &value.value.is);
            }
        }
    }
    all
}

/// The page with one change. `None` if the words are not where the fact is.
fn changed(page: &str, change: &Change) -> Option<String> {
    let start: usize = page.split_inclusive('\n').take(change.at.line - 1).map(str::len).sum();
    let line = page[start..].split('\n').next()?;
    let column = line.char_indices().nth(change.at.column - 1).map_or(line.len(), |(at, _)| at);
    let found = line[column..].find(&change.from)?;
    let at = start + column + found;
    Some(format!("{}{}{}", &page[..at], change.to, &page[at + change.from.len()..]))
}

/// Facts as JSON without places.
fn bare(facts: &Facts) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                for key in
                    ["line", "column", "description", "meaning", "message", "advice", "title", "rows", "condition"]
                {
                    members.remove(key);
                }
                members.values_mut().for_each(strip);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(facts).expect("facts are JSON");
    strip(&mut value);
    value
}

#[test]
fn single_changes_of_an_imported_page_are_found() {
    let (mut planted, mut lost) = (0, Vec::new());
    for (name, page) in pages() {
        let Some(facts) = read(&page).filter(|facts| facts.page == PageKind::Action) else { continue };
        let Some((_, spec)) = imported(&facts) else { continue };
        let known = bare(&facts);
        for change in changes(&facts) {
            let Some(other) = changed(&page, &change).as_deref().and_then(read) else { continue };
            if bare(&other) == known
                || other.vendor.as_ref().map(|id| &id.value) != facts.vendor.as_ref().map(|id| &id.value)
            {
                continue;
            }
            planted += 1;
            if remaining(&other, &spec).is_empty() {
                lost.push(format!("{name}: {} at {}: {} → {}", change.what, change.at, change.from, change.to));
            }
        }
    }
    assert!(planted > 400, "{planted} changes were planted");
    assert!(lost.is_empty(), "{} of {planted} were not found:\n{}", lost.len(), lost.join("\n"));
}
