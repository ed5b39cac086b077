//! Lists in a query: brackets, commas, and how many there may be.

use crate::{body_of, broken, good, query_of};
use zego_rtc_describe_users::DescribeUsers;

#[test]
fn brackets_belong_to_the_name_and_come_with_each_item() {
    let asked = DescribeUsers::builder().room_id("room").user_ids(["a", "b c", "d&UserId[]=e"]).build();
    assert_eq!(
        query_of(&asked),
        "RoomId=room&UserId%5B%5D=a&UserId%5B%5D=b%20c&UserId%5B%5D=d%26UserId%5B%5D%3De",
        "an id cannot forge another"
    );
}

#[test]
fn ids_are_joined_by_a_comma_that_is_encoded_like_the_rest() {
    let mut asked = good::list_user_info();
    asked.user_ids = Some(["user1", "a.b@c", "_-"].map(str::to_owned).into());
    assert!(query_of(&asked).ends_with("&UserId=user1%2Ca.b%40c%2C_-"), "{}", query_of(&asked));
    assert_eq!(broken(&asked), Vec::<String>::new());
}

#[test]
fn a_comma_within_a_joined_id_is_refused() {
    let mut asked = good::list_user_info();
    asked.user_ids = Some(vec!["user1,user2".to_owned()]);
    assert_eq!(broken(&asked), ["UserId may hold only the characters `a-z A-Z 0-9 @ . _ -`: ',' as character 6"]);
}

#[test]
fn an_empty_list_is_refused_where_one_is_needed_and_where_it_could_be_left_out() {
    let none: [&str; 0] = [];
    let asked = DescribeUsers::builder().room_id("room").user_ids(none).build();
    assert_eq!(broken(&asked), ["UserId[] must have 1 to 10 items: 0"]);
    let mut asked = good::list_user_info();
    asked.user_ids = Some(Vec::new());
    assert_eq!(broken(&asked), ["UserId must have 1 to 10 items: 0"]);
    let mut asked = good::describe_user_info();
    asked.user_ids = Some(Vec::new());
    assert_eq!(broken(&asked), ["UserIds.N must have 1 to 100 items: 0"]);
    asked.user_ids = None;
    assert!(body_of(&asked).get("UserIds").is_none(), "left out, not null");
}

#[test]
fn an_empty_id_is_refused() {
    let asked = DescribeUsers::builder().room_id("").user_ids(["a", ""]).build();
    assert_eq!(
        broken(&asked),
        ["RoomId must have at least 1 character: 0", "UserId[] must have at least 1 character: 0"]
    );
}

#[test]
fn in_a_body_the_numbered_list_is_a_list() {
    let mut asked = good::describe_user_info();
    asked.user_ids = Some(vec!["a".to_owned(), "b,c".to_owned()]);
    assert_eq!(body_of(&asked)["UserIds"], serde_json::json!(["a", "b,c"]));
    assert!(body_of(&asked).get("UserIds.N").is_none());
}

#[test]
fn lengths_are_counted_in_characters() {
    let mut asked = good::list_user_info();
    asked.room_id = Some("é".repeat(128));
    assert_eq!(broken(&asked), ["RoomId may hold only the characters `a-z A-Z 0-9 @ . _ -`: 'é' as character 1"]);
    asked.room_id = Some("r".repeat(129));
    assert_eq!(broken(&asked), ["RoomId must have 1 to 128 characters: 129"]);
}

/// Eleven ids, one of them empty, one with a comma and one too long, in one request with more wrong: all of it is said.
#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mut ids = vec!["u".to_owned(); 8];
    ids.extend([String::new(), "one,two".to_owned(), "x".repeat(129)]);
    let mut asked = good::list_user_info();
    asked.app_id = String::new();
    asked.room_id = Some("a room".to_owned());
    asked.start_time = crate::at("2026-11-01T00:00:00Z");
    asked.page_num = Some(0);
    asked.page_size = Some(101);
    asked.user_ids = Some(ids);
    assert_eq!(
        broken(&asked),
        [
            "AppId must have at least 1 character: 0",
            "RoomId may hold only the characters `a-z A-Z 0-9 @ . _ -`: ' ' as character 2",
            "PageNum must be at least 1: 0",
            "PageSize must be 1 to 100: 101",
            "UserId must have 1 to 10 items: 11",
            "UserId must have 1 to 128 characters: 0",
            "UserId may hold only the characters `a-z A-Z 0-9 @ . _ -`: ',' as character 4",
            "UserId must have 1 to 128 characters: 129",
            "EndTime must be at most 6 h after `StartTime`: 21 d 1 h",
            "StartTime must be at most 14 d ago: 21 d 12 h",
        ]
    );
}
