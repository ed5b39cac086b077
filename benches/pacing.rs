//! How much of a quota is used over a network with jitter, and how many calls the vendor refuses: by a real clock, over
//! sockets, against a server that counts arrivals in a sliding window.
//!
//! The server takes a random time up to the jitter before it counts a request, as if it were on its way for so much
//! longer. It does not depend on the speed of the machine, so it may be run in any profile.
#![forbid(unsafe_code)]

use rtc_benches::{ACCESS_KEY, APP, SECRET_KEY, answers};
use rtc_core::{Quota, QuotaScope, Quotas, RetryPolicy};
use rtc_volcengine::{Client, Credentials};
use std::{
    collections::VecDeque,
    error::Error,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

const CALLS: u32 = 10;
const PER: Duration = Duration::from_secs(1);
const REFUSED: &str =
    r#"{"ResponseMetadata":{"RequestId":"1","Error":{"Code":"FlowLimitExceeded","Message":"too many calls"}}}"#;

/// What the server counts.
#[derive(Default)]
struct Counter {
    /// The arrivals within the last period.
    window: VecDeque<Instant>,
    answered: u32,
    refused: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let long = if measuring { Duration::from_secs(30) } else { PER };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    println!("{CALLS} calls per {PER:?}, for {long:?}; goal: no call refused, per / (per + jitter) of the quota");
    for jitter in [0, 10, 20, 50, 100, 200].map(Duration::from_millis) {
        let (answered, refused) = runtime.block_on(measure(jitter, long))?;
        let most = f64::from(CALLS) * long.as_secs_f64() / PER.as_secs_f64();
        let goal = 1.0 / (1.0 + jitter.as_secs_f64() / PER.as_secs_f64());
        let used = f64::from(answered) / most;
        println!(
            "jitter {:>3} ms: {:5.1} % of the quota used (goal {:5.1} %), {refused} refused",
            jitter.as_millis(),
            100.0 * used,
            100.0 * goal
        );
    }
    Ok(())
}

/// How many calls are answered and refused within this time.
async fn measure(jitter: Duration, long: Duration) -> Result<(u32, u32), Box<dyn Error>> {
    let counter = Arc::<Mutex<Counter>>::default();
    let address = serve(jitter, Arc::clone(&counter)).await?;
    let quota = Quota { calls: CALLS, per: PER, scope: QuotaScope::Account };
    let client = Client::builder()
        .credentials(Credentials::new(ACCESS_KEY, SECRET_KEY))
        .endpoint(format!("http://{address}"))
        .quotas(Quotas::new().set::<GetRoomOnlineUsers>(quota))
        .retry(RetryPolicy::default().attempts(100))
        .timeout(long * 3)
        .build()?;
    let end = Instant::now() + long;
    let mut calls = JoinSet::new();
    for _ in 0..CALLS * u32::try_from(long.as_secs())? * 2 {
        let client = client.clone();
        calls.spawn(
            async move { GetRoomOnlineUsers::builder().app_id(APP).room_id("Room1").send(&client).await.map(drop) },
        );
    }
    sleep_until(end).await;
    calls.shutdown().await;
    // Those that were on their way when time was up.
    sleep(jitter + Duration::from_millis(50)).await;
    let counter = counter.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok((counter.answered, counter.refused))
}

async fn serve(jitter: Duration, counter: Arc<Mutex<Counter>>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, jitter, Arc::clone(&counter)));
        }
    });
    Ok(address)
}

/// Requests have no body, so an empty line ends each.
async fn answer(mut stream: TcpStream, jitter: Duration, counter: Arc<Mutex<Counter>>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 8192];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        if !buffer[..filled].ends_with(b"\r\n\r\n") {
            continue;
        }
        filled = 0;
        sleep(jitter.mul_f64(random())).await;
        let (status, body) = if counter.lock().unwrap_or_else(std::sync::PoisonError::into_inner).allows(Instant::now())
        {
            ("200 OK", answers::room())
        } else {
            ("429 Too Many Requests", REFUSED.to_owned())
        };
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all((head + &body).as_bytes()).await?;
    }
}

impl Counter {
    /// Counts an arrival. Refused ones count too.
    fn allows(&mut self, now: Instant) -> bool {
        while self.window.front().is_some_and(|first| now.duration_since(*first) >= PER) {
            self.window.pop_front();
        }
        self.window.push_back(now);
        let allowed = self.window.len() <= CALLS as usize;
        *if allowed { &mut self.answered } else { &mut self.refused } += 1;
        allowed
    }
}

/// From 0 to 1, by splitmix64.
fn random() -> f64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut z = NEXT.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}
