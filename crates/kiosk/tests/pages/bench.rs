//! A window without a display, and the hands and eyes of whoever uses it.

use eframe::egui::epaint::{ClippedShape, TextShape};
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Shape, TouchPhase, Vec2};
use egui_kittest::Harness;
use liveface_kiosk::screen::{Consent, Press, Screen};
use liveface_kiosk::view::{Look, PreviewPicture, View};
use liveface_kiosk::words::{Choice, Words};
use liveface_session::light::Light;
use std::time::Duration;

/// A window without a display.
pub(crate) struct Window {
    pub(crate) view: Option<View>,
    pub(crate) code: &'static str,
    pub(crate) look: Look,
    pub(crate) screen: Screen,
    pub(crate) presses: Vec<Press>,
    pub(crate) picture: bool,
}

pub(crate) fn words(code: &str) -> Words {
    Words::load(&Choice { code: Some(code.to_owned()), folder: None }).expect("a language of the program")
}

pub(crate) fn open(code: &'static str, look: Look, size: [f32; 2], scale: f32) -> Harness<'static, Window> {
    let screen = Screen::Consent(Consent { free: true });
    let window = Window { view: None, code, look, screen, presses: Vec::new(), picture: false };
    let builder =
        Harness::builder().with_size(Vec2::from(size)).with_pixels_per_point(scale).with_step_dt(0.02);
    builder.build_ui_state(
        |ui, window| {
            let ctx = ui.ctx().clone();
            let Some(view) = &mut window.view else {
                // Fonts are there from the next frame on.
                window.view = Some(View::new(&ctx, words(window.code), window.look.clone()));
                return;
            };
            if window.picture {
                view.set_preview(&ctx, PreviewPicture { width: 64, height: 48, rgb: &[90; 64 * 48 * 3] });
            }
            window.presses.extend(view.show(ui, &window.screen, Duration::from_millis(700)));
        },
        window,
    )
}

pub(crate) fn english() -> Harness<'static, Window> {
    open("en", Look { show_countdown: true, ..Look::default() }, [1280.0, 720.0], 1.0)
}

/// Opens a page anew.
pub(crate) fn turn_to(harness: &mut Harness<'_, Window>, screen: &Screen) {
    // By a page of another kind, so that this one opens.
    let other = Screen::Light(Light::GUARD);
    let consent = Screen::Consent(Consent { free: true });
    harness.state_mut().screen = if matches!(screen, Screen::Light(_)) { consent } else { other };
    harness.run_steps(1);
    harness.state_mut().screen = screen.clone();
    harness.run_steps(2);
    harness.state_mut().presses.clear();
}

pub(crate) fn presses(harness: &mut Harness<'_, Window>) -> Vec<Press> {
    harness.run_steps(2);
    std::mem::take(&mut harness.state_mut().presses)
}

pub(crate) fn press_key(harness: &mut Harness<'_, Window>, key: Key) -> Vec<Press> {
    harness.key_press(key);
    presses(harness)
}

/// A touch and its end.
pub(crate) fn touch(harness: &mut Harness<'_, Window>, at: Pos2) -> Vec<Press> {
    put_finger(harness, at);
    harness.run_steps(1);
    lift_finger(harness, at);
    presses(harness)
}

/// What a window gets of a finger, as egui-winit passes it on.
pub(crate) fn put_finger(harness: &mut Harness<'_, Window>, at: Pos2) {
    for event in [finger(at, TouchPhase::Start), Event::PointerMoved(at), button(at, true)] {
        harness.event(event);
    }
}

pub(crate) fn lift_finger(harness: &mut Harness<'_, Window>, at: Pos2) {
    for event in [finger(at, TouchPhase::End), button(at, false), Event::PointerGone] {
        harness.event(event);
    }
}

fn finger(at: Pos2, phase: TouchPhase) -> Event {
    let (device_id, id) = (eframe::egui::TouchDeviceId(0), eframe::egui::TouchId(1));
    Event::Touch { device_id, id, phase, pos: at, force: None }
}

fn button(at: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

pub(crate) fn each_shape(shapes: &[ClippedShape], mut seen: impl FnMut(&Shape)) {
    fn walk(shape: &Shape, seen: &mut impl FnMut(&Shape)) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| walk(shape, seen)),
            other => seen(other),
        }
    }
    shapes.iter().for_each(|clipped| walk(&clipped.shape, &mut seen));
}

pub(crate) fn texts(harness: &Harness<'_, Window>) -> Vec<TextShape> {
    let mut texts = Vec::new();
    each_shape(&harness.output().shapes, |shape| {
        if let Shape::Text(text) = shape {
            texts.push(text.clone());
        }
    });
    texts
}

pub(crate) fn rect_of(text: &TextShape) -> Rect {
    text.galley.rect.translate(text.pos.to_vec2())
}
