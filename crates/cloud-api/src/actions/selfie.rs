//! Liveness in an app: a token starts the SDK, and the same token fetches what came of it.

use crate::types::FileInfo;
use crate::wire::object;

object! {
    /// Asks for a token for one run of the selfie SDK: usable for 10 minutes, its result for 72 hours.
    request GetFaceIdTokenIntl -> GetFaceIdTokenIntlResponse repeatable: true {
        /// `liveness` (default) or `compare`, which needs `image`.
        check_mode: Option<String> = "CheckMode",
        /// `1` silent, `2` action, `3` light, `4` action and light (default).
        secure_level: Option<String> = "SecureLevel",
        /// The photo to compare with, base64.
        image: Option<String> = "Image",
        /// Anything; comes back with the result.
        extra: Option<String> = "Extra",
        /// One or two of `blink` (default), `mouth`, `nod`, `shake`, by comma; an error unless the level is
        /// `2` or `4`.
        action_list: Option<String> = "ActionList",
        /// `BASIC` (default), `ENHANCED`, `PRO` or `PLUS`; the higher ones report device risk and attack
        /// tags.
        sdk_version: Option<String> = "SdkVersion",
        /// How often the person may try, 1..=5; default 5.
        retry_limit: Option<i64> = "RetryLimit",
        /// Whether to check the background by the Bank of Thailand's rules; default false, on request only.
        enable_bot_bg_detection: Option<bool> = "EnableBotBgDetection",
        /// Opaque data from the SDK.
        meta_data: Option<String> = "MetaData",
    }
}

object! {
    /// The token.
    response GetFaceIdTokenIntlResponse {
        /// Names the run; opaque.
        sdk_token: String = "SdkToken",
        /// Opaque settings for the SDK.
        server_param_info: String = "ServerParamInfo",
    }
}

object! {
    /// Fetches what came of a run of the selfie SDK.
    request GetFaceIdResultIntl -> GetFaceIdResultIntlResponse repeatable: true {
        /// The token of the run.
        sdk_token: String = "SdkToken",
    }
}

object! {
    /// What came of the run.
    response GetFaceIdResultIntlResponse {
        /// `0` passed, `-999` not finished, otherwise the number of the fault: see
        /// [`crate::SelfieResultCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// The best frame, base64.
        best_frame: String = "BestFrame",
        /// The video of the run, base64; for the light levels the one with the colours.
        video: String = "Video",
        /// The video of the actions, base64.
        action_video: String = "ActionVideo",
        /// Similarity to the photo, 0..=100; means nothing (0) in mode `liveness`.
        similarity: Option<f64> = "Similarity",
        /// What the token was asked for with.
        extra: Option<String> = "Extra",
        /// Risk of the device, `1` safe to `4` high; empty when unknown or not in the version.
        device_info_level: String = "DeviceInfoLevel",
        /// Why liveness failed, `01` to `13`: see
        /// [`CompareResult::liveness_info_tag`](crate::types::CompareResult::liveness_info_tag).
        liveness_info_tag: Option<Vec<String>> = "LivenessInfoTag",
    }
}

object! {
    /// Asks for a token for one run of liveness alone: usable for 10 minutes, its result for 2 hours.
    request ApplyLivenessToken -> ApplyLivenessTokenResponse repeatable: true {
        /// `1` silent, `2` blink, `3` light, `4` blink and light (default).
        secure_level: Option<String> = "SecureLevel",
    }
}

object! {
    /// The token.
    response ApplyLivenessTokenResponse {
        /// Names the run; opaque.
        sdk_token: String = "SdkToken",
    }
}

object! {
    /// Fetches what came of a run of liveness alone.
    request GetLivenessResult -> GetLivenessResultResponse repeatable: true {
        /// The token of the run.
        sdk_token: String = "SdkToken",
    }
}

object! {
    /// What came of the run.
    response GetLivenessResultResponse {
        /// `0` passed, otherwise the number of the fault: see [`crate::SelfieResultCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// The best frame, as a file.
        best_frame: FileInfo = "BestFrame",
        /// The video, as a file.
        video: FileInfo = "Video",
    }
}
