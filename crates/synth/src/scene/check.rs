//! Which values a scene may have.

use super::reach::{check_reach, check_recordings};
use super::{
    CameraSpec, Exposure, Injection, Lamp, Lights, Medium, Person, Place, Print, Replay, Scene, SceneError,
    ScreenLight, Show, Subject, Surroundings, WhiteBalance,
};
use crate::performance::{Event, Performance};
use std::fmt::Display;
use std::ops::RangeInclusive;

/// Most pixels of a frame: 4096 × 2160.
const MOST_PIXELS: u64 = 8_847_360;

/// Why a text is no scene.
#[derive(Debug, thiserror::Error)]
pub enum SceneTextError {
    /// It is no TOML, or names something that scenes do not have.
    #[error("line {line}: {what}")]
    Syntax {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// A value is not allowed.
    #[error(transparent)]
    Value(#[from] SceneError),
}

impl Scene {
    /// Reads a scene from TOML and checks it. Everything left out has its default.
    ///
    /// # Errors
    /// [`SceneTextError`], one line that names the place.
    pub fn from_toml(text: &str) -> Result<Self, SceneTextError> {
        let scene: Self = toml::from_str(text).map_err(|e| syntax(text, &e))?;
        scene.check()?;
        Ok(scene)
    }

    /// Whether every value makes sense.
    ///
    /// # Errors
    /// The first value that does not, and what is allowed.
    pub fn check(&self) -> Result<(), SceneError> {
        let root = Path(String::new());
        root.one_of("duration_ms", self.duration_ms, &(1..=120_000), "1 to 120000 ms")?;
        root.one_of("subjects", self.subjects.len(), &(0..=8), "at most 8 subjects")?;
        for (i, subject) in self.subjects.iter().enumerate() {
            check_subject(subject, &Path(format!("subjects[{i}]")))?;
        }
        check_lights(&self.lights, &root.to("lights"))?;
        check_camera(&self.camera, &root.to("camera"))?;
        check_recordings(self, &root)?;
        for (i, subject) in self.subjects.iter().enumerate() {
            check_reach(subject, &self.camera, &root.to(&format!("subjects[{i}]")))?;
        }
        match self.injection {
            Some(Injection::Perfect { duplicate_every }) => root.to("injection.perfect").one_of(
                "duplicate_every",
                duplicate_every,
                &(0..=10_000),
                "0 (none) to 10000",
            ),
            Some(Injection::Relight { delay_ms }) => {
                root.to("injection.relight").number("delay_ms", delay_ms, 0.0..=2000.0, "0 to 2000 ms")
            }
            None => Ok(()),
        }
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> SceneTextError {
    let line = error
        .span()
        .and_then(|span| text.get(..span.start))
        .map_or(1, |before| before.matches('\n').count() + 1);
    // One line: what the parser says may have several.
    let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    SceneTextError::Syntax { line, what }
}

/// Where in a scene a value is.
pub(super) struct Path(String);

impl Path {
    pub(super) fn to(&self, name: &str) -> Self {
        let dot = if self.0.is_empty() { "" } else { "." };
        Self(format!("{}{dot}{name}", self.0))
    }

    pub(super) fn refuse<T>(
        &self,
        name: &str,
        value: impl Display,
        allowed: &'static str,
    ) -> Result<T, SceneError> {
        Err(SceneError { what: self.to(name).0, value: value.to_string(), allowed })
    }

    /// `value` must be a number within `range`: what is not a number is in no range.
    fn number(
        &self,
        name: &str,
        value: f32,
        range: RangeInclusive<f32>,
        allowed: &'static str,
    ) -> Result<(), SceneError> {
        if range.contains(&value) { Ok(()) } else { self.refuse(name, value, allowed) }
    }

    fn one_of<N: PartialOrd + Display>(
        &self,
        name: &str,
        value: N,
        range: &RangeInclusive<N>,
        allowed: &'static str,
    ) -> Result<(), SceneError> {
        if range.contains(&value) { Ok(()) } else { self.refuse(name, value, allowed) }
    }
}

fn check_subject(subject: &Subject, at: &Path) -> Result<(), SceneError> {
    check_person(&subject.person, &at.to("person"))?;
    check_place(&subject.place, &at.to("place"))?;
    check_performance(&subject.performance, &at.to("performance"))?;
    let at = at.to("medium");
    match &subject.medium {
        Medium::Flesh | Medium::Mask(_) => Ok(()),
        Medium::Print(print) => check_print(print, &at.to("print")),
        Medium::Replay(replay) => check_replay(replay, &at.to("replay")),
    }
}

fn check_person(person: &Person, at: &Path) -> Result<(), SceneError> {
    if let Some(tone) = person.tone {
        at.number("tone", tone, 0.0..=1.0, "0 (lightest) to 1 (darkest)")?;
    }
    let Some(name) = &person.portrait else { return Ok(()) };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_. ".contains(c);
    if name.is_empty() || name.len() > 200 || name.starts_with('.') || !name.chars().all(plain) {
        let shown: String = name.chars().take(40).filter(|c| !c.is_control()).collect();
        return at.refuse(
            "portrait",
            format!("{shown:?}"),
            "the name of a picture without folder and extension",
        );
    }
    Ok(())
}

fn check_place(place: &Place, at: &Path) -> Result<(), SceneError> {
    at.number("right", place.right, -300.0..=300.0, "-300 to 300 cm")?;
    at.number("up", place.up, -300.0..=300.0, "-300 to 300 cm")?;
    at.number("distance", place.distance, 20.0..=500.0, "20 to 500 cm")
}

fn check_performance(performance: &Performance, at: &Path) -> Result<(), SceneError> {
    at.number("idle", performance.idle, 0.0..=5.0, "0 (a statue) to 5, where 1 is as people move")?;
    at.number("blinks_per_minute", performance.blinks_per_minute, 0.0..=60.0, "0 to 60")?;
    for angle in performance.facing {
        at.number("facing", angle, -45.0..=45.0, "-45 to 45 degrees")?;
    }
    at.one_of("events", performance.events.len(), &(0..=512), "at most 512 events")?;
    performance
        .events
        .iter()
        .enumerate()
        .try_for_each(|(i, event)| check_event(event, &at.to(&format!("events[{i}]"))))
}

fn check_event(event: &Event, at: &Path) -> Result<(), SceneError> {
    at.number("from_ms", event.from_ms, 0.0..=120_000.0, "0 to 120000 ms")?;
    at.number("to_ms", event.to_ms, 0.0..=120_000.0, "0 to 120000 ms")?;
    if event.to_ms <= event.from_ms {
        return at.refuse("to_ms", event.to_ms, "a time after from_ms");
    }
    at.number("amount", event.amount, -3.0..=3.0, "-3 to 3")
}

fn check_print(print: &Print, at: &Path) -> Result<(), SceneError> {
    at.number("width", print.width, 3.0..=200.0, "3 to 200 cm")?;
    at.number("border", print.border, 0.0..=20.0, "0 to 20 cm")?;
    at.number("bend", print.bend, -180.0..=180.0, "-180 to 180 degrees")?;
    at.number("halftone", print.halftone, 0.0..=200.0, "0 (none) to 200 lines per cm")
}

fn check_replay(replay: &Replay, at: &Path) -> Result<(), SceneError> {
    at.number("nits", replay.nits, 1.0..=5000.0, "1 to 5000 cd/m²")?;
    at.number("shake", replay.shake, 0.0..=5.0, "0 to 5")?;
    replay.recorded_lights.iter().try_for_each(|lights| check_lights(lights, &at.to("recorded_lights")))
}

fn check_lights(lights: &Lights, at: &Path) -> Result<(), SceneError> {
    at.one_of("lamps", lights.lamps.len(), &(0..=64), "at most 64 lamps")?;
    for (i, lamp) in lights.lamps.iter().enumerate() {
        check_lamp(lamp, &at.to(&format!("lamps[{i}]")))?;
    }
    check_surroundings(&lights.surroundings, &at.to("surroundings"))?;
    lights.screen.iter().try_for_each(|screen| check_screen(screen, &at.to("screen")))
}

fn check_lamp(lamp: &Lamp, at: &Path) -> Result<(), SceneError> {
    at.number("azimuth", lamp.azimuth, -360.0..=360.0, "-360 to 360 degrees")?;
    at.number("elevation", lamp.elevation, -90.0..=90.0, "-90 to 90 degrees")?;
    at.number("lux", lamp.lux, 0.0..=200_000.0, "0 to 200000 lux")?;
    at.number("kelvin", lamp.kelvin, 2000.0..=12_000.0, "2000 to 12000 kelvin")?;
    at.number("radius", lamp.radius, 0.1..=90.0, "0.1 to 90 degrees")
}

fn check_surroundings(surroundings: &Surroundings, at: &Path) -> Result<(), SceneError> {
    at.number("lux", surroundings.lux, 0.0..=200_000.0, "0 to 200000 lux")?;
    at.number("kelvin", surroundings.kelvin, 2000.0..=12_000.0, "2000 to 12000 kelvin")?;
    at.number("overhead", surroundings.overhead, 0.0..=1.0, "0 to 1")
}

fn check_screen(screen: &ScreenLight, at: &Path) -> Result<(), SceneError> {
    at.number("width", screen.width, 1.0..=500.0, "1 to 500 cm")?;
    at.number("height", screen.height, 1.0..=500.0, "1 to 500 cm")?;
    at.number("right", screen.right, -300.0..=300.0, "-300 to 300 cm")?;
    at.number("up", screen.up, -300.0..=300.0, "-300 to 300 cm")?;
    at.number("distance", screen.distance, 5.0..=500.0, "5 to 500 cm")?;
    at.number("angle", screen.angle, -85.0..=85.0, "-85 to 85 degrees")?;
    at.number("nits", screen.nits, 0.0..=10_000.0, "0 to 10000 cd/m²")?;
    if let Some(ratio) = screen.ratio {
        at.number("ratio", ratio, 0.0..=100.0, "0 to 100")?;
    }
    at.number("latency_ms", screen.latency_ms, 0.0..=2000.0, "0 to 2000 ms")?;
    at.number("rise_ms", screen.rise_ms, 0.0..=1000.0, "0 to 1000 ms")?;
    check_shows(&screen.shows, at)
}

fn check_shows(shows: &[Show], at: &Path) -> Result<(), SceneError> {
    at.one_of("shows", shows.len(), &(0..=4096), "at most 4096 entries")?;
    let mut earlier = f32::NEG_INFINITY;
    for (i, show) in shows.iter().enumerate() {
        let at = at.to(&format!("shows[{i}]"));
        at.number("at_ms", show.at_ms, 0.0..=120_000.0, "0 to 120000 ms")?;
        if show.at_ms <= earlier {
            return at.refuse("at_ms", show.at_ms, "a time after the entry before it");
        }
        earlier = show.at_ms;
    }
    Ok(())
}

fn check_camera(camera: &CameraSpec, at: &Path) -> Result<(), SceneError> {
    for (name, side) in [("width", camera.width), ("height", camera.height)] {
        if !(16..=4096).contains(&side) || side % 2 != 0 {
            return at.refuse(name, side, "an even number of pixels, 16 to 4096");
        }
    }
    if u64::from(camera.width) * u64::from(camera.height) > MOST_PIXELS {
        return at.refuse("height", camera.height, "width × height of at most 8847360 pixels");
    }
    if camera.width > 4 * camera.height || camera.height > 4 * camera.width {
        return at.refuse("height", camera.height, "a quarter to four times the width");
    }
    at.number("fps", camera.fps, 1.0..=120.0, "1 to 120 frames a second")?;
    at.number("field_of_view", camera.field_of_view, 20.0..=120.0, "20 to 120 degrees")?;
    check_automatic(camera, at)?;
    at.number("noise", camera.noise, 0.0..=100.0, "0 to 100 levels")?;
    at.number("blur", camera.blur, 0.0..=32.0, "0 to 32 pixels")?;
    at.number("shutter_ms", camera.shutter_ms, 0.0..=1000.0, "0 to 1000 ms")?;
    at.number("readout_ms", camera.readout_ms, 0.0..=1000.0, "0 to 1000 ms")?;
    at.number("jitter_ms", camera.jitter_ms, 0.0..=1000.0, "0 to 1000 ms")?;
    // A camera that loses nearly every frame films nothing.
    at.number("dropped", camera.dropped, 0.0..=0.95, "0 to 0.95")?;
    at.number("shake", camera.shake, 0.0..=5.0, "0 to 5")?;
    camera.jpeg.iter().try_for_each(|&quality| at.one_of("jpeg", quality, &(1..=100), "1 to 100"))
}

fn check_automatic(camera: &CameraSpec, at: &Path) -> Result<(), SceneError> {
    const SETTLE: RangeInclusive<f32> = 1.0..=60_000.0;
    match camera.exposure {
        Exposure::Auto { settle_ms } => {
            at.number("exposure.auto.settle_ms", settle_ms, SETTLE, "1 to 60000 ms")?;
        }
        Exposure::Locked { white } => {
            at.number("exposure.locked.white", white, 0.01..=100_000.0, "0.01 to 100000 cd/m²")?;
        }
    }
    match camera.white_balance {
        WhiteBalance::Auto { settle_ms } => {
            at.number("white_balance.auto.settle_ms", settle_ms, SETTLE, "1 to 60000 ms")
        }
        WhiteBalance::Locked { kelvin } => {
            at.number("white_balance.locked.kelvin", kelvin, 2000.0..=12_000.0, "2000 to 12000 kelvin")
        }
    }
}
