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
    let asked = good::list_user_info().user_ids(["user1", "a.b@c", "_-"]).build();
    assert!(query_of(&asked).ends_with("&UserId=user1%2Ca.b%40c%2C_-"), "{}", query_of(&asked));
    assert_eq!(broken(&asked), Vec::<String>::new());
}

#[test]
fn a_comma_within_a_joined_id_is_refused() {
    let asked = good::list_user_info().user_ids(["user1,user2"]).build();
    assert_eq!(broken(&asked), ["UserId may hold only the characters `a-z A-Z 0-9 @ . _ -`: ',' as character 6"]);
}

#[test]
fn an_empty_list_is_refused_where_one_is_needed_and_where_it_could_be_left_out() {
    let none: [&str; 0] = [];
    let asked = DescribeUsers::builder().room_id("room").user_ids(none).build();
    assert_eq!(broken(&asked), ["UserId[] must have 1 to 10 items: 0"]);
    let asked = good::list_user_info().user_ids(none).build();
    assert_eq!(broken(&asked), ["UserId must have 1 to 10 items: 0"]);
    let asked = good::describe_user_info().user_ids(none);
    assert_eq!(broken(&asked.clone().build()), ["UserIds.N must have 1 to 100 items: 0"]);
    let asked = asked.user_ids(None::<[&str; 0]>).build();
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
    let asked = good::describe_user_info().user_ids(["a", "b,c"]).build();
    assert_eq!(body_of(&asked)["UserIds"], serde_json::json!(["a", "b,c"]));
    assert!(body_of(&asked).get("UserIds.N").is_none());
}

#[test]
fn lengths_are_counted_in_characters() {
    let asked = good::list_user_info().room_id("é".repeat(128)).build();
    assert_eq!(broken(&asked), ["RoomId may hold only the characters `a-z A-Z 0-9 @ . _ -`: 'é' as character 1"]);
    let asked = good::list_user_info().room_id("r".repeat(129)).build();
    assert_eq!(broken(&asked), ["RoomId must have 1 to 128 characters: 129"]);
}

/// Eleven ids, one of them empty, one with a comma and one too long, in one request with more wrong: all of it is said.
#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mut ids = vec!["u".to_owned(); 8];
    ids.extend([String::new(), "one,two".to_owned(), "x".repeat(129)]);
    let asked = good::list_user_info()
        .app_id("")
        .room_id("a room")
        .start_time(crate::at("2026-11-01T00:00:00Z"))
        .page_num(0)
        .page_size(101)
        .user_ids(ids)
        .build();
    assert_eq!(
        broken(&asked),
        [
            "AppId must have at least 1 character: 0",
            "RoomId may hold only the characters `a-z A-Z 0-9 @ . _ -`: ' ' as character 2",
            "PageNum must be at least 1: 0",
            "PageSize must be 1 to 100: 101",
            "UserId must have 1 to 10 items: 11",
            "UserId must have 1 to 128 characters: 0",
            "UserId must have 1 to 128 characters: 129",
            "UserId may hold only the characters `a-z A-Z 0-9 @ . _ -`: ',' as character 4",
            "EndTime must be at most 6 h after `start_time`: 21 d 1 h",
            "StartTime must be at most 14 d ago: 21 d 12 h",
        ]
    );
}
