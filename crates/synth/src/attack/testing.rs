//! What the tests of attacks share: a synthetic photograph and a look at a point of a drawable.

use crate::film::Photograph;
use crate::math::{Mat3, Vec3, vec3};
use crate::mesh::Drawable;
use crate::picture::Picture;
use crate::surface::Hit;
use crate::topology::{EYES, OVAL};
use crate::wear::Rigid;

/// Leaves things where they are.
pub(crate) const STILL: Rigid = Rigid { turn: Mat3::IDENTITY, shift: Vec3::ZERO };

/// Red grows to the right, green downwards, blue is even; the outline of a face with two eyes around the middle.
pub(crate) fn photograph() -> Photograph {
    let mut picture = Picture::new(200, 250);
    for (i, pixel) in picture.pixels.iter_mut().enumerate() {
        *pixel = vec3((i % 200) as f32 / 200.0, (i / 200) as f32 / 250.0, 0.3);
    }
    let mut landmarks = vec![[0.5, 0.5]; 478];
    ring(&mut landmarks, &OVAL, [0.5, 0.5], [0.3, 0.36]);
    for (eye, u) in EYES.iter().zip([0.38, 0.62]) {
        ring(&mut landmarks, eye, [u, 0.45], [0.06, 0.02]);
    }
    Photograph { picture, landmarks }
}

fn ring(landmarks: &mut [[f32; 2]], indices: &[usize], centre: [f32; 2], radii: [f32; 2]) {
    for (k, &i) in indices.iter().enumerate() {
        let (sin, cos) = libm::sincosf(k as f32 / indices.len() as f32 * std::f32::consts::TAU);
        landmarks[i] = [centre[0] + radii[0] * sin, centre[1] - radii[1] * cos];
    }
}

/// What a far camera on +z sees of `drawable` at `at` (x, y); nothing where there is no triangle.
pub(crate) fn hit_at(drawable: &Drawable, at: [f32; 2]) -> Option<Hit> {
    let weights = |t: [u32; 3]| {
        let [a, b, c] = t.map(|i| drawable.points[i as usize]);
        let area = |p: Vec3, q: Vec3| (p.x - at[0]) * (q.y - at[1]) - (q.x - at[0]) * (p.y - at[1]);
        let parts = [area(b, c), area(c, a), area(a, b)];
        let sum: f32 = parts.iter().sum();
        (sum > 0.0 && parts.iter().all(|&part| part >= 0.0)).then(|| parts.map(|part| part / sum))
    };
    let triangle = drawable.triangles.iter().find_map(|t| weights(t.points).map(|w| (*t, w)));
    let (triangle, w) = triangle?;
    let mean = |values: &[Vec3]| {
        triangle.points.iter().zip(w).fold(Vec3::ZERO, |sum, (&i, w)| sum + values[i as usize] * w)
    };
    let uv = |axis: usize| triangle.uvs.iter().zip(w).map(|(&i, w)| drawable.uv[i as usize][axis] * w).sum();
    Some(Hit {
        at: mean(&drawable.points),
        rest: mean(&drawable.rest),
        uv: [uv(0), uv(1)],
        normal: mean(&drawable.normals).normalized(),
        to_camera: vec3(0.0, 0.0, 1.0),
        turn: drawable.turn,
        footprint: 0.02,
        micros: 0,
    })
}
