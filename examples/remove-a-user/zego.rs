use std::error::Error;
use zego_rtc_describe_users::{DescribeUsers, Presence};
use zego_rtc_kickout_user::{Client, KickoutUser, rtc_zego::Sent};

/// Removes the user. Returns whether the user is absent now.
pub(crate) async fn remove(client: &Client, room: &str, user: &str) -> Result<bool, Box<dyn Error>> {
    match KickoutUser::builder().room_id(room).user_ids([user]).send(client).await {
        Ok(_) => {}
        // The user, or everybody, had left before.
        Err(error) if error.code().is_some_and(|code| code.is_not_in_room() || code.is_room_not_found()) => {}
        // No answer came, so the vendor may have removed the user: look instead of trying again.
        Err(error) if error.was_sent() == Sent::Maybe => eprintln!("{error}"),
        Err(error) => return Err(error.into()),
    }
    match DescribeUsers::builder().room_id(room).user_ids([user]).send(client).await {
        Ok(answer) => Ok(answer.user_status_list.iter().all(|row| row.status == Presence::Absent)),
        // The user was the last one in the room.
        Err(error) if error.code().is_some_and(|code| code.is_room_not_found()) => Ok(true),
        Err(error) => Err(error.into()),
    }
}
