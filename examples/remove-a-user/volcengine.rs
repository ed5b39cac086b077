use std::error::Error;
use volcengine_rtc_ban_room_user::{BanRoomUser, Client, rtc_volcengine::Sent};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

/// Removes the user and refuses the user for a minute. Returns whether the user is absent now.
pub(crate) async fn remove(client: &Client, app: &str, room: &str, user: &str) -> Result<bool, Box<dyn Error>> {
    let request = BanRoomUser::builder().app_id(app).room_id(room).user_id(user);
    match request.forbidden_interval(60).send(client).await {
        Ok(_) => {}
        // No answer came, so the vendor may have removed the user: look instead of trying again.
        Err(error) if error.was_sent() == Sent::Maybe => eprintln!("{error}"),
        Err(error) => return Err(error.into()),
    }
    let room = GetRoomOnlineUsers::builder().app_id(app).room_id(room).send(client).await?;
    Ok(!room.visible_user_list.iter().chain(&room.invisible_user_list).any(|present| present == user))
}
