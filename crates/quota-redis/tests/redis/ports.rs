//! Ports of this machine that are free at present, for servers that cannot choose one themselves.

use std::net::TcpListener;

/// As many free ports, all different.
pub(crate) fn free<const N: usize>() -> [u16; N] {
    // All are held until all are chosen.
    let listeners = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}
