//! A still picture from a file.

use crate::bounded::{malformed, read_file};
use crate::jpeg::{Picture, check_complete};
use crate::{Frame, FrameError, FrameId, Limits, Timestamp};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

/// Reads a JPEG, PNG, WebP or BMP picture, told by its content, not its name; turned upright as its EXIF
/// orientation says, transparency dropped, 16-bit samples cut to 8. The frame has id 0 and time 0.
///
/// # Errors
/// [`FrameError::Io`] when the file is missing or unreadable; [`FrameError::Malformed`] when it is empty, a folder,
/// no picture, damaged or cut short; [`FrameError::Limit`] when the file or the size its header declares is over
/// `limits`, before any pixel is decoded.
pub fn read_still(path: &Path, limits: &Limits) -> Result<Frame, FrameError> {
    read_still_bytes(&read_file(path, limits)?, path, limits)
}

/// [`read_still`] from memory; `name` is for errors only.
///
/// # Errors
/// As [`read_still`], without [`FrameError::Io`].
pub fn read_still_bytes(bytes: &[u8], name: &Path, limits: &Limits) -> Result<Frame, FrameError> {
    let Picture { width, height, pixels } = decode(bytes, name, limits)?;
    Frame::new(FrameId(0), Timestamp::ZERO, (width, height), Arc::new(pixels))
        .ok_or_else(|| malformed(name, "its pixels do not fit its size; export it again"))
}

/// Longer side of a photo after shrinking, pixels.
const PHOTO_SIDE: u32 = 1_600;

/// Reads the photo of a person: a still picture as large as phones take them, shrunk to 1600 pixels on its longer side, since
/// a face to compare needs no more and the networks sample single pixels.
///
/// # Errors
/// As [`read_still`].
pub fn read_photo(path: &Path) -> Result<Frame, FrameError> {
    read_photo_bytes(&read_file(path, &photo_limits())?, path)
}

/// Phones take larger pictures than any video has.
fn photo_limits() -> Limits {
    Limits { side: 12_000, pixels: 64_000_000, ..Limits::default() }
}

/// [`read_photo`] from memory; `path` is for errors only.
///
/// # Errors
/// As [`read_still_bytes`].
pub fn read_photo_bytes(bytes: &[u8], path: &Path) -> Result<Frame, FrameError> {
    let photo = read_still_bytes(bytes, path, &photo_limits())?;
    let (width, height) = (photo.width(), photo.height());
    if width.max(height) <= PHOTO_SIDE {
        return Ok(photo);
    }
    let scale = f64::from(PHOTO_SIDE) / f64::from(width.max(height));
    let side = |pixels: u32| ((f64::from(pixels) * scale) as u32).max(1);
    let other_size = || malformed(path, "its pixels do not fit its size; export it again");
    let (id, at) = (photo.id(), photo.at());
    let pixels = Arc::unwrap_or_clone(photo.into_pixels());
    let picture = RgbImage::from_raw(width, height, pixels).ok_or_else(other_size)?;
    let small = image::imageops::thumbnail(&picture, side(width), side(height));
    let size = small.dimensions();
    Frame::new(id, at, size, Arc::new(small.into_raw())).ok_or_else(other_size)
}

/// A frame as JPEG of quality 92; `None` where a side is over the 65535 pixels that JPEG has room for.
#[must_use]
pub fn encode_jpeg(frame: &Frame) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode(frame.pixels(), frame.width(), frame.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes)
}

/// The upright picture in `bytes`.
pub(crate) fn decode(bytes: &[u8], name: &Path, limits: &Limits) -> Result<Picture, FrameError> {
    let format = image::guess_format(bytes)
        .ok()
        .filter(|format| format.reading_enabled())
        .ok_or_else(|| malformed(name, "not a JPEG, PNG, WebP or BMP picture; convert it to one"))?;
    if format == ImageFormat::Jpeg {
        check_complete(bytes, name)?;
    }
    let failed = |error: ImageError| refused(&error, name);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(bounds(limits));
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let (width, height) = decoder.dimensions();
    limits.check_picture(width, height).map_err(|fault| fault.at(name))?;
    // A damaged EXIF block says nothing about the pixels.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(failed)?;
    picture.apply_orientation(orientation);
    let picture = picture.into_rgb8();
    Ok(Picture { width: picture.width(), height: picture.height(), pixels: picture.into_raw() })
}

/// Our limits for the `image` crate. The sides are left to `Limits::check_picture`, whose error names them.
fn bounds(limits: &Limits) -> image::Limits {
    let mut bounds = image::Limits::default();
    // Four 16-bit samples a pixel, twice: once for the picture, once for what a decoder needs to build it.
    bounds.max_alloc = Some(limits.pixels.saturating_mul(16).saturating_add(1 << 20));
    bounds
}

/// One line for an error of the `image` crate.
fn refused(error: &ImageError, name: &Path) -> FrameError {
    let reason = match error {
        ImageError::Limits(_) => {
            "decoding it needs more memory than its size allows; export it again".to_owned()
        }
        ImageError::Unsupported(_) => {
            "a kind of picture that is not read; convert it to 8-bit JPEG or PNG".to_owned()
        }
        other => format!("damaged picture ({other}); export it again"),
    };
    malformed(name, reason.replace('\n', " "))
}
