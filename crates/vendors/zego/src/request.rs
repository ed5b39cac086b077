//! The signed request of a call.

use crate::{
    Zego,
    sign::{VERSION, sign},
};
use bytes::Bytes;
use http::Request;
use rtc_core::{Call, Method, RequestError, hex, message::Headers, query};
use std::borrow::Cow;

/// The query holds the action, then what all calls have in common, then the parameters of a GET; those of a POST are
/// its JSON body.
pub(crate) fn signed(call: Call<'_, Zego>) -> Result<Request<Bytes>, RequestError> {
    let parts = call.parameters.into_parts()?;
    let nonce = hex::encode(&call.nonce);
    let timestamp = call.now.unix_timestamp();
    let signature = sign(call.credentials, &nonce, timestamp);
    let mut pairs: Vec<(Cow<'static, str>, Cow<'static, str>)> = vec![
        ("Action".into(), call.info.name.into()),
        ("AppId".into(), call.credentials.app_id().to_string().into()),
        ("SignatureNonce".into(), nonce.clone().into()),
        ("Timestamp".into(), timestamp.to_string().into()),
        ("Signature".into(), signature.clone().into()),
        ("SignatureVersion".into(), VERSION.into()),
    ];
    pairs.extend(call.credentials.test().map(|test| ("IsTest".into(), test.to_string().into())));
    pairs.extend(parts.query);

    let mut headers = Headers::new();
    headers.hide(signature);
    for (name, value) in &parts.headers {
        headers.set(name, value)?;
    }
    let body = match call.info.method {
        Method::Get => Bytes::new(),
        Method::Post => {
            headers.set("content-type", "application/json")?;
            parts.body.unwrap_or_else(|| Bytes::from_static(b"{}"))
        }
    };
    headers.request(call.info.method, call.endpoint, &query::join(&pairs), body)
}
