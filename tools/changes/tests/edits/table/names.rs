//! Edits of enumerations, regions and error codes.

use super::{CLOSE, Edit, LIST, VENDOR};

pub(crate) const NAMES: &[Edit] = &[
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
    ("region added", VENDOR, &[("south-1: South }", "south-1: South, west-1: West }")]),
    ("region of an action removed", CLOSE, &[("regions: [north-1, south-1]\n", "regions: [north-1]\n")]),
    ("regions removed", CLOSE, &[("regions: [north-1, south-1]\n", "")]),
    ("code added", LIST, &[("errors:\n", "errors:\n  Range.Empty: { doc: the span is empty, retry: never }\n")]),
    ("code removed", LIST, &[("codes: [rtc]\n", "")]),
    ("code renamed in Rust", LIST, &[("Range.TooLong: { doc", "Range.TooLong: { name: TooLong, doc")]),
    ("code changed on the wire", LIST, &[("Range.TooLong: { doc", "Range.Long: { name: RangeTooLong, doc")]),
    (
        "code's verdict on trying again changed",
        LIST,
        &[("in several calls, retry: never", "in several calls, retry: backoff")],
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
