//! What an app and its own server (the guide's *merchant server*) say to each other: tokens and results by the guide's
//! sample server, and the upload of a session's evidence, which is this project's own.
//!
//! The guide's apps leave the upload to the SDK, whose way to the cloud is private. `POST /api/v1/upload-result` takes its
//! place, and no server of the guide's has it. What a server owes its callers there:
//!
//! - The query names the session (`SdkToken`), the body is an [`UploadResult`].
//! - A status of 200 to 299 with a JSON object, or with nothing, says that the evidence was taken. Nothing else does.
//! - 404, 405 and 501 are for servers that take no uploads. A session that is not known is 400 or 410.
//! - 429 and 503 say that nothing was taken and that another attempt is welcome.
//!
//! Tokens travel in the query, as the guide has it: whoever runs a server keeps queries out of its access log.

use crate::wire::{Wire, object};
use form_urlencoded::Serializer;
use serde_json::Value;

/// Where a token is asked for, with `GET`.
pub const TOKEN_PATH: &str = "/api/v1/get-token";
/// Where evidence is sent to, with `POST`; this project's own.
pub const UPLOAD_PATH: &str = "/api/v1/upload-result";
/// Where a result is asked for, with `GET`.
pub const RESULT_PATH: &str = "/api/v1/get-result";

/// The whole body of an answer of the guide's server in Go when its own call to the cloud failed, with status 200.
pub const FAILED: &str = "error";

object! {
    /// The answer with a token.
    part TokenReply {
        /// Names the session; opaque, and a secret while it lasts.
        sdk_token: String = "SdkToken",
        /// The cloud's number of the server's call, from servers that pass it on.
        request_id: Option<String> = "RequestId",
    }
}

object! {
    /// The answer with a result.
    part ResultReply {
        /// `0` passed, `-999` not finished, otherwise the number of the fault: see [`crate::SelfieResultCode`].
        result: String = "Result",
        /// The cloud's number of the server's call, from servers that pass it on.
        request_id: Option<String> = "RequestId",
    }
}

object! {
    /// The body of an upload. It reads leniently: a server checks that token and video are there.
    part UploadResult {
        /// The token of the session; the query says the same.
        sdk_token: String = "SdkToken",
        /// The recording of the session, MP4, base64.
        video_base64: String = "VideoBase64",
        /// The frame that shows the face best, JPEG, base64.
        best_frame_base64: Option<String> = "BestFrameBase64",
        /// The session's report; it has a schema number of its own.
        report: Option<Value> = "Report",
    }
}

object! {
    /// The answer to an upload that was taken.
    part UploadReply {}
}

impl Wire for Value {
    fn kind() -> String {
        "json".to_owned()
    }
}

/// Path and query that ask for a token of a level, `1` to `4`. Servers in Go read the first spelling, those in Java and
/// Python the second; each ignores the other.
#[must_use]
pub fn token_target(secure_level: u8) -> String {
    let level = secure_level.to_string();
    target(TOKEN_PATH, &[("SecureLevel", &level), ("secureLevel", &level)])
}

/// Path and query that ask for the result of a token, in both spellings as [`token_target`].
#[must_use]
pub fn result_target(sdk_token: &str) -> String {
    target(RESULT_PATH, &[("SdkToken", sdk_token), ("sdkToken", sdk_token)])
}

/// Path and query that an [`UploadResult`] is posted to.
#[must_use]
pub fn upload_target(sdk_token: &str) -> String {
    target(UPLOAD_PATH, &[("SdkToken", sdk_token)])
}

fn target(path: &str, query: &[(&str, &str)]) -> String {
    // The encoding that every server's form parser undoes.
    let query = Serializer::new(String::new()).extend_pairs(query).finish();
    format!("{path}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_sample_server_finds_the_name_it_reads() {
        assert_eq!(token_target(4), "/api/v1/get-token?SecureLevel=4&secureLevel=4");
        let odd = result_target("a+b/c=&d?#%é ");
        assert_eq!(
            odd,
            "/api/v1/get-result?SdkToken=a%2Bb%2Fc%3D%26d%3F%23%25%C3%A9+&sdkToken=a%2Bb%2Fc%3D%26d%3F%23%25%C3%A9+"
        );
        assert_eq!(upload_target("t"), "/api/v1/upload-result?SdkToken=t");
    }

    #[test]
    fn an_upload_sends_only_what_is_set_and_prints_none_of_it() {
        let mut upload =
            UploadResult { sdk_token: "t0ken".into(), video_base64: "FACE".into(), ..Default::default() };
        let short = json!({"SdkToken": "t0ken", "VideoBase64": "FACE"});
        assert_eq!(serde_json::to_value(&upload).unwrap(), short);
        upload.report = Some(json!({"schema": 1}));
        assert_eq!(format!("{upload:?}"), "UploadResult { SdkToken, VideoBase64, Report }");
        let read: UploadResult = serde_json::from_value(serde_json::to_value(&upload).unwrap()).unwrap();
        assert_eq!(read, upload);
    }

    #[test]
    fn replies_ignore_what_a_server_adds() {
        let reply: TokenReply =
            serde_json::from_str(r#"{"SdkToken":"t","RequestId":null,"Shop":7}"#).unwrap();
        assert_eq!((reply.sdk_token.as_str(), reply.request_id), ("t", None));
        let reply: ResultReply = serde_json::from_str(r#"{"Result":null}"#).unwrap();
        assert_eq!(reply.result, "");
        assert!(serde_json::from_str::<UploadReply>(r#"{"Stored":true}"#).is_ok());
    }
}
