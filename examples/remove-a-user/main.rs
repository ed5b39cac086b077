//! Removes somebody from a room of each vendor and makes sure that the user has left.
#![forbid(unsafe_code)]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the name of a code's type would say nothing more")]

mod tencent;
mod volcengine;
mod zego;

use rtc_examples::{APP, TENCENT_APP, Vendors, no_arguments};
use std::error::Error;
use zego_rtc_describe_user_list::DescribeUserList;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    no_arguments()?;
    let vendors = Vendors::connect().await?;
    if let Some(user) = latest(&vendors, "lobby-1").await? {
        let gone = volcengine::remove(&vendors.volcengine, APP, "lobby-1", &user).await?;
        println!("Volcengine: {user} has left lobby-1: {gone}");
    }
    if let Some(user) = latest(&vendors, "standup-1").await? {
        let gone = tencent::remove(&vendors.tencent, TENCENT_APP, "standup-1", &user, vendors.now()).await?;
        println!("Tencent: {user} has left standup-1: {gone}");
    }
    if let Some(user) = latest(&vendors, "class-1").await? {
        let gone = zego::remove(&vendors.zego, "class-1", &user).await?;
        println!("ZEGO: {user} has left class-1: {gone}");
    }
    Ok(())
}

/// The user who entered a room last. The sandbox has the same rooms for all vendors.
async fn latest(vendors: &Vendors, room: &str) -> Result<Option<String>, Box<dyn Error>> {
    let users = DescribeUserList::builder().room_id(room).send(&vendors.zego).await?.user_list;
    if users.is_empty() {
        println!("nobody is in {room}");
    }
    Ok(users.into_iter().next_back().map(|user| user.user_id))
}
