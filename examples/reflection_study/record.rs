//! A take's clip and what is written beside it.

use crate::cast::Cast;
use crate::plan::commands;
use crate::trial::Trial;
use anyhow::Context as _;
use liveface::frames::{Frame, FrameId, Recorder, RecorderOptions, Timestamp};
use liveface_synth::{Relightable, Shot, Take, Tick};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The rate control misjudges the first seconds: it is told to spread its bytes over this many times the length.
const HEADROOM: u32 = 2;

/// A take that is being filmed.
pub(crate) struct Reel {
    trial: Trial,
    take: Take,
    recorder: Recorder,
    path: PathBuf,
    /// When the first frame was taken: the clip's time zero.
    first: Option<Timestamp>,
    frames: u64,
    ambient_lux: f32,
}

impl Reel {
    pub(crate) fn new(
        folder: &Path,
        trial: Trial,
        cast: &Cast,
        (ticks, tick): (&Relightable, &Tick),
    ) -> anyhow::Result<Self> {
        let scene = trial.scene(cast, ticks, tick)?;
        let path = folder.join(format!("{}.mp4", trial.name));
        let length = Duration::from_millis(trial.length_ms());
        let bytes = f64::from(trial.kbps) * 125.0 * length.as_secs_f64();
        let options = RecorderOptions {
            budget_bytes: bytes as u64 * u64::from(HEADROOM),
            expected: length * HEADROOM,
            fps: f64::from(trial.fps),
        };
        let recorder = Recorder::create(&path, (scene.camera.width, scene.camera.height), options)?;
        let take = ticks.take_of(&scene)?;
        Ok(Self { trial, take, recorder, path, first: None, frames: 0, ambient_lux: 0.0 })
    }

    /// Films all frames that fall into `tick`.
    pub(crate) fn film(&mut self, tick: &Tick) -> anyhow::Result<()> {
        while let Some(Shot { at, width, height, rgb, truth }) = self.take.expose(tick) {
            self.first.get_or_insert(at);
            self.ambient_lux = truth.light.ambient_lux;
            let size = (u32::try_from(width)?, u32::try_from(height)?);
            let frame = Frame::new(FrameId(self.frames), at, size, Arc::new(rgb)).context("a frame")?;
            self.recorder.push(&frame)?;
            self.frames += 1;
        }
        Ok(())
    }

    /// Writes everything; the truth last, so that what has one is whole.
    pub(crate) fn finish(self, cast: &Cast, head: &str) -> anyhow::Result<()> {
        let written = self.recorder.frames();
        anyhow::ensure!(
            written == self.frames,
            "{}: {written} of {} frames fit",
            self.trial.name,
            self.frames
        );
        let first_ms = self.first.unwrap_or(Timestamp::ZERO).as_micros() as f64 / 1e3;
        let truth = self.trial.truth(cast, head, (written, self.ambient_lux));
        let shown: Vec<_> = commands(&self.trial.plan)
            .into_iter()
            .map(|(at, light)| json!({ "at_ms": at as f64 - first_ms, "light": light }))
            .collect();
        self.recorder.finish()?;
        write(&self.path, "plan.json", &serde_json::to_string(&self.trial.plan)?)?;
        write(&self.path, "shown.json", &json!({ "schema": 1, "shown": shown }).to_string())?;
        write(&self.path, "json", &serde_json::to_string_pretty(&truth)?)
    }
}

impl Trial {
    fn truth(&self, cast: &Cast, head: &str, (frames, ambient_lux): (u64, f32)) -> serde_json::Value {
        let scene = &cast.scene;
        let subject = scene.subjects.first();
        let mode = |locked| if locked { "locked" } else { "auto" };
        json!({
            "schema": 1,
            "name": self.name,
            "species": self.species.name(),
            "detail": cast.detail,
            "scene": cast.index,
            "scene_seed": scene.seed,
            "person_seed": subject.map(|s| s.person.seed),
            "tone": subject.and_then(|s| s.person.tone),
            "skin_type": cast.skin_type,
            "distance_cm": subject.map(|s| s.place.distance),
            "ratio": self.ratio,
            "ambient_lux": ambient_lux,
            "fps": self.fps,
            "kbps": self.kbps,
            "exposure": mode(self.locked_exposure),
            "white_balance": mode(self.locked_balance),
            "noise": self.noise,
            "head": head,
            "latency_ms": self.latency_ms,
            "rise_ms": self.rise_ms,
            "jitter_ms": self.jitter_ms,
            "frames": frames,
            "duration_ms": self.length_ms(),
            "lights": scene.lights,
        })
    }
}

fn write(clip: &Path, extension: &str, text: &str) -> anyhow::Result<()> {
    let path = clip.with_extension(extension);
    std::fs::write(&path, format!("{text}\n")).with_context(|| path.display().to_string())
}
