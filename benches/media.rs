//! Pixels before and after the networks: decoding, conversion to RGB, and the best frame as JPEG.
//!
//! Decoding is what `frames::open` does for a file, conversion included; the conversion alone is the same call on planes
//! of the same size, because the decoder does not hand out its planes.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use criterion::{Criterion, SamplingMode, Throughput};
use image::codecs::jpeg::JpegEncoder;
use liveface::frames::{self, Limits};
use liveface_benches::clips::{self, Size};
use std::hint::black_box;
use std::path::Path;
use yuv::{YuvPlanarImage, YuvRange, YuvStandardMatrix, yuv420_to_rgb};

fn main() {
    let mut criterion = liveface_benches::criterion();
    for size in Size::ALL {
        decode(&mut criterion, size);
        convert(&mut criterion, size);
        jpeg(&mut criterion, size);
    }
    criterion.final_summary();
}

/// A clip of H.264 from first to last frame.
fn decode(criterion: &mut Criterion, size: Size) {
    let dir = tempfile::tempdir().expect("there is room for a clip");
    let clip = clips::record(dir.path(), size);
    let mut group = criterion.benchmark_group("media/decode");
    group.sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Elements(decoded(&clip)));
    group.bench_function(size.name(), |b| b.iter(|| decoded(&clip)));
    group.finish();
}

fn decoded(clip: &Path) -> u64 {
    let mut source = frames::open(clip, &Limits::default()).expect("what was recorded opens");
    let mut count = 0;
    while let Some(frame) = source.next_frame().expect("what was recorded decodes") {
        black_box(frame);
        count += 1;
    }
    count
}

/// Planes of 4:2:0 to RGB, BT.601 limited range, as a camera's or phone's video has it.
fn convert(criterion: &mut Criterion, size: Size) {
    let (width, height) = size.pixels();
    let plane = |width: u32, height: u32| -> Vec<u8> {
        (0..width * height).map(|at| (16 + at * 37 % 220) as u8).collect()
    };
    let (luma, blue, red) =
        (plane(width, height), plane(width / 2, height / 2), plane(width / 2, height / 2));
    let picture = YuvPlanarImage {
        y_plane: &luma,
        y_stride: width,
        u_plane: &blue,
        u_stride: width / 2,
        v_plane: &red,
        v_stride: width / 2,
        width,
        height,
    };
    let mut rgb = vec![0; (width * height * 3) as usize];
    criterion.bench_function(&format!("media/convert/{}", size.name()), |b| {
        b.iter(|| {
            let (range, matrix) = (YuvRange::Limited, YuvStandardMatrix::Bt601);
            yuv420_to_rgb(black_box(&picture), &mut rgb, width * 3, range, matrix).expect("planes fit")
        });
    });
}

/// The best frame as `liveface verify --best-frame` writes it.
fn jpeg(criterion: &mut Criterion, size: Size) {
    let frame = clips::frames(size).swap_remove(0);
    criterion.bench_function(&format!("media/jpeg/{}", size.name()), |b| {
        b.iter(|| {
            let mut bytes = Vec::new();
            JpegEncoder::new_with_quality(&mut bytes, 92)
                .encode(frame.pixels(), frame.width(), frame.height(), image::ExtendedColorType::Rgb8)
                .expect("a frame can be encoded");
            bytes
        });
    });
}
