//! Mesh landmarks of the doll: contours that the engine names are where they belong, the rest is spread over the face.

use super::super::eyes::{Eyeball, in_front};
use super::super::landmarks::Anchor;
use super::{EYE, EYES, LIP_HALF, LIPS, PARTS, Slit};
use crate::math::{Vec3, mix};
use crate::mesh::Triangle;
use crate::topology::OVAL;
use std::f32::consts::PI;

/// Lids of the eye at the image left and at the image right, from the outer to the inner corner.
const LOWER_LIDS: [[usize; 9]; 2] =
    [[33, 7, 163, 144, 145, 153, 154, 155, 133], [263, 249, 390, 373, 374, 380, 381, 382, 362]];
const UPPER_LIDS: [[usize; 7]; 2] =
    [[246, 161, 160, 159, 158, 157, 173], [466, 388, 387, 386, 385, 384, 398]];
/// Lips from the image left to the image right, corners with the lower one.
const LOWER_LIP: [usize; 11] = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291];
const UPPER_LIP: [usize; 9] = [185, 40, 39, 37, 0, 267, 269, 270, 409];
const LOWER_INNER: [usize; 11] = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308];
const UPPER_INNER: [usize; 9] = [191, 80, 81, 82, 13, 312, 311, 310, 415];
/// Upper and lower edge of the brows from outside to inside.
const BROWS: [[[usize; 5]; 2]; 2] =
    [[[70, 63, 105, 66, 107], [46, 53, 52, 65, 55]], [[300, 293, 334, 296, 336], [276, 283, 282, 295, 285]]];
/// Ridge of the nose, each with its height, cm.
const NOSE: [(usize, f32); 10] = [
    (168, 4.2),
    (6, 3.4),
    (197, 2.6),
    (195, 1.8),
    (5, 1.1),
    (4, 0.5),
    (1, 0.1),
    (19, -0.4),
    (94, -0.9),
    (2, -1.2),
];

/// The 478 anchors; `closed` is the skin without gaps, on which any place of the face is found.
pub(super) fn anchors(
    (closed, parts): (&[Vec3], &[Vec<Triangle>; PARTS]),
    rest: &[Vec3],
    slits: &[Slit; 3],
    eyes: &[Eyeball; 2],
) -> Vec<Anchor> {
    let on_face = |x: f32, y: f32| in_front(closed, &parts[0], x, y);
    let mut anchors: Vec<Anchor> = (0..468).map(|i| spread(i, on_face)).collect();
    for (index, x, y) in places() {
        anchors[index] = on_face(x, y);
    }
    for side in 0..2 {
        let (mut upper, lower) = slits[side].rims();
        upper.extend([0, 1].map(|end| slits[side].corner(end)));
        // From outside to inside: from the image left at the left eye.
        let flip = |t: f32| if side == 0 { t } else { 1.0 - t };
        for (k, &index) in LOWER_LIDS[side].iter().enumerate() {
            anchors[index] = along(rest, &lower, flip(k as f32 / 8.0));
        }
        for (k, &index) in UPPER_LIDS[side].iter().enumerate() {
            anchors[index] = along(rest, &upper, flip((k + 1) as f32 / 8.0));
        }
    }
    let (mut upper, lower) = slits[2].rims();
    upper.extend([0, 1].map(|end| slits[2].corner(end)));
    for (k, &index) in LOWER_INNER.iter().enumerate() {
        anchors[index] = along(rest, &lower, k as f32 / 10.0);
    }
    for (k, &index) in UPPER_INNER.iter().enumerate() {
        anchors[index] = along(rest, &upper, (k + 1) as f32 / 10.0);
    }
    (anchors[61], anchors[291]) = (anchors[78], anchors[308]);
    for (side, eye) in eyes.iter().enumerate() {
        anchors.extend(eye.iris(rest, &parts[3 + side]));
    }
    anchors
}

/// Point `i` among the rest of the face, evenly spread.
fn spread(i: usize, on_face: impl Fn(f32, f32) -> Anchor) -> Anchor {
    let r = ((i as f32 + 0.5) / 468.0).sqrt();
    let (sin, cos) = libm::sincosf(i as f32 * 2.399_963_2);
    on_face(5.5 * r * cos, 0.5 + 6.5 * r * sin)
}

/// Landmarks that are places of the skin: index, x and y, cm.
fn places() -> Vec<(usize, f32, f32)> {
    let mut places: Vec<_> = NOSE.iter().map(|&(index, y)| (index, 0.0, y)).collect();
    let lip = |x: f32| 1.0 - (x / LIP_HALF) * (x / LIP_HALF);
    for (k, &index) in LOWER_LIP.iter().enumerate() {
        let x = mix(-LIP_HALF, LIP_HALF, k as f32 / 10.0);
        places.push((index, x, LIPS - 0.9 * lip(x)));
    }
    for (k, &index) in UPPER_LIP.iter().enumerate() {
        let x = mix(-LIP_HALF, LIP_HALF, (k + 1) as f32 / 10.0);
        places.push((index, x, LIPS + 0.8 * lip(x)));
    }
    for (k, &index) in OVAL.iter().enumerate() {
        let (sin, cos) = libm::sincosf(2.0 * PI * k as f32 / 36.0);
        places.push((index, 6.6 * sin, if cos > 0.0 { 0.5 + 7.8 * cos } else { 0.5 + 8.3 * cos }));
    }
    for (side, edges) in BROWS.iter().enumerate() {
        let sign = if side == 0 { -1.0 } else { 1.0 };
        for (edge, y) in edges.iter().zip([6.0, 5.4]) {
            for (k, &index) in edge.iter().enumerate() {
                let t = k as f32 / 4.0;
                places.push((
                    index,
                    sign * mix(EYE.x + 1.9, EYE.x - 1.8, t),
                    y + EYES - 3.6 + 0.4 * (t - t * t),
                ));
            }
        }
    }
    places
}

/// The place at share `t` of the way along `rim`, by x.
fn along(points: &[Vec3], rim: &[usize], t: f32) -> Anchor {
    let mut rim = rim.to_vec();
    rim.sort_by(|&a, &b| points[a].x.total_cmp(&points[b].x));
    let last = rim.len() - 1;
    let x = mix(points[rim[0]].x, points[rim[last]].x, t);
    let next = rim.iter().position(|&i| points[i].x >= x).unwrap_or(last).max(1);
    let (a, b) = (rim[next - 1], rim[next]);
    let share = ((x - points[a].x) / (points[b].x - points[a].x).max(1e-4)).clamp(0.0, 1.0);
    Anchor { points: [a as u32, b as u32, b as u32], weights: [1.0 - share, share, 0.0] }
}
