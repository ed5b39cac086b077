//! What one small call costs: allocations of the calling thread, and the size of its future.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use rtc_volcengine::{Client, Credentials, Quotas};
use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    thread,
};
use tokio::runtime::Builder;
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

/// Answers every request on one connection.
fn server() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let body = r#"{"ResponseMetadata":{"RequestId":"20261122083000010210042022800A31","Action":"GetRoomOnlineUsers","Version":"2023-08-01","Service":"rtc","Region":"cn-north-1"},"Result":{"RoomExists":true,"TotalUser":6,"TotalInvisibleUser":3,"VisibleUserList":["normal_user_1","normal_user_2","normal_user_3","normal_user_4","normal_user_5","normal_user_6"],"InvisibleUserList":["silent_user_1","silent_user_2","silent_user_3"]}}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 08:30:00 GMT\r\nContent-Type: application/json\r\nContent-Length: {}\r\nX-Tt-Logid: 20261122083000010210042022800A31\r\n\r\n{body}",
        body.len()
    );
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut buffer, mut filled) = ([0; 8192], 0);
        while let Ok(read @ 1..) = stream.read(&mut buffer[filled..]) {
            filled += read;
            if buffer[..filled].ends_with(b"\r\n\r\n") {
                stream.write_all(answer.as_bytes()).unwrap();
                filled = 0;
            }
        }
    });
    address
}

fn client(address: SocketAddr) -> Client {
    let builder = Client::builder().credentials(Credentials::new("AKLTtests", "verySecretKeyOfTheTests"));
    builder.endpoint(format!("http://{address}")).quotas(Quotas::off()).build().unwrap()
}

/// A client that is written by hand on the same transport takes 94.
#[test]
fn a_call_makes_at_most_95_allocations() {
    let client = client(server());
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let call = || {
        let request = GetRoomOnlineUsers::builder().app_id("661e0000000000000000043c").room_id("Room1");
        let answer = runtime.block_on(request.send(&client)).unwrap();
        assert_eq!(answer.visible_user_list.len(), 6);
    };
    // The first calls open the connection and fill caches.
    (0..3).for_each(|_| call());
    let least = (0..10).map(|_| allocation_counter::measure(call).count_total).min().unwrap();
    assert!(least <= 95, "{least} allocations");
}

#[test]
fn the_future_of_a_call_has_at_most_2_kilobytes() {
    let client = client((Ipv4Addr::LOCALHOST, 9).into());
    let request = GetRoomOnlineUsers::builder().app_id("661e0000000000000000043c").room_id("Room1").build();
    let size = size_of_val(&client.send(&request));
    assert!(size <= 2_048, "{size} bytes");
}
