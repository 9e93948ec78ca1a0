//! A host that lets nobody in. Linux only: elsewhere, a full queue of connections is refused, or never full.
#![cfg(target_os = "linux")]

use crate::kit::{RUNTIME, SMALL, assert_success, client, options, submit};
use crate::service::Service;
use liveface_uploader::{Delivery, Error, Options};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};
use tokio::net::TcpSocket;

/// A server that takes no more connections, without refusing them.
struct Stalled {
    listener: TcpListener,
    waiting: Vec<TcpStream>,
}

impl Stalled {
    fn new() -> Self {
        let _runtime = RUNTIME.enter();
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap().into_std().unwrap();
        let address = listener.local_addr().unwrap();
        let mut waiting = Vec::new();
        while let Ok(connected) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            waiting.push(connected);
            assert!(waiting.len() < 100, "this system lets everybody in");
        }
        Self { listener, waiting }
    }
}

#[test]
fn a_host_that_lets_nobody_in_is_left_after_the_time_for_connecting() {
    let stalled = Stalled::new();
    let (second, options) =
        (Service::new(), Options { connect: Duration::from_millis(300), ..options(2000, 0) });
    let first = format!("http://{}", stalled.listener.local_addr().unwrap());
    let both = client(&first, &options).with_backup(second.url().parse().unwrap());
    let start = Instant::now();
    assert_success(&submit(&both, &options, &SMALL), "stalled");
    assert!((300..900).contains(&start.elapsed().as_millis()), "{:?}", start.elapsed());
    let error = submit(&client(&first, &options), &options, &SMALL).unwrap_err();
    let Error::Connection { delivery: Delivery::NotSent, source, .. } = &error else { panic!("{error:?}") };
    assert_eq!(source.kind(), std::io::ErrorKind::TimedOut);
    assert!(!stalled.waiting.is_empty());
}
