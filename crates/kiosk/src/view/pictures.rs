//! Small pictures, drawn with lines and fills: no image files and no fonts of pictures.

use super::face;
use crate::screen::Icon;
use eframe::egui::epaint::EllipseShape;
use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};
use liveface_session::Action;
use std::f32::consts::TAU;
use std::time::Duration;

/// A small picture of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// The picture of an instruction.
    Icon(Icon),
    /// A sun: even light.
    Sun,
    /// A face whose mask is crossed out.
    Uncovered,
    /// One person.
    Alone,
    /// A padlock: what becomes of the recording.
    Lock,
    /// A triangle with an exclamation mark.
    Warning,
    /// A check mark in a disc.
    Passed,
    /// A cross in a disc.
    Failed,
    /// A question mark in a disc.
    Unsure,
    /// An exclamation mark in a disc.
    Alert,
    /// A cross.
    Close,
    /// An arc that turns.
    Spinner,
}

/// What a picture is drawn with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// Lines and fills.
    pub(super) colour: Color32,
    /// Marks on fills.
    pub(super) on: Color32,
    /// Factor of every line's thickness.
    pub(super) line: f32,
}

impl Picture {
    /// Empty room at its side, share of its height: where it stands above text, both begin at one line.
    pub(super) const fn inset(self) -> f32 {
        match self {
            Self::Icon(Icon::Face | Icon::Do(Action::Blink | Action::Mouth)) => 0.11,
            Self::Icon(Icon::Do(Action::Nod)) => 0.16,
            Self::Icon(Icon::Do(Action::Shake)) => -0.1,
            Self::Icon(Icon::Still) => 0.02,
            _ => -0.02,
        }
    }

    /// Draws it into the square in the middle of `rect`, as it looks at `now`.
    pub(super) fn draw(self, painter: &Painter, rect: Rect, ink: &Ink, now: Duration) {
        let square = Square::within(rect);
        match self {
            Self::Icon(Icon::Face) => face::draw(painter, rect, ink, None),
            Self::Icon(Icon::Do(action)) => face::draw(painter, rect, ink, Some((action, now))),
            Self::Icon(Icon::Still) => hand(painter, square, ink),
            Self::Icon(Icon::Light) => screen(painter, square, ink),
            Self::Sun => sun(painter, square, ink),
            Self::Uncovered => uncovered(painter, square, ink),
            Self::Alone => face::person(painter, rect, ink),
            Self::Lock => lock(painter, square, ink),
            Self::Warning => warning(painter, square, ink),
            Self::Passed => disc(painter, square, ink, check),
            Self::Failed => disc(painter, square, ink, cross),
            Self::Unsure => disc(painter, square, ink, question),
            Self::Alert => disc(painter, square, ink, exclamation),
            Self::Close => cross(painter, Square { half: square.half * 1.7, ..square }, ink),
            Self::Spinner => spinner(painter, square, ink, now),
        }
    }
}

/// A square of which 1 is half the side.
#[derive(Clone, Copy)]
struct Square {
    centre: Pos2,
    half: f32,
}

impl Square {
    fn within(rect: Rect) -> Self {
        Self { centre: rect.center(), half: rect.width().min(rect.height()) * 0.5 }
    }

    fn at(self, x: f32, y: f32) -> Pos2 {
        self.centre + vec2(x, y) * self.half
    }

    fn rect(self, (x, y): (f32, f32), size: Vec2) -> Rect {
        Rect::from_center_size(self.at(x, y), size * self.half)
    }

    fn stroke(self, width: f32, ink: &Ink) -> Stroke {
        Stroke::new(self.half * width * ink.line, ink.colour)
    }
}

fn disc(painter: &Painter, square: Square, ink: &Ink, mark: fn(&Painter, Square, &Ink)) {
    painter.circle_filled(square.centre, square.half, ink.colour);
    mark(painter, square, ink);
}

fn mark_stroke(square: Square, ink: &Ink) -> Stroke {
    Stroke::new(square.half * 0.2, ink.on)
}

fn check(painter: &Painter, square: Square, ink: &Ink) {
    let points = vec![square.at(-0.45, 0.05), square.at(-0.12, 0.38), square.at(0.47, -0.32)];
    painter.line(points, mark_stroke(square, ink));
}

fn cross(painter: &Painter, square: Square, ink: &Ink) {
    for side in [-0.38, 0.38] {
        painter.line_segment([square.at(-side, -0.38), square.at(side, 0.38)], mark_stroke(square, ink));
    }
}

fn exclamation(painter: &Painter, square: Square, ink: &Ink) {
    painter.line_segment([square.at(0.0, -0.55), square.at(0.0, 0.15)], mark_stroke(square, ink));
    painter.circle_filled(square.at(0.0, 0.46), square.half * 0.13, ink.on);
}

fn question(painter: &Painter, square: Square, ink: &Ink) {
    let hook = |step: u8| {
        let angle = (-0.5 + f32::from(step) / 12.0 * 0.7) * TAU;
        square.at(0.28 * angle.cos(), -0.24 + 0.28 * angle.sin())
    };
    let mut points: Vec<Pos2> = (0..=12).map(hook).collect();
    points.push(square.at(0.0, 0.18));
    painter.line(points, mark_stroke(square, ink));
    painter.circle_filled(square.at(0.0, 0.5), square.half * 0.13, ink.on);
}

fn warning(painter: &Painter, square: Square, ink: &Ink) {
    let corners = vec![square.at(0.0, -0.88), square.at(0.98, 0.82), square.at(-0.98, 0.82)];
    let rounded = Stroke::new(square.half * 0.08, ink.colour);
    painter.add(Shape::convex_polygon(corners, ink.colour, rounded));
    let lower = Square { centre: square.at(0.0, 0.2), half: square.half * 0.85 };
    exclamation(painter, lower, ink);
}

/// A hand held up: halt.
fn hand(painter: &Painter, square: Square, ink: &Ink) {
    let finger = 0.25;
    let round = finger * square.half * 0.5;
    for (x, top) in [(-0.45, -0.5), (-0.15, -0.84), (0.15, -0.92), (0.45, -0.74)] {
        let rect = Rect::from_min_max(square.at(x - finger * 0.5, top), square.at(x + finger * 0.5, 0.4));
        painter.rect_filled(rect, round, ink.colour);
    }
    let palm = Rect::from_min_max(square.at(-0.575, 0.05), square.at(0.575, 0.92));
    painter.rect_filled(palm, square.half * 0.36, ink.colour);
    let (root, tip) = (square.at(-0.36, 0.62), square.at(-0.84, 0.06));
    painter.line_segment([root, tip], Stroke::new(round * 2.0, ink.colour));
    painter.circle_filled(tip, round, ink.colour);
}

/// A screen that shines.
fn screen(painter: &Painter, square: Square, ink: &Ink) {
    let stroke = square.stroke(0.12, ink);
    let glass = square.rect((0.0, 0.2), vec2(1.24, 0.84));
    painter.rect_stroke(glass, square.half * 0.12, stroke, StrokeKind::Middle);
    painter.rect_filled(glass.shrink(stroke.width * 1.4), 0.0, ink.colour);
    painter.line_segment([square.at(-0.34, 0.86), square.at(0.34, 0.86)], stroke);
    for (from, to) in
        [((0.0, -0.44), (0.0, -0.86)), ((0.52, -0.4), (0.76, -0.74)), ((0.86, 0.0), (1.0, -0.1))]
    {
        for side in [-1.0, 1.0] {
            let ends = [square.at(from.0 * side, from.1), square.at(to.0 * side, to.1)];
            painter.line_segment(ends, stroke);
        }
    }
}

fn sun(painter: &Painter, square: Square, ink: &Ink) {
    painter.circle_filled(square.centre, square.half * 0.42, ink.colour);
    for ray in 0..8_u8 {
        let angle = f32::from(ray) / 8.0 * TAU;
        let (sin, cos) = angle.sin_cos();
        let ends = [square.at(0.6 * cos, 0.6 * sin), square.at(0.94 * cos, 0.94 * sin)];
        painter.line_segment(ends, square.stroke(0.14, ink));
    }
}

fn uncovered(painter: &Painter, square: Square, ink: &Ink) {
    let stroke = square.stroke(0.11, ink);
    painter.add(EllipseShape::stroke(square.centre, vec2(0.7, 0.9) * square.half, stroke));
    let mask = square.rect((0.0, 0.3), vec2(0.86, 0.56));
    painter.rect_filled(mask, square.half * 0.14, ink.colour);
    for side in [-1.0, 1.0] {
        painter.circle_filled(square.at(0.28 * side, -0.22), square.half * 0.1, ink.colour);
    }
    let bar = [square.at(-0.86, 0.86), square.at(0.86, -0.86)];
    painter.line_segment(bar, Stroke::new(stroke.width * 3.0, ink.on));
    painter.line_segment(bar, Stroke::new(stroke.width * 1.2, ink.colour));
}

fn lock(painter: &Painter, square: Square, ink: &Ink) {
    let body = square.rect((0.0, 0.34), vec2(1.2, 0.92));
    painter.rect_filled(body, square.half * 0.14, ink.colour);
    let bow = |step: u8| {
        let angle = (0.5 + f32::from(step) / 24.0) * TAU;
        square.at(0.36 * angle.cos(), -0.38 + 0.42 * angle.sin())
    };
    let mut points = vec![square.at(-0.36, 0.0)];
    points.extend((0..=12).map(bow));
    points.push(square.at(0.36, 0.0));
    painter.line(points, square.stroke(0.18, ink));
}

fn spinner(painter: &Painter, square: Square, ink: &Ink, now: Duration) {
    let turn = (now.as_secs_f32() / 1.2).fract();
    let point = |step: u8| {
        let angle = (turn + f32::from(step) / 24.0 * 0.7) * TAU;
        pos2(square.centre.x, square.centre.y) + Vec2::angled(angle) * square.half * 0.84
    };
    painter.line((0..=24).map(point).collect(), square.stroke(0.2, ink));
}
