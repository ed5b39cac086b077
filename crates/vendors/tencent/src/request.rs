//! The signed request of a call.

use crate::{
    Tencent,
    sign::{ToSign, sign},
};
use bytes::Bytes;
use http::{
    HeaderName, Request,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use rtc_core::protocol::{Method, RequestError, SigningInput, message::Headers, query};

const X_TC_ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const X_TC_REGION: HeaderName = HeaderName::from_static("x-tc-region");
const X_TC_TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const X_TC_TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const X_TC_VERSION: HeaderName = HeaderName::from_static("x-tc-version");

/// Action, version, region and time are headers; parameters are the JSON body of a POST or the query of a GET. The
/// token of temporary credentials is sent but not signed.
pub(crate) fn signed(input: SigningInput<'_, Tencent>) -> Result<Request<Bytes>, RequestError> {
    let parts = input.parameters.into_parts()?;
    let mut pairs = parts.query;
    query::sort(&mut pairs);
    if let (Method::Post, Some((name, _))) = (input.info.method, pairs.first()) {
        return Err(RequestError::Query { name: name.to_string() });
    }
    let (content_type, query, body) = match input.info.method {
        Method::Get => ("application/x-www-form-urlencoded", query::join(&pairs), Bytes::new()),
        Method::Post => ("application/json", String::new(), parts.body.unwrap_or_else(|| Bytes::from_static(b"{}"))),
    };
    let signed = sign(
        &ToSign {
            method: input.info.method.as_str(),
            query: &query,
            headers: &[("content-type", content_type), ("host", input.endpoint.host())],
            body: &body,
            service: input.info.service,
            now: input.now,
        },
        input.credentials,
    );

    let mut headers = Headers::new();
    for (name, value) in &parts.headers {
        headers.set(*name, value)?;
    }
    headers.set(CONTENT_TYPE, content_type)?;
    headers.set(X_TC_ACTION, input.info.name)?;
    headers.set(X_TC_VERSION, input.info.version)?;
    headers.set(X_TC_TIMESTAMP, &input.now.unix_timestamp().to_string())?;
    if !input.region.is_empty() {
        headers.set(X_TC_REGION, input.region)?;
    }
    if let Some(token) = input.credentials.session_token() {
        headers.set_secret(X_TC_TOKEN, token)?;
    }
    headers.set_secret(AUTHORIZATION, &signed.authorization)?;
    headers.request(input.info.method, input.endpoint, &query, body)
}
