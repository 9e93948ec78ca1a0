//! When a light was on the screen: what the window reports against what the screen showed.

use super::bench::{Endless, Told, in_window, job};
use crate::display::{Display, HEIGHT, Rgb, WIDTH};
use liveface_kiosk::event::{self, Event};
use liveface_session::Level;
use liveface_session::light::{Light, Part};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One refresh of a screen, milliseconds.
const REFRESH_MS: f64 = 16.7;
/// Fewest looks at the screen a second.
const LOOKS: f64 = 300.0;
/// A report further from the truth than this, milliseconds, is of another light.
const FAR_MS: f64 = 500.0;
/// Fewest lights to compare.
const ENOUGH: usize = 7;

/// The upper left and the lower right corner: together they tell every part of the screen from every other.
const CORNERS: [(i16, i16); 2] = [(4, 4), (WIDTH as i16 - 5, HEIGHT as i16 - 5)];

/// What the corners show of a light; parts are named as the camera sees them, so left is right here.
fn corners(light: Light) -> [Rgb; 2] {
    let lit = match light.part {
        Part::Whole => [true, true],
        Part::Top | Part::Right => [true, false],
        Part::Bottom | Part::Left => [false, true],
    };
    lit.map(|lit| if lit { light.colour } else { [0; 3] })
}

/// What the corners showed from when on: the middle between two looks.
#[derive(Default)]
struct Seen {
    changes: Vec<(Instant, [Rgb; 2])>,
    /// Looks a second.
    rate: f64,
}

fn watch(over: &AtomicBool) -> Seen {
    let screen = Display::open(&std::env::var("DISPLAY").expect("a display"));
    let (began, mut looks, mut seen) = (Instant::now(), 0_u32, Seen::default());
    let mut before = (began, [[0; 3]; 2]);
    while !over.load(Ordering::Relaxed) {
        let shows = screen.pixels(CORNERS);
        let now = Instant::now();
        if shows != before.1 {
            seen.changes.push((before.0 + (now - before.0) / 2, shows));
        }
        (before, looks) = ((now, shows), looks + 1);
        std::thread::sleep(Duration::from_micros(700));
    }
    seen.rate = f64::from(looks) / began.elapsed().as_secs_f64();
    seen
}

/// The lights that are reported until the check ends.
fn reported(events: &Receiver<Event>) -> Vec<(Light, u64)> {
    let mut lights = Vec::new();
    while let Ok(event) = events.recv_timeout(Duration::from_secs(40)) {
        match event {
            Event::LightShown { light, at_ms } => lights.push((light, at_ms)),
            Event::Success(_) | Event::Failure(_) => break,
            _ => {}
        }
    }
    lights
}

/// How much later than the truth each light is reported, milliseconds.
fn errors(lights: &[(Light, u64)], seen: &Seen, zero: Instant) -> Vec<f64> {
    let mut errors = Vec::new();
    let mut changes = seen.changes.as_slice();
    for &(light, at_ms) in lights {
        let error = |at: Instant| at_ms as f64 - at.saturating_duration_since(zero).as_secs_f64() * 1_000.0;
        let is_it =
            |change: &(Instant, [Rgb; 2])| change.1 == corners(light) && error(change.0).abs() < FAR_MS;
        if let Some(index) = changes.iter().position(is_it) {
            errors.push(error(changes[index].0));
            changes = &changes[index + 1..];
        }
    }
    errors
}

pub(crate) fn shown_when_it_says() -> Told {
    let zero = Arc::new(Mutex::new(None));
    let theirs = Arc::clone(&zero);
    let job = job(Level::Light, move || {
        let mut source = Endless::new("reflection_live");
        source.zero = Arc::clone(&theirs);
        Ok(Box::new(source))
    });
    let (sink, events) = event::channel();
    in_window(job, sink, move |_, _| {
        let over = Arc::new(AtomicBool::new(false));
        let watcher = std::thread::spawn({
            let over = Arc::clone(&over);
            move || watch(&over)
        });
        let lights = reported(&events);
        over.store(true, Ordering::Relaxed);
        let seen = watcher.join().expect("what was seen");
        let zero = zero.lock().unwrap_or_else(PoisonError::into_inner).expect("a frame came");
        judge(errors(&lights, &seen, zero), &seen, lights.len())
    })
}

fn judge(mut errors: Vec<f64>, seen: &Seen, lights: usize) -> Told {
    errors.sort_by(f64::total_cmp);
    let middle = errors.get(errors.len() / 2).copied().unwrap_or(f64::NAN);
    let told = format!(
        "{} of {lights} lights compared at {:.0} looks a second; reported later than seen by {errors:.1?} ms, median {middle:.1}",
        errors.len(),
        seen.rate
    );
    let well = errors.len() >= ENOUGH && errors.len() + 1 >= lights && seen.rate >= LOOKS;
    if well && errors.iter().all(|error| error.abs() <= REFRESH_MS) { Ok(told) } else { Err(told) }
}
