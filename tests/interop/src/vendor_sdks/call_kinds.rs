//! The kinds of calls with generated parameters that the SDKs make.

use super::{
    sandboxes::ROOM,
    target::{Target, rfc3339},
};
use crate::{
    language::Language,
    texts::{any_text, name},
};
use proptest::{collection::btree_map, collection::vec, option, prelude::*};
use rtc_catalog::model::Model;
use rtc_sandbox::{Vendor, World};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

/// A kind of call.
pub(crate) struct CallKind<'m> {
    pub(crate) target: Target<'m>,
    generated: BoxedStrategy<GeneratedParameters>,
}

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) generated: GeneratedParameters,
    pub(crate) region: &'static str,
    pub(crate) temporary: bool,
    pub(crate) tampering: Option<Tampering>,
    /// Selects one of two encodings where the vendor accepts both.
    pub(crate) ascii: bool,
}

/// What is wrong with a call's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tampering {
    /// It is signed with another secret.
    Secret,
    /// It is sent with another session token.
    Token,
    /// The request is changed after signing.
    Wire,
}

/// The parameters of one generated call.
#[derive(Clone, Debug)]
pub(crate) struct GeneratedParameters {
    pub(crate) parameters: Map<String, Json>,
    /// Whether it violates no rule of the action.
    pub(crate) valid: bool,
}

impl CallKind<'_> {
    pub(crate) fn cases(&self) -> BoxedStrategy<Case> {
        let regions = match self.target.vendor {
            Vendor::Volcengine => &["cn-north-1", "ap-singapore-1", "eu.x_1"][..],
            _ => &["ap-singapore"][..],
        };
        let tokens = self.target.vendor != Vendor::Zego;
        let tampering = prop_oneof![
            3 => Just(None),
            1 => prop::sample::select(&[Tampering::Secret, Tampering::Token, Tampering::Wire][..]).prop_map(Some),
        ];
        let drawn = (self.generated.clone(), prop::sample::select(regions), any::<bool>(), tampering, any::<bool>());
        drawn
            .prop_map(move |(generated, region, temporary, tampering, ascii)| Case {
                generated,
                region,
                temporary,
                tampering: if tampering == Some(Tampering::Token) && !tokens {
                    Some(Tampering::Secret)
                } else {
                    tampering
                },
                ascii,
            })
            .boxed()
    }
}

/// The calls that a language's SDKs support.
pub(crate) fn all(language: Language, model: &Model) -> Result<Vec<CallKind<'_>>, String> {
    use Vendor::{Tencent, Volcengine, Zego};
    let kind = |vendor: Vendor, name, method, tamper, generated| {
        let action = model.action(vendor.id(), name).ok_or_else(|| format!("no spec of {vendor} {name}"))?;
        Ok(CallKind { target: Target { vendor, action, method, tamper }, generated })
    };
    let mut kinds = vec![
        kind(Volcengine, "ListUserInfo", "GET", "AppId", list_user_info()),
        kind(Volcengine, "GetRoomOnlineUsers", "GET", "AppId", get_room_online_users()),
        kind(Volcengine, "AskAnything", "GET", "Text", ask_anything(language)),
        kind(Volcengine, "StoreAnything", "POST", "body", store_anything(true)),
        kind(Zego, "DescribeUsers", "GET", "SignatureNonce", describe_users()),
        kind(Zego, "AskAnything", "GET", "SignatureNonce", ask_anything(language)),
        kind(Zego, "StoreAnything", "POST", "SignatureNonce", store_anything(true)),
    ];
    if language == Language::Python {
        kinds.extend([
            kind(Tencent, "DescribeUserInfo", "POST", "body", describe_user_info()),
            kind(Tencent, "DescribeUserInfo", "GET", "CommId", describe_user_info()),
            kind(Tencent, "StoreAnything", "POST", "body", store_anything(false)),
            kind(Tencent, "StoreAnything", "GET", "Text", store_anything(false)),
        ]);
    }
    kinds.into_iter().collect()
}

/// An object of the values that are set.
fn object(fields: impl IntoIterator<Item = (&'static str, Option<Json>)>) -> Map<String, Json> {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// Integers that JavaScript represents exactly.
fn number() -> impl Strategy<Value = i64> {
    -(1_i64 << 53) + 1..(1 << 53)
}

/// Every notation of query parameters, together with undocumented parameters.
fn ask_anything(language: Language) -> BoxedStrategy<GeneratedParameters> {
    let lists = || option::of(vec(any_text(), 1..4));
    (
        any_text(),
        option::of(number()),
        option::of(any::<bool>()),
        lists(),
        lists(),
        btree_map(name(language), any_text(), 0..3),
    )
        .prop_map(|(text, number, flag, texts, bracketed, others)| {
            let mut parameters: Map<_, _> = others.into_iter().map(|(name, text)| (name, json!(text))).collect();
            parameters.extend(object([
                ("Text", Some(json!(text))),
                ("Number", number.map(Json::from)),
                ("Flag", flag.map(Json::from)),
                ("Texts", texts.map(Json::from)),
                ("Bracketed[]", bracketed.map(Json::from)),
            ]));
            GeneratedParameters { parameters, valid: true }
        })
        .boxed()
}

/// A body; with a nested object if `with_labels`.
fn store_anything(with_labels: bool) -> BoxedStrategy<GeneratedParameters> {
    let texts = option::of(vec(any_text(), 1..4));
    let labels = option::of(btree_map(any_text(), any_text(), 0..3));
    (any_text(), option::of(number()), option::of(any::<bool>()), texts, labels)
        .prop_map(move |(text, number, flag, texts, labels)| GeneratedParameters {
            parameters: object([
                ("Text", Some(json!(text))),
                ("Number", number.map(Json::from)),
                ("Flag", flag.map(Json::from)),
                ("Texts", texts.map(Json::from)),
                ("Labels", labels.filter(|_| with_labels).map(|labels| json!(labels))),
            ]),
            valid: true,
        })
        .boxed()
}

/// A valid text, or an arbitrary one.
fn id(valid: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = (String, bool)> {
    prop_oneof![2 => valid.prop_map(|text| (text, true)), 1 => any_text().prop_map(|text| (text, false))]
}

fn ids() -> impl Strategy<Value = Option<(Vec<String>, bool)>> {
    let valid = vec("[A-Za-z0-9@._-]{1,20}", 1..10).prop_map(|ids| (ids, true));
    let any = vec(any_text(), 1..12).prop_map(|ids| (ids, false));
    option::of(prop_oneof![2 => valid, 1 => any])
}

fn app() -> impl Strategy<Value = (String, bool)> {
    id(Just(World::APP.to_owned()))
}

fn room() -> impl Strategy<Value = (String, bool)> {
    id(Just(ROOM.to_owned()))
}

/// A span within the action's limits, in Unix seconds.
fn span() -> impl Strategy<Value = (i64, i64)> {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    (60_i64..300, 10_i64..50)
        .prop_map(move |(start, end)| (now - start * 60 + 3600, now - end * 60))
        .prop_map(|(start, end)| (start.min(end - 60), end))
}

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::seconds(seconds)
}

fn list_user_info() -> BoxedStrategy<GeneratedParameters> {
    let page = (option::of(1_u32..5), option::of(1_u32..=100), option::of(any::<bool>()));
    (app(), span(), -11_i8..=12, option::of(room()), ids(), page)
        .prop_map(|(app, (start, end), zone, room, users, (number, size, server))| GeneratedParameters {
            valid: app.1 && room.as_ref().is_none_or(|room| room.1) && users.as_ref().is_none_or(|users| users.1),
            parameters: object([
                ("AppId", Some(json!(app.0))),
                ("StartTime", Some(rfc3339(at(start), zone))),
                ("EndTime", Some(rfc3339(at(end), 8))),
                ("RoomId", room.map(|room| json!(room.0))),
                ("UserId", users.map(|users| json!(users.0.join(",")))),
                ("PageNum", number.map(Json::from)),
                ("PageSize", size.map(Json::from)),
                ("ExcludeServerUser", server.map(Json::from)),
            ]),
        })
        .boxed()
}

fn get_room_online_users() -> BoxedStrategy<GeneratedParameters> {
    (app(), room())
        .prop_map(|(app, room)| GeneratedParameters {
            valid: app.1 && room.1,
            parameters: object([("AppId", Some(json!(app.0))), ("RoomId", Some(json!(room.0)))]),
        })
        .boxed()
}

fn describe_user_info() -> BoxedStrategy<GeneratedParameters> {
    let calls = id((0_u32..2).prop_map(|second| format!("{}_{ROOM}_{second}", World::APP)));
    (calls, span(), ids(), option::of((0_u32..3, 1_u32..=100)))
        .prop_map(|(call, (start, end), users, page)| GeneratedParameters {
            valid: call.1 && users.as_ref().is_none_or(|users| users.1),
            parameters: object([
                ("CommId", Some(json!(call.0))),
                ("SdkAppId", World::APP.parse::<u64>().ok().map(Json::from)),
                ("StartTime", Some(json!(start))),
                ("EndTime", Some(json!(end))),
                ("UserIds", users.map(|users| json!(users.0))),
                ("PageNumber", page.map(|(number, _)| json!(number))),
                ("PageSize", page.map(|(_, size)| json!(size))),
            ]),
        })
        .boxed()
}

fn describe_users() -> BoxedStrategy<GeneratedParameters> {
    (room(), ids())
        .prop_map(|(room, users)| {
            let (users, valid) = users.unwrap_or((vec!["ann".to_owned()], true));
            GeneratedParameters {
                valid: room.1 && valid,
                parameters: object([("RoomId", Some(json!(room.0))), ("UserId[]", Some(json!(users)))]),
            }
        })
        .boxed()
}
