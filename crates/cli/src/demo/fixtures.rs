//! The fixture clips, carried in the program.

use crate::plan;
use anyhow::Context as _;
use liveface_frames::{FrameError, Limits, VideoSource};
use liveface_session::light::Shown;
use liveface_session::{Action, Challenge, Code, Level, Plan, shown};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

/// The files of one clip.
pub struct Fixture {
    name: &'static str,
    /// The MP4 file.
    pub video: &'static [u8],
    /// What the project's own pack measured on it, as a trace.
    pub trace: &'static [u8],
}

macro_rules! fixtures {
    ($($name:literal)*) => {
        &[$(Fixture {
            name: $name,
            video: include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../fixtures/clips/", $name, ".mp4"
            )),
            trace: include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../fixtures/traces/", $name, ".jsonl"
            )),
        }),*]
    };
}

static FIXTURES: &[Fixture] = fixtures! {
    "person" "blink_mouth" "nod_shake" "short" "two_people" "nobody" "far" "glasses" "dark_skin"
    "low_light" "backlight" "talking" "hand_over_mouth" "surgical_mask" "sunglasses" "leaves"
    "moving_camera" "reflection_live" "reflection_dark_skin" "reflection_bright" "reflection_order"
    "still" "print_bent" "print_cut_eyes" "print_cropped" "reflection_print" "reflection_bent"
    "replay_phone" "replay_monitor" "replay_still" "replay_order" "replay_colours" "mask_flat"
    "mask_curved" "injected_perfect" "late_relight"
};

/// Portrait of the person of the one-person clips, as JPEG.
pub const PORTRAIT: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/person.jpg"));

/// The clip that is compared with [`PORTRAIT`].
const COMPARED: &str = "person";

/// When every fixture's challenge was issued (2026-03-01T12:00:00Z), and for how long: any time serves, but always the
/// same one.
const ISSUED_AT: u64 = 1_772_366_400;
const VALID_FOR: Duration = Duration::from_secs(3_600);

#[derive(Deserialize)]
struct Catalogue {
    reference: File,
    clips: Vec<Entry>,
}

#[derive(Deserialize)]
struct File {
    sha256: String,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    sha256: String,
    what: String,
    actions: Vec<Action>,
    light: Option<LightEntry>,
    events: Vec<Event>,
    expect: Vec<Code>,
    gap: Option<String>,
}

/// What the screen shows in a clip.
#[derive(Deserialize)]
struct LightEntry {
    seed: String,
    at_ms: u64,
}

impl LightEntry {
    /// The plan, minted anew as a server would, and when each of its lights was commanded.
    fn mint(&self) -> anyhow::Result<(Plan, Vec<Shown>)> {
        let seed = plan::hexadecimal(&self.seed)?;
        let plan = Challenge::mint(&seed, Level::Light, ISSUED_AT, VALID_FOR)?.plan();
        let light = plan.light.as_ref().context("its plan has no light")?;
        let begins = Duration::from_millis(self.at_ms);
        let later = |shown: Shown| Shown { at: shown.at.after(begins), ..shown };
        let lights = shown::as_planned(light).into_iter().map(later).collect();
        Ok((plan, lights))
    }
}

/// Something that really happens in a clip.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Event {
    /// What the person does.
    pub action: Action,
    /// Since when, milliseconds.
    pub from_ms: u64,
    /// Until when, milliseconds.
    pub to_ms: u64,
}

/// One clip, its files verified against the catalogue.
pub struct Clip {
    /// Name without extension.
    pub name: String,
    /// What it shows, one sentence.
    pub what: String,
    /// What is asked for, and of all of it.
    pub plan: Plan,
    /// When each light of the plan was commanded; empty where it has none.
    pub lights: Vec<Shown>,
    /// What really happens, in order of time.
    pub events: Vec<Event>,
    /// The codes it must end with.
    pub expected: Vec<Code>,
    /// Why the checks of today do not bring it there yet.
    pub gap: Option<String>,
    /// Its files.
    pub fixture: &'static Fixture,
}

impl Clip {
    /// A source of its frames.
    ///
    /// # Errors
    /// It cannot be decoded.
    pub fn open(&self) -> Result<VideoSource, FrameError> {
        let name = format!("{}.mp4", self.name);
        VideoSource::from_reader(Path::new(&name), Cursor::new(self.fixture.video), &Limits::default())
    }

    /// What is asked of the person, in words.
    pub fn asked(&self) -> String {
        let mut asked: Vec<&str> = self.plan.actions.iter().map(|action| action.name()).collect();
        if self.plan.light.is_some() {
            asked.push("light");
        }
        if self.plan.compare {
            asked.push("photo");
        }
        if asked.is_empty() { "silent".to_owned() } else { asked.join(", ") }
    }
}

/// All clips, in the order of the catalogue.
///
/// # Errors
/// The program was built from files that are not the ones of the catalogue.
pub fn clips() -> anyhow::Result<Vec<Clip>> {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/clips.toml"));
    let catalogue: Catalogue = toml::from_str(text).context("the catalogue of fixture clips")?;
    check("person.jpg", PORTRAIT, &catalogue.reference.sha256)?;
    catalogue.clips.into_iter().map(clip).collect()
}

fn clip(entry: Entry) -> anyhow::Result<Clip> {
    let fixture = FIXTURES
        .iter()
        .find(|fixture| fixture.name == entry.name)
        .with_context(|| format!("the clip {} of the catalogue is not in this program", entry.name))?;
    check(&entry.name, fixture.video, &entry.sha256)?;
    let (plan, lights) = match &entry.light {
        Some(light) => light.mint().with_context(|| format!("the light of {}", entry.name))?,
        None => (Plan::with_actions(&entry.actions)?, Vec::new()),
    };
    let plan = plan.for_recording();
    let plan = if entry.name == COMPARED { plan.with_comparison() } else { plan };
    Ok(Clip {
        name: entry.name,
        what: entry.what,
        plan,
        lights,
        events: entry.events,
        expected: entry.expect,
        gap: entry.gap,
        fixture,
    })
}

fn check(name: &str, bytes: &[u8], sha256: &str) -> anyhow::Result<()> {
    let found = format!("{:x}", Sha256::digest(bytes));
    anyhow::ensure!(
        found == sha256,
        "the fixture {name} has SHA-256 {found} instead of {sha256}: build the program from a clean checkout"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_every_clip_of_the_catalogue_and_no_other() {
        let mut names: Vec<_> = clips().unwrap().into_iter().map(|clip| clip.name).collect();
        let mut carried: Vec<_> = FIXTURES.iter().map(|fixture| fixture.name).collect();
        names.sort();
        carried.sort_unstable();
        assert_eq!(names, carried);
    }

    #[test]
    fn a_clip_with_light_says_when_each_light_was_commanded() {
        let clips = clips().unwrap();
        let clip = clips.iter().find(|clip| clip.name == "reflection_live").unwrap();
        let slots = &clip.plan.light.as_ref().unwrap().slots;
        assert_eq!(clip.asked(), "light");
        assert_eq!(clip.lights.len(), slots.len());
        let mut at = 500;
        for (shown, slot) in clip.lights.iter().zip(slots) {
            assert_eq!((shown.at.as_millis(), shown.light), (at, slot.light));
            at += u64::from(slot.ms);
        }
        assert!(clips.iter().all(|clip| clip.lights.is_empty() == clip.plan.light.is_none()));
    }

    #[test]
    fn a_file_with_another_hash_is_refused_by_name() {
        let error = check("person", b"another file", "00").unwrap_err().to_string();
        assert!(error.contains("person") && error.contains("instead of 00"), "{error}");
    }
}
