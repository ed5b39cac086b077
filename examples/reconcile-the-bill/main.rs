//! Compares the minutes that the vendors bill with those that their users spent, for the last days, and prints the month's sum.
#![forbid(unsafe_code)]

mod daily;
mod tencent;
mod volcengine;
mod zego;

use daily::{CHINA, Daily};
use rtc_examples::{APP, TENCENT_APP, Vendors, no_arguments};
use std::error::Error;
use time::{Duration, Time};

/// How many days to compare. The vendors list users for at most 14 days.
const COMPARED: i64 = 3;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    no_arguments()?;
    let vendors = Vendors::connect().await?;
    let today = vendors.now().to_offset(CHINA).replace_time(Time::MIDNIGHT);
    let month = today - Duration::days(30)..today;
    let recent = today - Duration::days(COMPARED)..today;

    let billed = volcengine::billed(&vendors.volcengine, APP, &month).await?;
    let spent = volcengine::spent(&vendors.volcengine, APP, &recent).await?;
    print("Volcengine", &billed, &spent);
    let billed = tencent::billed(&vendors.tencent, TENCENT_APP, &month).await?;
    let spent = tencent::spent(&vendors.tencent, TENCENT_APP, &recent).await?;
    print("Tencent", &billed, &spent);
    println!("ZEGO: {} streams published in the month", zego::published(&vendors.zego, &month).await?);
    Ok(())
}

fn print(vendor: &str, billed: &Daily, spent: &Daily) {
    println!("{vendor}: {:.0} minutes in the month", billed.total());
    for (day, spent) in spent.days() {
        let billed = billed.of(day);
        // The minutes of each class are whole numbers, so that small differences are rounding.
        let verdict = if (billed - spent).abs() <= 4.0 { "agrees" } else { "DIFFERS" };
        println!("  {day}: billed {billed:.1}, spent {spent:.1}: {verdict}");
    }
}
