//! A server on this machine that answers one request and tells what it was.

use crate::{Example, example::pairs};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread::JoinHandle,
};

/// A server that waits for one request.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    serving: JoinHandle<Received>,
}

/// What was received.
#[derive(Debug)]
pub struct Received {
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The headers, their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Server {
    /// Starts one, on a port that is free, that answers as the example says.
    ///
    /// # Panics
    /// If there is no free port.
    #[must_use]
    pub fn answering(example: &Example) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (status, body) = (example.status(), example.response());
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let received = receive(&stream);
            let head = format!("HTTP/1.1 {status} \r\ncontent-length: {}\r\n\r\n", body.len());
            stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap();
            received
        });
        Self { address, serving }
    }

    /// Where it listens, as a URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The request that it answered.
    ///
    /// # Panics
    /// If it could not be read.
    #[must_use]
    pub fn received(self) -> Received {
        self.serving.join().unwrap()
    }
}

fn receive(stream: &TcpStream) -> Received {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let first = line();
    let mut parts = first.split(' ').map(str::to_owned);
    let (method, target) = (parts.next().unwrap(), parts.next().unwrap());
    let mut headers = BTreeMap::new();
    while let Some((name, value)) = line().split_once(": ") {
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Received { method, target, headers, body }
}

impl Received {
    /// The pairs of the query, without those of the given names, which the protocol adds.
    ///
    /// # Panics
    /// If the path is not `/` or one of the names is not there.
    #[must_use]
    pub fn query_without(&self, names: &[&str]) -> Vec<(String, String)> {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        assert_eq!(path, "/");
        let mut pairs = pairs(query);
        for name in names {
            let place = pairs.iter().position(|(found, _)| found == name).unwrap_or_else(|| panic!("no {name}"));
            pairs.remove(place);
        }
        pairs
    }

    /// The header of that name; empty if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value)
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}
