//! How a session ends, and why. Fail closed: whatever is not established is not live.

use crate::code::Code;
use crate::output::Hint;
use crate::plan::Action;
use crate::report::{ActionResult, BestFrame, Comparison, Reflection, Silent};
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
    reflection: Option<Box<Reflection>>,
    best_frame: BestFrame,
    comparison: Option<Comparison>,
}

impl Evidence {
    /// The evidence of a plan, or `None` when any planned check has not passed.
    #[must_use]
    pub(crate) fn new(
        plan: &crate::Plan,
        silent: Silent,
        (actions, reflection): (Vec<ActionResult>, Option<Reflection>),
        (best_frame, comparison): (BestFrame, Option<Comparison>),
    ) -> Option<Self> {
        let asked = plan.actions.iter().copied();
        let acted = asked.eq(actions.iter().filter(|result| result.passed()).map(|result| result.action));
        let same = if plan.compare { comparison.is_some_and(|c| c.same) } else { comparison.is_none() };
        let lit = plan.light.is_none() || reflection.as_ref().is_some_and(Reflection::passed);
        let passed = silent.passed() && acted && lit && same;
        let reflection = reflection.map(Box::new);
        passed.then_some(Self { silent, actions, reflection, best_frame, comparison })
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

    /// The reflected light, where light was planned.
    #[must_use]
    pub fn reflection(&self) -> Option<&Reflection> {
        self.reflection.as_deref()
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
    /// The light that came back is not that of a face before this screen now.
    Light(LightRejection),
    /// Live, but not the person in the photo.
    DifferentPerson,
}

/// What is wrong with the light that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LightRejection {
    /// Other colours came back, or in another order.
    WrongColours,
    /// The right colours came back too early or too late.
    WrongTime,
    /// The right colours came back, but as from a sheet or a screen: without the depth of a face.
    TooFlat,
    /// Nothing came back, and the frames are no camera's.
    Injected,
}

/// Why the light that came back cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LightGap {
    /// The room is too bright for the screen: its colours are seen, but too weakly.
    TooBright,
    /// The picture is too dark to measure colours in.
    TooDark,
    /// No answer to the colours could be measured.
    NoResponse,
    /// The answer is too noisy to tell a face from a flat thing.
    ShapeUnclear,
    /// Frames are missing, or come slower than eight a second.
    TooFewFrames,
    /// The face left while colours were shown, and no colours are left to begin anew.
    FaceLeft,
    /// The app did not show the sequence.
    NotShown,
    /// The recording ends before the sequence does.
    ClipTooShort,
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
    /// The reflected light could not be judged.
    Light(LightGap),
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
            Self::Rejected(Rejection::Light(rejection)) => rejection.meaning().to_owned(),
            Self::Incomplete(Incomplete::Light(gap)) => gap.remedy().to_owned(),
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
            Self::FrozenVideo | Self::FaceChanged | Self::Light(_) => Code::LivessDetectFake,
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
            Self::Light(gap) => gap.code(),
            Self::Photo(PhotoFault::NoFace) => Code::LifePhotoDetectNoFaces,
            Self::Photo(PhotoFault::ManyFaces) => Code::LifePhotoDetectFaces,
            Self::Photo(PhotoFault::PoorQuality) => Code::LifePhotoPoorQuality,
            Self::Cancelled => Code::UserCancel,
            Self::Interrupted => Code::LivessSystemError,
        }
    }
}

impl LightRejection {
    /// What was found, one clause.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::WrongColours => "other colours came back than the screen showed",
            Self::WrongTime => "the screen's colours came back at the wrong time",
            Self::TooFlat => "the screen's colours came back as from something flat, not from a face",
            Self::Injected => "nothing answers the screen's colours, and the frames are no camera's",
        }
    }
}

impl LightGap {
    /// The integration guide's code.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::TooBright => Code::ActionLightStrong,
            Self::TooDark => Code::ActionLightDark,
            Self::FaceLeft => Code::SilentFaceDetectFail,
            Self::NotShown => Code::AppStop,
            Self::ClipTooShort => Code::SilentTooShort,
            Self::NoResponse | Self::ShapeUnclear | Self::TooFewFrames => Code::ReflectFail,
        }
    }

    /// What is wrong and what to do, in plain English.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::TooBright => {
                "the room outshines the screen: move out of bright light or nearer to the screen, else ask for actions"
            }
            Self::TooDark => "the face is too dark to measure colours on: add light in front of you",
            Self::NoResponse => {
                "no answer to the screen's colours: move out of bright light or nearer to the screen, else ask for actions"
            }
            Self::ShapeUnclear => {
                "the answer to the screen's colours is too weak to show depth: come nearer to the screen, else ask for actions"
            }
            Self::TooFewFrames => {
                "frames are missing while colours were shown: at least 8 a second are needed"
            }
            Self::FaceLeft => "the face left while colours were shown: stay in the picture",
            Self::NotShown => "the colours were not shown: show the plan to its end and report each light",
            Self::ClipTooShort => {
                "the recording ends before its colours do: record until the last grey is over"
            }
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
            Self::TooBright | Self::Outshone => Code::ActionLightStrong,
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
            Self::Outshone => {
                "the room outshines the screen: move out of bright light or nearer to the screen"
            }
            Self::MouthCovered => "mouth or nose is covered: take off the mask",
        }
    }
}
