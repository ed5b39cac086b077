//! Names that give trouble.

use crate::random::Random;

/// Names on the wire that are good Rust once they are in the right case, but that generated code, the compiler or clippy may
/// have a use for.
#[rustfmt::skip]
const PLAUSIBLE: &[&str] = &[
    "AppId", "RoomId", "UserId", "UserID", "User_Id", "userId", "USER_ID", "user__id", "To", "From", "Limits",
    "limits", "Value", "value", "State", "state", "Form", "Key", "Rtc", "Serde", "Time", "Std", "Core", "Alloc",
    "String", "Vec", "Option", "Some", "None", "Ok", "Err", "Result", "Action", "Set", "Unset", "Error", "Client",
    "New", "Default", "Drop", "Eq", "Add", "Into", "Iter", "AsRef", "IsEmpty", "Fmt", "Hash", "Next", "Not", "Len",
    "T", "M", "A", "I32", "Str", "U8", "Bool", "Char", "Usize", "Main", "Test", "Debug", "Output", "Code", "Builder",
    "Complete", "Required", "Example", "Request", "Response", "Parts", "Query", "Body", "Json", "At", "Seconds",
    "Millis", "Broken", "Sent", "Answered", "Refused", "Now", "Endpoints", "Enums", "Info", "Vendor", "Check",
    "Fields", "Parameters", "IntoValue", "IntoOption", "Id", "Ids", "SetIds", "Split", "Row", "Page", "Total",
    "Layout1", "Layout_1", "A1", "a_1", "X-Trace", "x-trace", "Room.Id", "Room Id", "weird name?", "{Braces}",
    "quo\"te", "back\\slash", "back`tick", "pipe|d", "a<b>", "[x]", "_Leading", "Trailing_", "ToString", "ToOwned",
    "Clone2", "IsSet", "FooBarIsSet", "Deserialize", "Serialize", "Phantom", "PhantomData", "Unwrap", "Expect",
    "Print", "Format", "Panic", "Cfg", "Doc", "Allow", "Include", "Nan", "Infinity",
    "TheNameOfAParameterThatIsMuchLongerThanAnybodyWouldWantToTypeAtAll",
];

/// Names that need `as`, or are refused.
#[rustfmt::skip]
const BAD: &[&str] = &[
    "self", "Self", "crate", "super", "type", "match", "async", "await", "dyn", "try", "gen", "box", "move", "union",
    "2nd", "房间", "ünï", "build", "send", "send_all", "builder", "clone", "region", "pages", "rows", "sweep", "_",
    "__", "-", "", " ", "?", "a\nb", "Action", "Version", "Signature", "Authorization", "Host",
    "ThisNameGoesOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOn",
];

/// Names of types.
#[rustfmt::skip]
const TYPES: &[&str] = &[
    "State", "State2", "Form", "Form2", "Row", "Whole", "Room", "RoomInfo", "User", "UserId", "UserID", "Crate",
    "Mod", "Type", "Complete", "RoomIdIsSet", "UserIdIsSet", "RoomIdState", "UserIdState", "ValueState", "Code",
    "Output", "Builder", "Rtc", "Serde", "Time", "Std", "Core", "Future", "Pin", "Endpoints", "Required", "Enums",
    "T", "M", "A", "Item", "Row2", "Pages", "Batch", "Batched", "Listing", "Swept", "Id", "PhantomData", "IntoValue",
    "IntoOption", "Check", "SerializeFields", "Fields", "Cure", "SerializeMap", "Formatter", "Display", "Write", "Read", "Path",
    "Duration2", "Sweep", "Test", "Main", "Arc", "Rc", "Cell", "Mutex", "Thread", "Struct", "Enum", "Fn2", "Async",
    "Await", "Str", "I32", "Bool", "Usize", "Never", "Common", "Exchange", "RtcTencent", "Tencent", "Zego",
    "Volcengine", "Endpoint", "RegionalEndpoint", "ErrorCode2",
    "ATypeWhoseNameIsNearlyAsLongAsAllowedSinceSomebodyWantedToSayAllOfItInIt",
];

/// Names of types that are refused.
#[rustfmt::skip]
const BAD_TYPES: &[&str] = &[
    "Self", "String", "Vec", "Option", "Box", "Result", "Error", "Client", "Action", "Limits", "Set", "Send",
    "Region", "lower", "Under_Score", "Clone", "Debug", "Hash", "Iterator", "From", "Ok", "Some",
];

/// Names of actions; some are also those of folders, modules and files of generated crates.
#[rustfmt::skip]
const ACTIONS: &[&str] = &[
    "ListRooms", "Get", "Do", "Common", "Examples", "Exchange", "Main", "Lib", "Test", "Tests", "Request", "Response",
    "Listing", "Enums", "Required", "Code", "State", "Form", "Room", "User", "Describe2Users", "A", "T", "M", "Crate",
    "Mod", "Rtc", "Std", "Core", "Time", "Serde", "SerdeJson", "RtcCore", "Endpoints", "Output", "Builder", "Move",
    "Self2", "Super2", "Start", "Stop", "DescribeTheUsersOfAllRoomsOfAnAppThatWereOpenDuringASpanOfTime", "ABTest",
    "HTTPQuery", "GetV2", "V2Get", "Whole", "Page", "Answered", "At", "Body", "Broken", "Json", "Sent", "Example",
    "Alloc", "Proc", "Action2", "Pages", "Sweep",
];

/// Names of codes and values of enumerations on the wire.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "ok", "Ok", "none", "None", "some", "Some", "self", "unknown", "Undocumented", "", "a b", "a.b", "a-b", "quo\"te",
    "back\\slash", "红", "2g", "true", "false", "null", "0", "-1", "{}", "\\n", "`", "common", "Common", "from",
    "Default", "Err", "String",
];

/// A Rust name for anything, as fields have.
#[rustfmt::skip]
const SNAKE: &[&str] = &[
    "kind", "to", "limits", "value", "state", "form", "rtc", "itself", "is_set", "new", "add", "from", "into_iter",
    "iter", "not", "len", "is_empty", "as_ref", "to_string", "from_str", "eq", "cmp", "next", "deref", "drop",
    "default", "borrow", "user_ids", "room", "x", "a1", "a_1", "name_2", "index", "str", "u8", "vec", "std", "core",
    "time", "serde", "rtc_core", "crate_name", "_hidden", "user__id", "trailing_", "Upper", "type", "self",
];

pub(crate) fn wire(random: &mut Random) -> String {
    let list = if random.chance(2) { BAD } else { PLAUSIBLE };
    let name = random.pick(list).to_owned();
    // Two names of one list in one action are refused, so most get a word of their own.
    if random.chance(50) {
        format!("{name}{}", random.pick(&["Of", "Max", "2", "X", "Name", "_a", "List", "Type"]))
    } else {
        name
    }
}

pub(crate) fn type_name(random: &mut Random) -> String {
    let list = if random.chance(1) { BAD_TYPES } else { TYPES };
    random.pick(list).to_owned()
}

pub(crate) fn action(random: &mut Random) -> String {
    random.pick(ACTIONS).to_owned()
}

pub(crate) fn value(random: &mut Random) -> String {
    random.pick(VALUES).to_owned()
}

pub(crate) fn snake(random: &mut Random) -> String {
    random.pick(SNAKE).to_owned()
}

/// The address of a page.
pub(crate) fn address(random: &mut Random) -> String {
    let odd =
        ["https://docs.example.com/a_(b)?c=<d>&e=[f]", "https://docs.example.com/文 档", "http://example.com", "x"];
    let end = ["a_b__c", "a?b=c&d=e#f", "a/b;c", "~a/*b*", "a,b!"];
    if random.chance(3) {
        random.pick(&odd).to_owned()
    } else {
        format!("https://docs.example.com/{}", random.pick(&end))
    }
}
