//! Small definitions that stand for kinds of oddities.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

use rtc_pages::{Bound, Field, Reader};
use std::path::Path;

/// What one file of a definition says, in a few words.
fn read(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let model = rtc_catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")).unwrap();
    let reader = Reader::new(&model.vendors);
    let mut words = String::new();
    for definition in rtc_definitions::open(&[path], &model.vendors).unwrap_or_else(|error| panic!("{error}")) {
        for action in definition.actions() {
            let facts = definition.facts(action, &reader).unwrap_or_else(|error| panic!("{error}"));
            words.push_str(&format!("{} {}", action.name(), action.version().unwrap_or("-")));
            for quota in &facts.quotas {
                words.push_str(&format!(" {}/{}s", quota.value.calls, quota.value.seconds));
            }
            for (title, fields) in
                [("common", &facts.common), ("request", &facts.request), ("response", &facts.response)]
            {
                if !fields.is_empty() {
                    words.push_str(&format!("\n {title}: {}", list(fields)));
                }
            }
            for unclear in &facts.unclear {
                words.push_str(&format!("\n unclear: {}", unclear.value));
            }
            words.push('\n');
        }
    }
    words
}

fn list(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let kind = field.kind.as_ref().map_or("?".to_owned(), |kind| kind.value.word.to_string());
        let required = field.required.as_ref().is_some_and(|required| required.value.always == Some(true));
        let mut words = format!("{}:{kind}{}", field.name.value, if required { "!" } else { "" });
        for limit in &field.limits {
            let end = |bound: &Option<Bound>| bound.as_ref().map_or(String::new(), |end| end.number.clone());
            words.push_str(&format!(" {}..{}", end(&limit.value.least), end(&limit.value.most)));
        }
        words.push_str(&field.default.iter().map(|value| format!(" default {}", value.value)).collect::<String>());
        words.push_str(&field.example.iter().map(|value| format!(" example {}", value.value)).collect::<String>());
        words.push_str(if field.nullable.is_some() { " nullable" } else { "" });
        words
    };
    fields.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// An `OpenAPI` file with an operation of these keys.
fn open_api(path: &str, method: &str, more: &str) -> String {
    let none = "      responses: { '200': { description: none } }\n";
    let none = if more.contains("responses:") { "" } else { none };
    format!(
        "openapi: 3.0.1\nservers: [{{ url: 'https://rtc-api.zego.im' }}]\npaths:\n  {path}:\n    {method}:\n      summary: PaintWall\n{more}{none}\
         components:\n  schemas:\n    Size: {{ type: integer, minimum: 1, maximum: 100, default: 10 }}\n    \
         Part: {{ type: object, properties: {{ A: {{ type: string, maxLength: 9 }}, R: {{ type: string }} }} }}\n"
    )
}

#[test]
fn what_is_beside_the_only_schema_of_several_is_read() {
    let body = "      requestBody: { content: { application/json: { schema: { type: object, properties: { \
        Size: { allOf: [ { $ref: '#/components/schemas/Size' } ], minimum: 5, default: 20, maximum: 50 }, \
        Level: { allOf: [ { $ref: '#/components/schemas/Size' } ], default: 3, example: 2 }, \
        Ref: { $ref: '#/components/schemas/Size', default: 7 } } } } } }\n      \
        responses: { '200': { content: { application/json: { schema: { type: object, required: [A, B], properties: { \
        A: { allOf: [ { $ref: '#/components/schemas/Size' } ], nullable: true }, \
        B: { oneOf: [ { type: 'null' }, { type: string } ] } } } } } } }\n";
    assert_eq!(
        read("a.yaml", &open_api("/", "post", body)),
        "PaintWall -\n request: Size:i32 5..50 default 20, Level:i32 1..100 default 3 example 2, Ref:i32 1..100 default 7\
         \n response: A:i32! 1..100 nullable, B:string! nullable\n"
    );
}

#[test]
fn what_any_part_requires_is_required() {
    let body = "      requestBody: { content: { application/json: { schema: { allOf: [ \
        { $ref: '#/components/schemas/Part' }, { properties: { A: { type: string, maxLength: 5 }, C: { type: string } } }, \
        { required: [A, R, X] } ], required: [C] } } } }\n";
    assert_eq!(
        read("a.yaml", &open_api("/", "post", body)),
        "PaintWall -\n request: R:string!, A:string! ..5, C:string!\n unclear: `X` is required, and no schema describes it\n"
    );
}

#[test]
fn what_specs_cannot_say_is_said() {
    let body = "      x-ratelimit-limit: 10\n      x-ratelimit-window: 60\n      requestBody: { content: { application/json: { schema: { type: object, properties: { \
        Several: { type: [string, integer] }, Map: { type: object, additionalProperties: { type: string, enum: [a, b] } }, \
        Id: { type: string, readOnly: true }, Deep: { type: array, items: { type: array, maxItems: 3, items: { type: string } } } } } } } }\n";
    assert_eq!(
        read("a.yaml", &open_api("/v2/walls", "post", body)),
        "PaintWall - 10/60s\n request: Several:string, Map:{map: string}, Deep:[[string]]\
         \n unclear: `type`: one of several types, which specs cannot say\
         \n unclear: `additionalProperties`: what values a mapping may have, which specs cannot say\
         \n unclear: how many items a list in a list may have, which specs cannot say\
         \n unclear: calls go to the path `/v2/walls`, which specs cannot say\n"
    );
}

#[test]
fn references_may_have_escapes_of_addresses() {
    let body = "      requestBody: { content: { application/json: { schema: { type: object, properties: { \
        Size: { $ref: '#/components/schemas/Si%7Ae' } } } } } }\n";
    assert!(read("a.yaml", &open_api("/", "post", body)).contains("Size:i32 1..100"));
}

#[test]
fn a_tool_s_parameter_called_as_a_header_is_the_action_s_own() {
    let api = |service: &str| {
        format!(
            "{{\"version\": \"1.0\", \"metadata\": {{\"apiVersion\": \"2019-07-22\", \"serviceShortName\": \"{service}\", \"serviceNameEN\": \"Tencent Real-Time Communication\", \"about\": \"trtc.tencentcloudapi.com\"}},\
             \"actions\": {{\"PaintWall\": {{\"input\": \"In\", \"output\": \"Out\"}}}},\
             \"objects\": {{\"In\": {{\"members\": [{{\"name\": \"Host\", \"type\": \"string\", \"member\": \"string\", \"required\": true, \"document\": \"The host.\"}}]}}, \"Out\": {{\"members\": []}}}}}}"
        )
    };
    assert_eq!(read("api.json", &api("trtc")), "PaintWall 2019-07-22\n request: Host:string!\n");
    assert!(read("api.json", &api("live")).contains("the action is one of the service `live`, and calls go to `trtc`"));
}

#[test]
fn go_in_all_that_gofmt_keeps() {
    let text = "\u{feff}package rtc\n\nconst (\n\tServiceName = \"rtc\"\n\tSince = \"2026-01-01\"\n)\n\n\
        var ApiListInfo = map[string]*base.ApiInfo{\n\t\"PaintWall\": {Method: http.MethodGet, Path: \"/\", Query: url.Values{\"Action\": []string{\"PaintWall\"}, \"Version\": []string{Since}}},\n}\n\n\
        type Common struct {\n\tId string `json:\"Id\"`\n}\n\n\
        type PaintWallQuery struct {\n\tCommon\n\tNum int64 `json:\"Num,omitempty,string\"` // At most 20.\n\tOnly string `query:\"Only\"`\n}\n\n\
        type PaintWallRes struct {\n\tDone bool `json:\"Done\"`\n}\n";
    assert_eq!(
        read("model.go", text),
        "PaintWall 2026-01-01\n request: Id:string!, Num:string, Only:string!\n response: Done:bool!\n"
    );
}

/// Reading takes as long for a file in one line as for one in many.
#[test]
fn prose_is_found_in_one_long_line() {
    let members: Vec<String> = (0..3000)
        .map(|at| format!("{{\"name\": \"F{at}\", \"type\": \"string\", \"member\": \"string\", \"required\": false, \"document\": \"字段 \\n{at}。\"}}"))
        .collect();
    let text = format!(
        "{{\"version\": \"1.0\", \"metadata\": {{\"apiVersion\": \"2019-07-22\", \"serviceShortName\": \"trtc\"}}, \"actions\": {{\"PaintWall\": {{\"input\": \"In\", \"output\": \"In\"}}}}, \"objects\": {{\"In\": {{\"members\": [{}]}}}}}}",
        members.join(",")
    );
    assert!(read("api.json", &text).contains("F2999:string"));
}
