//! The integration guide's result codes: one for every way a session can end.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $code:literal, $message:literal;)*) => {
        /// A result code of the integration guide, with the guide's spelling.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $message] #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// Every code a session can end with.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code as the guide spells it, e.g. `FailedOperation.SilentTooShort`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What it means in plain English, one clause.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

codes! {
    Success = "Success", "passed";
    CompareLowSimilarity = "FailedOperation.CompareLowSimilarity", "the face does not match the photo";
    CompareFail = "FailedOperation.CompareFail", "the faces could not be compared";
    ActionCloseEye = "FailedOperation.ActionCloseEye", "no blink was seen";
    ActionFaceClose = "FailedOperation.ActionFaceClose", "the face is too close to the camera";
    ActionFaceFar = "FailedOperation.ActionFaceFar", "the face is too far from the camera";
    ActionFaceLeft = "FailedOperation.ActionFaceLeft", "the face is too far left in the picture";
    ActionFaceRight = "FailedOperation.ActionFaceRight", "the face is too far right in the picture";
    ActionFirstAction = "FailedOperation.ActionFirstAction", "the requested action was not seen";
    ActionLightDark = "FailedOperation.ActionLightDark", "the face is too dark";
    ActionLightStrong = "FailedOperation.ActionLightStrong", "the light on the face is too strong";
    ActionNodetectFace = "FailedOperation.ActionNodetectFace", "the whole face is not in the picture";
    ActionOpenMouth = "FailedOperation.ActionOpenMouth", "no mouth opening was seen";
    LifePhotoDetectFaces = "FailedOperation.LifePhotoDetectFaces", "the photo shows several faces";
    LifePhotoDetectNoFaces = "FailedOperation.LifePhotoDetectNoFaces", "the photo shows no face";
    LifePhotoPoorQuality = "FailedOperation.LifePhotoPoorQuality", "the face in the photo is too small";
    LipFaceIncomplete = "FailedOperation.LipFaceIncomplete", "the face is not fully shown";
    LivessBestFrameError = "FailedOperation.LivessBestFrameError", "no frame is good enough to compare";
    LivessDetectFake = "FailedOperation.LivessDetectFake", "the recording looks forged";
    LivessSystemError = "FailedOperation.LivessSystemError", "the liveness engine was interrupted";
    SilentEyeLiveFail = "FailedOperation.SilentEyeLiveFail", "the eyes are not open in any frame";
    SilentFaceDetectFail = "FailedOperation.SilentFaceDetectFail", "no face was seen";
    SilentFaceQualityFail = "FailedOperation.SilentFaceQualityFail", "no clear, still, frontal view of the face";
    SilentFaceWithMaskFail = "FailedOperation.SilentFaceWithMaskFail", "the face is covered by a mask";
    SilentMultiFaceFail = "FailedOperation.SilentMultiFaceFail", "more than one face was seen";
    SilentPictureLiveFail = "FailedOperation.SilentPictureLiveFail", "this looks like a picture, not a person";
    SilentThreshold = "FailedOperation.SilentThreshold", "the liveness score is below the passing standard";
    SilentTooShort = "FailedOperation.SilentTooShort", "the video is too short to judge";
    ReflectFail = "1401", "reflection liveness failed";
    AppStop = "HY_APP_STOP_ERROR", "the app stopped the light sequence";
    CheckLiveData = "HY_CHECK_LIVE_DATA_ERROR", "the light sequence cannot be used";
    LightNotAsked = "HY_INITIALIZATION_PARAMETER_EXCEPTION", "light was set before it was asked for";
    UserCancel = "HY_USER_CANCEL_ERROR", "the person cancelled";
    ActionTimeOut = "HY_VERIFY_LOCAL_TIME_OUT", "the check took too long";
    PrepareTimeOut = "HY_PREPARE_TIME_OUT", "no well placed face appeared in time";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
