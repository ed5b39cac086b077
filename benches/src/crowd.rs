//! A server for thousands of concurrent connections, in a separate process, because one process cannot open enough
//! files for both ends.

use crate::answers;
use std::{
    env,
    io::{self, BufRead, BufReader},
    net::{Ipv4Addr, SocketAddr},
    process::{Child, Command, Stdio},
    sync::Arc,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Barrier,
};

/// The argument that makes this program the server.
const SERVE: &str = "--serve-crowd";
/// A room whose requests are answered when all of them have arrived.
pub const TOGETHER: &str = "Together";

/// The server process. Dropping this ends it.
#[derive(Debug)]
pub struct Crowd {
    /// The address that it listens on.
    pub address: SocketAddr,
    server: Child,
}

impl Crowd {
    /// Starts this program again as the server. Requests about the room [`TOGETHER`] wait until there are `size` of
    /// them.
    ///
    /// # Errors
    /// If the program cannot be started, or does not print its address.
    pub fn gather(size: usize) -> io::Result<Self> {
        let server =
            Command::new(env::current_exe()?).args([SERVE, &size.to_string()]).stdout(Stdio::piped()).spawn()?;
        let mut crowd = Self { address: (Ipv4Addr::LOCALHOST, 0).into(), server };
        let mut line = String::new();
        if let Some(output) = crowd.server.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        crowd.address = line.trim().parse().map_err(|_| io::Error::other("the server does not print its address"))?;
        Ok(crowd)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Serves forever, if this program was started as the server.
///
/// # Errors
/// If the port cannot be opened.
pub fn serve_if_asked() -> io::Result<()> {
    let mut arguments = env::args().skip_while(|argument| argument != SERVE).skip(1);
    let Some(size) = arguments.next().and_then(|size| size.parse().ok()) else { return Ok(()) };
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(serve(size))
}

async fn serve(size: usize) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?);
    let crowd = Arc::new(Barrier::new(size));
    let body = answers::room();
    let answer: Arc<[u8]> =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len())
            .into_bytes()
            .into();
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(keep_answering(stream, Arc::clone(&answer), Arc::clone(&crowd)));
    }
}

/// Requests have no body, so an empty line ends each.
async fn keep_answering(mut stream: TcpStream, answer: Arc<[u8]>, crowd: Arc<Barrier>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = [0; 4096];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        if buffer[..filled].ends_with(b"\r\n\r\n") {
            if buffer[..filled].windows(TOGETHER.len()).any(|part| part == TOGETHER.as_bytes()) {
                crowd.wait().await;
            }
            stream.write_all(&answer).await?;
            filled = 0;
        }
    }
}
