//! The camera of a scene.

use serde::{Deserialize, Serialize};

/// A camera.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CameraSpec {
    /// Picture width, pixels, even, 16..=4096.
    pub width: u32,
    /// Picture height, pixels, even, 16..=4096, and a quarter to four times the width.
    pub height: u32,
    /// Frames a second, 1..=120.
    pub fps: f32,
    /// Horizontal field of view, degrees, 20..=120.
    pub field_of_view: f32,
    /// How exposure is chosen.
    pub exposure: Exposure,
    /// How white balance is chosen.
    pub white_balance: WhiteBalance,
    /// Standard deviation of the noise of a mid grey at gain 1, levels of 255.
    pub noise: f32,
    /// Standard deviation of the lens blur, pixels, 0..=32.
    pub blur: f32,
    /// Exposure time, milliseconds.
    pub shutter_ms: f32,
    /// From the first to the last row, milliseconds.
    pub readout_ms: f32,
    /// Largest deviation of a frame's time from the even grid, milliseconds.
    pub jitter_ms: f32,
    /// Share of frames that never arrive, 0..1.
    pub dropped: f32,
    /// Motion of a camera held in a hand, 0 = on a stand, 1 = as hands do.
    pub shake: f32,
    /// Quality of the JPEG compression inside the camera, 1..=100; left out: none.
    pub jpeg: Option<u8>,
}

/// How exposure is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Exposure {
    /// Follows the mean of the picture with this time constant, milliseconds.
    Auto {
        /// Time constant.
        settle_ms: f32,
    },
    /// Fixed: this radiance (cd/m²) becomes white.
    Locked {
        /// What becomes white.
        white: f32,
    },
}

/// How white balance is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WhiteBalance {
    /// Greys the mean of the picture, partly, with this time constant, milliseconds.
    Auto {
        /// Time constant.
        settle_ms: f32,
    },
    /// Fixed: light of this colour temperature is white.
    Locked {
        /// Kelvin, 2000..=12000.
        kelvin: f32,
    },
}

impl CameraSpec {
    /// From the camera to something `width` cm wide that fills the view, its edges outside, cm.
    pub(crate) fn filled_at(&self, width: f32) -> f32 {
        width * 0.8 / (2.0 * libm::tanf(self.field_of_view.to_radians() / 2.0))
    }
}
