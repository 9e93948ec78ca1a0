//! A video and a photo, sent or pointed at, judged in one call.

use crate::types::{AttackRiskDetail, Encryption, ExtraInfo, FileInfo};
use crate::wire::object;

object! {
    /// Whether the video shows a live person, and the one in the photo.
    request CompareFaceLiveness -> CompareFaceLivenessResponse {
        /// The photo: JPEG or PNG in standard base64, at most 3 MB of text, without `data:` prefix or line
        /// ends.
        image_base64: String = "ImageBase64",
        /// The video: MP4, AVI or FLV in standard base64, at most 8 MB of text.
        video_base64: String = "VideoBase64",
        /// `SILENT` or `ACTION` (older deployments know `LIP` as well).
        liveness_type: String = "LivenessType",
        /// The actions of `ACTION`, one or two of 1 (mouth), 2 (blink), 3 (nod), 4 (shake), e.g. `2,1`; empty
        /// for `SILENT`.
        validate_data: Option<String> = "ValidateData",
    }
}

object! {
    /// The verdict. Failed liveness is here too, in `result`, not in an error of the call.
    response CompareFaceLivenessResponse {
        /// `Success`, or why not: see [`crate::ApiCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// Similarity to the photo, 0..=100; 70 is the bar. Only meaningful when faces were compared.
        sim: f64 = "Sim",
        /// The best frame of the video, JPEG in base64.
        best_frame_base64: Option<String> = "BestFrameBase64",
    }
}

object! {
    /// The older form of the same question; photo and video may also be named by URL.
    request LivenessCompare -> LivenessCompareResponse at 100 per second {
        /// `LIP`, `ACTION` or `SILENT`.
        liveness_type: String = "LivenessType",
        /// The photo: JPEG or PNG in standard base64, at most 3 MB of text. This or `image_url`; this one
        /// wins.
        image_base64: Option<String> = "ImageBase64",
        /// Where the photo can be fetched; the same limits hold for its base64.
        image_url: Option<String> = "ImageUrl",
        /// `LIP`: four digits the person speaks. `ACTION`: numbers of the actions, e.g. `1,2`. `SILENT`: left
        /// out.
        validate_data: Option<String> = "ValidateData",
        /// JSON in a string: `BestFrameNum`, 2..=10, asks for that many best frames.
        optional: Option<String> = "Optional",
        /// The video: MP4, AVI or FLV in standard base64, at most 8 MB of text. This or `video_url`; this one
        /// wins.
        video_base64: Option<String> = "VideoBase64",
        /// Where the video can be fetched, within 4 seconds; the same limits hold for its base64.
        video_url: Option<String> = "VideoUrl",
    }
}

object! {
    /// The verdict of [`LivenessCompare`].
    response LivenessCompareResponse {
        /// The best frame of the video, JPEG in base64.
        best_frame_base64: Option<String> = "BestFrameBase64",
        /// Similarity to the photo, 0..=100; 70 is the bar.
        sim: f64 = "Sim",
        /// `Success`, or why not: see [`crate::ApiCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// More frames, JPEG in base64, when `optional` asked for several.
        best_frame_list: Option<Vec<String>> = "BestFrameList",
    }
}

object! {
    /// The same question about files in the cloud's storage: put them there with
    /// [`CreateUploadUrl`](super::CreateUploadUrl).
    request VideoLivenessCompare -> VideoLivenessCompareResponse {
        /// Where the photo lies: JPEG or PNG, at most 3 MB as base64.
        image_url: String = "ImageUrl",
        /// MD5 of the photo, 32 hex digits.
        image_md5: String = "ImageMd5",
        /// Where the video lies: MP4, AVI or FLV, at most 8 MB as base64, fetched within 4 seconds.
        video_url: String = "VideoUrl",
        /// MD5 of the video, 32 hex digits.
        video_md5: String = "VideoMd5",
        /// `LIP`, `ACTION` or `SILENT`.
        liveness_type: String = "LivenessType",
        /// `LIP`: four digits the person speaks. `ACTION`: numbers of the actions, e.g. `1,2`. `SILENT`: left
        /// out.
        validate_data: Option<String> = "ValidateData",
    }
}

object! {
    /// The verdict of [`VideoLivenessCompare`].
    response VideoLivenessCompareResponse {
        /// Similarity to the photo, 0..=100; 70 is the bar.
        sim: f64 = "Sim",
        /// `Success`, or why not: see [`crate::ApiCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// The best frame of the video, as a file.
        best_frame: Option<FileInfo> = "BestFrame",
    }
}

object! {
    /// How likely a picture or video of one face is an attack: replayed, synthetic, altered.
    request DetectAIFakeFaces -> DetectAIFakeFacesResponse {
        /// The picture (JPEG, PNG) or video (MP4, AVI, FLV, MOV; at most 20 s) in base64, at most 10 MB of
        /// text.
        face_input: Option<String> = "FaceInput",
        /// 1 picture, 2 video; needed unless the body is encrypted.
        face_input_type: Option<i64> = "FaceInputType",
        /// How `encrypted_body` was encrypted; its list then names `EncryptionBody`.
        encryption: Option<Encryption> = "Encryption",
        /// The other two fields as JSON, encrypted, in base64.
        encrypted_body: Option<String> = "EncryptedBody",
    }
}

object! {
    /// How risky the face looks, and the traces found.
    response DetectAIFakeFacesResponse {
        /// `Low`, `Mid` or `High`; only `High` is meant to be turned away.
        attack_risk_level: String = "AttackRiskLevel",
        /// The traces found; empty for `Low`.
        attack_risk_detail_list: Vec<AttackRiskDetail> = "AttackRiskDetailList",
        /// Which known attack the face resembles most.
        extra_info: ExtraInfo = "ExtraInfo",
    }
}
