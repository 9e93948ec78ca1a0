//! Native measures of the ISO/IEC 29794-5 components.

use super::features;
use super::geometry::{Square, distance, middle};
use super::light::{LEFT_CHEEK, RIGHT_CHEEK, for_each_in_quad, for_each_of_face, luma, pixel};
use super::mesh::Mesh;
use super::warp::TensorSpec;
use liveface_frames::Frame;
use liveface_session::observation::{Face, QualityMeasures};

/// Width the face is scaled to before its sharpness is measured, pixels.
const SHARPNESS_SIDE: usize = 128;
/// Samples along one side of a cheek.
const CHEEK: usize = 24;

type Histogram = [u32; 256];

/// Measures, in memory that is kept from face to face.
#[derive(Default)]
pub(crate) struct QualityMeter {
    /// The upright face: ([`SHARPNESS_SIDE`], [`SHARPNESS_SIDE`], 3) RGB, 0..=255, and its luma with the outermost pixels
    /// doubled on all sides.
    rgb: Vec<f32>,
    luma: Vec<[u8; SHARPNESS_SIDE + 2]>,
}

impl QualityMeter {
    /// Measures `face`, on whose picture `mesh` lies.
    pub fn measure(&mut self, frame: &Frame, mesh: &Mesh, face: &Face) -> QualityMeasures {
        QualityMeasures {
            sharpness: self.sharpness(frame, mesh, face),
            ..all_but_sharpness(frame, mesh, face)
        }
    }

    /// Standard deviation of the Laplacian of the upright face.
    fn sharpness(&mut self, frame: &Frame, mesh: &Mesh, face: &Face) -> f32 {
        let (x, y) = face.bounds.centre();
        self.crop(frame, &Square { centre: [x, y], side: face.bounds.width, angle: mesh.lean() });
        spread_of_laplacian(&self.luma)
    }

    /// Takes the luma of a square of the frame.
    fn crop(&mut self, frame: &Frame, square: &Square) {
        let spec = TensorSpec::rgb(SHARPNESS_SIDE);
        self.rgb.resize(spec.len(), 0.0);
        spec.fill(frame, &square.to_frame(SHARPNESS_SIDE as f32), &mut self.rgb);
        self.luma.resize(SHARPNESS_SIDE + 2, [0; SHARPNESS_SIDE + 2]);
        let (pixels, _) = self.rgb.as_chunks::<3>();
        let inner = self.luma.iter_mut().skip(1);
        for (row, pixels) in inner.zip(pixels.chunks_exact(SHARPNESS_SIDE)) {
            for (level, pixel) in row.iter_mut().skip(1).zip(pixels) {
                *level = luma(pixel.map(|v| v as u8));
            }
            (row[0], row[SHARPNESS_SIDE + 1]) = (row[1], row[SHARPNESS_SIDE]);
        }
        self.luma[0] = self.luma[1];
        self.luma[SHARPNESS_SIDE + 1] = self.luma[SHARPNESS_SIDE];
    }
}

/// Standard deviation of the Laplacian (of four neighbours) of a square whose outermost pixels are doubled.
fn spread_of_laplacian(luma: &[[u8; SHARPNESS_SIDE + 2]]) -> f32 {
    let level = |row: &[u8], x: usize| i32::from(row[x]);
    let rows = luma.array_windows::<3>().map(|[above, row, below]| -> [i32; SHARPNESS_SIDE] {
        std::array::from_fn(|x| {
            level(above, x + 1) + level(row, x) + level(row, x + 2) + level(below, x + 1)
                - 4 * level(row, x + 1)
        })
    });
    let count = (SHARPNESS_SIDE * SHARPNESS_SIDE) as f32;
    // Far below 2^24, so as exact as whole numbers are.
    let mean = rows.clone().map(|row| row.iter().sum::<i32>()).sum::<i32>() as f32 / count;
    let squares =
        |sum, row: [i32; SHARPNESS_SIDE]| row.iter().fold(sum, |sum, &v| sum + (v as f32 - mean).powi(2));
    (rows.fold(0.0, squares) / count).sqrt()
}

/// Measures all but the sharpness, which is left at 0.
fn all_but_sharpness(frame: &Frame, mesh: &Mesh, face: &Face) -> QualityMeasures {
    let [left, right] = mesh.eyes();
    let eyes = middle(left, right);
    let height = distance(eyes, mesh.at(features::CHIN)).max(1.0);
    let (inter_eye, (width, rows)) = (face.inter_eye.max(1.0), (frame.width() as f32, frame.height() as f32));
    let (centre, _) = face.bounds.centre();
    let mut skin = [0; 256];
    for_each_of_face(mesh, |p| tally(&mut skin, pixel(frame, p)));
    QualityMeasures {
        luminance_mean: face.light.luma,
        under_exposed: face.light.dark,
        over_exposed: face.light.bright,
        entropy: entropy(&skin),
        uniformity: uniformity(frame, mesh),
        eyes_open: features::least_lid_gap(mesh, face.eyes) / height,
        mouth_open: features::lip_gap(mesh, face.mouth) / height,
        inter_eye: face.inter_eye / face.pose.yaw.to_radians().cos().max(0.1),
        head_size: distance(mesh.at(10), mesh.at(features::CHIN)) / rows,
        margin_left: centre / inter_eye,
        margin_right: (width - centre) / inter_eye,
        margin_above: eyes[1] / inter_eye,
        margin_below: (rows - eyes[1]) / inter_eye,
        sharpness: 0.0,
    }
}

fn tally(histogram: &mut Histogram, pixel: Option<[u8; 3]>) {
    if let Some(pixel) = pixel {
        histogram[usize::from(luma(pixel))] += 1;
    }
}

/// Shannon entropy, bits.
fn entropy(histogram: &Histogram) -> f32 {
    let total = histogram.iter().sum::<u32>() as f32;
    let shares = histogram.iter().filter(|count| **count > 0).map(|&count| count as f32 / total);
    -shares.map(|share| share * share.log2()).sum::<f32>()
}

/// Common area of the cheeks' normalised histograms.
fn uniformity(frame: &Frame, mesh: &Mesh) -> f32 {
    let [left, right] = [LEFT_CHEEK, RIGHT_CHEEK].map(|corners| {
        let mut histogram = [0; 256];
        for_each_in_quad(corners.map(|i| mesh.at(i)), CHEEK, |p| tally(&mut histogram, pixel(frame, p)));
        let total = histogram.iter().sum::<u32>().max(1) as f32;
        // Eight levels a bin: a few hundred samples would not fill 256.
        let mut bins = [0.0; 32];
        for (level, &count) in histogram.iter().enumerate() {
            bins[level / 8] += count as f32 / total;
        }
        bins
    });
    left.iter().zip(right).map(|(l, r)| l.min(r)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma};
    use imageproc::filter::laplacian_filter;

    #[test]
    fn the_spread_of_the_laplacian_is_that_of_imageproc() {
        let picture = |x: usize, y: usize| ((x * x + 7 * y + x * y / 3) % 251) as u8;
        let inner = |i: usize| i.clamp(1, SHARPNESS_SIDE) - 1;
        let side = SHARPNESS_SIDE + 2;
        let luma: Vec<[u8; SHARPNESS_SIDE + 2]> =
            (0..side).map(|y| std::array::from_fn(|x| picture(inner(x), inner(y)))).collect();
        let image = GrayImage::from_fn(SHARPNESS_SIDE as u32, SHARPNESS_SIDE as u32, |x, y| {
            Luma([picture(x as usize, y as usize)])
        });
        let edges = laplacian_filter(&image);
        let values = || edges.pixels().map(|&Luma([v])| f32::from(v));
        let count = (SHARPNESS_SIDE * SHARPNESS_SIDE) as f32;
        let mean = values().sum::<f32>() / count;
        let theirs = (values().map(|v| (v - mean).powi(2)).sum::<f32>() / count).sqrt();
        assert_eq!(spread_of_laplacian(&luma).to_bits(), theirs.to_bits());
    }
}
