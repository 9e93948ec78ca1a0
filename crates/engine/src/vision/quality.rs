//! Native measures of the ISO/IEC 29794-5 components.

use super::features;
use super::geometry::{Square, distance, middle};
use super::light::{LEFT_CHEEK, RIGHT_CHEEK, for_each_in_quad, for_each_of_face, luma, pixel};
use super::mesh::Mesh;
use image::{GrayImage, Luma};
use imageproc::filter::laplacian_filter;
use liveface_frames::Frame;
use liveface_session::observation::{Face, QualityMeasures};

/// Width the face is scaled to before its sharpness is measured, pixels.
const SHARPNESS_SIDE: u32 = 128;
/// Samples along one side of a cheek.
const CHEEK: usize = 24;

type Histogram = [u32; 256];

/// Measures `face`, on whose picture `mesh` lies.
pub(crate) fn measure(frame: &Frame, mesh: &Mesh, face: &Face) -> QualityMeasures {
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
        sharpness: sharpness(frame, mesh, face),
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

/// Standard deviation of the Laplacian of the upright face.
fn sharpness(frame: &Frame, mesh: &Mesh, face: &Face) -> f32 {
    let (x, y) = face.bounds.centre();
    let square = Square { centre: [x, y], side: face.bounds.width, angle: mesh.lean() };
    let crop = grey_crop(frame, &square);
    let edges = laplacian_filter(&crop);
    let values = || edges.pixels().map(|&Luma([v])| f32::from(v));
    let count = (SHARPNESS_SIDE * SHARPNESS_SIDE) as f32;
    let mean = values().sum::<f32>() / count;
    (values().map(|v| (v - mean).powi(2)).sum::<f32>() / count).sqrt()
}

/// Luma of a square of the frame at [`SHARPNESS_SIDE`] pixels.
fn grey_crop(frame: &Frame, square: &Square) -> GrayImage {
    let mut rgb = vec![0.0; (SHARPNESS_SIDE * SHARPNESS_SIDE * 3) as usize];
    let side = SHARPNESS_SIDE as usize;
    super::warp::TensorSpec::rgb(side).fill(frame, &square.to_frame(side as f32), &mut rgb);
    let (pixels, _) = rgb.as_chunks::<3>();
    GrayImage::from_fn(SHARPNESS_SIDE, SHARPNESS_SIDE, |x, y| {
        Luma([luma(pixels[y as usize * side + x as usize].map(|v| v as u8))])
    })
}
