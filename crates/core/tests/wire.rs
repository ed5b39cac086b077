//! Reading and writing values.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use proptest::prelude::*;
use rtc_core::{
    generated::{
        Decode, Encode, List, Map, NonZero, Object, Optional, Plain, Rfc3339, Rfc3339Seconds, TimeFormat, UnixMillis,
        UnixSeconds, string_enum,
    },
    protocol::{OpenError, envelope::Body},
};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use time::{OffsetDateTime, UtcOffset, macros::datetime};

fn read<C: Decode>(text: &str) -> Result<C::Value, String> {
    C::decode(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
}

fn write<C: Encode>(value: &C::Value) -> Value {
    C::encode(value, serde_json::value::Serializer).unwrap()
}

fn rfc3339(time: OffsetDateTime) -> String {
    Rfc3339Seconds::text(&time)
}

#[test]
fn a_list_may_be_null() {
    assert_eq!(read::<List<Plain<i64>>>("[1, 2]").unwrap(), [1, 2]);
    assert_eq!(read::<List<Plain<i64>>>("[]").unwrap(), [0_i64; 0]);
    assert_eq!(read::<List<Plain<i64>>>("null").unwrap(), [0_i64; 0]);
    let error = read::<List<Plain<i64>>>("{}").unwrap_err();
    assert!(error.starts_with("invalid type: map, expected a list or null"), "{error}");
    assert_eq!(write::<List<UnixSeconds>>(&vec![datetime!(1970-01-01 0:01 UTC)]), json!([60]));
}

#[test]
fn lists_nest() {
    assert_eq!(read::<List<List<Plain<i64>>>>("[[1], null, []]").unwrap(), [vec![1], vec![], vec![]]);
    let times = read::<List<List<Optional<Rfc3339>>>>(r#"[["", null, "1970-01-01T00:00:00Z"]]"#).unwrap();
    assert_eq!(times, [[None, None, Some(OffsetDateTime::UNIX_EPOCH)]]);
    assert_eq!(write::<List<List<Optional<UnixMillis>>>>(&vec![vec![None, times[0][2]]]), json!([[null, 0]]));
}

#[test]
fn a_map_may_be_null() {
    assert_eq!(read::<Map<Plain<bool>>>("null").unwrap(), BTreeMap::new());
    let map = read::<Map<List<UnixSeconds>>>(r#"{"b": [1], "a": null}"#).unwrap();
    assert_eq!(map.keys().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(write::<Map<List<UnixSeconds>>>(&map), json!({ "a": [], "b": [1] }));
    assert!(read::<Map<Plain<bool>>>("[]").is_err());
}

#[derive(Debug, Deserialize)]
struct Held {
    #[serde(default, deserialize_with = "Optional::<Rfc3339>::decode")]
    at: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "Optional::<Plain<String>>::decode")]
    text: Option<String>,
    #[serde(default, deserialize_with = "List::<Plain<i64>>::decode")]
    list: Vec<i64>,
    #[serde(deserialize_with = "Object::<Inner>::decode")]
    inner: Inner,
}

#[derive(Debug, Deserialize)]
struct Inner {
    #[serde(deserialize_with = "UnixSeconds::decode")]
    at: OffsetDateTime,
}

#[test]
fn missing_fields_are_absent_and_required_ones_are_missed() {
    let held: Held = serde_json::from_str(r#"{"inner": {"at": 5}, "more": []}"#).unwrap();
    assert_eq!((held.at, held.text, held.list.len(), held.inner.at.unix_timestamp()), (None, None, 0, 5));
    let error = serde_json::from_str::<Held>(r#"{"inner": {}}"#).unwrap_err().to_string();
    assert!(error.starts_with("missing field `at`"), "{error}");
}

#[test]
fn an_object_is_no_list() {
    assert!(read::<Plain<Inner>>("[5]").is_ok());
    let error = read::<Object<Inner>>("[5]").unwrap_err();
    assert!(error.starts_with("invalid type: sequence, expected an object"), "{error}");
    assert!(read::<Object<Inner>>("null").is_err());
}

#[test]
fn an_absent_time_may_be_empty_but_a_text_stays_empty() {
    for text in ["null", r#""""#] {
        assert_eq!(read::<Optional<Rfc3339>>(text).unwrap(), None);
    }
    assert_eq!(read::<Optional<Plain<String>>>(r#""""#).unwrap(), Some(String::new()));
    assert_eq!(read::<Optional<Plain<String>>>("null").unwrap(), None);
    assert_eq!(read::<Optional<UnixMillis>>("null").unwrap(), None);
    assert_eq!(read::<Optional<UnixMillis>>("0").unwrap(), Some(OffsetDateTime::UNIX_EPOCH));
    for text in [r#"" ""#, "0", r#""yesterday""#, "[]"] {
        assert!(read::<Optional<Rfc3339>>(text).is_err(), "{text}");
    }
    assert!(read::<Rfc3339>(r#""""#).is_err());
    assert!(read::<Rfc3339>("null").is_err());
}

#[test]
fn a_time_keeps_its_offset() {
    let time = read::<Rfc3339>(r#""2022-10-31T19:22:57+08:00""#).unwrap();
    assert_eq!((time.offset(), time.hour()), (UtcOffset::from_hms(8, 0, 0).unwrap(), 19));
    assert_eq!(write::<Rfc3339>(&time), "2022-10-31T19:22:57+08:00");
    assert_eq!(read::<Rfc3339>(r#""2022-10-31T19:22:57.5Z""#).unwrap().millisecond(), 500);
    let error = read::<Rfc3339>(r#""2022-05-22T12:00:00 08:00""#).unwrap_err();
    assert!(error.contains(r#"string "2022-05-22T12:00:00 08:00", expected a time such as"#), "{error}");
}

#[test]
fn a_time_is_written_in_whole_seconds_and_never_with_z() {
    assert_eq!(rfc3339(datetime!(2022-05-22 12:00:00.999 UTC)), "2022-05-22T12:00:00+00:00");
    assert_eq!(rfc3339(datetime!(2022-05-22 12:00 +8)), "2022-05-22T12:00:00+08:00");
    assert_eq!(rfc3339(datetime!(0022-05-22 12:00 -3:30)), "0022-05-22T12:00:00-03:30");
    assert_eq!(rfc3339(datetime!(9999-12-31 23:59:59 -0:00:30)), "9999-12-31T23:59:59-00:00");
    assert_eq!(rfc3339(datetime!(2022-05-22 12:00 -0:30)), "2022-05-22T12:00:00-00:30");
    assert_eq!(rfc3339(datetime!(2022-05-22 12:00:30 +0:00:30)), "2022-05-22T12:00:00+00:00");
}

#[test]
fn unix_times_are_numbers_within_reason() {
    assert_eq!(read::<UnixSeconds>("1590065777").unwrap(), datetime!(2020-05-21 12:56:17 UTC));
    assert_eq!(read::<UnixMillis>("1675674019365").unwrap(), datetime!(2023-02-06 9:00:19.365 UTC));
    for text in ["9223372036854775807", "-9223372036854775808", "18446744073709551615", "1e30", "\"5\"", "null"] {
        assert!(read::<UnixSeconds>(text).is_err(), "{text}");
        assert!(read::<UnixMillis>(text).is_err(), "{text}");
    }
    assert_eq!(UnixMillis::text(&datetime!(1969-12-31 23:59:59.9995 UTC)), "-1");
}

#[test]
fn an_answered_time_keeps_its_fraction_and_a_sent_one_drops_it() {
    let time = read::<Rfc3339>(r#""2022-10-31T19:22:57.0625+08:00""#).unwrap();
    assert_eq!(write::<Rfc3339>(&time), "2022-10-31T19:22:57.0625+08:00");
    assert_eq!(write::<Rfc3339Seconds>(&time), "2022-10-31T19:22:57+08:00");
    assert_eq!(write::<NonZero<Rfc3339>>(&None), Value::Null);
}

#[test]
fn a_zero_is_none_where_the_codec_says_so() {
    assert_eq!(read::<NonZero<UnixSeconds>>("0").unwrap(), None);
    assert_eq!(read::<NonZero<UnixMillis>>("0").unwrap(), None);
    assert_eq!(read::<NonZero<UnixMillis>>("1").unwrap(), Some(datetime!(1970-01-01 0:00:00.001 UTC)));
    assert_eq!(read::<NonZero<Rfc3339>>(r#""0001-01-01T00:00:00Z""#).unwrap(), None);
    assert_eq!(read::<NonZero<Rfc3339>>(r#""0001-01-01T00:00:01Z""#).unwrap(), Some(datetime!(0001-01-01 0:00:01 UTC)));
    assert_eq!(read::<NonZero<Plain<String>>>(r#""""#).unwrap(), None);
    assert_eq!(read::<NonZero<Plain<i64>>>("0").unwrap(), None);
    assert_eq!(read::<NonZero<Plain<f64>>>("-0.0").unwrap(), None);
    assert_eq!(read::<NonZero<Plain<u32>>>("null").unwrap(), None);
    assert_eq!(read::<NonZero<Plain<u32>>>("7").unwrap(), Some(7));
}

#[derive(Debug, PartialEq)]
enum Os {
    Ios,
    Other(String),
}

impl From<&str> for Os {
    fn from(text: &str) -> Self {
        if text == "ios" { Self::Ios } else { Self::Other(text.to_owned()) }
    }
}

impl<'de> Deserialize<'de> for Os {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        string_enum(from)
    }
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    let found = read::<List<Plain<Os>>>(r#"["ios", "i\u006fs", "harmony", ""]"#).unwrap();
    assert_eq!(found, [Os::Ios, Os::Ios, Os::Other("harmony".into()), Os::Other(String::new())]);
    assert_eq!(serde_json::from_value::<Os>(json!("ios")).unwrap(), Os::Ios);
    assert!(read::<Plain<Os>>("1").is_err());
    assert!(read::<Plain<Os>>("null").is_err());
}

/// Values that an action's answer may have.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Scalars {
    whole: i64,
    small: u8,
    float: f64,
    flag: bool,
    text: String,
    os: Option<Os>,
    maybe_text: Option<String>,
    #[serde(deserialize_with = "Optional::<Plain<i64>>::decode")]
    maybe_whole: Option<i64>,
    #[serde(deserialize_with = "Optional::<Plain<bool>>::decode")]
    maybe_flag: Option<bool>,
    #[serde(deserialize_with = "Optional::<Plain<Os>>::decode")]
    maybe_os: Option<Os>,
    #[serde(deserialize_with = "Optional::<UnixMillis>::decode")]
    maybe_time: Option<OffsetDateTime>,
    #[serde(deserialize_with = "required_time")]
    time: Option<OffsetDateTime>,
    #[serde(deserialize_with = "List::<Plain<i64>>::decode")]
    wholes: Vec<i64>,
    #[serde(deserialize_with = "Map::<List<Plain<String>>>::decode")]
    texts: BTreeMap<String, Vec<String>>,
}

fn required_time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OffsetDateTime>, D::Error> {
    UnixSeconds::decode(from).map(Some)
}

/// Reads one field as the second, lenient pass over an answer does.
fn lenient(field: &str, value: &str) -> Result<Scalars, String> {
    let body = format!(r#"{{"data": {{"{field}": {value}}}}}"#);
    let body = Body::new(body.as_bytes()).unwrap();
    let mut outcome = None;
    body.members(|_, data| outcome = Some(data.decode("data"))).unwrap();
    outcome.unwrap().map_err(|error| match error {
        OpenError::Unreadable { reason, path, .. } => {
            assert_eq!(path.as_deref(), Some(&*format!("data.{field}")));
            reason
        }
        error @ OpenError::Refused { .. } => panic!("{error:?}"),
    })
}

#[test]
fn scalars_are_read_leniently_where_no_meaning_is_lost() {
    let default = Scalars::default;
    for value in ["7", "7.0", "70e-1", r#""7""#, r#""7.0""#, r#""\u0037""#] {
        assert_eq!(lenient("whole", value).unwrap(), Scalars { whole: 7, ..default() }, "{value}");
        assert_eq!(lenient("small", value).unwrap(), Scalars { small: 7, ..default() }, "{value}");
        assert_eq!(lenient("float", value).unwrap(), Scalars { float: 7.0, ..default() }, "{value}");
        assert_eq!(lenient("maybe_whole", value).unwrap().maybe_whole, Some(7), "{value}");
        let time = OffsetDateTime::from_unix_timestamp(7).unwrap();
        assert_eq!(lenient("time", value).unwrap().time, Some(time), "{value}");
        assert_eq!(lenient("maybe_time", value).unwrap().maybe_time.unwrap().millisecond(), 7, "{value}");
        assert_eq!(lenient("wholes", &format!("[{value}]")).unwrap().wholes, [7], "{value}");
    }
    for value in ["1.10", "1e3", "-0", "123456789012345678901234567890"] {
        assert_eq!(lenient("text", value).unwrap().text, value);
        assert_eq!(lenient("maybe_text", value).unwrap().maybe_text.as_deref(), Some(value));
        assert_eq!(lenient("os", value).unwrap().os, Some(Os::Other(value.to_owned())));
        assert_eq!(lenient("maybe_os", value).unwrap().maybe_os, Some(Os::Other(value.to_owned())));
        assert_eq!(lenient("texts", &format!(r#"{{"a": [{value}]}}"#)).unwrap().texts["a"], [value]);
    }
    for field in ["maybe_whole", "maybe_flag", "maybe_time"] {
        for value in [r#""""#, "null"] {
            assert_eq!(lenient(field, value).unwrap(), default(), "{field}: {value}");
        }
    }
    assert_eq!(lenient("maybe_text", r#""""#).unwrap().maybe_text, Some(String::new()), "a text may be empty");
    assert_eq!(lenient("maybe_os", r#""""#).unwrap().maybe_os, Some(Os::Other(String::new())));
}

#[test]
fn what_would_need_a_guess_is_an_error() {
    for value in
        ["1.5", r#""1,000""#, r#"" 1""#, r#""1 ""#, r#""0x10""#, r#""007""#, r#""+1""#, "true", "[1]", "{}", "1e30"]
    {
        for field in ["whole", "small", "maybe_whole", "time", "maybe_time"] {
            assert!(lenient(field, value).is_err(), "{field}: {value}");
        }
    }
    for field in ["whole", "float", "time", "flag"] {
        assert!(lenient(field, r#""""#).is_err() && lenient(field, "null").is_err(), "{field}");
    }
    for value in ["0", "1", r#""true""#, r#""1""#] {
        assert!(lenient("flag", value).is_err() && lenient("maybe_flag", value).is_err(), "{value}");
    }
    for value in ["true", "[]", "{}", "null"] {
        assert!(lenient("text", value).is_err(), "{value}");
    }
    assert!(lenient("small", "256").is_err() && lenient("small", "-1").is_err());
    assert_eq!(lenient("whole", "true").unwrap_err(), "invalid type: boolean `true`, expected i64");
    assert_eq!(lenient("whole", r#""x""#).unwrap_err(), "invalid type: string \"x\", expected i64");
}

proptest! {
    /// Any whole number comes back from any notation, exactly.
    #[test]
    fn whole_numbers_come_back(number in any::<i64>(), zeros in 0_usize..4, quoted in any::<bool>()) {
        for text in [format!("{number}.{}", "0".repeat(zeros + 1)), format!("{number}{}e-{zeros}", "0".repeat(zeros))] {
            let text = if quoted { format!("{text:?}") } else { text };
            prop_assert_eq!(lenient("whole", &text).unwrap().whole, number, "{}", text);
            prop_assert_eq!(lenient("maybe_whole", &text).unwrap().maybe_whole, Some(number), "{}", text);
        }
    }

    /// No digit of a number in the place of a text is lost.
    #[test]
    fn digits_come_back(text in "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?") {
        prop_assert_eq!(lenient("text", &text).unwrap().text, text);
    }

    /// A text that is no number in JSON's notation is never read as one.
    #[test]
    fn other_texts_are_no_numbers(text in "[ +0-9a-fx,._-]{0,6}") {
        let value = format!("{text:?}");
        match (lenient("whole", &value), serde_json::from_str::<f64>(&text)) {
            (Ok(read), Ok(number)) => {
                prop_assert!(text.trim() == text, "{:?}", text);
                #[allow(clippy::cast_precision_loss, clippy::float_cmp, reason = "short numbers are exact")]
                let same = read.whole as f64 == number;
                prop_assert!(same, "{:?}", text);
            }
            (Ok(_), Err(_)) => prop_assert!(false, "{text:?} was read"),
            (Err(_), _) => {}
        }
    }

    #[test]
    fn times_come_back(seconds in -62_167_219_200_i64..=253_402_300_799, minutes in -1_439_i32..=1_439) {
        let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap();
        let utc = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        if let Some(time) = utc.checked_to_offset(offset).filter(|time| (0..=9999).contains(&time.year())) {
            let text = rfc3339(time);
            prop_assert_eq!(text.len(), 25);
            let back = read::<Rfc3339>(&format!("{text:?}")).unwrap();
            prop_assert_eq!((back, back.offset()), (time, offset));
        }
    }

    #[test]
    fn answered_times_come_back(seconds in -62_135_000_000_i64..=253_402_000_000, nanosecond in 0_i64..1_000_000_000) {
        let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap() + time::Duration::nanoseconds(nanosecond);
        let text = write::<Rfc3339>(&time).to_string();
        prop_assert_eq!(read::<Rfc3339>(&text).unwrap(), time);
    }

    #[test]
    fn numbers_come_back(number in any::<f64>()) {
        let back = read::<Plain<f64>>(&write::<Plain<f64>>(&number).to_string()).unwrap();
        prop_assert_eq!(back.to_bits(), number.to_bits());
    }

    #[test]
    fn any_number_is_a_time_or_an_error(number in any::<i64>()) {
        for read in [read::<UnixSeconds>, read::<UnixMillis>] {
            let _ = read(&number.to_string());
        }
    }

    #[test]
    fn milliseconds_come_back(millis in -62_167_219_200_000_i64..=253_402_300_799_999) {
        let time = read::<UnixMillis>(&millis.to_string()).unwrap();
        prop_assert_eq!(UnixMillis::text(&time), millis.to_string());
        prop_assert_eq!(write::<UnixMillis>(&time), json!(millis));
    }

    #[test]
    fn no_time_panics(seconds in -377_705_116_800_i64..=253_402_300_799, offset in -93_599_i32..=93_599) {
        let utc = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let offset = UtcOffset::from_whole_seconds(offset).unwrap();
        if let Some(time) = utc.checked_to_offset(offset) {
            let _ = rfc3339(time);
        }
    }
}
