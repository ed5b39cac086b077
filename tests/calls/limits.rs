//! Limits: nothing is sent that breaks one, unless it is let through; then the vendor has the word.

use crate::{describe_user_info, describe_users, list_user_info, noon, start};
use rtc_core::{Error, LimitPolicy, Sent};
use time::Duration;

#[tokio::test]
async fn nothing_leaves_that_breaks_a_limit() {
    let calls = start().await;
    let mut asked = list_user_info();
    (asked.page_num, asked.page_size, asked.user_ids) = (Some(0), Some(101), Some(vec!["a,b".to_owned(); 11]));
    let error = calls.volcengine.send(&asked).await.unwrap_err();
    assert_eq!(error.was_sent(), Sent::No);
    let Error::Limits(broken) = error else { panic!("another error") };
    assert_eq!(broken.violations.len(), 3 + 11);
    let mut asked = describe_user_info();
    (asked.start_time, asked.page_size) = (noon() - Duration::days(15), Some(10));
    let Err(Error::Limits(broken)) = calls.tencent.send(&asked).await else { panic!("another error") };
    assert_eq!(broken.violations.len(), 3);
    let mut asked = describe_users();
    asked.user_ids.clear();
    assert!(matches!(calls.zego.send(&asked).await, Err(Error::Limits(_))));
    assert!(calls.sandbox.log().is_empty());
}

#[tokio::test]
async fn what_is_let_through_is_refused_by_the_vendor() {
    let calls = start().await;
    for policy in [LimitPolicy::Warn, LimitPolicy::Ignore] {
        let mut asked = describe_user_info();
        (asked.page_number, asked.page_size) = (Some(0), Some(101));
        let error = calls.tencent.with_limits(policy).send(&asked).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        let mut asked = describe_users();
        asked.user_ids = vec!["u".to_owned(); 11];
        let error = calls.zego.with_limits(policy).send(&asked).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
    }
    assert_eq!(calls.sandbox.log().len(), 4);
}

/// Where the page says that more is taken as the most, it is.
#[tokio::test]
async fn what_is_let_through_is_cut_where_the_page_says_so() {
    let calls = start().await;
    let mut asked = list_user_info();
    asked.page_size = Some(1000);
    let output = calls.volcengine.with_limits(LimitPolicy::Ignore).send(&asked).await.unwrap();
    assert_eq!(output.page_size, Some(100));
}
