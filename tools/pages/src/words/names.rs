//! Words inside names of actions and parameters, and names of what calls are counted by.

/// First words of the names of actions that change nothing, in these letters.
pub const READING_VERBS: &[&str] = &[
    "Check", "Count", "Describe", "Detect", "Fetch", "Find", "Get", "Has", "Is", "List", "Lookup", "Query", "Read",
    "Scan", "Search",
];

/// The word before the verb of an action that does many things at once, in these letters.
pub const BATCH: &str = "Batch";

/// Words of the name of a parameter with the start of a span.
pub const STARTS: &[&str] = &["start", "begin", "from", "since", "after"];

/// Words of the name of a parameter with the end of a span.
pub const ENDS: &[&str] = &["end", "stop", "to", "until", "finish", "before"];

/// Words that say of a rate that it counts the calls of one app.
pub const APPS: &[&str] = &["app", "应用"];

/// Words that say of a rate that it counts the calls of one account.
pub const ACCOUNTS: &[&str] = &["账号", "帐号", "账户", "account", "uin"];

/// Words that say of a rate that it counts the calls about one room.
pub const ROOMS: &[&str] = &["房间", "room"];

/// Parts of the names of parameters with points in time.
pub(crate) const TIMES: &[&str] = &["time", "date", "start", "end", "begin", "day"];

/// How such a name ends besides.
pub(crate) const TIMESTAMP: &str = "ts";
