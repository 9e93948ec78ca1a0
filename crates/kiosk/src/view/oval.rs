//! The camera's picture in an oval, mirrored, with its ring and the countdown around it.

use super::Direction;
use super::canvas::Canvas;
use super::pictures::Picture;
use crate::config::layout::View;
use crate::screen::{Countdown, Icon, Ring};
use eframe::egui::epaint::{Mesh, PathStroke, Vertex};
use eframe::egui::{Color32, Pos2, Rect, Shape, TextureId, Vec2, pos2, vec2};
use std::f32::consts::{FRAC_PI_2, TAU};

/// Points of a whole ellipse: the error is below a pixel at 1000 pixels of height.
const STEPS: u16 = 96;
/// Dashes of a ring that is not whole.
const DASHES: u16 = 32;
/// Width over height of the oval, a face's.
const ASPECT: f32 = 0.76;
/// Room around the oval for the ring and the countdown, units.
const AROUND: f32 = 46.0;

/// An ellipse, where it is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oval {
    centre: Pos2,
    radius: Vec2,
}

impl Oval {
    /// The largest oval in `rect` that leaves room for what is drawn around it.
    pub(super) fn within(rect: Rect, unit: f32) -> Self {
        let room = (rect.size() - Vec2::splat(2.0 * AROUND * unit)).max(Vec2::splat(8.0));
        let height = room.y.min(room.x / ASPECT);
        Self { centre: rect.center(), radius: vec2(height * ASPECT, height) * 0.5 }
    }

    pub(super) fn bounds(self) -> Rect {
        Rect::from_center_size(self.centre, self.radius * 2.0)
    }

    fn grown(self, by: f32) -> Self {
        Self { radius: self.radius + Vec2::splat(by), ..self }
    }

    fn at(self, angle: f32) -> Pos2 {
        self.centre + Vec2::angled(angle) * self.radius
    }

    /// A part of the line, clockwise from an angle on.
    fn arc(self, from: f32, length: f32, steps: u16) -> Vec<Pos2> {
        (0..=steps).map(|step| self.at(from + length * f32::from(step) / f32::from(steps))).collect()
    }

    /// The picture in the oval: as a mirror shows it, over its whole height or width.
    fn picture(self, texture: TextureId, aspect: f32, pixel: f32) -> Mesh {
        let own = self.radius.x / self.radius.y;
        let half = vec2((own / aspect).min(1.0), (aspect / own).min(1.0)) * 0.5;
        let edge = self.grown(-pixel * 0.5);
        let rim = self.grown(pixel * 0.5);
        let vertex = |at: Pos2, color: Color32| {
            let place = (at - self.centre) / self.radius * half;
            Vertex { pos: at, uv: pos2(0.5 - place.x, 0.5 + place.y), color }
        };
        let mut mesh = Mesh::with_texture(texture);
        mesh.vertices.push(vertex(self.centre, Color32::WHITE));
        for step in 0..STEPS {
            let angle = f32::from(step) / f32::from(STEPS) * TAU;
            mesh.vertices.push(vertex(edge.at(angle), Color32::WHITE));
            mesh.vertices.push(vertex(rim.at(angle), Color32::TRANSPARENT));
        }
        for step in 0..u32::from(STEPS) {
            let next = (step + 1) % u32::from(STEPS);
            let (inner, outer) = (1 + 2 * step, 2 + 2 * step);
            let (inner_next, outer_next) = (1 + 2 * next, 2 + 2 * next);
            mesh.add_triangle(0, inner, inner_next);
            mesh.add_triangle(inner, outer, outer_next);
            mesh.add_triangle(inner, outer_next, inner_next);
        }
        mesh
    }
}

/// Draws the picture, or a face where there is none yet.
pub(super) fn put_picture(canvas: &Canvas<'_>, oval: Oval) {
    let pixel = 1.0 / canvas.ui.ctx().pixels_per_point();
    if let Some(preview) = canvas.preview {
        canvas.painter().add(Shape::mesh(oval.picture(preview.texture(), preview.aspect(), pixel)));
        return;
    }
    let outline = oval.arc(0.0, TAU, STEPS);
    canvas.painter().add(Shape::convex_polygon(outline, canvas.palette.empty, PathStroke::NONE));
    if canvas.shows(View::Prepare) {
        let face = Rect::from_center_size(oval.centre, oval.radius);
        let ground = canvas.palette.empty;
        let colour = canvas.paint_on(ground, View::Prepare, canvas.palette.text);
        canvas.draw(face, Picture::Icon(Icon::Face), (colour, ground));
    }
}

/// Draws the ring. Its state is told by its shape too: dashed; heavy dashes and an exclamation mark; whole and a check.
pub(super) fn put_ring(canvas: &Canvas<'_>, oval: Oval, ring: Ring) {
    let (palette, unit) = (canvas.palette, canvas.unit);
    let (colour, width, mark) = match ring {
        Ring::Searching => (palette.ring_idle, 5.0, None),
        Ring::Wrong => (palette.ring_wrong, 11.0, Some(Picture::Alert)),
        Ring::Right => (palette.ring_right, 8.0, Some(Picture::Passed)),
    };
    let width = (width * unit * palette.line).max(2.0);
    let line = oval.grown(12.0 * unit);
    let stroke = PathStroke::new(width, colour);
    if ring == Ring::Right {
        let mut points = line.arc(0.0, TAU, STEPS);
        points.pop();
        canvas.painter().add(Shape::closed_line(points, stroke));
    } else {
        let dash = TAU / f32::from(DASHES);
        for index in 0..DASHES {
            let points = line.arc(f32::from(index) * dash, dash * 0.6, 3);
            canvas.painter().add(Shape::line(points, stroke.clone()));
        }
    }
    if let Some(mark) = mark {
        put_mark(canvas, line, (mark, colour));
    }
}

/// A mark on the ring, low at the side where a line ends; a rim of the background sets it off.
fn put_mark(canvas: &Canvas<'_>, line: Oval, (mark, colour): (Picture, Color32)) {
    let size = (54.0 * canvas.unit).max(24.0);
    let low = if canvas.words.direction() == Direction::LeftToRight { 0.72 } else { TAU * 0.5 - 0.72 };
    let place = Rect::from_center_size(line.at(low), Vec2::splat(size));
    canvas.painter().circle_filled(place.center(), size * 0.5 + 4.0 * canvas.unit, canvas.palette.background);
    canvas.draw(place, mark, (colour, canvas.palette.background));
}

/// Draws how much time is left as an arc that ends at the top, over a thin line all the way round.
pub(super) fn put_countdown(canvas: &Canvas<'_>, oval: Oval, countdown: Countdown) {
    let (palette, unit) = (canvas.palette, canvas.unit);
    let line = oval.grown(32.0 * unit);
    let mut round = line.arc(0.0, TAU, STEPS);
    round.pop();
    canvas.painter().add(Shape::closed_line(round, PathStroke::new(1.5 * palette.line, palette.outline)));
    let share = countdown.left.as_secs_f32() / countdown.of.as_secs_f32().max(f32::EPSILON);
    let share = share.clamp(0.0, 1.0);
    if share > 0.0 {
        let steps = (f32::from(STEPS) * share).ceil() as u16 + 1;
        let arc = line.arc(-FRAC_PI_2, TAU * share, steps);
        let width = (8.0 * unit * palette.line).max(3.0);
        canvas.painter().add(Shape::line(arc, PathStroke::new(width, palette.primary)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_mirrored_and_not_stretched() {
        let oval = Oval { centre: pos2(100.0, 100.0), radius: vec2(38.0, 50.0) };
        let mesh = oval.picture(TextureId::default(), 4.0 / 3.0, 1.0);
        let rightmost = mesh.vertices.iter().max_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
        let uv = rightmost.map(|vertex| vertex.uv).unwrap_or_default();
        assert!(uv.x < 0.5, "the window's right shows the picture's left");
        let lowest = mesh.vertices.iter().max_by(|a, b| a.pos.y.total_cmp(&b.pos.y));
        assert!((lowest.map_or(0.0, |vertex| vertex.uv.y) - 1.0).abs() < 0.02, "the whole height is seen");
        // 76 points wide show 0.57 of a width that is 133 points: 76 points of it.
        assert!(((0.5 - uv.x) * 2.0 * 100.0 * 4.0 / 3.0 - 77.0).abs() < 1.0, "{uv:?}");
    }

    #[test]
    fn the_oval_and_what_is_around_it_stay_inside() {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(500.0, 400.0));
        let oval = Oval::within(rect, 1.0);
        assert!(rect.contains_rect(oval.bounds().expand(AROUND)), "{oval:?}");
    }
}
