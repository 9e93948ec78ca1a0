//! A schematic face that shows what to do, moving gently.

use super::pictures::Ink;
use eframe::egui::epaint::EllipseShape;
use eframe::egui::{Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};
use liveface_session::Action;
use std::f32::consts::{PI, TAU};
use std::time::Duration;

/// One movement, there and back.
const PERIOD: Duration = Duration::from_millis(2_400);

/// How a face is drawn.
#[derive(Clone, Copy, Debug)]
struct Pose {
    /// 0 closed ..= 1 open.
    eyes: f32,
    /// 0 closed ..= 1 wide open.
    mouth: f32,
    /// -1..=1, + = to the right of the window.
    yaw: f32,
    /// -1..=1, + = down.
    pitch: f32,
}

const FRONT: Pose = Pose { eyes: 1.0, mouth: 0.0, yaw: 0.0, pitch: 0.0 };

/// Draws a face that looks ahead, or that does `action`.
pub(super) fn draw(painter: &Painter, rect: Rect, ink: &Ink, doing: Option<(Action, Duration)>) {
    let pose = doing.map_or(FRONT, |(action, now)| pose(action, now));
    let side = rect.width().min(rect.height());
    let turning = matches!(doing, Some((Action::Nod | Action::Shake, _)));
    let radius = if turning { vec2(0.31, 0.4) } else { vec2(0.36, 0.46) };
    let head = Head { centre: rect.center(), radius: radius * side };
    let stroke = Stroke::new(side * 0.055 * ink.line, ink.colour);
    painter.add(EllipseShape::stroke(head.centre, head.radius, stroke));
    for side in [-1.0, 1.0] {
        eye(painter, &head, (side, pose), stroke);
    }
    let bridge = head.at(vec2(0.0, -0.02), pose, 1.35);
    let tip = head.at(vec2(0.0, 0.22), pose, 1.5);
    painter.line_segment([bridge, tip], stroke);
    mouth(painter, &head, pose, stroke);
    if let Some((action, _)) = doing {
        arrows(painter, rect, action, stroke);
    }
}

/// The pose at `now`: still, there, a moment held, and back.
fn pose(action: Action, now: Duration) -> Pose {
    let turns = now.as_secs_f32() / PERIOD.as_secs_f32();
    let there = swing(turns.fract());
    // The head turns to the one side and then to the other: either will do.
    let side = if (turns as u64).is_multiple_of(2) { 1.0 } else { -1.0 };
    match action {
        Action::Blink => Pose { eyes: 1.0 - there, ..FRONT },
        Action::Mouth => Pose { mouth: there, ..FRONT },
        Action::Nod => Pose { pitch: there, ..FRONT },
        Action::Shake => Pose { yaw: there * side, ..FRONT },
    }
}

fn swing(phase: f32) -> f32 {
    let smooth = |x: f32| {
        let x = x.clamp(0.0, 1.0);
        x * x * (3.0 - 2.0 * x)
    };
    smooth((phase - 0.15) / 0.25) - smooth((phase - 0.6) / 0.25)
}

struct Head {
    centre: Pos2,
    radius: Vec2,
}

impl Head {
    /// The place of a feature given in radii; what stands out of the face (`depth` above 1) moves more.
    fn at(&self, feature: Vec2, pose: Pose, depth: f32) -> Pos2 {
        let turned = vec2(feature.x + 0.38 * depth * pose.yaw, feature.y + 0.3 * depth * pose.pitch);
        self.centre + turned * self.radius
    }
}

fn eye(painter: &Painter, head: &Head, (side, pose): (f32, Pose), stroke: Stroke) {
    let centre = head.at(vec2(0.4 * side, -0.16), pose, 1.0);
    let radius = vec2(0.13, 0.15 * pose.eyes) * head.radius;
    if radius.y > stroke.width * 0.5 {
        painter.add(EllipseShape::filled(centre, radius, stroke.color));
    } else {
        painter.add(bow(centre, vec2(0.2, 0.09) * head.radius, stroke));
    }
}

fn mouth(painter: &Painter, head: &Head, pose: Pose, stroke: Stroke) {
    let centre = head.at(vec2(0.0, 0.5), pose, 1.0);
    if pose.mouth > 0.15 {
        let radius = vec2(0.22, 0.26 * pose.mouth) * head.radius;
        painter.add(EllipseShape::filled(centre, radius, stroke.color));
    } else {
        painter.add(bow(centre - vec2(0.0, 0.06 * head.radius.y), vec2(0.3, 0.12) * head.radius, stroke));
    }
}

/// The lower half of an ellipse.
fn bow(centre: Pos2, radius: Vec2, stroke: Stroke) -> Shape {
    let point = |step: u8| {
        let angle = f32::from(step) / 10.0 * PI;
        centre + vec2(angle.cos(), angle.sin()) * radius
    };
    Shape::line((0..=10).map(point).collect(), stroke)
}

/// Where to: so that a glance is enough, whatever moment of the movement it meets.
fn arrows(painter: &Painter, rect: Rect, action: Action, stroke: Stroke) {
    let side = rect.width().min(rect.height());
    let centre = rect.center();
    let stroke = Stroke::new(stroke.width.min(side * 0.06), stroke.color);
    let place = |x: f32, y: f32| centre + vec2(x, y) * side;
    match action {
        Action::Nod => arrow(painter, place(0.46, -0.24), place(0.46, 0.24), stroke),
        Action::Shake => {
            arrow(painter, place(0.42, 0.02), place(0.6, 0.02), stroke);
            arrow(painter, place(-0.42, 0.02), place(-0.6, 0.02), stroke);
        }
        Action::Blink | Action::Mouth => {}
    }
}

fn arrow(painter: &Painter, from: Pos2, to: Pos2, stroke: Stroke) {
    painter.line_segment([from, to], stroke);
    let back = (from - to).normalized() * stroke.width * 2.2;
    let barb = |turn: f32| to + turned(back, turn * TAU);
    painter.line(vec![barb(0.11), to, barb(-0.11)], stroke);
}

fn turned(v: Vec2, angle: f32) -> Vec2 {
    let (sin, cos) = angle.sin_cos();
    vec2(v.x * cos - v.y * sin, v.x * sin + v.y * cos)
}

/// A head and shoulders.
pub(super) fn person(painter: &Painter, rect: Rect, ink: &Ink) {
    let side = rect.width().min(rect.height());
    let centre = rect.center();
    painter.circle_filled(centre - vec2(0.0, 0.2 * side), 0.2 * side, ink.colour);
    let shoulders = |step: u8| {
        let angle = PI + f32::from(step) / 16.0 * PI;
        pos2(centre.x, centre.y + 0.44 * side) + vec2(0.38 * angle.cos(), 0.36 * angle.sin()) * side
    };
    let outline = (0..=16).map(shoulders).collect();
    painter.add(Shape::convex_polygon(outline, ink.colour, Stroke::NONE));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_movement_begins_and_ends_at_rest_and_reaches_its_end_between() {
        for phase in [0.0, 0.1, 0.9, 0.999] {
            assert!(swing(phase).abs() < 1e-3, "{phase}: {}", swing(phase));
        }
        assert!(swing(0.5) > 0.99);
    }

    #[test]
    fn the_head_is_turned_to_both_sides_in_turn() {
        let half = PERIOD / 2;
        assert!(pose(Action::Shake, half).yaw > 0.9);
        assert!(pose(Action::Shake, PERIOD + half).yaw < -0.9);
    }
}
