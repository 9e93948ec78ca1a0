//! Which models are worth running on the next frame.

use serde::{Deserialize, Serialize};

/// What the session can use of the next frame. Presence, pose, eyes, mouth and light are always measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// Silent presentation attack detection.
    pub pad: bool,
    /// Whether the face is covered.
    pub cover: bool,
    /// Quality components, for the choice of the best frame.
    pub quality: bool,
    /// Whether the face is still the one that was first followed.
    pub identity: bool,
    /// Light on the skin in detail, for the reflection check.
    #[serde(default)]
    pub light: bool,
}

impl Needs {
    /// Everything: what `observe` asks for, so that a trace serves any plan.
    pub const ALL: Self = Self { pad: true, cover: true, quality: true, identity: true, light: true };
}
