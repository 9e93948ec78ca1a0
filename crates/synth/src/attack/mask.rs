//! A mask with a person's picture on it, worn by a living attacker.

use super::contour::Outline;
use super::paper::{Blank, FAR_FROM_EDGE, Printed, Stock};
use super::piece::{Corner, Flat, Piece};
use super::press::Press;
use super::shell::Relief;
use super::texture::Texture;
use super::warp::Warp;
use crate::film::Photograph;
use crate::head::{HeadModel, HeadPart, Shape};
use crate::math::{Dice, Vec3, vec3};
use crate::mesh::{Drawable, Triangle};
use crate::scene::Mask;
use crate::topology::{EYES, OVAL};
use crate::wear::Stance;
use std::sync::Arc;

/// Side of the mesh's cells, cm.
const CELL: f32 = 0.2;
/// How much wider and higher than the lids the holes are: of a cut sheet, and of a mould.
const HOLES: [[f32; 2]; 2] = [[1.1, 1.3], [1.05, 1.2]];
/// How far a flat mask hangs before the tip of the nose, cm.
const BEFORE_NOSE: f32 = 0.3;
/// Landmarks on the skin; the ten after them are the irises.
const SKIN_LANDMARKS: usize = 468;

/// A mask on a head, rigid with it.
pub(crate) struct Worn {
    front: Piece,
    back: Piece,
}

impl Worn {
    /// A mask of `photo` made for the attacker's head `shape`; `seed` chooses material and cut.
    pub(crate) fn new(spec: &Mask, photo: Photograph, model: &HeadModel, shape: &Shape, seed: u64) -> Self {
        let face = Face {
            points: &shape.neutral,
            skin: model.part(HeadPart::Skin),
            landmarks: model.landmarks(&shape.neutral),
            nose: shape.marks.nose_tip,
        };
        Self::on(&face, spec, &photo, seed)
    }

    fn on(face: &Face<'_>, spec: &Mask, photo: &Photograph, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x6D61_736B);
        let (corners, triangles) =
            if spec.curved { moulded(face, spec, photo) } else { cut(face, spec, photo, &mut dice) };
        let plain = !spec.curved && dice.chance(0.6);
        let stock = match (spec.curved, plain) {
            (true, _) => Stock::plastic(&mut dice),
            (false, true) => Stock::plain(&mut dice),
            (false, false) => Stock::photo(&mut dice),
        };
        let width = picture_width(&corners);
        let (picture, press) = (Texture::new(&photo.picture), Press::new(0.0, &mut dice));
        let front = Piece::new(&corners, &triangles, Arc::new(Printed { picture, press, stock, width }));
        let back = front.reverse(Arc::new(Blank(stock)));
        Self { front, back }
    }

    /// The mask on the head as it is held at the begin and the end of a frame.
    pub(crate) fn drawables(&self, begin: &Stance<'_>, end: &Stance<'_>) -> Vec<Drawable> {
        [&self.front, &self.back].map(|piece| piece.drawable(&begin.head, &end.head)).into()
    }
}

/// The face that wears the mask, head space.
struct Face<'a> {
    points: &'a [Vec3],
    skin: &'a [Triangle],
    landmarks: Vec<Vec3>,
    nose: Vec3,
}

impl Face<'_> {
    /// The outline of these landmarks seen from the front.
    fn outline(&self, indices: &[usize]) -> Outline {
        let flat: Vec<[f32; 2]> = self.landmarks.iter().map(|p| [p.x, p.y]).collect();
        Outline::of(&flat, indices)
    }
}

type Mesh = (Vec<Corner>, Vec<[u32; 3]>);

/// A sheet cut along the outline of the face in the picture, as large as the attacker's face, hung before the nose and
/// a little bent around the head.
fn cut(face: &Face<'_>, spec: &Mask, photo: &Photograph, dice: &mut Dice) -> Mesh {
    let aspect = photo.picture.height as f32 / photo.picture.width.max(1) as f32;
    let eyes = EYES.map(|eye| (Outline::of(&photo.landmarks, &eye).centre(), face.outline(&eye).centre()));
    let fit = Similarity::new(eyes.map(|(uv, _)| [uv[0], -uv[1] * aspect]), eyes.map(|(_, to)| to));
    let to_head = |uv: [f32; 2]| fit.apply([uv[0], -uv[1] * aspect]);
    let to_picture = |p: [f32; 2]| {
        let [x, y] = fit.undo(p);
        [x, -y / aspect]
    };
    let oval = Outline::of(&photo.landmarks, &OVAL).map(to_head).scaled([dice.range(0.97, 1.06); 2]);
    let holes = EYES.map(|eye| Outline::of(&photo.landmarks, &eye).map(to_head).scaled(HOLES[0]));
    let curl = dice.range(0.006, 0.022);
    let lift = |[x, y]: [f32; 2]| {
        let across = x - face.nose.x;
        vec3(x, y, face.nose.z + BEFORE_NOSE - curl * across * across)
    };
    mesh(&oval, spec.eye_holes.then_some(&holes), lift, to_picture)
}

/// A shell over the attacker's face on which each landmark of the picture lies on the attacker's own.
fn moulded(face: &Face<'_>, spec: &Mask, photo: &Photograph) -> Mesh {
    // Beyond this the face turns away and the shell would follow it backwards.
    let oval = face.outline(&OVAL).scaled([0.95, 0.98]);
    let holes = EYES.map(|eye| face.outline(&eye).scaled(HOLES[1]));
    let [across, up] = oval.bounds();
    let relief =
        Relief::of(face.points, face.skin, [across[0] - 1.0, up[0] - 1.0], [across[1] + 1.0, up[1] + 1.0]);
    let shell = relief.moulded();
    let from = face.landmarks.iter().take(SKIN_LANDMARKS).map(|p| [p.x, p.y]);
    let warp = Warp::new(from, photo.landmarks.iter().copied());
    let lift = |p: [f32; 2]| vec3(p[0], p[1], shell.at(p));
    mesh(&oval, spec.eye_holes.then_some(&holes), lift, |p| warp.apply(p))
}

/// What lies inside `oval` and outside `holes`, lifted out of the plane.
fn mesh(
    oval: &Outline,
    holes: Option<&[Outline; 2]>,
    lift: impl Fn([f32; 2]) -> Vec3,
    to_picture: impl Fn([f32; 2]) -> [f32; 2],
) -> Mesh {
    let depth = |p: [f32; 2]| {
        let hole = holes.map_or(f32::MIN, |[a, b]| a.depth(p).max(b.depth(p)));
        oval.depth(p).min(-hole).min(FAR_FROM_EDGE)
    };
    let [across, up] = oval.bounds();
    let flat = Flat::grid([across[0], up[0]], [across[1], up[1]], CELL).cut(depth);
    let corner =
        |&p: &[f32; 2]| Corner { point: lift(p), rest: vec3(p[0], p[1], depth(p)), uv: to_picture(p) };
    (flat.at.iter().map(corner).collect(), flat.triangles)
}

/// How wide the whole picture would be at the scale it has on these corners, cm.
fn picture_width(corners: &[Corner]) -> f32 {
    let ends = |value: fn(&Corner) -> f32| {
        let values = corners.iter().map(value);
        values.clone().fold(f32::MIN, f32::max) - values.fold(f32::MAX, f32::min)
    };
    (ends(|c| c.rest.x) / ends(|c| c.uv[0]).max(1e-3)).clamp(1.0, 200.0)
}

/// Turn, scale and shift of the plane: a complex factor and an offset.
struct Similarity {
    factor: [f32; 2],
    from: [f32; 2],
    to: [f32; 2],
}

impl Similarity {
    /// Takes the points `from` to `to`.
    fn new(from: [[f32; 2]; 2], to: [[f32; 2]; 2]) -> Self {
        let span = |[a, b]: [[f32; 2]; 2]| [b[0] - a[0], b[1] - a[1]];
        Self { factor: quotient(span(to), span(from)), from: from[0], to: to[0] }
    }

    fn apply(&self, p: [f32; 2]) -> [f32; 2] {
        let turned = product(self.factor, [p[0] - self.from[0], p[1] - self.from[1]]);
        [turned[0] + self.to[0], turned[1] + self.to[1]]
    }

    fn undo(&self, p: [f32; 2]) -> [f32; 2] {
        let turned = quotient([p[0] - self.to[0], p[1] - self.to[1]], self.factor);
        [turned[0] + self.from[0], turned[1] + self.from[1]]
    }
}

fn product(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

fn quotient(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    let size = (b[0] * b[0] + b[1] * b[1]).max(1e-9);
    [(a[0] * b[0] + a[1] * b[1]) / size, (a[1] * b[0] - a[0] * b[1]) / size]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{STILL, hit_at, photograph};
    use super::*;

    /// A ball of radius 9 whose landmarks lie as those of the photograph.
    fn worn(spec: Mask) -> Drawable {
        let photo = photograph();
        let flat = Flat::grid([-9.0, -9.0], [9.0, 9.0], 0.5);
        let ball = |[x, y]: [f32; 2]| vec3(x, y, (100.0 - x * x - y * y).max(0.0).sqrt());
        let points: Vec<Vec3> = flat.at.iter().map(|&p| ball(p)).collect();
        let skin: Vec<Triangle> = flat.triangles.iter().map(|&t| Triangle::plain(t)).collect();
        let place = |uv: &[f32; 2]| ball([(uv[0] - 0.5) * 22.0, (0.5 - uv[1]) * 22.0]);
        let landmarks = photo.landmarks.iter().map(place).collect();
        let face = Face { points: &points, skin: &skin, landmarks, nose: vec3(0.0, 0.0, 10.0) };
        Worn::on(&face, &spec, &photo, 1).front.drawable(&STILL, &STILL)
    }

    #[test]
    fn both_masks_show_the_picture_and_only_inside_the_face() {
        for curved in [false, true] {
            let mask = worn(Mask { curved, eye_holes: false });
            let red = |x: f32| hit_at(&mask, [x, 0.5]).map(|hit| mask.material.surface(&hit).albedo.x);
            assert!(red(4.0) > red(-4.0), "curved {curved}");
            assert_eq!(red(8.5), None, "curved {curved}");
            assert!(hit_at(&mask, [-2.64, 1.1]).is_some());
        }
    }

    #[test]
    fn holes_are_where_the_eyes_are() {
        for curved in [false, true] {
            let mask = worn(Mask { curved, eye_holes: true });
            for x in [-2.64, 2.64] {
                assert!(hit_at(&mask, [x, 1.1]).is_none(), "curved {curved}");
                assert!(hit_at(&mask, [x, -1.0]).is_some(), "curved {curved}");
            }
        }
    }

    #[test]
    fn a_curved_mask_keeps_off_the_skin_and_a_flat_one_before_the_nose() {
        let curved = worn(Mask { curved: true, eye_holes: false });
        for p in &curved.points {
            let skin = (100.0 - p.x * p.x - p.y * p.y).max(0.0).sqrt();
            assert!(p.z > skin + 0.1 && p.z < skin + 1.5, "{p:?} over {skin}");
        }
        let flat = worn(Mask { curved: false, eye_holes: false });
        assert!(flat.points.iter().any(|p| p.z > 10.2));
    }
}
