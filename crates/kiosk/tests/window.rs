//! The program's window, on a display of its own: driven by keys and clicks as a person drives it, and looked at.
//!
//! `LIVEFACE_KIOSK_SHOTS=DIR cargo test -p liveface-kiosk --test window` leaves a picture of every page in DIR.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "window/display.rs"]
mod display;
#[path = "window/endings.rs"]
mod endings;
#[path = "window/light.rs"]
mod light;
#[path = "window/mirror.rs"]
mod mirror;
#[path = "window/program.rs"]
mod program;
#[path = "window/server.rs"]
mod server;

use display::{Display, Key, Rgb};
use program::Kiosk;
use server::Server;
use std::time::Duration;

/// Colours of the pages: their ground, the main button, the marks of a pass, of a failure, and of neither.
const GROUND: Rgb = [0xF7, 0xF9, 0xFC];
const PRIMARY: Rgb = [0x0B, 0x57, 0xB8];
const GREEN: Rgb = [0x12, 0x7A, 0x43];
const RED: Rgb = [0xC4, 0x2B, 0x1C];
const GREY: Rgb = [0x5A, 0x66, 0x78];

/// Fewest pixels of the large mark on a result's page.
const MARK: usize = 3_000;

/// Settings of a check that begins at once.
const AT_ONCE: &str = "isShowGuidePage = false\n";

/// Tells a story, and tells it again, up to three times, where it went another way: clips play at their own pace, and a
/// machine that is busy with something else loses so many pictures of them that the verdict is another one.
fn story(tell: impl Fn(&Server, &Display)) {
    for number in 1..=3 {
        let Some(server) = Server::start() else { return };
        let screen = Display::open(&server.name);
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tell(&server, &screen)));
        match told {
            Ok(()) => return,
            Err(_) if number < 3 => server::say(&format!("tried again, {number} of 3 went wrong")),
            Err(cause) => std::panic::resume_unwind(cause),
        }
    }
}

#[test]
fn a_living_person_passes_from_the_guide_to_the_result() {
    story(|server, screen| {
        let mut kiosk = Kiosk::play(server, "person", ("[kiosk]\nmaxAttempts = 1\n", &[]));
        kiosk.wait_for("onMainViewCreate");
        let window = screen.window();
        assert_eq!(screen.title(window), "Face check");

        screen.until("the guide's page", |shot| shot.buttons(PRIMARY).len() == 1);
        // Its fonts and the ring around its button may come with the next frame.
        std::thread::sleep(Duration::from_millis(500));
        let guide = screen.shot();
        guide.keep("1-guide");
        assert!(guide.count(GROUND) > 600_000, "the page's ground is light");
        std::thread::sleep(Duration::from_millis(700));
        assert!(screen.shot() == guide, "the guide's page stays as it is until somebody does something");
        assert_eq!(kiosk.names(), ["onMainViewCreate"]);

        screen.press(Key::Enter);
        kiosk.wait_for("SILENCE_CHECK");
        let session = screen.until("all is well", |shot| shot.count(GREEN) > 2_000);
        session.keep("2-session");
        let (mirrored, plain) = mirror::distances(&session, "person");
        assert!(mirrored < 6.0 && plain > 2.0 * mirrored, "mirrored {mirrored}, plain {plain}");

        kiosk.wait_for("onSuccess");
        let result = screen.until("the result's page", |shot| shot.buttons(PRIMARY).len() == 1);
        result.keep("3-passed");
        assert!(result.count(GREEN) > MARK && result.count(RED) == 0, "the mark of a pass");
        screen.press(Key::Enter);
        let (heard, status, complaints) = kiosk.end();
        let told: Vec<&str> = heard.iter().map(program::name_of).filter(|name| *name != "tip").collect();
        assert_eq!(
            told,
            ["onMainViewCreate", "START_AUTH", "SILENCE_CHECK", "NONE", "onSuccess", "onMainViewDestroy"]
        );
        assert!(heard.len() > told.len(), "tips came, too");
        assert_eq!((status, complaints.as_str()), (Some(0), ""));
    });
}

#[test]
fn the_photo_decides_whether_it_is_the_person() {
    story(|server, screen| {
        let settings = "isShowGuidePage = false\n[kiosk]\nresultPageMs = 1000\nmaxAttempts = 1\n";
        let folder = tempfile::tempdir().expect("a folder");
        let another = folder.path().join("another.jpg");
        std::fs::write(&another, first_frame("dark_skin")).expect("a file");
        let same = program::fixture("person.jpg");
        for (photo, name, status) in [(&same, "4-same", 0), (&another, "5-not-the-same", 1)] {
            let photo = photo.to_str().expect("a path");
            let mut kiosk = Kiosk::play(server, "person", (settings, &["--reference", photo]));
            kiosk.wait_for(if status == 0 { "onSuccess" } else { "onFail" });
            screen.until("the result's page", |shot| shot.buttons(PRIMARY).len() == 1).keep(name);
            // The page goes by itself.
            let (heard, ended, _) = kiosk.end();
            assert_eq!(ended, Some(status), "{heard:#?}");
            let detail = heard.iter().find_map(|event| event["detail"].as_str());
            assert_eq!(detail, (status == 1).then_some("FailedOperation.CompareLowSimilarity"));
        }
    });
}

#[test]
fn a_picture_does_not_pass_however_often_it_is_tried() {
    story(|server, screen| {
        let mut kiosk = Kiosk::play(server, "still", ("[kiosk]\nmaxAttempts = 2\n", &[]));
        screen.window();
        let guide = screen.until("the guide's page", |shot| shot.buttons(PRIMARY).len() == 1);
        screen.click(guide.buttons(PRIMARY)[0]);
        kiosk.wait_for("START_AUTH");

        let failed = |shot: &display::Shot| shot.count(RED) > MARK && shot.buttons(PRIMARY).len() == 1;
        let once = screen.until("not passed, but once more", failed);
        once.keep("6-not-passed");
        assert!(!kiosk.names().iter().any(|name| name == "onFail"), "nothing is final yet");
        screen.click(once.buttons(PRIMARY)[0]);
        kiosk.wait_for("START_AUTH");

        let failure = kiosk.wait_for("onFail");
        assert_eq!((&failure["errorCode"], &failure["iosCode"]), (&217.into(), &216.into()));
        let last = screen.until("not passed, for good", failed);
        last.keep("7-no-attempts-left");
        assert!(last.differs(&once) > 0.005, "the page says that no attempt is left");
        screen.click(last.buttons(PRIMARY)[0]);
        let (heard, status, complaints) = kiosk.end();
        assert_eq!(heard.iter().filter(|event| event["event"] == "onFail").count(), 1);
        assert_eq!(heard.last().map(program::name_of), Some("onMainViewDestroy"));
        assert_eq!(status, Some(1));
        assert!(complaints.starts_with("liveface-kiosk: ") && complaints.ends_with("(217)"), "{complaints}");
    });
}

#[test]
fn somebody_who_walks_away_is_not_judged() {
    story(|server, screen| {
        let settings = "isShowGuidePage = false\n[kiosk]\nmaxAttempts = 1\n";
        let mut kiosk = Kiosk::play(server, "leaves", (settings, &[]));
        screen.window();
        let failure = kiosk.wait_for("onFail");
        assert_eq!(failure["detail"], "FailedOperation.SilentFaceDetectFail");
        let page = screen.until("the result's page", |shot| shot.buttons(PRIMARY).len() == 1);
        page.keep("8-walked-away");
        assert!(
            page.count(GREY) > MARK && page.count(GREEN) == 0 && page.count(RED) == 0,
            "neither passed nor failed"
        );
        screen.press(Key::Escape);
        let (heard, status, _) = kiosk.end();
        let tips: Vec<&str> = heard.iter().filter_map(|event| event["tipsEvent"].as_str()).collect();
        assert!(tips.contains(&"NO_FACE"), "{tips:?}");
        assert_eq!(status, Some(2));
    });
}

/// A photo of whoever is in a clip.
fn first_frame(clip: &str) -> Vec<u8> {
    let path = program::fixture(&format!("clips/{clip}.mp4"));
    let mut source = liveface_frames::open(&path, &liveface_frames::Limits::default()).expect("a clip");
    let frame = source.next_frame().expect("a frame").expect("a frame");
    liveface_frames::encode_jpeg(&frame).expect("a picture")
}
