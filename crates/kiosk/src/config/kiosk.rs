//! Our own settings, which the guide does not have.

use super::text::{SettingsError, require, shown};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_session::Level;
use serde::{Deserialize, Serialize};

/// The section `[kiosk]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Kiosk {
    /// How much a check establishes, the guide's `SecureLevel`: 1 silent, 2 two actions, 3 light, 4 actions and light.
    /// A service is asked for a token of this level.
    pub secure_level: Level,
    /// How often a person may try, 1..=20.
    pub max_attempts: u32,
    /// Whether instructions are spoken.
    pub speak: bool,
    /// Whether every colour has at least 7:1 against its ground.
    pub high_contrast: bool,
    /// Whether the check ends when another window comes to the front.
    pub is_focus_loss_fatal: bool,
    /// Folder of texts that replace single ones of ours; empty = none.
    pub custom_strings_folder: String,
    /// Folder of recordings that are kept; empty = `sessions` in the user's data folder.
    pub video_cache_folder: String,
    /// Whether the window fills the screen.
    pub full_screen: bool,
    /// Size of everything, times the system's own, 0.5..=4.
    pub scale: f32,
    /// Public key that the licence is signed with, base64 of 32 bytes; with `authLicense`.
    pub licence_key: String,
    /// How long the result stays, milliseconds: 0 (until the person closes it) or 1000..=600000.
    pub result_page_ms: u32,
    /// Number or part of the name of the camera; empty = the first.
    pub camera: String,
    /// Wanted pictures a second, 15..=60.
    pub camera_fps: u32,
}

impl Default for Kiosk {
    fn default() -> Self {
        Self {
            secure_level: Level::Action,
            max_attempts: 3,
            speak: false,
            high_contrast: false,
            is_focus_loss_fatal: true,
            custom_strings_folder: String::new(),
            video_cache_folder: String::new(),
            full_screen: true,
            scale: 1.0,
            licence_key: String::new(),
            result_page_ms: 0,
            camera: String::new(),
            camera_fps: 30,
        }
    }
}

impl Kiosk {
    /// Fails with the first setting that is out of its range.
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        require((1..=20).contains(&self.max_attempts), || {
            SettingsError::range("kiosk.maxAttempts", self.max_attempts, "1 to 20")
        })?;
        require((0.5..=4.0).contains(&self.scale), || {
            SettingsError::range("kiosk.scale", self.scale, "0.5 to 4")
        })?;
        require(self.result_page_ms == 0 || (1_000..=600_000).contains(&self.result_page_ms), || {
            let allowed = "0 to wait for the person, or 1000 to 600000 milliseconds";
            SettingsError::range("kiosk.resultPageMs", self.result_page_ms, allowed)
        })?;
        require((15..=60).contains(&self.camera_fps), || {
            SettingsError::range("kiosk.cameraFps", self.camera_fps, "15 to 60 pictures a second")
        })?;
        let key = STANDARD.decode(&self.licence_key).map(|key| key.len());
        require(self.licence_key.is_empty() || key == Ok(32), || {
            let value = format!("{:?}", shown(&self.licence_key));
            SettingsError::range("kiosk.licenceKey", value, "base64 of a public key of 32 bytes, or nothing")
        })
    }
}
