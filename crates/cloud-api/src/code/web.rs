//! The codes of the web page.

use super::codes;

codes! {
    /// `ErrorCode` of a web verification, a number; where it is `null` the verification is not finished.
    ///
    /// A code that says what a code of the API says has its name.
    integers WebCode {
    Success = 0, Billed::Yes,
        "the check passed", "carry on, nothing is needed";
    InvalidParameter = 1, Billed::No,
        "a parameter is malformed or missing", "correct how the page is opened";
    InvalidParameterValue = 2, Billed::No,
        "a parameter has a value that is not allowed", "correct the value with which the page is opened";
    BadRequest = 3, Billed::No,
        "the page sent a request that cannot be read", "open the link again as it was given out";
    ServiceFault4 = 4, Billed::No,
        "the service failed (fault 4)", "wait a little and open the page again";
    ServiceFault8 = 8, Billed::No,
        "the service failed (fault 8)", "wait a little and open the page again";
    ServiceFault9 = 9, Billed::No,
        "the service failed (fault 9)", "wait a little and open the page again";
    ServiceFault10 = 10, Billed::No,
        "the service failed (fault 10)", "wait a little and open the page again";
    ServiceFault11 = 11, Billed::No,
        "the service failed (fault 11)", "wait a little and open the page again";
    AlreadyCompleted = 14, Billed::No,
        "this verification is already finished", "read its result, or ask for a new token to start another";
    TokenExpired = 15, Billed::No,
        "the token was not used in time", "ask for a new token and open the new page";
    RetryLimit = 16, Billed::No,
        "all attempts of this token are used up", "ask for a new token to allow more attempts";
    VideoMissing = 202, Billed::No,
        "the recording did not reach the service", "check the connection and record again";
    LivessSystemError = 1001, Billed::No,
        "the liveness engine could not be run", "wait a little and record again";
    LivessDetectFake = 1002, Billed::No,
        "the recording looks forged", "look at the recording before allowing another attempt";
    LivessUnknownError = 1003, Billed::No,
        "no real person could be made out", "record again in person, in good light";
    LivessBestFrameError = 1004, Billed::No,
        "no usable face was found in the recording", "record again with the face in the middle and still";
    LivessDetectFail = 1005, Billed::No,
        "the liveness check failed", "record again and do exactly what the page asks";
    LipVoiceDetect = 1101, Billed::No,
        "no sound was heard", "allow the microphone and read the digits aloud";
    LipFaceIncomplete = 1102, Billed::No,
        "the face is not fully shown", "uncover the whole face and hold it in the frame";
    LipVoiceRecognize = 1103, Billed::No,
        "the spoken digits were not understood", "read the digits slowly and clearly in a quiet place";
    LipVideoInvalid = 1104, Billed::No,
        "the format of the recording cannot be read", "record with another browser or camera app";
    LipNetFailed = 1105, Billed::No,
        "the recording could not be fetched", "check the connection and record again";
    LipVoiceLow = 1106, Billed::No,
        "the voice is too quiet", "speak louder and closer to the microphone";
    LipSizeError = 1107, Billed::No,
        "the recording is empty or of an unfit length or size", "record again for about six seconds";
    LipVideoQuaility = 1108, Billed::No,
        "the recording is not sharp enough", "wipe the lens and record again with a better camera";
    LipMoveSmall = 1109, Billed::No,
        "the lips hardly moved", "open the mouth clearly while reading the digits";
    ActionLightDark = 1201, Billed::No,
        "the face is too dark", "turn towards a light or to a brighter place";
    ActionLightStrong = 1202, Billed::No,
        "the light on the face is too strong", "turn away from direct sun or lamps";
    ActionFaceClose = 1203, Billed::No,
        "the face is too close to the camera", "move back a little";
    ActionFaceRight = 1204, Billed::No,
        "the face is too far right in the picture", "move to the middle of the picture";
    ActionFaceFar = 1205, Billed::No,
        "the face is too far from the camera", "come closer";
    ActionFaceLeft = 1206, Billed::No,
        "the face is too far left in the picture", "move to the middle of the picture";
    ActionCloseEye = 1207, Billed::No,
        "no blink was seen", "close both eyes for a moment and open them again when asked";
    ActionFirstAction = 1208, Billed::No,
        "the first requested action was not seen", "do the first action clearly, as soon as it is asked for";
    ActionOpenMouth = 1209, Billed::No,
        "no mouth opening was seen", "open the mouth wide and close it again when asked";
    ActionNodetectFace = 1210, Billed::No,
        "the whole face is not in the picture", "hold the whole face inside the frame";
    SilentDetectFail = 1301, Billed::No,
        "the still face was not judged to be a live person", "record again in person, in good light";
    SilentThreshold = 1302, Billed::No,
        "the liveness score is below the passing standard", "record again in even light, looking straight ahead";
    SilentTooShort = 1303, Billed::No,
        "the recording is too short to judge", "record for more than two seconds";
    ReflectFail = 1401, Billed::No,
        "the face did not reflect the light sequence as a live one does",
        "turn the screen bright, leave strong light and record again";
    CompareSystemError = 2001, Billed::No,
        "the comparison engine could not be run", "wait a little and try again";
    LifePhotoSizeError = 2004, Billed::No,
        "the photo to compare with is too large or too small", "send a photo within the limits of the call";
    LifePhotoDetectFaces = 2010, Billed::No,
        "several faces were seen", "make sure that only one person is in the picture";
    LifePhotoDetectFake = 2011, Billed::No,
        "the photo to compare with does not look like one of a real person", "use an original photo of the person";
    LifePhotoDetectNoFaces = 2012, Billed::No,
        "the photo shows no full face", "use a photo with the whole face in it";
    NoFaces = 2013, Billed::No,
        "no face was seen at all", "use a photo of the person's face";
    LifePhotoPoorQuality = 2014, Billed::No,
        "the photo has too few pixels", "use a larger and sharper photo";
    CompareFail = 2015, Billed::No,
        "the faces could not be compared", "try again with a clear, frontal photo";
    CompareLowSimilarity = 2016, Billed::Yes,
        "the face does not match the photo", "check that the photo is of this person";
    }
}
