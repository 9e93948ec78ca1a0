//! Spectacles and sunglasses.

use super::around::Around;
use super::piece::{Piece, Sheet};
use crate::head::{Marks, Shape};
use crate::math::{Dice, Vec3, hash, mix, vec3};
use crate::mesh::{Layer, Triangle};
use crate::person::Traits;
use crate::scene::Glasses;
use crate::surface::{Hit, Material, Surface};
use std::f32::consts::TAU;
use std::sync::Arc;

/// Points around a rim.
const AROUND: usize = 40;
/// Lenses lie at least this far before lids, brows and cheeks, cm.
const CLEARANCE: f32 = 0.45;

struct Frame {
    colour: Vec3,
    metal: bool,
}

impl Material for Frame {
    fn surface(&self, hit: &Hit) -> Surface {
        let (gloss, roughness) = if self.metal { (0.5, 0.3) } else { (0.04, 0.18) };
        Surface { gloss, roughness, ..Surface::matt(self.colour, hit.normal) }
    }
}

struct Lens {
    tint: Vec3,
    /// Opacity at the upper and at the lower edge.
    cover: [f32; 2],
}

impl Material for Lens {
    fn surface(&self, hit: &Hit) -> Surface {
        let cover = mix(self.cover[0], self.cover[1], hit.uv[1]);
        Surface { gloss: 0.04, roughness: 0.02, cover, ..Surface::matt(self.tint, hit.normal) }
    }
}

/// The outline of a lens.
#[derive(Clone, Copy, Debug)]
struct Outline {
    /// Half sides, cm.
    half: [f32; 2],
    /// 2 = ellipse, 4 = nearly a rectangle.
    power: f32,
    /// How much narrower the lower half is.
    drop: f32,
    /// Radius of the frame around it.
    rim: f32,
}

impl Outline {
    fn new(dark: bool, dice: &mut Dice) -> Self {
        let rim = dice.range(0.07, 0.2);
        let wide = dice.range(2.45, 2.7);
        let (half, power, drop) = match dice.range(0.0, 1.0) {
            x if x < 0.25 => ([dice.range(2.2, 2.4); 2], 2.1, 0.0),
            x if x < 0.6 => ([wide, dice.range(1.6, 1.95)], 3.6, 0.06),
            _ => ([wide, dice.range(1.9, 2.2)], 2.9, 0.16),
        };
        if dark {
            Self { half: [wide + 0.2, 2.25], power: 2.8, drop: 0.15, rim }
        } else {
            Self { half, power, drop, rim }
        }
    }

    /// The edge at `angle`, from the image right counter-clockwise: cm right and up of the middle.
    fn edge(&self, angle: f32) -> [f32; 2] {
        let (s, c) = libm::sincosf(angle);
        let size =
            libm::powf(libm::powf(c.abs(), self.power) + libm::powf(s.abs(), self.power), -1.0 / self.power);
        let narrow = 1.0 - self.drop * (0.5 - 0.5 * s * size);
        [self.half[0] * c * size * narrow, self.half[1] * s * size]
    }
}

/// Where lenses sit.
struct Seat {
    middles: [Vec3; 2],
}

impl Seat {
    fn new(shape: &Shape, outline: &Outline, skin: &[Triangle], masked: bool) -> Self {
        let Marks { eyes, eye_radius, .. } = shape.marks;
        let low = |eye: Vec3| vec3(eye.x, eye.y - 0.35, eye.z);
        let mut front = eyes[0].z.max(eyes[1].z) + eye_radius + 0.75;
        let near = |p: Vec3, eye: Vec3| {
            let (x, y) = (p.x - eye.x, p.y - low(eye).y);
            let bridge = p.x.abs() < 1.5;
            x.abs() < outline.half[0] && y.abs() < outline.half[1] && !bridge
        };
        for p in skin.iter().flat_map(|t| t.points).map(|i| shape.neutral[i as usize]) {
            if p.z > 4.0 && (near(p, eyes[0]) || near(p, eyes[1])) {
                // The tilt takes the lower edge back towards the cheeks.
                let tilt = 0.09 * (low(eyes[0]).y - p.y).max(0.0);
                let wrap = 0.10 * (p.x.abs() - eyes[1].x.abs()).max(0.0);
                front = front.max(p.z + CLEARANCE + tilt + wrap);
            }
        }
        // Over a mask they sit further out and higher.
        let (forward, up) = if masked { (0.7, 0.35) } else { (0.0, 0.0) };
        Self { middles: eyes.map(|eye| vec3(eye.x * 0.99, low(eye).y + up, front + forward)) }
    }

    /// A place on the lens at the image `side`, cm right and up of its middle and before it.
    fn place(&self, side: usize, [x, y]: [f32; 2], before: f32) -> Vec3 {
        let outward = if side == 0 { -x } else { x };
        let bulge = -(x * x + y * y) / 24.0;
        self.middles[side] + vec3(x, y, before + bulge + 0.09 * y - 0.10 * outward.max(-0.6))
    }
}

/// The glasses of a person; nothing where none are worn.
pub(super) fn glasses(
    (shape, skin): (&Shape, &[Triangle]),
    around: &Around,
    traits: &Traits,
    masked: bool,
) -> Vec<Piece> {
    let dark = match traits.glasses {
        Glasses::Bare => return Vec::new(),
        Glasses::Clear => false,
        Glasses::Sunglasses => true,
    };
    let mut dice = Dice::new(hash(traits.seed ^ 0x6761_7373));
    let outline = Outline::new(dark, &mut dice);
    let seat = Seat::new(shape, &outline, skin, masked);
    let mut frame = Sheet::default();
    for side in 0..2 {
        let rim: Vec<(Vec3, f32)> =
            (0..AROUND).map(|i| (seat.place(side, outline.edge(angle(i)), 0.0), outline.rim)).collect();
        frame.tube(&rim, 8, true);
        temple(&mut frame, &seat, &outline, (side, shape.marks.ears[side]), around);
    }
    bridge(&mut frame, &seat, &outline);
    let metal = outline.rim < 0.1;
    let colour = match dice.range(0.0, 1.0) {
        _ if metal => vec3(0.35, 0.33, 0.30),
        x if x < 0.6 => vec3(0.012, 0.012, 0.014),
        x if x < 0.85 => vec3(0.06, 0.028, 0.012),
        _ => vec3(0.10, 0.02, 0.03),
    };
    let lens = if dark {
        Lens { tint: vec3(0.012, 0.011, 0.010), cover: [dice.range(0.93, 0.98), dice.range(0.90, 0.96)] }
    } else {
        Lens { tint: vec3(0.05, 0.06, 0.055), cover: [0.08, 0.08] }
    };
    vec![Piece::rigid(frame, Arc::new(Frame { colour, metal })), lenses(&seat, &outline, lens)]
}

fn angle(i: usize) -> f32 {
    i as f32 / AROUND as f32 * TAU
}

fn lenses(seat: &Seat, outline: &Outline, lens: Lens) -> Piece {
    const RINGS: usize = 4;
    let mut sheet = Sheet::default();
    for side in 0..2 {
        // Rings outward; a grid with its first row at the edge faces the camera.
        sheet.grid((AROUND + 1, RINGS + 1), |i, ring| {
            let share = ring as f32 / RINGS as f32;
            let [x, y] = outline.edge(-angle(i % AROUND));
            let p = [x * share, y * share];
            (seat.place(side, p, 0.0), [0.0, 0.5 - 0.5 * p[1] / outline.half[1]])
        });
    }
    let mut piece = Piece::rigid(sheet, Arc::new(lens));
    piece.layer = Layer::Veil;
    piece.two_sided = true;
    piece
}

fn bridge(frame: &mut Sheet, seat: &Seat, outline: &Outline) {
    let left = seat.place(0, outline.edge(0.45), 0.0);
    let right = seat.place(1, outline.edge(TAU / 2.0 - 0.45), 0.0);
    let path: Vec<(Vec3, f32)> = (0..9)
        .map(|i| {
            let t = i as f32 / 8.0;
            let arch = 4.0 * t * (1.0 - t);
            (left.mix(right, t) + vec3(0.0, 0.22 * arch, 0.3 * arch), outline.rim * 1.1)
        })
        .collect();
    frame.tube(&path, 8, false);
}

/// From the outer end of a rim over the ear and down behind it.
fn temple(frame: &mut Sheet, seat: &Seat, outline: &Outline, (side, ear): (usize, Vec3), around: &Around) {
    let way = if side == 0 { -1.0 } else { 1.0 };
    let out = if side == 0 { TAU / 2.0 - 0.35 } else { 0.35 };
    let hinge = seat.place(side, outline.edge(out), 0.0);
    let rest = vec3(ear.x - way * 0.5, ear.y + 0.1, ear.z + 0.3);
    let thick = outline.rim.max(0.13);
    let mut path = vec![(hinge, thick), (hinge + vec3(way * 0.45, 0.0, -0.35), thick * 1.2)];
    for i in 1..=12 {
        let t = i as f32 / 12.0;
        let p = (hinge + vec3(way * 0.5, 0.0, -0.6)).mix(rest, t);
        // Between the ear and the head, elsewhere clear of the temple.
        let p = if p.z > ear.z + 2.0 { around.outside(p, 0.2) } else { p };
        path.push((p, thick * mix(1.2, 0.9, t)));
    }
    path.push((rest + vec3(-way * 0.2, -0.5, -1.6), thick));
    path.push((rest + vec3(-way * 0.6, -2.2, -2.6), thick));
    frame.tube(&path, 8, false);
}
