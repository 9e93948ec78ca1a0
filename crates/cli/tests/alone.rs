//! The program with nothing but itself: the networks inside it, on the engine inside it. That every fixture clip ends as
//! it must is tested in `demo.rs`, by the exit status of the demo; here it is what people type and what they are told.
#![cfg(feature = "embedded-models")]
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::process::Command;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

/// Runs the program where neither a pack nor a runtime is to be found: exit status and standard output.
fn liveface(args: &[&str]) -> (i32, String) {
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
    command.args(["--backend", "embedded"]).args(args).current_dir(FIXTURES).env_remove("LIVEFACE_MODELS");
    for home in ["XDG_DATA_HOME", "HOME", "LOCALAPPDATA"] {
        command.env(home, nowhere.path());
    }
    let ran = command.output().unwrap();
    (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap())
}

/// Expects the exit status, and `words` in what was printed.
fn ends(args: &[&str], status: i32, words: &[&str]) {
    let (ended, printed) = liveface(args);
    assert_eq!(ended, status, "{args:?}: {printed}");
    for word in words {
        assert!(printed.contains(word), "{args:?} should say {word:?}: {printed}");
    }
}

#[test]
fn a_person_is_live_and_the_one_in_the_photo() {
    let photo = ["verify", "clips/person.mp4", "--reference", "person.jpg"];
    ends(&photo, 0, &["LIVE", "live, and the person in the photo", "same person"]);
}

#[test]
fn another_person_is_not_the_one_in_the_photo() {
    let photo = ["verify", "clips/dark_skin.mp4", "--reference", "person.jpg"];
    ends(&photo, 1, &["REJECTED", "CompareLowSimilarity", "another person"]);
}

#[test]
fn a_print_is_rejected() {
    ends(&["verify", "clips/print_bent.mp4"], 1, &["REJECTED", "looks like a picture"]);
}

#[test]
fn an_empty_room_is_too_little_to_judge() {
    ends(&["verify", "clips/nobody.mp4"], 2, &["INCOMPLETE", "no face was seen"]);
}

#[test]
fn the_best_frame_of_a_clip_shows_its_person_and_not_another() {
    let folder = tempfile::tempdir().unwrap();
    for (clip, status, words) in
        [("clips/person.mp4", 0, "SAME PERSON"), ("clips/dark_skin.mp4", 1, "ANOTHER PERSON")]
    {
        let best = folder.path().join("best.jpg");
        let best = best.to_str().unwrap();
        ends(&["verify", clip, "--best-frame", best], 0, &["LIVE"]);
        ends(&["compare", "person.jpg", best], status, &[words]);
    }
}

#[test]
fn the_networks_say_where_they_are_and_that_they_work() {
    ends(&["models", "check"], 0, &["from inside this program", "liveface-detector", "liveface-embedding"]);
    ends(&["doctor"], 0, &["own from inside this program: 4 networks, verified", "this machine can verify"]);
}
