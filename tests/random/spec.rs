//! Specs made up from what gives trouble. Most are accepted by the loader.

use crate::{
    kinds::{Kinds, Stand},
    names, prose,
    random::Random,
};
use serde_json::{Map, Value as Json, json};

/// A vendor's file and the types in it.
pub(crate) fn vendor(id: &str, random: &mut Random) -> (Json, Kinds) {
    let kinds = own_kinds(&Kinds::default(), true, random);
    let mut types = kinds.sent.clone();
    types.extend(kinds.answered.clone());
    let envelope = match id {
        "volcengine" => {
            ["Result", "ResponseMetadata.RequestId", "ResponseMetadata.Error.Code", "ResponseMetadata.Error.Message"]
        }
        "tencent" => ["Response", "Response.RequestId", "Response.Error.Code", "Response.Error.Message"],
        _ => ["Data", "RequestId", "Code", "Message"],
    };
    let mut file = json!({
        "vendor": id,
        "title": format!("Random \"{id}\" \\ & <more>"),
        "package": format!("random-{id}"),
        "service": random.pick(&["trtc", "rtc"]),
        "source": [{ "url": "https://docs.example.com/common", "read": "2026-11-22" }],
        "hosts": {
            "one.example.com": { "name": "ONE", "doc": prose::sentence(random), "region": "r-1" },
            "two.example.com": { "name": random.pick(&["TWO", "SELF", "T", "URL"]), "doc": prose::sentence(random) },
        },
        "query_in_post": id != "tencent",
        "envelope": { "payload": envelope[0], "request_id": envelope[1], "code": envelope[2], "message": envelope[3] },
        "codes": { "every": codes(random), "some": codes(random) },
        "types": types,
        "enums": kinds.enums,
    });
    if id == "zego" {
        file["envelope"]["success"] = 0.into();
    }
    if id == "tencent" {
        let names =
            json!({ "r-1": "One", "r-2": { "name": "Self2", "doc": prose::sentence(random) }, "quo\"te": "Quote" });
        file["regions"] = json!({ "default": "r-1", "names": names });
    }
    (file, kinds)
}

/// An action's name and file.
pub(crate) fn action(vendor: &str, shared: &Kinds, random: &mut Random) -> (String, Json) {
    let name = names::action(random);
    let is_post = random.chance(50);
    let own = own_kinds(shared, is_post, random);
    let all = own.with(shared);
    let stand = if is_post { Stand::Body } else { Stand::Query };
    let mut request = parameters(random.below(9), stand, &all, random);
    let mut response = fields(random.below(7), &all, random);
    // Types that nothing leads to are refused.
    for name in own.sent.keys() {
        request.insert(format!("{name}Sent"), json!({ "type": name, "doc": prose::sentence(random) }));
    }
    for name in own.answered.keys().chain(own.enums.keys()) {
        response
            .insert(format!("{name}Got"), json!({ "type": name, "optional": true, "doc": prose::sentence(random) }));
    }
    let mut types = own.sent.clone();
    types.extend(own.answered.clone());
    let mut file = json!({
        "action": name,
        "version": random.pick(&["2026-01-01", "", "v\"1\\"]),
        "release": random.pick(&["0.1.0", "1.2.3"]),
        "summary": prose::sentence(random),
        "doc": prose::sentence(random),
        "source": { "url": names::address(random), "read": "2026-11-22" },
        "method": if is_post { "POST" } else { "GET" },
        "safe": random.chance(50),
        "errors": codes(random),
        "note": [prose::sentence(random), prose::sentence(random)],
        "types": types,
        "enums": own.enums,
    });
    if random.chance(30) {
        file["codes"] = json!(["some"]);
    }
    if vendor == "tencent" && random.chance(40) {
        file["regions"] = json!(["r-1", "quo\"te"]);
    }
    asking(&mut file, &mut request, &mut response, random);
    file["examples"] = example(vendor, &all, &request, &response, random);
    file["request"] = request.into();
    file["response"] = response.into();
    (name, file)
}

/// Quota, span of time, pages, batch, limits that depend on parameters, and parameters that belong together.
fn asking(file: &mut Json, request: &mut Map<String, Json>, response: &mut Map<String, Json>, random: &mut Random) {
    let doc = "It is what it is.";
    if random.chance(40) {
        let single = request.iter().filter(|(_, it)| it["type"] == "string" || it["type"] == "u64");
        let by: Vec<&String> = single.map(|(wire, _)| wire).take(2).collect();
        let scope = if by.is_empty() { "account" } else { random.pick(&["account", "app", "room"]) };
        file["quota"] =
            json!({ "calls": 1 + random.below(200_000), "per": random.pick(&["500ms", "1s", "24h"]), "scope": scope });
        if scope != "account" {
            file["quota"]["by"] = json!(by);
        }
    }
    let optional: Vec<String> =
        request.iter().filter(|(_, it)| it["required"] != true).map(|(wire, _)| wire.clone()).collect();
    if optional.len() > 1 && random.chance(30) {
        file["together"] = json!([optional]);
    }
    let time = random.pick(&["rfc3339", "unix_seconds", "unix_millis", "date"]);
    let is_spanned = random.chance(30);
    if is_spanned {
        for wire in ["Begin", "End"] {
            request.insert(wire.to_owned(), json!({ "type": time, "required": random.chance(70), "doc": doc }));
        }
        let span = random.pick(if time == "date" { &["2d", "240h"] } else { &["90m", "1500ms", "24h"] });
        file["window"] = json!({ "start": "Begin", "end": "End", "span": span, "back": "30d", "lag": "5m" });
    }
    let row = random.pick(&["Row", "Whole", "Stream", "T", "Item"]);
    let rows = json!({
        "RowId": { "type": random.pick(&["string", "u64", "i32"]), "doc": prose::sentence(random) },
        "Since": { "type": if time == "date" { "rfc3339" } else { time }, "doc": doc },
        names::wire(random): { "type": "f64", "optional": true, "doc": doc },
    });
    let (has_pages, has_batch) = (random.chance(30), random.chance(20));
    if has_pages || has_batch {
        response.insert("Rows".to_owned(), json!({ "type": [row], "doc": doc }));
        file["types"][row] = json!({ "doc": prose::sentence(random), "fields": rows });
    }
    if has_pages {
        for wire in ["PageNum", "PageSize"] {
            request.insert(wire.to_owned(), json!({ "type": random.pick(&["u32", "i32", "u64", "i64"]), "required": random.chance(30), "doc": doc }));
        }
        file["pages"] = json!({ "number": "PageNum", "first": random.below(2), "size": "PageSize", "max": 50, "rows": "Rows", "key": ["RowId"] });
        if is_spanned {
            file["pages"]["row_start"] = "Since".into();
        }
        if random.chance(50) {
            response.insert(
                "Total".to_owned(),
                json!({ "type": random.pick(&["u32", "i64"]), "optional": random.chance(50), "doc": doc }),
            );
            file["pages"]["total"] = "Total".into();
        }
    }
    if has_batch {
        let id = &file["types"][row]["fields"]["RowId"]["type"];
        request.insert(
            "RowIds".to_owned(),
            json!({ "type": [id], "join": ",", "items": "1..=10", "required": random.chance(50), "doc": doc }),
        );
        if file["method"] == "POST" {
            request["RowIds"].as_object_mut().expect("it is a parameter").remove("join");
        }
        file["batch"] = json!({ "over": "RowIds", "rows": "Rows", "id": "RowId" });
    }
    for wire in optional {
        let mut narrower = Map::new();
        if is_spanned && random.chance(30) {
            narrower.insert("span".to_owned(), if time == "date" { "1d" } else { "1s" }.into());
        }
        if has_pages && random.chance(30) {
            narrower.insert("page_size".to_owned(), (1 + random.below(2)).into());
        }
        if has_batch && random.chance(30) {
            narrower.insert("items".to_owned(), json!({ "RowIds": "..=6" }));
        }
        if !narrower.is_empty() {
            file["narrower"][wire] = narrower.into();
        }
    }
}

fn own_kinds(shared: &Kinds, has_sent: bool, random: &mut Random) -> Kinds {
    let mut own = Kinds::default();
    for _ in 0..random.below(3) {
        own.enums.insert(names::type_name(random), enumeration(random));
    }
    let names: Vec<String> = (0..random.below(4)).map(|_| names::type_name(random)).collect();
    for name in names {
        let is_new =
            !own.enums.contains_key(&name) && !own.sent.contains_key(&name) && !own.answered.contains_key(&name);
        if !is_new {
            continue;
        }
        let (count, known) = (1 + random.below(4), own.with(shared));
        if has_sent && random.chance(50) {
            let mut members = parameters(count, Stand::Body, &known, random);
            if random.chance(30) {
                members.insert("Inner".to_owned(), json!({ "type": name, "doc": prose::sentence(random) }));
            }
            own.sent.insert(name, json!({ "doc": prose::sentence(random), "parameters": members }));
        } else {
            let mut members = fields(count, &known, random);
            if random.chance(30) {
                members.insert(
                    "Inner".to_owned(),
                    json!({ "type": name, "optional": true, "doc": prose::sentence(random) }),
                );
            }
            own.answered.insert(name, json!({ "doc": prose::sentence(random), "fields": members }));
        }
    }
    own
}

fn parameters(count: usize, stand: Stand, kinds: &Kinds, random: &mut Random) -> Map<String, Json> {
    let mut parameters = Map::new();
    for _ in 0..count {
        let wire = names::wire(random);
        let is_header =
            stand == Stand::Query && random.chance(10) && !wire.contains(|it: char| !it.is_ascii_alphanumeric());
        let stand = if is_header { Stand::Header } else { stand };
        let kind = kinds.kind(stand, random);
        let mut it = json!({ "type": kind, "doc": prose::sentence(random), "required": random.chance(35), "note": prose::sentence(random) });
        let mut wire = wire;
        if is_header {
            it["in"] = "header".into();
        } else if kind.is_array() && stand == Stand::Query {
            match random.below(4) {
                0 => it["join"] = random.pick(&[",", " | ", "\"", "\\"]).into(),
                1 => wire.push_str("[]"),
                2 => {
                    wire.push_str(".N");
                    it["first"] = random.below(3).into();
                }
                _ => {}
            }
        }
        limits(&kind, &mut it, random);
        rename(&mut it, random);
        if kind.is_string() && random.chance(30) {
            it[random.pick(&["default", "example"])] = kinds.fitting(&it, 0, random);
        }
        parameters.insert(wire, it);
    }
    parameters
}

fn limits(kind: &Json, it: &mut Json, random: &mut Random) {
    if kind.as_array().is_some_and(|inner| inner[0].is_string()) && random.chance(40) {
        it["items"] = random.pick(&["1..=10", "..=5", "2..", "1..=100000"]).into();
    }
    let inner = kind.as_array().map_or(kind, |inner| &inner[0]);
    match inner.as_str() {
        Some("string") if random.chance(40) => it["length"] = random.pick(&["1..", "1..=128", "..=64", "3..=3"]).into(),
        Some("string") if random.chance(40) => {
            it["characters"] = random.pick(&["a-z A-Z 0-9 @ . _ -", "\" \\ |", "一-龥 é"]).into();
        }
        Some("i32" | "u32" | "i64" | "u64") if random.chance(50) => {
            it["range"] = random.pick(&["1..", "0..=100", "1..=1000000", "..=2147483647", "0..", "5..=5"]).into();
        }
        Some("i64" | "u64") if random.chance(30) => it["range"] = "0..=9223372036854775807".into(),
        Some("f64") if random.chance(50) => {
            it["range"] = random.pick(&["0..=1", "-1000000..", "..=9007199254740992"]).into();
        }
        _ => {}
    }
}

fn rename(it: &mut Json, random: &mut Random) {
    if random.chance(15) {
        it["as"] = names::snake(random).into();
    }
}

fn fields(count: usize, kinds: &Kinds, random: &mut Random) -> Map<String, Json> {
    let one = |random: &mut Random| {
        let kind = kinds.kind(Stand::Answer, random);
        let mut it = json!({ "type": kind, "doc": prose::sentence(random), "note": prose::sentence(random) });
        if kind.is_string() {
            it["optional"] = random.chance(50).into();
        }
        rename(&mut it, random);
        (names::wire(random), it)
    };
    (0..count).map(|_| one(random)).collect()
}

fn enumeration(random: &mut Random) -> Json {
    let is_integer = random.chance(40);
    let mut values = Map::new();
    // Many values are too many for some lints.
    let count = if random.chance(1) { 3_000 } else { random.below(4) };
    for number in 0..=count {
        let wire = if is_integer { (number * number * 40_000).to_string() } else { names::value(random) };
        let name = format!(
            "{}{number}",
            random.pick(&["Value", "Self", "None", "Ok", "From", "Undocumented", "V", "Default"])
        );
        let described = json!({ "name": name, "doc": prose::sentence(random) });
        values.insert(wire, if random.chance(50) { name.into() } else { described });
    }
    json!({ "doc": prose::sentence(random), "of": if is_integer { "integer" } else { "string" }, "values": values })
}

fn codes(random: &mut Random) -> Map<String, Json> {
    let one = |random: &mut Random| {
        let wire = format!("{}{}", random.pick(&["Room.", "a-", "7", "X", "None", "quo\"te"]), random.below(1000));
        let retry = random.pick(&["never", "backoff", "throttle", "resign", "refresh_credentials"]);
        let mut code = json!({ "doc": prose::fragment(random), "advice": prose::fragment(random), "retry": retry });
        code["name"] =
            format!("{}{}", random.pick(&["Common", "Room", "Other", "Self", "Is"]), random.below(100_000)).into();
        if random.chance(30) {
            code["number"] = (1 + random.below(2_000_000)).into();
        }
        if random.chance(40) {
            code["is"] =
                random.pick(&["room_not_found", "rate_limited", "retryable", "undocumented", "common", "a1"]).into();
        }
        (wire, code)
    };
    (0..random.below(4)).map(|_| one(random)).collect()
}

fn example(
    vendor: &str,
    kinds: &Kinds,
    request: &Map<String, Json>,
    response: &Map<String, Json>,
    random: &mut Random,
) -> Json {
    let needed = request.iter().filter(|(_, it)| it["required"] == true || it["optional"] == false);
    let mut asked: Map<String, Json> = needed.map(|(wire, it)| (wire.clone(), kinds.fitting(it, 0, random))).collect();
    // Their limits follow from `pages`.
    for (wire, number) in [("PageNum", 1), ("PageSize", 50)] {
        asked.entry(wire).and_modify(|value| *value = number.into());
    }
    let needed = response.iter().filter(|(_, it)| it["optional"] != true && it["type"].is_string());
    let answered: Map<String, Json> =
        needed.map(|(wire, it)| (wire.clone(), kinds.value(&it["type"], 0, random))).collect();
    let answer = match vendor {
        "volcengine" => json!({ "ResponseMetadata": { "RequestId": "r1" }, "Result": answered }),
        "tencent" => json!({ "Response": answered }),
        _ => json!({ "Code": 0, "Message": "", "RequestId": "r1", "Data": answered }),
    };
    json!([{ "name": random.pick(&["one", "a call", "self", "request"]), "request": asked, "response": answer }])
}
