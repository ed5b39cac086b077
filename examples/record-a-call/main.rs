//! Records a room with each vendor, one after the other, and prints where the files are.
#![forbid(unsafe_code)]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the name of a code's type would say nothing more")]

mod tencent;
mod volcengine;
mod zego;

use rtc_examples::{APP, TENCENT_APP, Vendors, no_arguments};
use std::error::Error;
use time::Duration;

const ROOM: &str = "lobby-2";
/// How long to record, and how long to wait for a file at the longest.
const LENGTH: Duration = Duration::seconds(10);
const UPLOAD: Duration = Duration::seconds(60);
/// How long to wait between two questions.
const PAUSE: Duration = Duration::seconds(5);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    no_arguments()?;
    let vendors = Vendors::connect().await?;

    // An id of our own for each recording, so that a repeated call starts no second one.
    let id = format!("task-{}", vendors.now().unix_timestamp());
    volcengine::start(&vendors.volcengine, APP, ROOM, &id).await?;
    vendors.wait(LENGTH).await;
    volcengine::stop(&vendors.volcengine, APP, ROOM, &id).await?;
    for file in volcengine::files(&vendors.volcengine, APP, ROOM, &id).await?.unwrap_or_default() {
        println!("Volcengine: {file}");
    }

    let id = tencent::start(&vendors.tencent, TENCENT_APP, ROOM, "signature of the robot").await?;
    vendors.wait(LENGTH).await;
    // The vendor does not know a recording that has ended.
    let files = tencent::files(&vendors.tencent, TENCENT_APP, &id).await?;
    tencent::stop(&vendors.tencent, TENCENT_APP, &id).await?;
    for file in files {
        println!("Tencent: {file}");
    }

    let id = zego::start(&vendors.zego, ROOM, &id).await?;
    vendors.wait(LENGTH).await;
    zego::stop(&vendors.zego, &id).await?;
    let mut waited = Duration::ZERO;
    let files = loop {
        match zego::files(&vendors.zego, &id).await? {
            Some(files) => break files,
            None if waited >= UPLOAD => return Err("the files are not uploaded yet".into()),
            None => {}
        }
        vendors.wait(PAUSE).await;
        waited += PAUSE;
    };
    for file in files {
        println!("ZEGO: {file}");
    }
    Ok(())
}
