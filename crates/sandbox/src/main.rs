//! The sandbox as a program. Exit codes: 0 well, 1 it could not start or went on no longer, 2 wrong usage.
#![forbid(unsafe_code)]

use clap::Parser;
use rtc_sandbox::{Sandbox, Service, Vendor, World};
use std::{
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};
use time::OffsetDateTime;

/// Serves Volcengine RTC, Tencent RTC and ZEGO on this machine until Ctrl-C, from a world made of a seed.
#[derive(Parser)]
#[command(name = "rtc-sandbox")]
struct Arguments {
    /// What the world is made from: the same number makes the same rooms and users.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder of specs, if not this project's.
    #[arg(long, value_name = "FOLDER")]
    specs: Option<PathBuf>,
    /// The port for Volcengine; Tencent and ZEGO get the two after it. Free ones unless given.
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
    // The calls it shows may be pasted more than once.
    let world = World::seeded(arguments.seed, OffsetDateTime::now_utc());
    let mut builder = Sandbox::builder().world(world).repeated_nonces(true);
    if let Some(folder) = arguments.specs {
        builder = builder.specs(folder);
    }
    for (vendor, port) in Vendor::ALL.into_iter().zip(arguments.port.into_iter().flat_map(|first| first..)) {
        builder = builder.address(vendor, SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    let sandbox = builder.start().await?;
    introduce(&sandbox, arguments.seed)?;
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(())
}

/// Says where the vendors are, who may call, and what could be called. All of it can be pasted into a shell.
fn introduce(sandbox: &Sandbox, seed: u64) -> io::Result<()> {
    let mut to = io::stdout().lock();
    writeln!(
        to,
        "# The world of seed {seed}: {} calls, app {}. Ctrl-C stops.",
        sandbox.world().calls().len(),
        World::APP
    )?;
    writeln!(to, "#\n# Made-up credentials, which open nothing but this sandbox. `Client::builder()` reads them;")?;
    writeln!(to, "# give it the endpoint too: `.endpoint(std::env::var(\"RTC_ENDPOINT_ZEGO\")?)`.")?;
    for service in Vendor::ALL.map(|vendor| sandbox.service(vendor)) {
        let [id, secret] = service.variables();
        writeln!(to, "export RTC_ENDPOINT_{}={}", service.vendor().id().to_uppercase(), service.endpoint())?;
        writeln!(to, "export {id}={}", service.credentials().id())?;
        writeln!(to, "export {secret}='{}'", service.credentials().secret())?;
    }
    writeln!(to, "\n# A call of each action. The signatures are good for the next 5 minutes.")?;
    for service in Vendor::ALL.map(|vendor| sandbox.service(vendor)) {
        show_calls(&mut to, service)?;
    }
    to.flush()
}

fn show_calls(to: &mut impl Write, service: &Service) -> io::Result<()> {
    for action in service.actions() {
        if let Some(call) = service.sample(action) {
            writeln!(to, "\n# {} {action}\n{call}; echo", service.vendor())?;
        }
    }
    Ok(())
}
