//! The pages that are read: guide, choice of light, waiting, result and errors.

use super::canvas::{Button, Canvas, Standing, Text};
use super::column::{Column, Piece};
use super::pictures::Picture;
use crate::config::layout::View;
use crate::screen::{Broken, Consent, Guide, Icon, Message, Outcome, OutcomeKind, Press, Privacy, Waiting};
use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Id, Rect, Vec2, pos2, vec2};

/// Widest column of text, units: longer lines are hard to read.
const WIDEST: f32 = 1080.0;

/// What is going to happen, and a button to start.
pub(super) fn guide(canvas: &mut Canvas<'_>, guide: Guide) {
    let privacy: &[&'static str] = match guide.privacy {
        Privacy::Deleted => &["guide-privacy"],
        Privacy::Kept => &["guide-privacy-kept"],
        Privacy::Sent => &["guide-privacy-sent"],
        Privacy::SentAndKept => &["guide-privacy-sent", "guide-privacy-kept"],
    };
    let items = [
        (Picture::Icon(Icon::Face), "guide-facing"),
        (Picture::Sun, "guide-light"),
        (Picture::Uncovered, "guide-uncovered"),
        (Picture::Alone, "guide-alone"),
    ];
    let items = items.map(|(picture, key)| (picture, canvas.text(key, &key.into(), 30.0)));
    let title = title(canvas, &"guide-title".into());
    let intro = canvas.text("intro", &"guide-intro".into(), 30.0);
    let privacy = privacy.iter().map(|key| (Picture::Lock, small(canvas, key, &(*key).into()))).collect();
    let start = canvas.button(Press::Start, "button-start", Standing::Primary);
    let unit = canvas.unit;
    let pieces = vec![
        Piece::Text(title),
        Piece::Gap(14.0 * unit),
        Piece::Text(intro),
        Piece::Gap(36.0 * unit),
        Piece::Items(items.into()),
        Piece::Gap(10.0 * unit),
        Piece::Items(privacy),
        Piece::Gap(24.0 * unit),
        Piece::Buttons(vec![start]),
    ];
    page(canvas, Column { pieces, centred: false });
}

/// The warning before the light. The ways on are of equal standing, and none is chosen beforehand: not even a key that is
/// held down may start the light. Where there is no way on without light, the warning does not speak of one.
pub(super) fn consent(canvas: &mut Canvas<'_>, consent: Consent) {
    let title = title(canvas, &"consent-title".into());
    let warning = if consent.free { "consent-warning" } else { "consent-warning-bound" };
    let warning = canvas.text("warning", &warning.into(), 32.0);
    let what = canvas.text("what", &"consent-what".into(), 30.0);
    let stop = canvas.text("stop", &"consent-stop".into(), 30.0);
    let agree = canvas.button(Press::Agree, "button-agree", Standing::Equal);
    let without = canvas.button(Press::WithoutLight, "button-without-light", Standing::Equal);
    let unit = canvas.unit;
    let pieces = vec![
        Piece::Text(title),
        Piece::Gap(28.0 * unit),
        Piece::Band(Picture::Warning, warning),
        Piece::Gap(24.0 * unit),
        Piece::Text(what),
        Piece::Gap(10.0 * unit),
        Piece::Text(stop),
        Piece::Gap(36.0 * unit),
        Piece::Buttons(if consent.free { vec![without, agree] } else { vec![agree] }),
    ];
    page(canvas, Column { pieces, centred: false });
}

/// Something takes a while.
pub(super) fn waiting(canvas: &mut Canvas<'_>, waiting: Waiting) {
    let key = match waiting {
        Waiting::Token => "wait-token",
        Waiting::Camera => "prompt-prepare",
        Waiting::Analysing => "wait-analysing",
        Waiting::Uploading => "wait-uploading",
        Waiting::Result => "wait-result",
    };
    let mut title = title(canvas, &key.into());
    title.live = true;
    title.centred = true;
    let (cancel, button, body) = canvas.cancel();
    let middle = body.center();
    let side = 110.0 * canvas.unit;
    if canvas.shows(View::Loading) {
        let own = Rect::from_center_size(pos2(middle.x, middle.y - side * 0.9), Vec2::splat(side));
        let colour = canvas.paint(View::Loading, canvas.palette.primary);
        let seen = canvas.placed(View::Loading, canvas.seen(own));
        canvas.draw(seen, Picture::Spinner, (colour, canvas.palette.background));
    }
    let below = Rect::from_min_max(pos2(body.left(), middle.y), pos2(body.right(), middle.y + side * 2.0));
    Column { pieces: vec![Piece::Text(title)], centred: true }.put_from_top(canvas, below.intersect(body));
    canvas.put_button(cancel, &button, 1.0);
}

/// How the check ended, why, and what to do.
pub(super) fn outcome(canvas: &mut Canvas<'_>, outcome: &Outcome) {
    let palette = canvas.palette;
    let (picture, colour, key) = match outcome.kind {
        OutcomeKind::Passed => (Picture::Passed, palette.ring_right, "result-pass-title"),
        OutcomeKind::Failed => (Picture::Failed, palette.ring_wrong, "result-fail-title"),
        OutcomeKind::Insufficient => (Picture::Unsure, palette.ring_idle, "result-insufficient-title"),
    };
    let left = outcome.attempts_left.map(|left| match left {
        0 => Message::from("attempts-none"),
        left => Message::with("attempts-left", "attempts", left),
    });
    let says = [Some(("reason", &outcome.reason)), outcome.remedy.as_ref().map(|remedy| ("remedy", remedy))];
    let ending = Ending { picture, colour, title: &key.into(), left: left.as_ref(), retry: outcome.retry };
    end(canvas, &ending, (&says, &outcome.code));
}

/// Something broke.
pub(super) fn broken(canvas: &mut Canvas<'_>, broken: &Broken) {
    let (title, colour) = (&broken.title, canvas.palette.ring_wrong);
    let left = broken.attempts_gone.then(|| Message::from("attempts-none"));
    let ending =
        Ending { picture: Picture::Warning, colour, title, left: left.as_ref(), retry: broken.retry };
    end(canvas, &ending, (&[Some(("remedy", &broken.remedy))], &broken.code));
}

/// What a last page begins and ends with.
struct Ending<'e> {
    picture: Picture,
    colour: Color32,
    title: &'e Message,
    /// How many attempts are left.
    left: Option<&'e Message>,
    retry: bool,
}

fn end(
    canvas: &mut Canvas<'_>,
    ending: &Ending<'_>,
    (says, code): (&[Option<(&'static str, &Message)>], &str),
) {
    let unit = canvas.unit;
    let mut title = title(canvas, ending.title);
    title.live = true;
    let mut pieces = vec![
        Piece::Picture(ending.picture, 130.0 * unit, ending.colour),
        Piece::Gap(24.0 * unit),
        Piece::Text(centred(title)),
        Piece::Gap(14.0 * unit),
    ];
    for (id, message) in says.iter().flatten() {
        pieces.push(Piece::Text(centred(canvas.text(id, message, 34.0))));
        pieces.push(Piece::Gap(10.0 * unit));
    }
    if let Some(left) = ending.left {
        let text = canvas.text("attempts", left, 28.0);
        pieces.push(Piece::Text(centred(Text { colour: canvas.palette.muted, ..text })));
    }
    pieces.push(Piece::Gap(30.0 * unit));
    let close = canvas.button(Press::Close, "button-close", Standing::Primary);
    let buttons = if ending.retry {
        let retry = canvas.button(Press::Retry, "button-retry", Standing::Primary);
        vec![retry, Button { standing: Standing::Quiet, ..close }]
    } else {
        vec![close]
    };
    pieces.push(Piece::Buttons(buttons));
    if !code.is_empty() {
        pieces.push(Piece::Gap(22.0 * unit));
        pieces.push(Piece::Text(centred(code_text(canvas, code))));
    }
    let body = canvas.screen.shrink(canvas.margin());
    put_narrow(canvas, body, &Column { pieces, centred: true });
}

/// The code for staff. Variables of messages are numbers, which a code is not: it takes the place of one.
fn code_text(canvas: &Canvas<'_>, code: &str) -> Text {
    let mut text = small(canvas, "code", &Message::with("error-code", "code", u32::MAX));
    text.text = text.text.replace(&u32::MAX.to_string(), code);
    text
}

fn title(canvas: &Canvas<'_>, message: &Message) -> Text {
    Text { role: Role::Heading, ..canvas.text("title", message, 52.0) }
}

fn small(canvas: &Canvas<'_>, id: &'static str, message: &Message) -> Text {
    Text { colour: canvas.palette.muted, ..canvas.text(id, message, 22.0) }
}

fn centred(text: Text) -> Text {
    Text { centred: true, ..text }
}

/// A column with the button to cancel in its corner.
fn page(canvas: &mut Canvas<'_>, column: Column) {
    let (cancel, button, body) = canvas.cancel();
    put_narrow(canvas, body, &column);
    canvas.put_button(cancel, &button, 1.0);
}

fn put_narrow(canvas: &mut Canvas<'_>, body: Rect, column: &Column) {
    let width = (WIDEST * canvas.unit).min(body.width());
    let rect = Rect::from_center_size(body.center(), vec2(width, body.height()));
    column.put(canvas, rect);
}

/// Where a page keeps its picture for assistive technology.
pub(super) fn picture_id() -> Id {
    Id::unique(("kiosk", "camera"))
}
