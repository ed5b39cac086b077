//! Edits of what all actions of a vendor share.

use super::{Edit, VENDOR};

pub(crate) const VENDORS: &[Edit] = &[
    ("common code added", VENDOR, &[("  rtc:\n", "    Late: { doc: too late, retry: never }\n  rtc:\n")]),
    ("common code removed", VENDOR, &[("    Down: { doc: the vendor is down, retry: backoff }\n", "")]),
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
