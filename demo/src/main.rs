//! Tells the story of a call by calling the three vendors over real sockets, like an application, then shows two refusals. The
//! sandbox emulates the vendors, so no account is needed; it verifies signatures too. Exit codes: 0 all answers are as
//! expected, 1 one is not.
#![forbid(unsafe_code)]

mod clients;
mod refusals;
mod story;
mod table;

use clients::Clients;
use rtc_sandbox::{Clock, Sandbox};
use std::{error::Error, process::ExitCode};
use time::{Duration, OffsetDateTime, Time, UtcOffset};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(run())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the demo failed: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Outcome {
    // Half past ten of today, so that the story reads the same at any time of day.
    let now = OffsetDateTime::now_utc().replace_time(Time::MIDNIGHT) + Duration::minutes(10 * 60 + 30);
    let sandbox = Sandbox::builder().world(story::world(now)).clock(Clock::still(now)).start().await?;
    let clients = Clients::of(&sandbox)?;
    println!("The sandbox emulates Volcengine, Tencent and ZEGO on this machine. Times are UTC; it is {}.", clock(now));

    story::who_is_there(&clients).await?;
    let call = story::who_was_there(&clients, now).await?;
    story::one_is_removed(&clients).await?;
    // The others talk on for a while.
    sandbox.clock().advance(Duration::minutes(5));
    story::the_room_is_closed(&clients).await?;
    // Volcengine's lists are complete some time later.
    sandbox.clock().advance(Duration::minutes(2));
    story::what_it_cost(&clients, sandbox.clock().now()).await?;

    let now = sandbox.clock().now();
    refusals::too_long(&clients, &call, now).await?;
    refusals::broken_limits(&clients, now).await?;
    println!("\nAll answers are as expected: ten actions, two refusals, one call stopped by its limits.");
    sandbox.stop().await;
    Ok(())
}

fn title(what: &str, action: &str) {
    println!("\n■ {what}\n  {action}");
}

fn expect(right: bool, what: &str) -> Outcome {
    if right { Ok(()) } else { Err(format!("expected {what}").into()) }
}

/// Hour, minute and second in UTC.
fn clock(at: OffsetDateTime) -> String {
    let (hour, minute, second) = at.to_offset(UtcOffset::UTC).to_hms();
    format!("{hour:02}:{minute:02}:{second:02}")
}
