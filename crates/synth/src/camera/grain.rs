//! Noise of a sensor with a colour filter over its pixels.

use crate::math::hash;

/// What a pixel takes from its left and upper neighbour, as interpolating a Bayer pattern does.
const SMEAR: f32 = 0.5;
/// Variance 1 again after the smear.
const NORM: f32 = 1.0 / (1.0 + SMEAR * SMEAR);
/// Share of its own noise in a channel, and of the sum of all three: the channels correlate by three quarters, as
/// cameras smooth colour more than brightness.
const OWN: f32 = 0.5 * NORM;
const SUM: f32 = 0.360_380 * NORM;

/// Noise of mean 0 and deviation 1, row after row; a row depends on the frame and its place only.
pub(super) struct Grain {
    frame: u64,
    width: usize,
    /// Number of the next row.
    next: usize,
    /// The last row and the one being made, smeared sideways.
    above: Vec<[f32; 3]>,
    below: Vec<[f32; 3]>,
    row: Vec<[f32; 3]>,
}

impl Grain {
    /// Noise of the frame with hash `frame`, from row `top` on.
    pub(super) fn new(frame: u64, width: usize, top: usize) -> Self {
        let empty = || vec![[0.0; 3]; width];
        let mut grain = Self { frame, width, next: top, above: empty(), below: empty(), row: empty() };
        // Makes the row above, which only gives its share to the first one.
        grain.smear();
        std::mem::swap(&mut grain.above, &mut grain.below);
        grain
    }

    /// The next row: red, green, blue, red...
    pub(super) fn row(&mut self) -> &[f32] {
        self.smear();
        for (out, (a, b)) in self.row.iter_mut().zip(self.above.iter().zip(&self.below)) {
            let n = [b[0] + SMEAR * a[0], b[1] + SMEAR * a[1], b[2] + SMEAR * a[2]];
            let common = SUM * (n[0] + n[1] + n[2]);
            *out = [OWN * n[0] + common, OWN * n[1] + common, OWN * n[2] + common];
        }
        std::mem::swap(&mut self.above, &mut self.below);
        self.row.as_flattened()
    }

    fn smear(&mut self) {
        let start = self.frame.wrapping_add((self.next * (self.width + 1)) as u64);
        let mut left = white(hash(start));
        for (out, i) in self.below.iter_mut().zip(1..) {
            let own = white(hash(start.wrapping_add(i)));
            *out = [own[0] + SMEAR * left[0], own[1] + SMEAR * left[1], own[2] + SMEAR * left[2]];
            left = own;
        }
        self.next += 1;
    }
}

/// Three about normal numbers of deviation 1 from well-mixed `bits`: each the sum of three even ones of 7 bits.
fn white(bits: u64) -> [f32; 3] {
    let one = |bits: u64| {
        let sum = (bits & 127) + ((bits >> 7) & 127) + ((bits >> 14) & 127);
        (sum as u32 as i32 as f32 - 190.5) * (1.0 / 64.0)
    };
    [one(bits), one(bits >> 21), one(bits >> 42)]
}
