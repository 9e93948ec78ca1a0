//! Evaluations on an object store that speaks S3: a server of the Python package `moto` on this machine.
//!
//! Runs where `LIVEFACE_PYTHON` names a Python in which `import moto.server` works (`pip install 'moto[server]'`).
#![cfg(feature = "s3")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and say what they skip"
)]

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

/// Recorded sessions with what they show.
const TRACES: [(&str, &str); 4] =
    [("person", "bona_fide"), ("talking", "bona_fide"), ("still", "print"), ("replay_phone", "replay")];

/// A server with one bucket, `results`; it ends with this.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// `None`, and a visible skip, where there is no such Python.
    fn start() -> Option<Self> {
        let python = std::env::var_os("LIVEFACE_PYTHON").filter(|python| {
            let imported = Command::new(python).args(["-c", "import moto.server"]).output();
            imported.is_ok_and(|ran| ran.status.success())
        });
        let Some(python) = python else {
            eprintln!("skipped: LIVEFACE_PYTHON names no Python with moto.server");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(python);
        command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { child, port };
        let start = Instant::now();
        while !server.make_bucket() {
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(server)
    }

    fn make_bucket(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return false };
        let request =
            "PUT /results HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        stream.write_all(request.as_bytes()).unwrap();
        stream.read_to_string(&mut answer).unwrap();
        answer.starts_with("HTTP/1.1 200")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder with a manifest, and the program that reaches a store at a port.
struct World {
    folder: TempDir,
    port: u16,
    credentials: bool,
}

impl World {
    fn new(port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut csv = "clip,id,subject,species\n".to_owned();
        for (name, species) in TRACES {
            writeln!(csv, "{FIXTURES}/traces/{name}.jsonl,{name},{name},{species}").unwrap();
        }
        std::fs::write(folder.path().join("traces.csv"), csv).unwrap();
        Self { folder, port, credentials: true }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Exit status, standard output and standard error.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
        command.args(["--backend", "embedded"]).args(args).current_dir(self.folder.path());
        command.env_remove("LIVEFACE_MODELS").env("XDG_DATA_HOME", self.at("no-data"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("AWS_") {
                command.env_remove(name);
            }
        }
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port));
        command.env("AWS_ALLOW_HTTP", "true").env("NO_PROXY", "127.0.0.1");
        if self.credentials {
            command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
        }
        let ran = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (ran.status.code(), text(&ran.stdout), text(&ran.stderr))
    }

    fn good(&self, args: &[&str]) -> String {
        let (status, out, err) = self.run(args);
        assert_eq!(status, Some(0), "{args:?}: {err}");
        out
    }

    /// Expects status 3 within `seconds`, and one line that holds all of `words`.
    fn refused(&self, args: &[&str], words: &[&str], seconds: u64) {
        let start = Instant::now();
        let (status, _, err) = self.run(args);
        let took = start.elapsed();
        assert_eq!(status, Some(3), "{args:?}: {err}");
        assert_eq!(err.lines().count(), 1, "{args:?}: {err}");
        for word in words {
            assert!(err.contains(word), "{args:?} should name {word:?}: {err}");
        }
        assert!(took < Duration::from_secs(seconds), "{args:?} took {took:?}: {err}");
    }
}

#[test]
fn two_shards_on_s3_report_what_a_folder_does() {
    let Some(server) = Server::start() else { return };
    let world = World::new(server.port);
    let there = "s3://results/office/run 1";
    world.good(&["eval", "traces.csv", "--out", "folder"]);
    for shard in ["1/2", "2/2"] {
        world.good(&["eval", "traces.csv", "--out", there, "--shard", shard]);
    }
    world.good(&["report", there, "--out", "fetched"]);
    let summary = |folder: &str| std::fs::read(world.at(folder).join("summary.json")).unwrap();
    assert!(summary("fetched") == summary("folder"), "the summaries differ");
    world.good(&["report", there]);

    // What is done is found, and neither repeated nor overwritten.
    world.refused(
        &["eval", "traces.csv", "--out", there, "--shard", "1/2"],
        &[there, "already holds", "--resume"],
        20,
    );
    let told = world.good(&["eval", "traces.csv", "--out", there, "--shard", "1/2", "--resume"]);
    assert!(told.contains("2 of them were done before"), "{told}");
}

#[test]
fn a_bucket_that_is_not_there_is_one_clear_line() {
    let Some(server) = Server::start() else { return };
    let world = World::new(server.port);
    world.refused(
        &["eval", "traces.csv", "--out", "s3://nowhere/x"],
        &["s3://nowhere/x", "no such bucket"],
        20,
    );
    world.refused(&["report", "s3://nowhere/x"], &["s3://nowhere/x", "no such bucket"], 20);
    world.refused(&["report", "s3://results/x"], &["s3://results/x", "no evaluation"], 20);
}

#[test]
fn a_store_that_does_not_answer_is_given_up_soon() {
    // Bound and dropped: nobody listens there.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let world = World::new(port);
    world.refused(&["eval", "traces.csv", "--out", "s3://results/x"], &["s3://results/x", "the network"], 40);
}

#[test]
fn without_credentials_nothing_is_asked() {
    let world = World { credentials: false, ..World::new(1) };
    world.refused(&["report", "s3://results/x"], &["s3://results/x", "AWS_ACCESS_KEY_ID"], 10);
}
