//! How a session ends, and why. Fail closed: whatever is not established is not live.

use crate::code::Code;
use crate::output::Hint;
use crate::plan::Action;
use crate::report::{ActionResult, BestFrame, Comparison, Silent};
use serde::{Deserialize, Serialize};

/// The result of a session.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Every planned check passed.
    Live(Evidence),
    /// A check was carried out and failed.
    Rejected(Rejection),
    /// There was not enough to judge.
    Incomplete(Incomplete),
}

/// What a verdict of live rests on. Cannot be made unless everything planned is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    silent: Silent,
    actions: Vec<ActionResult>,
    best_frame: BestFrame,
    comparison: Option<Comparison>,
}

impl Evidence {
    /// The evidence of a plan, or `None` when any planned check has not passed.
    #[must_use]
    pub(crate) fn new(
        plan: &crate::Plan,
        silent: Silent,
        actions: Vec<ActionResult>,
        (best_frame, comparison): (BestFrame, Option<Comparison>),
    ) -> Option<Self> {
        let asked = plan.actions.iter().copied();
        let acted = asked.eq(actions.iter().filter(|result| result.passed()).map(|result| result.action));
        let same = if plan.compare { comparison.is_some_and(|c| c.same) } else { comparison.is_none() };
        (silent.passed() && acted && same).then_some(Self { silent, actions, best_frame, comparison })
    }

    /// The silent check.
    #[must_use]
    pub fn silent(&self) -> Silent {
        self.silent
    }

    /// The actions, in the planned order.
    #[must_use]
    pub fn actions(&self) -> &[ActionResult] {
        &self.actions
    }

    /// The frame that shows the face best.
    #[must_use]
    pub fn best_frame(&self) -> &BestFrame {
        &self.best_frame
    }

    /// The comparison with the reference photo, where one was planned.
    #[must_use]
    pub fn comparison(&self) -> Option<Comparison> {
        self.comparison
    }
}

/// A check that failed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// More than one face while the evidence was taken.
    MultipleFaces,
    /// The silent score says attack.
    PresentationAttack,
    /// The silent score is below the standard, but not clearly an attack.
    BelowThreshold,
    /// The face moves like a picture: nothing in it changes.
    StillPicture,
    /// The video stands still or repeats frames.
    FrozenVideo,
    /// The face did not stay the same person's.
    FaceChanged,
    /// The action was not done while it was asked for.
    ActionMissing(Action),
    /// Other actions were done instead of this one.
    WrongAction {
        /// The action asked for.
        asked: Action,
        /// The action seen.
        seen: Action,
    },
    /// Live, but not the person in the photo.
    DifferentPerson,
}

/// Why there was not enough to judge.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incomplete {
    /// The face was not well placed, mostly for this reason.
    Placement(Hint),
    /// No well placed face within the time allowed.
    PrepareTimeOut,
    /// The checks took longer than allowed.
    SessionTimeOut,
    /// Less footage of a well placed face than the silent check needs.
    TooShort,
    /// No frame is good enough to stand for the person.
    NoBestFrame,
    /// The eyes were never open.
    EyesClosed,
    /// The best frame or the photo could not be compared.
    NotComparable,
    /// The reference photo cannot be used.
    Photo(PhotoFault),
    /// The person or the app stopped the session.
    Cancelled,
    /// The session broke off inside; nothing may be concluded.
    Interrupted,
}

/// Why a reference photo cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFault {
    /// It shows nobody.
    NoFace,
    /// It shows several people.
    ManyFaces,
    /// The face is too small.
    PoorQuality,
}

impl Verdict {
    /// The integration guide's code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Live(_) => Code::Success,
            Self::Rejected(rejection) => rejection.code(),
            Self::Incomplete(incomplete) => incomplete.code(),
        }
    }

    /// One line for a person: what was found and, where it helps, what to do.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Live(evidence) if evidence.comparison.is_some() => {
                "live, and the person in the photo".to_owned()
            }
            Self::Live(_) => "live".to_owned(),
            Self::Rejected(Rejection::WrongAction { asked, seen }) => {
                format!("{seen} was done where {asked} was asked for")
            }
            Self::Rejected(Rejection::ActionMissing(action)) => {
                format!("{action} was asked for and not seen")
            }
            Self::Rejected(Rejection::FrozenVideo) => {
                "the video stands still or repeats its frames".to_owned()
            }
            Self::Rejected(Rejection::FaceChanged) => "the face did not stay the same person's".to_owned(),
            Self::Rejected(Rejection::StillPicture) => {
                "nothing in the face moves: this looks like a picture".to_owned()
            }
            Self::Incomplete(Incomplete::Placement(hint)) => hint.remedy().to_owned(),
            Self::Rejected(_) | Self::Incomplete(_) => self.code().meaning().to_owned(),
        }
    }
}

impl Rejection {
    /// The integration guide's code.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::MultipleFaces => Code::SilentMultiFaceFail,
            Self::PresentationAttack | Self::StillPicture => Code::SilentPictureLiveFail,
            Self::BelowThreshold => Code::SilentThreshold,
            Self::FrozenVideo | Self::FaceChanged => Code::LivessDetectFake,
            Self::ActionMissing(Action::Blink) => Code::ActionCloseEye,
            Self::ActionMissing(Action::Mouth) => Code::ActionOpenMouth,
            Self::ActionMissing(Action::Nod | Action::Shake) | Self::WrongAction { .. } => {
                Code::ActionFirstAction
            }
            Self::DifferentPerson => Code::CompareLowSimilarity,
        }
    }
}

impl Incomplete {
    /// The integration guide's code.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::Placement(hint) => hint.code(),
            Self::PrepareTimeOut => Code::PrepareTimeOut,
            Self::SessionTimeOut => Code::ActionTimeOut,
            Self::TooShort => Code::SilentTooShort,
            Self::NoBestFrame => Code::LivessBestFrameError,
            Self::EyesClosed => Code::SilentEyeLiveFail,
            Self::NotComparable => Code::CompareFail,
            Self::Photo(PhotoFault::NoFace) => Code::LifePhotoDetectNoFaces,
            Self::Photo(PhotoFault::ManyFaces) => Code::LifePhotoDetectFaces,
            Self::Photo(PhotoFault::PoorQuality) => Code::LifePhotoPoorQuality,
            Self::Cancelled => Code::UserCancel,
            Self::Interrupted => Code::LivessSystemError,
        }
    }
}

impl Hint {
    /// The integration guide's code for a session that ends for this reason.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::NoFace => Code::SilentFaceDetectFail,
            Self::ManyFaces => Code::SilentMultiFaceFail,
            Self::TooFar => Code::ActionFaceFar,
            Self::TooClose => Code::ActionFaceClose,
            Self::TooLeft => Code::ActionFaceLeft,
            Self::TooRight => Code::ActionFaceRight,
            Self::CutOff => Code::ActionNodetectFace,
            Self::TooDark => Code::ActionLightDark,
            Self::TooBright => Code::ActionLightStrong,
            Self::Turned => Code::LipFaceIncomplete,
            Self::Moving => Code::SilentFaceQualityFail,
            Self::MouthCovered => Code::SilentFaceWithMaskFail,
        }
    }

    /// What is wrong and what to do, in plain English.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::NoFace => "no face was seen: look into the camera",
            Self::ManyFaces => "more than one face was seen: one person only",
            Self::TooFar => "the face is too far away: come closer",
            Self::TooClose => "the face is too close: move back",
            Self::TooLeft => "the face is too far left in the picture: move to its middle",
            Self::TooRight => "the face is too far right in the picture: move to its middle",
            Self::CutOff => "part of the face is outside the picture: move to its middle",
            Self::TooDark => "the face is too dark: add light in front of you",
            Self::TooBright => "the light on the face is too strong: move out of it",
            Self::Turned => "the face is turned away: look straight into the camera",
            Self::Moving => "the face moves too much: keep still",
            Self::MouthCovered => "mouth or nose is covered: take off the mask",
        }
    }
}
