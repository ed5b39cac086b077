//! The way between a socket and a vendor's stand-in.

use crate::{
    incoming::Incoming,
    serving::{Answered, Serving},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    serve::ListenerExt,
};
use std::sync::Arc;
use tokio::{net::TcpListener, sync::watch};

/// The most that a body may have, in bytes: what Tencent documents.
const MOST: usize = 10 << 20;

/// Serves until the other end of `stop` is dropped, then finishes what it is at.
pub(crate) async fn serve(listener: TcpListener, serving: Arc<Serving>, mut stop: watch::Receiver<()>) {
    let router = Router::new().fallback(handle).with_state(serving);
    let listener = listener.tap_io(|stream| {
        // Without it small answers are as right, only later.
        let _ = stream.set_nodelay(true);
    });
    let stopped = async move { while stop.changed().await.is_ok() {} };
    // It answers errors of accepting by trying again, so nothing can come back.
    let _ = axum::serve(listener, router).with_graceful_shutdown(stopped).await;
}

async fn handle(State(serving): State<Arc<Serving>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, format!("the body has more than {MOST} bytes, or broke off"))
            .into_response();
    };
    let query = head.uri.query().unwrap_or_default();
    respond(serving.answer(&Incoming::new(head.method.as_str(), head.uri.path(), query, head.headers, body)))
}

fn respond(answered: Answered) -> Response {
    let mut response = Response::new(Body::from(answered.body));
    *response.status_mut() = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &answered.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
