//! What an app hears while a check runs: the integration guide's tips and stages, controls of its own, and the end.

mod sink;
mod tips;

pub use sink::{Disclosure, EventSink, Log, channel, json_lines};
pub use tips::{CLOSED_EYES, TipsEvent, tips_of};

use crate::failure::Failure;
use liveface_cloud_api::code::{AndroidCode, IosCode};
use liveface_session::{Action, Level, Light, Prompt};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing that happened. Its `Debug` shows neither token nor picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The window is there; the guide's `onMainViewCreate`.
    MainViewCreate,
    /// The window is about to go; the guide's `onMainViewDestroy`.
    MainViewDestroy,
    /// What the person should mend or do; the guide's `onAuthTipsEvent`. Sent when it changes, not on every frame.
    Tips(TipsEvent),
    /// Which stage the check is in; the guide's `onAuthEvent`.
    Auth(AuthEvent),
    /// The control of one's own with this id was clicked.
    Control(String),
    /// The screen showed this light from this time on, milliseconds since the camera's first picture.
    LightShown {
        /// What it showed.
        light: Light,
        /// From when on.
        at_ms: u64,
    },
    /// The check passed; the guide's `onSuccess`. Nothing but [`Event::MainViewDestroy`] follows.
    Success(AuthResult),
    /// The check did not pass or broke; the guide's `onFail`. Nothing but [`Event::MainViewDestroy`] follows.
    Failure(Failure),
}

impl Event {
    /// The guide's code for Android; `None` where none belongs to it.
    #[must_use]
    pub fn android(&self) -> Option<AndroidCode> {
        if let Self::Failure(failure) = self { failure.kind.android() } else { None }
    }

    /// The guide's code for iOS, which has one for a success, too; `None` where none belongs to it.
    #[must_use]
    pub fn ios(&self) -> Option<IosCode> {
        match self {
            Self::Success(_) => Some(IosCode::Success),
            Self::Failure(failure) => failure.kind.ios(),
            _ => None,
        }
    }
}

/// What comes with a success; the guide's `HuiYanOsAuthResult`, and what was established.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthResult {
    /// The token of this check; where no service gave one, it is drawn by chance.
    pub token: String,
    /// The best frame, a JPEG in base64, where `isNeedBestImage` asks for it.
    pub best_image: Option<String>,
    /// What was established: less than was planned where the person chose a check without light.
    pub level: Level,
}

impl fmt::Debug for AuthResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthResult(..)")
    }
}

/// Which stage a check is in; the guide's `HuiYanAuthEvent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthEvent {
    /// None.
    None,
    /// The check began: a face is waited for.
    StartAuth,
    /// The mouth is to be opened.
    OpenMouthCheck,
    /// The person is to hold still.
    SilenceCheck,
    /// The eyes are to be closed.
    BlinkCheck,
    /// The person is to nod.
    NodHeadCheck,
    /// The person is to shake the head.
    ShakeHeadCheck,
    /// The screen lights the face.
    ReflectCheck,
}

impl AuthEvent {
    /// Every one, in the guide's order.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::StartAuth,
        Self::OpenMouthCheck,
        Self::SilenceCheck,
        Self::BlinkCheck,
        Self::NodHeadCheck,
        Self::ShakeHeadCheck,
        Self::ReflectCheck,
    ];

    /// The guide's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::StartAuth => "START_AUTH",
            Self::OpenMouthCheck => "OPEN_MOUTH_CHECK",
            Self::SilenceCheck => "SILENCE_CHECK",
            Self::BlinkCheck => "BLINK_CHECK",
            Self::NodHeadCheck => "NOD_HEAD_CHECK",
            Self::ShakeHeadCheck => "SHAKE_HEAD_CHECK",
            Self::ReflectCheck => "REFLECT_CHECK",
        }
    }
}

impl From<Prompt> for AuthEvent {
    fn from(prompt: Prompt) -> Self {
        match prompt {
            Prompt::Position => Self::StartAuth,
            Prompt::Do(Action::Mouth) => Self::OpenMouthCheck,
            Prompt::Do(Action::Blink) => Self::BlinkCheck,
            Prompt::Do(Action::Nod) => Self::NodHeadCheck,
            Prompt::Do(Action::Shake) => Self::ShakeHeadCheck,
            Prompt::HoldStill => Self::SilenceCheck,
            Prompt::WatchLight => Self::ReflectCheck,
        }
    }
}
