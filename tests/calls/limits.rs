//! Limits: nothing is sent that breaks one, unless it is let through; then the vendor has the word.

use crate::{describe_user_info_builder, list_user_info_builder, noon, start};
use rtc_core::{Error, LimitPolicy, Sent};
use time::Duration;
use zego_rtc_describe_users::DescribeUsers;

#[tokio::test]
async fn nothing_leaves_that_breaks_a_limit() {
    let calls = start().await;
    let asked = list_user_info_builder().page_num(0).page_size(101).user_ids(["a,b"; 11]);
    let error = asked.send(&calls.volcengine).await.unwrap_err();
    assert_eq!(error.was_sent(), Sent::No);
    let Error::Limits(broken) = error else { panic!("another error") };
    assert_eq!(broken.violations.len(), 3 + 11);
    let asked = describe_user_info_builder().start_time(noon() - Duration::days(15)).page_size(10);
    let Err(Error::Limits(broken)) = asked.send(&calls.tencent).await else { panic!("another error") };
    assert_eq!(broken.violations.len(), 3);
    let asked = DescribeUsers::builder().room_id("room").user_ids(Vec::<String>::new());
    assert!(matches!(asked.send(&calls.zego).await, Err(Error::Limits(_))));
    assert!(calls.sandbox.log().is_empty());
}

#[tokio::test]
async fn what_is_let_through_is_refused_by_the_vendor() {
    let calls = start().await;
    for policy in [LimitPolicy::Warn, LimitPolicy::Ignore] {
        let asked = describe_user_info_builder().page_number(0).page_size(101).build();
        let error = calls.tencent.with_limits(policy).send(&asked).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        let asked = DescribeUsers::builder().room_id("room").user_ids(["u"; 11]).build();
        let error = calls.zego.with_limits(policy).send(&asked).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
    }
    assert_eq!(calls.sandbox.log().len(), 4);
}

/// Where the page says that more is taken as the most, it is.
#[tokio::test]
async fn what_is_let_through_is_cut_where_the_page_says_so() {
    let calls = start().await;
    let asked = list_user_info_builder().page_size(1000).build();
    let output = calls.volcengine.with_limits(LimitPolicy::Ignore).send(&asked).await.unwrap();
    assert_eq!(output.page_size, Some(100));
}
