//! `liveface credentials`: which key is used, what is refused, and that no key is ever shown.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// In every key and token of these tests; no run may print it.
const MARK: &str = "NEVERSHOWN";

const ENVIRONMENT: [(&str, &str); 2] = [
    ("TENCENTCLOUD_SECRET_ID", "AKIDenvironment00ENVI"),
    ("TENCENTCLOUD_SECRET_KEY", "environmentNEVERSHOWN"),
];

/// A user with nothing: no key, no keyring.
struct Home(TempDir);

struct Ran {
    status: Option<i32>,
    printed: String,
    said: String,
}

impl Home {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Where the user's own file belongs.
    fn user_file(&self) -> PathBuf {
        let folder = if cfg!(target_os = "macos") { "Library/Application Support" } else { "config" };
        self.0.path().join(folder).join("liveface/credentials.toml")
    }

    /// A file that only its owner can read.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        write_private(&path, text);
        path
    }

    /// Gives a program the environment of this user.
    fn isolate(&self, command: &mut Command) {
        for name in ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("HOME", self.0.path());
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("APPDATA", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            command.env(name, self.0.path().join(folder));
        }
    }

    fn command(&self, args: &[&str], environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
        self.isolate(&mut command);
        command.arg("credentials").args(args).envs(environment.iter().copied());
        command
    }

    fn run(&self, args: &[&str], environment: &[(&str, &str)]) -> Ran {
        finish(&mut self.command(args, environment))
    }

    fn save(&self, typed: &str) -> Ran {
        finish(self.command(&["save", "--file"], &[]).write_stdin(typed))
    }

    /// Expects that a key is found, and what is printed about it.
    fn shown(&self, args: &[&str], environment: &[(&str, &str)]) -> String {
        let ran = self.run(&[&["show"], args].concat(), environment);
        assert_eq!((ran.status, ran.said.as_str()), (Some(0), ""), "{args:?}");
        ran.printed
    }

    /// Expects status 3 and one line that holds all of `words`.
    fn refused(&self, args: &[&str], environment: &[(&str, &str)], words: &[&str]) {
        refused(&self.run(args, environment), words);
    }

    /// The same of a named file with this text.
    fn text_refused(&self, text: &str, words: &[&str]) {
        let path = self.file("refused.toml", text);
        let path = path.to_str().unwrap();
        self.refused(&["show", "--credentials", path], &[], &[words, &[path]].concat());
    }
}

fn finish(command: &mut Command) -> Ran {
    let ran = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let ran = Ran { status: ran.status.code(), printed: text(ran.stdout), said: text(ran.stderr) };
    for stream in [&ran.printed, &ran.said] {
        assert!(!stream.contains(MARK), "a key was shown: {stream}");
    }
    ran
}

fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""), "{}", ran.said);
    assert_eq!(ran.said.lines().count(), 1, "{}", ran.said);
    assert!(ran.said.starts_with("liveface: ") && !ran.said.contains("internal error"), "{}", ran.said);
    for word in words {
        assert!(ran.said.contains(word), "should name {word:?}: {}", ran.said);
    }
}

fn write_private(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    set_mode(path, 0o600);
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

fn key_file(id: &str) -> String {
    format!("secret_id = \"{id}\"\nsecret_key = \"file{MARK}\"\n")
}

#[test]
fn a_named_file_goes_before_the_environment_and_that_before_the_users_file() {
    let home = Home::new();
    let named = home.file("named.toml", &key_file("AKIDnamedfile0000NAME"));
    let named = named.to_str().unwrap();
    write_private(&home.user_file(), &key_file("AKIDuserfile00000USER"));
    assert_eq!(home.shown(&["--credentials", named], &ENVIRONMENT), format!("AKID…NAME from {named}\n"));
    assert_eq!(home.shown(&[], &ENVIRONMENT), "AKID…ENVI from the environment\n");
    assert_eq!(home.shown(&[], &[]), format!("AKID…USER from {}\n", home.user_file().display()));
    // What goes first and is broken is not passed over.
    home.refused(&["show", "--credentials", "no-such.toml"], &ENVIRONMENT, &["no-such.toml"]);
    home.refused(&["show"], &ENVIRONMENT[..1], &["TENCENTCLOUD_SECRET_KEY is missing"]);
}

#[test]
fn show_tells_programs_where_the_key_is_from_and_whether_it_is_temporary() {
    let home = Home::new();
    let token = ("TENCENTCLOUD_TOKEN", "token-NEVERSHOWN");
    let object = |environment: &[(&str, &str)]| -> serde_json::Value {
        serde_json::from_str(&home.shown(&["--json"], environment)).unwrap()
    };
    let expected = |source: &str, path: Option<&Path>, id: &str, temporary: bool| {
        let path = path.map(Path::to_str);
        serde_json::json!({"schema": 1, "source": source, "path": path, "secret_id": id, "temporary": temporary})
    };
    assert_eq!(object(&ENVIRONMENT), expected("environment", None, "AKID…ENVI", false));
    let with_token = [&ENVIRONMENT[..], &[token]].concat();
    assert_eq!(object(&with_token), expected("environment", None, "AKID…ENVI", true));
    write_private(
        &home.user_file(),
        "secret_id = \"short\"\nsecret_key = \"NEVERSHOWN\"\ntoken = \"NEVERSHOWN\"\n",
    );
    assert_eq!(object(&[]), expected("user_file", Some(&home.user_file()), "…", true));
}

#[test]
fn half_an_environment_is_an_error_that_names_the_other_half() {
    let home = Home::new();
    write_private(&home.user_file(), &key_file("AKIDuserfile00000USER"));
    let [id, key] = ENVIRONMENT;
    home.refused(&["show"], &[id], &["environment", "TENCENTCLOUD_SECRET_KEY is missing"]);
    home.refused(&["show"], &[key], &["environment", "TENCENTCLOUD_SECRET_ID is missing"]);
    home.refused(&["show"], &[("TENCENTCLOUD_TOKEN", MARK)], &["TENCENTCLOUD_SECRET_ID is missing"]);
    // Set to nothing is not set, as where a build service has no secret of that name.
    home.refused(&["show"], &[id, (key.0, "")], &["TENCENTCLOUD_SECRET_KEY is missing"]);
    assert!(home.shown(&[], &[(id.0, ""), (key.0, "")]).starts_with("AKID…USER"));
}

#[test]
fn what_cannot_be_a_key_is_refused_wherever_it_comes_from() {
    let home = Home::new();
    let long = |most: usize| MARK.repeat(most / MARK.len() + 1);
    let [id, key] = ENVIRONMENT;
    let broken = [
        ("NEVERSHOWN\n", "white space or a control character"),
        ("NEVER SHOWN NEVERSHOWN", "white space or a control character"),
        ("NEVERSHOWN\u{7f}", "white space or a control character"),
        ("NEVERSHOWN\u{a0}", "white space or a control character"),
        ("NEVERSHOWNé", "not ASCII"),
        (&long(256), "longer than 256 characters"),
    ];
    for (value, words) in broken {
        home.refused(&["show"], &[id, (key.0, value)], &["TENCENTCLOUD_SECRET_KEY", words]);
        let escaped = value.replace('\n', "\\n").replace('\u{7f}', "\\u007f");
        let text = format!("secret_id = \"AKID\"\nsecret_key = \"{escaped}\"\n");
        home.text_refused(&text, &["secret_key", words]);
    }
    home.refused(&["show"], &[(id.0, &long(128)), key], &[id.0, "longer than 128 characters"]);
    home.refused(&["show"], &[(id.0, "AKID\t"), key], &[id.0, "white space"]);
    let token = ("TENCENTCLOUD_TOKEN", long(4096));
    home.refused(&["show"], &[id, key, (token.0, &token.1)], &[token.0, "longer than 4096 characters"]);
}

#[test]
fn a_file_that_is_none_of_credentials_is_refused_by_line_without_quoting_it() {
    let home = Home::new();
    let good = key_file("AKID");
    home.text_refused(&format!("{good}\nregion = \"NEVERSHOWN\"\n"), &["line 4", "unknown key"]);
    home.text_refused(&format!("{good}NEVERSHOWN = 1\n"), &["line 3", "unknown key"]);
    home.text_refused(&format!("{good}[profile]\nsecret_id = \"NEVERSHOWN\"\n"), &["line 3", "unknown key"]);
    home.text_refused(&format!("{good}secret_key = \"NEVERSHOWN\"\n"), &["line 3"]);
    home.text_refused("secret_id = \"AKID\"\nsecret_key = NEVERSHOWN\n", &["line 2", "not TOML"]);
    home.text_refused("secret_id = \"AKID\"\nsecret_key = \"NEVER\nNEVERSHOWN\"\n", &["line ", "a line end"]);
    home.text_refused("secret_id = \"AKID\"\nsecret_key = \"\"\"\nNEVERSHOWN\n\"\"\"\n", &["white space"]);
    home.text_refused("AKIDNEVERSHOWN\nNEVERSHOWN\n", &["line 1"]);
    home.text_refused("secret_id = \"AKID\"\nsecret_key = 1234\n", &["line 2", "in quotes"]);
    home.text_refused("secret_id = \"AKIDNEVERSHOWN\"\n", &["secret_key is missing"]);
    home.text_refused("secret_key = \"NEVERSHOWN\"\n", &["secret_id is missing"]);
    home.text_refused("secret_id = \"AKID\"\nsecret_key = \"\"\n", &["secret_key is empty"]);
    home.text_refused(&format!("{good}# {}", MARK.repeat(4096)), &["larger than"]);
    let binary = home.file("binary.toml", "");
    fs::write(&binary, b"secret_key = \"NEVERSHOWN\xff\"").unwrap();
    home.refused(&["show", "--credentials", binary.to_str().unwrap()], &[], &["UTF-8"]);
    let folder = home.0.path().to_str().unwrap();
    home.refused(&["show", "--credentials", folder], &[], &[folder]);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_refused_also_behind_a_link() {
    let home = Home::new();
    let file = home.file("key.toml", &key_file("AKIDlinkedfile000LINK"));
    let link = home.0.path().join("link.toml");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let named = |path: &Path| path.to_str().unwrap().to_owned();
    for open in [0o644, 0o640, 0o604, 0o620] {
        set_mode(&file, open);
        for path in [&file, &link] {
            let told = format!("chmod 600 {}", named(path));
            home.refused(&["show", "--credentials", &named(path)], &[], &[&told]);
        }
    }
    for closed in [0o600, 0o400] {
        set_mode(&file, closed);
        assert!(home.shown(&["--credentials", &named(&link)], &[]).starts_with("AKID…LINK"));
    }
    // The user's own file is held to it as well, and not passed over.
    write_private(&home.user_file(), &key_file("AKID"));
    set_mode(&home.user_file(), 0o644);
    home.refused(&["show"], &[], &["chmod 600", &named(&home.user_file())]);
}

#[test]
fn a_key_saved_in_the_users_file_is_shown_and_forgotten() {
    let home = Home::new();
    let path = home.user_file();
    let saved = home.run(&["save", "--file"], &ENVIRONMENT);
    assert_eq!((saved.status, saved.said.as_str()), (Some(0), ""));
    assert_eq!(saved.printed, format!("AKID…ENVI is kept in {}\n", path.display()));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("environmentNEVERSHOWN") && !text.contains("token"), "the key, and no token");
    #[cfg(unix)]
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    assert!(home.shown(&[], &[]).starts_with("AKID…ENVI from "));

    // Another one takes its place, and nothing is left beside it.
    let saved = home.save("AKIDtyped00000000TYPE\r\ntypedNEVERSHOWN\r\n");
    assert_eq!((saved.status, saved.said.as_str()), (Some(0), ""));
    assert!(home.shown(&[], &[]).starts_with("AKID…TYPE from "));
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);

    let forgotten = home.run(&["forget", "--file"], &[]);
    assert_eq!((forgotten.status, forgotten.said.as_str()), (Some(0), ""));
    assert_eq!(forgotten.printed, format!("removed {}\n", path.display()));
    assert!(!path.exists());
    assert_eq!(home.run(&["forget", "--file"], &[]).printed, "no key was kept\n");
}

#[test]
fn the_token_of_a_temporary_key_is_saved_with_it() {
    let home = Home::new();
    let environment = [&ENVIRONMENT[..], &[("TENCENTCLOUD_TOKEN", "t\"o\\k'NEVERSHOWN")]].concat();
    assert_eq!(home.run(&["save", "--file"], &environment).status, Some(0));
    assert!(home.shown(&[], &[]).ends_with("with the token of a temporary key\n"));
    let text: toml::Table = fs::read_to_string(home.user_file()).unwrap().parse().unwrap();
    assert_eq!(text["token"].as_str(), Some("t\"o\\k'NEVERSHOWN"));
}

#[test]
fn standard_input_that_is_not_an_id_and_a_key_is_not_kept() {
    let home = Home::new();
    for typed in ["", "AKID", "AKID\nNEVERSHOWN\nNEVERSHOWN\n", "AKID\nNEVERSHOWN\n\n"] {
        refused(&home.save(typed), &["two lines"]);
    }
    refused(&home.save("\nNEVERSHOWN\n"), &["secret id is empty"]);
    refused(&home.save("AKID\n NEVERSHOWN\n"), &["secret key", "white space"]);
    refused(&home.save(&format!("AKID\n{}\n", MARK.repeat(100_000))), &["longer than 256"]);
    assert!(!home.user_file().exists());
    home.refused(&["save", "--file"], &ENVIRONMENT[1..], &["TENCENTCLOUD_SECRET_ID is missing"]);
}

#[test]
fn the_log_holds_no_key_either() {
    let home = Home::new();
    for environment in [&[("RUST_LOG", "trace")][..], &[]] {
        write_private(&home.user_file(), &key_file("AKIDuserfile00000USER"));
        assert_eq!(home.run(&["show", "-vv"], environment).status, Some(0));
        assert_eq!(
            home.run(&["save", "--file", "-vv"], &[environment, &ENVIRONMENT].concat()).status,
            Some(0)
        );
    }
}

// On other systems a keyring is always there, and it is the one of whoever runs the tests.
#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_any_key_one_line_lists_every_way_to_give_one_and_nobody_waits() {
    let (home, begun) = (Home::new(), Instant::now());
    let file = home.user_file();
    let mut words = vec![
        "TENCENTCLOUD_SECRET_ID",
        "TENCENTCLOUD_SECRET_KEY",
        "--credentials FILE",
        "credentials save",
        file.to_str().unwrap(),
    ];
    words.push(if cfg!(feature = "keyring") { "cannot be reached" } else { "--features keyring" });
    home.refused(&["show"], &[], &words);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_keyring_saving_in_it_is_refused_before_a_key_is_read() {
    let home = Home::new();
    let why = if cfg!(feature = "keyring") { "cannot be reached" } else { "--features keyring" };
    let ran = finish(home.command(&["save"], &[]).write_stdin("not even two lines"));
    refused(&ran, &["keyring", "--file", why]);
    home.refused(&["forget", "--keyring"], &[], &["keyring", why]);
}

/// A life of a key in a keyring of its own, on a bus of its own; `$LIVEFACE` is the program.
#[cfg(all(target_os = "linux", feature = "keyring"))]
const KEYRING_LIFE: &str = r#"
set -u
printf pass | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1 || exit 9
step() { echo "== $*"; "$LIVEFACE" credentials "$@" 2>&1; echo "status $?"; }
step show
printf 'AKIDkeyring000000FRST\nkeyringNEVERSHOWN\n' | step save
printf 'AKIDkeyring000000RING\nkeyringNEVERSHOWN\n' | step save
step show --json -vv
printf 'AKIDuserfile00000USER\nfileNEVERSHOWN\n' | step save --file
step show
step forget --file
step show
step forget
step forget
step show
"#;

#[cfg(all(target_os = "linux", feature = "keyring"))]
#[test]
fn a_key_lives_in_a_real_keyring() {
    let there = |program: &str| std::process::Command::new(program).arg("--version").output().is_ok();
    if !there("dbus-run-session") || !there("gnome-keyring-daemon") {
        let why = "skipped: dbus-run-session and gnome-keyring-daemon are needed\n";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), why.as_bytes());
        return;
    }
    let home = Home::new();
    fs::create_dir(home.0.path().join("run")).unwrap();
    set_mode(&home.0.path().join("run"), 0o700);
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", KEYRING_LIFE]).env("LIVEFACE", env!("CARGO_BIN_EXE_liveface"));
    home.isolate(&mut session);
    let ran = finish(session.timeout(Duration::from_secs(120)));
    assert_eq!(ran.status, Some(0), "{}{}", ran.printed, ran.said);
    let steps: Vec<_> = ran.printed.split("== ").skip(1).collect();
    let file = home.user_file();
    let file = file.to_str().unwrap();
    let expected: [(&str, &[&str]); 11] = [
        ("status 3", &["no key", "which has none yet"]),
        ("status 0", &["AKID…FRST is kept in the keyring"]),
        ("status 0", &["AKID…RING is kept in the keyring"]),
        ("status 0", &["\"source\":\"keyring\"", "\"path\":null", "AKID…RING"]),
        ("status 0", &["AKID…USER is kept in", file]),
        ("status 0", &["AKID…USER from", file]),
        ("status 0", &["removed", file]),
        ("status 0", &["AKID…RING from the keyring"]),
        ("status 0", &["removed the key in the keyring"]),
        ("status 0", &["no key was kept"]),
        ("status 3", &["no key", "which has none yet"]),
    ];
    assert_eq!(steps.len(), expected.len());
    for (step, (status, words)) in steps.iter().zip(expected) {
        for word in words.iter().chain([&status]) {
            assert!(step.contains(word), "should say {word:?}: {step}");
        }
    }
}
