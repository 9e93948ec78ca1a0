//! The fixture clips, carried in the program.

use anyhow::Context as _;
use liveface_frames::{FrameError, Limits, VideoSource};
use liveface_session::{Action, Code, Plan};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::io::Cursor;
use std::path::Path;

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
    "moving_camera" "reflection_live" "still" "print_bent" "print_cut_eyes" "print_cropped"
    "replay_phone" "replay_monitor" "replay_still" "replay_order" "replay_colours" "mask_flat"
    "mask_curved" "injected_perfect" "late_relight"
};

/// Portrait of the person of the one-person clips, as JPEG.
pub const PORTRAIT: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/person.jpg"));

/// The clip that is compared with [`PORTRAIT`].
const COMPARED: &str = "person";

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
    events: Vec<Event>,
    expect: Vec<Code>,
    gap: Option<String>,
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
    let plan = Plan::with_actions(&entry.actions)?.for_recording();
    let plan = if entry.name == COMPARED { plan.with_comparison() } else { plan };
    Ok(Clip {
        name: entry.name,
        what: entry.what,
        plan,
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
    fn a_file_with_another_hash_is_refused_by_name() {
        let error = check("person", b"another file", "00").unwrap_err().to_string();
        assert!(error.contains("person") && error.contains("instead of 00"), "{error}");
    }
}
