//! One clip and its truth, written whole or not at all.

use crate::film::{Assets, FilmError};
use crate::scene::Scene;
use crate::source::SynthSource;
use crate::truth::{ClipTruth, FrameTruth, TruthError};
use liveface_frames::{FrameError, FrameSource as _, Recorder, RecorderOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

/// The rate control is told to spread its bytes over this many times the length: it misjudges the first seconds, and a
/// clip that loses frames is refused.
const HEADROOM: u32 = 2;
/// Budget of the shortest clips: even one frame needs some bytes.
const FEWEST_BYTES: u64 = 50_000;

/// Why a clip could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// The scene cannot be filmed.
    #[error(transparent)]
    Film(#[from] FilmError),
    /// A frame could not be written.
    #[error(transparent)]
    Record(#[from] FrameError),
    /// The truth could not be written.
    #[error(transparent)]
    Truth(#[from] TruthError),
    /// The byte budget cut the clip short.
    #[error(
        "only {written} of {wanted} frames fit into {budget} bytes: shorten the clip or allow more bytes"
    )]
    Budget {
        /// Frames that fitted.
        written: u64,
        /// Frames of the clip.
        wanted: u64,
        /// Bytes allowed.
        budget: u64,
    },
}

/// How a clip is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClipOptions {
    /// Size to aim at, bytes for each second; the file never has more than twice as many, or than 50 000
    /// bytes in all where that is more.
    pub bytes_per_second: u64,
    /// Every how many frames the truth has landmarks: 1 = in all.
    pub landmarks_every: usize,
}

impl Default for ClipOptions {
    fn default() -> Self {
        Self { bytes_per_second: 500_000, landmarks_every: 1 }
    }
}

/// Films `scene` to `path` (H.264 in MP4, see [`Recorder`]) and writes what is true of it beside it, in a file of the
/// same name that ends in `.json`. Returns the truth as written. `done` hears after each frame how many there are.
///
/// # Errors
/// [`ClipError`]; no file is left half-written, and an older clip keeps its older truth.
pub fn write_clip(
    assets: &Assets,
    scene: &Scene,
    path: &Path,
    options: ClipOptions,
    mut done: impl FnMut(u64),
) -> Result<ClipTruth, ClipError> {
    let mut source = SynthSource::new(assets, scene)?;
    let size = (scene.camera.width, scene.camera.height);
    let most_per_second = options.bytes_per_second.saturating_mul(u64::from(HEADROOM));
    let budget = (most_per_second.saturating_mul(scene.duration_ms) / 1000).max(FEWEST_BYTES);
    let expected = Duration::from_millis(scene.duration_ms) * HEADROOM;
    let fps = f64::from(scene.camera.fps);
    let mut recorder = Recorder::create(path, size, RecorderOptions { budget_bytes: budget, expected, fps })?;
    let mut truth = ClipTruth::new(scene);
    while let Some(frame) = source.next_frame()? {
        recorder.push(&frame)?;
        let full = truth.frames.len().is_multiple_of(options.landmarks_every.max(1));
        truth.frames.extend(source.truth().map(|frame| if full { frame.clone() } else { thinned(frame) }));
        done(frame.id().0 + 1);
    }
    let (written, wanted) = (recorder.frames(), truth.frames.len() as u64);
    if written < wanted {
        return Err(ClipError::Budget { written, wanted, budget });
    }
    write_both(recorder, &truth, path)?;
    Ok(truth)
}

/// Gives the clip and its truth their names once both are complete: where either cannot be, an older pair stays.
fn write_both(recorder: Recorder, truth: &ClipTruth, path: &Path) -> Result<(), ClipError> {
    let name = path.with_extension("json");
    let lost = |source| TruthError { path: name.clone(), source };
    if name.is_dir() {
        return Err(lost(io::ErrorKind::IsADirectory.into()).into());
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let aside = tempfile::Builder::new().prefix(".synth-").tempdir_in(folder).map_err(lost)?;
    let ready = aside.path().join("truth.json");
    truth.write(&ready)?;
    recorder.finish()?;
    std::fs::rename(&ready, &name).map_err(lost)?;
    Ok(())
}

/// `frame` without landmarks, which are most of the truth.
fn thinned(frame: &FrameTruth) -> FrameTruth {
    let mut frame = frame.clone();
    frame.faces.iter_mut().for_each(|face| face.landmarks = None);
    frame
}
