//! Video and photo in one call.

use crate::wire::object;

object! {
    /// Whether the video shows a live person, and the one in the photo.
    request CompareFaceLiveness -> CompareFaceLivenessResponse {
        /// The photo: JPEG or PNG in standard base64, at most 3 MB of text, without `data:` prefix or line ends.
        image_base64: String = "ImageBase64",
        /// The video: MP4, AVI or FLV in standard base64, at most 8 MB of text.
        video_base64: String = "VideoBase64",
        /// `SILENT` or `ACTION` (older deployments know `LIP` as well).
        liveness_type: String = "LivenessType",
        /// The actions of `ACTION`, one or two of 1 (mouth), 2 (blink), 3 (nod), 4 (shake), e.g. `2,1`; empty for `SILENT`.
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
