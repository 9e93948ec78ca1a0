//! Languages and windows: everything has room.

use crate::bench::{Window, open, rect_of, texts, turn_to, words};
use crate::every::{action, expected, outcome, pages};
use eframe::egui::accesskit::Role;
use eframe::egui::{Pos2, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use liveface_kiosk::screen::{Broken, OutcomeKind, Press, Ring, Screen, Session};
use liveface_kiosk::view::Look;
use liveface_kiosk::words::Direction;
use liveface_session::Action;

const WINDOWS: [([f32; 2], f32); 6] = [
    ([800.0, 480.0], 1.0),
    ([1280.0, 720.0], 1.0),
    ([1920.0, 1080.0], 1.0),
    ([1080.0, 1920.0], 1.0),
    // 1280×720 pixels at 200 %.
    ([640.0, 360.0], 2.0),
    // As small as a person can make the window.
    ([480.0, 320.0], 1.0),
];

/// Every text is wholly in the window, on no other text, and on no button but its own.
fn check_room(harness: &Harness<'_, Window>, size: [f32; 2], about: &str) {
    let window = Rect::from_min_size(Pos2::ZERO, Vec2::from(size)).expand(0.5);
    let texts: Vec<(Rect, String)> =
        texts(harness).iter().map(|text| (rect_of(text), text.galley.job.text.clone())).collect();
    let buttons: Vec<Rect> = harness.query_all_by_role(Role::Button).map(|button| button.rect()).collect();
    for (index, (rect, text)) in texts.iter().enumerate() {
        assert!(window.contains_rect(*rect), "{about}: {text:?} at {rect:?} is outside of {size:?}");
        for (other, said) in texts.iter().skip(index + 1) {
            assert!(
                !overlap(*rect, *other),
                "{about} in {size:?}: {text:?} {rect:?} is on {said:?} {other:?}"
            );
        }
        let on: Vec<&Rect> = buttons.iter().filter(|button| overlap(**button, *rect)).collect();
        assert!(on.len() < 2, "{about} in {size:?}: {text:?} is on two buttons");
        assert!(
            on.iter().all(|button| button.expand(0.5).contains_rect(*rect)),
            "{about} in {size:?}: {text:?} {rect:?} sticks out of {on:?}"
        );
    }
    for (index, button) in buttons.iter().enumerate() {
        assert!(window.contains_rect(*button), "{about}: a button at {button:?} is outside of {size:?}");
        assert!(buttons.iter().skip(index + 1).all(|other| !overlap(*button, *other)), "{about} in {size:?}");
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.intersect(b).size().min_elem() > 0.5
}

/// Names of the messages that begin with `start`.
fn keys(start: &str) -> Vec<&'static str> {
    let source = include_str!("../../locales/en.ftl").lines();
    source
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key))
        .filter(|key| key.starts_with(start))
        .collect()
}

/// Each hint, reason and error in turn.
fn all_messages() -> Vec<Screen> {
    let hints = keys("hint-").into_iter().map(|hint| {
        let page = action(Action::Blink, "prompt-blink", 1);
        Screen::Session(Session { hint: Some(hint.into()), ring: Ring::Wrong, ..page })
    });
    let reasons = keys("reason-")
        .into_iter()
        .zip(keys("remedy-"))
        .map(|(reason, remedy)| Screen::Outcome(outcome(OutcomeKind::Failed, reason, Some(remedy), Some(3))));
    let errors = keys("error-").into_iter().filter(|key| *key != "error-code").map(|title| {
        let (remedy, code) = ("remedy-staff".into(), title.to_owned());
        Screen::Broken(Broken { title: title.into(), remedy, retry: true, attempts_gone: false, code })
    });
    hints.chain(reasons).chain(errors).collect()
}

fn check_language(code: &'static str) {
    for (size, scale) in WINDOWS {
        let mut harness = open(code, Look { show_countdown: true, ..Look::default() }, size, scale);
        let small = size[0] < 1000.0;
        let pages = pages().into_iter().chain(if small { all_messages() } else { Vec::new() });
        for page in pages {
            turn_to(&mut harness, &page);
            check_room(&harness, size, &format!("{code}, {page:?}"));
        }
    }
}

#[test]
fn english_fits() {
    check_language("en");
}

#[test]
fn german_fits() {
    check_language("de");
}

#[test]
fn arabic_fits() {
    check_language("ar");
}

#[test]
fn japanese_fits() {
    check_language("ja");
}

#[test]
fn russian_fits() {
    check_language("ru");
}

#[test]
fn thai_fits() {
    check_language("th");
}

#[test]
fn arabic_pages_are_turned_round_and_say_their_words_in_reading_order() {
    let words = words("ar");
    assert_eq!(words.direction(), Direction::RightToLeft);
    let mut harness = open("ar", Look { show_countdown: true, ..Look::default() }, [1280.0, 720.0], 1.0);
    for page in pages() {
        turn_to(&mut harness, &page);
        let expected = expected(&page);
        for message in &expected.says {
            harness.get_by_label(&words.text(message));
        }
        let on_light = matches!(page, Screen::Light(_));
        if !on_light && expected.buttons.iter().any(|(_, press)| *press == Press::Cancel) {
            let cancel = harness.get_by_label(&words.text(&"button-cancel".into())).rect();
            assert!(cancel.right() < 640.0, "{page:?}: {cancel:?}");
        }
        if matches!(page, Screen::Session(_)) {
            assert!(
                harness.get_by_role(Role::Image).rect().left() > 640.0,
                "the oval is where a line begins"
            );
        }
    }
}
