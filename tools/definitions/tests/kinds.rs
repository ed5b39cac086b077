//! Small definitions that stand for kinds of oddities.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

use rtc_pages::{Bound, Field, Reader};
use std::path::Path;

/// What one file of a definition says, in a few words.
fn read(name: &str, text: &str) -> String {
    read_all(&[(name, text)])
}

/// The same of several files in a folder.
fn read_all(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().to_owned();
    let model = rtc_catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")).unwrap();
    let reader = Reader::new(&model.vendors);
    let mut words = String::new();
    for definition in rtc_definitions::open(&[path], &model.vendors).unwrap_or_else(|error| panic!("{error}")) {
        for action in definition.actions() {
            let facts = match definition.facts(action, &reader) {
                Ok(facts) => facts,
                Err(error) => {
                    let message = error.to_string().lines().next().unwrap_or_default().to_owned();
                    words.push_str(&format!("{}: {message}\n", action.name()));
                    continue;
                }
            };
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
            for example in &facts.examples {
                let json = example.json.as_ref().map_or(String::new(), |json| json.value.to_string());
                words.push_str(&format!("\n {:?} {}: {json}", example.direction, example.exchange.unwrap_or_default()));
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
        field.default.iter().for_each(|value| words.push_str(&format!(" default {}", value.value)));
        field.example.iter().for_each(|value| words.push_str(&format!(" example {}", value.value)));
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
        "PaintWall -\n request: A:string! ..5, R:string!, C:string!\n unclear: `X` is required, and no schema describes it\n"
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
         \n unclear: `type` of `Several`: one of several types, which specs cannot say\
         \n unclear: `additionalProperties` of `Map`: what values a mapping may have, which specs cannot say\
         \n unclear: how many items a list in `Deep` may have, which specs cannot say\
         \n unclear: calls go to the path `/v2/walls`, which specs cannot say\n"
    );
}

#[test]
fn references_may_have_escapes_of_addresses() {
    let body = "      requestBody: { content: { application/json: { schema: { type: object, properties: { \
        Size: { $ref: '#/components/schemas/Si%7Ae' } } } } } }\n";
    assert!(read("a.yaml", &open_api("/", "post", body)).contains("Size:i32 1..100"));
}

/// A body whose schema is this.
fn body(schema: &str) -> String {
    open_api(
        "/",
        "post",
        &format!("      requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}\n"),
    )
}

#[test]
fn what_restricts_values_and_has_no_word_is_marked_in_requests_alone() {
    let keys = "{ type: object, properties: { P: { type: string, pattern: '^a' }, M: { type: integer, multipleOf: 5 }, \
        U: { type: array, uniqueItems: true, items: { type: string } }, L: { type: string, pattern: b, enum: [b] } } }";
    assert_eq!(
        read("a.yaml", &body(keys)),
        "PaintWall -\n request: P:string, M:i32, U:[string], L:string\
         \n unclear: `pattern` of `P`: ^a, which specs cannot say\
         \n unclear: `multipleOf` of `M`: 5, which specs cannot say\
         \n unclear: `uniqueItems` of `U`: true, which specs cannot say\n"
    );
    let answer = format!("      responses: {{ '200': {{ content: {{ application/json: {{ schema: {keys} }} }} }} }}\n");
    assert_eq!(
        read("a.yaml", &open_api("/", "post", &answer)),
        "PaintWall -\n response: P:string, M:i32, U:[string], L:string\n"
    );
}

#[test]
fn parts_of_an_object_hold_together() {
    let part = "{ allOf: [ { properties: { A: { type: string, maxLength: 5 }, I: { type: object, properties: { X: { type: string } } } } }, \
        { properties: { A: { type: string, maxLength: 9 }, I: { type: object, properties: { Y: { type: string } } } } }, \
        { properties: { A: { type: integer } } } ] }";
    let words = read("a.yaml", &body(part));
    assert!(words.contains("A:i32 ..5"), "{words}");
    assert!(words.contains("unclear: `A` has several types, which specs cannot say"), "{words}");
    assert!(!words.contains("`I` has several types"), "{words}");
    let chain = "{ type: object, properties: { S: { allOf: [ { allOf: [ { $ref: '#/components/schemas/Size' } ], maximum: 50 } ], minimum: 7 } } }";
    assert!(read("a.yaml", &body(chain)).contains("S:i32 7..50 default 10"));
}

#[test]
fn required_of_a_property_itself_is_taken_and_marked() {
    let schema =
        "{ type: object, properties: { A: { type: string, required: true }, B: { type: string, required: false } } }";
    let words = read("a.yaml", &body(schema));
    assert!(words.contains("request: A:string!, B:string\n"), "{words}");
    assert!(words.contains("unclear: `required` of `A` itself"), "{words}");
}

#[test]
fn bounds_that_are_no_numbers_are_mistakes() {
    let schema = "{ type: object, properties: { A: { type: integer, maximum: much } } }";
    assert_eq!(read("a.yaml", &body(schema)), "PaintWall: error: `maximum` is no number\n");
}

#[test]
fn parameters_of_one_name_in_several_places_are_all_there() {
    let more = "      parameters: [ { name: Id, in: query, schema: { type: string } }, { name: Id, in: header, schema: { type: string } }, \
        { name: Crumb, in: cookie, schema: { type: string } } ]\n      \
        requestBody: { content: { application/json: { schema: { type: object, required: [Id], properties: { Id: { type: integer } } } } } }\n";
    assert_eq!(
        read("a.yaml", &open_api("/", "trace", more)),
        "PaintWall -\n request: Id:string, Id:string, Id:i32!\n unclear: `Crumb` is in `cookie`, where specs have no parameters\n"
    );
}

/// Types are read once, for whichever action comes first.
#[test]
fn marks_and_mistakes_of_a_shared_type_are_those_of_all_actions_that_have_it() {
    let action = |name: &str, of: &str| {
        format!(
            "openapi: 3.0.1\nservers: [{{ url: 'https://rtc-api.zego.im/v2' }}]\npaths:\n  /:\n    post:\n      summary: {name}\n      \
             requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: './shared.yaml#/components/schemas/{of}' }} }} }} }}\n      \
             responses: {{ '200': {{ description: none }} }}\n"
        )
    };
    let shared = "openapi: 3.0.1\ncomponents:\n  schemas:\n    Odd: { type: object, properties: { A: { type: string, pattern: a } } }\n    \
        Broken: { type: object, properties: { A: { type: integer, minimum: x } } }\n";
    let (a, b, c, d) =
        (action("PaintA", "Odd"), action("PaintB", "Odd"), action("PaintC", "Broken"), action("PaintD", "Broken"));
    let words = read_all(&[("a.yaml", &a), ("b.yaml", &b), ("c.yaml", &c), ("d.yaml", &d), ("shared.yaml", shared)]);
    assert_eq!(words.matches("`pattern` of `A`: a").count(), 2, "{words}");
    assert_eq!(words.matches("`minimum` is no number").count(), 2, "{words}");
    assert_eq!(words.matches("calls go to `https://rtc-api.zego.im/v2`").count(), 2, "{words}");
}

#[test]
fn a_rate_that_cannot_be_read_is_marked() {
    let words = read("a.yaml", &open_api("/", "post", "      x-ratelimit-limit: 10\n      x-ratelimit-window: 1m\n"));
    assert!(words.contains("unclear: a rate, `x-ratelimit-limit`"), "{words}");
}

#[test]
fn messages_of_one_name_are_one_exchange() {
    let example = |list: &str| format!("content: {{ application/json: {{ examples: {{ {list} }} }} }}");
    let more = format!(
        "      requestBody: {{ {} }}\n      responses: {{ '200': {{ {} }} }}\n",
        example("a: { value: { A: 1 } }, b: { value: { A: 2 } }"),
        example("b: { value: { B: 2 } }, c: { value: { B: 3 } }, d: { value: text }")
    );
    assert_eq!(
        read("a.yaml", &open_api("/", "post", &more)),
        "PaintWall -\n unclear: left out an example that is no object\
         \n Request 0: {\"A\":1}\n Request 1: {\"A\":2}\n Response 1: {\"B\":2}\n Response 2: {\"B\":3}\n"
    );
}

/// The `api.json` of a tool with two actions, of which the second one has a broken type.
const TOOL: &str = r#"{"version": "1.0", "metadata": {"apiVersion": "2019-07-22", "serviceShortName": "trtc"},
    "actions": {"PaintWall": {"input": "In", "output": "In"}, "PaintRoof": {"input": "Broken", "output": "In"}},
    "objects": {"In": {"members": [{"name": "A", "type": "string", "member": "string", "required": false}]},
        "Broken": {"members": [{"name": "A", "type": "string", "member": "string", "required": 1}]}}}"#;

#[test]
fn a_broken_type_is_a_mistake_of_the_actions_that_have_it() {
    assert_eq!(
        read("api.json", TOOL),
        "PaintWall 2019-07-22\n request: A:string\n response: A:string\nPaintRoof: error: `required` is neither `true` nor `false`\n"
    );
}

#[test]
fn parts_of_one_example_stay_together_and_what_is_left_out_is_marked() {
    let head = "POST / HTTP/1.1\nHost: trtc.tencentcloudapi.com\nX-TC-Action: PaintWall\n\n";
    let examples = serde_json::json!({"version": "1.0", "actions": {"PaintWall": [
        {"input": format!("{head}{{\"A\": \"one\"}}"), "output": "{\"Response\": {\"A\": \"one\","},
        {"input": "", "output": "{\"Response\": {\"A\": \"two\"}}"},
        {"input": format!("{}{{\"A\": \"three\"}}", head.replace("PaintWall", "PaintRoof").replace("trtc", "live")),
            "output": "{\"Response\": {\"A\": \"three\"}}"},
    ]}});
    assert_eq!(
        read_all(&[("api.json", TOOL), ("examples.json", &examples.to_string())]).split("PaintRoof:").next(),
        Some(
            "PaintWall 2019-07-22\n request: A:string\n response: A:string\
             \n unclear: example 3 calls another service, `live.tencentcloudapi.com`\
             \n unclear: example 3 calls another action, `PaintRoof`\
             \n unclear: left out the answer of example 1, which is not JSON\
             \n Request 0: {\"A\":\"one\"}\n Response 1: {\"Response\":{\"A\":\"two\"}}\
             \n Request 2: {\"A\":\"three\"}\n Response 2: {\"Response\":{\"A\":\"three\"}}\n"
        )
    );
}

#[test]
fn names_that_no_spec_can_have_are_refused() {
    let long = "A".repeat(5000);
    let words = read("api.json", &TOOL.replace("\"A\"", &format!("\"{long}\"")));
    assert!(words.contains("the name `AAAAAAAAAAAAAAAAAAAA…` has 5000 letters, and at most 200 are read"), "{words}");
    let words = read("api.json", &TOOL.replace("PaintWall", &format!("Paint{long}")));
    assert!(words.contains("the name `PaintAAAAAAAAAAAAAAA…` has 5005 letters"), "{words}");
}

#[test]
fn a_list_of_no_actions_is_refused() {
    let empty = TOOL.replace("\"PaintWall\": {\"input\": \"In\", \"output\": \"In\"}, \"PaintRoof\": {\"input\": \"Broken\", \"output\": \"In\"}", "");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.json"), empty).unwrap();
    let error = rtc_definitions::open(&[folder.path().join("api.json")], &[]).unwrap_err();
    assert!(error.to_string().contains("no action is defined here"), "{error}");
}

#[test]
fn what_calls_in_go_have_beside_their_structs_is_marked() {
    let text = "package rtc\n\nvar ApiListInfo = map[string]*base.ApiInfo{\n\t\"PaintWall\": {\n\t\tMethod: http.MethodPatch,\n\t\tPath:   \"/v1/walls\",\n\
        \t\tQuery: url.Values{\n\t\t\t\"Action\":  []string{\"PaintWall\"},\n\t\t\t\"Version\": []string{Since},\n\t\t\t\"Extra\": []string{\"1\"},\n\t\t},\n\t},\n\
        \t\"PaintRoof\": {Method: http.MethodGet, Path: \"/\", Query: url.Values{\"Action\": []string{\"PaintRoof\"}, \"Version\": []string{Later}, \"More\": []string{\"1\"}}},\n}\n\n\
        const Later = \"2026-02-02\"\n\n\
        type Common struct {\n\tId string `json:\"Id\"`\n}\n\n\
        type PaintWallQuery struct {\n\tCommon\n\tId int64 `json:\"Id\"`\n\tOnly string `json:\"-\" query:\"Only\"`\n\tOdd string `form:\"Odd\"`\n}\n\n\
        type PaintRoofQuery struct {\n\tId chan int `json:\"Id\"`\n}\n\n\
        type PaintWallRes struct {\n\tDone bool `json:\"Done\"`\n}\n\ntype PaintRoofRes struct {\n\tDone bool `json:\"Done\"`\n}\n";
    assert_eq!(
        read("model.go", text),
        "PaintWall -\n request: Id:i64!, Only:string!\n response: Done:bool!\
         \n unclear: calls go to the path `/v1/walls`, which specs cannot say\
         \n unclear: `Version` is `Since`, a constant that is nowhere in the package\
         \n unclear: calls have `Extra` too, which specs cannot say\
         \n unclear: `Odd` has the tag `form:\"Odd\"`, which is not read\n\
         PaintRoof: error: `Id` of `PaintRoofQuery` has a type that is not known: `chan int`\n"
    );
    let roof = read("model.go", &text.replace("chan int", "int64"));
    assert!(
        roof.contains(
            "PaintRoof 2026-02-02\n request: Id:i64!\n response: Done:bool!\n unclear: calls have `More` too"
        ),
        "{roof}"
    );
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
