//! Dismisses a room of each vendor and makes sure that nobody is in it.
#![forbid(unsafe_code)]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the name of a code's type would say nothing more")]

mod tencent;
mod volcengine;
mod zego;

use rtc_examples::{APP, TENCENT_APP, Vendors, no_arguments};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    no_arguments()?;
    let vendors = Vendors::connect().await?;
    let empty = volcengine::dismiss(&vendors.volcengine, APP, "clinic-1").await?;
    println!("Volcengine: clinic-1 is empty: {empty}");
    let ended = tencent::dismiss(&vendors.tencent, TENCENT_APP, "studio-1", vendors.now()).await?;
    println!("Tencent: studio-1 has ended: {ended}");
    let empty = zego::dismiss(&vendors.zego, "support-1").await?;
    println!("ZEGO: support-1 is empty: {empty}");
    Ok(())
}
