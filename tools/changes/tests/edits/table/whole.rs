//! Edits of what is said of the whole action.

use super::{CLOSE, Edit, LIST};

pub(crate) const WHOLE: &[Edit] = &[
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
    (
        "a second quota",
        LIST,
        &[(
            "{ calls: 5, per: 1s, scope: account }",
            "[{ calls: 5, per: 1s, scope: account }, { calls: 9, per: 1d, scope: account }]",
        )],
    ),
    ("quota counted by a parameter", LIST, &[("scope: account", "scope: app, by: [AppId]")]),
    (
        "ids asked about in several calls",
        LIST,
        &[("\nrequest:", "batch: { over: RoomId, rows: Rooms, id: RoomId }\n\nrequest:")],
    ),
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
        &[("first: 1,", "first: 0,"), ("max: 50", "max: 100"), ("default: 1,", "default: 0,")],
    ),
    (
        "limits become narrower if a parameter is set",
        LIST,
        &[(
            "codes: [rtc]\n",
            "narrower: { State: { span: 1h, page_size: 6, items: { RoomId: ..=6 } } }\ncodes: [rtc]\n",
        )],
    ),
    ("pages told apart by another key", LIST, &[("key: [RoomId, OpenedAt]", "key: [RoomId]")]),
    (
        "pages removed",
        LIST,
        &[(
            "pages: { number: PageNum, first: 1, size: PageSize, max: 50, rows: Rooms, total: Total, key: [RoomId, OpenedAt], row_start: OpenedAt }\n",
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
