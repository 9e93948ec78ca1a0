//! Liveness by reflected light for callers with their own server: files go up first, then two calls name them.

use crate::wire::object;

object! {
    /// Asks for a place to put one file that another call will name.
    request CreateUploadUrl -> CreateUploadUrlResponse repeatable: true {
        /// The action that will use the file, e.g. `VideoLivenessCompare`.
        target_action: String = "TargetAction",
    }
}

object! {
    /// Where to put the file and how to name it afterwards.
    response CreateUploadUrlResponse {
        /// Takes the bytes of the file in one HTTP PUT.
        upload_url: String = "UploadUrl",
        /// What the other call is given.
        resource_url: String = "ResourceUrl",
        /// When both stop working, Unix seconds.
        expired_timestamp: i64 = "ExpiredTimestamp",
    }
}

object! {
    /// Asks for the colours the screen is to show, given what the SDK says about the device.
    request GenerateReflectSequence -> GenerateReflectSequenceResponse repeatable: true {
        /// Where the SDK's package about the device lies.
        device_data_url: String = "DeviceDataUrl",
        /// Its MD5, 32 hex digits.
        device_data_md5: String = "DeviceDataMd5",
        /// `1` silent, `2` blink, `3` light, `4` blink and light (default).
        security_level: Option<String> = "SecurityLevel",
    }
}

object! {
    /// Where the colour sequence lies; it goes to the SDK untouched.
    response GenerateReflectSequenceResponse {
        /// Where to fetch the sequence.
        reflect_sequence_url: String = "ReflectSequenceUrl",
        /// Its MD5, 32 hex digits.
        reflect_sequence_md5: String = "ReflectSequenceMd5",
    }
}

object! {
    /// Judges what the SDK recorded under the colours and compares it with a photo.
    request DetectReflectLivenessAndCompare -> DetectReflectLivenessAndCompareResponse {
        /// Where the SDK's recording lies.
        live_data_url: String = "LiveDataUrl",
        /// Its MD5, 32 hex digits.
        live_data_md5: String = "LiveDataMd5",
        /// Where the photo lies.
        image_url: String = "ImageUrl",
        /// Its MD5, 32 hex digits.
        image_md5: String = "ImageMd5",
    }
}

object! {
    /// The verdict of [`DetectReflectLivenessAndCompare`].
    response DetectReflectLivenessAndCompareResponse {
        /// Where the best frame lies, JPEG, for two hours.
        best_frame_url: String = "BestFrameUrl",
        /// Its MD5, 32 hex digits.
        best_frame_md5: String = "BestFrameMd5",
        /// `Success`, or why not: see [`crate::ApiCode`].
        result: String = "Result",
        /// The same for a person.
        description: String = "Description",
        /// Similarity to the photo, 0..=100; 70 is the bar.
        sim: f64 = "Sim",
    }
}
