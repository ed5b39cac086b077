//! Whole calls to a vendor that fails in any way, by a clock that runs ahead.

use crate::{Target, ahead::block_on, input::Input};
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use rtc_core::{
    Action, Cause, Client, Error, Exchange, RetryPolicy, SendOptions, Transport, TransportError,
    generated::Limits,
    protocol::{ActionInfo, Parameters},
};
use rtc_volcengine::Volcengine;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use time::OffsetDateTime;
use tokio::time::{Instant, sleep};
use volcengine_rtc_get_room_online_users::{GetRoomOnlineUsers, GetRoomOnlineUsersCode, GetRoomOnlineUsersOutput};

pub(super) const TARGET: Target = Target {
    name: "retry",
    holds: "a call ends in its time and with its attempts, asks again only where that does no harm, waits as long as it was told to, and tells the last answer",
    test,
    seeds,
    words: &[
        "0",
        "1",
        "3",
        "120",
        "99999999999999999999",
        "-1",
        "1.5",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 1900 00:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 +2359",
        "GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "\u{ff}",
    ],
};

/// How long a call may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How long an attempt may take.
const ATTEMPT: Duration = Duration::from_secs(4);

/// What becomes of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Answered,
    /// A documented code that asks for what stands with it.
    Coded(&'static str, Asks),
    /// A code that nobody documented.
    Unknown,
    Html,
    NotSent,
    Interrupted,
    TimedOut,
    Stalled,
}

/// What a code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Nothing,
    Backoff,
    Throttle,
    Resign,
    RefreshCredentials,
}

const EVENTS: [Event; 12] = [
    Event::Answered,
    Event::Coded("InternalError", Asks::Backoff),
    Event::Coded("FlowLimitExceeded", Asks::Throttle),
    Event::Coded("InvalidParameter", Asks::Nothing),
    Event::Coded("InvalidTimestamp", Asks::Resign),
    Event::Coded("InvalidSecretToken", Asks::RefreshCredentials),
    Event::Unknown,
    Event::Html,
    Event::NotSent,
    Event::Interrupted,
    Event::TimedOut,
    Event::Stalled,
];

const STATUSES: [u16; 8] = [200, 400, 403, 404, 408, 429, 500, 503];

/// An attempt as it is to go.
#[derive(Clone, Debug)]
struct Step {
    event: Event,
    status: u16,
    retry_after: String,
    date: String,
}

impl Step {
    fn has_answer(&self) -> bool {
        matches!(self.event, Event::Answered | Event::Coded(..) | Event::Unknown | Event::Html)
    }

    /// Whether asking a second time can do no harm and may do good.
    fn may_be_repeated(&self, safe: bool) -> bool {
        let by_status = match self.status {
            429 => true,
            408 | 500..=599 => safe,
            _ => false,
        };
        match self.event {
            Event::Answered => false,
            Event::Coded(_, asks) => match asks {
                Asks::Backoff => safe,
                Asks::Throttle | Asks::Resign => true,
                // These credentials are always the same.
                Asks::Nothing | Asks::RefreshCredentials => false,
            },
            Event::Unknown | Event::Html => by_status,
            Event::NotSent => true,
            Event::Interrupted | Event::TimedOut | Event::Stalled => safe,
        }
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let step = |event: u8, status: u8, retry_after: &str, date: &str| {
        [&[event, status], retry_after.as_bytes(), &[0xff], date.as_bytes(), &[0xff]].concat()
    };
    let call = |safe: u8, steps: &[Vec<u8>]| [&[5, safe][..], &784_111_777_i64.to_le_bytes(), &steps.concat()].concat();
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    vec![
        call(0, &[step(1, 6, "", ""), step(2, 5, "3", date), step(0, 0, "", "")]),
        call(1, &[step(8, 0, "", ""), step(7, 7, "1", ""), step(9, 0, "", "")]),
        call(0, &[step(4, 2, "", "Sun, 06 Nov 1994 09:49:37 GMT"), step(4, 2, "", date)]),
        call(0, &[step(11, 0, "", ""), step(10, 0, "", ""), step(6, 5, "Sun, 06 Nov 1994 08:49:40 GMT", "")]),
        call(1, &[step(5, 2, "", ""), step(3, 1, "120", date)]),
    ]
}

fn test(data: &[u8]) {
    let mut input = Input::new(data);
    let (attempts, safe) = (u32::from(input.byte() % 7), input.choice(&[true, false]));
    let seconds = input.number().rem_euclid(253_402_300_800);
    let now = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
    let mut steps = Vec::new();
    while !input.is_empty() {
        steps.push(Step {
            event: input.choice(&EVENTS),
            status: input.choice(&STATUSES),
            retry_after: input.text().unwrap_or_default(),
            date: input.text().unwrap_or_default(),
        });
    }
    let vendor = Failing { steps: Arc::new(steps), times: Arc::default() };
    let client = Client::<Volcengine>::builder()
        .credentials(rtc_volcengine::Credentials::new("AK", "secret"))
        .clock(move || now)
        .timeout(TIMEOUT)
        .attempt_timeout(ATTEMPT)
        .retry(RetryPolicy::default().attempts(attempts))
        .transport(vendor.clone())
        .build()
        .unwrap();
    let (outcome, took) = block_on(async {
        let began = Instant::now();
        let outcome = if safe { client.send(&Asked::<true>).await } else { client.send(&Asked::<false>).await };
        (outcome, began.elapsed())
    });
    look(&vendor, attempts.max(1), safe, took, outcome.err().as_ref());
}

fn look(vendor: &Failing, most: u32, safe: bool, took: Duration, error: Option<&Error<GetRoomOnlineUsersCode>>) {
    let times = vendor.times.lock().unwrap().clone();
    let made: Vec<Step> = (0..times.len()).map(|at| vendor.step(at)).collect();
    let printed = format!("{made:#?}\n{times:#?}\n{took:?}\n{error:?}");
    assert!(!made.is_empty() && made.len() <= most as usize, "too many attempts, or none: {printed}");
    assert!(took <= TIMEOUT + Duration::from_millis(1), "too long: {printed}");
    for (step, two) in made.iter().zip(times.windows(2)) {
        assert!(step.may_be_repeated(safe), "repeated: {printed}");
        // Stalled attempts have no end that could be seen from here.
        let wait = two[1].began - two[0].ended.unwrap_or(two[0].began);
        // HTTP knows no other blanks, and no sign before a number.
        let retry_after = step.retry_after.trim_matches([' ', '\t']);
        if let (true, Ok(seconds)) = (step.has_answer(), retry_after.parse()) {
            let told = retry_after.bytes().all(|byte| byte.is_ascii_digit());
            assert!(!told || wait >= Duration::from_secs(seconds), "too soon: {printed}");
        }
    }
    let resigned = made.iter().filter(|step| matches!(step.event, Event::Coded(_, Asks::Resign))).count();
    assert!(resigned <= 2, "signed anew more than once: {printed}");
    let last = made.last().unwrap();
    match (error, last.event) {
        (None, event) => assert_eq!(event, Event::Answered, "{printed}"),
        (Some(error @ Error::Refused(_)), Event::Coded(code, _)) => {
            assert_eq!(
                error.code().map(|code| rtc_core::ErrorCode::code(code).into_owned()).as_deref(),
                Some(code),
                "{printed}"
            );
            assert_eq!(error.status().map(|status| status.as_u16()), Some(last.status), "{printed}");
        }
        (Some(error @ (Error::Refused(_) | Error::Unreadable(_))), Event::Unknown | Event::Html) => {
            assert_eq!(error.status().map(|status| status.as_u16()), Some(last.status), "{printed}");
        }
        (Some(Error::NotSent(_)), Event::NotSent)
        | (Some(Error::Interrupted(_)), Event::Interrupted)
        | (Some(Error::TimedOut(_)), Event::TimedOut | Event::Stalled) => {}
        // The call's time was over before the attempt's.
        (Some(Error::TimedOut(_)), _) => assert!(took >= TIMEOUT, "in time: {printed}"),
        _ => panic!("the error is not of the last attempt: {printed}"),
    }
}

/// When an attempt began, and when it was answered.
#[derive(Clone, Copy, Debug)]
struct Times {
    began: Instant,
    ended: Option<Instant>,
}

/// Does what it is told to, step by step, and then answers.
#[derive(Clone)]
struct Failing {
    steps: Arc<Vec<Step>>,
    times: Arc<Mutex<Vec<Times>>>,
}

impl Failing {
    fn step(&self, at: usize) -> Step {
        let well = Step { event: Event::Answered, status: 200, retry_after: String::new(), date: String::new() };
        self.steps.get(at).cloned().unwrap_or(well)
    }
}

impl Transport for Failing {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        Box::pin(async move {
            let at = {
                let mut times = self.times.lock().unwrap();
                times.push(Times { began: Instant::now(), ended: None });
                times.len() - 1
            };
            let step = self.step(at);
            let patience = if step.event == Event::Stalled { TIMEOUT * 2 } else { Duration::from_millis(50) };
            sleep(patience).await;
            self.times.lock().unwrap()[at].ended = Some(Instant::now());
            answer(&step)
        })
    }
}

fn answer(step: &Step) -> Result<Response<Bytes>, TransportError> {
    let refusal =
        |code: &str| format!(r#"{{"ResponseMetadata":{{"RequestId":"r","Error":{{"Code":"{code}","Message":"m"}}}}}}"#);
    let (status, body) = match step.event {
        Event::Answered => (200, r#"{"ResponseMetadata":{"RequestId":"r"},"Result":{"RoomExists":false}}"#.to_owned()),
        Event::Coded(code, _) => (step.status, refusal(code)),
        Event::Unknown => (step.status, refusal("Nobody.Knows")),
        Event::Html => (step.status, "<html>no</html>".to_owned()),
        Event::NotSent => return Err(TransportError::NotSent(Cause::new("refused"))),
        Event::Interrupted => return Err(TransportError::Interrupted(Cause::new("reset"))),
        Event::TimedOut | Event::Stalled => return Err(TransportError::TimedOut),
    };
    let mut response = Response::builder().status(status).body(Bytes::from(body)).unwrap();
    for (name, text) in [(header::RETRY_AFTER, &step.retry_after), (header::DATE, &step.date)] {
        if let (false, Ok(value)) = (text.is_empty(), HeaderValue::from_bytes(text.as_bytes())) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// `GetRoomOnlineUsers`, by an account of its own whether asking twice changes nothing.
struct Asked<const SAFE: bool>;

impl<const SAFE: bool> Action for Asked<SAFE> {
    type Vendor = Volcengine;
    type Output = GetRoomOnlineUsersOutput;
    type Code = GetRoomOnlineUsersCode;

    const INFO: ActionInfo = ActionInfo { safe: SAFE, quotas: &[], ..GetRoomOnlineUsers::INFO };

    fn check(&self, _: &mut Limits) {}

    fn parameters(&self, to: &mut Parameters) {
        to.query("AppId", "app");
    }
}
