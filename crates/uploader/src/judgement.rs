//! The cloud's answer in the words of the local engine's verdict.

use crate::evidence::Asked;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::Answer;
use liveface_cloud_api::actions::CompareFaceLivenessResponse;
use liveface_cloud_api::code::{ApiCode, Billed, ErrorCode, Kind};
use liveface_session::report::Reason;
use liveface_session::{Action, Hint, Incomplete, PhotoFault, Rejection, VerdictKind};
use std::fmt;

/// What the cloud found, as the local engine would say it. Whatever it does not call a success is not live.
#[derive(Clone, PartialEq)]
pub struct Judgement {
    /// Live, rejected or incomplete.
    pub verdict: VerdictKind,
    /// Why it is not live, where the cloud's code says so precisely; `None` for live and for its general codes.
    pub reason: Option<Reason>,
    /// The cloud's code, with its spelling.
    pub code: ErrorCode,
    /// One line for a person: what was found and, where it helps, what to do.
    pub message: String,
    /// Similarity to the photo, 0..=100, where faces were compared; 70 is the cloud's bar.
    pub similarity: Option<f64>,
    /// Whether the call is charged.
    pub billed: Billed,
    /// The cloud's number of the call.
    pub request_id: Option<String>,
    /// The frame that shows the face best, as JPEG; `None` where the cloud sent none or none that can be read.
    pub best_frame: Option<Vec<u8>>,
}

impl fmt::Debug for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let best = self.best_frame.as_ref().map(Vec::len);
        write!(f, "Judgement({:?}, {}, best frame of {best:?} bytes)", self.verdict, self.code)
    }
}

impl Judgement {
    /// What an answer to a request that asked for this says.
    #[must_use]
    pub fn of(answer: &Answer<CompareFaceLivenessResponse>, asked: &Asked) -> Self {
        let response = &answer.response;
        let code = ErrorCode::from(response.result.as_str());
        let (verdict, reason) =
            code.code().map_or((VerdictKind::Incomplete, None), |code| judge(code, asked));
        let compared = matches!(code.code(), Some(ApiCode::Success | ApiCode::CompareLowSimilarity));
        let message = match &code {
            ErrorCode::Code(ApiCode::Success) => "live, and the person in the photo".to_owned(),
            ErrorCode::Code(code) => format!("{}: {}", code.meaning(), code.remedy()),
            ErrorCode::Other(text) if text.is_empty() => "the answer holds no result".to_owned(),
            ErrorCode::Other(_) => {
                let words = response.description.chars().filter(|c| !c.is_control()).take(200);
                format!("the cloud says: {}", words.collect::<String>())
            }
        };
        Self {
            verdict,
            reason,
            message,
            similarity: (compared && (0.0..=100.0).contains(&response.sim)).then_some(response.sim),
            billed: code.code().map_or(Billed::Unknown, ApiCode::billed),
            code,
            request_id: answer.request_id.clone(),
            best_frame: response.best_frame_base64.as_ref().and_then(|text| jpeg(text)),
        }
    }
}

/// The bytes of a JPEG in base64; `None` where it is anything else.
fn jpeg(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok().filter(|bytes| bytes.starts_with(&[0xFF, 0xD8, 0xFF]))
}

fn judge(code: ApiCode, asked: &Asked) -> (VerdictKind, Option<Reason>) {
    if code == ApiCode::Success {
        return (VerdictKind::Live, None);
    }
    if let Some(rejection) = rejection(code, asked) {
        return (VerdictKind::Rejected, Some(Reason::Rejected(rejection)));
    }
    if let Some(incomplete) = incomplete(code) {
        return (VerdictKind::Incomplete, Some(Reason::Incomplete(incomplete)));
    }
    match code {
        // A failed check without a word for its reason.
        ApiCode::LivessDetectFail | ApiCode::SilentDetectFail | ApiCode::LifePhotoDetectFake => {
            (VerdictKind::Rejected, None)
        }
        ApiCode::InternalErrorCompareLowSimilarity => {
            (VerdictKind::Rejected, Some(Reason::Rejected(Rejection::DifferentPerson)))
        }
        _ if code.kind() == Kind::Service => {
            (VerdictKind::Incomplete, Some(Reason::Incomplete(Incomplete::Interrupted)))
        }
        _ => (VerdictKind::Incomplete, None),
    }
}

fn rejection(code: ApiCode, asked: &Asked) -> Option<Rejection> {
    Some(match code {
        ApiCode::CompareLowSimilarity => Rejection::DifferentPerson,
        ApiCode::LivessDetectFake | ApiCode::SilentPictureLiveFail => Rejection::PresentationAttack,
        ApiCode::SilentThreshold => Rejection::BelowThreshold,
        ApiCode::SilentMultiFaceFail => Rejection::MultipleFaces,
        ApiCode::ActionCloseEye => Rejection::ActionMissing(Action::Blink),
        ApiCode::ActionOpenMouth => Rejection::ActionMissing(Action::Mouth),
        ApiCode::ActionFirstAction => match asked {
            Asked::Actions(actions) => Rejection::ActionMissing(*actions.first()?),
            Asked::Silent => return None,
        },
        _ => return None,
    })
}

fn incomplete(code: ApiCode) -> Option<Incomplete> {
    let hint = match code {
        ApiCode::ActionFaceClose => Hint::TooClose,
        ApiCode::ActionFaceFar => Hint::TooFar,
        ApiCode::ActionFaceLeft => Hint::TooLeft,
        ApiCode::ActionFaceRight => Hint::TooRight,
        ApiCode::ActionLightDark => Hint::TooDark,
        ApiCode::ActionLightStrong => Hint::TooBright,
        ApiCode::ActionNodetectFace => Hint::CutOff,
        ApiCode::SilentFaceDetectFail => Hint::NoFace,
        ApiCode::SilentFaceWithMaskFail => Hint::MouthCovered,
        ApiCode::LipFaceIncomplete => Hint::Turned,
        _ => return ending(code),
    };
    Some(Incomplete::Placement(hint))
}

fn ending(code: ApiCode) -> Option<Incomplete> {
    Some(match code {
        ApiCode::SilentTooShort => Incomplete::TooShort,
        ApiCode::SilentEyeLiveFail => Incomplete::EyesClosed,
        ApiCode::LivessBestFrameError => Incomplete::NoBestFrame,
        ApiCode::CompareFail | ApiCode::CompareSystemError => Incomplete::NotComparable,
        ApiCode::LifePhotoDetectNoFaces => Incomplete::Photo(PhotoFault::NoFace),
        ApiCode::LifePhotoDetectFaces => Incomplete::Photo(PhotoFault::ManyFaces),
        ApiCode::LifePhotoPoorQuality => Incomplete::Photo(PhotoFault::PoorQuality),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use liveface_session::Code;

    fn judged(result: &str, sim: f64) -> Judgement {
        let response = CompareFaceLivenessResponse { result: result.into(), sim, ..Default::default() };
        let asked = Asked::Actions(vec![Action::Nod, Action::Blink]);
        Judgement::of(&Answer { request_id: None, response }, &asked)
    }

    #[test]
    fn only_success_is_live() {
        let live: Vec<_> = ApiCode::ALL
            .iter()
            .filter(|code| judged(code.as_str(), 99.0).verdict == VerdictKind::Live)
            .collect();
        assert_eq!(live, [&ApiCode::Success]);
        for result in ["", "success", "Success ", "FailedOperation.New"] {
            assert_eq!(judged(result, 99.0).verdict, VerdictKind::Incomplete, "{result:?}");
        }
    }

    #[test]
    fn a_reason_leads_back_to_the_code_where_the_local_engine_has_it() {
        // The cloud's word for a forged recording is general; the local engine's reasons for it are several.
        let general = [Code::LivessDetectFake, Code::SilentPictureLiveFail];
        let mut without = Vec::new();
        for code in Code::ALL {
            match judged(code.as_str(), 1.0).reason {
                Some(Reason::Incomplete(Incomplete::Interrupted)) => {
                    assert_eq!(*code, Code::LivessSystemError);
                }
                Some(reason) => {
                    let back = match reason {
                        Reason::Rejected(rejection) => rejection.code(),
                        Reason::Incomplete(incomplete) => incomplete.code(),
                    };
                    assert!(
                        back == *code || general.contains(code) && general.contains(&back),
                        "{code} {back}"
                    );
                }
                None => without.push(*code),
            }
        }
        // Success has no reason; face quality is too general for one; the others are no codes of this call.
        let none = [
            Code::Success,
            Code::SilentFaceQualityFail,
            Code::ReflectFail,
            Code::AppStop,
            Code::CheckLiveData,
            Code::LightNotAsked,
            Code::UserCancel,
            Code::ActionTimeOut,
            Code::PrepareTimeOut,
        ];
        assert_eq!(without, none);
    }

    #[test]
    fn similarity_is_told_only_where_faces_were_compared() {
        assert_eq!(judged("FailedOperation.CompareLowSimilarity", 41.5).similarity, Some(41.5));
        assert_eq!(judged("FailedOperation.ActionFirstAction", 41.5).similarity, None);
        assert_eq!(judged("Success", 170.0).similarity, None);
        let first = judged("FailedOperation.ActionFirstAction", 0.0).reason;
        assert_eq!(first, Some(Reason::Rejected(Rejection::ActionMissing(Action::Nod))));
    }
}
