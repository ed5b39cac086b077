//! Prints yesterday's calls and who was in them: those of the room that the first argument names, else of all rooms.
#![forbid(unsafe_code)]

mod tencent;
mod volcengine;

use rtc_examples::{APP, TENCENT_APP, Vendors};
use std::error::Error;
use time::{Duration, Time};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendors = Vendors::connect().await?;
    let room = std::env::args().nth(1);
    let today = vendors.now().replace_time(Time::MIDNIGHT);
    let yesterday = today - Duration::DAY..today;

    println!("Volcengine");
    volcengine::print_calls(&vendors.volcengine, APP, room.as_deref(), &yesterday).await?;
    println!("Tencent");
    tencent::print_calls(&vendors.tencent, TENCENT_APP, room.as_deref(), &yesterday).await?;
    println!("ZEGO\n  has no action for the past");
    Ok(())
}
