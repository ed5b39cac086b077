use std::error::Error;
use zego_rtc_describe_user_list::{Client, DescribeUserList};
use zego_rtc_describe_user_num::DescribeUserNum;
use zego_rtc_describe_users::{DescribeUsers, Presence};

/// Who is in the room now.
pub(crate) async fn users(client: &Client, room: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut rows = DescribeUserList::builder().room_id(room).rows(client); // all pages
    let mut users = Vec::new();
    while let Some(user) = rows.try_next().await? {
        users.push(user.user_id);
    }
    Ok(users)
}

/// How many users are in the room now. Up to ten rooms fit into one call.
pub(crate) async fn count(client: &Client, room: &str) -> Result<i32, Box<dyn Error>> {
    let answer = DescribeUserNum::builder().room_ids([room]).send(client).await?;
    Ok(answer.user_count_list.iter().map(|row| row.user_count).sum())
}

/// Whether a user is in the room now. Up to ten users fit into one call.
pub(crate) async fn is_there(client: &Client, room: &str, user: &str) -> Result<bool, Box<dyn Error>> {
    match DescribeUsers::builder().room_id(room).user_ids([user]).send(client).await {
        Ok(answer) => Ok(answer.user_status_list.iter().any(|row| row.status == Presence::Present)),
        // A room ends with its last user.
        Err(error) if error.code().is_some_and(|code| code.is_room_not_found()) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
