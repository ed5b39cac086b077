//! A vendor, an action and a transport for tests.
#![allow(dead_code, unreachable_pub, reason = "every test uses a part of it")]

use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{
    Action, Answer, Client, CredentialsError, Endpoint, Environment, ErrorCode, Exchange, Quota, QuotaScope, Quotas,
    RegionalEndpoint, RequestError, Retry, RetryPolicy, SendOptions, Transport, TransportError, Undocumented, Vendor,
    generated::Limits,
    protocol::{ActionInfo, Method, OpenError, Parameters, SigningInput, envelope, message::Headers, query},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    borrow::Cow,
    sync::{Arc, Mutex},
    time::Duration,
};

/// A vendor that puts its secret, region, time and nonce in headers and answers `{"error"?, "id"?, "data"?}`.
#[derive(Debug)]
pub struct Acme;

#[derive(Clone, Debug)]
pub struct Key(pub SecretString);

impl Vendor for Acme {
    type Credentials = Key;
    const NAME: &'static str = "Acme";
    const HEADERS: &'static [&'static str] = &["x-key", "x-region", "x-time", "x-nonce"];

    fn credentials_from(environment: Environment<'_>) -> Result<Key, CredentialsError> {
        let [_, key] = environment.required(["ACME_ID", "ACME_KEY"])?;
        Ok(Key(key.into()))
    }

    fn region_from(environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        environment.optional("ACME_REGION")
    }

    fn check_credentials(credentials: &Key) -> Result<(), CredentialsError> {
        CredentialsError::check("the key", credentials.0.expose_secret())
    }

    fn has_checked_signature(code: &str) -> bool {
        code == "NoSuchRoom"
    }

    fn caller(_: &Key) -> Cow<'_, str> {
        "acme-id".into()
    }

    fn request(call: SigningInput<'_, Self>) -> Result<Request<Bytes>, RequestError> {
        let parts = call.parameters.into_parts()?;
        let mut headers = Headers::new();
        headers.set_secret("x-key", call.credentials.0.expose_secret())?;
        headers.set("x-region", call.region)?;
        headers.set("x-time", &call.now.unix_timestamp().to_string())?;
        headers.set("x-nonce", &rtc_core::protocol::hex::encode(&call.nonce))?;
        for (name, value) in &parts.headers {
            headers.set(*name, value)?;
        }
        headers.request(call.info.method, call.endpoint, &query::join(&parts.query), parts.body.unwrap_or_default())
    }

    fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
        let body = envelope::Body::new(response.body())?;
        let (mut id, mut error, mut data) = (None, None, None);
        let read = body.members(|name, value| match name {
            "id" => id = value.text(),
            "error" => error = Some(value),
            "data" => data = Some(value),
            _ => {}
        });
        if let Some(error) = error {
            let (mut code, mut number, mut message, mut log_id) = (None, None, None, None);
            error.members(|name, value| match name {
                "code" => code = value.text(),
                "number" => number = value.number(),
                "message" => message = value.text(),
                "log" => log_id = value.text(),
                _ => {}
            });
            let message = message.unwrap_or_default();
            return Err(OpenError::Refused { code, number, message, request_id: id, log_id });
        }
        match read.and_then(|()| data.unwrap_or(envelope::Json::EMPTY).decode("data")) {
            Ok(output) => Ok(Answer::new(output, id, response.status())),
            Err(fault) => Err(fault.with_ids(id, None)),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    Slow,
    Class,
    Expired,
    Late,
    Undocumented(Undocumented<String>),
}

impl ErrorCode for Code {
    fn from_wire(code: &str) -> Self {
        match code {
            "TooFast" => Self::Slow,
            "Broken" => Self::Class,
            "Expired" => Self::Expired,
            "Late" => Self::Late,
            code => Self::Undocumented(Undocumented::new(code.to_owned())),
        }
    }

    fn from_number(number: i64) -> Option<Self> {
        (number == 18).then_some(Self::Slow)
    }

    fn code(&self) -> Cow<'_, str> {
        match self {
            Self::Slow => "TooFast".into(),
            Self::Class => "Broken".into(),
            Self::Expired => "Expired".into(),
            Self::Late => "Late".into(),
            Self::Undocumented(code) => code.wire().into(),
        }
    }

    fn meaning(&self) -> Option<&'static str> {
        match self {
            Self::Slow => Some("more calls than the quota allows"),
            Self::Class => Some("something broke"),
            Self::Expired => Some("the token has expired"),
            Self::Late => Some("the signature's time is off"),
            Self::Undocumented(_) => None,
        }
    }

    fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Slow => Some("ask less often"),
            Self::Class | Self::Expired | Self::Late | Self::Undocumented(_) => None,
        }
    }

    fn retry(&self) -> Retry {
        match self {
            Self::Slow => Retry::Throttle,
            Self::Class => Retry::Backoff,
            Self::Expired => Retry::RefreshCredentials,
            Self::Late => Retry::Resign,
            Self::Undocumented(_) => Retry::Never,
        }
    }
}

/// A safe action with two limits.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub size: u32,
    pub ids: Vec<String>,
    pub region: Option<String>,
    pub header: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
pub struct Answered {
    pub total: u32,
}

impl Action for Ask {
    type Vendor = Acme;
    type Output = Answered;
    type Code = Code;
    const INFO: ActionInfo = info("Ask", true);

    fn check(&self, limits: &mut Limits) {
        limits.parameter("size", "Size", &self.size).range(1..=100);
        limits.parameter("ids", "Ids", &self.ids).items(1..=2);
    }

    fn parameters(&self, to: &mut Parameters) {
        to.query("Size", &self.size);
        to.query("Id", &self.ids);
        to.header("x-more", &self.header);
    }

    fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}

/// An action that changes something.
#[derive(Clone, Debug)]
pub struct Change;

impl Action for Change {
    type Vendor = Acme;
    type Output = Answered;
    type Code = Code;
    const INFO: ActionInfo = info("Change", false);

    fn check(&self, _: &mut Limits) {}

    fn parameters(&self, to: &mut Parameters) {
        to.body("a", &Some([1]));
    }
}

const QUOTAS: &[Quota] = &[Quota { calls: 10, per: Duration::from_secs(1), scope: QuotaScope::App }];

const fn info(name: &'static str, safe: bool) -> ActionInfo {
    ActionInfo {
        name,
        version: "1",
        method: if safe { Method::Get } else { Method::Post },
        service: "acme",
        endpoint: RegionalEndpoint::new("https://api.acme.example", "default-region"),
        page: "https://acme.example/ask",
        safe,
        verify_with: None,
        quotas: QUOTAS,
        window: None,
    }
}

/// A request within the limits.
pub fn ask() -> Ask {
    Ask { size: 1, ids: vec!["a".to_owned()], ..Ask::default() }
}

/// A transport that keeps requests and returns what a function makes of them.
pub struct Scripted<F> {
    pub sent: Arc<Mutex<Vec<Request<Bytes>>>>,
    pub answer: F,
}

impl<F> Transport for Scripted<F>
where
    F: Fn(&Request<Bytes>) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
{
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = (self.answer)(&request);
        self.sent.lock().unwrap().push(request);
        Box::pin(async { answer })
    }
}

/// The requests that were sent.
pub type Sent = Arc<Mutex<Vec<Request<Bytes>>>>;

/// A client over a function, and what it sends. It makes one attempt per call.
pub fn scripted(
    answer: impl Fn(&Request<Bytes>) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
) -> (Client<Acme>, Sent) {
    let sent = Sent::default();
    let transport = Scripted { sent: Arc::clone(&sent), answer };
    let builder = Client::builder().credentials(key()).quotas(Quotas::off()).transport(transport);
    (builder.retry(RetryPolicy::never()).build().unwrap(), sent)
}

/// A client that gets one and the same answer.
pub fn answering(status: u16, body: impl Into<Bytes>) -> (Client<Acme>, Sent) {
    let body = body.into();
    scripted(move |_| Ok(response(status, body.clone())))
}

pub const WELL: &str = r#"{"id": "r-1", "data": {"total": 3}}"#;

/// A transport that answers well, and what it sends.
pub fn well() -> (impl Transport, Sent) {
    let sent = Sent::default();
    let answer = |_: &Request<Bytes>| Ok(response(200, WELL.into()));
    (Scripted { sent: Arc::clone(&sent), answer }, sent)
}

pub fn response(status: u16, body: Bytes) -> Response<Bytes> {
    Response::builder().status(status).body(body).unwrap()
}

pub fn key() -> Key {
    Key("top-secret-key".into())
}

pub fn endpoint(url: &str) -> Endpoint {
    Endpoint::parse(url).unwrap()
}

/// Runs a future that never waits for anything outside. Where it waits for a time, that is there at once.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(future)
}
