use std::{collections::BTreeMap, error::Error, ops::Range};
use time::OffsetDateTime;
use volcengine_rtc_list_room_info::{Client, ListRoomInfo};
use volcengine_rtc_list_user_info::{ListUserInfo, User};

/// Prints the calls that began during a span of any length, and who was in them. Without a room: those of all rooms.
pub(crate) async fn print_calls(
    client: &Client,
    app: &str,
    room: Option<&str>,
    span: &Range<OffsetDateTime>,
) -> Result<(), Box<dyn Error>> {
    // A row for each user of each call.
    let request = ListUserInfo::builder().app_id(app).room_id(room).start_time(span.start).end_time(span.end);
    let mut rows = request.sweep(client);
    let mut users: BTreeMap<String, Vec<User>> = BTreeMap::new();
    while let Some(user) = rows.try_next().await? {
        users.entry(user.call_id.clone()).or_default().push(user);
    }
    let request = ListRoomInfo::builder().app_id(app).room_id(room).start_time(span.start).end_time(span.end);
    let mut calls = request.sweep(client);
    while let Some(call) = calls.try_next().await? {
        println!("  {} from {} to {:?}", call.room_id, call.created_time, call.destroy_time);
        for user in users.get(&call.call_id).into_iter().flatten() {
            println!("    {} from {} to {:?} on {}", user.user_id, user.created_at, user.leave_at, user.access);
        }
    }
    Ok(())
}
