//! What a submission of the largest video costs: memory by the system's own count, in a process of its own; and processor
//! time, which `cargo test --release -p liveface-uploader --test cost -- --nocapture` measures.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests fail by panicking, and this one measures"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::{Body, Credential};
use liveface_uploader::evidence::{Asked, Evidence, MAX_VIDEO_CHARS, WhenTooLarge};
use liveface_uploader::{Client, Judgement};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tells the child where the server is.
const SERVER: &str = "LIVEFACE_TEST_COST_SERVER";
/// Allowed over the work that every submission has: base64 and the hash of the body, milliseconds.
const MAX_OWN_MS: f64 = 50.0;

#[test]
fn the_largest_video_is_submitted_within_four_times_its_size() {
    if let Ok(server) = std::env::var(SERVER) {
        return submit(&server);
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || serve(&listener));
    let name = "the_largest_video_is_submitted_within_four_times_its_size";
    let args = ["--exact", name, "--nocapture", "--test-threads=1"];
    let child = Command::new(std::env::current_exe().unwrap()).args(args).env(SERVER, url).output().unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    // The name of the test is on the same line.
    println!("{}", said.split("cost: ").nth(1).and_then(|said| said.lines().next()).unwrap_or_default());
    assert!(child.status.success(), "{said}{}", String::from_utf8_lossy(&child.stderr));
    let received = server.join().unwrap();
    assert!(received > MAX_VIDEO_CHARS, "the server read the whole request, {received} bytes");
}

/// Reads one request through a small buffer and answers it.
fn serve(listener: &TcpListener) -> usize {
    let (mut stream, _) = listener.accept().unwrap();
    let (mut buffer, mut head) = (vec![0; 65_536], Vec::new());
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        let read = stream.read(&mut buffer).unwrap();
        head.extend_from_slice(&buffer[..read]);
    }
    let text = String::from_utf8_lossy(&head).to_lowercase();
    let length: usize =
        text.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    let begun = head.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let mut received = head.len() - begun;
    while received < length {
        received += stream.read(&mut buffer).unwrap();
    }
    let answer = r#"{"Response":{"Result":"Success","Description":"Success","Sim":90,"RequestId":"r"}}"#;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{answer}",
        answer.len()
    )
    .unwrap();
    received
}

/// The child: submits, and looks at what it took.
fn submit(url: &str) {
    let client = Client::new(Credential::new("AKIDexample", "s3cretkey"), url.parse().unwrap());
    let (before, start) = (peak_kib(), cpu_ms());
    let prepared = Evidence::new(fs::read(fixture("person.jpg")).unwrap(), largest_video())
        .prepare(&Asked::Silent, WhenTooLarge::Refuse)
        .unwrap();
    assert_eq!(prepared.request.video_base64.len(), MAX_VIDEO_CHARS);
    let body = Body::of(&prepared.request).unwrap();
    drop(prepared);
    let answer = client.send::<CompareFaceLiveness>(&body);
    let answer = answer.map(|answer| Judgement::of(&answer, &Asked::Silent)).unwrap();
    let (took, peak) = (cpu_ms() - start, peak_kib());
    assert_eq!(answer.similarity, Some(90.0));
    let unavoidable = unavoidable_ms(&body);
    let own = took - unavoidable;
    println!(
        "cost: peak {:.1} MB, {:.1} MB above the process without it; processor {took:.1} ms, of them {unavoidable:.1} \
         for base64 and hash, {own:.1} ms its own",
        peak as f64 * 1024.0 / 1e6,
        (peak - before) as f64 * 1024.0 / 1e6,
    );
    let most = 4 * MAX_VIDEO_CHARS as u64 / 1024;
    assert!(peak - before <= most, "{} KiB more than before, at most {most} are allowed", peak - before);
    if !cfg!(debug_assertions) {
        assert!(own <= MAX_OWN_MS, "{own:.1} ms of its own, at most {MAX_OWN_MS} are allowed");
    }
}

/// Base64 of the video and SHA-256 of the body, once each.
fn unavoidable_ms(body: &Body) -> f64 {
    let video = largest_video();
    let start = cpu_ms();
    black_box(STANDARD.encode(black_box(&video)));
    black_box(Sha256::digest(black_box(body.as_bytes())));
    cpu_ms() - start
}

/// A fixture clip with so much room after its boxes that its base64 is as long as may be.
fn largest_video() -> Vec<u8> {
    let mut video = fs::read(fixture("clips/person.mp4")).unwrap();
    let room = MAX_VIDEO_CHARS / 4 * 3 - video.len();
    video.extend_from_slice(&u32::try_from(room).unwrap().to_be_bytes());
    video.extend_from_slice(b"free");
    video.resize(MAX_VIDEO_CHARS / 4 * 3, 0);
    video
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// The most memory this process has had, KiB.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Processor time of all threads of this process, milliseconds.
fn cpu_ms() -> f64 {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let nanoseconds = |path: PathBuf| -> Option<f64> {
        fs::read_to_string(path.join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    tasks.filter_map(|task| nanoseconds(task.ok()?.path())).sum::<f64>() / 1e6
}
