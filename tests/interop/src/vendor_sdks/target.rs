//! What an SDK calls, and how a spec's parameters are passed to it.

use rtc_catalog::model::{Action, Method, ParameterLocation, Type, encode_query};
use rtc_sandbox::Vendor;
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// An action and the method to call it by.
#[derive(Clone, Copy)]
pub(crate) struct Target<'m> {
    pub(crate) vendor: Vendor,
    pub(crate) action: &'m Action,
    pub(crate) method: &'static str,
    /// The signed part that tampering changes: the value of that query parameter, or the `body`.
    pub(crate) tamper: &'m str,
}

impl<'m> Target<'m> {
    /// The ways to call an action: by its own method, and also by GET if it is Tencent's, which answers both, and its
    /// parameters are not nested.
    pub(crate) fn all(vendor: Vendor, action: &'m Action) -> Vec<Self> {
        let method = if action.method == Method::Post { "POST" } else { "GET" };
        let nested = action.parameters.iter().any(|one| matches!(one.kind.innermost(), Type::Record(_)));
        let also_get = vendor == Vendor::Tencent && method == "POST" && !nested;
        let methods = [Some(method), also_get.then_some("GET")];
        let target = |method| Self { vendor, action, method, tamper: tampered_part(vendor, method, action) };
        methods.into_iter().flatten().map(target).collect()
    }

    /// A spec's parameters as the SDK takes them.
    pub(crate) fn parameters(&self, request: &Map<String, Json>) -> Result<Map<String, Json>, String> {
        let own = if self.action.has_body() { ParameterLocation::Body } else { ParameterLocation::Query };
        if let Some(other) = self.action.parameters.iter().find(|parameter| parameter.location != own) {
            return Err(format!("`{}` is neither in the query of a GET nor in the body of a POST", other.wire));
        }
        if own == ParameterLocation::Body {
            let value =
                |(wire, value): (&String, &Json)| Some((self.action.parameter(wire)?.key.clone(), value.clone()));
            return Ok(request.iter().filter_map(value).collect());
        }
        let url = reqwest::Url::parse(&format!("http://localhost/?{}", encode_query(self.action, request)));
        let mut parameters = Map::new();
        for (name, value) in url.map_err(|error| error.to_string())?.query_pairs() {
            let value = json!(value);
            let joined = match parameters.remove(&*name) {
                None => value,
                Some(Json::Array(mut items)) => {
                    items.push(value);
                    Json::Array(items)
                }
                Some(one) => json!([one, value]),
            };
            parameters.insert(name.into_owned(), joined);
        }
        Ok(parameters)
    }
}

/// A part that every call of the action has.
fn tampered_part<'m>(vendor: Vendor, method: &str, action: &'m Action) -> &'m str {
    match (vendor, method) {
        (Vendor::Zego, _) => "SignatureNonce",
        (_, "POST") => "body",
        _ => {
            let mut required = action.parameters.iter().filter(|parameter| parameter.required);
            required.find(|parameter| parameter.wire == parameter.key).map_or("Action", |parameter| &parameter.key)
        }
    }
}

/// The parameters of an example, with its time range moved to the last hour, or to today.
pub(crate) fn moved_to_now(action: &Action, mut request: Map<String, Json>) -> Map<String, Json> {
    let now = OffsetDateTime::now_utc();
    let ends = action.window.iter().flat_map(|window| {
        let span = window.span.map_or(Duration::HOUR, |span| Duration::try_from(span.0).unwrap_or(Duration::HOUR));
        [(window.start, now - span.min(Duration::HOUR)), (window.end, now)]
    });
    for (at, moment) in ends {
        let parameter = &action.parameters[at];
        request.insert(parameter.wire.clone(), time(&parameter.kind, moment));
    }
    request
}

fn time(kind: &Type, at: OffsetDateTime) -> Json {
    match kind {
        Type::UnixSeconds => json!(at.unix_timestamp()),
        Type::UnixMillis => json!(at.unix_timestamp() * 1000),
        Type::Calendar(calendar) => json!(calendar.text(at)),
        _ => rfc3339(at.replace_nanosecond(0).unwrap_or(at), 8),
    }
}

/// A time as RFC 3339 with the given offset in hours.
pub(crate) fn rfc3339(at: OffsetDateTime, hours: i8) -> Json {
    let zone = UtcOffset::from_hms(hours, 0, 0).unwrap_or(UtcOffset::UTC);
    at.to_offset(zone).format(&Rfc3339).map_or(Json::Null, Json::from)
}
