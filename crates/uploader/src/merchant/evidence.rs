//! What a session leaves for the server to judge by.

use super::SdkToken;
use crate::Error;
use crate::client::check_size;
use crate::evidence::Kind;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::ApiCode;
use liveface_cloud_api::merchant::UploadResult;
use std::fmt;

/// What a session on the device leaves: recording, best frame, report. The whole of it, as base64 in JSON, may have
/// [`MAX_BODY_BYTES`](crate::evidence::MAX_BODY_BYTES).
#[derive(Clone, Default, PartialEq)]
pub struct SessionEvidence {
    /// The recording, MP4.
    pub video: Vec<u8>,
    /// The frame that shows the face best, JPEG.
    pub best_frame: Option<Vec<u8>>,
    /// The session's report as JSON (`liveface_session::Report` is one), which has a schema number of its own.
    pub report: Option<serde_json::Value>,
}

impl fmt::Debug for SessionEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let best = self.best_frame.as_ref().map(Vec::len);
        let (video, report) = (self.video.len(), self.report.is_some());
        write!(f, "SessionEvidence(video of {video} bytes, best frame of {best:?} bytes, report: {report})")
    }
}

impl SessionEvidence {
    /// The recording alone, MP4.
    #[must_use]
    pub fn new(video: Vec<u8>) -> Self {
        Self { video, ..Self::default() }
    }

    /// The body of its upload.
    pub(super) fn body(&self, token: &SdkToken) -> Result<Vec<u8>, Error> {
        check_kind("recording", &self.video, Kind::Mp4)?;
        if let Some(frame) = &self.best_frame {
            check_kind("best frame", frame, Kind::Jpeg)?;
        }
        let upload = UploadResult {
            sdk_token: token.expose().to_owned(),
            video_base64: STANDARD.encode(&self.video),
            best_frame_base64: self.best_frame.as_ref().map(|frame| STANDARD.encode(frame)),
            report: self.report.clone(),
        };
        let body = serde_json::to_vec(&upload)
            .map_err(|_| Error::Setup("the session's report cannot be written as JSON".to_owned()))?;
        check_size(&body).map(|()| body)
    }
}

/// Refuses a file that is not what the server is told it is, by its first bytes.
fn check_kind(what: &str, bytes: &[u8], wanted: Kind) -> Result<(), Error> {
    let found = Kind::of(bytes);
    if found == wanted {
        return Ok(());
    }
    Err(Error::Request {
        what: format!("the {what} is {found}, not {wanted}: give one that is"),
        code: ApiCode::InvalidParameterValue,
    })
}
