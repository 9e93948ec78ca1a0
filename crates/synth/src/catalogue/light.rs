//! The light of a clip: a plan minted from a seed, so that no colour is written by hand.

use crate::scene::{Lights, Medium, Scene, Show};
use liveface_session::light::{Light, LightPlan};
use liveface_session::shown;
use serde::{Deserialize, Serialize};

/// How long a clip goes on after its last guard, milliseconds: the answer comes late, and the guard must be seen.
const TAIL_MS: u64 = 400;

/// Which plan is answered in a clip, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LightSpec {
    /// Seed of the session's challenge (level 3), 16 to 64 bytes in hexadecimal. No secret: nobody is asked anything.
    pub seed: String,
    /// When the first guard is commanded, milliseconds of stream time; the others follow as planned.
    pub at_ms: u64,
    /// Seed of another session whose colours are answered instead: in a replay, what the screen showed when the
    /// recording was made; else what the screen shows. Left out: this session's own are answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

impl LightSpec {
    /// Fills the screens of `scene`: the one before the camera and the one of a recording.
    ///
    /// # Errors
    /// What is wrong with a seed, the screens or the length of the scene, in words.
    pub(super) fn fill(&self, scene: &mut Scene) -> Result<(), String> {
        let own = self.shows("light.seed", &self.seed)?;
        let other = self.answers.as_deref().map(|seed| self.shows("light.answers", seed)).transpose()?;
        let recorded = scene.subjects.iter_mut().find_map(|subject| match &mut subject.medium {
            Medium::Replay(replay) => replay.recorded_lights.as_deref_mut(),
            _ => None,
        });
        let ends = other.iter().chain([&own]).map(|shows| shows.ends_ms).max().unwrap_or_default();
        if scene.duration_ms < ends + TAIL_MS {
            return Err(format!(
                "scene.duration_ms is {}: give {} or more",
                scene.duration_ms,
                ends + TAIL_MS
            ));
        }
        match (recorded, other) {
            (Some(recorded), other) => {
                let other = other.ok_or("light.answers is missing: give the seed of the recorded session")?;
                put("recorded_lights", recorded, other)?;
                put("scene.lights", &mut scene.lights, own)
            }
            (None, other) => put("scene.lights", &mut scene.lights, other.unwrap_or(own)),
        }
    }

    /// What a screen is told that shows the plan of `seed`: the guard's grey from the beginning on, then slot by slot.
    fn shows(&self, key: &str, seed: &str) -> Result<Shows, String> {
        let bytes =
            bytes(seed).ok_or_else(|| format!("{key} is no hexadecimal: give two digits for each byte"))?;
        let plan = LightPlan::mint(&bytes).map_err(|error| format!("{key}: {error}"))?;
        let show =
            |at_ms: u64, light: Light| Show { at_ms: at_ms as f32, colour: light.colour, part: light.part };
        let planned = shown::as_planned(&plan);
        let slots = planned.iter().map(|shown| show(self.at_ms + shown.at.as_millis(), shown.light));
        let before = (self.at_ms > 0).then(|| show(0, Light::GUARD));
        let length: u64 = plan.slots.iter().map(|slot| u64::from(slot.ms)).sum();
        Ok(Shows { shows: before.into_iter().chain(slots).collect(), ends_ms: self.at_ms + length })
    }
}

/// Commands to a screen.
struct Shows {
    shows: Vec<Show>,
    /// When the last guard is over, milliseconds.
    ends_ms: u64,
}

fn put(key: &str, lights: &mut Lights, shows: Shows) -> Result<(), String> {
    let screen = lights.screen.as_mut();
    let screen = screen.ok_or_else(|| format!("{key}.screen is missing: the clip's light needs a screen"))?;
    if !screen.shows.is_empty() {
        return Err(format!(
            "{key}.screen.shows is given: leave it out, the clip's light says what is shown"
        ));
    }
    screen.shows = shows.shows;
    Ok(())
}

/// Bytes of two hexadecimal digits each.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|digit| digit.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(high << 4 | low),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Part, Replay, ScreenLight, Subject};

    const OWN: &str = "00112233445566778899aabbccddeeff";
    const OTHER: &str = "ffeeddccbbaa99887766554433221100";

    fn spec(answers: Option<&str>) -> LightSpec {
        LightSpec { seed: OWN.to_owned(), at_ms: 700, answers: answers.map(str::to_owned) }
    }

    fn lights() -> Lights {
        Lights { screen: Some(ScreenLight::default()), ..Lights::default() }
    }

    fn scene() -> Scene {
        Scene { duration_ms: 8_000, lights: lights(), subjects: vec![Subject::default()], ..Scene::default() }
    }

    fn shown(lights: &Lights) -> &[Show] {
        &lights.screen.as_ref().expect("a screen").shows
    }

    #[test]
    fn the_screen_shows_grey_and_then_the_plan_slot_by_slot() {
        let mut scene = scene();
        spec(None).fill(&mut scene).expect("good");
        let plan = LightPlan::mint(&bytes(OWN).expect("hex")).expect("good");
        let shows = shown(&scene.lights);
        assert_eq!(shows.len(), plan.slots.len() + 1);
        assert_eq!((shows[0].at_ms, shows[0].colour), (0.0, [128; 3]));
        let mut at = 700.0;
        for (show, slot) in shows[1..].iter().zip(&plan.slots) {
            assert_eq!((show.at_ms, show.colour), (at, slot.light.colour));
            assert_eq!(show.part, slot.light.part);
            at += f32::from(slot.ms);
        }
    }

    #[test]
    fn another_session_is_answered_by_the_recording_where_there_is_one_and_else_by_the_screen() {
        let (mut direct, mut own) = (scene(), scene());
        spec(None).fill(&mut own).expect("good");
        spec(Some(OTHER)).fill(&mut direct).expect("good");
        assert_ne!(shown(&direct.lights), shown(&own.lights));

        let mut replayed = scene();
        let recorded = Replay { recorded_lights: Some(Box::new(lights())), ..Replay::default() };
        replayed.subjects[0].medium = Medium::Replay(recorded);
        assert!(spec(None).fill(&mut replayed.clone()).expect_err("no seed").starts_with("light.answers is"));
        spec(Some(OTHER)).fill(&mut replayed).expect("good");
        assert_eq!(shown(&replayed.lights), shown(&own.lights));
        let Medium::Replay(replay) = &replayed.subjects[0].medium else { panic!("no replay") };
        assert_eq!(shown(replay.recorded_lights.as_ref().expect("lights")), shown(&direct.lights));
    }

    #[test]
    fn what_cannot_be_shown_or_is_cut_off_is_refused() {
        let refused = |change: fn(&mut Scene, &mut LightSpec)| {
            let (mut scene, mut spec) = (scene(), spec(None));
            change(&mut scene, &mut spec);
            spec.fill(&mut scene).expect_err("refused")
        };
        assert!(refused(|scene, _| scene.duration_ms = 3_000).starts_with("scene.duration_ms is 3000: give"));
        assert!(refused(|scene, _| scene.lights.screen = None).starts_with("scene.lights.screen is missing"));
        assert!(refused(|_, spec| spec.seed.push('0')).starts_with("light.seed is no hexadecimal"));
        assert!(refused(|_, spec| spec.seed = "00".to_owned()).starts_with("light.seed: "));
        let given = refused(|scene, _| {
            let show = Show { at_ms: 0.0, colour: [0; 3], part: Part::Whole };
            scene.lights.screen.iter_mut().for_each(|screen| screen.shows = vec![show]);
        });
        assert!(given.starts_with("scene.lights.screen.shows is given"), "{given}");
    }
}
