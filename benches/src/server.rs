//! An HTTP/1.1 server that answers every request with fixed bytes and keeps connections open.

use crate::answers;
use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::Arc,
    thread,
};

/// The part of the request target that identifies a request for a page.
const PAGE: &[u8] = b"Action=ListUserInfo";

struct Fixed {
    room: Vec<u8>,
    page: Vec<u8>,
}

/// Starts the server on a free local port. It runs until the program ends, on the core of the calling thread if that
/// thread is pinned.
///
/// # Errors
/// If the port cannot be opened.
pub fn start() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let fixed = Arc::new(Fixed { room: answer(&answers::room()), page: answer(&answers::page()) });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let fixed = Arc::clone(&fixed);
            thread::spawn(move || serve(stream, &fixed));
        }
    });
    Ok(address)
}

fn answer(body: &str) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 08:30:00 GMT\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nX-Tt-Logid: 20261122083000010210042022800A31\r\nServer: fixed\r\n\r\n",
        body.len()
    );
    (head + body).into_bytes()
}

/// Requests have no body, so an empty line ends each.
fn serve(mut stream: TcpStream, fixed: &Fixed) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = [0; 8192];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..])?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        if buffer[..filled].ends_with(b"\r\n\r\n") {
            let page = buffer[..filled.min(64)].windows(PAGE.len()).any(|part| part == PAGE);
            stream.write_all(if page { &fixed.page } else { &fixed.room })?;
            filled = 0;
        }
    }
}
