//! A person before a camera in real time, who answers: to the light of a screen, to what is asked, to being sent away.

mod actor;
mod director;
mod stage;
#[cfg(test)]
mod tests;

use crate::camera::Sensor;
use crate::film::{Assets, FilmError};
use crate::math::hash;
use crate::scene::{
    CameraSpec, Exposure, Glasses, Lamp, Lights, Person, Place, Scene, ScreenLight, Subject, Surroundings,
    WhiteBalance,
};
pub use director::Director;
use liveface_frames::{Frame, FrameError, FrameId, FrameSource, SourceInfo, Timestamp};
use stage::Stage;
use std::path::PathBuf;

/// How fast frames come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// As from a camera: each frame at its time. Frames for which there was no time are left out.
    #[default]
    RealTime,
    /// As fast as they can be made, none left out. What is told to the [`Director`] happens at the time of the frame that
    /// came last.
    AsFastAsPossible,
}

/// Who and what is filmed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveOptions {
    /// Picture width, pixels, even, 16..=4096.
    pub width: u32,
    /// Picture height, pixels, even, 16..=4096, and a quarter to four times the width.
    pub height: u32,
    /// Frames a second, 1..=120.
    pub fps: u32,
    /// Chooses motion, room and noise.
    pub seed: u64,
    /// Who.
    pub person: Person,
    /// How fast.
    pub pace: Pace,
}

impl Default for LiveOptions {
    fn default() -> Self {
        Self {
            width: 640,
            height: 480,
            fps: 15,
            seed: 20,
            person: Person { seed: 4, tone: Some(0.18), glasses: Some(Glasses::Bare), ..Person::default() },
            pace: Pace::RealTime,
        }
    }
}

impl LiveOptions {
    /// A room so dim that a laptop's screen is seen on the face, and a camera that has settled on it and stays so.
    fn scene(&self) -> Scene {
        let place = Place::default();
        let lamp = Lamp { azimuth: -30.0, elevation: 40.0, lux: 45.0, kelvin: 4500.0, radius: 25.0 };
        let surroundings = Surroundings { lux: 45.0, kelvin: 4500.0, ..Surroundings::default() };
        // What is shown is told once it is on the screen: no delay is left but that of the scan.
        let screen = ScreenLight { ratio: Some(0.8), latency_ms: 0.0, ..ScreenLight::default() };
        Scene {
            seed: self.seed,
            subjects: vec![Subject { person: self.person.clone(), place, ..Subject::default() }],
            lights: Lights { lamps: vec![lamp], surroundings, screen: Some(screen) },
            camera: CameraSpec {
                width: self.width,
                height: self.height,
                fps: self.fps as f32,
                exposure: Exposure::Locked { white: 42.0 },
                white_balance: WhiteBalance::Locked { kelvin: 4500.0 },
                ..CameraSpec::default()
            },
            ..Scene::default()
        }
    }
}

/// A rendered person before a rendered camera: who is there from the beginning, breathes, blinks, and does what the
/// [`Director`] says.
///
/// A frame's time is when its last row has been exposed, and in real time it comes at that time or, on a machine that is
/// busy, somewhat later. A frame costs about a twentieth of a second of one core; nothing is done between two calls.
pub struct LiveCamera {
    options: LiveOptions,
    director: Director,
    stage: Stage,
    sensor: Sensor,
    /// Place on the grid of times of the next frame.
    next: u64,
    /// How many frames came.
    count: u64,
}

impl LiveCamera {
    /// Prepares everything: takes some tenths of a second. Stream time begins with the first frame.
    ///
    /// # Errors
    /// [`FilmError`]: a value is not allowed, or the portrait of the person is missing.
    pub fn new(assets: &Assets, options: LiveOptions) -> Result<(Self, Director), FilmError> {
        let scene = options.scene();
        scene.check()?;
        let director = Director::new(options.pace);
        let camera = Self {
            director: director.clone(),
            stage: Stage::new(assets, scene.clone())?,
            sensor: Sensor::new(&scene.camera, hash(options.seed)),
            next: 0,
            count: 0,
            options,
        };
        Ok((camera, director))
    }

    /// Number and time of the next frame. In real time no frame is begun whose time has passed.
    fn turn(&mut self) -> (u64, Timestamp) {
        let fps = u64::from(self.options.fps);
        if self.options.pace == Pace::RealTime {
            let now = self.director.now().as_micros();
            self.next = self.next.max((now * fps).div_ceil(1_000_000));
        }
        let index = self.next;
        self.next += 1;
        (index, Timestamp::from_micros(index * 1_000_000 / fps))
    }
}

impl FrameSource for LiveCamera {
    fn info(&self) -> SourceInfo {
        let LiveOptions { width, height, fps, .. } = self.options;
        SourceInfo { width, height, fps: Some(f64::from(fps)), ..SourceInfo::default() }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let (index, at) = self.turn();
        // The person is drawn ahead of the time, the light is known at the time only.
        let person = self.stage.person(&self.director.cues(), at);
        self.director.wait_until(at);
        let picture = self.stage.lit(&person, &self.director.shown(at), at);
        let (rgb, _) = self.sensor.develop(&picture, index, at);
        let size = (self.options.width, self.options.height);
        let frame = Frame::new(FrameId(self.count), at, size, rgb.into());
        self.count += 1;
        frame.map(Some).ok_or_else(|| FrameError::Malformed {
            path: PathBuf::from("live camera"),
            reason: format!("a frame of {}x{} pixels was rendered", size.0, size.1),
        })
    }
}

/// Says what comes and how far it is: a picture of a person, even of one who is nobody, never reaches a log.
impl std::fmt::Debug for LiveCamera {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LiveCamera")
            .field("info", &self.info())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
