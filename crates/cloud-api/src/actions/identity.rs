//! A document, liveness and a comparison of both in an app: a token starts the SDK and fetches the result.

use crate::types::{CardVerifyResult, CompareResult};
use crate::wire::object;

object! {
    /// Asks for a token for one run of the identity SDK: usable for 10 minutes, its result for 3 days.
    request ApplySdkVerificationToken -> ApplySdkVerificationTokenResponse repeatable: true {
        /// 1 document, liveness and comparison (default), 2 liveness and comparison, 3 liveness.
        check_mode: Option<i64> = "CheckMode",
        /// 1 silent, 2 action, 3 light, 4 action and light (default).
        security_level: Option<i64> = "SecurityLevel",
        /// The document: `HK` (default), `ML`, `MLIDPassport`, `HMTPermit`, `IndonesiaIDCard`,
        /// `ThailandIDCard`, `MainlandIDCard`, `SingaporeIDCard`, `PhilippinesVoteID`,
        /// `PhilippinesDrivingLicense`, `PhilippinesTinID`, `PhilippinesSSSID` or `PhilippinesUMID`.
        id_card_type: Option<String> = "IdCardType",
        /// The photo to compare with, base64; needed in mode 2.
        compare_image: Option<String> = "CompareImage",
        /// Whether to check that the document is genuine (`HK` only) or only to read it. No longer used.
        need_verify_id_card: Option<bool> = "NeedVerifyIdCard",
        /// Whether the person may not correct what was read; default false.
        disable_change_ocr_result: Option<bool> = "DisableChangeOcrResult",
        /// Whether doubts about the document are let pass; default false: they stop the run.
        disable_check_ocr_warnings: Option<bool> = "DisableCheckOcrWarnings",
        /// The doubts that stop the run, all when left out: -9101 covered, -9102 copy, -9103 photo of a
        /// screen, -9104 edited, -9107 glare, -9108 blur, -8101 format, -8102 contradiction.
        selected_warning_codes: Option<Vec<i64>> = "SelectedWarningCodes",
        /// Anything, at most 1024 characters; comes back with the result.
        extra: Option<String> = "Extra",
        /// `BASIC` (default), `ENHANCED`, `PRO` or `PLUS`; the higher ones report device risk and attack
        /// tags.
        sdk_version: Option<String> = "SdkVersion",
        /// One or two of `blink` (default), `mouth`, `nod`, `shake`, by comma; an error unless the level is 2
        /// or 4.
        action_list: Option<String> = "ActionList",
        /// Whether an expired document may go on to liveness; default true, only looked at for `HK`.
        allow_expired_document: Option<bool> = "AllowExpiredDocument",
        /// Whether to leave out the last page; default false.
        skip_result_page: Option<bool> = "SkipResultPage",
        /// The fields shown after reading, e.g. `FullName`, by the names in the type of the document; all
        /// when left out.
        card_ocr_display_fields: Option<Vec<String>> = "CardOcrDisplayFields",
        /// How often liveness may be tried, 1..=5; default 5.
        retry_limit: Option<i64> = "RetryLimit",
        /// Whether to take several pictures from one angle to tell forgeries; default false.
        enable_forgery_detection_images: Option<bool> = "EnableForgeryDetectionImages",
        /// Opaque data from the SDK.
        meta_data: Option<String> = "MetaData",
        /// Whether to leave out the first page; default false.
        skip_launch_page: Option<bool> = "SkipLaunchPage",
        /// Whether to leave out the page that shows what was read; default false.
        skip_ocr_confirm_page: Option<bool> = "SkipOcrConfirmPage",
        /// Whether to hide the bar at the top of each page; default false.
        hide_progress_bar: Option<bool> = "HideProgressBar",
        /// Whether a picture from the album will do for the document; default false, not with several
        /// pictures.
        allow_upload_photo: Option<bool> = "AllowUploadPhoto",
        /// Whether to check the background by the Bank of Thailand's rules; default false, on request only.
        enable_bot_bg_detection: Option<bool> = "EnableBotBgDetection",
        /// How long to look for the document, 5000..=180000 ms, clamped; default 20000.
        ocr_auto_detect_timeout: Option<i64> = "OcrAutoDetectTimeout",
        /// How the document is taken: `OCR_DETECT_MANUAL`, `OCR_DETECT_AUTO_MANUAL` (default: by hand after
        /// the timeout), `OCR_DETECT_AUTO` or `OCR_DETECT_AUTO_MULTI` (several, with flash).
        ocr_mode_type: Option<String> = "OcrModeType",
    }
}

object! {
    /// The token.
    response ApplySdkVerificationTokenResponse {
        /// Names the run; opaque.
        sdk_token: String = "SdkToken",
        /// Opaque settings for the SDK.
        server_param_info: String = "ServerParamInfo",
    }
}

object! {
    /// Fetches what came of a run of the identity SDK.
    request GetSdkVerificationResult -> GetSdkVerificationResultResponse repeatable: true {
        /// The token of the run.
        sdk_token: String = "SdkToken",
    }
}

object! {
    /// What came of the run.
    response GetSdkVerificationResultResponse {
        /// `0` passed, otherwise the number of the fault: see [`crate::IdentityResultCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// How many billed checks the run made.
        charge_count: i64 = "ChargeCount",
        /// Each reading of the document, in order; the last one counts.
        card_verify_results: Vec<CardVerifyResult> = "CardVerifyResults",
        /// Each liveness check and comparison, in order; the last one counts.
        compare_results: Vec<CompareResult> = "CompareResults",
        /// What the token was asked for with.
        extra: String = "Extra",
        /// Risk of the device, `1` safe to `4` high; empty when unknown or not in the version.
        device_info_level: String = "DeviceInfoLevel",
    }
}
