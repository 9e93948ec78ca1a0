//! Liveness in a browser: a link to open, and what came of it.

use crate::types::{OCRResult, VerificationDetail, WebVerificationConfigIntl};
use crate::wire::object;

object! {
    /// Asks for a link that takes one person through the check: usable for 10 minutes, its result for 3 days.
    request ApplyWebVerificationBizTokenIntl -> ApplyWebVerificationBizTokenIntlResponse repeatable: true {
        /// Where the browser goes in the end, with scheme, host and path; `token` is added to its query.
        redirect_url: String = "RedirectURL",
        /// The photo to compare with, base64 without `data:` prefix, at most 8 MB of text.
        compare_image_base64: Option<String> = "CompareImageBase64",
        /// Anything, at most 1000 characters; comes back with the result.
        extra: Option<String> = "Extra",
        /// The business process set up in the console.
        rule_id: Option<String> = "RuleId",
        /// How the pages look and what they check.
        config: Option<WebVerificationConfigIntl> = "Config",
    }
}

object! {
    /// The link and the token in it.
    response ApplyWebVerificationBizTokenIntlResponse {
        /// The link under its older name; holds the same.
        legacy_verification_url: String = "VerificationUrl",
        /// Names the run; opaque.
        biz_token: String = "BizToken",
        /// The link to open.
        verification_url: String = "VerificationURL",
    }
}

object! {
    /// Fetches what came of a run in the browser.
    request GetWebVerificationResultIntl -> GetWebVerificationResultIntlResponse repeatable: true {
        /// The token of the run.
        biz_token: String = "BizToken",
    }
}

object! {
    /// What came of the run, or nothing yet.
    response GetWebVerificationResultIntlResponse {
        /// `None` not finished, 0 passed, otherwise the number of the fault: see [`crate::WebCode`].
        error_code: Option<i64> = "ErrorCode",
        /// The same for a person.
        error_msg: Option<String> = "ErrorMsg",
        /// Each try, in order.
        verification_detail_list: Option<Vec<VerificationDetail>> = "VerificationDetailList",
        /// The video of the last try, base64.
        video_base64: Option<String> = "VideoBase64",
        /// The best frame of the last try, base64.
        best_frame_base64: Option<String> = "BestFrameBase64",
        /// What was read from the document.
        ocr_result: Option<Vec<OCRResult>> = "OCRResult",
        /// What the token was asked for with.
        extra: Option<String> = "Extra",
    }
}
