//! The client.

use super::{Envelope, Page, Room, sign::authorization};
use reqwest::{Url, redirect::Policy};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use serde::de::DeserializeOwned;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use time::OffsetDateTime;

/// A client of Volcengine.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    host: String,
    access_key: String,
    secret_key: String,
}

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The error of reqwest.
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    /// The error of `serde_json`.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The URL is invalid.
    #[error("the URL cannot be sent")]
    Url,
    /// The vendor refused the call.
    #[error("{code}: {message} ({request_id})")]
    Refused {
        /// The code.
        code: String,
        /// The vendor's message.
        message: String,
        /// The request id.
        request_id: String,
    },
    /// Neither an error nor a result.
    #[error("there is no result ({request_id}, HTTP {status})")]
    NoResult {
        /// The request id.
        request_id: String,
        /// The HTTP status.
        status: u16,
    },
}

impl Client {
    /// A client of the server at `address`, with the settings of the generated clients.
    ///
    /// # Panics
    /// If TLS or HTTP cannot be set up.
    #[must_use]
    pub fn new(address: SocketAddr, access_key: &str, secret_key: &str) -> Self {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring speaks the default protocol versions")
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(30))
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .build()
            .expect("these settings fit together");
        Self { http, host: address.to_string(), access_key: access_key.to_owned(), secret_key: secret_key.to_owned() }
    }

    /// The users of a room.
    ///
    /// # Errors
    /// If the call fails.
    pub async fn room(&self, app_id: &str, room_id: &str) -> Result<Room, Error> {
        self.get("GetRoomOnlineUsers", "2023-08-01", vec![("AppId", app_id), ("RoomId", room_id)]).await
    }

    /// The first hundred users who were in calls of an app between the two times.
    ///
    /// # Errors
    /// If the call fails.
    pub async fn page(&self, app_id: &str, start: OffsetDateTime, end: OffsetDateTime) -> Result<Page, Error> {
        let (start, end) = (rfc3339(start), rfc3339(end));
        let pairs = vec![
            ("AppId", app_id),
            ("StartTime", &*start),
            ("EndTime", &*end),
            ("PageNum", "1"),
            ("PageSize", "100"),
            ("ExcludeServerUser", "false"),
        ];
        self.get("ListUserInfo", "2023-11-01", pairs).await
    }

    async fn get<T: DeserializeOwned>(
        &self,
        action: &str,
        version: &str,
        mut pairs: Vec<(&str, &str)>,
    ) -> Result<T, Error> {
        pairs.extend([("Action", action), ("Version", version)]);
        pairs.sort_unstable();
        let signed = authorization(&self.host, &pairs, &self.access_key, &self.secret_key);
        let url = Url::parse(&format!("http://{}/?{}", self.host, signed.query)).map_err(|_| Error::Url)?;
        let response = self
            .http
            .get(url)
            .header("host", &self.host)
            .header("x-date", signed.date)
            .header("x-content-sha256", signed.content_sha256)
            .header("authorization", signed.authorization)
            .send()
            .await?;
        let status = response.status();
        let answer: Envelope<T> = serde_json::from_slice(&response.bytes().await?)?;
        let request_id = answer.metadata.request_id;
        match (answer.metadata.error, answer.result) {
            (Some(error), _) => Err(Error::Refused { code: error.code, message: error.message, request_id }),
            (None, Some(result)) if status.is_success() => Ok(result),
            (None, _) => Err(Error::NoResult { request_id, status: status.as_u16() }),
        }
    }
}

fn rfc3339(at: OffsetDateTime) -> String {
    let (year, month, day) = at.to_calendar_date();
    let (hour, minute, second) = at.to_hms();
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00", u8::from(month))
}
