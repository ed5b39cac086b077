use std::error::Error;
use zego_rtc_close_room::{Client, CloseRoom, rtc_zego::Sent};
use zego_rtc_describe_user_num::DescribeUserNum;

/// Removes everybody from the room. Returns whether nobody is in it now.
pub(crate) async fn dismiss(client: &Client, room: &str) -> Result<bool, Box<dyn Error>> {
    match CloseRoom::builder().room_id(room).custom_reason("closed").send(client).await {
        Ok(_) => {}
        // Everybody had left before.
        Err(error) if error.code().is_some_and(|code| code.is_room_not_found()) => {}
        // No answer came, so the vendor may have closed the room: look instead of trying again.
        Err(error) if error.was_sent() == Sent::Maybe => eprintln!("{error}"),
        Err(error) => return Err(error.into()),
    }
    let answer = DescribeUserNum::builder().room_ids([room]).send(client).await?;
    Ok(answer.user_count_list.iter().all(|row| row.user_count == 0))
}
