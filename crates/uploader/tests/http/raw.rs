//! A server that does what its script says, down to the byte, the pause and the reset.

use crate::kit::RUNTIME;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::net::TcpSocket;

/// What is done with a connection by its number; it is closed at the end.
type Play = dyn Fn(usize, &mut Peer) + Send + Sync;

/// What is done with each connection, in a table of cases.
pub type Script = fn(&mut Peer);

/// A server in threads of its own.
pub struct Raw {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    accepting: Option<JoinHandle<Vec<JoinHandle<Visit>>>>,
}

/// What came and went over one connection.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// Its number.
    pub number: usize,
    /// What was read of the request up to its body.
    pub head: String,
    /// When the whole request was in.
    pub whole: Option<Instant>,
    /// How many bytes of an answer went out.
    pub answered: usize,
}

impl Raw {
    pub fn start(play: impl Fn(usize, &mut Peer) + Send + Sync + 'static) -> Self {
        Self::wrapped(|tcp| Box::new(tcp), play)
    }

    /// Encrypted by rustls.
    pub fn tls(
        config: Arc<rustls::ServerConfig>,
        play: impl Fn(usize, &mut Peer) + Send + Sync + 'static,
    ) -> Self {
        let wrap = move |tcp| -> Box<dyn Wire> {
            let session = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            Box::new(rustls::StreamOwned::new(session, tcp))
        };
        Self::wrapped(wrap, play)
    }

    fn wrapped(
        wrap: impl Fn(TcpStream) -> Box<dyn Wire> + Send + 'static,
        play: impl Fn(usize, &mut Peer) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, play): (_, Arc<Play>) = (Arc::clone(&stop), Arc::new(play));
        let accepting = thread::spawn(move || {
            let mut visits = Vec::new();
            for tcp in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let tcp = tcp.unwrap();
                let (number, play) = (visits.len(), Arc::clone(&play));
                let wire = wrap(tcp.try_clone().unwrap());
                visits.push(thread::spawn(move || Peer::new(number, tcp, wire).run(&*play)));
            }
            visits
        });
        Self { address, stop, accepting: Some(accepting) }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until every connection is done with.
    pub fn finish(mut self) -> Vec<Visit> {
        self.close().into_iter().map(|visit| visit.join().unwrap()).collect()
    }

    fn close(&mut self) -> Vec<JoinHandle<Visit>> {
        let Some(accepting) = self.accepting.take() else { return Vec::new() };
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        accepting.join().unwrap()
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        drop(self.close());
    }
}

trait Wire: Read + Write + Send {}

impl<T: Read + Write + Send> Wire for T {}

/// The other side of a connection.
pub struct Peer {
    tcp: TcpStream,
    wire: Box<dyn Wire>,
    /// What was read and belongs to nothing yet.
    input: Vec<u8>,
    visit: Visit,
}

impl Peer {
    fn new(number: usize, tcp: TcpStream, wire: Box<dyn Wire>) -> Self {
        // So that a story that goes wrong comes to an end.
        tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        tcp.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
        Self { tcp, wire, input: Vec::new(), visit: Visit { number, ..Visit::default() } }
    }

    fn run(mut self, play: &Play) -> Visit {
        play(self.visit.number, &mut self);
        self.visit
    }

    /// Reads until there are `count` bytes; whether they came.
    pub fn read(&mut self, count: usize) -> bool {
        while self.input.len() < count {
            let mut some = [0; 0x1_0000];
            let most = some.len().min(count - self.input.len());
            match self.wire.read(&mut some[..most]) {
                Ok(0) | Err(_) => return false,
                Ok(read) => self.input.extend_from_slice(&some[..read]),
            }
        }
        true
    }

    /// Reads the head of the request, and not a byte of its body; whether it came.
    pub fn read_head(&mut self) -> bool {
        while !self.input.ends_with(b"\r\n\r\n") {
            if !self.read(self.input.len() + 1) {
                return false;
            }
        }
        self.visit.head = String::from_utf8(std::mem::take(&mut self.input)).unwrap();
        true
    }

    /// Reads the rest of the request; whether it came.
    pub fn read_whole(&mut self) -> bool {
        if self.visit.head.is_empty() && !self.read_head() {
            return false;
        }
        let head = self.visit.head.to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let came = self.read(length.trim().parse().unwrap());
        self.visit.whole = came.then(Instant::now);
        came
    }

    /// Reads a few bytes now and then. What was under way when the other side left is still there to be read, so that it is
    /// the time that ends this.
    pub fn sip(&mut self, count: usize, every: Duration, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time && self.read(self.input.len() + count) {
            thread::sleep(every);
        }
    }

    /// Writes all of it; whether the system took it.
    pub fn write(&mut self, bytes: &[u8]) -> bool {
        for some in bytes.chunks(0x1_0000) {
            if self.wire.write_all(some).and_then(|()| self.wire.flush()).is_err() {
                return false;
            }
            self.visit.answered += some.len();
        }
        true
    }

    /// Writes a byte now and then.
    pub fn dribble(&mut self, bytes: &[u8], every: Duration) {
        for byte in bytes.chunks(1) {
            if !self.write(byte) {
                return;
            }
            thread::sleep(every);
        }
    }

    /// Says nothing until the other side goes away.
    pub fn hold(&mut self) {
        let _ = self.read(usize::MAX);
    }

    /// Says that nothing more will come, and waits until the other side has read what did.
    pub fn end(&mut self) {
        let _ = self.tcp.shutdown(Shutdown::Write);
        self.hold();
    }

    /// Breaks the connection: what is on its way is thrown away at both sides.
    pub fn reset(&mut self) {
        let tcp = self.tcp.try_clone().unwrap();
        tcp.set_nonblocking(true).unwrap();
        let _runtime = RUNTIME.enter();
        tokio::net::TcpStream::from_std(tcp).unwrap().set_zero_linger().unwrap();
    }
}

/// An answer with its length.
pub fn answer(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A server that is not there: its address is taken, so that no one else can be met under it, and nobody listens.
pub struct Nobody(TcpSocket);

impl Nobody {
    pub fn new() -> Self {
        let _runtime = RUNTIME.enter();
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub fn authority(&self) -> String {
        self.0.local_addr().unwrap().to_string()
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.authority())
    }
}
