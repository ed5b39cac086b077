//! `DescribeUserInfo`: windows of 4 hours, pages that count from 0, no list where nobody was, a hundred ids a call.

use crate::{
    ago, cases, manner, now, sandbox, sweep, tencent_client, unhurried,
    world::{APP, Stay, noon, stays},
};
use proptest::prelude::*;
use rtc_core::listing::Batched as _;
use std::collections::BTreeSet;
use tencent_trtc_describe_user_info::DescribeUserInfo;

const DAYS: i64 = 5 * 86_400;

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn every_row_comes_once_however_it_is_swept(
        stays in stays(150, DAYS),
        call in any::<prop::sample::Index>(),
        size in prop::option::of(1_u32..=100),
        ids in prop::option::of(prop::collection::vec(0_u16..220, 1..150)),
        manner in manner(),
    ) {
        // Somebody who is in all the time holds one long call together.
        let mut stays = stays;
        stays.0.push(Stay { room: "room-0".to_owned(), user: "holder".to_owned(), join: ago(DAYS), leave: Some(noon()) });
        let calls = stays.world().calls();
        let call = &calls[call.index(calls.len())];
        let asked = DescribeUserInfo::builder().comm_id(&call.comm_id).sdk_app_id(APP.parse::<u64>().unwrap());
        let ids: Option<Vec<String>> = ids.map(|ids| ids.iter().map(|id| format!("user-{id}")).collect());
        // The size alone is what a caller may set: the number follows.
        let request = asked.start_time(ago(DAYS)).end_time(noon()).user_ids(ids).page_size(size).build();
        now(async {
            let sandbox = sandbox(&stays, unhurried()).await;
            let client = tencent_client(&sandbox).build().unwrap();
            let (rows, errors) = sweep(&request, &client, &manner).await;
            let mut found: Vec<_> = rows.iter().map(|row| (row.user_id.clone(), row.join_ts)).collect();
            found.sort();
            let within = stays.within(ago(DAYS), noon(), noon());
            let wanted = |user: &String| request.ids().is_empty() || request.ids().contains(user);
            let expected: BTreeSet<_> = within.into_iter()
                .filter(|(of, stay)| of.comm_id == call.comm_id && wanted(&stay.user))
                .map(|(_, stay)| (stay.user.clone(), stay.join))
                .collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(errors, 0);
            Ok(())
        })?;
    }
}
