//! What is asked of each vendor, and what has to come.

use crate::{Tally, sandbox, span};
use rtc_core::{
    Action, ClientBuilder, Quota, Quotas, RetryPolicy, Vendor as Protocol,
    listing::{ListingError, Sweep, Swept},
};
use rtc_sandbox::{Sandbox, SandboxBuilder, Vendor, World};
use std::{collections::BTreeSet, fmt::Debug, time::Duration};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::OffsetDateTime;
use tokio::runtime::Runtime;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::{DescribeUsers, Presence};

const ROWS: usize = 1_000;
/// So many calls in `PER`: as the vendors' own quotas, but for a faster world.
const CALLS: u32 = 40;
const PER: Duration = Duration::from_millis(50);
/// More errors than that in one round are not chance.
const MOST_ERRORS: usize = 100;

pub(crate) fn quotas(mut builder: SandboxBuilder) -> SandboxBuilder {
    for (vendor, action) in
        [(Vendor::Volcengine, "ListUserInfo"), (Vendor::Tencent, "DescribeUserInfo"), (Vendor::Zego, "DescribeUsers")]
    {
        builder = builder.quota(vendor, action, CALLS, PER);
    }
    builder
}

fn client<A: Action>(credentials: <A::Vendor as Protocol>::Credentials) -> ClientBuilder<A::Vendor> {
    let scope = A::INFO.quotas[0].scope;
    let retry = RetryPolicy::default();
    rtc_core::Client::<A::Vendor>::builder()
        .credentials(credentials)
        .quotas(Quotas::new().set::<A>(Quota { calls: CALLS, per: PER, scope }))
        .retry(retry.first_backoff(Duration::from_millis(2)).longest_backoff(Duration::from_millis(50)))
        .attempt_timeout(Duration::from_secs(2))
}

/// All rows of a sweep by what tells one from the others. An error does not end a sweep.
async fn all<A: Swept, K: Ord + Debug>(
    mut sweep: Sweep<A>,
    tally: &mut Tally,
    key: impl Fn(&A::Row) -> K,
) -> BTreeSet<K> {
    let mut found = BTreeSet::new();
    while let Some(row) = sweep.next().await {
        match row {
            Ok(row) => {
                let key = key(&row);
                assert!(!found.contains(&key), "{key:?} came twice");
                found.insert(key);
            }
            Err(error) => note(tally, &error),
        }
    }
    tally.rows = found.len();
    found
}

fn note<C: rtc_core::ErrorCode>(tally: &mut Tally, error: &ListingError<C>) {
    tally.errors += 1;
    assert!(tally.errors < MOST_ERRORS, "no end of errors: {error}");
}

pub(crate) struct Volcengine {
    pub(crate) sandbox: Sandbox,
    span: (OffsetDateTime, OffsetDateTime),
}

impl Volcengine {
    pub(crate) fn start(serving: &Runtime, now: OffsetDateTime) -> Self {
        let span = span(now);
        Self { sandbox: sandbox(serving, 11, World::busy(1, span.0..span.1, ROWS)), span }
    }

    pub(crate) async fn ask(&self) -> Tally {
        let service = self.sandbox.volcengine();
        let credentials = rtc_volcengine::Credentials::new(service.credentials().id(), service.credentials().secret());
        let client = client::<ListUserInfo>(credentials).endpoint(service.endpoint()).build().unwrap();
        let (start, end) = self.span;
        let asked = ListUserInfo::builder().app_id(World::APP).start_time(start).end_time(end).page_size(10_u32);
        let sweep = asked.exclude_server_user(false).sweep(&client);
        let mut tally = Tally::default();
        let found = all(sweep, &mut tally, |row| (row.call_id.clone(), row.user_id.clone())).await;
        let calls = self.sandbox.world().calls();
        let expected: BTreeSet<_> = calls
            .into_iter()
            .flat_map(|call| call.users.into_iter().map(move |user| (call.call_id.clone(), user)))
            .collect();
        assert_eq!(expected.len(), ROWS);
        assert_eq!(found, expected);
        tally.calls = self.sandbox.log().len();
        tally
    }
}

pub(crate) struct Tencent {
    pub(crate) sandbox: Sandbox,
    span: (OffsetDateTime, OffsetDateTime),
}

impl Tencent {
    pub(crate) fn start(serving: &Runtime, now: OffsetDateTime) -> Self {
        let span = span(now);
        Self { sandbox: sandbox(serving, 12, World::one_call(1, span.0..span.1, ROWS)), span }
    }

    pub(crate) async fn ask(&self) -> Tally {
        let service = self.sandbox.tencent();
        let credentials = rtc_tencent::Credentials::new(service.credentials().id(), service.credentials().secret());
        let client = client::<DescribeUserInfo>(credentials).endpoint(service.endpoint()).build().unwrap();
        let call = self.sandbox.world().calls().pop().unwrap();
        let (start, end) = self.span;
        let asked = DescribeUserInfo::builder().comm_id(call.comm_id).sdk_app_id(World::APP.parse::<u64>().unwrap());
        let mut tally = Tally::default();
        let sweep = asked.start_time(start).end_time(end).sweep(&client);
        let found = all(sweep, &mut tally, |row| (row.user_id.clone(), row.join_ts)).await;
        assert_eq!(found.len(), ROWS);
        let users: BTreeSet<_> = found.into_iter().map(|(user, _)| user).collect();
        assert_eq!(users, call.users.into_iter().collect());
        tally.calls = self.sandbox.log().len();
        tally
    }
}

pub(crate) struct Zego {
    pub(crate) sandbox: Sandbox,
}

impl Zego {
    pub(crate) fn start(serving: &Runtime, now: OffsetDateTime) -> Self {
        let mut world = World::new();
        for user in (0..ROWS).step_by(2) {
            world.user(World::APP, "room", format!("user{user}")).session(now - Duration::from_secs(60), None);
        }
        Self { sandbox: sandbox(serving, 13, world) }
    }

    /// Asks for all users, of whom every other is there.
    pub(crate) async fn ask(&self) -> Tally {
        let service = self.sandbox.zego();
        let id = service.credentials().id().parse().unwrap();
        let credentials = rtc_zego::Credentials::new(id, service.credentials().secret());
        let client = client::<DescribeUsers>(credentials).endpoint(service.endpoint()).build().unwrap();
        let mut tally = Tally::default();
        let mut left: Vec<_> = (0..ROWS).map(|user| format!("user{user}")).collect();
        while !left.is_empty() {
            let asked = DescribeUsers::builder().room_id("room").user_ids(left.clone()).send_all(&client).await;
            let (found, unanswered) = match asked {
                Ok(found) => (found, Vec::new()),
                Err(error) => {
                    note(&mut tally, &error.error);
                    (error.answers, error.unanswered)
                }
            };
            let asked_again: BTreeSet<_> = unanswered.iter().collect();
            for (user, rows) in found.iter().filter(|(user, _)| !asked_again.contains(user)) {
                let [row] = rows else { panic!("{user} came {} times", rows.len()) };
                let number: usize = user.trim_start_matches("user").parse().unwrap();
                // One of the faults is a value that nobody documented.
                if [Presence::Present, Presence::Absent].contains(&row.status) {
                    assert_eq!(row.status == Presence::Present, number.is_multiple_of(2), "{row:?}");
                }
                tally.rows += 1;
            }
            left = unanswered;
        }
        assert_eq!(tally.rows, ROWS);
        tally.calls = self.sandbox.log().len();
        tally
    }
}
