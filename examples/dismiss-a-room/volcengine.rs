use std::error::Error;
use volcengine_rtc_ban_room_user::{BanRoomUser, Client};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

/// Removes everybody who is in the room, and refuses them for a minute. Returns whether nobody is in it now.
pub(crate) async fn dismiss(client: &Client, app: &str, room: &str) -> Result<bool, Box<dyn Error>> {
    let who_is_there = || GetRoomOnlineUsers::builder().app_id(app).room_id(room).send(client);
    let before = who_is_there().await?;
    for user in before.visible_user_list.iter().chain(&before.invisible_user_list) {
        BanRoomUser::builder().app_id(app).room_id(room).user_id(user).forbidden_interval(60).send(client).await?;
    }
    Ok(!who_is_there().await?.room_exists)
}
