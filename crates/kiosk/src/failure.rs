//! How a check can end badly: our kinds, the integration guide's codes for each, and the words that the window shows.

mod words;

pub use words::{reason_of, words_of};

use crate::config::SettingsError;
use crate::licence::LicenceError;
use liveface_cloud_api::code::{AndroidCode, IosCode, SelfieResultCode};
use liveface_frames::{CameraFault, FrameError};
use liveface_session::report::{Reason, Report};
use liveface_session::{Incomplete, LightGap, Rejection, SessionError, VerdictKind};
use std::fmt;

/// What went wrong. The numbers behind the names are [`FailureKind::android`]'s and [`FailureKind::ios`]'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The service could not be reached, or did not answer in a way that can be understood.
    Network,
    /// The licence is missing, forged, unreadable or out of date.
    Licence,
    /// A network of the pack, or another part of the program, is missing or unusable.
    Models,
    /// The person or the app stopped the check.
    Cancelled,
    /// The program failed.
    Inner,
    /// The engine could not be set up, or failed.
    Engine,
    /// Another window came to the front.
    FocusLost,
    /// The camera failed.
    Camera(CameraFault),
    /// What stands in a camera's place, such as a video file, cannot be read.
    Frames,
    /// A folder or file that is needed may not be read or written, or the disk is full.
    Storage,
    /// The check was started before the engine was set up, or after it was released.
    NotInitialised,
    /// The person did not pass, or there was not enough to judge.
    LocalFailed,
    /// The light was not shown to its end.
    LightStopped,
    /// The light sequence that was received cannot be used.
    LightData,
    /// Light was shown before it was asked for.
    LightNotAsked,
    /// The actions, or the whole check, took too long.
    ActionTimeOut,
    /// No well placed face appeared in time.
    PrepareTimeOut,
    /// A setting cannot be used.
    Settings,
    /// The recording could not be encoded.
    Recording,
    /// The service judged, and did not accept the check; its code is in [`Failure::detail`].
    Service,
    /// The service refused to judge: a wrong key, no such endpoint, what was sent is not taken.
    Refused,
}

impl FailureKind {
    /// The guide's code for Android. `None` for [`FailureKind::Service`] alone: the service's own code takes its place.
    #[must_use]
    pub const fn android(self) -> Option<AndroidCode> {
        Some(match self {
            Self::Network | Self::Refused => AndroidCode::NetworkError,
            // The guide has no code for a setting; this is the one for a check of what the app was shipped with.
            Self::Licence | Self::Models | Self::Settings => AndroidCode::LocalRefFailed,
            Self::Cancelled => AndroidCode::UserCancel,
            Self::Inner | Self::Engine | Self::Recording => AndroidCode::InnerError,
            Self::FocusLost => AndroidCode::DoNotChange,
            Self::Camera(CameraFault::Denied) => AndroidCode::CheckPermission,
            Self::Camera(_) | Self::Frames => AndroidCode::CameraPermission,
            Self::NotInitialised => AndroidCode::InitSdk,
            Self::LocalFailed => AndroidCode::VerifyLocal,
            Self::Storage => AndroidCode::PermissionCheck,
            Self::LightStopped => AndroidCode::AppStop,
            Self::LightData => AndroidCode::CheckLiveData,
            Self::LightNotAsked => AndroidCode::LightNotAsked,
            Self::ActionTimeOut => AndroidCode::ActionTimeOut,
            Self::PrepareTimeOut => AndroidCode::PrepareTimeOut,
            Self::Service => return None,
        })
    }

    /// The guide's code for iOS; `None` where its table has none: network, service, faults inside, and light that was stopped.
    #[must_use]
    pub const fn ios(self) -> Option<IosCode> {
        Some(match self {
            Self::Settings => IosCode::InitializationParameter,
            Self::Models => IosCode::BundleConfiguration,
            Self::Engine => IosCode::EngineConfiguration,
            Self::NotInitialised | Self::LightNotAsked => IosCode::NotInitialized,
            Self::Licence => IosCode::SdkAuthFailed,
            Self::Cancelled => IosCode::UserCanceled,
            Self::LocalFailed | Self::ActionTimeOut | Self::PrepareTimeOut => IosCode::LocalAuthFailed,
            Self::Camera(CameraFault::Denied) => IosCode::CameraPermission,
            Self::Camera(_) | Self::Frames => IosCode::CameraOpenFail,
            Self::FocusLost => IosCode::DonotSwitchApps,
            Self::Storage | Self::Recording => IosCode::VideoCut,
            Self::LightData => IosCode::LightDataFormat,
            Self::Network | Self::Inner | Self::LightStopped | Self::Service | Self::Refused => return None,
        })
    }

    /// Whether starting again can help without anybody changing the installation.
    #[must_use]
    pub const fn can_retry(self) -> bool {
        !matches!(
            self,
            Self::Licence
                | Self::Models
                | Self::Settings
                | Self::NotInitialised
                | Self::LightNotAsked
                | Self::Engine
        )
    }
}

/// Longest finer code, bytes; the cloud's are shorter.
const MAX_DETAIL: usize = 64;

/// How a check ended badly; the guide's `onFail`. Its `Debug` does not show the token.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// The guide's number for Android, 210..=224, or a number of the service's own where it refused with one.
    pub code: i64,
    /// The guide's number for iOS, 210..=221, where it has one.
    pub ios: Option<i64>,
    /// One line of English for a log or an integrator; what the person reads is the window's.
    pub message: String,
    /// The token of this check, where there was one.
    pub token: Option<String>,
    /// The finer code behind it, e.g. `FailedOperation.SilentThreshold`.
    pub detail: Option<String>,
    /// Whether a session ran and showed too little to judge, rather than a failed check.
    pub insufficient: bool,
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, code, message, detail, .. } = self;
        write!(f, "Failure({kind:?}, {code}, {message:?}, {detail:?})")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A failure of this kind; `message` is brought onto one line.
    #[must_use]
    pub fn new(kind: FailureKind, message: impl AsRef<str>) -> Self {
        // A service's words may hold anything, and go to a terminal.
        let shown = message.as_ref().replace(|c: char| c.is_control() && !c.is_whitespace(), "\u{fffd}");
        let message = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let code = kind.android().unwrap_or(AndroidCode::InnerError).number();
        Self {
            kind,
            code,
            ios: kind.ios().map(IosCode::number),
            message,
            token: None,
            detail: None,
            insufficient: false,
        }
    }

    /// The same, of the check with this token.
    #[must_use]
    pub fn with_token(self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()).filter(|token| !token.is_empty()), ..self }
    }

    /// The same, with a finer code. Where the service refused with a number of the guide's table (`1004`), that number is the
    /// failure's own, as it is for the guide's apps.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        // It is shown to staff, and may be a stranger's.
        let plain = detail.len() <= MAX_DETAIL && detail.bytes().all(|byte| byte.is_ascii_graphic());
        let detail = if plain { detail } else { "unknown".to_owned() };
        let number = SelfieResultCode::from_wire(&detail).map(SelfieResultCode::number);
        let code = number.filter(|_| self.kind == FailureKind::Service).unwrap_or(self.code);
        Self { code, detail: Some(detail), ..self }
    }

    /// The same, of the check with this token, where it names none.
    #[must_use]
    pub(crate) fn with_token_if_none(self, token: Option<&str>) -> Self {
        match (&self.token, token) {
            (None, Some(token)) => self.with_token(token),
            _ => self,
        }
    }

    /// The failure that a finished session is; `None` for live. A report that contradicts itself is a failure.
    #[must_use]
    pub fn of_verdict(report: &Report) -> Option<Self> {
        let kind = match (report.verdict, report.reason) {
            (VerdictKind::Live, None) => return None,
            (_, Some(reason)) => kind_of(reason),
            (VerdictKind::Rejected | VerdictKind::Incomplete, None) => FailureKind::LocalFailed,
        };
        let insufficient = report.verdict == VerdictKind::Incomplete;
        Some(Self { insufficient, ..Self::new(kind, &report.message).with_detail(report.code.as_str()) })
    }
}

/// The kind that belongs to a reason of a session's.
#[must_use]
pub const fn kind_of(reason: Reason) -> FailureKind {
    match reason {
        Reason::Rejected(Rejection::ActionMissing(_)) | Reason::Incomplete(Incomplete::SessionTimeOut) => {
            FailureKind::ActionTimeOut
        }
        Reason::Incomplete(Incomplete::PrepareTimeOut) => FailureKind::PrepareTimeOut,
        Reason::Incomplete(Incomplete::Cancelled) => FailureKind::Cancelled,
        Reason::Incomplete(Incomplete::Light(LightGap::NotShown)) => FailureKind::LightStopped,
        Reason::Incomplete(Incomplete::Interrupted) => FailureKind::Inner,
        Reason::Rejected(_) | Reason::Incomplete(_) => FailureKind::LocalFailed,
    }
}

/// An error with its causes, each of which says only its own part.
pub(crate) fn told(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |cause| cause.source())
        .fold(error.to_string(), |line, cause| format!("{line}: {cause}"))
}

impl From<&FrameError> for Failure {
    fn from(error: &FrameError) -> Self {
        let kind = match error {
            FrameError::Camera { kind, .. } => FailureKind::Camera(*kind),
            FrameError::Write { .. } => FailureKind::Storage,
            // `FrameError` may grow: whatever else it is, no frame came.
            _ => FailureKind::Frames,
        };
        Self::new(kind, told(error))
    }
}

impl From<&liveface_uploader::Error> for Failure {
    fn from(error: &liveface_uploader::Error) -> Self {
        use liveface_uploader::Error;
        let kind = match error {
            Error::Request { .. } | Error::Api { .. } | Error::Merchant { .. } => FailureKind::Refused,
            Error::Cancelled { .. } => FailureKind::Cancelled,
            Error::Setup(_) => FailureKind::Settings,
            // `Error` may grow: whatever else it is, no answer came.
            _ => FailureKind::Network,
        };
        let failure = Self::new(kind, told(error));
        match error.code() {
            Some(code) => failure.with_detail(code.to_string()),
            None => failure,
        }
    }
}

impl From<&SessionError> for Failure {
    fn from(error: &SessionError) -> Self {
        let kind = if error.code().is_some() { FailureKind::LightNotAsked } else { FailureKind::Inner };
        Self::new(kind, told(error))
    }
}

impl From<&SettingsError> for Failure {
    fn from(error: &SettingsError) -> Self {
        Self::new(FailureKind::Settings, told(error))
    }
}

impl From<&LicenceError> for Failure {
    fn from(error: &LicenceError) -> Self {
        Self::new(FailureKind::Licence, told(error))
    }
}
