//! The codes of the API and of the gateway before it.

use super::{TextCode, codes};

codes! {
    /// `Error.Code` of any call, and `Result` of those that compare a face.
    ///
    /// The charge is that of the billing tables; a code in none of them is [`Billed::Unknown`](super::Billed::Unknown).
    /// `FailedOperation.` is dropped from the names of variants, and the dot from those of the others.
    kinds ApiCode {
    Passed {
    Success = "Success", Billed::Yes,
        "the check passed", "carry on, nothing is needed";
    }
    Liveness {
    ActionCloseEye = "FailedOperation.ActionCloseEye", Billed::No,
        "no blink was seen", "close both eyes for a moment and open them again when asked";
    ActionFaceClose = "FailedOperation.ActionFaceClose", Billed::No,
        "the face is too close to the camera", "move back a little and record again";
    ActionFaceFar = "FailedOperation.ActionFaceFar", Billed::No,
        "the face is too far from the camera", "come closer and record again";
    ActionFaceLeft = "FailedOperation.ActionFaceLeft", Billed::No,
        "the face is too far left in the picture", "move to the middle of the picture and record again";
    ActionFaceRight = "FailedOperation.ActionFaceRight", Billed::No,
        "the face is too far right in the picture", "move to the middle of the picture and record again";
    ActionFirstAction = "FailedOperation.ActionFirstAction", Billed::No,
        "the requested action was not seen", "do the action clearly, as soon as it is asked for";
    ActionLightDark = "FailedOperation.ActionLightDark", Billed::No,
        "the face is too dark", "turn towards a light or go to a brighter place";
    ActionLightStrong = "FailedOperation.ActionLightStrong", Billed::No,
        "the light on the face is too strong", "turn away from direct sun or lamps";
    ActionNodetectFace = "FailedOperation.ActionNodetectFace", Billed::No,
        "the whole face is not in the picture", "hold the whole face inside the frame";
    ActionOpenMouth = "FailedOperation.ActionOpenMouth", Billed::No,
        "no mouth opening was seen", "open the mouth wide and close it again when asked";
    CoveredFace = "FailedOperation.CoveredFace", Billed::Unknown,
        "something covers the face", "take off mask or glasses and keep hands and hair off the face";
    IncompleteFace = "FailedOperation.IncompleteFace", Billed::Unknown,
        "only part of a face was seen", "use a picture with the whole face in it";
    LipFaceIncomplete = "FailedOperation.LipFaceIncomplete", Billed::No,
        "the face is not fully shown", "uncover the whole face and hold it in the frame";
    LipMoveSmall = "FailedOperation.LipMoveSmall", Billed::No,
        "the lips hardly moved", "open the mouth clearly while reading the digits";
    LipVoiceDetect = "FailedOperation.LipVoiceDetect", Billed::No,
        "no sound was heard", "record with the microphone on and read the digits aloud";
    LipVoiceLow = "FailedOperation.LipVoiceLow", Billed::No,
        "the voice is too quiet", "speak louder and closer to the microphone";
    LipVoiceRecognize = "FailedOperation.LipVoiceRecognize", Billed::No,
        "the spoken digits were not understood", "read the digits slowly and clearly in a quiet place";
    LivessBestFrameError = "FailedOperation.LivessBestFrameError", Billed::No,
        "no frame is good enough to compare", "record again with the face in the middle and still";
    LivessDetectFail = "FailedOperation.LivessDetectFail", Billed::No,
        "the liveness check failed", "record again and do exactly what is asked";
    LivessDetectFake = "FailedOperation.LivessDetectFake", Billed::No,
        "the recording looks forged", "look at the recording before allowing another attempt";
    LivessUnknownError = "FailedOperation.LivessUnknownError", Billed::No,
        "no real person could be made out", "record again in person, in good light";
    SilentDetectFail = "FailedOperation.SilentDetectFail", Billed::No,
        "the still face was not judged to be a live person", "record again in person, in good light";
    SilentEyeLiveFail = "FailedOperation.SilentEyeLiveFail", Billed::No,
        "the eyes did not pass the check", "keep both eyes open and uncovered while recording";
    SilentFaceDetectFail = "FailedOperation.SilentFaceDetectFail", Billed::No,
        "no face was seen", "hold the face inside the frame for the whole recording";
    SilentFaceQualityFail = "FailedOperation.SilentFaceQualityFail", Billed::No,
        "the face is not clear enough", "keep still, look straight ahead and record in even light";
    SilentFaceWithMaskFail = "FailedOperation.SilentFaceWithMaskFail", Billed::No,
        "the face is covered by a mask", "take the mask off and record again";
    SilentMouthLiveFail = "FailedOperation.SilentMouthLiveFail", Billed::No,
        "the mouth did not pass the check", "keep the mouth uncovered while recording";
    SilentMultiFaceFail = "FailedOperation.SilentMultiFaceFail", Billed::No,
        "more than one face was seen", "record again with nobody else in the picture";
    SilentPictureLiveFail = "FailedOperation.SilentPictureLiveFail", Billed::No,
        "this looks like a picture, not a person", "look at the recording before allowing another attempt";
    SilentThreshold = "FailedOperation.SilentThreshold", Billed::No,
        "the liveness score is below the passing standard", "record again in even light, looking straight ahead";
    InternalErrorActionLightDark = "InternalError.ActionLightDark", Billed::Unknown,
        "the face is too dark", "turn towards a light or go to a brighter place";
    InternalErrorActionLightStrong = "InternalError.ActionLightStrong", Billed::Unknown,
        "the light on the face is too strong", "turn away from direct sun or lamps";
    InternalErrorActionNodetectFace = "InternalError.ActionNodetectFace", Billed::Unknown,
        "the whole face is not in the picture", "hold the whole face inside the frame";
    }
    Comparison {
    CompareFail = "FailedOperation.CompareFail", Billed::No,
        "the faces could not be compared", "try again with a clear, frontal photo";
    CompareLowSimilarity = "FailedOperation.CompareLowSimilarity", Billed::Yes,
        "the face does not match the photo", "check that the photo is of this person";
    InternalErrorCompareLowSimilarity = "InternalError.CompareLowSimilarity", Billed::Unknown,
        "the face does not match the photo", "check that the photo is of this person";
    }
    Photo {
    EmptyImageError = "FailedOperation.EmptyImageError", Billed::Unknown,
        "the picture is empty", "send a picture that has content";
    ImageBlur = "FailedOperation.ImageBlur", Billed::Unknown,
        "the picture is blurred", "take the picture again, holding the camera still";
    ImageDecodeFailed = "FailedOperation.ImageDecodeFailed", Billed::Unknown,
        "the picture cannot be decoded", "send an undamaged JPEG or PNG";
    ImageSizeTooLarge = "FailedOperation.ImageSizeTooLarge", Billed::No,
        "the picture is too large", "send a smaller picture, or compress it more";
    LifePhotoDetectFaces = "FailedOperation.LifePhotoDetectFaces", Billed::No,
        "the photo shows several faces", "use a photo of this person alone";
    LifePhotoDetectFake = "FailedOperation.LifePhotoDetectFake", Billed::No,
        "the photo does not look like one of a real person", "use an original photo of the person";
    LifePhotoDetectNoFaces = "FailedOperation.LifePhotoDetectNoFaces", Billed::No,
        "the photo shows no full face", "use a photo with the whole face in it";
    LifePhotoPoorQuality = "FailedOperation.LifePhotoPoorQuality", Billed::No,
        "the photo has too few pixels", "use a larger and sharper photo";
    LifePhotoSizeError = "FailedOperation.LifePhotoSizeError", Billed::No,
        "the photo is too large or too small", "send a photo within the limits of the call";
    PoorImageQuality = "FailedOperation.PoorImageQuality", Billed::Unknown,
        "the picture is too poor to judge", "take a sharper picture in better light";
    InternalErrorLifePhotoPoorQuality = "InternalError.LifePhotoPoorQuality", Billed::Unknown,
        "the photo has too few pixels", "use a larger and sharper photo";
    InternalErrorLifePhotoSizeError = "InternalError.LifePhotoSizeError", Billed::Unknown,
        "the photo is too large or too small", "send a photo within the limits of the call";
    }
    Video {
    CompressVideoError = "FailedOperation.CompressVideoError", Billed::Unknown,
        "the service could not compress the recording", "send a smaller recording in a common format";
    LipNetFailed = "FailedOperation.LipNetFailed", Billed::No,
        "the service could not fetch the recording", "check that its address can be reached from outside";
    LipSizeError = "FailedOperation.LipSizeError", Billed::No,
        "the recording is empty or of an unfit length or size", "record again for about six seconds";
    LipVideoInvalid = "FailedOperation.LipVideoInvalid", Billed::No,
        "the format of the recording cannot be read", "send an MP4, AVI or FLV file";
    LipVideoQuaility = "FailedOperation.LipVideoQuaility", Billed::No,
        "the recording is not sharp enough", "wipe the lens and record again with a better camera";
    SilentTooShort = "FailedOperation.SilentTooShort", Billed::No,
        "the video is too short to judge", "record for more than two seconds";
    VideoDecodeFailed = "FailedOperation.VideoDecodeFailed", Billed::Unknown,
        "the recording cannot be decoded", "send an undamaged recording in a common format";
    VideoDurationExceeded = "FailedOperation.VideoDurationExceeded", Billed::Unknown,
        "the recording is too long", "cut it to 20 seconds at most";
    }
    Document {
    IdFormatError = "FailedOperation.IdFormatError", Billed::Unknown,
        "the number of the document is not well formed", "type the number again from the document";
    IdNameMisMatch = "FailedOperation.IdNameMisMatch", Billed::Unknown,
        "name and number do not belong together", "compare both with the document and correct them";
    IdNoExistSystem = "FailedOperation.IdNoExistSystem", Billed::Unknown,
        "the register does not know this number", "ask the office that issued the document";
    IdPhotoNoExist = "FailedOperation.IdPhotoNoExist", Billed::Unknown,
        "the register has no photo for this number", "ask the office that issued the document";
    IdPhotoPoorQuality = "FailedOperation.IdPhotoPoorQuality", Billed::Unknown,
        "the photo of the document is too poor to compare with", "have the photo renewed, or use another document";
    ImageNoIdCard = "FailedOperation.ImageNoIdCard", Billed::Unknown,
        "the picture shows no identity card", "lay the whole card into the picture";
    NameFormatError = "FailedOperation.NameFormatError", Billed::Unknown,
        "the name is not well formed", "type the name as it is on the document";
    OcrFailed = "FailedOperation.OcrFailed", Billed::Unknown,
        "the text of the document could not be read", "take the picture again without glare or blur";
    }
    Request {
    ActionOffline = "ActionOffline", Billed::Unknown,
        "this call is no longer offered", "move to the call that replaced it";
    DryRunOperation = "DryRunOperation", Billed::Unknown,
        "the request is in order and was only tried out", "send it without the dry-run flag to have it done";
    DownLoadError = "FailedOperation.DownLoadError", Billed::No,
        "the service could not fetch a file", "check that its address can be reached and its digest is right";
    DownLoadTimeoutError = "FailedOperation.DownLoadTimeoutError", Billed::No,
        "a file took too long to fetch", "serve it from a faster place, or send its content instead";
    DecryptSystemError = "FailedOperation.DecryptSystemError", Billed::Unknown,
        "the encrypted fields could not be decrypted", "check the key, the algorithm and the initial vector";
    InvalidAction = "InvalidAction", Billed::Unknown,
        "there is no such call", "correct the name of the action";
    InvalidParameter = "InvalidParameter", Billed::No,
        "a parameter is malformed, missing or of the wrong type", "correct the request as the message says";
    InvalidParameterUnsupportEncryptField = "InvalidParameter.UnsupportEncryptField", Billed::Unknown,
        "the fields that were encrypted are not those that may be", "encrypt exactly the fields that the call names";
    InvalidParameterValue = "InvalidParameterValue", Billed::No,
        "a parameter has a value that is not allowed", "correct the value that the message names";
    InvalidParameterValueBizTokenExpired = "InvalidParameterValue.BizTokenExpired", Billed::No,
        "the token is too old", "ask for a new token and run the check again";
    InvalidParameterValueBizTokenIllegal = "InvalidParameterValue.BizTokenIllegal", Billed::No,
        "the token is unknown", "use the token as it was received, with the account that asked for it";
    InvalidParameterValueRuleIdNotExist = "InvalidParameterValue.RuleIdNotExist", Billed::Unknown,
        "there is no rule with this number", "create the rule in the console, or correct its number";
    InvalidRequest = "InvalidRequest", Billed::Unknown,
        "the body is not well formed multipart data", "send the request as JSON";
    MissingParameter = "MissingParameter", Billed::Unknown,
        "a required parameter is missing", "add the parameter that the message names";
    NoSuchProduct = "NoSuchProduct", Billed::Unknown,
        "there is no such service", "correct the host name";
    NoSuchVersion = "NoSuchVersion", Billed::Unknown,
        "the service has no such version", "send the version that belongs to this service";
    OperationDenied = "OperationDenied", Billed::No,
        "this may not be done now", "check the state of the session and the rules of the account";
    RequestSizeLimitExceeded = "RequestSizeLimitExceeded", Billed::Unknown,
        "the request is too large", "shrink the recording and the photo until their sum fits";
    ResourceInUse = "ResourceInUse", Billed::Unknown,
        "what the request names is in use", "wait until it is free";
    ResourceNotFound = "ResourceNotFound", Billed::Unknown,
        "what the request names does not exist", "correct the name or number";
    ResponseSizeLimitExceeded = "ResponseSizeLimitExceeded", Billed::Unknown,
        "the answer would be too large", "ask for less at a time";
    UnknownParameter = "UnknownParameter", Billed::Unknown,
        "the call has no such parameter", "take out the parameter that the message names";
    UnsupportedOperation = "UnsupportedOperation", Billed::No,
        "this is not offered here", "choose another mode or call";
    UnsupportedProtocol = "UnsupportedProtocol", Billed::Unknown,
        "the HTTP method or protocol is not taken", "send the request by GET or POST over HTTPS";
    UnsupportedRegion = "UnsupportedRegion", Billed::Unknown,
        "the call is not offered in this region", "choose a region that has it";
    }
    Account {
    IpInBlacklist = "IpInBlacklist", Billed::Unknown,
        "the caller's address is blocked", "take the address off the account's block list";
    IpNotInWhitelist = "IpNotInWhitelist", Billed::Unknown,
        "the caller's address is not among those allowed", "add the address to the account's allow list";
    UnauthorizedOperation = "UnauthorizedOperation", Billed::No,
        "the account may not make this call", "have the account's owner grant the permission";
    UnauthorizedOperationActivateError = "UnauthorizedOperation.ActivateError", Billed::No,
        "the service could not be activated", "activate it again in the console, or ask its support";
    UnauthorizedOperationActivating = "UnauthorizedOperation.Activating", Billed::No,
        "the service is still being activated", "wait until the console shows it as active";
    UnauthorizedOperationArrears = "UnauthorizedOperation.Arrears", Billed::No,
        "the account owes money", "top up the account";
    UnauthorizedOperationChargeStatusException = "UnauthorizedOperation.ChargeStatusException", Billed::Unknown,
        "the billing of the account is not in order", "check the account's billing in the console";
    UnauthorizedOperationNonAuthorize = "UnauthorizedOperation.NonAuthorize", Billed::No,
        "the account's owner has not proved who they are", "finish the account's identity verification";
    UnauthorizedOperationNonactivated = "UnauthorizedOperation.Nonactivated", Billed::No,
        "the service was never activated", "activate it in the console";
    }
    Credential {
    AuthFailureInvalidAuthorization = "AuthFailure.InvalidAuthorization", Billed::Unknown,
        "the authorization header cannot be read", "correct how the request is signed";
    AuthFailureInvalidSecretId = "AuthFailure.InvalidSecretId", Billed::Unknown,
        "the key is of the wrong type", "use a key made for calling the API";
    AuthFailureMFAFailure = "AuthFailure.MFAFailure", Billed::Unknown,
        "the second factor was not accepted", "sign in again with the second factor";
    AuthFailureSecretIdNotFound = "AuthFailure.SecretIdNotFound", Billed::Unknown,
        "the key is unknown or disabled", "check the key's id and whether it is enabled";
    AuthFailureSignatureExpire = "AuthFailure.SignatureExpire", Billed::Unknown,
        "the time of the signature is too far from the service's", "set the clock right and sign anew";
    AuthFailureSignatureFailure = "AuthFailure.SignatureFailure", Billed::Unknown,
        "the signature does not fit the request", "check the secret key and that nothing changes the signed request";
    AuthFailureTokenFailure = "AuthFailure.TokenFailure", Billed::Unknown,
        "the temporary token was not accepted", "fetch new temporary credentials";
    AuthFailureUnauthorizedOperation = "AuthFailure.UnauthorizedOperation", Billed::Unknown,
        "the key may not make this call", "have the account's owner grant the permission to this key";
    StsUnAuthErrError = "FailedOperation.StsUnAuthErrError", Billed::Unknown,
        "the temporary credentials do not allow this", "fetch temporary credentials that do";
    }
    Limit {
    FailedOperationRequestLimitExceeded = "FailedOperation.RequestLimitExceeded", Billed::Unknown,
        "too many calls were made", "slow down and see what was charged before sending it again";
    IdentityAuthLimitExceeded = "FailedOperation.IdentityAuthLimitExceeded", Billed::Unknown,
        "this identity was checked too often today", "wait until the next day";
    LimitExceeded = "LimitExceeded", Billed::Unknown,
        "a quota is used up", "ask for a higher quota";
    RequestLimitExceeded = "RequestLimitExceeded", Billed::Unknown,
        "too many calls a second", "wait a second and send it again";
    RequestLimitExceededGlobalRegionUinLimitExceeded =
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded", Billed::Unknown,
        "too many calls a second from this account over all regions", "wait a second and send it again";
    RequestLimitExceededIPLimitExceeded = "RequestLimitExceeded.IPLimitExceeded", Billed::Unknown,
        "too many calls a second from this address", "wait a second and send it again";
    RequestLimitExceededUinLimitExceeded = "RequestLimitExceeded.UinLimitExceeded", Billed::Unknown,
        "too many calls a second from this account", "wait a second and send it again";
    }
    Service {
    CompareLibServiceUnavailable = "FailedOperation.CompareLibServiceUnavailable", Billed::Unknown,
        "the register of photos is closed for maintenance", "wait until it is back";
    CompareSystemError = "FailedOperation.CompareSystemError", Billed::No,
        "the comparison engine could not be run", "wait a little and start a new check";
    DetectEngineSystemError = "FailedOperation.DetectEngineSystemError", Billed::Unknown,
        "the detection engine could not be run", "wait a little and start a new check";
    EncryptSystemError = "FailedOperation.EncryptSystemError", Billed::Unknown,
        "the service could not encrypt its answer", "report it to the service with the request's id";
    FailedOperation = "FailedOperation", Billed::Unknown,
        "the call failed", "read the message, and report the request's id if it does not help";
    FileSaveError = "FailedOperation.FileSaveError", Billed::Unknown,
        "the service could not store a file", "wait a little and start a new check";
    IdPhotoSystemNoanswer = "FailedOperation.IdPhotoSystemNoanswer", Billed::Unknown,
        "the register did not answer", "wait a little and start a new check";
    LivessSystemError = "FailedOperation.LivessSystemError", Billed::No,
        "the liveness engine could not be run", "wait a little and start a new check";
    UnKnown = "FailedOperation.UnKnown", Billed::No,
        "the service failed for an unknown reason", "report it to the service with the request's id";
    InternalError = "InternalError", Billed::No,
        "the service failed", "wait a little, and report the request's id if it goes on";
    InternalErrorEncryptSystemError = "InternalError.EncryptSystemError", Billed::Unknown,
        "the service could not encrypt its answer", "report it to the service with the request's id";
    InternalErrorUnKnown = "InternalError.UnKnown", Billed::Unknown,
        "the service failed for an unknown reason", "report it to the service with the request's id";
    ResourceInsufficient = "ResourceInsufficient", Billed::Unknown,
        "the service has not enough resources", "wait a little, or ask for more";
    ResourceUnavailable = "ResourceUnavailable", Billed::Unknown,
        "what the request needs cannot be reached", "wait until it is back";
    ServiceUnavailable = "ServiceUnavailable", Billed::Unknown,
        "the service is out of order", "wait until it is back";
    }
    }
}

impl TextCode for ApiCode {}

impl ApiCode {
    /// Whether a program may send the same request again by itself.
    ///
    /// Only where the gateway refused it for its rate, before any work. After anything else, a fault of the service
    /// among it, the call may have been carried out, counted and charged, and a repetition counts again.
    #[must_use]
    pub const fn retryable(self) -> bool {
        matches!(
            self,
            Self::RequestLimitExceeded
                | Self::RequestLimitExceededGlobalRegionUinLimitExceeded
                | Self::RequestLimitExceededIPLimitExceeded
                | Self::RequestLimitExceededUinLimitExceeded
        )
    }
}
