//! Prints how a user's sound was during the last hour. The arguments name the room and the user; without them it is `lobby-1`
//! and somebody who is there now.
#![forbid(unsafe_code)]

mod tencent;
mod volcengine;
mod zego;

use rtc_examples::{APP, TENCENT_APP, Vendors};
use std::error::Error;
use time::Duration;
use zego_rtc_describe_user_list::DescribeUserList;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendors = Vendors::connect().await?;
    let mut arguments = std::env::args().skip(1);
    let room = arguments.next().unwrap_or_else(|| "lobby-1".to_owned());
    let user = if let Some(user) = arguments.next() {
        user
    } else {
        let users = DescribeUserList::builder().room_id(&*room).send(&vendors.zego).await?.user_list;
        users.into_iter().next_back().ok_or_else(|| format!("nobody is in {room}"))?.user_id
    };
    let now = vendors.now();
    let hour = now - Duration::HOUR..now;

    println!("{user} in {room}\nVolcengine");
    volcengine::print_sound(&vendors.volcengine, APP, &room, &user, &hour).await?;
    println!("Tencent");
    tencent::print_sound(&vendors.tencent, TENCENT_APP, &room, &user, &hour).await?;
    println!("ZEGO");
    zego::print_sound(&vendors.zego, &room, &user, &hour).await?;
    Ok(())
}
