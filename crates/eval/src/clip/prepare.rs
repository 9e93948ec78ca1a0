//! What a clip is to be decided by, and the address that follows from it.

use super::{Rules, is_trace, one_line};
use crate::protocol::{sha256_from, sha256_of};
use crate::{Entry, light};
use liveface_session::light::Shown;
use liveface_session::trace::TRACE_SCHEMA;
use liveface_session::{Plan, shown};
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// A clip before it is looked at.
pub(crate) struct Prepared {
    /// What has to be established; unused for a recorded trace, which has its own.
    pub plan: Plan,
    /// When each light was on the screen.
    pub lights: Vec<Shown>,
    /// SHA-256 of the clip's content, hexadecimal.
    pub clip_sha256: String,
    /// Where its trace belongs.
    pub address: String,
}

impl Prepared {
    /// Reads what the decision will rest on, but does not look at pixels.
    ///
    /// # Errors
    /// A file cannot be read, or a plan cannot be used: one line.
    pub fn new(entry: &Entry, rules: &Rules<'_>) -> Result<Self, String> {
        let clip_sha256 = sha256_of_path(&entry.clip)?;
        let (plan, lights) = if is_trace(&entry.clip) { (Plan::silent(), Vec::new()) } else { plan(entry)? };
        let photo = entry.reference.as_deref().map(sha256_of_path).transpose()?;
        let shown_at: Vec<_> = lights.iter().map(|shown| (shown.at, shown.light)).collect();
        // Everything that could change the trace; the manifest's words about the clip cannot.
        let made_from = (TRACE_SCHEMA, &clip_sha256, photo, &plan, shown_at, &rules.key);
        let key = sha256_of(&made_from);
        let address = format!("traces/{}/{key}.jsonl.zst", key.get(..2).unwrap_or_default());
        Ok(Self { plan, lights, clip_sha256, address })
    }
}

/// What a manifest entry asks for, and when its lights were shown.
fn plan(entry: &Entry) -> Result<(Plan, Vec<Shown>), String> {
    let refused = |error: &(dyn std::error::Error + 'static)| one_line(error);
    let mut plan = Plan::with_actions(&entry.actions).map_err(|error| refused(&error))?;
    let mut lights = Vec::new();
    if let Some(path) = &entry.light {
        // Without a time of its own, the recording was made while the plan was valid.
        let at = entry.at.as_deref().map(|text| light::time(text).ok_or(format!("{text:?} is no time")));
        let (challenge, light) =
            light::read_challenge(path, at.transpose()?).map_err(|error| refused(&error))?;
        lights = match &entry.shown {
            Some(times) => light::read_shown(times, &light).map_err(|error| refused(&error))?,
            None => shown::as_planned(&light),
        };
        let planned = challenge.plan();
        let agree =
            planned.actions.is_empty() || entry.actions.is_empty() || planned.actions == entry.actions;
        if !agree {
            return Err(format!("the plan {} asks for other actions than the manifest", path.display()));
        }
        let actions = if planned.actions.is_empty() { plan.actions } else { planned.actions.clone() };
        plan = Plan { actions, ..planned };
    }
    let asks = super::row::mode(&plan);
    let plan = plan.for_recording();
    if asks != entry.mode {
        let (asks, named) = (asks.name(), entry.mode.name());
        return Err(format!("its plan is of mode {asks}, the manifest says {named}"));
    }
    Ok((if entry.reference.is_some() { plan.with_comparison() } else { plan }, lights))
}

/// SHA-256 of a file, or of the names and contents of a folder's files in order of name.
fn sha256_of_path(path: &Path) -> Result<String, String> {
    let told = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let mut hash = Sha256::new();
    let open = |path: &Path| std::fs::File::open(path);
    if path.is_dir() {
        let mut files: Vec<_> = std::fs::read_dir(path)
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
            .map_err(told)?;
        files.retain(|file| file.is_file());
        files.sort_unstable();
        for file in files {
            hash.update(file.file_name().unwrap_or_default().as_encoded_bytes());
            hash.update([0]);
            open(&file).and_then(|file| sha256_from(file, &mut hash)).map_err(told)?;
        }
    } else {
        open(path).and_then(|file| sha256_from(file, &mut hash)).map_err(told)?;
    }
    Ok(format!("{:x}", hash.finalize()))
}
