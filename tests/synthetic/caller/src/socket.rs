//! A transport over a plain socket, one connection for each call. The clients are built without any other.

use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{Cause, Exchange, SendOptions, Transport, TransportError};
use std::{
    fmt::Write as _,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
};

/// Sends over a socket and blocks until the answer is there.
#[derive(Clone, Copy, Debug)]
pub struct Socket;

impl Transport for Socket {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = exchange(&request).map_err(|error| TransportError::Interrupted(Cause::new(error)));
        Box::pin(async move { answer })
    }
}

fn exchange(request: &Request<Bytes>) -> io::Result<Response<Bytes>> {
    let authority = request.uri().authority().map_or("", |authority| authority.as_str());
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut head = format!("{} {target} HTTP/1.1\r\n", request.method());
    for (name, value) in request.headers() {
        let value = value.to_str().map_err(io::Error::other)?;
        write!(head, "{name}: {value}\r\n").map_err(io::Error::other)?;
    }
    write!(head, "content-length: {}\r\n\r\n", request.body().len()).map_err(io::Error::other)?;
    let mut stream = TcpStream::connect(authority)?;
    stream.write_all(&[head.as_bytes(), request.body()].concat())?;

    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let status = first.split(' ').nth(1).unwrap_or_default();
    let mut answer = Response::builder().status(status);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        answer = answer.header(name, value);
    }
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    answer.body(body.into()).map_err(io::Error::other)
}
