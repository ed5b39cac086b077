//! Edits of what is answered.

use super::{Edit, LIST};

pub(crate) const ANSWER: &[Edit] = &[
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
