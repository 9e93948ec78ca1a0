//! Still pictures: every kind is read upright, and bad ones end in one line.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{encoded, one_line, pattern, psnr};
use image::ImageFormat;
use liveface_frames::{FrameError, Limits, read_still, read_still_bytes};
use std::path::Path;

const SIZE: (u32, u32) = (96, 64);

fn read(bytes: &[u8]) -> Result<liveface_frames::Frame, FrameError> {
    read_still_bytes(bytes, Path::new("face.png"), &Limits::default())
}

#[test]
fn every_format_is_told_by_content_and_gives_its_pixels() {
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Jpeg] {
        let frame = read(&encoded(SIZE, 0, format)).unwrap();
        assert_eq!((frame.width(), frame.height()), SIZE);
        let psnr = psnr(frame.pixels(), &pattern(SIZE, 0));
        let least = if format == ImageFormat::Jpeg { 28.0 } else { f64::INFINITY };
        assert!(psnr >= least, "{format:?}: {psnr} dB");
    }
}

/// An EXIF block that says only "turn clockwise by a quarter" (orientation 6), right after the start marker.
fn with_orientation_6(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let mut out = vec![0xFF, 0xD8, 0xFF, 0xE1];
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.append(&mut exif);
    out.extend(&jpeg[2..]);
    out
}

#[test]
fn exif_orientation_turns_the_picture_upright() {
    let jpeg = encoded(SIZE, 0, ImageFormat::Jpeg);
    let (plain, turned) = (read(&jpeg).unwrap(), read(&with_orientation_6(&jpeg)).unwrap());
    assert_eq!((turned.width(), turned.height()), (SIZE.1, SIZE.0));
    // The stored bottom left corner is the upright top left one.
    let bottom_left = ((SIZE.1 - 1) * SIZE.0 * 3) as usize;
    assert_eq!(turned.pixels()[..3], plain.pixels()[bottom_left..bottom_left + 3]);
}

#[test]
fn cut_short_anywhere_is_an_error_and_never_grey() {
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Jpeg] {
        let whole = encoded(SIZE, 0, format);
        for tenth in 0..10 {
            let cut = whole.len() * tenth / 10;
            let error = read(&whole[..cut]).unwrap_err();
            assert!(matches!(error, FrameError::Malformed { .. }), "{format:?} at {cut}: {error:?}");
            one_line(&error);
        }
    }
}

/// A PNG header with the given sides and no pixels behind it.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0D".to_vec();
    png.extend(&chunk);
    png.extend(crc32(&chunk).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xAF\x06\x1E");
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    })
}

#[test]
fn declared_size_is_checked_before_pixels() {
    let limit = |bytes: &[u8]| match read(bytes).unwrap_err() {
        FrameError::Limit { what, value, limit, .. } => (what, value, limit),
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(&png_header(30_000, 30_000)).1, "30000");
    assert_eq!(limit(&png_header(4096, 4096)).1, (4096 * 4096).to_string());
    assert!(matches!(read(&png_header(0, 0)).unwrap_err(), FrameError::Malformed { .. }));
    // The size in a JPEG header, raised to 65535 a side.
    let mut jpeg = encoded(SIZE, 0, ImageFormat::Jpeg);
    let start = jpeg.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    jpeg[start + 5..start + 9].fill(0xFF);
    assert_eq!(limit(&jpeg).1, "65535");
    jpeg[start + 5..start + 9].fill(0);
    assert!(matches!(read(&jpeg).unwrap_err(), FrameError::Malformed { .. }));
}

#[test]
fn a_jpeg_of_a_thousand_scans_is_refused() {
    let jpeg = encoded(SIZE, 0, ImageFormat::Jpeg);
    let scan = jpeg.windows(2).position(|w| w == [0xFF, 0xDA]).unwrap();
    let (head, body) = (&jpeg[..scan], &jpeg[scan..jpeg.len() - 2]);
    let bomb = [head, &body.repeat(1000), &[0xFF, 0xD9]].concat();
    assert!(one_line(&read(&bomb).unwrap_err()).contains("too many scans"));
}

#[test]
fn bad_paths_and_files_end_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let read = |path: &Path| one_line(&read_still(path, &Limits::default()).unwrap_err());
    assert!(read(&folder.path().join("gone.png")).contains("gone.png: check that it exists"));
    assert!(read(folder.path()).contains("it is a folder"));
    assert!(read(&put("empty.png", b"")).contains("it is empty"));
    assert!(read(&put("text.png", b"This is not a picture.\n")).contains("not a JPEG, PNG, WebP or BMP"));
    let small = Limits { file_bytes: 10, ..Limits::default() };
    let large = put("large.png", &[0; 11]);
    assert!(matches!(read_still(&large, &small).unwrap_err(), FrameError::Limit { .. }));
}
