//! `liveface kiosk` hands everything over to the program with the window.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use assert_cmd::Command;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// One test at a time: a program that another thread's child still holds open for writing cannot be started.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `liveface` alone in a folder, with no other programs but those of the system.
fn alone() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let program = folder.path().join("liveface");
    std::fs::copy(env!("CARGO_BIN_EXE_liveface"), &program).unwrap();
    (folder, program)
}

fn run(program: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(program);
    for name in ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"] {
        command.env_remove(name);
    }
    let output = command.env("PATH", "/usr/bin:/bin").arg("kiosk").args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn without_the_program_one_line_says_how_to_build_it() {
    let _turn = turn();
    let (_folder, program) = alone();
    let (status, _, told) = run(&program, &["--synthetic"]);
    assert_eq!(status, Some(3));
    assert!(told.contains("cargo build --release -p liveface-kiosk"), "{told}");
    assert_eq!(told.trim().lines().count(), 1, "{told}");
}

#[test]
fn arguments_help_and_the_exit_status_go_through() {
    let _turn = turn();
    let (folder, program) = alone();
    let kiosk = folder.path().join("liveface-kiosk");
    std::fs::write(&kiosk, "#!/bin/sh\necho \"$@\"\nexit 2\n").unwrap();
    std::fs::set_permissions(&kiosk, std::fs::Permissions::from_mode(0o755)).unwrap();
    for arguments in
        [&["--synthetic", "--level", "4"][..], &["--help"], &["--version"], &["config", "--check", "a b"]]
    {
        let (status, said, _) = run(&program, arguments);
        assert_eq!((status, said.trim_end()), (Some(2), arguments.join(" ").as_str()));
    }
}

#[test]
fn where_the_cloud_decides_the_key_that_is_kept_is_handed_over_in_the_environment() {
    let _turn = turn();
    let (folder, program) = alone();
    let kiosk = folder.path().join("liveface-kiosk");
    std::fs::write(&kiosk, "#!/bin/sh\necho \"$@ $TENCENTCLOUD_SECRET_ID $TENCENTCLOUD_SECRET_KEY\"\n")
        .unwrap();
    std::fs::set_permissions(&kiosk, std::fs::Permissions::from_mode(0o755)).unwrap();
    let home = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        for name in ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"] {
            command.env_remove(name);
        }
        command.env("HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path().join("config"));
        command.env_remove("DBUS_SESSION_BUS_ADDRESS").args(arguments);
        command
    };
    let without = home(&["kiosk", "--cloud"]).output().unwrap();
    let told = String::from_utf8(without.stderr).unwrap();
    assert_eq!((without.status.code(), without.stdout.as_slice()), (Some(3), &b""[..]));
    assert!(told.contains("no key for the cloud"), "{told}");
    let key = "AKIDkiosk000000000000\nsecretOfTheKiosk0000000000000000\n";
    home(&["credentials", "save", "--file"]).write_stdin(key).assert().success();
    let said = |arguments: &[&str]| String::from_utf8(home(arguments).output().unwrap().stdout).unwrap();
    assert_eq!(
        said(&["kiosk", "--cloud"]),
        "--cloud AKIDkiosk000000000000 secretOfTheKiosk0000000000000000\n"
    );
    assert_eq!(said(&["kiosk", "--synthetic"]), "--synthetic  \n", "only where it is needed");
}
