//! Requests: what is set on the builder is what arrives, read from the wire by other means.

use crate::cases;
use percent_encoding::percent_decode_str;
use proptest::{option, prelude::*};
use rtc_core::{
    Action,
    protocol::{Parameters, Parts, query},
};
use serde_json::Value;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

fn sent<A: Action>(action: &A) -> Parts {
    let mut parameters = Parameters::new();
    action.parameters(&mut parameters);
    parameters.into_parts().unwrap()
}

/// The pairs of an action's query, read back.
fn pairs<A: Action>(action: &A) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let query = query::join(&sent(action).query);
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (decode(name), decode(value))).unwrap();
    query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

/// Times in whole seconds of the years 0 to 9999, with offsets of whole minutes.
fn time() -> impl Strategy<Value = OffsetDateTime> {
    (-62_000_000_000_i64..253_000_000_000, -1_439_i32..=1_439).prop_map(|(seconds, minutes)| {
        let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap();
        OffsetDateTime::from_unix_timestamp(seconds).unwrap().to_offset(offset)
    })
}

fn id() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9@._-]{1,20}"
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn list_user_info(
        (app_id, room_id, start, end) in (any::<String>(), option::of(any::<String>()), time(), time()),
        (page, size) in (option::of(any::<u32>()), option::of(any::<u32>())),
        (ids, servers) in (option::of(prop::collection::vec(id(), 0..12)), option::of(any::<bool>())),
    ) {
        let asked = ListUserInfo::builder().app_id(&app_id).start_time(start).end_time(end).room_id(room_id.as_ref());
        let asked = asked.page_num(page).page_size(size).exclude_server_user(servers).user_ids(ids.as_ref()).build();

        let pairs = pairs(&asked);
        let one = |name: &str| {
            let mut found = pairs.iter().filter(|(found, _)| found == name).map(|(_, value)| value.clone());
            let value = found.next();
            assert_eq!(found.next(), None, "{name} twice");
            value
        };
        prop_assert_eq!(one("AppId"), Some(app_id));
        prop_assert_eq!(one("RoomId"), room_id);
        for (name, time) in [("StartTime", start), ("EndTime", end)] {
            let read = OffsetDateTime::parse(&one(name).unwrap(), &Rfc3339).unwrap();
            prop_assert_eq!((read, read.offset()), (time, time.offset()));
        }
        prop_assert_eq!(one("PageNum").map(|value| value.parse().unwrap()), page);
        prop_assert_eq!(one("PageSize").map(|value| value.parse().unwrap()), size);
        prop_assert_eq!(one("ExcludeServerUser").map(|value| value.parse().unwrap()), servers);
        let joined = one("UserId");
        prop_assert_eq!(joined.is_some(), ids.is_some());
        if let Some(ids) = ids.filter(|ids| !ids.is_empty()) {
            prop_assert_eq!(joined.unwrap().split(',').map(str::to_owned).collect::<Vec<_>>(), ids);
        }
    }

    #[test]
    fn get_room_online_users(app_id in any::<String>(), room_id in any::<String>()) {
        let asked = GetRoomOnlineUsers::builder().room_id(&room_id).app_id(&app_id).build();
        prop_assert_eq!(pairs(&asked), [("AppId".to_owned(), app_id), ("RoomId".to_owned(), room_id)]);
    }

    #[test]
    fn describe_users(room_id in any::<String>(), ids in prop::collection::vec(any::<String>(), 0..12)) {
        let asked = DescribeUsers::builder().room_id(&room_id).user_ids(&ids).build();
        let mut expected = vec![("RoomId".to_owned(), room_id)];
        expected.extend(ids.into_iter().map(|id| ("UserId[]".to_owned(), id)));
        prop_assert_eq!(pairs(&asked), expected);
    }

    #[test]
    fn describe_user_info(
        (comm_id, app, start, end) in (any::<String>(), any::<u64>(), time(), time()),
        (page, size) in (option::of(any::<u32>()), option::of(any::<u32>())),
        ids in option::of(prop::collection::vec(any::<String>(), 0..12)),
    ) {
        let asked = DescribeUserInfo::builder().end_time(end).start_time(start).sdk_app_id(app).comm_id(&comm_id);
        let asked = asked.page_number(page).page_size(size).user_ids(ids.as_ref()).build();

        let parts = sent(&asked);
        prop_assert!(parts.query.is_empty() && parts.headers.is_empty());
        let body: Value = serde_json::from_slice(&parts.body.unwrap()).unwrap();
        let mut expected = serde_json::json!({
            "CommId": comm_id, "SdkAppId": app, "StartTime": start.unix_timestamp(), "EndTime": end.unix_timestamp(),
        });
        if let Some(ids) = ids {
            expected["UserIds"] = ids.into();
        }
        if let Some(page) = page {
            expected["PageNumber"] = page.into();
        }
        if let Some(size) = size {
            expected["PageSize"] = size.into();
        }
        prop_assert_eq!(body, expected);
    }
}
