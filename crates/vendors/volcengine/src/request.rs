//! The signed request of a call.

use crate::{
    Volcengine,
    sign::{ToSign, content_sha256, sign, x_date},
};
use bytes::Bytes;
use http::Request;
use rtc_core::protocol::{Method, RequestError, SigningInput, message::Headers, query};
use std::borrow::Cow;

/// Action and version are in the query for every method. The signed query is the query that is sent.
pub(crate) fn signed(input: SigningInput<'_, Volcengine>) -> Result<Request<Bytes>, RequestError> {
    let parts = input.parameters.into_parts()?;
    let mut pairs = vec![
        (Cow::Borrowed("Action"), Cow::Borrowed(input.info.name)),
        (Cow::Borrowed("Version"), Cow::Borrowed(input.info.version)),
    ];
    pairs.extend(parts.query);
    query::sort(&mut pairs);
    let query = query::join(&pairs);

    let body = match input.info.method {
        Method::Get => Bytes::new(),
        Method::Post => parts.body.unwrap_or_else(|| Bytes::from_static(b"{}")),
    };
    let x_date = x_date(input.now);
    let content_sha256 = content_sha256(&body);
    let token = input.credentials.token();

    let mut to_sign = vec![("host", input.endpoint.host()), ("x-content-sha256", &content_sha256), ("x-date", &x_date)];
    to_sign.extend(token.map(|token| ("x-security-token", token)));
    if input.info.method == Method::Post {
        to_sign.push(("content-type", "application/json"));
    }
    let signed = sign(
        &ToSign {
            method: input.info.method.as_str(),
            query: &query,
            headers: &to_sign,
            content_sha256: &content_sha256,
            region: input.region,
            service: input.info.service,
            x_date: &x_date,
        },
        input.credentials,
    );

    let mut headers = Headers::new();
    headers.hide(&signed.signature);
    for (name, value) in &parts.headers {
        headers.set(name, value)?;
    }
    for (name, value) in to_sign {
        if name == "x-security-token" { headers.set_secret(name, value) } else { headers.set(name, value) }?;
    }
    headers.set_secret("authorization", &signed.authorization)?;
    headers.request(input.info.method, input.endpoint, &query, body)
}
