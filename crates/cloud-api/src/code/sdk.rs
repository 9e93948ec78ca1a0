//! The codes of the app SDKs: the results that the cloud keeps for them, and what they tell the app that they run in.

use super::{TextCode, codes};

codes! {
    /// `Result` of a selfie verification (`GetFaceIdResultIntl`, `GetLivenessResult`), a number as text.
    ///
    /// 1002, 1005, 1201 and 2017 are of newer documents, which do not say whether they are charged.
    numbers SelfieResultCode {
    Success = 0, Billed::Yes,
        "the check passed", "carry on, nothing is needed";
    SystemError = 1001, Billed::No,
        "the service failed", "wait a little and start a new check";
    SuspectedSpoof = 1002, Billed::Unknown,
        "the recording looks forged", "look at the recording before allowing another attempt";
    LivenessOrCompareFailed = 1004, Billed::No,
        "liveness or the comparison of faces failed", "start a new check in good light, facing the camera";
    LivenessFailed = 1005, Billed::Unknown,
        "the liveness check failed", "start a new check and do exactly what is asked";
    BadLight = 1201, Billed::Unknown,
        "the picture is too dark or overexposed", "move to even light and start a new check";
    ImageSize = 2004, Billed::No,
        "the photo to compare with is too large or too small", "send a photo within the limits of the call";
    SeveralFaces = 2012, Billed::No,
        "several faces were seen", "make sure that only one person is in the picture";
    NoFullFace = 2013, Billed::No,
        "no face, or only part of one, was seen", "use a picture with the whole face in it";
    PoorImage = 2014, Billed::No,
        "the photo has too few pixels or is too poor", "use a larger and sharper photo";
    CompareFail = 2015, Billed::No,
        "the faces could not be compared", "try again with a clear, frontal photo";
    CompareLowSimilarity = 2016, Billed::Yes,
        "the face does not match the photo", "check that the photo is of this person";
    FaceCovered = 2017, Billed::Unknown,
        "something covers the face", "take off mask or glasses and keep hands and hair off the face";
    NotFinished = -999, Billed::No,
        "the check was not finished", "ask for the result once the app reports the end of the check";
    }
}

impl TextCode for SelfieResultCode {}

codes! {
    /// `Result` of an identity verification (`GetSdkVerificationResult`), a number as text. Failures are charged here,
    /// unlike those of a selfie verification.
    numbers IdentityResultCode {
    Success = 0, Billed::Yes,
        "the check passed", "carry on, nothing is needed";
    LivenessCallFailed = 1001, Billed::Yes,
        "the liveness engine could not be run", "wait a little and start a new check";
    FaceDetectionFailed = 1004, Billed::Yes,
        "no usable face was found in the recording", "start a new check with the face in the middle and still";
    ImageSize = 2004, Billed::Yes,
        "the picture to compare with is too large or too small", "use a picture within the limits of the call";
    NoFullFace = 2012, Billed::Yes,
        "the picture shows no full face", "use a picture with the whole face in it";
    NoFace = 2013, Billed::Yes,
        "no face was seen at all", "show the side of the document that bears the portrait";
    PoorImage = 2014, Billed::Yes,
        "the picture has too few pixels", "take a larger and sharper picture";
    CompareFail = 2015, Billed::Yes,
        "the faces could not be compared", "try again with a clear picture of the portrait";
    CompareLowSimilarity = 2016, Billed::Yes,
        "the face does not match the picture", "check that the document is this person's";
    }
}

impl TextCode for IdentityResultCode {}

codes! {
    /// What the selfie SDK for Android tells its app.
    symbols AndroidCode {
    NetworkError = 210, "HY_NETWORK_ERROR", Billed::NotApplicable,
        "a request over the network failed", "check the connection and start again";
    LocalRefFailed = 211, "HY_LOCAL_REF_FAILED_ERROR", Billed::NotApplicable,
        "the licence or a model file is missing or out of date", "ship a valid licence and every model with the app";
    UserCancel = 212, "HY_USER_CANCEL_ERROR", Billed::NotApplicable,
        "the person cancelled", "offer to start again";
    InnerError = 213, "HY_INNER_ERROR_CODE", Billed::NotApplicable,
        "the SDK failed", "start again, and report the log if it happens every time";
    DoNotChange = 214, "HY_DO_NOT_CHANGE_ERROR", Billed::NotApplicable,
        "another app came to the front during the check", "start again and stay in the app until the end";
    CameraPermission = 215, "HY_CAMERA_PERMISSION_ERROR", Billed::NotApplicable,
        "the camera could not be opened", "close other apps that use the camera and start again";
    InitSdk = 216, "HY_INIT_SDK_ERROR", Billed::NotApplicable,
        "the check was started before the SDK was set up", "call init before starting";
    VerifyLocal = 217, "HY_VERIFY_LOCAL_ERROR", Billed::NotApplicable,
        "the device found no usable face", "start again with the face in the frame and in good light";
    PermissionCheck = 218, "HY_PERMISSION_CHECK_ERROR", Billed::NotApplicable,
        "the app lacks a permission that the SDK needs", "declare the permissions and have them granted";
    AppStop = 219, "HY_APP_STOP_ERROR", Billed::NotApplicable,
        "the app stopped the light sequence", "hand over the light sequence, or start again";
    CheckLiveData = 220, "HY_CHECK_LIVE_DATA_ERROR", Billed::NotApplicable,
        "the light sequence cannot be used", "hand over the light sequence as it was received";
    LightNotAsked = 221, "HY_INITIALIZATION_PARAMETER_EXCEPTION", Billed::NotApplicable,
        "light was set before it was asked for", "read the device's configuration before setting the light";
    ActionTimeOut = 222, "HY_VERIFY_LOCAL_TIME_OUT", Billed::NotApplicable,
        "the actions took too long", "start again and do each action as soon as it is asked for";
    PrepareTimeOut = 223, "HY_PREPARE_TIME_OUT", Billed::NotApplicable,
        "no face appeared in time", "start again with the face already in front of the camera";
    CheckPermission = 224, "HY_CHECK_PERMISSION_ERROR", Billed::NotApplicable,
        "the person refused the camera", "allow the camera in the device's settings";
    }
}

codes! {
    /// What the selfie SDK for iOS tells its app.
    symbols IosCode {
    Success = 0, "HY_SUCCESS", Billed::NotApplicable,
        "the check ended well on the device", "fetch the result from the cloud";
    InitializationParameter = 210, "HY_INITIALIZATION_PARAMETER_EXCEPTION", Billed::NotApplicable,
        "a setting handed to the SDK is wrong", "correct the configuration";
    BundleConfiguration = 211, "HY_BUNDLE_CONFIGURATION_EXCEPTION", Billed::NotApplicable,
        "a bundle of screens or models is missing", "add every bundle of the SDK to the app";
    EngineConfiguration = 212, "HY_YTSDK_CONFIGURATION_EXCEPTION", Billed::NotApplicable,
        "the engine inside the SDK could not be configured", "ship the engine's files of the same version as the SDK";
    NotInitialized = 213, "HY_PLEASE_CALL_FIRST_INIT_API", Billed::NotApplicable,
        "the check was started before the SDK was set up", "call the initialisation before starting";
    SdkAuthFailed = 214, "HY_SDK_AUTH_FAILED", Billed::NotApplicable,
        "the licence was not accepted", "ship a valid licence for this app";
    UserCanceled = 215, "HY_USER_VOLUNTARILY_CANCELED", Billed::NotApplicable,
        "the person cancelled", "offer to start again";
    LocalAuthFailed = 216, "HY_YTSDK_LOCAL_AUTH_FAILED", Billed::NotApplicable,
        "the device found no usable face", "start again with the face in the frame and in good light";
    CameraOpenFail = 217, "HY_CAMERA_OPEN_FAIL", Billed::NotApplicable,
        "the camera could not be opened", "close other apps that use the camera and start again";
    DonotSwitchApps = 218, "HY_DONOT_SWITCH_APPS", Billed::NotApplicable,
        "another app came to the front during the check", "start again and stay in the app until the end";
    CameraPermission = 219, "HY_CAMEREA_PERMISSION_EXCEPTION", Billed::NotApplicable,
        "the app may not use the camera", "allow the camera in the device's settings";
    VideoCut = 220, "HY_SDK_VEDIO_CUT_EXCEPTION", Billed::NotApplicable,
        "the recording could not be cut to length", "free some storage and start again";
    LightDataFormat = 221, "HY_LIGHT_DATA_FORMAT_EXCEPTION", Billed::NotApplicable,
        "the light sequence cannot be read", "hand over the light sequence as it was received";
    }
}

codes! {
    /// What the identity SDK for Android tells its app: numbers without names.
    numbers IdentityAndroidCode {
    UserCancel = 12000, Billed::NotApplicable,
        "the person cancelled", "offer to start again";
    NetworkError = 12001, Billed::NotApplicable,
        "a request over the network failed", "check the connection and start again";
    OcrError = 12002, Billed::NotApplicable,
        "the reading of the document failed", "start again with the document flat and in even light";
    VerifyLocal = 12003, Billed::NotApplicable,
        "the device found no usable face", "start again with the face in the frame and in good light";
    InvalidToken = 12004, Billed::NotApplicable,
        "the token was not accepted", "ask for a new token, as each serves once";
    CardVerifyLocal = 12005, Billed::NotApplicable,
        "the device could not accept the document", "use the original document, whole and without glare";
    InitSdk = 12006, Billed::NotApplicable,
        "the SDK could not be set up", "ship a valid licence and every model with the app";
    StartParameter = 12007, Billed::NotApplicable,
        "a setting handed to the SDK is wrong", "correct the configuration before starting";
    ResultNotReturned = 12008, Billed::NotApplicable,
        "the result did not come back", "ask the cloud for the result of this token";
    IdentityLocal = 12009, Billed::NotApplicable,
        "the identity check failed on the device", "start again with the original document and a visible face";
    }
}

codes! {
    /// What the identity SDK for iOS tells its app.
    symbols IdentityIosCode {
    Success = 0, "HY_SUCCESS", Billed::NotApplicable,
        "the check ended well on the device", "fetch the result from the cloud";
    VerifyFail = -1, "HY_VERIFI_FAIL", Billed::NotApplicable,
        "the face check failed", "start again with the face in the frame and in good light";
    VerifyOcrFail = -2, "HY_VERIFI_OCR_FAIL", Billed::NotApplicable,
        "the document could not be read", "start again with the document flat and in even light";
    InnerError = -4, "HY_SDK_INNER_ERR", Billed::NotApplicable,
        "the SDK failed", "start again, and report the log if it happens every time";
    InitializationParameter = 310, "HY_INITIALIZATION_PARAMETER_EXCEPTION", Billed::NotApplicable,
        "a setting handed to the SDK is wrong", "correct the configuration";
    BundleConfiguration = 311, "HY_BUNDLE_CONFIGURATION_EXCEPTION", Billed::NotApplicable,
        "a bundle of screens or models is missing", "add every bundle of the SDK to the app";
    EngineConfiguration = 312, "HY_YTSDK_CONFIGURATION_EXCEPTION", Billed::NotApplicable,
        "the engine inside the SDK could not be configured", "ship the engine's files of the same version as the SDK";
    NotInitialized = 313, "HY_PLEASE_CALL_FIRST_INIT_API", Billed::NotApplicable,
        "the check was started before the SDK was set up", "call the initialisation before starting";
    SdkAuthFailed = 314, "HY_SDK_AUTH_FAILED", Billed::NotApplicable,
        "the licence was not accepted", "ship a valid licence for this app";
    UserCanceled = 315, "HY_USER_VOLUNTARILY_CANCELED", Billed::NotApplicable,
        "the person cancelled", "offer to start again";
    LocalAuthFailed = 316, "HY_YTSDK_LOCAL_AUTH_FAILED", Billed::NotApplicable,
        "the device found no usable face", "start again with the face in the frame and in good light";
    CameraOpenFail = 317, "HY_CAMERA_OPEN_FAIL", Billed::NotApplicable,
        "the camera could not be opened", "close other apps that use the camera and start again";
    DonotSwitchApps = 318, "HY_DONOT_SWITCH_APPS", Billed::NotApplicable,
        "another app came to the front during the check", "start again and stay in the app until the end";
    CameraPermission = 319, "HY_CAMEREA_PERMISSION_EXCEPTION", Billed::NotApplicable,
        "the app may not use the camera", "allow the camera in the device's settings";
    VideoCut = 320, "HY_SDK_VEDIO_CUT_EXCEPTION", Billed::NotApplicable,
        "the recording could not be cut to length", "free some storage and start again";
    LightDataFormat = 321, "HY_LIGHT_DATA_FORMAT_EXCEPTION", Billed::NotApplicable,
        "the light sequence cannot be read", "hand over the light sequence as it was received";
    GetRemoteData = 322, "HY_GET_REMOTE_DATA_EXCEPTION", Billed::NotApplicable,
        "settings or results could not be fetched", "check the connection and start again";
    }
}
