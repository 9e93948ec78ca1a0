//! Instructions said aloud, by the speech that the system has.

use crate::screen::Message;
use crate::words::Words;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};

/// Programs that speak, and how each is told the language. The text comes last, after `--` where it is understood.
const SPEAKERS: [(&str, &[&str]); 3] = [
    ("spd-say", &["--cancel", "--language", "LANGUAGE", "--"]),
    ("espeak-ng", &["-v", "LANGUAGE", "--"]),
    // macOS chooses the voice of the system's language.
    ("say", &["--"]),
];

/// Says one thing at a time; a new one cuts the one before short.
pub struct Voice {
    texts: Sender<(String, String)>,
}

impl Voice {
    /// The first program on this machine that speaks; `None` where there is none.
    #[must_use]
    pub fn find() -> Option<Self> {
        let folders: Vec<_> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
        let there = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        SPEAKERS.iter().find_map(|(name, arguments)| Some(Self::with(there(name)?, arguments)))
    }

    fn with(program: PathBuf, arguments: &'static [&'static str]) -> Self {
        let (texts, coming) = mpsc::channel::<(String, String)>();
        // A program that hangs keeps this thread waiting, and nobody else.
        std::thread::spawn(move || {
            let mut speaking: Option<Child> = None;
            for (text, language) in coming {
                if let Some(mut child) = speaking.take() {
                    // It has ended by itself, most of the time.
                    let _ = child.kill();
                    let _ = child.wait();
                }
                speaking = start(&program, arguments, (&text, &language));
            }
            if let Some(mut child) = speaking {
                let _ = child.wait();
            }
        });
        Self { texts }
    }

    /// Says a message.
    pub fn say(&self, words: &Words, message: &Message) {
        // Without its thread it is silent: speech only repeats what is written.
        let _ = self.texts.send((words.text(message), words.code().to_owned()));
    }
}

fn start(program: &Path, arguments: &[&str], (text, language): (&str, &str)) -> Option<Child> {
    let language = language.split('-').next().unwrap_or("en");
    let arguments =
        arguments.iter().map(|argument| if *argument == "LANGUAGE" { language } else { argument });
    let mut command = Command::new(program);
    command.args(arguments).arg(text).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // They speak, and need no keys.
    for secret in
        ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN", "LIVEFACE_KIOSK_TOKEN"]
    {
        command.env_remove(secret);
    }
    command.spawn().inspect_err(|error| tracing::warn!(%error, "nothing can be said")).ok()
}
