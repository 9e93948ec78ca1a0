//! Cuts a crop out of a frame straight into a network's input: bilinear sampling, normalisation and layout in one
//! pass, without an intermediate picture.

use super::VisionError;
use super::geometry::Affine;
use liveface_frames::Frame;
use liveface_models::manifest::{Colour, InputContract, Layout};

/// Fraction bits of a sampling position.
const POSITION: i64 = 1 << 32;
/// Weights are 6-bit fractions; the four of one sample add up to 64 · 64.
const WEIGHTS: f32 = 4096.0;

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
        let sampler = Sampler::new(frame, to_frame, self.output());
        match self.layout {
            Layout::Nhwc => {
                for (row, line) in tensor.chunks_exact_mut(self.width * 3).take(rows).enumerate() {
                    let (pixels, _) = line.as_chunks_mut::<3>();
                    let pixels = pixels.iter_mut().take(columns);
                    sampler.row(row, columns, pixels.map(|[first, second, third]| [first, second, third]));
                }
            }
            Layout::Nchw => {
                let (first, rest) = tensor.split_at_mut(self.width * self.height);
                let (second, third) = rest.split_at_mut(self.width * self.height);
                let lines = first.chunks_exact_mut(self.width).zip(second.chunks_exact_mut(self.width));
                let lines = lines.zip(third.chunks_exact_mut(self.width)).take(rows).enumerate();
                for (row, ((first, second), third)) in lines {
                    let pixels = first.iter_mut().zip(second).zip(third).take(columns);
                    sampler.row(row, columns, pixels.map(|((first, second), third)| [first, second, third]));
                }
            }
        }
    }

    fn output(&self) -> Output {
        Output { red: self.red, blue: self.blue, scale: self.scale / WEIGHTS, offset: self.black() }
    }
}

#[derive(Clone, Copy)]
struct Output {
    red: usize,
    blue: usize,
    /// Applied to a sum of pixel values times weights.
    scale: f32,
    offset: f32,
}

/// One crop being cut: positions are 32.32 fixed point in pixel indices (pixel middles are whole numbers).
struct Sampler<'a> {
    pixels: &'a [u8],
    size: (i64, i64),
    /// Position of the middle of the crop's first pixel, its step per column and its step per row; x then y.
    start: [i64; 2],
    column: [i64; 2],
    row: [i64; 2],
    /// Samples per axis and crop pixel, so that no frame pixel is skipped when the crop shrinks it.
    taps: i64,
    output: Output,
}

impl<'a> Sampler<'a> {
    fn new(frame: &'a Frame, map: &Affine, output: Output) -> Self {
        let fixed = |value: f32| (f64::from(value) * POSITION as f64) as i64;
        let (x, y) = (map.xx + map.xy, map.yx + map.yy);
        Self {
            pixels: frame.pixels(),
            size: (i64::from(frame.width()), i64::from(frame.height())),
            start: [fixed(map.x0 + x / 2.0 - 0.5), fixed(map.y0 + y / 2.0 - 0.5)],
            column: [fixed(map.xx), fixed(map.yx)],
            row: [fixed(map.xy), fixed(map.yy)],
            // One bilinear sample covers two pixels.
            taps: ((map.scale() / 2.0) as i64).clamp(1, 8),
            output,
        }
    }

    /// Writes the `columns` pixels of a row into the three channels of `pixels`.
    #[inline]
    fn row<'t>(&self, row: usize, columns: usize, pixels: impl Iterator<Item = [&'t mut f32; 3]>) {
        let Output { red, blue, scale, offset } = self.output;
        let at = |step: i64, axis: usize| {
            self.start[axis] + row as i64 * self.row[axis] + step * self.column[axis]
        };
        let (mut x, mut y) = (at(0, 0), at(0, 1));
        let last = columns.saturating_sub(1) as i64;
        let inside = self.taps == 1 && self.is_inside(x, y) && self.is_inside(at(last, 0), at(last, 1));
        for channels in pixels {
            let [r, g, b] = if inside {
                lanes(self.blend(x, y)).map(|v| v as f32 * scale + offset)
            } else {
                self.average(x, y).map(|v| v * scale + offset)
            };
            let [first, second, third] = channels;
            *second = g;
            (*first, *third) = if red < blue { (r, b) } else { (b, r) };
            x += self.column[0];
            y += self.column[1];
        }
    }

    /// Whether [`Self::blend`] may read there: it takes eight bytes of two rows.
    fn is_inside(&self, x: i64, y: i64) -> bool {
        let (x, y) = (x >> 32, y >> 32);
        x >= 0 && y >= 0 && x < self.size.0 - 2 && y < self.size.1 - 1
    }

    /// Bilinear sample, three 21-bit lanes of value times weight.
    #[inline]
    fn blend(&self, x: i64, y: i64) -> u64 {
        let (fx, fy) = (((x >> 26) & 63) as u64, ((y >> 26) & 63) as u64);
        let offset = ((y >> 32) * self.size.0 + (x >> 32)) as usize * 3;
        let below = offset + self.size.0 as usize * 3;
        let (top_left, top_right) = pair(self.pixels, offset);
        let (low_left, low_right) = pair(self.pixels, below);
        let top = top_left * (64 - fx) + top_right * fx;
        let low = low_left * (64 - fx) + low_right * fx;
        top * (64 - fy) + low * fy
    }

    /// Mean of `taps` × `taps` bilinear samples spread over the crop pixel around (x, y), scaled like a single one.
    fn average(&self, x: i64, y: i64) -> [f32; 3] {
        let mut sum = [0u32; 3];
        let part = |step: i64, n: i64| (2 * n + 1 - self.taps) * step / (2 * self.taps);
        for i in 0..self.taps {
            for j in 0..self.taps {
                let x = x + part(self.column[0], i) + part(self.row[0], j);
                let y = y + part(self.column[1], i) + part(self.row[1], j);
                let sample = if self.is_inside(x, y) { lanes(self.blend(x, y)) } else { self.clamped(x, y) };
                sum = [sum[0] + sample[0], sum[1] + sample[1], sum[2] + sample[2]];
            }
        }
        sum.map(|v| v as f32 / (self.taps * self.taps) as f32)
    }

    /// As [`Self::blend`] anywhere, the frame's outermost pixels going on beyond its edge.
    fn clamped(&self, x: i64, y: i64) -> [u32; 3] {
        let (fx, fy) = (((x >> 26) & 63) as u32, ((y >> 26) & 63) as u32);
        let pixel = |dx: i64, dy: i64| {
            let column = ((x >> 32) + dx).clamp(0, self.size.0 - 1);
            let row = ((y >> 32) + dy).clamp(0, self.size.1 - 1);
            let offset = (row * self.size.0 + column) as usize * 3;
            [0, 1, 2].map(|channel| u32::from(self.pixels[offset + channel]))
        };
        let weights = [(64 - fx) * (64 - fy), fx * (64 - fy), (64 - fx) * fy, fx * fy];
        let samples = [pixel(0, 0), pixel(1, 0), pixel(0, 1), pixel(1, 1)];
        let mut sum = [0; 3];
        for (sample, weight) in samples.iter().zip(weights) {
            sum = [sum[0] + sample[0] * weight, sum[1] + sample[1] * weight, sum[2] + sample[2] * weight];
        }
        sum
    }
}

/// Two neighbouring RGB pixels from `offset` on, each spread over three 21-bit lanes; black beyond the slice.
#[inline]
fn pair(pixels: &[u8], offset: usize) -> (u64, u64) {
    let bytes = pixels.get(offset..).and_then(|rest| rest.first_chunk::<8>()).copied().unwrap_or_default();
    let word = u64::from_le_bytes(bytes);
    (spread(word), spread(word >> 24))
}

#[inline]
fn spread(word: u64) -> u64 {
    word & 0xff | (word & 0xff00) << 13 | (word & 0x00ff_0000) << 26
}

#[inline]
fn lanes(sum: u64) -> [u32; 3] {
    let lane = |shift: u32| (sum >> shift & 0x1f_ffff) as u32;
    [lane(0), lane(21), lane(42)]
}

#[cfg(test)]
#[path = "warp_tests.rs"]
mod tests;
