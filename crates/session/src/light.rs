//! The light of a reflection check: which colours the screen shows, on which part, for how long.
//!
//! A plan is minted from a server's seed ([`LightPlan::mint`]) or read; either way it keeps [`LightPlan::check`], and
//! with it the photosensitivity [`governor`].

mod check;
pub(crate) mod expansion;
pub mod governor;
mod mint;

pub use check::LightPlanError;
pub(crate) use check::RawLightPlan;
pub use expansion::{MAX_SEED, MIN_SEED, SeedError};

use serde::{Deserialize, Serialize};

/// Part of a screen *as the camera's picture has it*, like every side in this crate: `Left` lights the image left of the
/// face. On an unmirrored screen that the person looks at, that is the half at the person's own right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// Upper half.
    Top,
    /// Lower half.
    Bottom,
    /// The half at the image left.
    Left,
    /// The half at the image right.
    Right,
}

impl Part {
    /// The name used in plans and traces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// What the screen shows: one colour on one part; the rest is black.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Light {
    /// sRGB, 0..=255 a channel.
    pub colour: [u8; 3],
    /// Where.
    #[serde(default)]
    pub part: Part,
}

impl Light {
    /// The grey shown before and after the colours, and while the light is paused: the baseline of the measurement.
    pub const GUARD: Self = Self { colour: [128; 3], part: Part::Whole };

    /// Linear light of the colour, 0..=1 a channel (IEC 61966-2-1).
    #[must_use]
    pub fn linear(self) -> [f32; 3] {
        self.colour.map(|level| {
            let v = f32::from(level) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { libm::powf((v + 0.055) / 1.055, 2.4) }
        })
    }
}

/// One step of a light sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// What is shown.
    pub light: Light,
    /// For how long, milliseconds.
    pub ms: u16,
}

/// A light sequence: a grey guard, 6 to 8 colours, a grey guard. Reading one fails where [`LightPlan::check`] does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawLightPlan")]
pub struct LightPlan {
    /// The steps in their order, the guards among them.
    pub slots: Vec<Slot>,
    /// Colours for slots that must be shown again, on the same part: used from the front, each once, passing over those
    /// that the slot had before or a neighbour has. At most [`LightPlan::MAX_SPARES`].
    pub spares: Vec<[u8; 3]>,
}

/// A light that was really shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// From when on, in stream time.
    pub at: crate::Timestamp,
    /// What.
    pub light: Light,
}
