//! `liveface verify --submit`: the session's clip goes to the cloud as well.

use super::args::Cloud;
use super::{Clip, client, object, prepare, send, summary, verdict};
use crate::args::{Verify, When};
use crate::json::outcome;
use crate::{Outcome, files};
use liveface_frames::{Frame, FrameSource};
use liveface_session::{Action, Output, Report, VerdictKind};
use liveface_uploader::Client;
use liveface_uploader::evidence::{Asked, Evidence};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// `compared_with` of a session without a reference photo, and the row that says what that is worth.
const OWN: &str = "best_frame";
const OWN_ROW: &str =
    "\n  photo       the session's own best frame: the similarity says nothing of who it is";

/// A session that is recorded to be submitted.
pub struct Submission<'a> {
    when: When,
    cloud: &'a Cloud,
    reference: Option<&'a Path>,
    keep: Option<&'a Path>,
    client: Arc<Client>,
    clip: Clip,
}

impl<'a> Submission<'a> {
    /// Where the arguments ask for one; a missing key is told before the session begins.
    ///
    /// # Errors
    /// There is no key or no place to record, or options are given that would do nothing.
    pub fn new(args: &'a Verify, source: &dyn FrameSource) -> anyhow::Result<Option<Self>> {
        let Some(when) = args.submit else {
            args.cloud.ensure_unused()?;
            return Ok(None);
        };
        let client = client(&args.cloud)?;
        let clip = Clip::new(source.info())?;
        let (reference, keep) = (args.reference.as_deref(), args.clip.as_deref());
        Ok(Some(Self { when, cloud: &args.cloud, reference, keep, client, clip }))
    }

    /// A frame of the session, and what the session said to it.
    ///
    /// # Errors
    /// The frame cannot be recorded.
    pub fn watch(&mut self, frame: &Frame, outputs: &[Output]) -> anyhow::Result<()> {
        outputs.iter().for_each(|output| self.clip.heed(output));
        self.clip.push(frame)
    }

    /// After the verdict: records on where the clip is too short.
    ///
    /// # Errors
    /// The source broke, or the disk is full.
    pub fn lengthen(&mut self, source: &mut dyn FrameSource) -> anyhow::Result<()> {
        self.clip.lengthen(source)
    }

    /// Sends the clip with the reference photo, or without one with the session's best frame, which then says nothing of
    /// who it is. `None` where the session did not end as it must for that.
    ///
    /// # Errors
    /// The clip cannot be sent, or there is no answer.
    pub fn send(mut self, report: &Report, best: Option<&Frame>) -> anyhow::Result<Option<Value>> {
        if self.when == When::Live && report.verdict != VerdictKind::Live {
            return Ok(None);
        }
        let video = self.clip.finish()?;
        if let Some(path) = self.keep {
            Clip::keep(&video, path)?;
        }
        let (photo, compared_with) = match (self.reference, best) {
            (Some(path), _) => (super::cloud::read(path, super::MAX_FILE, "photo")?, "reference"),
            (None, Some(best)) => (files::jpeg(best)?, OWN),
            (None, None) => anyhow::bail!("nothing to submit: there is no best frame and no --reference"),
        };
        let asked = asked(&report.plan.actions);
        let (body, sent) = prepare(Evidence::new(photo, video), &asked, self.cloud)?;
        // The clip's file goes before the answer comes: what is stored for later is the request alone.
        drop(self.clip);
        let delivered = send(&self.client, self.cloud, body, &asked)?;
        let mut answer = object(&delivered.answer, &sent);
        answer["compared_with"] = json!(compared_with);
        // Whoever calls prints it next, whatever else happens.
        delivered.shown();
        Ok(Some(answer))
    }
}

fn asked(actions: &[Action]) -> Asked {
    if actions.is_empty() { Asked::Silent } else { Asked::Actions(actions.to_vec()) }
}

/// What `verify` prints of a submission: for a person, or under `cloud` of its object.
pub struct Told {
    /// For a person.
    pub text: Option<String>,
    /// For a program.
    pub object: Option<Value>,
    /// How the command ends for its sake.
    pub outcome: Outcome,
}

impl Told {
    /// Of what came of a submission; `None` where none was asked for.
    pub fn new(sent: Option<anyhow::Result<Option<Value>>>) -> Self {
        match sent {
            None => Self { text: None, object: None, outcome: Outcome::Good },
            Some(Ok(None)) => {
                let text = Some("the cloud       not asked: the session did not end live".to_owned());
                Self { text, object: Some(Value::Null), outcome: Outcome::Good }
            }
            Some(Ok(Some(answer))) => {
                let mut text = format!("\nthe cloud says\n{}", summary(&answer));
                if answer["compared_with"] == OWN {
                    text.push_str(OWN_ROW);
                }
                Self { text: Some(text), outcome: outcome(verdict(&answer)), object: Some(answer) }
            }
            Some(Err(error)) => {
                let message = format!("{error:#}").replace('\n', " ");
                let text = Some(format!("the cloud       no answer: {message}"));
                Self { text, object: Some(json!({ "error": message })), outcome: Outcome::Broken }
            }
        }
    }
}
