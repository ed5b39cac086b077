//! A listening port that can be closed and reopened without losing it to another process.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    runtime::Handle,
    sync::watch,
};

/// Maximum number of connections that wait to be accepted.
const BACKLOG: u32 = 1_024;
/// Pause between attempts to reopen a port.
const REOPEN_INTERVAL: Duration = Duration::from_millis(10);

/// A listening port that can be closed and reopened without losing it to another process.
#[derive(Debug)]
pub(crate) struct Port {
    address: SocketAddr,
    state: Mutex<State>,
    /// Number of times it was closed.
    closings: watch::Sender<u64>,
    runtime: Handle,
}

#[derive(Debug)]
struct State {
    socket: Socket,
    /// The task that waits to accept.
    waiting: Option<Waker>,
}

#[derive(Debug)]
enum Socket {
    Open(TcpListener),
    /// Bound but not listening, so that connections are refused and no other process gets the port. `None` if it could
    /// not be bound immediately.
    Closed(Option<TcpSocket>),
    /// Closed permanently.
    Released,
}

impl Port {
    /// Must be called within the runtime that serves the port.
    pub(crate) fn new(listener: TcpListener) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            address: listener.local_addr()?,
            state: Mutex::new(State { socket: Socket::Open(listener), waiting: None }),
            closings: watch::Sender::new(0),
            runtime: Handle::current(),
        }))
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts a connection. The receiver reports every later closing. Pending while the port is closed.
    pub(crate) fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<(TcpStream, watch::Receiver<u64>)>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting = Some(cx.waker().clone());
        match &state.socket {
            Socket::Open(listener) => {
                listener.poll_accept(cx).map_ok(|(stream, _)| (stream, self.closings.subscribe()))
            }
            Socket::Closed(_) | Socket::Released => Poll::Pending,
        }
    }

    /// Refuses connections from now on and notifies the open ones. Returns the number of this closing.
    pub(crate) fn close(&self) -> u64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Socket::Open(_) = state.socket {
            // The listener must be dropped before another socket can bind its address.
            state.socket = Socket::Closed(None);
            state.socket = Socket::Closed(bound(self.address).ok());
        }
        let mut number = 0;
        self.closings.send_modify(|closings| {
            *closings += 1;
            number = *closings;
        });
        number
    }

    /// Closes the port and reopens it after `duration`, unless it is closed again or released meanwhile.
    pub(crate) fn close_for(self: &Arc<Self>, duration: Duration) {
        let number = self.close();
        let port = Arc::clone(self);
        self.runtime.spawn(async move {
            tokio::time::sleep(duration).await;
            while *port.closings.borrow() == number && port.open().is_err() {
                tokio::time::sleep(REOPEN_INTERVAL).await;
            }
        });
    }

    /// Accepts connections again.
    pub(crate) fn open(&self) -> io::Result<()> {
        let _guard = self.runtime.enter();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Socket::Closed(socket) = &mut state.socket {
            let socket = socket.take().map_or_else(|| bound(self.address), Ok)?;
            state.socket = Socket::Open(socket.listen(BACKLOG)?);
            if let Some(waiting) = state.waiting.take() {
                waiting.wake();
            }
        }
        Ok(())
    }

    /// Frees the port.
    pub(crate) fn release(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).socket = Socket::Released;
    }
}

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Connections of the closed listener may linger. On Windows, the option would let other processes take the port.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}
