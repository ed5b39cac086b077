//! The signed request of a call.

use crate::{
    Zego,
    sign::{VERSION, sign},
};
use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};
use rtc_core::protocol::{Method, RequestError, SigningInput, hex, message::Headers, query};
use std::borrow::Cow;

/// The query contains the action, then the common parameters, then the parameters of a GET; those of a POST are the
/// JSON body.
pub(crate) fn signed(input: SigningInput<'_, Zego>) -> Result<Request<Bytes>, RequestError> {
    let parts = input.parameters.into_parts()?;
    let nonce = hex::encode(&input.nonce);
    let timestamp = input.now.unix_timestamp();
    let signature = sign(input.credentials, &nonce, timestamp);
    let mut pairs: Vec<(Cow<'static, str>, Cow<'static, str>)> = vec![
        ("Action".into(), input.info.name.into()),
        ("AppId".into(), input.credentials.app_id().to_string().into()),
        ("SignatureNonce".into(), nonce.clone().into()),
        ("Timestamp".into(), timestamp.to_string().into()),
        ("Signature".into(), signature.clone().into()),
        ("SignatureVersion".into(), VERSION.into()),
    ];
    pairs.extend(input.credentials.test().map(|test| ("IsTest".into(), test.to_string().into())));
    pairs.extend(parts.query);

    let mut headers = Headers::new();
    headers.hide(signature);
    for (name, value) in &parts.headers {
        headers.set(*name, value)?;
    }
    let body = match input.info.method {
        Method::Get => Bytes::new(),
        Method::Post => {
            headers.set(CONTENT_TYPE, "application/json")?;
            parts.body.unwrap_or_else(|| Bytes::from_static(b"{}"))
        }
    };
    headers.request(input.info.method, input.endpoint, &query::join(&pairs), body)
}
