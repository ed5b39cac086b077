//! The signed request of a call.

use crate::{
    Volcengine,
    sign::{ToSign, content_sha256, sign, x_date},
};
use bytes::Bytes;
use http::{
    HeaderName, Request,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use rtc_core::protocol::{Method, RequestError, SigningInput, message::Headers, query};
use std::borrow::Cow;

const X_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-content-sha256");
const X_DATE: HeaderName = HeaderName::from_static("x-date");
const X_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// Action and version are in the query for every method. The signed query is the query that is sent.
pub(crate) fn signed(input: SigningInput<'_, Volcengine>) -> Result<Request<Bytes>, RequestError> {
    let parts = input.parameters.into_parts()?;
    let mut pairs = parts.query;
    // Before parameters of the same name, as sorting keeps the order of those.
    pairs.splice(0..0, [("Action", input.info.name), ("Version", input.info.version)].map(borrowed));
    query::sort(&mut pairs);
    let query = query::join(&pairs);

    let body = match input.info.method {
        Method::Get => Bytes::new(),
        Method::Post => parts.body.unwrap_or_else(|| Bytes::from_static(b"{}")),
    };
    let x_date = x_date(input.now);
    let content_sha256 = content_sha256(&body);
    let token = input.credentials.token();

    let mut to_sign = Vec::with_capacity(5);
    to_sign.extend([(HOST, input.endpoint.host()), (X_CONTENT_SHA256, &content_sha256), (X_DATE, &x_date)]);
    to_sign.extend(token.map(|token| (X_SECURITY_TOKEN, token)));
    if input.info.method == Method::Post {
        to_sign.push((CONTENT_TYPE, "application/json"));
    }
    let named: Vec<_> = to_sign.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let signed = sign(
        &ToSign {
            method: input.info.method.as_str(),
            query: &query,
            headers: &named,
            content_sha256: &content_sha256,
            region: input.region,
            service: input.info.service,
            x_date: &x_date,
        },
        input.credentials,
    );

    let mut headers = Headers::new();
    for (name, value) in &parts.headers {
        headers.set(*name, value)?;
    }
    for (name, value) in to_sign {
        if name == X_SECURITY_TOKEN { headers.set_secret(name, value) } else { headers.set(name, value) }?;
    }
    headers.set_secret(AUTHORIZATION, &signed.authorization)?;
    headers.request(input.info.method, input.endpoint, &query, body)
}

fn borrowed((name, value): (&'static str, &'static str)) -> (Cow<'static, str>, Cow<'static, str>) {
    (Cow::Borrowed(name), Cow::Borrowed(value))
}
