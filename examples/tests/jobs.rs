//! Runs each program against a sandbox and checks what it prints; checks that the guides show the programs' code.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use rtc_sandbox::{CallSession, Sandbox, Vendor, World};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};
use time::{Duration, OffsetDateTime, Time};

const JOBS: [(&str, &str); 7] = [
    ("who-was-in-a-room", env!("CARGO_BIN_EXE_who-was-in-a-room")),
    ("who-is-in-a-room", env!("CARGO_BIN_EXE_who-is-in-a-room")),
    ("complaint-about-sound", env!("CARGO_BIN_EXE_complaint-about-sound")),
    ("remove-a-user", env!("CARGO_BIN_EXE_remove-a-user")),
    ("dismiss-a-room", env!("CARGO_BIN_EXE_dismiss-a-room")),
    ("record-a-call", env!("CARGO_BIN_EXE_record-a-call")),
    ("reconcile-the-bill", env!("CARGO_BIN_EXE_reconcile-the-bill")),
];

/// A program with nothing in its environment.
fn program(job: &str) -> Command {
    let (_, path) = JOBS.iter().find(|(name, _)| *name == job).unwrap();
    let mut command = Command::new(path);
    command.env_clear();
    command
}

fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// A sandbox as `rtc-sandbox` starts it.
async fn sandbox() -> Sandbox {
    Sandbox::builder().world(World::seeded(1, OffsetDateTime::now_utc())).start().await.unwrap()
}

/// What a program prints against a running sandbox.
async fn run(job: &str, arguments: &[&str], sandbox: &Sandbox) -> String {
    let mut command = program(job);
    command.args(arguments);
    for service in Vendor::ALL.map(|vendor| sandbox.service(vendor)) {
        let [id, secret] = service.variables();
        command.env(format!("RTC_ENDPOINT_{}", service.vendor().id().to_uppercase()), service.endpoint());
        command.env(id, service.credentials().id()).env(secret, service.credentials().secret());
    }
    printed(&tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap())
}

/// The indented lines below a vendor's title.
fn section<'t>(text: &'t str, vendor: &str) -> Vec<&'t str> {
    let lines = text.lines().skip_while(|line| *line != vendor).skip(1);
    lines.take_while(|line| line.starts_with("  ")).collect()
}

/// The users of a list, sorted.
fn users(text: &str, vendor: &str) -> Vec<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(vendor)?.strip_prefix(": ")).unwrap();
    let mut users: Vec<String> = line.split(", ").filter(|user| !user.is_empty()).map(str::to_owned).collect();
    users.sort();
    users
}

/// The users who are in a room of the given world and never leave, sorted.
fn present(sandbox: &Sandbox, room: &str) -> Vec<String> {
    let here = sandbox.world().sessions().filter(|session| session.room == room && session.leave.is_none());
    here.map(|session| session.user.to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn yesterdays_calls_are_listed_with_their_users() {
    let sandbox = sandbox().await;
    let printed = run("who-was-in-a-room", &[], &sandbox).await;
    let calls = sandbox.world().calls();
    let today = OffsetDateTime::now_utc().replace_time(Time::MIDNIGHT);
    for vendor in ["Volcengine", "Tencent"] {
        let lines = section(&printed, vendor);
        let mut count = 0;
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with("    ")) {
            let room = line.trim().split(' ').next().unwrap();
            let below = lines[at + 1..].iter().take_while(|line| line.starts_with("    "));
            let listed: BTreeSet<&str> = below.map(|line| line.trim().split(' ').next().unwrap()).collect();
            let is_it = |call: &CallSession| {
                // Volcengine lists users on servers on request alone.
                let users = call.users.iter().map(String::as_str);
                let users: BTreeSet<_> = users.filter(|user| vendor != "Volcengine" || *user != "recorder").collect();
                // Of a call that goes on over midnight, those who came or went on another day are not listed.
                let within = call.began >= today - Duration::DAY && call.ended.is_some_and(|ended| ended <= today);
                if within { listed == users } else { listed.is_subset(&users) }
            };
            assert!(calls.iter().any(|call| call.room == room && is_it(call)), "{room}: {listed:?}\n{printed}");
            count += 1;
        }
        assert!(count >= 2, "{printed}");
    }
    assert!(printed.ends_with("ZEGO\n  has no action for the past\n"), "{printed}");

    let room = calls.iter().find(|call| call.ended.is_none()).unwrap().room.clone();
    let of_one_room = run("who-was-in-a-room", &[&room], &sandbox).await;
    for line in section(&of_one_room, "Tencent").iter().filter(|line| !line.starts_with("    ")) {
        assert!(line.starts_with(&format!("  {room} ")), "{of_one_room}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_agree_on_who_is_there() {
    let sandbox = sandbox().await;
    let printed = run("who-is-in-a-room", &[], &sandbox).await;
    let expected = present(&sandbox, "lobby-1");
    assert!(!expected.is_empty());
    for vendor in ["Volcengine", "Tencent", "ZEGO"] {
        assert_eq!(users(&printed, vendor), expected, "{printed}");
    }
    assert!(printed.contains(&format!("ZEGO counts {}\n", expected.len())), "{printed}");
    assert!(printed.contains("there? true") && printed.ends_with("is nobody there? false\n"), "{printed}");

    let empty = run("who-is-in-a-room", &["nowhere"], &sandbox).await;
    assert!(empty.starts_with("Volcengine: \nTencent: \nZEGO: \nZEGO counts 0\n"), "{empty}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sound_of_a_user_has_figures_of_each_vendor() {
    let sandbox = sandbox().await;
    let publisher = sandbox.world().calls().into_iter().find(|call| call.room == "lobby-1" && call.ended.is_none());
    let others = present(&sandbox, "lobby-1").len() - 1;
    let user = &present(&sandbox, "lobby-1")[0];
    let printed = run("complaint-about-sound", &["lobby-1", user], &sandbox).await;
    assert!(publisher.is_some() && printed.starts_with(&format!("{user} in lobby-1\n")), "{printed}");
    let of_volcengine = section(&printed, "Volcengine");
    assert!(of_volcengine.iter().any(|line| line.starts_with("  sent: bandwidth ")), "{printed}");
    let received = of_volcengine.iter().filter(|line| line.starts_with("  received from ")).count();
    assert!(received >= others, "{printed}");
    for metric in ["aBlock", "aLoss", "rtt"] {
        let starts = format!("  sent: {metric} up to ");
        assert!(section(&printed, "Tencent").iter().any(|line| line.starts_with(&starts)), "{printed}");
    }
    let of_zego = section(&printed, "ZEGO");
    assert!(of_zego.iter().any(|line| line.contains(": mos ") || line.contains(": audio_bitrate ")), "{printed}");
    assert!(!of_zego.iter().any(|line| line.contains("unknown")), "{printed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_users_are_gone() {
    let sandbox = sandbox().await;
    let printed = run("remove-a-user", &[], &sandbox).await;
    for (vendor, room) in [("Volcengine", "lobby-1"), ("Tencent", "standup-1"), ("ZEGO", "class-1")] {
        let line = printed.lines().find_map(|line| line.strip_prefix(vendor)?.strip_prefix(": ")).unwrap();
        let user = line.strip_suffix(&format!(" has left {room}: true")).unwrap_or_else(|| unreachable!("{printed}"));
        let mut expected = present(&sandbox, room);
        expected.retain(|present| present != user);
        let now = run("who-is-in-a-room", &[room], &sandbox).await;
        assert_eq!(users(&now, "ZEGO"), expected, "{printed}{now}");
    }
    for action in ["BanRoomUser", "RemoveUserByStrRoomId", "KickoutUser"] {
        assert_eq!(sandbox.log().of(action).len(), 1, "{action}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dismissed_rooms_are_empty() {
    let sandbox = sandbox().await;
    let expected =
        "Volcengine: clinic-1 is empty: true\nTencent: studio-1 has ended: true\nZEGO: support-1 is empty: true\n";
    for room in ["clinic-1", "studio-1", "support-1"] {
        assert!(!present(&sandbox, room).is_empty());
    }
    assert_eq!(run("dismiss-a-room", &[], &sandbox).await, expected);
    for room in ["clinic-1", "studio-1", "support-1"] {
        let now = run("who-is-in-a-room", &[room], &sandbox).await;
        assert!(users(&now, "Volcengine").is_empty() && now.contains("ZEGO counts 0"), "{now}");
    }
    // What is closed is closed.
    assert_eq!(run("dismiss-a-room", &[], &sandbox).await, expected);
}

#[test]
fn a_recording_has_files() {
    let printed = printed(&program("record-a-call").output().unwrap());
    let of = |vendor: &str| printed.lines().find_map(|line| line.strip_prefix(vendor)?.strip_prefix(": ")).unwrap();
    assert!(of("Volcengine").starts_with("lobby-2/task-") && of("Volcengine").contains(".mp4"), "{printed}");
    assert!(of("Tencent").contains(".m3u8"), "{printed}");
    assert!(of("ZEGO").starts_with("https://example.com/record/"), "{printed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bill_agrees_with_what_users_spent() {
    let sandbox = sandbox().await;
    let printed = run("reconcile-the-bill", &[], &sandbox).await;
    assert_eq!(printed.matches(": agrees\n").count(), 6, "three days of two vendors: {printed}");
    assert!(!printed.contains("DIFFERS"), "{printed}");
    let minutes = |vendor: &str| -> f64 {
        let line = printed.lines().find_map(|line| line.strip_prefix(vendor)?.strip_prefix(": ")).unwrap();
        line.split(' ').next().unwrap().parse().unwrap()
    };
    // Volcengine rounds two classes of each day up.
    assert!(minutes("Tencent") > 1000.0 && (minutes("Volcengine") - minutes("Tencent")).abs() <= 60.0, "{printed}");
    assert!(minutes("ZEGO") > 10.0, "{printed}");
}

/// Without variables, each program starts a sandbox of its own.
#[test]
fn the_programs_need_nothing() {
    for (job, _) in JOBS {
        let printed = printed(&program(job).output().unwrap());
        for vendor in ["Volcengine", "Tencent", "ZEGO"] {
            assert!(printed.contains(vendor), "{job}: {printed}");
        }
    }
}

#[test]
fn a_missing_variable_is_named() {
    let output = program("who-is-in-a-room").env("RTC_ENDPOINT_ZEGO", "http://127.0.0.1:1").output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("RTC_ENDPOINT_VOLCENGINE"), "{error}");
}

/// What is compiled and run here is what the guides show.
#[test]
fn each_snippet_of_a_guide_is_a_file_here() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guides = [
        ("who-was-in-a-room", include_str!("../../docs/who-was-in-a-room.md")),
        ("who-is-in-a-room", include_str!("../../docs/who-is-in-a-room.md")),
        ("complaint-about-sound", include_str!("../../docs/complaint-about-sound.md")),
        ("remove-a-user", include_str!("../../docs/remove-a-user.md")),
        ("dismiss-a-room", include_str!("../../docs/dismiss-a-room.md")),
        ("record-a-call", include_str!("../../docs/record-a-call.md")),
        ("reconcile-the-bill", include_str!("../../docs/reconcile-the-bill.md")),
    ];
    for (job, guide) in guides {
        let snippets = guide.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next());
        let shown: BTreeSet<String> = snippets.map(str::to_owned).collect();
        let files = fs::read_dir(here.join(job)).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| !path.ends_with("main.rs"));
        let compiled: BTreeSet<String> = files.map(|path| fs::read_to_string(path).unwrap()).collect();
        assert!(shown == compiled, "docs/{job}.md does not show the files of examples/{job}");
        assert!(guide.contains(&format!("cargo run -p rtc-examples --bin {job}")), "docs/{job}.md");
    }
}
