//! More ids than one call takes.

use crate::{
    SECRET, ago, client, now, sandbox, unhurried,
    volcengine::{expected, keys, request},
    volcengine_client,
    world::{APP, Stay, Stays},
};
use zego_rtc_describe_users::{DescribeUsers, Presence};

fn crowd(count: usize) -> Stays {
    let stay = |number: usize| Stay {
        room: "room".to_owned(),
        user: format!("user-{number}"),
        join: ago(3_600),
        leave: number.is_multiple_of(3).then(|| ago(600)),
    };
    Stays((0..count).map(stay).collect())
}

#[test]
fn everybody_s_presence_is_told_by_id() {
    now(async {
        let sandbox = sandbox(&crowd(25), unhurried()).await;
        let credentials = rtc_zego::Credentials::new(APP.parse().unwrap(), SECRET);
        let client = client::<rtc_zego::Zego>(sandbox.zego().endpoint(), credentials).build().unwrap();
        let ids: Vec<String> = (0..37).chain([3, 3]).map(|number| format!("user-{number}")).collect();
        let all = DescribeUsers::builder().room_id("room").user_ids(ids).send_all(&client).await.unwrap();
        assert_eq!(all.iter().count(), 37);
        assert_eq!(all.missing().count(), 0);
        for (number, (id, rows)) in all.iter().enumerate() {
            assert_eq!((id.as_str(), rows.len()), (format!("user-{number}").as_str(), 1));
            let there = number < 25 && number % 3 != 0;
            assert_eq!(rows[0].status == Presence::Present, there, "{number}");
        }
        assert_eq!(sandbox.log().len(), 4);
    });
}

#[test]
fn all_rows_of_many_ids_are_told_by_id() {
    let stays = crowd(60);
    now(async {
        let sandbox = sandbox(&stays, unhurried()).await;
        let client = volcengine_client(&sandbox).build().unwrap();
        let ids = (0..80).map(|number| format!("user-{number}"));
        let asked = request(7_200, 0).page_size(3).user_ids(ids);
        let all = asked.clone().send_all(&client).await.unwrap();
        assert_eq!(all.missing().count(), 20);
        let rows: Vec<_> = all.into_rows().collect();
        assert_eq!(keys(&rows), expected(&stays, &asked.build()));
    });
}
