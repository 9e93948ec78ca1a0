//! A run of the identity SDK: its readings of the document and its comparisons.

use crate::types::{CardInfo, FileInfo, NormalCardInfo};
use crate::wire::object;

object! {
    /// A document, read in the app.
    part CardVerifyResult {
        /// Whether reading and its checks passed.
        is_pass: bool = "IsPass",
        /// Whether the person corrected what was read.
        is_edit: Option<bool> = "IsEdit",
        /// The video of the document, when one was taken.
        card_video: Option<FileInfo> = "CardVideo",
        /// The picture of the document.
        card_image: Option<FileInfo> = "CardImage",
        /// What was read, as a JSON file; absent when reading failed.
        card_info_ocr_json: Option<FileInfo> = "CardInfoOcrJson",
        /// Names the reading.
        request_id: String = "RequestId",
        /// What was read, in the older shapes.
        card_info: Option<CardInfo> = "CardInfo",
        /// What was read.
        normal_card_info: Option<NormalCardInfo> = "NormalCardInfo",
        /// Doubts: -9101 covered, -9102 copy, -9103 photo of a screen, -9104 edited, -9107 glare, -9108 blur,
        /// -9109 not checked.
        warn_card_infos: Option<Vec<i64>> = "WarnCardInfos",
        /// The corrections.
        edit_details: Option<Vec<EditDetail>> = "EditDetails",
    }
}

object! {
    /// One field that the person corrected.
    part EditDetail {
        /// Name of the field.
        field_name: Option<String> = "FieldName",
        /// What was read.
        original_field_value: Option<String> = "OriginalFieldValue",
        /// What the person made of it.
        revised_field_value: Option<String> = "RevisedFieldValue",
    }
}

object! {
    /// One liveness check and comparison in the app.
    part CompareResult {
        /// Outcome of both, `0` passed; the number of whichever failed.
        error_code: String = "ErrorCode",
        /// The same for a person.
        error_msg: String = "ErrorMsg",
        /// The SDK's package of the run.
        live_data: FileInfo = "LiveData",
        /// The video of the run, with the colours where the level has them.
        live_video: FileInfo = "LiveVideo",
        /// The video of the actions.
        action_video: FileInfo = "ActionVideo",
        /// Outcome of liveness: `0` passed, `1001` engine, `1002` suspected spoof, `1004` no face, `1005` not
        /// live, `1201` light; empty when not run.
        live_error_code: String = "LiveErrorCode",
        /// The same for a person.
        live_error_msg: String = "LiveErrorMsg",
        /// The best frame.
        best_frame: Option<FileInfo> = "BestFrame",
        /// The portrait of the document.
        profile_image: FileInfo = "ProfileImage",
        /// Outcome of the comparison: `0` the same person, `2004` size, `2012` several faces, `2013` no whole
        /// face, `2014` quality, `2015` failed, `2016` not alike enough, `2017` covered.
        compare_error_code: Option<String> = "CompareErrorCode",
        /// The same for a person.
        compare_error_msg: Option<String> = "CompareErrorMsg",
        /// Similarity, 0..=100.
        sim: Option<f64> = "Sim",
        /// No longer used.
        is_need_charge: bool = "IsNeedCharge",
        /// What the person entered, as a JSON file; not used at present.
        card_info_input_json: Option<FileInfo> = "CardInfoInputJson",
        /// Names the check.
        request_id: String = "RequestId",
        /// Why liveness failed (`PRO` and `PLUS` only): `01` eyes shut, `02` action not done, `03` replayed
        /// photo, `04` synthetic picture, `05` synthetic video, `06` synthetic action, `07` known attack,
        /// `08` watermark, `09` light, `10` face, `11` poor face, `12` poor recording, `13` adversarial. Not
        /// the list of the browser.
        liveness_info_tag: Option<Vec<String>> = "LivenessInfoTag",
    }
}
