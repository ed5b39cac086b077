//! `ListUserInfo`: windows of 6 hours, a lag of 100 seconds, ten ids a call.

use crate::{
    Manner, ago, cases, manner, now, sandbox, sweep, unhurried, volcengine_client,
    world::{APP, Stays, noon, stays},
};
use proptest::prelude::*;
use rtc_core::{
    generated::Set,
    listing::{Batched as _, Swept as _},
};
use std::collections::BTreeSet;
use time::Duration;
use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoBuilder, User};

/// What tells a row from all others.
type Key = (String, String);

pub(crate) fn keys(rows: &[User]) -> Vec<Key> {
    let mut keys: Vec<Key> = rows.iter().map(|row| (row.call_id.clone(), row.user_id.clone())).collect();
    keys.sort();
    keys
}

/// The rows that there are, by what the world is made of.
pub(crate) fn expected(stays: &Stays, request: &ListUserInfo) -> Vec<Key> {
    let (Some(start), Some(end)) = request.span() else { panic!("both ends are required") };
    let within = stays.within(start, end, noon() - Duration::seconds(100));
    let asked = |user: &String| request.ids().is_empty() || request.ids().contains(user);
    let rows = within.into_iter().filter(|(_, stay)| asked(&stay.user));
    let rows: BTreeSet<Key> = rows.map(|(call, stay)| (call.call_id, stay.user.clone())).collect();
    rows.into_iter().collect()
}

pub(crate) fn request(start: i64, end: i64) -> ListUserInfoBuilder<(Set, Set, Set)> {
    ListUserInfo::builder().app_id(APP).start_time(ago(start)).end_time(ago(end))
}

const DAYS: i64 = 13 * 86_400;

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn every_row_comes_once_however_it_is_swept(
        stays in stays(250, DAYS),
        (from, until) in (0..DAYS, -100..DAYS / 2),
        size in prop::option::of(1_u32..=100),
        ids in prop::option::of(prop::collection::vec(0_u8..25, 1..30)),
        manners in prop::collection::vec(manner(), 1..3),
    ) {
        let ids: Option<Vec<String>> = ids.map(|ids| ids.iter().map(|id| format!("user-{id}")).collect());
        let request = request(from.max(until), until.min(from)).page_size(size).user_ids(ids).build();
        now(async {
            let sandbox = sandbox(&stays, unhurried()).await;
            let client = volcengine_client(&sandbox).build().unwrap();
            for manner in &manners {
                let (rows, errors) = sweep(&request, &client, manner).await;
                prop_assert_eq!(keys(&rows), expected(&stays, &request));
                prop_assert_eq!(errors, 0);
            }
            Ok(())
        })?;
    }

    #[test]
    fn every_row_of_a_window_comes_on_some_page(
        stays in stays(250, 21_600),
        size in prop::option::of(1_u32..=100),
        calls in 1_usize..5,
    ) {
        let request = request(21_600, 0).page_size(size);
        now(async {
            let sandbox = sandbox(&stays, unhurried()).await;
            let client = volcengine_client(&sandbox).build().unwrap();
            let rows = request.clone().rows(&client).concurrency(calls).into_vec().await.unwrap();
            prop_assert_eq!(keys(&rows), expected(&stays, &request.build()));
            Ok(())
        })?;
    }

    /// Night after night, each from where the last one was, with a start of its own.
    #[test]
    fn later_runs_add_what_is_new(
        stays in stays(150, 3 * 86_400),
        ends in prop::collection::vec(1_i64..86_400, 1..4),
    ) {
        // Who comes back into a call after a run has a row that is new in part: nobody does here.
        let mut known = BTreeSet::new();
        let once = stays.0.into_iter().filter(|stay| known.insert((stay.room.clone(), stay.user.clone())));
        let stays = Stays(once.collect());
        now(async {
            let sandbox = sandbox(&stays, unhurried()).await;
            let client = volcengine_client(&sandbox).build().unwrap();
            let (mut end, mut cursor, mut found) = (3 * 86_400, None, Vec::new());
            for more in ends.iter().copied().chain([i64::MAX]) {
                end = (end - more.min(end)).max(0);
                let mut sweep = request(3 * 86_400 + 1_000, end).sweep(&client);
                if let Some(cursor) = cursor {
                    sweep = sweep.resume(cursor).unwrap();
                }
                while let Some(row) = sweep.try_next().await.unwrap() {
                    found.push(row);
                }
                cursor = Some(sweep.cursor());
            }
            prop_assert_eq!(keys(&found), expected(&stays, &request(3 * 86_400 + 1_000, 0).build()));
            Ok(())
        })?;
    }
}

/// With the documented quota kept on both sides, no call is refused for coming too fast.
#[test]
fn no_call_comes_too_fast() {
    let stays = Stays(Vec::new());
    now(async {
        let sandbox = sandbox(&stays, rtc_sandbox::Sandbox::builder()).await;
        let client = volcengine_client(&sandbox).quotas(rtc_core::Quotas::new()).build().unwrap();
        let manner = Manner { concurrency: 20, stops: Vec::new() };
        let (rows, errors) = sweep(&request(5 * 86_400, 0).build(), &client, &manner).await;
        assert_eq!((rows.len(), errors), (0, 0));
        assert!(sandbox.log().len() > 20);
        assert!(sandbox.log().iter().all(|arrival| arrival.status == 200));
    });
}
