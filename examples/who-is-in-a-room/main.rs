//! Prints who is in a room now: in the one that the first argument names, else in `lobby-1`.
#![forbid(unsafe_code)]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the name of a code's type would say nothing more")]

mod tencent;
mod volcengine;
mod zego;

use rtc_examples::{APP, TENCENT_APP, Vendors};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendors = Vendors::connect().await?;
    let room = std::env::args().nth(1).unwrap_or_else(|| "lobby-1".to_owned());

    println!("Volcengine: {}", volcengine::users(&vendors.volcengine, APP, &room).await?.join(", "));
    println!("Tencent: {}", tencent::users(&vendors.tencent, TENCENT_APP, &room, vendors.now()).await?.join(", "));
    let users = zego::users(&vendors.zego, &room).await?;
    println!("ZEGO: {}", users.join(", "));
    println!("ZEGO counts {}", zego::count(&vendors.zego, &room).await?);
    for user in users.iter().take(1).map(String::as_str).chain(["nobody"]) {
        println!("ZEGO: is {user} there? {}", zego::is_there(&vendors.zego, &room, user).await?);
    }
    Ok(())
}
