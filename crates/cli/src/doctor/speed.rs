//! How fast this machine is: each network alone, and the frame loop.

use crate::demo::fixtures;
use crate::models::{load_and_run, models};
use anyhow::Context as _;
use liveface::infer::{Network, Runtime};
use liveface::vision::{LoadedModel, Vision, VisionConfig};
use liveface_frames::FrameSource as _;
use liveface_models::{Model, Pack};
use liveface_session::Needs;
use serde::Serialize;
use std::time::{Duration, Instant};

/// How long each network is run, and the frame loop.
const NETWORK_TIME: Duration = Duration::from_millis(300);
const LOOP_TIME: Duration = Duration::from_millis(1_500);

/// Medians in milliseconds, in one thread of ours.
#[derive(Debug, Serialize)]
pub struct Speed {
    networks: Vec<NetworkSpeed>,
    frame_loop: Median,
}

#[derive(Debug, Serialize)]
struct NetworkSpeed {
    id: String,
    role: &'static str,
    #[serde(flatten)]
    time: Median,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Median {
    median_ms: f64,
    runs: usize,
}

impl Speed {
    /// Runs each network on a fixed input, and the frame loop (track, mesh, pose, eyes and mouth, light) on a fixture
    /// clip.
    ///
    /// # Errors
    /// A network cannot be loaded or fails; the clip cannot be decoded.
    pub fn measure(pack: &Pack, runtime: &Runtime) -> anyhow::Result<Self> {
        let (mut networks, mut loaded) = (Vec::new(), Vec::new());
        for model in models(pack) {
            let mut network = load_and_run(model, runtime)?;
            let (id, role) = (model.entry.id.clone(), model.entry.role.name());
            networks.push(NetworkSpeed { id, role, time: time_network(model, network.as_mut())? });
            loaded.push(LoadedModel { entry: model.entry.clone(), network });
        }
        let vision = Vision::from_models(loaded, VisionConfig::default())?;
        Ok(Self { networks, frame_loop: time_loop(vision)? })
    }

    /// Name and value of each line of a report.
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        let line = |network: &NetworkSpeed| {
            ("speed", format!("{} ({})", network.time.text(&network.id), network.role))
        };
        let frame_loop = ("frame loop", self.frame_loop.text("one person, 640×480"));
        self.networks.iter().map(line).chain([frame_loop]).collect()
    }
}

impl Median {
    /// The median of `times`; 0 of none.
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        Self { median_ms: (median.as_secs_f64() * 1e6).round() / 1e3, runs: times.len() }
    }

    fn text(self, what: &str) -> String {
        format!("{:>7.2} ms  {what}", self.median_ms)
    }
}

fn time_network(model: &Model, network: &mut dyn Network) -> anyhow::Result<Median> {
    let entry = &model.entry.input;
    // Any input takes the same time, but for zeros, which some processors multiply faster.
    let value = |index: usize| ((index * 37 % 256) as f32 - entry.mean) * entry.scale;
    let input: Vec<f32> = (0..entry.elements()).map(value).collect();
    let (start, mut times) = (Instant::now(), Vec::new());
    while times.is_empty() || start.elapsed() < NETWORK_TIME {
        let before = Instant::now();
        network.run(&input)?;
        times.push(before.elapsed());
    }
    Ok(Median::of(times))
}

fn time_loop(mut vision: Vision) -> anyhow::Result<Median> {
    let clips = fixtures::clips()?;
    let clip = clips.iter().find(|clip| clip.name == "person").context("the clip `person` is missing")?;
    let (mut source, start, mut times) = (clip.open()?, Instant::now(), Vec::new());
    while let Some(frame) = source.next_frame()? {
        vision.observe(&frame, Needs::default())?;
        times.push(vision.timing().total);
        if start.elapsed() > LOOP_TIME {
            break;
        }
    }
    // The first frame searches for the face, and what follows it does not.
    Ok(Median::of(times.split_off(1.min(times.len()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_does_not_follow_one_slow_run() {
        let times = [2, 900, 3, 1, 2].map(Duration::from_millis).to_vec();
        let median = Median::of(times);
        assert_eq!((median.median_ms, median.runs), (2.0, 5));
        assert_eq!(Median::of(Vec::new()).median_ms, 0.0);
    }
}
