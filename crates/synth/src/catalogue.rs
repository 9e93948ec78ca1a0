//! The fixtures: clips, truth, reference portrait, and the list of them all.

mod clip;
mod light;
mod spec;

pub use clip::{ClipError, ClipOptions, write_clip};
pub use light::LightSpec;
pub use spec::{ClipSpec, FixtureSpec, Mode, PortraitSpec, SpecError};

use crate::film::{Assets, Film, FilmError};
use crate::performance::Gesture;
use crate::scene::Scene;
use crate::truth::{ClipTruth, Species, write_whole};
use liveface_session::{Action, Code};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};

/// Version of the layout of [`Catalogue`].
pub(crate) const SCHEMA: u32 = 3;
/// What the repository carries at most, clips and truth together.
const MOST_BYTES: u64 = 14_000_000;
/// Size to aim at: about 125 s of clips and their truth stay below [`MOST_BYTES`].
const OPTIONS: ClipOptions = ClipOptions { bytes_per_second: 85_000, landmarks_every: 20 };

/// What `clips.toml` holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Version of this layout: 3.
    pub schema: u32,
    /// Portrait of the person of most one-person clips, to compare with.
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
    /// What is before the camera, such as `none`, `print_bent` or `replay_phone`.
    pub species: String,
    /// Which check it is meant for.
    pub mode: Mode,
    /// In action mode, what to ask for, in order.
    pub actions: Vec<Action>,
    /// In reflection mode, what the screen shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<LightSpec>,
    /// The verdicts it may end with.
    pub expect: Vec<Code>,
    /// Why today's checks do not reach these verdicts, where they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<String>,
    /// Length, milliseconds.
    pub duration_ms: u64,
    /// What is true of every frame, a [`ClipTruth`].
    pub truth: Entry,
    /// What the first subject really does of what can be asked for, in order of time.
    pub events: Vec<Done>,
}

/// Something really done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// What.
    pub action: Action,
    /// When it begins, milliseconds of stream time.
    pub from_ms: u64,
    /// When everything is neutral again.
    pub to_ms: u64,
}

/// Why the fixtures could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FixtureError {
    /// A clip could not be made.
    #[error("clip {name}")]
    Clip {
        /// Name of the clip.
        name: String,
        /// Why.
        source: ClipError,
    },
    /// The portrait could not be made.
    #[error("portrait")]
    Portrait(#[source] FilmError),
    /// The portrait's scene ends before the portrait is taken.
    #[error("reference.at_ms is {0}: give a time of a frame, or a longer reference.scene.duration_ms")]
    Late(u64),
    /// A file that is to be listed is not there.
    #[error("cannot read {path}: make all fixtures, not only some")]
    Read {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write {path}: give a folder that may be written to")]
    Write {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no clip of a name asked for.
    #[error("no clip {0}: give a name of the description")]
    Unknown(String),
    /// The fixtures are too large for the repository.
    #[error("the fixtures have {0} bytes: shorten clips until they have at most {MOST_BYTES}")]
    Large(u64),
}

/// Makes the fixtures of `spec` in `out_dir`, and `clips.toml` last. With names in `only`, the files of other clips are
/// taken as they lie there. `done` hears the name of each finished file.
///
/// # Errors
/// [`FixtureError`]; files finished before it stay, none is half-written.
pub fn write_fixtures(
    assets: &Assets,
    spec: &FixtureSpec,
    (out_dir, only): (&Path, &[String]),
    mut done: impl FnMut(&str),
) -> Result<Catalogue, FixtureError> {
    if let Some(name) = only.iter().find(|name| spec.clips.iter().all(|clip| clip.name != **name)) {
        return Err(FixtureError::Unknown(name.clone()));
    }
    let folder = out_dir.join("clips");
    std::fs::create_dir_all(&folder).map_err(|source| write_error(&folder, source))?;
    let portrait = out_dir.join("person.jpg");
    if only.is_empty() || !portrait.exists() {
        write_portrait(assets, &spec.portrait, &portrait)?;
        done("person.jpg");
    }
    for clip in spec.clips.iter().filter(|clip| only.is_empty() || only.contains(&clip.name)) {
        let path = folder.join(format!("{}.mp4", clip.name));
        write_clip(assets, &clip.scene, &path, OPTIONS, |_| ())
            .map_err(|source| FixtureError::Clip { name: clip.name.clone(), source })?;
        done(&clip.name);
    }
    let catalogue = catalogue(spec, out_dir)?;
    let path = out_dir.join("clips.toml");
    let text = toml::to_string(&catalogue).map_err(|e| write_error(&path, io::Error::other(e)))?;
    let head = "# Written by `liveface-synth fixtures` from scenes.toml; see README.md.\n\n";
    write_whole(&path, format!("{head}{text}").as_bytes()).map_err(|source| write_error(&path, source))?;
    Ok(catalogue)
}

/// The list of what lies in `out_dir`.
fn catalogue(spec: &FixtureSpec, out_dir: &Path) -> Result<Catalogue, FixtureError> {
    let reference = entry(out_dir, "person.jpg".to_owned())?;
    let clips = spec.clips.iter().map(|clip| clip_entry(clip, out_dir)).collect::<Result<Vec<_>, _>>()?;
    let bytes = clips.iter().map(|clip| clip.entry.bytes + clip.truth.bytes).sum::<u64>();
    if bytes > MOST_BYTES {
        return Err(FixtureError::Large(bytes));
    }
    Ok(Catalogue { schema: SCHEMA, reference, clips })
}

fn clip_entry(clip: &ClipSpec, out_dir: &Path) -> Result<ClipEntry, FixtureError> {
    Ok(ClipEntry {
        name: clip.name.clone(),
        entry: entry(out_dir, format!("clips/{}.mp4", clip.name))?,
        what: clip.what.clone(),
        species: Species::of_scene(&clip.scene).to_string(),
        mode: clip.mode,
        actions: clip.actions.clone(),
        light: clip.light.clone(),
        expect: clip.expect.clone(),
        gap: clip.gap.clone(),
        duration_ms: clip.scene.duration_ms,
        truth: entry(out_dir, format!("clips/{}.json", clip.name))?,
        events: performed(&clip.scene),
    })
}

/// What the first subject does of what can be asked for, with its unasked blinks.
fn performed(scene: &Scene) -> Vec<Done> {
    let truth = ClipTruth::new(scene);
    let Some(performed) = truth.performed.first() else { return Vec::new() };
    let done = |action, from_ms: f32, to_ms: f32| Done {
        action,
        from_ms: from_ms.round() as u64,
        to_ms: to_ms.round() as u64,
    };
    let gestures = performed.events.iter().filter_map(|event| {
        let action = match event.gesture {
            Gesture::Mouth => Action::Mouth,
            Gesture::Nod => Action::Nod,
            Gesture::Shake => Action::Shake,
            _ => return None,
        };
        Some(done(action, event.from_ms, event.to_ms))
    });
    let blinks = performed.blinks.iter().map(|blink| done(Action::Blink, blink.from_ms, blink.to_ms));
    let mut all: Vec<Done> = gestures.chain(blinks).collect();
    all.sort_by_key(|done| done.from_ms);
    all
}

fn write_portrait(assets: &Assets, spec: &PortraitSpec, path: &Path) -> Result<(), FixtureError> {
    let film = Film::new(assets, &spec.scene).map_err(FixtureError::Portrait)?;
    let shot = film.into_iter().find(|shot| shot.at.as_millis() >= spec.at_ms);
    let shot = shot.ok_or(FixtureError::Late(spec.at_ms))?;
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 90)
        .encode(&shot.rgb, shot.width as u32, shot.height as u32, image::ExtendedColorType::Rgb8)
        .map_err(|e| write_error(path, io::Error::other(e)))?;
    write_whole(path, &jpeg).map_err(|source| write_error(path, source))
}

fn entry(out_dir: &Path, file: String) -> Result<Entry, FixtureError> {
    let path = out_dir.join(&file);
    let bytes = std::fs::read(&path).map_err(|source| FixtureError::Read { path, source })?;
    let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Entry { file, sha256, bytes: bytes.len() as u64 })
}

fn write_error(path: &Path, source: io::Error) -> FixtureError {
    FixtureError::Write { path: path.to_owned(), source }
}
