//! A run in the browser: how it is set up, and its tries.

use crate::types::{CardInfo, NormalCardInfo};
use crate::wire::object;

object! {
    /// How the pages look and what they check.
    part WebVerificationConfigIntl {
        /// Whether to leave out the first page; default false, no effect after a downgrade.
        auto_skip_start_page: Option<bool> = "AutoSkipStartPage",
        /// Whether to leave out the result page after success; default false.
        auto_skip: Option<bool> = "AutoSkip",
        /// 1 document, liveness and comparison, 2 liveness and comparison (default), 3 liveness, 4 document.
        check_mode: Option<i64> = "CheckMode",
        /// The document: `HKIDCard`, `MLIDCard`, `IndonesiaIDCard`, `PhilippinesVoteID`,
        /// `PhilippinesDrivingLicense`, `PhilippinesTinID`, `PhilippinesSSSID`, `PhilippinesUMID`,
        /// `InternationalIDPassport`, `ThailandIDCard`, `SingaporeIDCard`, `MainlandIDCard`.
        id_card_type: Option<String> = "IDCardType",
        /// Whether doubts about the document are let pass; default false: they stop the run.
        disable_check_ocr_warnings: Option<bool> = "DisableCheckOcrWarnings",
        /// 1 silent, 2 action, 3 light (default), 4 action and light.
        security_level: Option<i64> = "SecurityLevel",
        /// Whether to leave out the privacy page and its tick; default false.
        skip_privacy_policy: Option<bool> = "SkipPrivacyPolicy",
        /// Whether the document comes back cut out of its picture; default false.
        id_card_cut_return: Option<bool> = "IdCardCutReturn",
        /// Main colour, `#` and six hex digits; default `#2d72f1`, also when malformed.
        theme_color: Option<String> = "ThemeColor",
        /// `en` (default), `th`, `zh-cn`, `zh-tc` or `id`.
        language: Option<String> = "Language",
        /// When the browser cannot do the level: 1 fall back to silent (default), 2 do not.
        auto_downgrade: Option<i64> = "AutoDowngrade",
        /// One or two of `blink` (default), `mouth`, `nod`, `shake`, by comma; an error unless the level is
        /// 2, 4 or 5.
        action_list: Option<String> = "ActionList",
        /// How often liveness may be tried, 1..=99; default 99.
        liveness_retry_limit: Option<i64> = "LivenessRetryLimit",
        /// How long one try may take, 0..=600 s; default 45.
        liveness_timeout: Option<u64> = "LivenessTimeout",
        /// The doubts that stop the run, all when empty: -9101 border, -9102 copy, -9103 photographed again,
        /// -9104 edited, -9107 glare, -9108 blur.
        selected_warning_codes: Option<String> = "SelectedWarningCodes",
        /// Whether an expired document may go on to liveness; default true, only looked at for `HKIDCard`.
        allow_expired_document: Option<bool> = "AllowExpiredDocument",
        /// `BASIC` (default) or `PLUS`, which reports attack tags.
        version: Option<String> = "Version",
    }
}

object! {
    /// One try in the browser.
    part VerificationDetail {
        /// Outcome of the try; 0 passed, otherwise see [`crate::WebCode`].
        error_code: Option<i64> = "ErrorCode",
        /// The same for a person.
        error_msg: Option<String> = "ErrorMsg",
        /// Outcome of liveness; 0 passed.
        liveness_error_code: Option<i64> = "LivenessErrorCode",
        /// The same for a person.
        liveness_error_msg: Option<String> = "LivenessErrorMsg",
        /// Outcome of the comparison; 0 the same person.
        compare_error_code: Option<i64> = "CompareErrorCode",
        /// The same for a person.
        compare_error_msg: Option<String> = "CompareErrorMsg",
        /// When it was made, Unix milliseconds.
        req_timestamp: Option<u64> = "ReqTimestamp",
        /// Similarity to the photo, 0..=100; 70 is the bar.
        similarity: Option<f64> = "Similarity",
        /// Names the try.
        seq: Option<String> = "Seq",
        /// Why liveness failed (`PLUS` only): `01` eyes shut, `02` action not done, `03` photographed again,
        /// `04` synthetic, `05` known attack, `06` watermark, `07` reflection, `08` another person midway,
        /// `09` poor face, `10` distance, `11` adversarial, `12` mouth altered, `13` eyes altered, `14` eye
        /// or mouth covered. Not the list of the app SDKs.
        liveness_info_tag: Option<Vec<String>> = "LivenessInfoTag",
    }
}

object! {
    /// A document, read in the browser.
    part OCRResult {
        /// Whether reading and its checks passed.
        is_pass: Option<bool> = "IsPass",
        /// The front, base64.
        card_image_base64: Option<String> = "CardImageBase64",
        /// What was read, in the older shapes.
        card_info: Option<CardInfo> = "CardInfo",
        /// What was read; with mode 4 see `original_card_info`.
        normal_card_info: Option<NormalCardInfo> = "NormalCardInfo",
        /// Names the reading.
        request_id: Option<String> = "RequestId",
        /// The front, cut out, base64.
        card_cut_image_base64: Option<String> = "CardCutImageBase64",
        /// The back, cut out, base64.
        card_back_cut_image_base64: Option<String> = "CardBackCutImageBase64",
        /// Doubts: -9101 border, -9102 copy, -9103 photographed again, -9104 edited, -9107 glare, -9108 blur,
        /// -9109 not checked.
        warn_card_infos: Option<Vec<i64>> = "WarnCardInfos",
        /// What was read in mode 4, as text.
        original_card_info: Option<String> = "OriginalCardInfo",
        /// The portrait, cut out, base64.
        head_image_base64: Option<String> = "HeadImageBase64",
        /// The back, base64.
        card_back_image_base64: Option<String> = "CardBackImageBase64",
    }
}
