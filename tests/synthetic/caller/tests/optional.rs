//! The same calls of an action before and after its required parameters became optional.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use caller::at;

/// Calls as applications write them, with whatever a setter of a required parameter takes.
macro_rules! calls {
    ($version:ident, $package:ident) => {
        mod $version {
            use super::at;
            use $package::{Client, ListRooms, ListRoomsBuilder};

            #[test]
            fn requests_are_built() {
                let (from, to) = (at("2026-11-21T08:00:00+08:00"), at("2026-11-21T20:00:00+08:00"));
                let borrowed = ListRooms::builder().app_id("app1").from(from).to(to).build();
                let owned = ListRooms::builder().to(to).app_id(String::from("app1")).from(from).build();
                let id = String::from("app1");
                let again = ListRooms::builder().app_id("another").app_id(&id).room_ids(Some(["r"])).from(from).to(to);
                assert_eq!(borrowed, owned);
                assert_ne!(borrowed, again.clone().build());
                assert_eq!(borrowed, again.room_ids(None::<Vec<String>>).build());
            }

            /// Never called: that it compiles is the test.
            #[allow(dead_code)]
            async fn sent(client: &Client) {
                let span = at("2026-11-21T08:00:00+08:00");
                let asked = ListRooms::builder().from(span).to(span).app_id("app1");
                let _ = takes_any(asked.clone()).from(span);
                drop(asked.clone().pages(client));
                drop(asked.send(client).await);
            }

            fn takes_any<State>(builder: ListRoomsBuilder<State>) -> ListRoomsBuilder<State> {
                builder.room_ids(["r"])
            }
        }
    };
}

calls!(required, invented_v_list_rooms);
calls!(optional, invented_v_list_rooms_optional);

#[test]
fn what_became_optional_may_be_left_out_or_be_an_option() {
    use invented_v_list_rooms_optional::ListRooms;
    let id = Some("app1");
    assert_eq!(ListRooms::builder().app_id(id).build(), ListRooms::builder().app_id("app1").build());
    assert_eq!(ListRooms::builder().app_id(None::<&str>).build(), ListRooms::builder().build());
}
