//! A user with nothing but the key in the environment, and what a run of the program in that world came to.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

pub const PERSON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/clips/person.mp4");
pub const PHOTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/person.jpg");
/// The variables of the key's two halves.
pub const ID: &str = "TENCENTCLOUD_SECRET_ID";
pub const KEY: &str = "TENCENTCLOUD_SECRET_KEY";
/// No run may print it.
const SECRET: &str = "s3cretkey";
/// More characters of base64 in a row than any path, hash or name has.
const LONG: usize = 120;

/// The folders of one user.
pub struct World(TempDir);

/// How a run ended.
pub struct Ran {
    pub status: Option<i32>,
    pub printed: String,
    pub said: String,
}

impl World {
    pub fn new() -> Self {
        let world = Self(TempDir::new().unwrap());
        fs::create_dir(world.path("tmp")).unwrap();
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and gives its path.
    pub fn put(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The program with arguments, in this world, with the key that the services know.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
        for name in ["TENCENTCLOUD_TOKEN", "DBUS_SESSION_BUS_ADDRESS", "LIVEFACE_MODELS", "RUST_LOG"] {
            command.env_remove(name);
        }
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("APPDATA", "config"),
            ("XDG_DATA_HOME", "data"),
            ("LOCALAPPDATA", "data"),
            ("XDG_RUNTIME_DIR", "run"),
            ("TMPDIR", "tmp"),
            ("TMP", "tmp"),
            ("TEMP", "tmp"),
        ] {
            command.env(name, self.path(folder));
        }
        command.env("HOME", self.0.path()).env(ID, "AKIDexample").env(KEY, SECRET).args(args);
        command.current_dir(self.0.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    /// The program that submits the fixture clip and photo to `url`.
    pub fn submission(&self, url: &str, more: &[&str]) -> Command {
        self.command(&[&SUBMIT[..], &["--endpoint", url], more].concat())
    }

    pub fn submit(&self, url: &str, more: &[&str]) -> Ran {
        Ran::of(&mut self.submission(url, more))
    }

    /// Names in a folder of this world; none where there is no such folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let Ok(found) = fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<_> =
            found.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The arguments that submit the fixture clip and photo.
pub const SUBMIT: [&str; 4] = ["submit", PERSON, "--reference", PHOTO];

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        Self::new(command.output().unwrap())
    }

    fn new(output: Output) -> Self {
        let [printed, said] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        for text in [&printed, &said] {
            assert!(!text.contains(SECRET), "the key is shown: {text}");
            let base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
            let longest = text.split(|c| !base64(c)).map(str::len).max();
            assert!(longest.is_none_or(|longest| longest < LONG), "a picture is shown: {text}");
        }
        Self { status: output.status.code(), printed, said }
    }

    /// Expects status 3, no result, and one line that holds all of `words`.
    pub fn assert_refused(&self, words: &[&str]) {
        let Self { status, printed, said } = self;
        assert_eq!((*status, printed.as_str()), (Some(3), ""), "{words:?}: {said}");
        assert!(said.starts_with("liveface: ") && said.lines().count() == 1, "{words:?}: {said}");
        self.assert_says(words);
    }

    /// Expects all of `words` on standard error, and nothing of a panic.
    pub fn assert_says(&self, words: &[&str]) {
        let said = &self.said;
        assert!(!said.contains("internal error") && !said.contains("panicked"), "{said}");
        for word in words {
            assert!(said.contains(word), "should say {word:?}: {said}");
        }
    }

    /// Expects a status, and all of `words` in the result.
    pub fn assert_prints(&self, status: i32, words: &[&str]) {
        let Self { status: ended, printed, said } = self;
        assert_eq!(*ended, Some(status), "{printed} {said}");
        for word in words {
            assert!(printed.contains(word), "should print {word:?}: {printed} {said}");
        }
    }
}

/// A run that has not ended.
#[cfg(unix)]
pub struct Running(std::process::Child);

#[cfg(unix)]
impl Running {
    pub fn of(command: &mut Command) -> Self {
        use std::process::Stdio;
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    pub fn end(self) -> Ran {
        Ran::new(self.0.wait_with_output().unwrap())
    }

    /// Presses Ctrl-C; the program must end soon.
    pub fn interrupt(self) -> Ran {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let begun = std::time::Instant::now();
        let ran = self.end();
        assert!(begun.elapsed().as_secs() < 5, "{:?}: {}", begun.elapsed(), ran.said);
        ran
    }
}
