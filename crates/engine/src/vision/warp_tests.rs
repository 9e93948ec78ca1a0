//! Crops against an independent implementation and against known answers.

use super::*;
use crate::vision::geometry::Square;
use image::buffer::ConvertBuffer as _;
use image::{Rgb, Rgb32FImage, RgbImage};
use imageproc::geometric_transformations::{Border, Interpolation, Projection, warp_into};
use liveface_frames::{FrameId, Timestamp};
use std::sync::Arc;

fn frame(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Frame {
    let pixels = (0..width * height).flat_map(|i| pixel(i % width, i / width)).collect();
    Frame::new(FrameId(0), Timestamp::ZERO, (width, height), Arc::new(pixels)).unwrap()
}

/// Smooth enough that a 64th of a pixel does not matter, different in each channel.
fn waves(x: u32, y: u32) -> [u8; 3] {
    let wave = |k: f32| (127.5 + 100.0 * (x as f32 * 0.11 * k).sin() * (y as f32 * 0.07 + k).cos()) as u8;
    [wave(1.0), wave(0.6), wave(0.3)]
}

fn contract(layout: Layout, colour: Colour, side: usize) -> InputContract {
    let shape = if layout == Layout::Nchw { vec![1, 3, side, side] } else { vec![1, side, side, 3] };
    InputContract { name: "in".into(), shape, layout, colour, mean: 0.0, scale: 1.0 }
}

fn filled(spec: &TensorSpec, frame: &Frame, map: &Affine) -> Vec<f32> {
    let mut tensor = vec![f32::NAN; spec.len()];
    spec.fill(frame, map, &mut tensor);
    tensor
}

#[test]
fn a_turned_crop_equals_imageproc_inside_the_frame() {
    let frame = frame(160, 120, waves);
    let map = Square { centre: [80.0, 60.0], side: 70.0, angle: 0.4 }.to_frame(64.0);
    let ours = filled(&TensorSpec::rgb(64), &frame, &map);
    // imageproc counts from pixel middles and wants the map from the frame to the crop.
    let [x0, y0] = map.apply([0.5, 0.5]).map(|v| v - 0.5);
    let to_frame = [map.xx, map.xy, x0, map.yx, map.yy, y0, 0.0, 0.0, 1.0];
    let projection = Projection::from_matrix(to_frame).unwrap().invert();
    let source = RgbImage::from_raw(160, 120, frame.pixels().to_vec()).unwrap().convert();
    let (mut theirs, edge): (Rgb32FImage, _) = (Rgb32FImage::new(64, 64), Border::Constant(Rgb([0.0; 3])));
    warp_into(&source, projection, Interpolation::Bilinear, edge, &mut theirs);
    let differences = ours.iter().zip(theirs.as_raw()).map(|(a, b)| (a - b * 255.0).abs());
    let worst = differences.fold(0.0, f32::max);
    assert!(worst < 0.1, "differs by {worst} levels");
}

#[test]
fn layout_colour_order_and_normalisation_follow_the_contract() {
    let frame = frame(8, 8, |_, _| [10, 20, 30]);
    let map = Affine::stretch([1.0; 2], [0.0; 2]);
    let cases = [
        (Layout::Nhwc, Colour::Rgb, [10.0, 20.0, 30.0]),
        (Layout::Nhwc, Colour::Bgr, [30.0, 20.0, 10.0]),
        (Layout::Nchw, Colour::Rgb, [10.0, 10.0, 10.0]),
        (Layout::Nchw, Colour::Bgr, [30.0, 30.0, 30.0]),
    ];
    for (layout, colour, expected) in cases {
        let contract = InputContract { mean: 4.0, scale: 0.5, ..contract(layout, colour, 8) };
        let spec = TensorSpec::new("test", &contract).unwrap();
        let tensor = filled(&spec, &frame, &map);
        assert_eq!(tensor[..3], expected.map(|v| (v - 4.0) * 0.5), "{layout:?} {colour:?}");
        assert!(tensor.iter().all(|v| v.is_finite()));
    }
}

#[test]
fn beyond_the_edge_the_outermost_pixels_go_on() {
    let frame = frame(4, 4, |x, y| [x as u8 * 50, y as u8 * 50, 7]);
    let tensor = filled(&TensorSpec::rgb(12), &frame, &Affine::stretch([1.0; 2], [-4.0; 2]));
    let at = |x: usize, y: usize| tensor[(y * 12 + x) * 3..][..3].to_vec();
    assert_eq!(at(0, 0), [0.0, 0.0, 7.0]);
    assert_eq!(at(11, 6), [150.0, 100.0, 7.0]);
    assert_eq!(at(5, 11), [50.0, 150.0, 7.0]);
}

#[test]
fn the_quick_path_equals_the_careful_one() {
    let frame = frame(40, 30, |x, y| [(x * 6) as u8, (y * 8) as u8, ((x * 7 + y * 13) % 256) as u8]);
    let map = Affine { xx: 0.9, xy: -0.2, x0: 10.3, yx: 0.2, yy: 0.9, y0: 3.7 };
    let sampler = Sampler::new(&frame, &map);
    for step in 0..16 {
        let at = [0, 1].map(|axis| sampler.start[axis] + step * sampler.column[axis]);
        assert!(sampler.is_inside(at));
        let rgb = |corners: [u32; 4]| corners.map(|corner| corner & 0x00ff_ffff);
        assert_eq!(rgb(sampler.corners(at[0], at[1])), sampler.clamped_corners(at[0], at[1]));
    }
}

#[test]
fn shrinking_by_eight_skips_no_pixel() {
    // Stripes of one pixel: sampling every eighth pixel would see only one of the two levels.
    let frame = frame(128, 128, |x, _| if x % 2 == 0 { [0; 3] } else { [200; 3] });
    let tensor = filled(&TensorSpec::rgb(16), &frame, &Affine::stretch([8.0; 2], [0.0; 2]));
    let inner = &tensor[16 * 3 + 3..16 * 3 + 12 * 3];
    assert!(inner.iter().all(|v| (v - 100.0).abs() < 1.0), "{inner:?}");
}

#[test]
fn whole_blocks_equal_their_bilinear_samples_to_the_bit() {
    let noise = |x: u32, y: u32| [0, 1, 2].map(|c| ((x * 2_654_435 + y * 40_503 + c * 97) >> 3) as u8);
    let frame = frame(640, 480, noise);
    for side in [2, 4, 6, 10, 16] {
        let map = Affine::stretch([side as f32; 2], [0.0; 2]);
        let (columns, rows) = (640 / side, 480 / side);
        let (blocks, sampler) =
            (Blocks::of(&frame, &map, (columns, rows)).unwrap(), Sampler::new(&frame, &map));
        let mut batch = Batch::default();
        for at in [(0, 0), (rows / 2, 3), (rows - 1, columns - 20)] {
            let mut sums = [[0.0; BATCH]; 3];
            blocks.sums(at, 20, &mut sums);
            sampler.sample(at, 20, &mut batch);
            for (ours, theirs) in sums.iter().zip(&batch.colours) {
                assert_eq!(ours[..20], theirs[..20], "side {side} at {at:?}");
            }
        }
        // One more column or row, a shift or an odd side is no whole block any more.
        assert!(Blocks::of(&frame, &map, (columns + 1, rows)).is_none());
        assert!(Blocks::of(&frame, &Affine::stretch([side as f32 + 0.5; 2], [0.0; 2]), (8, 8)).is_none());
        assert!(Blocks::of(&frame, &Affine::stretch([side as f32; 2], [1.0, 0.0]), (8, 8)).is_none());
        assert!(Blocks::of(&frame, &Affine::stretch([side as f32 + 1.0; 2], [0.0; 2]), (8, 8)).is_none());
    }
}

#[test]
fn an_input_that_is_no_picture_is_refused() {
    for shape in [vec![], vec![1, 1, 8, 8], vec![2, 3, 8, 8], vec![1, 3, 0, 8], vec![1, 3, 8]] {
        let contract = InputContract { shape, ..contract(Layout::Nchw, Colour::Rgb, 8) };
        assert!(TensorSpec::new("test", &contract).is_err(), "{:?}", contract.shape);
    }
}
