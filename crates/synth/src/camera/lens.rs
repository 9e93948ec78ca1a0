//! The soft lens.

use crate::math::Vec3;
use crate::picture::Picture;

/// Blur radius that is still worth its time, pixels.
const WIDEST: f32 = 32.0;

/// A separable Gaussian blur.
pub(super) struct Kernel {
    /// The middle, then what each further neighbour gives; sums to 1 with its mirror image.
    weights: Vec<f32>,
}

impl Kernel {
    /// Of standard deviation `radius`, pixels; 0 = none, exactly.
    pub(super) fn new(radius: f32) -> Self {
        let radius = radius.clamp(0.0, WIDEST);
        let weight = |i: usize| {
            if i == 0 { 1.0 } else { libm::expf(-0.5 * (i as f32 / radius) * (i as f32 / radius)) }
        };
        let mut weights: Vec<f32> = (0..=(2.5 * radius).ceil() as usize).map(weight).collect();
        let sum = 2.0 * weights.iter().sum::<f32>() - 1.0;
        weights.iter_mut().for_each(|w| *w /= sum);
        Self { weights }
    }

    fn reach(&self) -> usize {
        self.weights.len() - 1
    }
}

/// Blurs rows one after another. Rows are numbers, not colours: red, green, blue, red...
pub(super) struct Lens<'a> {
    kernel: &'a Kernel,
    /// A row blurred downwards, with its ends repeated on both sides.
    padded: Vec<[f32; 3]>,
    row: Vec<f32>,
}

impl<'a> Lens<'a> {
    pub(super) fn new(kernel: &'a Kernel, width: usize) -> Self {
        Self { kernel, padded: vec![[0.0; 3]; width + 2 * kernel.reach()], row: vec![0.0; width * 3] }
    }

    /// Row `y` of `light` through the lens; beyond the edges the picture goes on as at the edge.
    pub(super) fn row(&mut self, light: &Picture, y: usize) -> &[f32] {
        let reach = self.kernel.reach();
        let row = |y: usize| &light.pixels[y * light.width..(y + 1) * light.width];
        let inside = &mut self.padded[reach..reach + light.width];
        for (sum, v) in inside.iter_mut().zip(row(y)) {
            *sum = (*v * self.kernel.weights[0]).into();
        }
        for (i, &weight) in self.kernel.weights.iter().enumerate().skip(1) {
            let (above, below) = (row(y.saturating_sub(i)), row((y + i).min(light.height - 1)));
            for (sum, (a, b)) in inside.iter_mut().zip(above.iter().zip(below)) {
                *sum = (Vec3::from(*sum) + (*a + *b) * weight).into();
            }
        }
        let (first, last) = (inside[0], inside[light.width - 1]);
        self.padded[..reach].fill(first);
        self.padded[reach + light.width..].fill(last);
        self.sideways();
        &self.row
    }

    fn sideways(&mut self) {
        let reach = self.kernel.reach();
        let from = |pixel: usize| &self.padded.as_flattened()[pixel * 3..];
        for (sum, v) in self.row.iter_mut().zip(from(reach)) {
            *sum = v * self.kernel.weights[0];
        }
        for (i, &weight) in self.kernel.weights.iter().enumerate().skip(1) {
            for (sum, (a, b)) in self.row.iter_mut().zip(from(reach - i).iter().zip(from(reach + i))) {
                *sum += (a + b) * weight;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_becomes_a_spot_of_the_asked_deviation_and_loses_no_light() {
        let mut light = Picture::new(31, 31);
        light.pixels[15 * 31 + 15] = Vec3::ONE;
        let kernel = Kernel::new(1.5);
        let mut lens = Lens::new(&kernel, 31);
        let (mut sum, mut spread) = (0.0, 0.0);
        for y in 0..31 {
            for (x, v) in lens.row(&light, y).iter().step_by(3).enumerate() {
                sum += v;
                spread += v * (x as f32 - 15.0) * (x as f32 - 15.0);
            }
        }
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        assert!((spread.sqrt() - 1.5).abs() < 0.1, "{}", spread.sqrt());
    }

    #[test]
    fn a_plain_wall_stays_plain_and_no_blur_changes_nothing() {
        let mut light = Picture { width: 3, height: 2, pixels: vec![Vec3::ONE; 6] };
        let kernel = Kernel::new(4.0);
        assert!(Lens::new(&kernel, 3).row(&light, 1).iter().all(|v| (v - 1.0).abs() < 1e-5));
        light.pixels[4] = crate::math::vec3(2.0, 3.0, 4.0);
        let kernel = Kernel::new(0.0);
        assert_eq!(Lens::new(&kernel, 3).row(&light, 1), [1.0, 1.0, 1.0, 2.0, 3.0, 4.0, 1.0, 1.0, 1.0]);
    }
}
