//! The light: chosen by the person, shown to the byte, answered by the rendered person.

use super::{GREEN, MARK, PRIMARY, story};
use crate::display::{Display, HEIGHT, Key, Rgb, WIDTH};
use crate::program::Kiosk;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The upper left and the lower right corner of the screen.
const CORNERS: [(i16, i16); 2] = [(4, 4), (WIDTH as i16 - 5, HEIGHT as i16 - 5)];

/// What the corners show while this light is shown: parts are named as the camera sees them, so left is right here.
fn corners(event: &Value) -> [Rgb; 2] {
    let colour: Rgb = serde_json::from_value(event["colour"].clone()).expect("a colour");
    let lit = match event["part"].as_str() {
        Some("whole") => [true, true],
        Some("top" | "right") => [true, false],
        Some("bottom" | "left") => [false, true],
        part => panic!("{part:?} is no part of a screen"),
    };
    lit.map(|lit| if lit { colour } else { [0; 3] })
}

#[test]
fn a_rendered_person_does_what_is_asked_and_answers_the_light() {
    story(|server, screen| {
        let mut kiosk = Kiosk::start(server, "[kiosk]\nmaxAttempts = 1\n", &["--synthetic", "--level", "4"]);
        screen.window();
        screen.until("the guide's page", |shot| shot.buttons(PRIMARY).len() == 1);
        screen.press(Key::Enter);
        let consent = screen.until("the choice", |shot| shot.buttons(PRIMARY).len() == 2);
        consent.keep("12-choice");
        assert!(!kiosk.names().iter().any(|name| name == "START_AUTH"), "nothing begins before the choice");
        screen.click(consent.buttons(PRIMARY)[1]);
        kiosk.wait_for("START_AUTH");

        let over = Arc::new(AtomicBool::new(false));
        let watcher = std::thread::spawn({
            let (over, name) = (Arc::clone(&over), server.name.clone());
            move || watch(&name, &over)
        });
        kiosk.wait_for("REFLECT_CHECK");
        kiosk.wait_for("onLightShown");
        screen.shot().keep("13-light");
        kiosk.wait_for("onSuccess");
        over.store(true, Ordering::Relaxed);
        let seen = watcher.join().expect("what was seen");
        let result = screen.until("the result's page", |shot| shot.buttons(PRIMARY).len() == 1);
        result.keep("14-passed");
        assert!(result.count(GREEN) > MARK, "the mark of a pass");

        let lights: Vec<&Value> =
            kiosk.heard().iter().filter(|event| event["event"] == "onLightShown").collect();
        assert!(lights.len() >= 8, "a guard, six colours and a guard at least: {}", lights.len());
        for light in lights {
            assert!(seen.contains(&corners(light)), "the screen never showed exactly {light}");
        }
        let asked = kiosk.names().into_iter().filter(|name| name.ends_with("_CHECK")).collect::<Vec<_>>();
        assert!(asked.len() >= 3, "two actions and the light: {asked:?}");
        screen.press(Key::Enter);
        assert_eq!(kiosk.end().1, Some(0));
    });
}

/// Everything that the corners showed until it was over.
fn watch(display: &str, over: &AtomicBool) -> BTreeSet<[Rgb; 2]> {
    let screen = Display::open(display);
    let mut seen = BTreeSet::new();
    while !over.load(Ordering::Relaxed) {
        seen.insert(screen.pixels(CORNERS));
        std::thread::sleep(std::time::Duration::from_millis(4));
    }
    seen
}
