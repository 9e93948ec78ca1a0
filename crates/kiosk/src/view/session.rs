//! The camera's picture with one instruction.

use super::canvas::{Canvas, Text};
use super::column::{Column, Piece};
use super::oval::{self, Oval};
use super::pages;
use super::pictures::Picture;
use crate::config::layout::View;
use crate::screen::{Countdown, Icon, Message, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, pos2};

/// Where things go, as if read from left to right.
struct Places {
    oval: Rect,
    /// The instruction and, in a wide window, all other text.
    told: Rect,
    /// Text under the oval of a high window.
    below: Option<Rect>,
}

/// Draws the page.
pub(super) fn show(canvas: &mut Canvas<'_>, session: &Session) {
    if session.between_colours {
        // Not by the window's ground: that is the same on every page.
        canvas.painter().rect_filled(canvas.screen, 0.0, canvas.palette.background);
    }
    let countdown = session.countdown.filter(|_| canvas.countdown && canvas.shows(View::Countdown));
    let (cancel, button, body) = canvas.cancel();
    let places = places(canvas, body);
    let mut told = told(canvas, session, places.below.is_some());
    let mut rest = rest(canvas, session, (countdown, places.below.is_some()));
    canvas.put_moved(&mut told);
    canvas.put_moved(&mut rest);
    if let Some(below) = places.below {
        told.put(canvas, places.told);
        rest.put_from_top(canvas, below);
    } else {
        told.pieces.append(&mut rest.pieces);
        told.put(canvas, places.told);
    }
    put_oval(canvas, places.oval, (session, countdown));
    canvas.put_button(cancel, &button, 1.0);
}

fn put_oval(canvas: &mut Canvas<'_>, room: Rect, (session, countdown): (&Session, Option<Countdown>)) {
    let seen = canvas.camera(canvas.seen(room));
    let oval = Oval::within(seen, canvas.unit);
    oval::put_picture(canvas, oval);
    // Under the ring, whose badge lies across both.
    if let Some(countdown) = countdown {
        oval::put_countdown(canvas, oval, countdown);
    }
    if canvas.shows(View::Ring) {
        oval::put_ring(canvas, oval, session.ring);
    }
    let label = canvas.word("camera-picture");
    canvas.name(oval.bounds(), pages::picture_id(), (Role::Image, &label));
}

/// Beside each other in a wide window. In a high one the instruction is above the oval, so that whoever reads it looks
/// towards the camera, which is above the screen.
fn places(canvas: &Canvas<'_>, body: Rect) -> Places {
    let inner = canvas.screen.shrink(canvas.margin());
    if canvas.wide() {
        let middle = inner.left() + inner.width() * 0.47;
        let oval = Rect::from_min_max(canvas.screen.min, pos2(middle, canvas.screen.bottom()))
            .shrink(canvas.margin() * 0.5);
        let told = Rect::from_min_max(pos2(middle + canvas.margin() * 0.5, body.top()), body.max);
        return Places { oval, told, below: None };
    }
    let upper = body.top() + body.height() * 0.25;
    let lower = body.bottom() - body.height() * 0.2;
    Places {
        oval: Rect::from_min_max(pos2(body.left(), upper), pos2(body.right(), lower)),
        told: Rect::from_min_max(body.min, pos2(body.right(), upper)),
        below: Some(Rect::from_min_max(pos2(body.left(), lower), body.max)),
    }
}

/// The step, the icon and the instruction.
fn told(canvas: &Canvas<'_>, session: &Session, centred: bool) -> Column {
    let unit = canvas.unit;
    let mut pieces = Vec::new();
    if let Some((step, total)) = session.step.filter(|_| canvas.shows(View::Tips)) {
        let message = Message { key: "step-of", arguments: vec![("step", step), ("total", total)] };
        let text = canvas.text("step", &message, 24.0);
        let text = Text { colour: canvas.palette.muted, centred, ..text };
        pieces.push(Piece::Text(canvas.styled(View::Tips, text)));
        pieces.push(Piece::Gap(18.0 * unit));
    }
    pieces.push(Piece::Picture(
        Picture::Icon(session.icon),
        icon_height(session.icon) * unit,
        canvas.palette.text,
    ));
    pieces.push(Piece::Gap(20.0 * unit));
    let instruction = canvas.text("instruction", &session.instruction, 48.0);
    let colour = canvas.palette.instruction;
    let instruction = Text { role: Role::Heading, live: true, centred, colour, ..instruction };
    pieces.push(Piece::Text(canvas.styled(View::Feedback, instruction)));
    Column { pieces, centred }
}

/// What moves is larger than what stands.
const fn icon_height(icon: Icon) -> f32 {
    match icon {
        Icon::Do(_) => 150.0,
        Icon::Face | Icon::Still | Icon::Light => 110.0,
    }
}

/// The hint and the time left.
fn rest(canvas: &Canvas<'_>, session: &Session, (countdown, centred): (Option<Countdown>, bool)) -> Column {
    let unit = canvas.unit;
    let mut pieces = Vec::new();
    if let Some(hint) = &session.hint {
        let hint = canvas.styled(View::ExtraTip, Text { live: true, ..canvas.text("hint", hint, 40.0) });
        pieces.push(Piece::Gap(24.0 * unit));
        pieces.push(Piece::Band(Picture::Alert, hint));
    }
    if let Some(countdown) = countdown {
        let seconds = countdown.left.as_secs_f32().ceil() as u32;
        let left = canvas.text("seconds", &Message::with("seconds-left", "seconds", seconds), 28.0);
        pieces.push(Piece::Gap(20.0 * unit));
        pieces.push(Piece::Text(canvas.styled(View::Countdown, Text { centred, ..left })));
    }
    Column { pieces, centred }
}
