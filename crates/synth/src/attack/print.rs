//! A printed picture of a person, held before the camera.

use super::contour::Outline;
use super::hand::Grip;
use super::paper::{Blank, FAR_FROM_EDGE, Printed, Stock};
use super::piece::{Corner, Flat, Piece};
use super::press::Press;
use super::texture::Texture;
use crate::film::Photograph;
use crate::math::{Dice, Vec3, noise, vec3};
use crate::mesh::Drawable;
use crate::scene::Print;
use crate::topology::EYES;
use crate::wear::Rigid;
use std::sync::Arc;

/// How much wider and higher than the lids scissors cut the holes for the eyes.
const HOLE: [f32; 2] = [1.12, 1.35];
/// Cells of the mesh, cm: of a plain sheet, and where holes need finer ones.
const CELLS: [f32; 2] = [0.5, 0.2];

/// A print. Its own space: middle of the sheet at the origin, x right, y up, z towards the camera, cm.
pub(crate) struct Sheet {
    layout: Layout,
    bend: Bend,
    /// Front, back, hands.
    pieces: [Piece; 3],
}

impl Sheet {
    /// Prints `photo` as `spec` says; `seed` chooses paper, printer and how the sheet is bent by the hand.
    pub(crate) fn new(spec: &Print, photo: Photograph, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x7072_696E);
        let texture = Texture::new(&photo.picture);
        let layout = Layout::new(spec, texture.aspect());
        // Dots come from office printers and offset presses; continuous tone from photo printers.
        let on_plain = dice.chance(if spec.halftone > 0.0 { 0.8 } else { 0.35 });
        let stock = if on_plain { Stock::plain(&mut dice) } else { Stock::photo(&mut dice) };
        let bend = Bend::new(spec, on_plain, layout.size, &mut dice);
        let press = Press::new(spec.halftone, &mut dice);
        let half = layout.size.map(|side| side / 2.0);
        let whole = Flat::grid([-half[0], -half[1]], half, CELLS[usize::from(spec.cut_out_eyes)]);
        let holes = EYES.map(|eye| layout.hole(&Outline::of(&photo.landmarks, &eye)));
        let off_edge = |p: [f32; 2]| -holes[0].depth(p).max(holes[1].depth(p)).max(-FAR_FROM_EDGE);
        let flat = if spec.cut_out_eyes { whole.cut(off_edge) } else { whole };
        let corner = |p: &[f32; 2]| {
            let edge = if spec.cut_out_eyes { off_edge(*p) } else { FAR_FROM_EDGE };
            Corner { point: bend.lift(*p), rest: vec3(p[0], p[1], edge), uv: layout.to_picture(*p) }
        };
        let corners: Vec<Corner> = flat.at.iter().map(corner).collect();
        let printed = Printed { picture: texture, press, stock, width: layout.picture[0] };
        let front = Piece::new(&corners, &flat.triangles, Arc::new(printed));
        let back = front.reverse(Arc::new(Blank(stock)));
        let hands = Grip::below(layout.size, 0.0, |p| bend.lift(p), &mut dice).piece(&mut dice);
        Self { layout, bend, pieces: [front, back, hands] }
    }

    /// Where the point `uv` of the picture lies in the sheet's space.
    pub(crate) fn place(&self, uv: [f32; 2]) -> Vec3 {
        self.bend.lift(self.layout.to_sheet(uv))
    }

    /// The sheet and the hands that hold it where `begin` puts it at the begin of a frame and `end` at its end.
    pub(crate) fn drawables(&self, begin: &Rigid, end: &Rigid) -> Vec<Drawable> {
        self.pieces.iter().map(|piece| piece.drawable(begin, end)).collect()
    }
}

/// Where the picture lies on the sheet.
struct Layout {
    /// Of the sheet, cm.
    size: [f32; 2],
    /// Of the picture, cm.
    picture: [f32; 2],
}

impl Layout {
    fn new(spec: &Print, aspect: f32) -> Self {
        let border = spec.border.clamp(0.0, spec.width * 0.4);
        let width = spec.width - 2.0 * border;
        let picture = [width, width * aspect];
        Self { size: picture.map(|side| side + 2.0 * border), picture }
    }

    fn to_picture(&self, p: [f32; 2]) -> [f32; 2] {
        [0.5 + p[0] / self.picture[0], 0.5 - p[1] / self.picture[1]]
    }

    fn to_sheet(&self, uv: [f32; 2]) -> [f32; 2] {
        [(uv[0] - 0.5) * self.picture[0], (0.5 - uv[1]) * self.picture[1]]
    }

    /// The hole for an eye whose lids have this outline in the picture, cm.
    fn hole(&self, lids: &Outline) -> Outline {
        lids.map(|uv| self.to_sheet(uv)).scaled(HOLE)
    }
}

/// How the sheet leaves its plane.
struct Bend {
    /// Radians a cm about the vertical; positive = the sides go away from the camera.
    curl: f32,
    /// Height of the waves, cm.
    waves: f32,
    /// How far the upper edge falls back, cm.
    sag: f32,
    /// Half the height of the sheet, cm.
    half: f32,
    origin: Vec3,
}

impl Bend {
    fn new(spec: &Print, limp: bool, size: [f32; 2], dice: &mut Dice) -> Self {
        let (stiff_waves, stiff_sag) = (dice.range(0.02, 0.06), dice.range(0.0, 0.15));
        let softness = if limp { 2.0 } else { 1.0 } * size[0] / 20.0;
        Self {
            curl: spec.bend.to_radians() / size[0],
            waves: stiff_waves * softness,
            sag: stiff_sag * softness,
            half: size[1] / 2.0,
            origin: vec3(dice.range(0.0, 90.0), dice.range(0.0, 90.0), dice.range(0.0, 90.0)),
        }
    }

    fn lift(&self, [x, y]: [f32; 2]) -> Vec3 {
        let (sin, cos) = libm::sincosf(self.curl * x);
        let (across, back) =
            if self.curl.abs() < 1e-5 { (x, 0.0) } else { (sin / self.curl, (cos - 1.0) / self.curl) };
        let above = (0.5 + 0.5 * y / self.half).clamp(0.0, 1.0);
        let wave = self.waves * noise(vec3(x, y * 0.7, 0.0) * 0.16 + self.origin);
        vec3(across, y, back + wave - self.sag * above * above)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{STILL, hit_at, photograph};
    use super::*;

    fn albedo(sheet: &Sheet, at: [f32; 2]) -> Vec3 {
        let front = &sheet.drawables(&STILL, &STILL)[0];
        hit_at(front, at).map_or(Vec3::ZERO, |hit| front.material.surface(&hit).albedo)
    }

    #[test]
    fn the_picture_is_upright_and_not_mirrored() {
        // Red grows to the right and green downwards.
        let sheet = Sheet::new(&Print { bend: 20.0, ..Print::default() }, photograph(), 1);
        let [left, right] = [albedo(&sheet, [-7.0, 0.0]), albedo(&sheet, [7.0, 0.0])];
        let [upper, lower] = [albedo(&sheet, [0.0, 8.0]), albedo(&sheet, [0.0, -8.0])];
        assert!(right.x > 2.0 * left.x, "{left:?} {right:?}");
        assert!(lower.y > 2.0 * upper.y, "{upper:?} {lower:?}");
    }

    #[test]
    fn the_border_is_bare_paper_as_wide_as_asked() {
        let sheet = Sheet::new(&Print { border: 1.0, ..Print::default() }, photograph(), 2);
        assert!((sheet.layout.size[0] - 20.0).abs() < 1e-4);
        let [outside, inside] = [-9.05, -8.95].map(|x| albedo(&sheet, [x, 0.0]));
        assert!(outside.y > 0.7 && outside.y < 0.88, "{outside:?}");
        assert!(inside.x < 0.2, "{inside:?}");
    }

    #[test]
    fn scissors_open_the_eyes_and_nothing_else() {
        let spec = Print { cut_out_eyes: true, ..Print::default() };
        let sheet = Sheet::new(&spec, photograph(), 3);
        let front = &sheet.drawables(&STILL, &STILL)[0];
        let open = |uv: [f32; 2]| {
            let at = sheet.place(uv);
            hit_at(front, [at.x, at.y]).is_none()
        };
        for eye in &EYES {
            assert!(open(Outline::of(&photograph().landmarks, eye).centre()));
        }
        assert!(!open([0.5, 0.45]) && !open([0.5, 0.75]) && !open([0.1, 0.1]));
    }

    #[test]
    fn a_bent_sheet_turns_its_sides_away_by_the_asked_angle() {
        let sheet = Sheet::new(&Print { bend: 60.0, ..Print::default() }, photograph(), 4);
        let front = &sheet.drawables(&STILL, &STILL)[0];
        let edge = sheet.place([1.0, 0.5]);
        let normal = hit_at(front, [edge.x - 0.3, 0.0]).map_or(Vec3::ZERO, |hit| hit.normal);
        let angle = libm::atan2f(normal.x, normal.z).to_degrees();
        assert!((angle - 29.0).abs() < 5.0, "{angle}");
    }
}
