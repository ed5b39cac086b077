//! Limits, defaults and values, as they are found in the sentences of descriptions.

mod common;

use rtc_pages::{Bound, Field, LimitKind};

/// What is found in a parameter's description, in a few words.
fn parsed(kind: &str, sentence: &str) -> String {
    let cell = sentence.replace('\n', "<br>");
    let page = format!(
        "# Say a thing\n\n`https://rtc-api.zego.im/?Action=SayThing`\n\n## 请求参数\n\n\
         | 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| Thing | {kind} | 否 | {cell} |\n"
    );
    let facts = common::read(&page).expect("it is a page of an action");
    remarks(&facts.request[0])
}

fn remarks(field: &Field) -> String {
    let end = |bound: &Option<Bound>, sign: &str| {
        bound.as_ref().map_or(String::new(), |end| format!("{}{}", if end.included { "" } else { sign }, end.number))
    };
    let mut parts: Vec<String> = field.default.iter().map(|default| format!("default {}", default.value)).collect();
    let mut limits: Vec<String> = Vec::new();
    for limit in field.limits.iter().map(|limit| &limit.value) {
        let of = match limit.of {
            LimitKind::Value => "value",
            LimitKind::Characters => "characters",
            LimitKind::Bytes => "bytes",
            LimitKind::Items => "items",
        };
        limits.push(format!("{of} {}..{}", end(&limit.least, ">"), end(&limit.most, "<")));
    }
    limits.sort();
    parts.extend(limits);
    let values: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
    parts.extend((!values.is_empty()).then(|| format!("values {}", values.join(" "))));
    parts.join("; ")
}

/// Compares all, and shows all that differ at once.
fn check(table: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(kind, sentence, wanted)| (sentence, wanted, parsed(kind, sentence)))
        .filter(|(_, wanted, found)| **wanted != found.as_str())
        .map(|(sentence, wanted, found)| format!("{sentence:?}\n  wanted: {wanted}\n  found:  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn sentences_in_chinese() {
    check(&[
        ("Integer", "等待多久，取值范围为 [5, 86400]，默认值为 30。", "default 30; value 5..86400"),
        ("Integer", "帧率，单位为 fps，取值范围 (0, 60]，默认 15。", "default 15; value >0..60"),
        ("String", "名字，长度不超过 64 个字符。", "characters ..64"),
        ("String", "名字，最长 32 字节。", "bytes ..32"),
        ("String", "名字，最长支持 20 个字节。", "bytes ..20"),
        ("String", "长度限制为 1-128 个字符，只能有字母。", "characters 1..128"),
        ("Array of String", "用户列表，最多 10 个。", "items ..10"),
        ("Array of String", "用户列表，个数不能超过 50。", "items ..50"),
        ("Array of Number", "编号列表。列表长度上限为 20。", "items ..20"),
        ("Array of String", "一次最多支持传入 100 个用户，每个不超过 32 字节。", "bytes ..32; items ..100"),
        ("Integer", "页码，从 1 开始，默认为 1。", "default 1"),
        ("Integer", "每页条数，取值 1～100，默认 20。", "default 20; value 1..100"),
        ("Integer", "每页条数，最大 100，默认值：20", "default 20; value ..100"),
        ("Integer", "模式：0 表示关闭，1 表示打开，默认 0。", "default 0; values 0 1"),
        ("Integer", "状态。1-等待；2-进行；3-结束", "values 1 2 3"),
        ("Integer", "是否录音。0: 否, 1: 是。", "values 0 1"),
        ("Integer", "0：左。1：右。2：上（默认）。", "default 2; values 0 1 2"),
        ("Integer", "编码。\n1 - H.264\n2 - H.265", "values 1 2"),
        ("String", "格式，可选值：mp4、flv、hls，默认 mp4。", "default mp4; values mp4 flv hls"),
        ("String", "取值为 `open` 或 `closed`。", "values open closed"),
        ("String", "可取值：\n- low：低\n- high：高", "values low high"),
        ("String", "仅支持 GET 和 POST。", "values GET POST"),
        ("Float", "音量，取值范围 [0.0, 2.0]，默认值 1.0。", "default 1.0; value 0.0..2.0"),
        ("Integer", "码率，单位 kbps，不得小于 10，不得大于 10000。", "value 10..10000"),
        ("Integer", "必须大于 0。", "value >0.."),
        ("Integer", "小于 1000。", "value ..<1000"),
        ("Integer", "大于等于 1 且小于等于 5。", "value 1..5"),
        ("Integer", "最小值 2，最大值 8。", "value 2..8"),
        ("Integer", "取值范围：0 - 100。", "value 0..100"),
        ("Integer", "宽度，范围为 [16，1920]，须为偶数", "value 16..1920"),
        ("Integer", "从 0 到 9 的整数。", "value 0..9"),
        ("Integer", "介于 1 和 10 之间。", "value 1..10"),
        ("Integer", "端口，1~65535 之间。", "value 1..65535"),
        ("String", "长度为 5~64 个字符。", "characters 5..64"),
        ("String", "长度在 8 到 16 位之间。", "characters 8..16"),
        ("String", "语言，默认为中文。", ""),
        ("Boolean", "是否打开：\n- true：打开\n- false：不打开（默认值）", "default false"),
        ("Boolean", "默认为 false。", "default false"),
        ("String", "房间号，不超过 127 字节，不能为空。", "bytes ..127"),
        ("Array of Integer", "种类，0：红，1：绿，2：蓝，最多 3 个。", "items ..3; values 0 1 2"),
        ("String", "用英文逗号分隔，最多 20 个 ID。", "items ..20"),
        ("Array of String", "用户，1-100 个 ID。", "items 1..100"),
        ("Integer", "房间里最多 50 人，超过时报错。", ""),
        ("Integer", "每秒最多 5 次。", ""),
        ("Integer", "查询开始和结束的间隔不能超过 24 小时。", ""),
        ("String", "图片不超过 5 MB。", ""),
        ("String", "时间，例如 2022-05-22T12:00:00+08:00。", ""),
    ]);
}

#[test]
fn sentences_in_english() {
    check(&[
        ("Integer", "The number per page. Value range: 1-100. Default value: 10.", "default 10; value 1..100"),
        ("Integer", "It cannot be smaller than 5 or larger than 86400. Default: 30.", "default 30; value 5..86400"),
        ("Integer", "The volume, from 0 to 100.", "value 0..100"),
        ("Integer", "Must be between 1 and 10 (inclusive).", "value 1..10"),
        ("Integer", "The port. 1024 to 65535.", "value 1024..65535"),
        ("String", "The name, up to 64 characters.", "characters ..64"),
        ("String", "No longer than 32 bytes.", "bytes ..32"),
        ("String", "Length limit: 128 characters.", "characters ..128"),
        ("String", "The length is 1 to 64 characters.", "characters 1..64"),
        ("Array of String", "The users. You can name up to 10.", "items ..10"),
        ("Array of String", "A maximum of 50 user IDs are supported.", "items ..50"),
        ("Array of String", "Array length: 1-100.", "items 1..100"),
        ("Integer", "Whether it is on. Valid values: `0` (default): no; `1`: yes.", "default 0; values 0 1"),
        ("Integer", "The layout. 1: grid (default); 2: speaker; 3: custom.", "default 1; values 1 2 3"),
        ("Integer", "The mode. 0 means off and 1 means on. 0 by default.", "default 0; values 0 1"),
        ("Integer", "The state.\n1 - waiting\n2 - running", "values 1 2"),
        ("String", "The format. Valid values: mp4 (default), hls, aac.", "default mp4; values mp4 hls aac"),
        ("String", "Options: `low`, `medium`, and `high`.", "values low medium high"),
        ("String", "Either `open` or `closed`.", "values open closed"),
        ("Float", "The speed, between 0.5 and 2.0. The default value is 1.0.", "default 1.0; value 0.5..2.0"),
        ("Integer", "Possible values: >= 1, <= 10\n\nThe limit.", "value 1..10"),
        ("Integer", "Possible values: [0, 1, 2]\n\nDefault value: 0\n\nThe order.", "default 0; values 0 1 2"),
        ("String", "Possible values: <= 32 characters\n\nThe room.", "characters ..32"),
        ("Boolean", "Defaults to `true`.", "default true"),
        ("Integer", "At least 1, at most 9.", "value 1..9"),
        ("Integer", "It must be greater than 0.", "value >0.."),
        ("Integer", "It must be less than 1000.", "value ..<1000"),
        ("Integer", "The maximum value is 100, and the minimum value is 1.", "value 1..100"),
        ("Integer", "The number of rooms. The maximum is 100, and the default value is 20.", "default 20; value ..100"),
        ("String", "It is a comma-separated list of at most 5 IDs.", "items ..5"),
        ("Integer", "The end and start time cannot be more than 24 hours apart.", ""),
        ("String", "The file may be up to 5 MB.", ""),
        ("Integer", "A Unix timestamp such as 1590065777.", ""),
        ("Integer", "The start, by whole days: 2023-05-01 00:00:00 to 2023-05-01 23:59:59.", ""),
        ("String", "When it begins, from 08:00 to 18:30 of a day.", ""),
        ("String", "An address such as https://a.example/b?c=1.", ""),
        ("Integer", "There can be up to 17 streams in a room.", ""),
        ("Array of String", "The users, 1 to 100 IDs.", "items 1..100"),
        ("Array of String", "Names of 1 to 100 characters.", "characters 1..100"),
        ("Integer", "Deprecated. Use PageSize, which is at most 50.", ""),
        ("Integer", "At least 1. PageSize must be at most 50.", "value 1.."),
    ]);
}
