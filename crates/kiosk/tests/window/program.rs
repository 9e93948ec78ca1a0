//! The program itself, under a display of its own, and what it says.
#![allow(dead_code, reason = "each test uses the part it needs")]

use crate::display::PATIENCE;
use crate::server::Server;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A file of the fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// The program, with a person's settings and nothing from this machine's.
pub(crate) fn program(display: Option<&Server>) -> Command {
    let another = std::env::var_os("LIVEFACE_KIOSK_BIN");
    let mut command = Command::new(another.unwrap_or_else(|| env!("CARGO_BIN_EXE_liveface-kiosk").into()));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "LIVEFACE_MODELS", "RUST_LOG"] {
        command.env_remove(name);
    }
    command.env("LIBGL_ALWAYS_SOFTWARE", "1").stdin(Stdio::null()).args(["--backend", "embedded"]);
    if let Some(display) = display {
        command.env("DISPLAY", &display.name);
    }
    command
}

/// One run of the program with a window. It goes when this does.
pub(crate) struct Kiosk {
    child: Child,
    lines: Receiver<Value>,
    heard: Vec<Value>,
    errors: Option<JoinHandle<String>>,
    _folder: TempDir,
}

impl Kiosk {
    /// Starts it with these settings and arguments.
    pub(crate) fn start(display: &Server, settings: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("kiosk.toml");
        std::fs::write(&config, settings).expect("a file");
        let mut command = program(Some(display));
        command.arg("--config").arg(&config).args([
            "--language",
            "en",
            "--window",
            "1280x720",
            "--events",
            "-",
        ]);
        let pipes = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().expect("the program starts");
        let (tell, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).expect("a line of JSON");
                if tell.send(event).is_err() {
                    return;
                }
            }
        });
        let mut errors = child.stderr.take().expect("a pipe");
        let errors = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            text
        });
        Self { child, lines, heard: Vec::new(), errors: Some(errors), _folder: folder }
    }

    /// Plays a clip at level 1.
    pub(crate) fn play(display: &Server, clip: &str, (settings, more): (&str, &[&str])) -> Self {
        let clip = fixture(&format!("clips/{clip}.mp4"));
        let mut arguments = vec!["--level", "1", "--video", clip.to_str().expect("a path")];
        arguments.extend(more);
        Self::start(display, settings, &arguments)
    }

    /// Waits for an event whose name or stage is `name`; those before it are heard, too.
    pub(crate) fn wait_for(&mut self, name: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let rest = until.saturating_duration_since(Instant::now());
            let Ok(event) = self.lines.recv_timeout(rest) else {
                panic!("{name} did not come after {:#?}", self.names());
            };
            self.heard.push(event.clone());
            if name_of(&event) == name {
                return event;
            }
            assert_ne!(name_of(&event), "onFail", "instead of {name} came {event}");
        }
    }

    /// The names of everything heard so far; tips are called `tip`.
    pub(crate) fn names(&mut self) -> Vec<String> {
        self.heard.extend(self.lines.try_iter());
        self.heard.iter().map(|event| name_of(event).to_owned()).collect()
    }

    /// Everything heard so far.
    pub(crate) fn heard(&self) -> &[Value] {
        &self.heard
    }

    /// How the folders of its recordings begin.
    pub(crate) fn recordings(&self) -> String {
        format!("liveface-{}-", self.child.id())
    }

    /// Tells it to end, as the system does.
    pub(crate) fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.expect("kill").success());
    }

    /// Waits for the program's end: everything heard, the exit status, and what it complained of.
    pub(crate) fn end(mut self) -> (Vec<Value>, Option<i32>, String) {
        let status = crate::display::wait("the program ends", || self.child.try_wait().expect("a child"));
        let errors = self.errors.take().map(|errors| errors.join().expect("text")).unwrap_or_default();
        while let Ok(event) = self.lines.recv_timeout(Duration::from_secs(5)) {
            self.heard.push(event);
        }
        let complaints: Vec<&str> = errors.lines().filter(|line| is_complaint(line)).collect();
        (std::mem::take(&mut self.heard), status.code(), complaints.join("\n"))
    }
}

/// How many temporary folders begin so.
pub(crate) fn recordings(prefix: &str) -> usize {
    let folders = std::fs::read_dir(std::env::temp_dir()).expect("the temporary folder").flatten();
    folders.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)).count()
}

/// Not a log line of a library's: those begin with the time.
pub(crate) fn is_complaint(line: &str) -> bool {
    !line.contains(" WARN") && !line.contains(" INFO")
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        // It has ended by itself where all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The name of an event, or of the stage that it tells of.
pub(crate) fn name_of(event: &Value) -> &str {
    let name = event["event"].as_str().expect("a name");
    match name {
        "onAuthEvent" => event["authEvent"].as_str().expect("a stage"),
        "onAuthTipsEvent" => "tip",
        name => name,
    }
}
