//! One edit of each kind.

use crate::{CLOSE, LIST, VENDOR, after, model};
use rtc_changes::compare;
use std::fmt::Write as _;

/// What is done, to which file, by which replacements.
type Edit = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const REQUEST: &[Edit] = &[
    (
        "required parameter added",
        LIST,
        &[
            (
                "  State: { type: RoomState, doc: Only",
                "  Owner: { type: string, required: true, doc: Whose rooms. }\n  State: { type: RoomState, doc: Only",
            ),
            ("request: { AppId: app1,", "request: { AppId: app1, Owner: o,"),
            ("%2B08%3A00\n", "%2B08%3A00&Owner=o\n"),
            ("query: AppId=app1&From", "query: AppId=app1&From"),
        ],
    ),
    (
        "optional parameter added",
        LIST,
        &[(
            "  State: { type: RoomState, doc: Only",
            "  Owner: { type: string, doc: Whose rooms. }\n  State: { type: RoomState, doc: Only",
        )],
    ),
    (
        "optional parameter removed",
        LIST,
        &[("  Named: { type: string, length: 1..=20, characters: \"a-z 0-9\", doc: Only rooms named so. }\n", "")],
    ),
    ("required becomes optional", LIST, &[("AppId: { type: string, required: true,", "AppId: { type: string,")]),
    ("optional becomes required", CLOSE, &[("Force: { type: bool,", "Force: { type: bool, required: true,")]),
    (
        "type changed",
        LIST,
        &[("Named: { type: string, length: 1..=20, characters: \"a-z 0-9\",", "Named: { type: i64,")],
    ),
    ("type changed on the wire alone", CLOSE, &[("unix_seconds", "unix_millis")]),
    ("one becomes a list", CLOSE, &[("At: { type: unix_seconds,", "At: { type: [unix_seconds],")]),
    ("Rust name changed", LIST, &[("as: room_ids", "as: rooms")]),
    (
        "name on the wire changed",
        LIST,
        &[("RoomId: { type: [string], as: room_ids", "RoomIds: { type: [string], as: room_ids")],
    ),
    ("both names changed", LIST, &[("  Named:", "  Titled:")]),
    (
        "list written in another way",
        LIST,
        &[("RoomId: { type: [string], as: room_ids, join: \",\",", "\"RoomId[]\": { type: [string], as: room_ids,")],
    ),
    ("joined by another text", LIST, &[("join: \",\"", "join: \";\"")]),
    ("moved into the query", CLOSE, &[("Force: { type: bool,", "Force: { type: bool, in: query,")]),
    (
        "limits changed",
        LIST,
        &[("items: 1..=20", "items: 1..=50"), ("length: 1..=20, characters: \"a-z 0-9\"", "length: 1..=40")],
    ),
    ("default changed", LIST, &[("default: 10", "default: 20")]),
    ("example changed", LIST, &[("example: app1", "example: app2")]),
    ("sentence changed", LIST, &[("doc: The app to look in.", "doc: The app.")]),
    ("note added", LIST, &[("doc: The app to look in.", "doc: The app to look in., note: Seen.")]),
    (
        "optional parameters in another order",
        LIST,
        &[
            ("  State: { type: RoomState, doc: Only rooms in this state. }\n", ""),
            (
                "characters: \"a-z 0-9\", doc: Only rooms named so. }\n",
                "characters: \"a-z 0-9\", doc: Only rooms named so. }\n  State: { type: RoomState, doc: Only rooms in this state. }\n",
            ),
        ],
    ),
    (
        "required parameters in another order",
        CLOSE,
        &[
            ("      RoomId: { type: string, required: true, length: 1..=64, doc: The room's id. }\n", ""),
            (
                "doc: The room's kind. }\n",
                "doc: The room's kind. }\n      RoomId: { type: string, required: true, length: 1..=64, doc: The room's id. }\n",
            ),
        ],
    ),
    (
        "required parameter of a sent type added",
        CLOSE,
        &[("      Notice:", "      Owner: { type: string, required: true, doc: Whose. }\n      Notice:")],
    ),
    (
        "required becomes optional in a sent type",
        CLOSE,
        &[("Kind: { type: string, as: kind, required: true,", "Kind: { type: string, as: kind,")],
    ),
    ("setters together no more", LIST, &[("together: [[PageNum, PageSize]]\n", "")]),
];

const ANSWER: &[Edit] = &[
    (
        "field added",
        LIST,
        &[(
            "  Rooms: { type: [Room], doc",
            "  More: { type: bool, optional: true, doc: Whether there is more. }\n  Rooms: { type: [Room], doc",
        )],
    ),
    (
        "required field added",
        LIST,
        &[(
            "      State: { type: RoomState, doc: Whether",
            "      Name: { type: string, doc: Its name. }\n      State: { type: RoomState, doc: Whether",
        )],
    ),
    ("field removed", LIST, &[("      ClosedAt: { type: rfc3339, optional: true, doc: When it was closed. }\n", "")]),
    ("field becomes optional", LIST, &[("Total: { type: i64,", "Total: { type: i64, optional: true,")]),
    ("field becomes required", LIST, &[("ClosedAt: { type: rfc3339, optional: true,", "ClosedAt: { type: rfc3339,")]),
    ("field's type changed", LIST, &[("Total: { type: i64,", "Total: { type: u64,")]),
    (
        "field's type changed on the wire alone",
        LIST,
        &[("ClosedAt: { type: rfc3339,", "ClosedAt: { type: unix_millis,")],
    ),
    (
        "field's Rust name changed",
        LIST,
        &[("      State: { type: RoomState, doc", "      State: { type: RoomState, as: state_now, doc")],
    ),
    (
        "field's name on the wire changed",
        LIST,
        &[("      State: { type: RoomState, doc", "      Status: { type: RoomState, as: state, doc")],
    ),
    ("field's sentence changed", LIST, &[("doc: When it was closed.", "doc: When it was closed at last.")]),
    (
        "fields in another order",
        LIST,
        &[
            ("  Total: { type: i64, doc: How many rooms there are. }\n", ""),
            (
                "doc: The rooms of this page. }\n",
                "doc: The rooms of this page. }\n  Total: { type: i64, doc: How many rooms there are. }\n",
            ),
        ],
    ),
    ("type renamed", LIST, &[("Rooms: { type: [Room],", "Rooms: { type: [Session],"), ("  Room:\n", "  Session:\n")]),
    (
        "type and field added",
        LIST,
        &[
            ("      ClosedAt:", "      Owner: { type: Owner, optional: true, doc: Whose. }\n      ClosedAt:"),
            (
                "\nenums:",
                "  Owner:\n    doc: An owner.\n    fields:\n      Name: { type: string, doc: The name. }\n\nenums:",
            ),
        ],
    ),
    ("type's sentence changed", LIST, &[("doc: A room that was open.", "doc: A room.")]),
];

const NAMES: &[Edit] = &[
    ("value added", LIST, &[("      open: Open\n", "      open: Open\n      locked: Locked\n")]),
    ("value removed", LIST, &[("      open: Open\n", "")]),
    ("value renamed in Rust", LIST, &[("open: Open\n", "open: Opened\n")]),
    ("value changed on the wire", LIST, &[("      open: Open\n", "      opened: Open\n")]),
    ("value's sentence changed", LIST, &[("doc: Nobody is in it.", "doc: It is empty.")]),
    (
        "values in another order",
        LIST,
        &[(
            "      open: Open\n      closed: { name: Closed, doc: Nobody is in it. }\n",
            "      closed: { name: Closed, doc: Nobody is in it. }\n      open: Open\n",
        )],
    ),
    (
        "texts become numbers",
        LIST,
        &[
            ("      open: Open\n      closed: {", "      1: Open\n      2: {"),
            ("    doc: Whether a room is open.\n", "    doc: Whether a room is open.\n    of: integer\n"),
        ],
    ),
    (
        "enumeration becomes text",
        CLOSE,
        &[
            ("Reason: { type: Reason,", "Reason: { type: i64,"),
            (
                "\nenums:\n  Reason:\n    doc: Why a room is closed.\n    of: integer\n    values: { 0: Unspecified, 1: Finished }\n",
                "",
            ),
        ],
    ),
    ("region added", CLOSE, &[("south-1: South", "south-1: South, west-1: West")]),
    ("regions removed", CLOSE, &[("regions: { north-1: North, south-1: South }\n", "")]),
    ("code added", LIST, &[("errors:\n", "errors:\n  Range.Empty: { doc: the span is empty, retry: never }\n")]),
    ("code removed", LIST, &[("codes: [rtc]\n", "")]),
    ("code renamed in Rust", LIST, &[("Range.TooLong: { doc", "Range.TooLong: { name: TooLong, doc")]),
    ("code changed on the wire", LIST, &[("Range.TooLong: { doc", "Range.Long: { name: RangeTooLong, doc")]),
    (
        "code's verdict on trying again changed",
        LIST,
        &[("in several calls, retry: never", "in several calls, retry: again")],
    ),
    (
        "code's meaning and advice changed",
        LIST,
        &[("the span is too long, advice: ask in several calls", "the span is over a day, advice: ask for less")],
    ),
    (
        "code gets what others have in common",
        LIST,
        &[("in several calls, retry: never", "in several calls, retry: never, is: room_not_found")],
    ),
    (
        "code gets something of its own",
        LIST,
        &[("in several calls, retry: never", "in several calls, retry: never, is: too_long")],
    ),
];

const WHOLE: &[Edit] = &[
    ("version on the wire changed", LIST, &[("\"2026-01-01\"", "\"2026-06-01\"")]),
    (
        "GET becomes POST",
        LIST,
        &[
            ("method: GET", "method: POST"),
            ("join: \",\", ", ""),
            ("    query: AppId=app1&From=2026-11-21T08%3A00%3A00%2B08%3A00&To=2026-11-21T20%3A00%3A00%2B08%3A00\n", ""),
        ],
    ),
    (
        "POST becomes GET",
        CLOSE,
        &[
            ("method: POST", "method: GET"),
            (
                "Rooms: { type: [Room], required: true, items: 1..=5,",
                "Rooms: { type: [string], required: true, items: 1..=5,",
            ),
            (
                "\ntypes:\n  Room:\n    doc: A room.\n    parameters:\n      RoomId: { type: string, required: true, length: 1..=64, doc: The room's id. }\n      Kind: { type: string, as: kind, required: true, doc: The room's kind. }\n      Notice: { type: string, doc: What to tell those inside. }\n",
                "",
            ),
        ],
    ),
    ("another host", LIST, &[("safe: true\n", "safe: true\nhost: south.v.example.com\n")]),
    ("asking twice does it twice", LIST, &[("safe: true", "safe: false")]),
    ("summary changed", LIST, &[("summary: The rooms of an app", "summary: Rooms of an app")]),
    ("page read again", LIST, &[("read: 2026-11-22", "read: 2026-12-24")]),
    ("note on the action added", LIST, &[("safe: true\n", "safe: true\nnote: Invented.\n")]),
    ("quota changed", LIST, &[("calls: 5, per: 1s, scope: account", "calls: 10, per: 1s, scope: app")]),
    ("quota counted by a parameter", LIST, &[("scope: account", "scope: app, by: [AppId]")]),
    ("quota removed", LIST, &[("quota: { calls: 5, per: 1s, scope: account }\n", "")]),
    (
        "window's limits changed",
        LIST,
        &[("span: 24h, back: 30d, beyond: refused", "span: 12h, back: 14d, lag: 5m, beyond: clamped")],
    ),
    ("window removed", LIST, &[("window: { start: From, end: To, span: 24h, back: 30d, beyond: refused }\n", "")]),
    (
        "window by other parameters",
        LIST,
        &[
            ("  From: {", "  Since: {"),
            ("start: From", "start: Since"),
            ("From: \"", "Since: \""),
            ("&From=", "&Since="),
        ],
    ),
    (
        "pages' limits changed",
        LIST,
        &[("first: 1,", "first: 0,"), ("most: 50", "most: 100"), ("default: 1,", "default: 0,")],
    ),
    ("pages told apart by another key", LIST, &[("key: [RoomId, OpenedAt]", "key: [RoomId]")]),
    (
        "pages removed",
        LIST,
        &[(
            "pages: { number: PageNum, first: 1, size: PageSize, most: 50, rows: Rooms, total: Total, key: [RoomId, OpenedAt], begins: OpenedAt }\n",
            "",
        )],
    ),
    ("example changed", LIST, &[("Result: { Total: 0,", "Result: { Total: 5,")]),
    (
        "example removed",
        LIST,
        &[(
            "\nexamples:\n  - name: all rooms of a day\n    request: { AppId: app1, From: \"2026-11-21T08:00:00+08:00\", To: \"2026-11-21T20:00:00+08:00\" }\n    query: AppId=app1&From=2026-11-21T08%3A00%3A00%2B08%3A00&To=2026-11-21T20%3A00%3A00%2B08%3A00\n    response: { ResponseMetadata: { RequestId: r1 }, Result: { Total: 0, Rooms: [] } }\n",
            "",
        )],
    ),
    ("comment added", LIST, &[("safe: true\n", "safe: true # nobody's business\n")]),
];

const VENDORS: &[Edit] = &[
    ("common code added", VENDOR, &[("  rtc:\n", "    Late: { doc: too late, retry: never }\n  rtc:\n")]),
    ("common code removed", VENDOR, &[("    Down: { doc: the vendor is down, retry: again }\n", "")]),
    (
        "code of a group removed",
        VENDOR,
        &[("    Room.Gone: { doc: the room does not exist any more, retry: never, is: room_not_found }\n", "")],
    ),
    ("host added", VENDOR, &[("regions:", "  west.v.example.com: { name: WEST, doc: In the west. }\nregions:")]),
    ("host removed", VENDOR, &[("  south.v.example.com: { name: SOUTH, doc: In the south., region: south-1 }\n", "")]),
    ("host's constant renamed", VENDOR, &[("name: SOUTH", "name: DEEP_SOUTH")]),
    ("host changed", VENDOR, &[("south.v.example.com", "far-south.v.example.com")]),
    (
        "host called by default changed",
        VENDOR,
        &[
            ("  api.v.example.com: { name: EVERYWHERE, doc: Anywhere., region: north-1 }\n", ""),
            (
                "doc: In the south., region: south-1 }\n",
                "doc: In the south., region: south-1 }\n  api.v.example.com: { name: EVERYWHERE, doc: Anywhere., region: north-1 }\n",
            ),
        ],
    ),
    ("region named by default changed", VENDOR, &[("default: north-1", "default: south-1")]),
    ("service changed", VENDOR, &[("service: rtc", "service: rtc_v2")]),
    ("crates renamed", VENDOR, &[("package: invented-v", "package: made-up-v")]),
    ("title changed", VENDOR, &[("title: Invented V", "title: Made-up V")]),
    (
        "common parameter added",
        VENDOR,
        &[(
            "doc: The action's name. }\n",
            "doc: The action's name. }\n    Trace: { type: bool, in: query, doc: Whether to keep a trace. }\n",
        )],
    ),
    ("number of a code removed", VENDOR, &[("number: 7, ", "")]),
];

fn said(edits: &[Edit]) -> String {
    let mut text = String::new();
    for (name, file, replacements) in edits {
        let replacements: Vec<_> = replacements.iter().copied().filter(|(from, to)| from != to).collect();
        let _ = writeln!(text, "## {name}\n{}", after(file, &replacements));
    }
    text
}

#[test]
fn edits_of_requests() {
    insta::assert_snapshot!(said(REQUEST));
}

#[test]
fn edits_of_answers() {
    insta::assert_snapshot!(said(ANSWER));
}

#[test]
fn edits_of_names() {
    insta::assert_snapshot!(said(NAMES));
}

#[test]
fn edits_of_the_whole() {
    insta::assert_snapshot!(said(WHOLE));
}

#[test]
fn edits_of_vendors() {
    insta::assert_snapshot!(said(VENDORS));
}

#[test]
fn actions_added_and_removed() {
    let (all, fewer) = (model(&[]), model(&[(CLOSE, "")]));
    insta::assert_snapshot!(format!("{}\n{}", compare(&all, &fewer), compare(&fewer, &all)));
}

#[test]
fn nothing_is_said_where_nothing_changed() {
    let report = compare(&model(&[]), &model(&[]));
    assert!(report.all_followed() && report.comparisons.iter().all(|one| one.changes.is_empty()));
    insta::assert_snapshot!(report);
}
