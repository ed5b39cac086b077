//! The sandbox as a program. Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 failed to start or to keep running, 2 wrong usage.
#![forbid(unsafe_code)]

use clap::Parser;
use rtc_sandbox::{Chances, Fault, Quotas, Sandbox, Service, Tally, Vendor, World};
use std::{
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};
use time::OffsetDateTime;

/// Emulates Volcengine RTC, Tencent RTC and ZEGO on loopback until Ctrl-C or SIGTERM.
#[derive(Parser)]
#[command(name = "rtc-sandbox", max_term_width = 100)]
struct Arguments {
    /// Seed of the generated rooms and users; equal seeds generate equal ones.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder of the specs [default: the specs that it was built with]
    #[arg(long, value_name = "FOLDER")]
    specs: Option<PathBuf>,
    /// Generate this many rows over the last 14 days instead of a small world.
    #[arg(long, value_name = "ROWS")]
    rows: Option<usize>,
    /// Do not enforce the documented quotas.
    #[arg(long)]
    no_quotas: bool,
    /// Delay of each answer in milliseconds: one number, or a range as `50..200`.
    #[arg(long, value_name = "MS", value_parser = latency)]
    latency: Option<(Duration, Duration)>,
    /// Share of calls that get an injected fault, from 0 to 1: resets, proxy errors, truncated bodies and others.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    fault_rate: f64,
    /// Seed of the faults; equal seeds and calls give equal faults.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    fault_seed: u64,
    /// Port of the first vendor; the others get the ports after it [default: free ports]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=65533))]
    port: Option<u16>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rtc-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let now = OffsetDateTime::now_utc();
    let world = match arguments.rows {
        Some(rows) => World::busy(arguments.seed, now - time::Duration::days(14)..now, rows),
        None => World::seeded(arguments.seed, now),
    };
    let mut chances = Chances::mixed(arguments.fault_seed, arguments.fault_rate);
    if let Some((least, most)) = arguments.latency {
        chances = chances.always(Fault::latency_between(least, most));
    }
    // The printed calls may be pasted more than once.
    let mut builder = Sandbox::builder().world(world).repeated_nonces(true).chances(chances);
    if arguments.no_quotas {
        builder = builder.quotas(Quotas::Off);
    }
    if let Some(folder) = arguments.specs {
        builder = builder.specs(folder);
    }
    for (vendor, port) in Vendor::ALL.into_iter().zip(arguments.port.into_iter().flat_map(|first| first..)) {
        builder = builder.address(vendor, SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    let sandbox = builder.start().await?;
    // From before the first line is printed: whoever reads it may send a signal.
    let signal = signal()?;
    introduce(&sandbox, arguments.seed)?;
    signal.await?;
    report(&sandbox)?;
    sandbox.stop().await;
    Ok(())
}

/// Waits for Ctrl-C or for SIGTERM, which service managers and containers send.
#[cfg(unix)]
fn signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Ok(()),
            _ = terminate.recv() => Ok(()),
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
fn signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}

/// Prints endpoints, credentials and one call per action, in a form that can be pasted into a shell.
fn introduce(sandbox: &Sandbox, seed: u64) -> io::Result<()> {
    let mut to = io::stdout().lock();
    writeln!(
        to,
        "# The sandbox is running: seed {seed}, {} call sessions, app {}. Press Ctrl-C to stop.",
        sandbox.world().calls().len(),
        World::APP
    )?;
    writeln!(
        to,
        "#\n# Credentials of this sandbox; they are generated and valid nowhere else. `Client::builder()` reads them."
    )?;
    writeln!(to, "# Set the endpoint as well: `.endpoint(std::env::var(\"RTC_ENDPOINT_ZEGO\")?)`.")?;
    for service in Vendor::ALL.map(|vendor| sandbox.service(vendor)) {
        let [id, secret] = service.variables();
        writeln!(to, "export RTC_ENDPOINT_{}={}", service.vendor().id().to_uppercase(), service.endpoint())?;
        writeln!(to, "export {id}={}", service.credentials().id())?;
        writeln!(to, "export {secret}='{}'", service.credentials().secret())?;
    }
    writeln!(to, "\n# One signed call per action. The signatures expire after 5 minutes.")?;
    for service in Vendor::ALL.map(|vendor| sandbox.service(vendor)) {
        show_calls(&mut to, service)?;
    }
    to.flush()
}

/// Prints how many calls arrived, were accepted and were throttled, and which faults were injected.
fn report(sandbox: &Sandbox) -> io::Result<()> {
    let mut to = io::stdout().lock();
    writeln!(to, "\n# {:<30} {:>9} {:>9} {:>9} {:>9}", "calls", "arrived", "accepted", "throttled", "busiest")?;
    for service in Vendor::ALL.map(|vendor| sandbox.service(vendor)) {
        for (action, tally) in service.actions().into_iter().filter_map(|action| Some((action, service.tally(action)?)))
        {
            let Tally { arrived, accepted, throttled, busiest, .. } = tally;
            let name = format!("{} {action}", service.vendor());
            writeln!(to, "# {name:<30} {arrived:>9} {accepted:>9} {throttled:>9} {busiest:>9}")?;
        }
    }
    for vendor in Vendor::ALL {
        let faults: Vec<_> =
            sandbox.faults(vendor).into_iter().map(|(kind, times)| format!("{kind} {times}")).collect();
        if !faults.is_empty() {
            writeln!(to, "# faults injected for {vendor}: {}", faults.join(", "))?;
        }
    }
    let nonces = sandbox.log().repeated_nonces().len();
    if nonces > 0 {
        writeln!(to, "# nonces used more than once: {nonces}")?;
    }
    to.flush()
}

fn latency(text: &str) -> Result<(Duration, Duration), String> {
    let read =
        |text: &str| text.trim().parse().map(Duration::from_millis).map_err(|error| format!("`{text}`: {error}"));
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    match (read(least)?, read(most)?) {
        (least, most) if least > most => Err("the first number is larger than the second".to_owned()),
        both => Ok(both),
    }
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        _ => Err("must be a number from 0 to 1".to_owned()),
    }
}

fn show_calls(to: &mut impl Write, service: &Service) -> io::Result<()> {
    for action in service.actions() {
        if let Some(call) = service.sample(action) {
            writeln!(to, "\n# {} {action}\n{call}; echo", service.vendor())?;
        }
    }
    Ok(())
}
