//! Volcengine: `HMAC-SHA256` in a header, action and version in the query, errors with an HTTP status.

use super::{
    Protocol, SentSignature, UnsignedCall, VerifyContext,
    authorization::{self, Authorization},
    check_time, digest, method_of, random,
};
use crate::{Credentials, incoming::Incoming, rejection::Rejection, signed_call::SignedCall};
use rtc_catalog::model::{Action, Code, Situation, percent_encode};
use serde_json::{Value as Json, json};
use time::{
    OffsetDateTime, PrimitiveDateTime, UtcOffset, format_description::BorrowedFormatItem, macros::format_description,
};

const ALGORITHM: &str = "HMAC-SHA256";
const X_DATE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");
const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day][hour][minute][second]");

pub(crate) struct Volcengine;

/// The signed parts of a request.
struct Signed<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    /// The canonical headers: name, colon, value and line feed for each.
    headers: &'a str,
    names: &'a str,
    body_sha256: &'a str,
    x_date: &'a str,
    /// Day, region, service, `request`.
    scope: [&'a str; 4],
}

impl Signed<'_> {
    fn signature(&self, secret: &str) -> String {
        let Self { method, path, query, headers, names, body_sha256, x_date, scope } = self;
        let request =
            digest::sha256(format!("{method}\n{path}\n{query}\n{headers}\n{names}\n{body_sha256}").as_bytes());
        let key = digest::derived(secret, scope);
        digest::hex(&digest::hmac(&key, &format!("{ALGORITHM}\n{x_date}\n{}\n{request}", scope.join("/"))))
    }
}

impl Protocol for Volcengine {
    fn variables(&self) -> [&'static str; 2] {
        ["VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY"]
    }

    fn generate_credentials(&self) -> Credentials {
        Credentials::new(format!("AKLTsandbox{}", random()), format!("sandbox{}{}==", random(), random()))
    }

    fn check_credentials(&self, credentials: &Credentials) -> Result<(), &'static str> {
        authorization::check_id(credentials.id())
    }

    fn named<'i>(&self, incoming: &'i Incoming) -> Option<&'i str> {
        incoming.asked("Action")
    }

    fn sent_signature<'i>(&self, incoming: &'i Incoming) -> SentSignature<'i> {
        let read = incoming.header("authorization").and_then(|header| Authorization::read(header, ALGORITHM));
        let signed_at = incoming.header("x-date").and_then(signed_at);
        SentSignature { signature: read.map(|read| read.signature), nonce: None, signed_at }
    }

    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Rejection> {
        let missing = |name| Rejection::of(Situation::MissingParameter, name, "is missing from the query");
        let name = incoming.asked("Action").ok_or_else(|| missing("Action"))?;
        let version = incoming.asked("Version").ok_or_else(|| missing("Version"))?;
        let Some(action) = actions.iter().find(|action| action.name == name && action.version == version) else {
            let known = actions.iter().any(|action| action.name == name);
            let situation = if known { Situation::UnknownVersion } else { Situation::UnknownAction };
            return Err(Rejection::new(situation, format!("there is no action `{name}` of version `{version}`")));
        };
        let method = method_of(action);
        if incoming.method != method {
            let why = format!("`{name}` is called by {method}, not {}", incoming.method);
            return Err(Rejection::new(Situation::UnsupportedMethod, why));
        }
        Ok(action)
    }

    fn admit(&self, incoming: &Incoming, _: &Action, context: VerifyContext<'_>) -> Result<(), Rejection> {
        let header = incoming.header("authorization").filter(|header| !header.is_empty());
        let header = header.ok_or_else(|| {
            Rejection::of(Situation::MissingParameter, "Authorization", "is missing from the headers")
        })?;
        let malformed = || Rejection::of(Situation::Malformed, "Authorization", "is malformed");
        let read = Authorization::read(header, ALGORITHM).ok_or_else(malformed)?;
        if read.signature.is_empty() {
            return Err(Rejection::new(Situation::MissingSignature, "the header `Authorization` has no `Signature`"));
        }
        let x_date = incoming
            .header("x-date")
            .ok_or_else(|| Rejection::of(Situation::MissingParameter, "X-Date", "is missing from the headers"))?;
        let [id, scope @ ..] = five(read.credential).ok_or_else(|| credential("does not have five parts"))?;
        if scope[3] != "request" || !x_date.starts_with(scope[0]) || scope[0].len() != 8 || scope[1].is_empty() {
            return Err(credential(
                "does not consist of an id, the day of `X-Date`, a region, a service and `request`",
            ));
        }
        if scope[2] != context.vendor.service {
            return Err(Rejection::new(Situation::UnknownService, format!("there is no service `{}`", scope[2])));
        }
        if id != context.credentials.id() {
            return Err(Rejection::new(Situation::UnknownAccessKey, "the access key is unknown"));
        }
        check_token(incoming, &read, context)?;
        check_time(signed_at(x_date), context)?;
        // `Host` may be unsigned: the vendor's SDK for Node signs it only if the caller sets it.
        if !read.signs("x-date") || (incoming.header("x-content-sha256").is_some() && !read.signs("x-content-sha256")) {
            let why = "does not sign `X-Date`, or `X-Content-Sha256` where it is sent";
            return Err(Rejection::of(Situation::Malformed, "Authorization", why));
        }
        check_signature(incoming, &read, x_date, scope, context)
    }

    fn request_id(&self, number: u64, now: OffsetDateTime) -> String {
        let stamp = now.to_offset(UtcOffset::UTC).format(STAMP).unwrap_or_default();
        format!("{stamp}{number:018X}")
    }

    fn complete(
        &self,
        envelope: &mut Json,
        incoming: &Incoming,
        context: VerifyContext<'_>,
        code: Option<&Code>,
    ) -> Vec<(String, String)> {
        let region = incoming.header("authorization").and_then(|header| Authorization::read(header, ALGORITHM));
        let region = region.and_then(|read| read.credential.split('/').nth(2)).unwrap_or(&context.vendor.region);
        let metadata = &mut envelope["ResponseMetadata"];
        metadata["Action"] = json!(incoming.asked("Action").unwrap_or_default());
        metadata["Version"] = json!(incoming.asked("Version").unwrap_or_default());
        metadata["Service"] = json!(context.vendor.service);
        metadata["Region"] = json!(region);
        if let Some(number) = code.and_then(|code| code.number) {
            metadata["Error"]["CodeN"] = json!(number);
        }
        let id = metadata["RequestId"].as_str().unwrap_or_default();
        vec![("x-tt-logid".to_owned(), format!("02{}", id.to_ascii_lowercase()))]
    }

    fn sign(&self, mut unsigned: UnsignedCall<'_>, context: VerifyContext<'_>, _: &str) -> SignedCall {
        let action = unsigned.action;
        unsigned
            .pairs
            .extend([("Action".to_owned(), action.name.clone()), ("Version".to_owned(), action.version.clone())]);
        let mut encoded: Vec<_> =
            unsigned.pairs.iter().map(|(name, value)| (percent_encode(name), percent_encode(value))).collect();
        encoded.sort();
        let query = encoded.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let body = action.has_body().then(|| Json::Object(unsigned.body).to_string());
        let body_sha256 = digest::sha256(body.as_deref().unwrap_or_default().as_bytes());
        let x_date = context.now.to_offset(UtcOffset::UTC).format(X_DATE).unwrap_or_default();
        let mut signed = vec![
            ("host", unsigned.host.to_owned()),
            ("x-content-sha256", body_sha256.clone()),
            ("x-date", x_date.clone()),
        ];
        signed.extend(context.credentials.token().map(|token| ("x-security-token", token.to_owned())));
        if body.is_some() {
            signed.insert(0, ("content-type", "application/json".to_owned()));
        }
        let scope = [&x_date[..8], &context.vendor.region, &context.vendor.service, "request"];
        let names = signed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
        let headers = signed.iter().fold(String::new(), |lines, (name, value)| lines + name + ":" + value + "\n");
        let method = method_of(action);
        let signature = Signed {
            method,
            path: "/",
            query: &query,
            headers: &headers,
            names: &names,
            body_sha256: &body_sha256,
            x_date: &x_date,
            scope,
        }
        .signature(context.credentials.secret());
        let authorization = format!(
            "{ALGORITHM} Credential={}/{}, SignedHeaders={names}, Signature={signature}",
            context.credentials.id(),
            scope.join("/")
        );
        let headers =
            signed.into_iter().map(|(name, value)| (name.to_owned(), value)).filter(|(name, _)| name != "host");
        let headers = headers.chain(unsigned.headers).chain([("authorization".to_owned(), authorization)]).collect();
        SignedCall { method, url: format!("http://{}/?{query}", unsigned.host), headers, body }
    }
}

fn five(credential: &str) -> Option<[&str; 5]> {
    credential.split('/').collect::<Vec<_>>().try_into().ok()
}

fn credential(why: &str) -> Rejection {
    Rejection::new(Situation::BadCredentialScope, format!("`Credential` in the header `Authorization` {why}"))
}

fn check_token(incoming: &Incoming, read: &Authorization<'_>, context: VerifyContext<'_>) -> Result<(), Rejection> {
    let wrong = |why: &str| Err(Rejection::new(Situation::BadSessionToken, why));
    match (context.credentials.token(), incoming.header("x-security-token")) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(Rejection::new(
            Situation::UnknownAccessKey,
            "the access key is temporary, but its session token was not sent",
        )),
        (token, sent) if token != sent => wrong("the session token does not belong to the access key"),
        _ if !read.signs("x-security-token") => wrong("the session token is not signed"),
        _ => Ok(()),
    }
}

fn signed_at(x_date: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(x_date, X_DATE).ok().map(PrimitiveDateTime::assume_utc)
}

fn check_signature(
    incoming: &Incoming,
    read: &Authorization<'_>,
    x_date: &str,
    scope: [&str; 4],
    context: VerifyContext<'_>,
) -> Result<(), Rejection> {
    let wrong = |why: &str| Rejection::new(Situation::BadSignature, why);
    let body_sha256 = digest::sha256(&incoming.body);
    if incoming.header("x-content-sha256").is_some_and(|sent| !sent.eq_ignore_ascii_case(&body_sha256)) {
        return Err(wrong("`X-Content-Sha256` does not match the body"));
    }
    let headers = read.canonical_headers(incoming, false).ok_or_else(|| wrong("a signed header was not sent"))?;
    let right = incoming.canonical_queries().iter().any(|query| {
        headers.iter().any(|headers| {
            let names = read.signed_headers;
            let (method, path) = (&incoming.method, &incoming.path);
            Signed { method, path, query, headers, names, body_sha256: &body_sha256, x_date, scope }
                .signature(context.credentials.secret())
                == read.signature
        })
    });
    if right { Ok(()) } else { Err(wrong("the signature does not match the request and the secret key")) }
}
