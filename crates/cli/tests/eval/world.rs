//! A folder of one's own with the program in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

/// Recorded sessions of the fixtures with what they show, `bona_fide` first.
pub const TRACES: [(&str, &str); 8] = [
    ("person", "bona_fide"),
    ("talking", "bona_fide"),
    ("moving_camera", "bona_fide"),
    ("low_light", "bona_fide"),
    ("still", "print"),
    ("print_bent", "print"),
    ("replay_phone", "replay"),
    ("mask_flat", "mask"),
];

pub struct World {
    folder: TempDir,
}

/// What a command ended with.
pub struct Ran {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl World {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program, where neither a pack nor a runtime is to be found.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
        command.args(["--backend", "embedded"]).args(args);
        command.current_dir(self.folder.path()).env_remove("LIVEFACE_MODELS").env_remove("LIVEFACE_LOG");
        for home in ["XDG_DATA_HOME", "HOME", "LOCALAPPDATA"] {
            command.env(home, self.at("no-home"));
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// Runs what must work, and gives what it printed.
    pub fn good(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(0), "{args:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs what must be refused with status 3 and one line that holds all of `words`.
    pub fn refused(&self, args: &[&str], words: &[&str]) {
        let Ran { status, out, err } = self.run(args);
        assert_eq!(status, Some(3), "{args:?}: {out}{err}");
        assert_eq!(err.lines().count(), 1, "{args:?}: {err}");
        assert!(err.starts_with("liveface: ") && !err.contains("panicked"), "{args:?}: {err}");
        for word in words {
            assert!(err.contains(word), "{args:?} should name {word:?}: {err}");
        }
    }

    /// A manifest of `copies` sessions of each of [`TRACES`], half of the people in each split.
    pub fn traces(&self, copies: usize) -> &'static str {
        let mut csv = "clip,id,subject,species,split,tag.room\n".to_owned();
        for copy in 0..copies {
            for (index, (name, species)) in TRACES.iter().enumerate() {
                let split = if copy % 2 == 0 { "dev" } else { "eval" };
                let room = if index % 2 == 0 { "office" } else { "hall" };
                let clip = format!("{FIXTURES}/traces/{name}.jsonl");
                let of = if *species == "bona_fide" { index } else { index % 4 };
                writeln!(csv, "{clip},{name}-{copy},subject-{of}-{copy},{species},{split},{room}").unwrap();
            }
        }
        self.put("traces.csv", csv);
        "traces.csv"
    }
}

/// All files below `folder` by name, with their content; what a killed run left half-written has `#` in its name.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(at: &Path, below: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else if !name.contains('#') {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}
