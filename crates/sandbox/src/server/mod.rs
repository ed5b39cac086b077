//! The way between a socket and a vendor's stand-in.

mod body;
mod wire;

use crate::{
    fault::Ending,
    incoming::Incoming,
    serving::{Answered, Serving},
};
use body::Outgoing;
use bytes::Bytes;
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
use wire::{Talk, Wire};

/// The most that a body may have, in bytes: what Tencent documents.
const MOST: usize = 10 << 20;
/// How long calls that are being answered may take when the sandbox stops.
const PATIENCE: Duration = Duration::from_secs(1);

/// Serves until the other end of `stop` is dropped, then finishes what it is at, for a second at most.
pub(crate) async fn serve(serving: Arc<Serving>, stop: watch::Receiver<()>) {
    let mut connections = JoinSet::new();
    let mut stopped = pin!(dropped(stop.clone()));
    while let Some(accepted) = poll_fn(|cx| {
        if stopped.as_mut().poll(cx).is_ready() {
            return Poll::Ready(None);
        }
        while let Poll::Ready(Some(_)) = connections.poll_join_next(cx) {}
        serving.port.poll_accept(cx).map(Some)
    })
    .await
    {
        match accepted {
            Ok((stream, closings)) => {
                connections.spawn(converse(stream, Arc::clone(&serving), closings, stop.clone()));
            }
            // Out of file handles, most likely: others may become free.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
    serving.port.give_up();
    let finished = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(PATIENCE, finished).await;
}

async fn dropped(mut stop: watch::Receiver<()>) {
    while stop.changed().await.is_ok() {}
}

/// Answers what comes over one connection.
async fn converse(
    stream: TcpStream,
    serving: Arc<Serving>,
    mut closings: watch::Receiver<u64>,
    stop: watch::Receiver<()>,
) {
    // Without it small answers are as right, only later.
    let _ = stream.set_nodelay(true);
    let talk = Arc::new(Talk::new(serving));
    let service = service_fn(|request| handle(request, Arc::clone(&talk)));
    let io = TokioIo::new(Wire::new(stream, Arc::clone(&talk)));
    let mut connection = pin!(http1::Builder::new().auto_date_header(false).serve_connection(io, service));
    let mut stopped = pin!(dropped(stop));
    let mut closed = pin!(closings.changed());
    let mut stopping = false;
    poll_fn(|cx| {
        if !stopping && (stopped.as_mut().poll(cx).is_ready() || closed.as_mut().poll(cx).is_ready()) {
            // What has begun is answered.
            stopping = true;
            connection.as_mut().graceful_shutdown();
        }
        // An error is the client's going away, or a fault that was asked for.
        connection.as_mut().poll(cx).map(drop)
    })
    .await;
}

/// An error if the connection is to be reset.
async fn handle(request: Request<Unread>, talk: Arc<Talk>) -> io::Result<Response<Outgoing>> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MOST).collect().await else {
        let text = format!("the body has more than {MOST} bytes, or broke off");
        let answered = Answered::raw(413, Vec::new(), text.into_bytes());
        return Ok(respond(answered, |bytes| Outgoing::whole(bytes, talk)));
    };
    let query = head.uri.query().unwrap_or_default();
    let incoming = Incoming::new(head.method.as_str(), head.uri.path(), query, head.headers, body.to_bytes());
    let course = talk.serving().answer(&incoming, talk.drawn(), talk.number);
    if let Some(latency) = course.latency {
        tokio::time::sleep(latency).await;
    }
    match course.ending {
        None => Ok(respond(course.answered, |bytes| Outgoing::whole(bytes, talk))),
        Some(Ending::Truncated) => Ok(respond(course.answered, |bytes| Outgoing::truncated(&bytes, talk))),
        Some(Ending::Stalled) => Ok(respond(course.answered, |bytes| Outgoing::stalled(&bytes, talk))),
        Some(Ending::Silent) => pending().await,
        Some(Ending::Reset) => {
            talk.reset();
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
}

fn respond(answered: Answered, body: impl FnOnce(Bytes) -> Outgoing) -> Response<Outgoing> {
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
