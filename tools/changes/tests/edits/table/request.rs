//! Edits of what is asked.

use super::{CLOSE, Edit, LIST};

pub(crate) const REQUEST: &[Edit] = &[
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
