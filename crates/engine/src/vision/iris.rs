//! Light that the irises mirror.

use super::geometry::{Point, distance};
use super::light::{luma, mean_light, pixel};
use super::mesh::Mesh;
use liveface_frames::Frame;
use liveface_session::observation::Rgb;

/// Middle and rim of the iris, and the edge of the lids around it clockwise in the picture.
struct Eye {
    middle: usize,
    rim: [usize; 4],
    lids: [usize; 8],
}

/// Image left, image right.
const EYES: [Eye; 2] = [
    Eye { middle: 468, rim: [469, 470, 471, 472], lids: [33, 160, 159, 158, 133, 153, 145, 144] },
    Eye { middle: 473, rim: [474, 475, 476, 477], lids: [362, 385, 386, 387, 263, 373, 374, 380] },
];

/// Radius of what is sampled over that of the iris: the white of the eye, brighter than what an iris mirrors, begins
/// where the rim may be a pixel off, and a screen near the camera is mirrored near the middle.
const CORE: f32 = 0.8;
/// Samples across it.
const ACROSS: usize = 16;
/// Diameter below which an iris has too few pixels for a highlight to be one of its own, pixels.
const LEAST_DIAMETER: f32 = 5.0;
/// Share of the samples that must lie between the lids. Lids of an eye at rest leave about two thirds.
const LEAST_VISIBLE: f32 = 0.3;
/// Part of the visible samples that counts: one of this many, the brightest.
const BRIGHTEST: usize = 7;

/// Mean linear light of the brightest seventh of each iris, image left first; black for one that is too small, covered
/// or outside the frame. Clipped levels count as what they are: a highlight clips.
pub(crate) fn measure(frame: &Frame, mesh: &Mesh) -> [Rgb; 2] {
    EYES.map(|eye| highlight(frame, mesh, &eye).unwrap_or_default())
}

fn highlight(frame: &Frame, mesh: &Mesh, eye: &Eye) -> Option<Rgb> {
    let middle = mesh.at(eye.middle);
    let radius = eye.rim.iter().map(|&i| distance(middle, mesh.at(i))).sum::<f32>() / 4.0;
    let lids = eye.lids.map(|i| mesh.at(i));
    let (mut inside, mut count, mut visible) = (0, 0, [[0; 3]; ACROSS * ACROSS]);
    for_each_in_circle(middle, CORE * radius, |point| {
        inside += 1;
        if let Some(pixel) = pixel(frame, point).filter(|_| is_within(&lids, point)) {
            visible[count] = pixel;
            count += 1;
        }
    });
    let seen = count as f32 >= LEAST_VISIBLE * inside as f32;
    (seen && 2.0 * radius >= LEAST_DIAMETER).then(|| brightest(&mut visible[..count]))
}

/// Calls `visit` on points spread evenly over a circle.
fn for_each_in_circle([x, y]: Point, radius: f32, mut visit: impl FnMut(Point)) {
    let place = |i: usize| (2 * i + 1) as f32 / ACROSS as f32 - 1.0;
    for row in 0..ACROSS {
        for column in 0..ACROSS {
            let (u, v) = (place(column), place(row));
            if u * u + v * v < 1.0 {
                visit([x + u * radius, y + v * radius]);
            }
        }
    }
}

/// Whether a point lies within a convex outline that goes clockwise in the picture.
fn is_within(outline: &[Point], [x, y]: Point) -> bool {
    let next = outline.iter().cycle().skip(1);
    outline.iter().zip(next).all(|(a, b)| (b[0] - a[0]) * (y - a[1]) >= (b[1] - a[1]) * (x - a[0]))
}

/// Mean light of the brightest of `pixels`.
fn brightest(pixels: &mut [[u8; 3]]) -> Rgb {
    let count = pixels.len().div_ceil(BRIGHTEST);
    pixels.sort_unstable_by_key(|&pixel| std::cmp::Reverse(luma(pixel)));
    let [r, g, b] =
        [0, 1, 2].map(|channel| mean_light(pixels.iter().take(count).map(|pixel| pixel[channel])));
    Rgb { r, g, b }
}
