//! Light on the skin and around the head, from a few hundred sampled pixels.

use super::geometry::{Point, distance, middle};
use super::mesh::Mesh;
use liveface_frames::Frame;
use liveface_session::observation::{FaceLight, Rgb};
use std::f32::consts::PI;
use std::sync::LazyLock;

/// Corners of a skin region: upper left, upper right, lower right, lower left.
const FOREHEAD: [usize; 4] = [67, 297, 334, 105];
/// The cheek at the image left: below the eye, beside the nose, above the mouth corner.
pub(crate) const LEFT_CHEEK: [usize; 4] = [117, 101, 205, 187];
/// The cheek at the image right.
pub(crate) const RIGHT_CHEEK: [usize; 4] = [330, 346, 411, 425];
/// Bridge and tip of the nose, above the nostrils.
const NOSE: [usize; 4] = [122, 351, 275, 45];
/// The ball of the chin, below the fold under the lower lip.
const CHIN: [usize; 4] = [194, 418, 428, 208];
/// Top and bottom, left and right end of the face.
const UPRIGHT: [usize; 2] = [10, 152];
const ACROSS: [usize; 2] = [234, 454];
/// Samples along one side of a skin region.
const REGION: usize = 12;
/// Samples across and down the face.
const FACE: usize = 24;
/// Steps of a channel of light from 0 to 1: far finer than what a camera tells, and short when written down.
const LIGHT_STEPS: f32 = 1e5;
/// Levels a channel must lie between to carry the colour of light: outside noise or clipping rule.
const USABLE: std::ops::Range<u8> = 21..250;
/// Luma below which a face pixel is dark, above which it is clipped, in levels of 255.
const DARK: u8 = 26;
const CLIPPED: u8 = 247;

/// From an sRGB level to linear light (IEC 61966-2-1).
static LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|level| {
        let v = level as f32 / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
});

/// BT.601 luma, 0..=255.
pub(crate) fn luma([r, g, b]: [u8; 3]) -> u8 {
    (luma_256([r, g, b]) >> 8) as u8
}

/// BT.601 luma times 256.
fn luma_256([r, g, b]: [u8; 3]) -> u32 {
    77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)
}

/// The pixel under a point; `None` outside the frame.
pub(crate) fn pixel(frame: &Frame, [x, y]: Point) -> Option<[u8; 3]> {
    let inside = x >= 0.0 && y >= 0.0 && x < frame.width() as f32 && y < frame.height() as f32;
    let offset = (y as usize * frame.width() as usize + x as usize) * 3;
    inside.then(|| frame.pixels().get(offset..)?.first_chunk::<3>().copied()).flatten()
}

/// Light of the face and its surroundings. A region without any usable pixel is black.
pub(crate) fn measure(frame: &Frame, mesh: &Mesh) -> FaceLight {
    let skin = |corners: [usize; 4]| {
        let mut samples = Samples::default();
        for_each_in_quad(corners.map(|i| mesh.at(i)), REGION, |p| samples.take(pixel(frame, p)));
        samples.trimmed_mean()
    };
    let mut face = Tally::default();
    for_each_of_face(mesh, |p| face.take(pixel(frame, p)));
    let mut background = Samples::default();
    for_each_around(mesh, |p| background.take(pixel(frame, p)));
    FaceLight {
        luma: face.share(face.luma as f32 / 255.0),
        dark: face.share(face.dark as f32),
        bright: face.share(face.bright as f32),
        forehead: skin(FOREHEAD),
        left_cheek: skin(LEFT_CHEEK),
        right_cheek: skin(RIGHT_CHEEK),
        nose: skin(NOSE),
        chin: skin(CHIN),
        background: background.trimmed_mean(),
        skin: None,
    }
}

/// Calls `visit` on `side` × `side` points spread evenly inside a quadrilateral (bilinear between its corners).
pub(crate) fn for_each_in_quad(corners: [Point; 4], side: usize, mut visit: impl FnMut(Point)) {
    let [a, b, c, d] = corners;
    let mix = |p: Point, q: Point, t: f32| [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
    for row in 0..side {
        let v = (row as f32 + 0.5) / side as f32;
        let (left, right) = (mix(a, d, v), mix(b, c, v));
        for column in 0..side {
            visit(mix(left, right, (column as f32 + 0.5) / side as f32));
        }
    }
}

/// Middle of the face, its half axis to the image right and its half axis downwards.
fn ellipse(mesh: &Mesh) -> (Point, Point, Point) {
    let ([top, bottom], [left, right]) = (UPRIGHT.map(|i| mesh.at(i)), ACROSS.map(|i| mesh.at(i)));
    let half = |from: Point, to: Point| [(to[0] - from[0]) / 2.0, (to[1] - from[1]) / 2.0];
    (middle(top, bottom), half(left, right), half(top, bottom))
}

/// Calls `visit` on points spread evenly over the ellipse of the face.
pub(crate) fn for_each_of_face(mesh: &Mesh, mut visit: impl FnMut(Point)) {
    let (centre, across, down) = ellipse(mesh);
    let place = |i: usize| (2 * i + 1) as f32 / FACE as f32 - 1.0;
    for row in 0..FACE {
        for column in 0..FACE {
            let (u, v) = (place(column), place(row));
            if u * u + v * v < 1.0 {
                visit([centre[0] + u * across[0] + v * down[0], centre[1] + u * across[1] + v * down[1]]);
            }
        }
    }
}

/// Calls `visit` on points beside and above the head, from level with the face's middle upwards, so that neither
/// neck nor shoulders count.
fn for_each_around(mesh: &Mesh, mut visit: impl FnMut(Point)) {
    let (centre, across, down) = ellipse(mesh);
    // A head in profile is deeper than its face is wide.
    let half_height = distance([0.0; 2], down);
    let widen = (0.75 * half_height / distance([0.0; 2], across).max(1.0)).max(1.0);
    for step in 0..24 {
        let (sin, cos) = (PI * (step as f32 / 23.0)).sin_cos();
        for ring in 0..5 {
            let radius = 1.8 + 0.2 * ring as f32;
            let (u, v) = (radius * widen * cos, -radius * sin);
            visit([centre[0] + u * across[0] + v * down[0], centre[1] + u * across[1] + v * down[1]]);
        }
    }
}

/// Counts over all pixels of the face.
#[derive(Default)]
struct Tally {
    seen: u32,
    luma: u32,
    dark: u32,
    bright: u32,
}

impl Tally {
    fn take(&mut self, pixel: Option<[u8; 3]>) {
        let Some(level) = pixel.map(luma) else { return };
        self.seen += 1;
        self.luma += u32::from(level);
        self.dark += u32::from(level < DARK);
        self.bright += u32::from(level > CLIPPED);
    }

    fn share(&self, count: f32) -> f32 {
        count / self.seen.max(1) as f32
    }
}

/// The usable pixels of one region: how often each channel has each level.
pub(crate) struct Samples {
    counts: [[u8; 256]; 3],
    len: usize,
    /// How many were looked at, usable or not.
    seen: usize,
}

const _: () = assert!(REGION * REGION <= u8::MAX as usize, "as many pixels may have one level");

impl Default for Samples {
    fn default() -> Self {
        Self { counts: [[0; 256]; 3], len: 0, seen: 0 }
    }
}

impl Samples {
    /// Takes one more; `None` is a place outside the frame.
    pub fn take(&mut self, pixel: Option<[u8; 3]>) {
        self.seen += 1;
        let Some(pixel) = pixel.filter(|pixel| pixel.iter().all(|level| USABLE.contains(level))) else {
            return;
        };
        if self.len < REGION * REGION {
            for (counts, level) in self.counts.iter_mut().zip(pixel) {
                counts[usize::from(level)] += 1;
            }
            self.len += 1;
        }
    }

    /// Share of what was looked at that is usable, 0..=1.
    pub fn usable(&self) -> f32 {
        self.len as f32 / self.seen.max(1) as f32
    }

    /// Mean of the middle 80 % of each channel, linear light; black when nothing is usable.
    pub fn trimmed_mean(&self) -> Rgb {
        let cut = self.len / 10;
        let [r, g, b] = self.counts.each_ref().map(|counts| {
            let rising =
                USABLE.flat_map(|level| std::iter::repeat_n(level, counts[usize::from(level)].into()));
            mean_light(rising.skip(cut).take(self.len - 2 * cut))
        });
        Rgb { r, g, b }
    }
}

/// Mean linear light of sRGB levels, in [`LIGHT_STEPS`]; 0 for none.
pub(crate) fn mean_light(levels: impl Iterator<Item = u8>) -> f32 {
    let table = &*LINEAR;
    let (count, sum) =
        levels.fold((0_u32, 0.0), |(count, sum), level| (count + 1, sum + table[usize::from(level)]));
    rounded(sum / count.max(1) as f32, LIGHT_STEPS)
}

/// `value` to the nearest of `steps` steps a unit, so that it is short when written down.
pub(crate) fn rounded(value: f32, steps: f32) -> f32 {
    // Adding 0 turns -0 into 0.
    (value * steps).round() / steps + 0.0
}

/// Columns and rows of the coarse grid over the whole frame.
const GRID: (usize, usize) = (32, 24);

/// Luma of a coarse grid of single pixels, and how it changed from frame to frame.
#[derive(Default)]
pub(crate) struct LumaGrid {
    levels: Vec<u32>,
}

impl LumaGrid {
    /// Takes the next frame; returns its mean luma (0..=1) and the mean absolute difference from the frame before
    /// in levels of 255, `None` for the first frame.
    pub fn step(&mut self, frame: &Frame) -> (f32, Option<f32>) {
        let first = self.levels.is_empty();
        self.levels.resize(GRID.0 * GRID.1, 0);
        let (mut sum, mut change) = (0, 0);
        for (i, level) in self.levels.iter_mut().enumerate() {
            let part = |i: usize, n: usize, size: u32| (i as f32 + 0.5) / n as f32 * size as f32;
            let point = [part(i % GRID.0, GRID.0, frame.width()), part(i / GRID.0, GRID.1, frame.height())];
            let now = pixel(frame, point).map_or(0, luma_256);
            change += now.abs_diff(*level);
            sum += now;
            *level = now;
        }
        let mean = |total: u32| total as f32 / 256.0 / (GRID.0 * GRID.1) as f32;
        (mean(sum) / 255.0, (!first).then(|| mean(change)))
    }
}
