//! Every page of the window, driven as a person drives it: by what is written on it, with mouse, finger and keyboard.
#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "pages/bench.rs"]
mod bench;
#[path = "pages/every.rs"]
mod every;
#[path = "pages/own.rs"]
mod own;
#[path = "pages/painted.rs"]
mod painted;
#[path = "pages/room.rs"]
mod room;

use bench::{english, lift_finger, open, press_key, presses, put_finger, touch, turn_to, words};
use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{Event, Key, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use every::{action, expected, kind, outcome, pages};
use liveface_kiosk::screen::{Consent, Guide, OutcomeKind, Press, Privacy, Screen, Session};
use liveface_kiosk::view::Look;
use liveface_session::Action;
use liveface_session::light::Light;

#[test]
fn every_page_is_among_those_tested() {
    let mut kinds: Vec<usize> = pages().iter().map(kind).collect();
    kinds.dedup();
    assert_eq!(kinds, (0..7).collect::<Vec<_>>());
}

#[test]
fn every_page_says_what_it_must_and_every_button_can_be_clicked() {
    let (mut harness, words) = (english(), words("en"));
    for page in pages() {
        let expected = expected(&page);
        turn_to(&mut harness, &page);
        for message in &expected.says {
            harness.get_by_label(&words.text(message));
        }
        let all = harness.query_all_by_role(Role::Button).count();
        assert_eq!(all, expected.buttons.len(), "{page:?}");
        for (key, press) in expected.buttons {
            turn_to(&mut harness, &page);
            harness.get_by_label(&words.text(&key.into())).click();
            assert_eq!(presses(&mut harness), [press], "{page:?}");
        }
    }
}

#[test]
fn every_page_can_be_used_with_the_keyboard_alone() {
    let (mut harness, words) = (english(), words("en"));
    for page in pages() {
        let expected = expected(&page);
        turn_to(&mut harness, &page);
        let escaped = press_key(&mut harness, Key::Escape);
        assert_eq!(escaped, std::slice::from_ref(&expected.escape), "{page:?}");
        for key in [Key::Enter, Key::Space] {
            turn_to(&mut harness, &page);
            let chosen: Vec<Press> = expected.enter.clone().into_iter().collect();
            assert_eq!(press_key(&mut harness, key), chosen, "{page:?}, {key:?}");
        }
        turn_to(&mut harness, &page);
        // From the main button on, or from before the first.
        let begun = usize::from(expected.enter.is_some());
        for (key, press) in expected.buttons.iter().skip(begun) {
            press_key(&mut harness, Key::Tab);
            assert!(harness.get_by_label(&words.text(&(*key).into())).is_focused(), "{page:?}: {key}");
            assert_eq!(press_key(&mut harness, Key::Enter), std::slice::from_ref(press), "{page:?}: {key}");
        }
    }
}

#[test]
fn a_finger_can_press_every_button_and_finds_it_large_enough() {
    let words = words("en");
    for (size, scale) in [([1280.0, 720.0], 1.0), ([640.0, 360.0], 2.0), ([800.0, 480.0], 1.0)] {
        let mut harness = open("en", Look::default(), size, scale);
        for page in pages() {
            for (key, press) in expected(&page).buttons {
                turn_to(&mut harness, &page);
                let rect = harness.get_by_label(&words.text(&key.into())).rect();
                assert!(rect.width() >= 48.0 && rect.height() >= 48.0, "{key} in {size:?}: {rect:?}");
                assert_eq!(touch(&mut harness, rect.center()), [press], "{page:?}");
            }
        }
    }
}

#[test]
fn a_key_held_down_does_not_go_through_to_the_next_page() {
    let mut harness = english();
    turn_to(&mut harness, &Screen::Guide(Guide { privacy: Privacy::Kept }));
    harness.key_down(Key::Enter);
    assert_eq!(presses(&mut harness), [Press::Start]);
    let left = Some(1);
    let page = outcome(OutcomeKind::Failed, "reason-video", Some("remedy-video"), left);
    turn_to(&mut harness, &Screen::Outcome(page));
    harness.key_down(Key::Enter);
    assert_eq!(presses(&mut harness), []);
    harness.key_up(Key::Enter);
    assert_eq!(press_key(&mut harness, Key::Enter), [Press::Retry]);
}

#[test]
fn the_second_half_of_a_double_click_does_not_start_the_light() {
    let (mut harness, words) = (english(), words("en"));
    turn_to(&mut harness, &Screen::Consent(Consent { free: true }));
    let at = harness.get_by_label(&words.text(&"button-agree".into())).rect().center();
    assert_eq!(touch(&mut harness, at), [Press::Agree]);
    // As if this had been the page before, and its button at the same place.
    assert_eq!(touch(&mut harness, at), []);
    harness.run_steps(20);
    assert_eq!(touch(&mut harness, at), [Press::Agree]);
}

#[test]
fn a_touch_anywhere_ends_the_light() {
    let mut harness = english();
    for at in [pos2(1.0, 1.0), pos2(640.0, 360.0), pos2(1279.0, 719.0), pos2(200.0, 600.0)] {
        turn_to(&mut harness, &Screen::Light(Light::GUARD));
        assert_eq!(touch(&mut harness, at), [Press::Cancel], "{at:?}");
    }
}

#[test]
fn a_hand_laid_on_the_light_ends_it_before_it_is_taken_off() {
    let mut harness = english();
    turn_to(&mut harness, &Screen::Light(Light::GUARD));
    put_finger(&mut harness, pos2(600.0, 300.0));
    assert_eq!(presses(&mut harness), [Press::Cancel]);
    harness.event(Event::PointerMoved(pos2(900.0, 500.0)));
    harness.run_steps(60);
    lift_finger(&mut harness, pos2(900.0, 500.0));
    assert_eq!(presses(&mut harness), [], "once is enough");
}

#[test]
fn what_began_on_the_page_before_does_not_end_the_light() {
    let (mut harness, words) = (english(), words("en"));
    let consent = Screen::Consent(Consent { free: false });
    turn_to(&mut harness, &consent);
    let at = harness.get_by_label(&words.text(&"button-agree".into())).rect().center();
    // A finger put down before, and lifted from the light.
    put_finger(&mut harness, at);
    harness.run_steps(1);
    harness.state_mut().screen = Screen::Light(Light::GUARD);
    harness.run_steps(1);
    lift_finger(&mut harness, at);
    assert_eq!(presses(&mut harness), []);
    // A double click.
    turn_to(&mut harness, &consent);
    assert_eq!(touch(&mut harness, at), [Press::Agree]);
    harness.state_mut().screen = Screen::Light(Light::GUARD);
    harness.run_steps(1);
    assert_eq!(touch(&mut harness, at), []);
    // Whoever goes on touching means it.
    let touches: Vec<Press> = (0..8).flat_map(|_| touch(&mut harness, at)).collect();
    assert!(touches.contains(&Press::Cancel), "{touches:?}");
}

#[test]
fn assistive_technology_gets_headings_live_text_and_the_picture() {
    let (mut harness, words) = (english(), words("en"));
    let page = action(Action::Shake, "prompt-shake", 4);
    turn_to(&mut harness, &Screen::Session(Session { hint: Some("hint-closer".into()), ..page }));
    let (instruction, hint) = (words.text(&"prompt-shake".into()), words.text(&"hint-closer".into()));
    let instruction = harness.get_by_label(&instruction);
    assert_eq!(instruction.accesskit_node().role(), Role::Heading);
    assert_eq!(instruction.accesskit_node().live(), Live::Polite);
    let hint = harness.get_by_label(&hint);
    assert_eq!((hint.accesskit_node().role(), hint.accesskit_node().live()), (Role::Label, Live::Polite));
    assert_eq!(
        harness.get_by_role(Role::Image).accesskit_node().label(),
        Some(words.text(&"camera-picture".into()))
    );
}

#[test]
fn assistive_technology_can_press_too() {
    let (mut harness, words) = (english(), words("en"));
    turn_to(&mut harness, &Screen::Consent(Consent { free: true }));
    harness.get_by_label(&words.text(&"button-without-light".into())).click_accesskit();
    assert_eq!(presses(&mut harness), [Press::WithoutLight]);
    turn_to(&mut harness, &Screen::Light(Light::GUARD));
    harness.get_by_label(&words.text(&"button-cancel".into())).click_accesskit();
    assert_eq!(presses(&mut harness), [Press::Cancel]);
}
