//! `liveface verify --submit`: the session's clip goes to the cloud as well.

use super::args::Cloud;
use super::deliver::Delivered;
use super::{client, object, prepare, send, summary, verdict};
use crate::args::{Verify, When};
use crate::files::OutputFile;
use crate::json::outcome;
use crate::{Outcome, files, terminal};
use liveface_frames::{Frame, FrameSource};
use liveface_session::{Action, Output, Report, VerdictKind};
use liveface_uploader::evidence::{Asked, Evidence, check_photo};
use liveface_uploader::{Client, Clip};
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
    reference: Option<Vec<u8>>,
    keep: Option<OutputFile>,
    client: Arc<Client>,
    clip: Clip,
}

impl<'a> Submission<'a> {
    /// Where the arguments ask for one; what would keep it from being sent is told before the session begins.
    ///
    /// # Errors
    /// There is no key, no store or no place to record, the cloud would refuse the photo, or options would do nothing.
    pub fn new(args: &'a Verify, source: &dyn FrameSource) -> anyhow::Result<Option<Self>> {
        let Some(when) = args.submit else {
            args.cloud.ensure_unused()?;
            return Ok(None);
        };
        let cloud = &args.cloud;
        let client = client(cloud)?;
        if cloud.store.is_some() {
            super::cloud::spool(cloud)?;
        }
        let reference = args.reference.as_deref().map(|path| photo(path, cloud)).transpose()?;
        let keep = args.clip.as_deref().map(OutputFile::create).transpose()?;
        Ok(Some(Self { when, cloud, reference, keep, client, clip: Clip::new(source.info())? }))
    }

    /// A frame of the session, and what the session said to it.
    ///
    /// # Errors
    /// The frame cannot be recorded.
    pub fn watch(&mut self, frame: &Frame, outputs: &[Output]) -> anyhow::Result<()> {
        outputs.iter().for_each(|output| self.clip.heed(output));
        Ok(self.clip.push(frame)?)
    }

    /// After the verdict: records on where the clip is too short.
    ///
    /// # Errors
    /// The source broke, or the disk is full.
    pub fn lengthen(&mut self, source: &mut dyn FrameSource) -> anyhow::Result<()> {
        while self.clip.is_short() && !terminal::interrupted() {
            let Some(frame) = source.next_frame()? else { break };
            self.clip.push(&frame)?;
        }
        Ok(())
    }

    /// Sends the clip with the reference photo, or without one with the session's best frame, which then says nothing of
    /// who it is. `None` where the session did not end as it must for that.
    ///
    /// # Errors
    /// The clip cannot be sent, or there is no answer.
    pub fn send(mut self, report: &Report, best: Option<&Frame>) -> anyhow::Result<Option<Sent>> {
        let video = self.clip.finish();
        if let (Some(file), Ok(video)) = (self.keep.take(), &video)
            && let Err(error) = file.write(video)
        {
            terminal::complain(&error);
        }
        if self.when == When::Live && report.verdict != VerdictKind::Live {
            return Ok(None);
        }
        let (photo, compared_with) = match (self.reference, best) {
            (Some(photo), _) => (photo, "reference"),
            (None, Some(best)) => (files::jpeg(best)?, OWN),
            (None, None) => anyhow::bail!("nothing to submit: there is no best frame and no --reference"),
        };
        let asked = asked(&report.plan.actions);
        let (body, sent) = prepare(Evidence::new(photo, video?), &asked, self.cloud)?;
        // The clip's file goes before the answer comes: what is stored for later is the request alone.
        drop(self.clip);
        anyhow::ensure!(!terminal::interrupted(), "interrupted: nothing was sent");
        let delivered = send(&self.client, self.cloud, body, &asked)?;
        let mut answer = object(&delivered.answer, &sent);
        answer["compared_with"] = json!(compared_with);
        Ok(Some(Sent { answer, delivered }))
    }
}

/// An answered submission, and the answer as it is printed.
pub struct Sent {
    answer: Value,
    delivered: Delivered,
}

/// A photo that the cloud will take.
fn photo(path: &Path, cloud: &Cloud) -> anyhow::Result<Vec<u8>> {
    let photo = super::cloud::read(path, super::MAX_FILE, "photo")?;
    check_photo(photo.clone(), super::when_too_large(cloud))?;
    Ok(photo)
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
    delivered: Option<Delivered>,
}

impl Told {
    /// Of what came of a submission; `None` where none was asked for.
    pub fn new(sent: Option<anyhow::Result<Option<Sent>>>) -> Self {
        let told = |text: Option<String>, object, outcome| Self { text, object, outcome, delivered: None };
        match sent {
            None => told(None, None, Outcome::Good),
            Some(Ok(None)) => {
                let text = "the cloud       not asked: the session did not end live".to_owned();
                told(Some(text), Some(Value::Null), Outcome::Good)
            }
            Some(Ok(Some(Sent { answer, delivered }))) => {
                let mut text = format!("\nthe cloud says\n{}", summary(&answer));
                if answer["compared_with"] == OWN {
                    text.push_str(OWN_ROW);
                }
                let outcome = outcome(verdict(&answer));
                Self { text: Some(text), outcome, object: Some(answer), delivered: Some(delivered) }
            }
            Some(Err(error)) => {
                let message = format!("{error:#}").replace('\n', " ");
                let text = format!("the cloud       no answer: {message}");
                told(Some(text), Some(json!({ "error": message })), Outcome::Broken)
            }
        }
    }

    /// It was printed: the store need not remember it.
    pub fn shown(self) {
        if let Some(delivered) = self.delivered {
            delivered.shown();
        }
    }
}
