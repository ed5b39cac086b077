//! Connects sockets with an emulated vendor.

mod answer_body;
mod connection;

use crate::{
    emulator::{Answer, Emulator},
    fault::Interruption,
    incoming::Incoming,
};
use answer_body::AnswerBody;
use bytes::Bytes;
use connection::{ConnectionState, FaultyStream};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::{body::Incoming as Unread, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    future::{Future, pending, poll_fn},
    io,
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};
use tokio::{net::TcpStream, sync::watch, task::JoinSet};

/// Maximum size of a body in bytes: what Tencent documents.
const MAX_BODY: usize = 10 << 20;
/// Maximum time for calls in progress when the sandbox stops.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);

/// Serves until the other end of `stop` is dropped, then finishes answers in progress, for at most a second.
pub(crate) async fn serve(emulator: Arc<Emulator>, stop: watch::Receiver<()>) {
    let mut connections = JoinSet::new();
    let mut stopped = pin!(dropped(stop.clone()));
    while let Some(accepted) = poll_fn(|cx| {
        if stopped.as_mut().poll(cx).is_ready() {
            return Poll::Ready(None);
        }
        while let Poll::Ready(Some(_)) = connections.poll_join_next(cx) {}
        emulator.port.poll_accept(cx).map(Some)
    })
    .await
    {
        match accepted {
            Ok((stream, closings)) => {
                connections.spawn(converse(stream, Arc::clone(&emulator), closings, stop.clone()));
            }
            // Probably out of file handles: others may be freed.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
    emulator.port.release();
    let finished = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, finished).await;
}

async fn dropped(mut stop: watch::Receiver<()>) {
    while stop.changed().await.is_ok() {}
}

/// Serves one connection.
async fn converse(
    stream: TcpStream,
    emulator: Arc<Emulator>,
    mut closings: watch::Receiver<u64>,
    stop: watch::Receiver<()>,
) {
    // Nagle's algorithm would delay small answers.
    let _ = stream.set_nodelay(true);
    let state = Arc::new(ConnectionState::new(emulator));
    let service = service_fn(|request| handle(request, Arc::clone(&state)));
    let io = TokioIo::new(FaultyStream::new(stream, Arc::clone(&state)));
    let mut connection = pin!(http1::Builder::new().auto_date_header(false).serve_connection(io, service));
    let mut stopped = pin!(dropped(stop));
    let mut closed = pin!(closings.changed());
    let mut stopping = false;
    poll_fn(|cx| {
        if !stopping && (stopped.as_mut().poll(cx).is_ready() || closed.as_mut().poll(cx).is_ready()) {
            // A request that has begun is answered.
            stopping = true;
            connection.as_mut().graceful_shutdown();
        }
        // An error means that the client disconnected, or a fault was injected.
        connection.as_mut().poll(cx).map(drop)
    })
    .await;
}

/// Answers a request. An error if the connection is to be reset.
async fn handle(request: Request<Unread>, state: Arc<ConnectionState>) -> io::Result<Response<AnswerBody>> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        let text = format!("the body has more than {MAX_BODY} bytes, or was interrupted");
        let answered = Answer::raw(413, Vec::new(), text.into_bytes());
        return Ok(respond(answered, |bytes| AnswerBody::whole(bytes, state)));
    };
    let query = head.uri.query().unwrap_or_default();
    let incoming = Incoming::new(head.method.as_str(), head.uri.path(), query, head.headers, body.to_bytes());
    let delivery = state.emulator().answer(&incoming, state.drawn(), state.number);
    if let Some(latency) = delivery.latency {
        tokio::time::sleep(latency).await;
    }
    match delivery.interruption {
        None => Ok(respond(delivery.answered, |bytes| AnswerBody::whole(bytes, state))),
        Some(Interruption::Truncated) => Ok(respond(delivery.answered, |bytes| AnswerBody::truncated(&bytes, state))),
        Some(Interruption::Stalled) => Ok(respond(delivery.answered, |bytes| AnswerBody::stalled(&bytes, state))),
        Some(Interruption::Silent) => pending().await,
        Some(Interruption::Reset) => {
            state.reset();
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
}

fn respond(answered: Answer, body: impl FnOnce(Bytes) -> AnswerBody) -> Response<AnswerBody> {
    let mut head = Response::new(());
    *head.status_mut() = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &answered.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            head.headers_mut().append(name, value);
        }
    }
    let body = body(answered.bytes().into());
    head.map(|()| body)
}
