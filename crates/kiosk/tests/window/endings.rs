//! Checks that do not come to their end: left by a key, by another window, by the window's frame, or never begun.

use super::{AT_ONCE, GROUND, PRIMARY, story};
use crate::display::{Display, Key, Shot};
use crate::mirror::IN_OVAL;
use crate::program::{Kiosk, is_complaint, program, recordings};
use std::process::Command;
use std::time::{Duration, Instant};

/// Longest time from a key to another page.
const AT_MOST: Duration = Duration::from_millis(200);

/// Waits for the camera's picture, which is never just ground.
fn until_picture(screen: &Display) -> Shot {
    screen
        .until("the camera's picture", |shot| shot.at(302, 590) != GROUND && shot.buttons(PRIMARY).is_empty())
}

/// How long the page with the camera's picture stays.
fn until_page_goes(screen: &Display, since: Instant) -> Duration {
    while screen.pixels([IN_OVAL]) != [GROUND] {
        assert!(since.elapsed() < Duration::from_secs(20), "the page stays");
    }
    since.elapsed()
}

#[test]
fn escape_leaves_the_camera_at_once() {
    story(|server, screen| {
        let mut kiosk = Kiosk::play(server, "person", (AT_ONCE, &[]));
        screen.window();
        let mut took = Vec::new();
        for attempt in 1..=3 {
            kiosk.wait_for("SILENCE_CHECK");
            until_picture(screen);
            took.push(until_page_goes(screen, screen.press(Key::Escape)));
            let page = screen.until("the error's page", |shot| shot.buttons(PRIMARY).len() == 1);
            page.keep(&format!("9-cancelled-{attempt}"));
            let told = kiosk.names().iter().any(|name| name == "onFail");
            assert_eq!(told, attempt == 3, "it is final when no attempt is left");
            // Try again, and in the end close.
            screen.press(Key::Enter);
        }
        took.sort_unstable();
        println!("from Escape to the next page: {took:?}");
        assert!(took[1] <= AT_MOST, "{took:?}");
        let (heard, status, _) = kiosk.end();
        let failure = &heard[heard.len() - 2];
        assert_eq!((&failure["event"], &failure["errorCode"]), (&"onFail".into(), &212.into()));
        assert_eq!(status, Some(2));
    });
}

#[test]
fn another_window_in_front_ends_the_check() {
    story(|server, screen| {
        let settings = format!("{AT_ONCE}[kiosk]\nmaxAttempts = 1\n");
        let mut kiosk = Kiosk::play(server, "person", (&settings, &[]));
        let window = screen.window();
        kiosk.wait_for("SILENCE_CHECK");
        let another = screen.open_another();
        let failure = kiosk.wait_for("onFail");
        assert_eq!(&failure["errorCode"], 214);
        let page = screen.until("the error's page", |shot| shot.buttons(PRIMARY).len() == 1);
        page.keep("10-another-window");
        screen.close(another);
        screen.focus(window);
        screen.press(Key::Escape);
        let (heard, status, _) = kiosk.end();
        assert!(!heard.iter().any(|event| event["event"] == "onSuccess"), "{heard:#?}");
        assert_eq!(status, Some(2));
    });
}

#[test]
fn closing_the_window_cancels_the_check() {
    story(|server, screen| {
        let mut kiosk = Kiosk::play(server, "person", (AT_ONCE, &[]));
        let window = screen.window();
        kiosk.wait_for("SILENCE_CHECK");
        screen.ask_to_close(window);
        let failure = kiosk.wait_for("onFail");
        assert_eq!(failure["errorCode"], 212);
        kiosk.wait_for("onMainViewDestroy");
        assert_eq!(kiosk.end().1, Some(2));
    });
}

#[test]
fn a_program_that_is_told_to_end_cancels_and_leaves_no_recording() {
    story(|server, screen| {
        let folder = tempfile::tempdir().expect("a folder");
        let settings =
            format!("isDeleteVideoCache = false\n{AT_ONCE}[kiosk]\nvideoCacheFolder = {:?}\n", folder.path());
        let mut kiosk = Kiosk::play(server, "person", (&settings, &[]));
        screen.window();
        kiosk.wait_for("SILENCE_CHECK");
        let own = kiosk.recordings();
        assert_eq!(recordings(&own), 1, "the session is recorded");
        kiosk.terminate();
        let failure = kiosk.wait_for("onFail");
        assert_eq!(failure["errorCode"], 212);
        assert_eq!(kiosk.end().1, Some(2));
        assert_eq!(recordings(&own), 0, "and deleted");
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("a folder").count(),
            0,
            "a session cut short is not kept"
        );
    });
}

/// The complaints and the exit status of a check that cannot begin.
fn refused(command: &mut Command) -> (Vec<String>, Option<i32>) {
    let output = command.output().expect("the program starts");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    (text.lines().filter(|line| is_complaint(line)).map(str::to_owned).collect(), output.status.code())
}

#[test]
fn what_cannot_begin_is_said_in_one_line() {
    let refused = |command: &mut Command, says: &str| {
        let (lines, status) = refused(command);
        assert_eq!((lines.len(), status), (1, Some(3)), "{lines:#?}");
        assert!(lines[0].starts_with("liveface-kiosk: ") && lines[0].contains(says), "{lines:#?}");
    };
    refused(program(None).args(["--synthetic", "--language", "no language"]), "languageCode");
    refused(program(None).args(["--synthetic", "--language", "en"]), "display");
    refused(program(None).args(["--synthetic", "--config", "/nowhere/kiosk.toml"]), "/nowhere/kiosk.toml");
    refused(program(None).args(["--synthetic", "--reference", "/nowhere.jpg"]), "/nowhere.jpg");
}

#[test]
fn a_video_that_cannot_be_read_is_told_on_a_page_and_in_one_line() {
    story(|server, screen| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("no-video.mp4");
        std::fs::write(&file, "this is no video").expect("a file");
        let arguments = ["--level", "1", "--video", file.to_str().expect("a path")];
        let settings = format!("{AT_ONCE}[kiosk]\nmaxAttempts = 1\n");
        let mut kiosk = Kiosk::start(server, &settings, &arguments);
        screen.window();
        let failure = kiosk.wait_for("onFail");
        assert_eq!(&failure["errorCode"], 215);
        let page = screen.until("the error's page", |shot| shot.buttons(PRIMARY).len() == 1);
        page.keep("11-no-video");
        screen.press(Key::Enter);
        let (_, status, complaints) = kiosk.end();
        assert_eq!((complaints.lines().count(), status), (1, Some(3)), "{complaints}");
        assert!(complaints.contains("no-video.mp4"), "{complaints}");
    });
}
