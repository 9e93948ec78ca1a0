//! Compression inside the camera, as a webcam's MJPEG mode does.

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{ExtendedColorType, ImageDecoder as _, ImageResult};
use std::io::Cursor;

/// (height, width, 3) RGB after JPEG compression of `quality` 1..=100 (values outside are clamped); unchanged where the
/// format cannot hold the picture (a side of 0 or above 65535 pixels).
pub(super) fn compressed(rgb: Vec<u8>, width: usize, height: usize, quality: u8) -> Vec<u8> {
    match there_and_back(&rgb, width, height, quality) {
        Ok(back) if back.len() == rgb.len() => back,
        _ => rgb,
    }
}

fn there_and_back(rgb: &[u8], width: usize, height: usize, quality: u8) -> ImageResult<Vec<u8>> {
    let mut file = Vec::with_capacity(rgb.len() / 8);
    JpegEncoder::new_with_quality(&mut file, quality.clamp(1, 100)).encode(
        rgb,
        u32::try_from(width).unwrap_or(u32::MAX),
        u32::try_from(height).unwrap_or(u32::MAX),
        ExtendedColorType::Rgb8,
    )?;
    let decoder = JpegDecoder::new(Cursor::new(file))?;
    let mut back = vec![0; usize::try_from(decoder.total_bytes()).unwrap_or(0)];
    decoder.read_image(&mut back)?;
    Ok(back)
}
