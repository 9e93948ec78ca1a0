//! The photo: its kind, whether it decodes, and a smaller one where allowed.

use super::error::EvidenceError;
use super::kind::Kind;
use super::{
    Change, MAX_BODY_BYTES, MAX_PHOTO_CHARS, Part, PhotoFacts, PhotoKind, Summary, WhenTooLarge, text,
};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageError, RgbImage};
use liveface_cloud_api::ApiCode;
use liveface_frames::{FrameError, Limits, read_still_bytes};
use std::path::Path;
use std::sync::Arc;

/// What a photo may cost to check: 50 megapixels, as large as phones take them (150 MB decoded).
const LIMITS: Limits = Limits {
    file_bytes: 256 << 20,
    side: 16_384,
    pixels: 8192 * 6144,
    frames: 1,
    duration: std::time::Duration::ZERO,
    decode_time: std::time::Duration::from_secs(10),
};
/// Longer side of a photo encoded again, pixels: more than a face comparison uses.
const MAX_SIDE: u32 = 1920;
/// Shorter side below which a photo is not shrunk, pixels.
const MIN_SIDE: u32 = 480;
/// JPEG qualities, tried in this order at each size.
const QUALITIES: [u8; 3] = [92, 85, 75];

/// A photo that can be sent, as far as its own limits go.
pub(super) struct Photo {
    pub(super) bytes: Vec<u8>,
    pub(super) facts: PhotoFacts,
    pub(super) change: Option<Change>,
}

impl Photo {
    /// Checks the photo, and encodes it again where that is needed and allowed.
    pub(super) fn check(bytes: Vec<u8>, when: WhenTooLarge) -> Result<Self, EvidenceError> {
        if bytes.is_empty() {
            return Err(EvidenceError::Empty { part: Part::Photo });
        }
        let kind = Kind::of(&bytes);
        let chars = text::chars(bytes.len());
        let sendable = match kind {
            Kind::Jpeg => Some(PhotoKind::Jpeg),
            Kind::Png => Some(PhotoKind::Png),
            _ => None,
        };
        let mend = when == WhenTooLarge::Reencode;
        match sendable {
            None if mend && decodes(kind) => shrink(&bytes, kind, MAX_PHOTO_CHARS, wrong_kind(kind).code()),
            None => Err(wrong_kind(kind)),
            Some(_) if chars > MAX_PHOTO_CHARS => {
                let error = EvidenceError::TooLarge { part: Part::Photo, chars, limit: MAX_PHOTO_CHARS };
                if mend { shrink(&bytes, kind, MAX_PHOTO_CHARS, error.code()) } else { Err(error) }
            }
            Some(kind) => {
                let picture = decode(&bytes)?;
                let size = (picture.width(), picture.height());
                let facts = PhotoFacts { kind, bytes: bytes.len(), chars, size };
                Ok(Self { bytes, facts, change: None })
            }
        }
    }

    /// A smaller one, so that the body fits of which `rest` bytes are other things.
    pub(super) fn make_room(self, rest: usize, when: WhenTooLarge) -> Result<Self, EvidenceError> {
        let bytes = rest.saturating_add(self.facts.chars);
        let error = EvidenceError::BodyTooLarge { bytes, limit: MAX_BODY_BYTES };
        if when == WhenTooLarge::Refuse {
            return Err(error);
        }
        let room = MAX_BODY_BYTES.saturating_sub(rest);
        let smaller = shrink(&self.bytes, Kind::of(&self.bytes), room, error.code())?;
        let before = self.change.map(|change| change.before);
        let change =
            smaller.change.map(|change| Change { before: before.unwrap_or(change.before), ..change });
        Ok(Self { change, ..smaller })
    }
}

/// Pictures that the cloud does not take and [`read_still_bytes`] does.
fn decodes(kind: Kind) -> bool {
    matches!(kind, Kind::Picture("WebP" | "BMP"))
}

fn wrong_kind(kind: Kind) -> EvidenceError {
    let remedy = match kind {
        kind if kind.is_picture() => "convert it to JPEG or PNG",
        _ => "give a picture, JPEG or PNG",
    };
    EvidenceError::Kind { part: Part::Photo, found: kind.to_string(), remedy }
}

/// The upright picture.
fn decode(bytes: &[u8]) -> Result<DynamicImage, EvidenceError> {
    let unusable = |reason| EvidenceError::Unusable { part: Part::Photo, reason };
    let frame =
        read_still_bytes(bytes, Path::new("photo"), &LIMITS).map_err(|error| unusable(reason(error)))?;
    let (width, height) = (frame.width(), frame.height());
    RgbImage::from_raw(width, height, Arc::unwrap_or_clone(frame.into_pixels()))
        .map(DynamicImage::ImageRgb8)
        .ok_or_else(|| unusable("its pixels do not fit its size; export it again".to_owned()))
}

fn reason(error: FrameError) -> String {
    match error {
        FrameError::Malformed { reason, .. } => reason,
        FrameError::Limit { what, value, limit, .. } => {
            format!("its {what} is {value}, at most {limit} can be checked; shrink it")
        }
        other => other.to_string(),
    }
}

/// A JPEG of at most `limit` characters as base64, as large and as good as fits. Nothing is enlarged.
fn shrink(bytes: &[u8], kind: Kind, limit: usize, code: ApiCode) -> Result<Photo, EvidenceError> {
    let failed = |reason: String| EvidenceError::NotReencoded { part: Part::Photo, reason, code };
    let mut picture = decode(bytes)?;
    let full = (picture.width(), picture.height());
    let mut side = full.0.max(full.1).min(MAX_SIDE);
    loop {
        picture = fit(picture, side);
        for quality in QUALITIES {
            let jpeg = encode(&picture, quality).map_err(|error| failed(error.to_string()))?;
            if text::chars(jpeg.len()) <= limit {
                let size = (picture.width(), picture.height());
                let before = Summary { bytes: bytes.len(), kind: kind.name(), size: full, frames: None };
                return Ok(jpeg_photo(jpeg, size, before));
            }
        }
        side = side * 4 / 5;
        if picture.width().min(picture.height()) * 4 / 5 < MIN_SIDE {
            return Err(failed(format!("it does not fit into {limit} characters; give a smaller one")));
        }
    }
}

fn jpeg_photo(jpeg: Vec<u8>, size: (u32, u32), before: Summary) -> Photo {
    let (bytes, chars) = (jpeg.len(), text::chars(jpeg.len()));
    let after = Summary { bytes, kind: Kind::Jpeg.name(), size, frames: None };
    let change = Some(Change { part: Part::Photo, before, after });
    Photo { bytes: jpeg, facts: PhotoFacts { kind: PhotoKind::Jpeg, bytes, chars, size }, change }
}

/// With a longer side of `side` pixels, if it is longer.
fn fit(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        return picture;
    }
    picture.resize(side, side, FilterType::Lanczos3)
}

fn encode(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut jpeg = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, quality))?;
    Ok(jpeg)
}
