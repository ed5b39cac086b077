//! A client that sends what it is told, byte for byte.

use rtc_sandbox::{Service, SignedCall};
use serde_json::Value as Json;
use std::io;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A request as it goes over the socket.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) host: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// In lower case.
    pub(crate) head: String,
    pub(crate) text: String,
    /// Null if it is none.
    pub(crate) json: Json,
}

impl Request {
    pub(crate) fn new(method: &str, target: &str, host: &str, headers: &[(&str, &str)], body: &str) -> Self {
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            host: Some(host.to_owned()),
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn of(call: &SignedCall) -> Self {
        let (host, target) = call.url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        Self {
            method: call.method.to_owned(),
            target: format!("/{target}"),
            host: Some(host.to_owned()),
            headers: call.headers.clone(),
            body: call.body.clone().unwrap_or_default(),
        }
    }

    /// Without this header, or with another value.
    pub(crate) fn header(mut self, name: &str, value: Option<&str>) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self.headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    pub(crate) fn replace(mut self, from: &str, to: &str) -> Self {
        assert!(self.target.contains(from), "{} has no {from}", self.target);
        self.target = self.target.replace(from, to);
        self
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        &self.headers.iter().find(|(other, _)| other == name).unwrap().1
    }

    fn text(&self) -> String {
        let mut text = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        for (name, value) in self
            .host
            .iter()
            .map(|host| ("HOST", host.as_str()))
            .chain(self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.body.is_empty() {
            text.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        text + "\r\n" + &self.body
    }
}

pub(crate) async fn send(service: &Service, request: &Request) -> Answer {
    send_all(service, std::slice::from_ref(request)).await.remove(0)
}

/// Sends them one after the other over one connection.
pub(crate) async fn send_all(service: &Service, requests: &[Request]) -> Vec<Answer> {
    let mut socket = TcpStream::connect(service.endpoint().strip_prefix("http://").unwrap()).await.unwrap();
    let mut answers = Vec::new();
    for request in requests {
        answers.push(state(&mut socket, request).await);
    }
    answers
}

/// Sends it over a connection that is open, and keeps that one.
pub(crate) async fn state(socket: &mut TcpStream, request: &Request) -> Answer {
    say(socket, request).await;
    receive(socket).await
}

/// Sends it, and waits for nothing.
pub(crate) async fn say(socket: &mut TcpStream, request: &Request) {
    socket.write_all(request.text().as_bytes()).await.unwrap();
}

async fn receive(socket: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        assert_ne!(socket.read_buf(&mut bytes).await.unwrap(), 0, "the connection ended early");
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap().split('\r').next().unwrap().parse::<usize>().unwrap();
    while bytes.len() < end + length {
        assert_ne!(socket.read_buf(&mut bytes).await.unwrap(), 0, "the connection ended early");
    }
    let text = String::from_utf8(bytes[end..].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, json: serde_json::from_str(&text).unwrap_or_default(), head, text }
}

/// Sends it over a connection of its own, and reads whatever comes until the connection ends, well or not.
pub(crate) async fn until_end(service: &Service, request: &Request) -> (String, io::Result<()>) {
    let mut socket = match TcpStream::connect(service.endpoint().strip_prefix("http://").unwrap()).await {
        Ok(socket) => socket,
        Err(error) => return (String::new(), Err(error)),
    };
    let text = request.clone().header("connection", Some("close")).text();
    // The other side may be gone before all is written.
    let _ = socket.write_all(text.as_bytes()).await;
    let mut bytes = Vec::new();
    let end = socket.read_to_end(&mut bytes).await.map(drop);
    (String::from_utf8(bytes).unwrap(), end)
}
