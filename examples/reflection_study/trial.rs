//! One take: how a scene is filmed once.

use crate::cast::Cast;
use crate::dice::Dice;
use crate::plan::{length_ms, new_plan, shows};
use crate::room::white_point;
use crate::species::Species;
use liveface::session::LightPlan;
use liveface_synth::{Exposure, Injection, Relightable, Scene, Tick, WhiteBalance};

/// Linear level of a well exposed face, lightest and darkest skin: cameras meet halfway between the same picture of all
/// skins and the same light on all.
const FACE_LEVEL: [f32; 2] = [0.34, 0.14];

/// What is drawn for a take.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    pub species: Species,
    pub name: String,
    pub plan: LightPlan,
    pub seed: u64,
    pub ratio: f32,
    pub fps: f32,
    pub kbps: f32,
    pub locked_exposure: bool,
    pub locked_balance: bool,
    pub noise: f32,
    pub jitter_ms: f32,
    pub latency_ms: f32,
    pub rise_ms: f32,
    duplicate_every: u32,
}

impl Trial {
    /// Take `number` of `species` from scene `index`.
    pub(crate) fn new(seed: u64, species: Species, (index, number): (u64, u64), ratio: [f32; 2]) -> Self {
        let mut dice = Dice::new(seed, &[100 + species.number(), index, number]);
        Self {
            species,
            name: format!("{}-{index:04}-{number:02}", species.name()),
            plan: new_plan(dice.bytes()),
            seed: dice.bits(),
            ratio: dice.log_range(ratio[0], ratio[1]),
            fps: dice.log_range(8.0, 60.0),
            kbps: dice.log_range(1000.0, 4000.0),
            locked_exposure: dice.chance(0.5),
            locked_balance: dice.chance(0.5),
            noise: dice.range(0.8, 2.5),
            jitter_ms: dice.range(0.0, 4.0),
            latency_ms: dice.range(15.0, 60.0),
            rise_ms: dice.range(3.0, 15.0),
            duplicate_every: if dice.chance(0.5) { 5 } else { 0 },
        }
    }

    pub(crate) fn length_ms(&self) -> u64 {
        length_ms(&self.plan)
    }

    /// The scene as this take films it; `tick` is one of its moments.
    pub(crate) fn scene(&self, cast: &Cast, ticks: &Relightable, tick: &Tick) -> anyhow::Result<Scene> {
        let mut scene = Scene {
            seed: self.seed,
            duration_ms: self.length_ms(),
            injection: self.injection(),
            ..cast.scene.clone()
        };
        if let Some(screen) = &mut scene.lights.screen {
            screen.ratio = Some(self.ratio);
            screen.latency_ms = self.latency_ms;
            screen.rise_ms = self.rise_ms;
            screen.shows = shows(&self.plan);
        }
        let camera = &mut scene.camera;
        (camera.fps, camera.noise, camera.jitter_ms) = (self.fps, self.noise, self.jitter_ms);
        // The shutter of a fast camera is open for less than a frame.
        camera.shutter_ms = camera.shutter_ms.min(900.0 / self.fps);
        if self.locked_balance {
            camera.white_balance = WhiteBalance::Locked { kelvin: white_point(&scene.lights) };
        }
        if self.locked_exposure {
            let half = ticks.take_of(&scene)?.face_luminance(tick, 0.5).unwrap_or(20.0);
            let tone = (cast.skin_type as f32 - 0.5) / 6.0;
            let level = FACE_LEVEL[0] * (FACE_LEVEL[1] / FACE_LEVEL[0]).powf(tone);
            scene.camera.exposure = Exposure::Locked { white: (half / level).clamp(1.0, 40_000.0) };
        }
        Ok(scene)
    }

    fn injection(&self) -> Option<Injection> {
        match self.species {
            Species::Injected => Some(Injection::Perfect { duplicate_every: self.duplicate_every }),
            Species::LateRelight => Some(Injection::Relight { delay_ms: 150.0 }),
            _ => None,
        }
    }
}
