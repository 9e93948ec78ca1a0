//! Cuts a crop out of a frame straight into a network's input: bilinear sampling, normalisation and layout in one
//! pass, without an intermediate picture.

use super::VisionError;
use super::blocks::Blocks;
use super::geometry::Affine;
use liveface_frames::Frame;
use liveface_models::manifest::{Colour, InputContract, Layout};

/// One pixel in 32.32 fixed point, the unit of positions.
const PIXEL: f64 = 4_294_967_296.0;
/// Pixels that are sampled together: loads first, then arithmetic the compiler can do on several at once.
pub(super) const BATCH: usize = 64;

/// How the pixels of a crop become a network's input tensor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TensorSpec {
    /// Columns of the crop.
    pub width: usize,
    /// Rows of the crop.
    pub height: usize,
    layout: Layout,
    /// Index of red and of blue among the three channels.
    red: usize,
    blue: usize,
    mean: f32,
    scale: f32,
}

impl TensorSpec {
    /// Reads a contract; a picture input is (1, 3, rows, columns) or (1, rows, columns, 3).
    pub fn new(model: &str, contract: &InputContract) -> Result<Self, VisionError> {
        let (height, width) = match (contract.layout, contract.shape.as_slice()) {
            (Layout::Nchw, &[1, 3, h, w]) | (Layout::Nhwc, &[1, h, w, 3]) if h > 0 && w > 0 => (h, w),
            _ => return Err(VisionError::contract(model, "its input is not one three-channel picture")),
        };
        let (red, blue) = match contract.colour {
            Colour::Rgb => (0, 2),
            Colour::Bgr => (2, 0),
        };
        Ok(Self {
            width,
            height,
            layout: contract.layout,
            red,
            blue,
            mean: contract.mean,
            scale: contract.scale,
        })
    }

    /// A plain square RGB picture with values 0..=255.
    pub fn rgb(side: usize) -> Self {
        Self { width: side, height: side, layout: Layout::Nhwc, red: 0, blue: 2, mean: 0.0, scale: 1.0 }
    }

    /// How many values the tensor has.
    pub fn len(&self) -> usize {
        self.width * self.height * 3
    }

    /// What a black pixel becomes.
    pub fn black(&self) -> f32 {
        -self.mean * self.scale
    }

    /// Fills `tensor` (of [`Self::len`] values) with the crop that `to_frame` maps to the frame. Beyond the frame's
    /// edge its outermost pixels go on.
    pub fn fill(&self, frame: &Frame, to_frame: &Affine, tensor: &mut [f32]) {
        self.fill_part(frame, to_frame, (self.width, self.height), tensor);
    }

    /// As [`Self::fill`] for the upper left `columns` × `rows` of the tensor; the rest is left as it was.
    pub fn fill_part(&self, frame: &Frame, to_frame: &Affine, part: (usize, usize), tensor: &mut [f32]) {
        let (columns, rows) = (part.0.min(self.width), part.1.min(self.height));
        let sampler = Sampler::new(frame, to_frame);
        let blocks = Blocks::of(frame, to_frame, (columns, rows));
        let mut batch = Batch::default();
        for row in 0..rows {
            for column in (0..columns).step_by(BATCH) {
                let count = BATCH.min(columns - column);
                match &blocks {
                    Some(blocks) => blocks.sums((row, column), count, &mut batch.colours),
                    None => sampler.sample((row, column), count, &mut batch),
                }
                batch.normalise(self.scale / sampler.samples(), self.black());
                self.store(&batch.colours, row * self.width + column, count, tensor);
            }
        }
    }

    /// Writes the first `count` of `colours` to the tensor, from its pixel number `first` on.
    fn store(&self, [red, green, blue]: &[[f32; BATCH]; 3], first: usize, count: usize, tensor: &mut [f32]) {
        let channels = if self.red < self.blue { [red, green, blue] } else { [blue, green, red] };
        match self.layout {
            Layout::Nhwc => {
                let (pixels, _) = tensor[first * 3..(first + count) * 3].as_chunks_mut::<3>();
                for (i, pixel) in pixels.iter_mut().enumerate().take(BATCH) {
                    *pixel = channels.map(|channel| channel[i]);
                }
            }
            Layout::Nchw => {
                for (plane, channel) in tensor.chunks_exact_mut(self.width * self.height).zip(channels) {
                    plane[first..first + count].copy_from_slice(&channel[..count]);
                }
            }
        }
    }
}

/// Up to [`BATCH`] neighbouring pixels of a crop's row.
struct Batch {
    /// Four neighbours of each sample, RGB in the low three bytes: upper left, upper right, lower left, lower right.
    corners: [[u32; BATCH]; 4],
    /// Upper 24 bits of the position's fraction, x and y.
    fractions: [[i32; BATCH]; 2],
    /// Sums of samples, red, green and blue, 0..=255 each.
    colours: [[f32; BATCH]; 3],
}

impl Default for Batch {
    fn default() -> Self {
        Self { corners: [[0; BATCH]; 4], fractions: [[0; BATCH]; 2], colours: [[0.0; BATCH]; 3] }
    }
}

impl Batch {
    /// Adds the bilinear mean of the corners to the colours.
    fn add(&mut self) {
        const UNIT: f32 = 1.0 / (1 << 24) as f32;
        let [upper_left, upper_right, lower_left, lower_right] = &self.corners;
        let [across, down] = &self.fractions;
        for i in 0..BATCH {
            let (across, down) = (across[i] as f32 * UNIT, down[i] as f32 * UNIT);
            for (channel, colours) in self.colours.iter_mut().enumerate() {
                let level = |corner: u32| (corner >> (8 * channel) & 255) as i32 as f32;
                let mix = |left: u32, right: u32| level(left) + (level(right) - level(left)) * across;
                let (upper, lower) = (mix(upper_left[i], upper_right[i]), mix(lower_left[i], lower_right[i]));
                colours[i] += upper + (lower - upper) * down;
            }
        }
    }

    fn normalise(&mut self, scale: f32, offset: f32) {
        self.colours.as_flattened_mut().iter_mut().for_each(|level| *level = *level * scale + offset);
    }
}

/// One crop being cut: positions are 32.32 fixed point in pixel indices (pixel middles are whole numbers).
struct Sampler<'a> {
    pixels: &'a [u8],
    size: [i64; 2],
    /// Position of the middle of the crop's first pixel, its step per column and its step per row; x then y.
    start: [i64; 2],
    column: [i64; 2],
    row: [i64; 2],
    /// Samples per axis and crop pixel, so that no frame pixel is skipped when the crop shrinks it.
    taps: i64,
}

impl<'a> Sampler<'a> {
    fn new(frame: &'a Frame, map: &Affine) -> Self {
        let fixed = |value: f32| (f64::from(value) * PIXEL) as i64;
        let (x, y) = (map.xx + map.xy, map.yx + map.yy);
        Self {
            pixels: frame.pixels(),
            size: [i64::from(frame.width()), i64::from(frame.height())],
            start: [fixed(map.x0 + x / 2.0 - 0.5), fixed(map.y0 + y / 2.0 - 0.5)],
            column: [fixed(map.xx), fixed(map.yx)],
            row: [fixed(map.xy), fixed(map.yy)],
            // One bilinear sample covers two pixels.
            taps: ((map.scale() / 2.0) as i64).clamp(1, 8),
        }
    }

    /// Samples that are added up for each pixel.
    fn samples(&self) -> f32 {
        (self.taps * self.taps) as f32
    }

    /// Adds up all samples of `count` pixels from (row, column) on.
    fn sample(&self, (row, column): (usize, usize), count: usize, batch: &mut Batch) {
        batch.colours = [[0.0; BATCH]; 3];
        let part = |step: i64, n: i64| (2 * n + 1 - self.taps) * step / (2 * self.taps);
        for (i, j) in (0..self.taps * self.taps).map(|n| (n % self.taps, n / self.taps)) {
            let at = [0, 1].map(|axis| {
                let (right, down) = (self.column[axis], self.row[axis]);
                self.start[axis] + row as i64 * down + column as i64 * right + part(right, i) + part(down, j)
            });
            self.load(at, count, batch);
            batch.add();
        }
    }

    /// Loads the corners of `count` samples, the first at `at`, a column's step apart.
    fn load(&self, at: [i64; 2], count: usize, batch: &mut Batch) {
        let last = [0, 1].map(|axis| at[axis] + (count as i64 - 1) * self.column[axis]);
        let inside = self.is_inside(at) && self.is_inside(last);
        let [mut x, mut y] = at;
        for i in 0..count.min(BATCH) {
            let corners = if inside { self.corners(x, y) } else { self.clamped_corners(x, y) };
            for (column, corner) in batch.corners.iter_mut().zip(corners) {
                column[i] = corner;
            }
            batch.fractions[0][i] = (x as u32 >> 8) as i32;
            batch.fractions[1][i] = (y as u32 >> 8) as i32;
            x += self.column[0];
            y += self.column[1];
        }
    }

    /// Whether [`Self::corners`] may read there: it takes eight bytes of two rows.
    fn is_inside(&self, [x, y]: [i64; 2]) -> bool {
        let (x, y) = (x >> 32, y >> 32);
        x >= 0 && y >= 0 && x < self.size[0] - 2 && y < self.size[1] - 1
    }

    /// The four pixels around a position inside the frame.
    #[inline]
    fn corners(&self, x: i64, y: i64) -> [u32; 4] {
        let offset = ((y >> 32) * self.size[0] + (x >> 32)) as usize * 3;
        let (upper, lower) =
            (word(self.pixels, offset), word(self.pixels, offset + self.size[0] as usize * 3));
        [upper as u32, (upper >> 24) as u32, lower as u32, (lower >> 24) as u32]
    }

    /// The four pixels around any position, the frame's outermost pixels going on beyond its edge.
    fn clamped_corners(&self, x: i64, y: i64) -> [u32; 4] {
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| {
            let column = ((x >> 32) + right).clamp(0, self.size[0] - 1);
            let row = ((y >> 32) + down).clamp(0, self.size[1] - 1);
            let offset = (row * self.size[0] + column) as usize * 3;
            let pixel = self.pixels.get(offset..).and_then(|rest| rest.first_chunk::<3>());
            pixel.map_or(0, |&[r, g, b]| u32::from_le_bytes([r, g, b, 0]))
        })
    }
}

/// Two neighbouring RGB pixels and two bytes more, from `offset` on; black beyond the slice.
#[inline]
fn word(pixels: &[u8], offset: usize) -> u64 {
    u64::from_le_bytes(
        pixels.get(offset..).and_then(|rest| rest.first_chunk::<8>()).copied().unwrap_or_default(),
    )
}

#[cfg(test)]
#[path = "warp_tests.rs"]
mod tests;
