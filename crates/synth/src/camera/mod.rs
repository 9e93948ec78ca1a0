//! From radiance on the sensor to a compressed 8-bit frame: exposure, white balance, lens, noise, gamma, JPEG.

mod control;
mod grain;
mod jpeg;
mod lens;
mod pixels;
mod schedule;
#[cfg(test)]
mod tests;

pub(crate) use schedule::schedule;

use crate::picture::Picture;
use crate::scene::CameraSpec;
use control::{BASE_WHITE, Control};
use liveface_frames::Timestamp;
use pixels::{Pixels, Settings};

/// A camera that remembers its exposure and white balance from frame to frame.
pub(crate) struct Sensor {
    control: Control,
    pixels: Pixels,
    jpeg: Option<u8>,
}

/// What the camera did for one frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Development {
    /// Radiance (cd/m²) that becomes white.
    pub white: f32,
    /// Gains of red, green, blue.
    pub balance: [f32; 3],
    /// Sensor gain that sets the noise: 250 cd/m² ÷ `white`, at least 1 (brighter light shortens the shutter).
    pub gain: f32,
}

impl Sensor {
    /// A camera as `spec` says; `seed` chooses its noise and its fixed pattern. What is no number counts as 0.
    pub(crate) fn new(spec: &CameraSpec, seed: u64) -> Self {
        Self {
            control: Control::new(spec.exposure, spec.white_balance),
            pixels: Pixels::new(spec, seed),
            jpeg: spec.jpeg,
        }
    }

    /// (height, width, 3) RGB, 0..=255, of the radiance `light` of frame `index` taken at `at`. The first frame finds
    /// exposure and balance settled on itself; later ones follow with the time constants of the specification.
    ///
    /// Levels are sRGB (IEC 61966-2-1) of radiance × balance ÷ white up to 0.9, with a soft shoulder above.
    pub(crate) fn develop(&mut self, light: &Picture, index: u64, at: Timestamp) -> (Vec<u8>, Development) {
        let (white, balance) = self.control.follow(light, at);
        let gain = (BASE_WHITE / white).max(1.0);
        let mut rgb = self.pixels.develop(light, Settings { white, balance, gain, index });
        if let Some(quality) = self.jpeg {
            rgb = jpeg::compressed(rgb, light.width, light.height, quality);
        }
        (rgb, Development { white, balance: balance.into(), gain })
    }
}
