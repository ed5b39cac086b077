//! Fixed answers.

use std::fmt::Write;

/// Users on the page.
const USERS: u32 = 100;
/// Entries and leavings of each user.
const RECORDS: u32 = 6;

/// The users of a room: some 0.4 KB.
#[must_use]
pub fn room() -> String {
    r#"{"ResponseMetadata":{"RequestId":"20261122083000010210042022800A31","Action":"GetRoomOnlineUsers","Version":"2023-08-01","Service":"rtc","Region":"cn-north-1"},"Result":{"RoomExists":true,"TotalUser":6,"TotalInvisibleUser":3,"VisibleUserList":["normal_user_1","normal_user_2","normal_user_3","normal_user_4","normal_user_5","normal_user_6"],"InvisibleUserList":["silent_user_1","silent_user_2","silent_user_3"]}}"#.to_owned()
}

/// A full page of users in calls, each with six records: some 61 KB.
#[must_use]
pub fn page() -> String {
    let mut text = String::from(
        r#"{"ResponseMetadata":{"RequestId":"20261122083000010210042022800A32","Action":"ListUserInfo","Version":"2023-11-01","Service":"rtc","Region":"cn-north-1"},"Result":{"Total":2431,"PageNum":1,"PageSize":100,"UserList":["#,
    );
    for user in 0..USERS {
        if user > 0 {
            text.push(',');
        }
        push_user(&mut text, user);
    }
    text.push_str("]}}");
    text
}

fn push_user(text: &mut String, user: u32) {
    let pick = |choices: &'static [&'static str]| choices[user as usize % choices.len()];
    let minute = user % 50;
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        r#"{{"CallId":"64325512{user:05}","RoomId":"Room{room}","UserId":"user_{user:05}","CreatedAt":"2026-11-21T19:{minute:02}:57+08:00","LeaveAt":"2026-11-21T20:{minute:02}:29+08:00","Access":"{access}","OS":"{os}","DeviceType":"{device}","SdkVersion":"3.58.1.2300","Pub":{published},"Duration":{duration},"Finished":true,"Record":["#,
        room = user % 7,
        access = pick(&["wifi", "4g", "5g", "unknown", "wifi"]),
        os = pick(&["ios", "android", "windows", "mac", "web", "android", "linux"]),
        device = pick(&["iPhone 11", "HUAWEI NOH-AN00", "Chrome/131"]),
        published = !user.is_multiple_of(3),
        duration = 1800 + user,
    );
    for record in 0..RECORDS {
        let comma = if record > 0 { "," } else { "" };
        let kind = if record % 2 == 0 { "join_room" } else { "leave_room" };
        let second = record * 9;
        let _ = write!(text, r#"{comma}{{"Time":"2026-11-21T19:{minute:02}:{second:02}+08:00","Type":"{kind}"}}"#);
    }
    text.push_str("]}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_hand::{Envelope, Page};
    use bytes::Bytes;
    use http::Response;
    use rtc_core::generated::{Rfc3339Seconds, TimeFormat};
    use rtc_volcengine::Volcengine;
    use volcengine_rtc_list_user_info::ListUserInfoOutput;

    #[test]
    fn the_answers_are_as_long_as_the_goals_say() {
        assert!((390..=430).contains(&room().len()), "{}", room().len());
        assert!((60_000..=63_000).contains(&page().len()), "{}", page().len());
    }

    #[test]
    fn both_ways_read_the_same_from_the_page() {
        let text = page();
        let by_hand: Envelope<Page> = serde_json::from_str(&text).unwrap();
        let by_hand = by_hand.result.unwrap();
        let response = Response::new(Bytes::from(text));
        let typed = <Volcengine as rtc_core::Vendor>::open::<ListUserInfoOutput>(&response).unwrap().output;
        assert_eq!(typed.user_list.len(), 100);
        assert_eq!(by_hand.user_list.len(), 100);
        for (typed, by_hand) in typed.user_list.iter().zip(&by_hand.user_list) {
            assert_eq!(typed.user_id, by_hand.user_id);
            assert_eq!(typed.os.as_str(), by_hand.os);
            assert_eq!(typed.record.len(), 6);
            for (typed, by_hand) in typed.record.iter().zip(&by_hand.record) {
                assert_eq!(<Rfc3339Seconds as TimeFormat>::text(&typed.time), by_hand.time);
                assert_eq!(typed.kind.as_str(), by_hand.kind);
            }
        }
    }
}
