//! What a person or a program reads of a submission.

use liveface_cloud_api::Billed;
use liveface_cloud_api::code::ErrorCode;
use liveface_session::VerdictKind;
use liveface_session::report::Reason;
use liveface_uploader::Judgement;
use liveface_uploader::evidence::{PhotoFacts, Prepared, VideoFacts};
use serde::Serialize;
use serde_json::Value;

/// Version of [`CloudObject`]; rises when a field changes its meaning or goes.
const SCHEMA: u32 = 1;

/// What `submit --json` prints, and `verify --submit --json` under `cloud`. Holds no picture.
#[derive(Debug, Serialize)]
pub struct CloudObject {
    schema: u32,
    verdict: VerdictKind,
    reason: Option<Reason>,
    code: ErrorCode,
    message: String,
    similarity: Option<f64>,
    billed: Option<bool>,
    request_id: Option<String>,
}

impl CloudObject {
    /// A judgement as an object for programs.
    pub fn new(judgement: &Judgement) -> Self {
        Self {
            schema: SCHEMA,
            verdict: judgement.verdict,
            reason: judgement.reason,
            code: judgement.code.clone(),
            message: judgement.message.clone(),
            similarity: judgement.similarity,
            billed: match judgement.billed {
                Billed::Yes => Some(true),
                Billed::No => Some(false),
                Billed::Unknown | Billed::NotApplicable => None,
            },
            request_id: judgement.request_id.clone(),
        }
    }
}

/// What was sent, in a few words and numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Sent {
    photo: String,
    video: String,
    changes: Vec<String>,
}

impl Sent {
    /// Of evidence that meets the limits.
    pub fn new(prepared: &Prepared) -> Self {
        let PhotoFacts { kind, bytes, size: (width, height), .. } = prepared.photo;
        let photo = format!("{}, {bytes} bytes, {width}×{height}", format!("{kind:?}").to_uppercase());
        let VideoFacts { kind, bytes, duration, size, checked, .. } = prepared.video;
        let size = size.map_or_else(String::new, |(width, height)| format!(", {width}×{height}"));
        let name = format!("{kind:?}").to_uppercase();
        let declared =
            if checked { "" } else { ", as its headers declare: this program has no decoder for it" };
        let video = format!("{name}, {bytes} bytes, {} ms{size}{declared}", duration.as_millis());
        Self { photo, video, changes: prepared.changes.iter().map(ToString::to_string).collect() }
    }

    /// As rows of a summary.
    pub fn rows(&self) -> Vec<String> {
        let row = |name: &str, value: &str| format!("  {name:<12}{value}");
        let mut rows = vec![row("video", &self.video), row("photo", &self.photo)];
        rows.extend(self.changes.iter().map(|change| row("re-encoded", change)));
        rows
    }
}

/// A recorded or fresh answer for a person.
pub fn summary(answer: &Value) -> String {
    let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap_or("-");
    let mut lines = vec![format!("{:<14}{}", text("verdict").to_uppercase(), text("message"))];
    let mut row = |name: &str, value: String| lines.push(format!("  {name:<12}{value}"));
    row("code", text("code").to_owned());
    if let Some(similarity) = answer.get("similarity").and_then(Value::as_f64) {
        row("similarity", format!("{similarity:.1} of 100; the cloud's bar is 70"));
    }
    let billed = answer.get("billed").and_then(Value::as_bool);
    row("charged", billed.map_or("not known", |billed| if billed { "yes" } else { "no" }).to_owned());
    row("request", text("request_id").to_owned());
    lines.join("\n")
}

/// The verdict of an answer as [`CloudObject`] holds it.
pub fn verdict(answer: &Value) -> VerdictKind {
    let kind = answer.get("verdict").cloned().and_then(|kind| serde_json::from_value(kind).ok());
    kind.unwrap_or(VerdictKind::Incomplete)
}
