//! The list of fixture clips as written beside them, and the making of both.

use crate::clips::{Clip, Mode, clips, portrait};
use crate::performance::{Action, Event};
use crate::render::SceneError;
use liveface_frames::{FrameError, FrameSource as _, Recorder, RecorderOptions};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Most bytes of one clip: eight of them stay below 2 MiB in the repository.
const CLIP_BYTES: u64 = 230_000;

/// What `clips.toml` holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Version of this layout: 1.
    pub schema: u32,
    /// Portrait of the person of the one-person clips, to compare with.
    pub reference: Entry,
    /// The clips.
    pub clips: Vec<ClipEntry>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Path beside the catalogue, with `/`.
    pub file: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Size of the file.
    pub bytes: u64,
}

/// One clip and what is true of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClipEntry {
    /// Name without extension.
    pub name: String,
    /// The file.
    #[serde(flatten)]
    pub entry: Entry,
    /// What it shows, one sentence.
    pub what: String,
    /// Which check it is meant for.
    pub mode: Mode,
    /// In action mode, what to ask for, in order.
    pub actions: Vec<Action>,
    /// Length, milliseconds.
    pub duration_ms: u64,
    /// What the first subject really does, in order of time.
    pub events: Vec<Event>,
}

/// Why the fixtures could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FixtureError {
    /// A scene is out of range.
    #[error("clip {name} cannot be drawn")]
    Scene {
        /// Name of the clip.
        name: &'static str,
        /// What is wrong.
        source: SceneError,
    },
    /// A clip could not be written.
    #[error(transparent)]
    Record(#[from] FrameError),
    /// The byte budget cut a clip short.
    #[error(
        "clip {name} does not fit into {CLIP_BYTES} bytes: {written} of {wanted} frames written; shorten it"
    )]
    Budget {
        /// Name of the clip.
        name: &'static str,
        /// Frames that fitted.
        written: u64,
        /// Frames of the clip.
        wanted: u64,
    },
    /// A file or folder could not be written.
    #[error("cannot write {path}: give a folder that may be written to")]
    Write {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Draws every fixture into `out_dir` and writes `clips.toml` last; `done` hears the name of each finished file.
///
/// # Errors
/// [`FixtureError`]; files finished before it stay.
pub fn write_fixtures(out_dir: &Path, mut done: impl FnMut(&str)) -> Result<Catalogue, FixtureError> {
    let folder = out_dir.join("clips");
    std::fs::create_dir_all(&folder).map_err(|source| write_error(&folder, source))?;
    let reference = write_portrait(out_dir)?;
    done(&reference.file);
    let mut entries = Vec::new();
    for clip in clips() {
        entries.push(write_clip(out_dir, &clip)?);
        done(clip.name);
    }
    let catalogue = Catalogue { schema: 1, reference, clips: entries };
    let path = out_dir.join("clips.toml");
    let text = toml::to_string(&catalogue).map_err(|e| write_error(&path, io::Error::other(e)))?;
    let head = "# Written by `liveface-synth fixtures`; see README.md.\n\n";
    std::fs::write(&path, format!("{head}{text}")).map_err(|source| write_error(&path, source))?;
    Ok(catalogue)
}

fn write_portrait(out_dir: &Path) -> Result<Entry, FixtureError> {
    let file = "person.jpg";
    let path = out_dir.join(file);
    let frame = portrait().map_err(|source| FixtureError::Scene { name: "portrait", source })?;
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 85)
        .encode(frame.pixels(), frame.width(), frame.height(), image::ExtendedColorType::Rgb8)
        .map_err(|e| write_error(&path, io::Error::other(e)))?;
    std::fs::write(&path, jpeg).map_err(|source| write_error(&path, source))?;
    entry(out_dir, file.to_owned())
}

fn write_clip(out_dir: &Path, clip: &Clip) -> Result<ClipEntry, FixtureError> {
    let file = format!("clips/{}.mp4", clip.name);
    let mut source = clip.source().map_err(|source| FixtureError::Scene { name: clip.name, source })?;
    let info = source.info();
    let options = RecorderOptions {
        budget_bytes: CLIP_BYTES,
        // Room for what the rate control misjudges: a clip that loses frames is refused below.
        expected: Duration::from_millis(clip.duration_ms * 3 / 2),
        fps: info.fps.unwrap_or(1.0),
    };
    let mut recorder = Recorder::create(&out_dir.join(&file), (info.width, info.height), options)?;
    while let Some(frame) = source.next_frame()? {
        recorder.push(&frame)?;
    }
    let (written, wanted) = (recorder.frames(), source.frames());
    if written < wanted {
        return Err(FixtureError::Budget { name: clip.name, written, wanted });
    }
    recorder.finish()?;
    let actions = match clip.mode {
        Mode::Silent => Vec::new(),
        Mode::Action => clip.events().iter().map(|e| e.action).collect(),
    };
    Ok(ClipEntry {
        name: clip.name.to_owned(),
        entry: entry(out_dir, file)?,
        what: clip.what.to_owned(),
        mode: clip.mode,
        actions,
        duration_ms: clip.duration_ms,
        events: clip.events().to_vec(),
    })
}

fn entry(out_dir: &Path, file: String) -> Result<Entry, FixtureError> {
    let path = out_dir.join(&file);
    let bytes = std::fs::read(&path).map_err(|source| write_error(&path, source))?;
    let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Entry { file, sha256, bytes: bytes.len() as u64 })
}

fn write_error(path: &Path, source: io::Error) -> FixtureError {
    FixtureError::Write { path: path.to_owned(), source }
}
