//! `liveface plan`: what it prints is read again as it was minted; what cannot be minted is told in one line.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use assert_cmd::Command;
use liveface_session::{Challenge, Level};
use std::time::{Duration, SystemTime};

const SEED: &str = "00112233445566778899aabbccddeeff";

/// Runs the command: exit status, standard output, standard error.
fn plan(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
    let ran = command.arg("plan").args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

fn printed(args: &[&str]) -> String {
    let (status, printed, said) = plan(args);
    assert_eq!((status, said.as_str()), (Some(0), ""), "{args:?}");
    printed
}

fn read(args: &[&str]) -> Challenge {
    Challenge::read(printed(args).as_bytes()).unwrap()
}

/// Expects status 3 and one line that holds all of `words`, and nothing of the seed.
fn refused(args: &[&str], words: &[&str]) {
    let (status, printed, said) = plan(args);
    assert_eq!((status, printed.as_str()), (Some(3), ""), "{args:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    assert!(said.starts_with("liveface: ") && !said.contains("panicked"), "{args:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{args:?} should name {word:?}: {said}");
    }
    assert!(!said.contains("0011"), "{args:?} tells the seed: {said}");
}

#[test]
fn a_plan_is_the_one_that_the_library_mints() {
    let seed =
        [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff];
    let noon = 1_772_366_400;
    for (number, level) in ["1", "2", "3", "4"].into_iter().zip(Level::ALL) {
        let minted = Challenge::mint(&seed, level, noon, Duration::from_secs(300)).unwrap();
        let args = ["--level", number, "--valid-for", "300", "--seed"];
        for issued in ["2026-03-01T12:00:00Z", "2026-03-01T13:00:00+01:00", "1772366400"] {
            assert_eq!(read(&[&args[..], &[SEED, "--issued", issued]].concat()), minted);
        }
        let upper = SEED.to_uppercase();
        assert_eq!(read(&[&args[..], &[&upper, "--issued", "1772366400"]].concat()), minted);
    }
}

#[test]
fn the_same_arguments_print_the_same_bytes_with_a_slot_a_line() {
    let args = ["--seed", SEED, "--level", "4", "--issued", "0"];
    let once = printed(&args);
    assert_eq!(once, printed(&args));
    let slots = Challenge::read(once.as_bytes()).unwrap().light.unwrap().slots.len();
    let lines = once.lines().filter(|line| line.starts_with("      {\"light\": {\"colour\": ["));
    assert_eq!(lines.count(), slots, "{once}");
    assert!(!once.contains(SEED));
    let bare = printed(&["--seed", SEED, "--level", "1", "--issued", "0"]);
    assert!(bare.contains("\"actions\": [],\n") && bare.ends_with("\n}\n"), "{bare}");
}

#[test]
fn without_a_seed_every_plan_is_another_and_valid_from_now_on_for_an_hour() {
    let (one, other) = (read(&["--level", "3"]), read(&["--level", "3"]));
    assert_ne!(one.id, other.id);
    assert_ne!(one.light, other.light);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    assert!(one.check_time(now).is_ok());
    assert_eq!(one.expires_at - one.issued_at, 3_600);
}

#[test]
fn what_cannot_be_minted_is_told_in_one_line() {
    refused(&["--seed", "0011x2", "--level", "1"], &["--seed", "hexadecimal digits"]);
    refused(&["--seed", "0011é2", "--level", "1"], &["--seed", "hexadecimal digits"]);
    refused(&["--seed", "00112", "--level", "1"], &["--seed has 5 digits", "odd"]);
    refused(&["--seed", "001122", "--level", "1"], &["the seed has 3 bytes", "16 to 64"]);
    refused(&["--seed", "", "--level", "1"], &["the seed has 0 bytes"]);
    refused(&["--seed", &SEED.repeat(5), "--level", "1"], &["the seed has 80 bytes"]);
    for level in ["0", "5", "255"] {
        refused(&["--seed", SEED, "--level", level], &["--level", &format!("no level {level}")]);
    }
    for level in ["light", "-1", "256", ""] {
        refused(&[&format!("--level={level}")], &["--level", "1, 2, 3 or 4"]);
    }
    refused(&["--level", "1", "--issued", "tomorrow"], &["--issued", "tomorrow", "2026-03-01T12:00:00Z"]);
    refused(&["--level", "1", "--valid-for", "0"], &["at least one second"]);
    refused(&["--level", "1", "--valid-for", "18446744073709551615"], &["year 10000"]);
    refused(&["--level", "1", "--valid-for", "1h"], &["--valid-for"]);
    refused(&[], &[]);
}

#[test]
fn help_has_an_example_and_completions_know_the_command() {
    let help = printed(&["--help"]);
    assert!(help.contains("--level 3 > PLAN.json"), "{help}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
    let script = command.args(["completions", "bash"]).output().unwrap().stdout;
    assert!(String::from_utf8_lossy(&script).contains("--valid-for"));
}
