//! RGB frames to H.264 access units.

use crate::{Frame, Timestamp};
use rusty_h264::{Encoder, EncoderConfig, Preset, YuvPlanes};
use std::time::Duration;
use yuv::{
    YuvChromaSubsampling, YuvConversionMode, YuvPlanarImageMut, YuvRange, YuvStandardMatrix, rgb_to_yuv420,
};

/// Time between key frames, so that a player can start anywhere.
const KEY_FRAME_EVERY: Duration = Duration::from_secs(2);
/// Sides that the encoder takes, pixels.
const SIDES: std::ops::RangeInclusive<u32> = 16..=4096;
/// Levels of H.264 (ITU-T H.264, table A-1): `level_idc`, macroblocks a second, macroblocks a frame.
const LEVELS: [(u8, f64, u32); 6] = [
    (30, 40_500.0, 1_620),
    (31, 108_000.0, 3_600),
    (40, 245_760.0, 8_192),
    (42, 522_240.0, 8_704),
    (51, 983_040.0, 36_864),
    (52, 2_073_600.0, 36_864),
];

/// One encoded frame.
pub(super) struct AccessUnit {
    /// Annex B, with the parameter sets before a key frame.
    pub(super) bytes: Vec<u8>,
    /// Whether decoding can start here.
    pub(super) key: bool,
}

/// An encoder for frames of one size.
pub(super) struct H264 {
    encoder: Encoder,
    source: (u32, u32),
    planes: YuvPlanarImageMut<'static, u8>,
    last_key: Option<Timestamp>,
}

impl H264 {
    /// For frames of `source` (width, height) pixels at `bits_per_second`; the reason when it cannot be.
    pub(super) fn new(source: (u32, u32), bits_per_second: u32, fps: f64) -> Result<Self, String> {
        let (width, height) = (source.0 & !1, source.1 & !1);
        if !SIDES.contains(&width) || !SIDES.contains(&height) {
            return Err(format!(
                "a picture of {}x{}; sides of 16 to 4096 can be recorded",
                source.0, source.1
            ));
        }
        let mut config = EncoderConfig::new(width as usize, height as usize);
        config.preset = Preset::Fast;
        config.bitrate = bits_per_second;
        config.framerate = fps as f32;
        config.level_idc = level((width, height), fps);
        // Key frames are asked for by time, not by count; nothing may wait for later frames.
        config.gop_size = u32::MAX;
        config.scenecut = 0;
        config.bframes = 0;
        config.mbtree = false;
        let encoder = Encoder::new(config).map_err(|e| e.to_string())?;
        let planes = YuvPlanarImageMut::alloc(width, height, YuvChromaSubsampling::Yuv420);
        Ok(Self { encoder, source, planes, last_key: None })
    }

    /// Size of the recorded picture, pixels: the source's, cropped to even.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.planes.width, self.planes.height)
    }

    /// Encodes the next frame; the reason when it cannot be.
    pub(super) fn encode(&mut self, frame: &Frame) -> Result<AccessUnit, String> {
        let size = (frame.width(), frame.height());
        if size != self.source {
            let (is, was) = (size, self.source);
            return Err(format!("a frame of {}x{} in a recording of {}x{}", is.0, is.1, was.0, was.1));
        }
        let (range, matrix) = (YuvRange::Limited, YuvStandardMatrix::Bt601);
        let mode = YuvConversionMode::Balanced;
        rgb_to_yuv420(&mut self.planes, frame.pixels(), frame.width() * 3, range, matrix, mode)
            .map_err(|e| e.to_string())?;
        if self.last_key.is_none_or(|key| frame.at().since(key) >= KEY_FRAME_EVERY) {
            self.encoder.request_keyframe();
            self.last_key = Some(frame.at());
        }
        let view = view(&self.planes).ok_or("planes that do not fit their size")?;
        let bytes = self.encoder.encode_planes(&view).map_err(|e| e.to_string())?;
        let key = has_idr(&bytes);
        Ok(AccessUnit { bytes, key })
    }
}

/// The planes as the encoder takes them.
fn view<'a>(planes: &'a YuvPlanarImageMut<'static, u8>) -> Option<YuvPlanes<'a>> {
    YuvPlanes::new(
        planes.width as usize,
        planes.height as usize,
        planes.y_plane.borrow(),
        planes.u_plane.borrow(),
        planes.v_plane.borrow(),
        planes.y_stride as usize,
        planes.u_stride as usize,
    )
}

/// The lowest level that admits frames of this size and rate; the highest when none does.
fn level((width, height): (u32, u32), fps: f64) -> u8 {
    let frame = width.div_ceil(16) * height.div_ceil(16);
    let fits = |&&(_, second, most): &&(u8, f64, u32)| frame <= most && f64::from(frame) * fps <= second;
    LEVELS.iter().find(fits).map_or(52, |&(level, ..)| level)
}

/// Whether an Annex B access unit holds a slice of an instantaneous decoder refresh (NAL unit type 5).
fn has_idr(unit: &[u8]) -> bool {
    unit.windows(4).any(|w| matches!(w, [0, 0, 1, header] if header & 0x1F == 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_admits_size_and_rate() {
        assert_eq!(level((640, 480), 30.0), 30);
        assert_eq!(level((640, 480), 60.0), 31);
        assert_eq!(level((1280, 720), 30.0), 31);
        assert_eq!(level((1920, 1080), 30.0), 40);
        assert_eq!(level((3840, 2160), 30.0), 51);
    }
}
