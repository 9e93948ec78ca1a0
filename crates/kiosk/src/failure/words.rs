//! Which messages of the string tables (`locales/`) say what happened and what to do.

use super::FailureKind;
use liveface_frames::CameraFault;
use liveface_session::report::{Reason, Report};
use liveface_session::{Hint, Incomplete, LightGap, LightRejection, Rejection, VerdictKind};

/// Message names: what was found, and what to do.
type Words = (&'static str, &'static str);

const CANCELLED: Words = ("error-cancelled", "remedy-cancelled");
const COVERED: Words = ("reason-covered", "remedy-covered");
const INNER: Words = ("error-inner", "remedy-staff");
const LIGHT_DATA: Words = ("error-light-data", "remedy-staff");
const LIGHT_UNCLEAR: Words = ("reason-light-unclear", "remedy-light-unclear");
const MANY_FACES: Words = ("reason-many-faces", "remedy-many-faces");
const NO_FACE: Words = ("reason-no-face-in-time", "remedy-no-face-in-time");
const PLACEMENT: Words = ("reason-placement", "remedy-placement");
const TIME_OUT: Words = ("reason-time-out", "remedy-time-out");
const TOO_BRIGHT: Words = ("reason-too-bright", "remedy-too-bright");
const TOO_DARK: Words = ("reason-too-dark", "remedy-too-dark");
const TOO_SHORT: Words = ("reason-too-short", "remedy-too-short");

impl FailureKind {
    /// The message that says what happened.
    #[must_use]
    pub const fn title_key(self) -> &'static str {
        self.words().0
    }

    /// The message that says what to do.
    #[must_use]
    pub const fn remedy_key(self) -> &'static str {
        self.words().1
    }

    const fn words(self) -> Words {
        match self {
            Self::Network => ("error-network", "remedy-network"),
            Self::Licence => ("error-licence", "remedy-staff"),
            Self::Models => ("error-models", "remedy-staff"),
            Self::Cancelled => CANCELLED,
            Self::Inner | Self::Engine | Self::NotInitialised => INNER,
            Self::FocusLost => ("error-focus", "remedy-focus"),
            Self::Camera(fault) => camera(fault),
            Self::Storage | Self::Recording => ("error-storage", "remedy-storage"),
            // The words of the reason are finer, where there is a report: `reason_of`.
            Self::LocalFailed => ("result-fail-title", "remedy-placement"),
            Self::LightStopped | Self::LightData | Self::LightNotAsked => LIGHT_DATA,
            Self::ActionTimeOut => TIME_OUT,
            Self::PrepareTimeOut => NO_FACE,
            // A file in a camera's place was set by somebody.
            Self::Settings | Self::Frames => ("error-settings", "remedy-staff"),
            Self::Service | Self::Refused => ("reason-service", "remedy-service"),
        }
    }
}

const fn camera(fault: CameraFault) -> Words {
    match fault {
        CameraFault::NotFound => ("error-no-camera", "remedy-no-camera"),
        CameraFault::Busy => ("error-camera-busy", "remedy-camera-busy"),
        CameraFault::Denied => ("error-camera-denied", "remedy-camera-denied"),
        CameraFault::Disconnected => ("error-camera-unplugged", "remedy-camera-unplugged"),
        CameraFault::Black => ("error-camera-black", "remedy-camera-black"),
        CameraFault::Frozen => ("error-camera-frozen", "remedy-camera-frozen"),
        // `CameraFault` may grow: another camera helps against whatever else it is.
        _ => ("error-camera-format", "remedy-camera-format"),
    }
}

/// The messages that say why a session did not end live, and what to do; `None` for live.
#[must_use]
pub fn reason_of(report: &Report) -> Option<(&'static str, &'static str)> {
    match (report.verdict, report.reason) {
        (VerdictKind::Live, None) => None,
        (_, Some(reason)) => Some(words_of(reason)),
        (VerdictKind::Rejected | VerdictKind::Incomplete, None) => Some(INNER),
    }
}

/// The messages that say what this reason is, and what to do. A service's judgement has reasons, too.
#[must_use]
pub const fn words_of(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Rejected(rejection) => rejected(rejection),
        Reason::Incomplete(incomplete) => lacking(incomplete),
    }
}

const fn rejected(rejection: Rejection) -> Words {
    match rejection {
        Rejection::MultipleFaces => MANY_FACES,
        Rejection::PresentationAttack | Rejection::BelowThreshold => ("reason-not-live", "remedy-not-live"),
        Rejection::StillPicture => ("reason-still", "remedy-still"),
        Rejection::FrozenVideo | Rejection::Light(LightRejection::Injected) => {
            ("reason-video", "remedy-video")
        }
        Rejection::FaceChanged => ("reason-face-changed", "remedy-face-changed"),
        Rejection::ActionMissing(_) => ("reason-action-missing", "remedy-action-missing"),
        Rejection::WrongAction { .. } => ("reason-action-wrong", "remedy-action-wrong"),
        Rejection::Light(
            LightRejection::WrongColours | LightRejection::WrongTime | LightRejection::TooFlat,
        ) => ("reason-light-wrong", "remedy-light-wrong"),
        Rejection::DifferentPerson => ("reason-other-person", "remedy-other-person"),
    }
}

const fn lacking(incomplete: Incomplete) -> Words {
    match incomplete {
        Incomplete::Placement(hint) => placed(hint),
        Incomplete::PrepareTimeOut => NO_FACE,
        Incomplete::SessionTimeOut => TIME_OUT,
        Incomplete::TooShort => TOO_SHORT,
        Incomplete::NoBestFrame => ("reason-no-best-frame", "remedy-no-best-frame"),
        Incomplete::EyesClosed => ("reason-eyes-closed", "remedy-eyes-closed"),
        Incomplete::NotComparable => ("reason-not-comparable", "remedy-not-comparable"),
        Incomplete::Light(gap) => unlit(gap),
        Incomplete::Photo(_) => ("reason-photo", "remedy-photo"),
        Incomplete::Cancelled => CANCELLED,
        Incomplete::Interrupted => INNER,
    }
}

const fn placed(hint: Hint) -> Words {
    match hint {
        Hint::NoFace => NO_FACE,
        Hint::ManyFaces => MANY_FACES,
        Hint::TooDark => TOO_DARK,
        Hint::TooBright => TOO_BRIGHT,
        Hint::Outshone => LIGHT_UNCLEAR,
        Hint::MouthCovered => COVERED,
        Hint::TooFar
        | Hint::TooClose
        | Hint::TooLeft
        | Hint::TooRight
        | Hint::CutOff
        | Hint::Turned
        | Hint::Moving => PLACEMENT,
    }
}

const fn unlit(gap: LightGap) -> Words {
    match gap {
        LightGap::TooBright | LightGap::NoResponse | LightGap::ShapeUnclear | LightGap::TooFewFrames => {
            LIGHT_UNCLEAR
        }
        LightGap::TooDark => TOO_DARK,
        LightGap::FaceLeft | LightGap::ClipTooShort => TOO_SHORT,
        LightGap::NotShown => LIGHT_DATA,
    }
}
