//! Pages that count from 0 or from 1, and sizes that go with them.

use crate::{body_of, broken, good, query_of};

#[test]
fn pages_of_one_vendor_count_from_0() {
    let mut asked = good::describe_user_info();
    (asked.page_number, asked.page_size) = (Some(0), Some(100));
    assert_eq!(broken(&asked), Vec::<String>::new());
    assert_eq!(body_of(&asked)["PageNumber"], 0);
    assert_eq!(body_of(&asked)["PageSize"], 100);
}

#[test]
fn pages_of_another_count_from_1() {
    let mut asked = good::list_user_info();
    asked.page_num = Some(0);
    assert_eq!(broken(&asked), ["PageNum must be at least 1: 0"]);
    asked.page_num = Some(1);
    assert_eq!(broken(&asked), Vec::<String>::new());
    assert!(query_of(&asked).contains("&PageNum=1"));
}

#[test]
fn a_number_without_a_size_and_a_size_without_a_number_are_refused() {
    let together = "is missing: set `PageNumber` and `PageSize` together, or none of them";
    let mut asked = good::describe_user_info();
    asked.page_number = Some(1);
    assert_eq!(broken(&asked), [format!("PageSize {together}: `PageNumber` alone")]);
    (asked.page_number, asked.page_size) = (None, Some(6));
    assert_eq!(broken(&asked), [format!("PageNumber {together}: `PageSize` alone")]);
    asked.page_size = None;
    assert_eq!(broken(&asked), Vec::<String>::new());
    let body = body_of(&asked);
    assert!(body.get("PageNumber").is_none() && body.get("PageSize").is_none(), "{body}");
}

#[test]
fn where_the_page_does_not_ask_for_both_one_will_do() {
    let mut asked = good::list_user_info();
    asked.page_num = Some(2);
    assert_eq!(broken(&asked), Vec::<String>::new());
}

#[test]
fn a_page_of_101_rows_is_refused() {
    let mut asked = good::list_user_info();
    asked.page_size = Some(101);
    assert_eq!(broken(&asked), ["PageSize must be 1 to 100: 101"]);
    asked.page_size = Some(0);
    assert_eq!(broken(&asked), ["PageSize must be 1 to 100: 0"]);
    let mut asked = good::describe_user_info();
    (asked.page_number, asked.page_size) = (Some(0), Some(101));
    assert_eq!(broken(&asked), ["PageSize must be 1 to 100: 101"]);
}
