use volcengine_rtc_get_room_online_users::{Client, Error, GetRoomOnlineUsers};

/// Who is in the room now. A room that nobody is in has no users.
pub(crate) async fn users(client: &Client, app: &str, room: &str) -> Result<Vec<String>, Error> {
    let room = GetRoomOnlineUsers::builder().app_id(app).room_id(room).send(client).await?;
    Ok(room.visible_user_list.into_iter().chain(room.invisible_user_list).collect())
}
