//! Pages that count from 0 or from 1, and sizes that go with them.

use crate::{body_of, broken, good, query_of};

#[test]
fn pages_of_one_vendor_count_from_0() {
    let asked = good::describe_user_info().page_number(0).page_size(100).build();
    assert_eq!(broken(&asked), Vec::<String>::new());
    assert_eq!(body_of(&asked)["PageNumber"], 0);
    assert_eq!(body_of(&asked)["PageSize"], 100);
}

#[test]
fn pages_of_another_count_from_1() {
    assert_eq!(broken(&good::list_user_info().page_num(0).build()), ["PageNum must be at least 1: 0"]);
    let asked = good::list_user_info().page_num(1).build();
    assert_eq!(broken(&asked), Vec::<String>::new());
    assert!(query_of(&asked).contains("&PageNum=1"));
}

#[test]
fn a_number_without_a_size_and_a_size_without_a_number_are_refused() {
    let together = "is missing: set `page_number` and `page_size` together, or none of them";
    let asked = good::describe_user_info().page_number(1).build();
    assert_eq!(broken(&asked), [format!("PageSize {together}: `page_number` alone")]);
    let asked = good::describe_user_info().page_number(None::<u32>).page_size(6).build();
    assert_eq!(broken(&asked), [format!("PageNumber {together}: `page_size` alone")]);
    let asked = good::describe_user_info().page_size(None::<u32>).build();
    assert_eq!(broken(&asked), Vec::<String>::new());
    let body = body_of(&asked);
    assert!(body.get("PageNumber").is_none() && body.get("PageSize").is_none(), "{body}");
}

#[test]
fn where_the_page_does_not_ask_for_both_one_will_do() {
    assert_eq!(broken(&good::list_user_info().page_num(2).build()), Vec::<String>::new());
}

#[test]
fn a_page_of_101_rows_is_refused() {
    for size in [101, 0] {
        let asked = good::list_user_info().page_size(size).build();
        assert_eq!(broken(&asked), [format!("PageSize must be 1 to 100: {size}")]);
    }
    let asked = good::describe_user_info().page_number(0).page_size(101).build();
    assert_eq!(broken(&asked), ["PageSize must be 1 to 100: 101"]);
}
