//! `liveface verify --mode reflection`: a recording that was lit, its plan and its shown times; and each way they can be wrong.
#![cfg(feature = "embedded-models")]
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use assert_cmd::Command;
use liveface_session::{Challenge, Level};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The seed of the fixture clip `reflection_live`, and when its first light was shown.
const SEED: &str = "e88b5756f2b7f695dadef87f24468f48a6aed76caab8f947190a3043c8861c7d";
const BEGUN_MS: u64 = 500;
const NOON: u64 = 1_772_366_400;

/// A folder with the plan and the shown times of the fixture clip.
struct World {
    folder: tempfile::TempDir,
    plan: Value,
    shown: Value,
}

impl World {
    fn new() -> Self {
        let seed: Vec<u8> =
            (0..32).map(|i| u8::from_str_radix(&SEED[2 * i..2 * i + 2], 16).unwrap()).collect();
        let challenge = Challenge::mint(&seed, Level::Light, NOON, Duration::from_secs(600)).unwrap();
        let mut at = BEGUN_MS;
        let mut shown = Vec::new();
        for slot in &challenge.light.as_ref().unwrap().slots {
            shown.push(json!({"at_ms": at, "light": slot.light}));
            at += u64::from(slot.ms);
        }
        let plan = serde_json::to_value(&challenge).unwrap();
        Self { folder: tempfile::tempdir().unwrap(), plan, shown: json!({"schema": 1, "shown": shown}) }
    }

    fn write(&self, name: &str, value: &Value) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, value.to_string()).unwrap();
        path
    }

    /// Status, standard output and standard error of a verification of the fixture clip `clip`.
    fn verify(&self, clip: &str, more: &[&str]) -> (Option<i32>, String, String) {
        let (plan, shown) = (self.write("plan.json", &self.plan), self.write("shown.json", &self.shown));
        let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/clips").join(clip);
        let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
        command.arg("verify").arg(clip).args(["--backend", "embedded", "--mode", "reflection"]);
        command.arg("--light").arg(plan).arg("--shown").arg(shown).args(["--at", "2026-03-01T12:05:00Z"]);
        let ran = command.args(more).env_remove("LIVEFACE_MODELS").output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    }

    /// Expects status 3 and one line that holds all of `words`.
    fn refused(&self, words: &[&str]) {
        let (status, printed, said) = self.verify("reflection_live.mp4", &[]);
        assert_eq!((status, printed.as_str()), (Some(3), ""), "{words:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        for word in words {
            assert!(said.contains(word), "should name {word:?}: {said}");
        }
    }
}

#[test]
fn a_person_who_answers_the_light_is_live_and_the_object_says_why() {
    let (status, printed, said) = World::new().verify("reflection_live.mp4", &["--json"]);
    assert_eq!(status, Some(0), "{printed} {said}");
    let verdict: Value = serde_json::from_str(&printed).unwrap();
    let light = &verdict["liveness"]["reflection"];
    for field in ["freshness", "p_value", "lag_ms", "shape", "snr", "light_ratio"] {
        assert!(light[field].is_number(), "{field} in {light}");
    }
    assert_eq!((&verdict["verdict"], &light["reason"]), (&json!("live"), &Value::Null));
    assert_eq!(light["slots"].as_array().unwrap().len(), 8);
}

#[test]
fn the_answer_to_another_plan_is_rejected() {
    let (status, printed, _) = World::new().verify("reflection_order.mp4", &["--json"]);
    assert_eq!(status, Some(1), "{printed}");
    assert!(printed.contains("\"wrong_colours\"") && printed.contains("LivessDetectFake"), "{printed}");
}

#[test]
fn a_clip_shorter_than_its_plan_is_not_enough() {
    let world = World::new();
    let (status, _, said) = world.verify("person.mp4", &[]);
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("after the recording's last frame"), "{said}");
    // Without times the recording is taken to begin with the first light: then it ends too early.
    let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/clips/person.mp4");
    let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
    command.arg("verify").arg(clip).args(["--backend", "embedded", "--mode", "reflection", "--light"]);
    let ran =
        command.arg(world.write("plan.json", &world.plan)).args(["--at", "1772366500"]).output().unwrap();
    let printed = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(2), "{printed}");
    assert!(printed.contains("the recording ends before its colours do"), "{printed}");
}

#[test]
fn plans_that_cannot_be_used_are_told_in_one_line() {
    let mut world = World::new();
    world.plan["schema"] = json!(7);
    world.refused(&["plan.json", "schema 7", "reads 1"]);
    let mut world = World::new();
    world.plan["light"]["slots"][1]["ms"] = json!(90);
    world.refused(&["plan.json", "90 ms"]);
    let mut world = World::new();
    world.plan["light"]["slots"][1]["light"]["colour"] = json!([255, 0, 0]);
    world.refused(&["plan.json", "red"]);
    let mut late = World::new();
    late.plan["expires_at"] = json!(NOON + 100);
    late.refused(&["plan.json", "expired", "2026-03-01T12:01:40Z"]);
}

#[test]
fn shown_times_that_cannot_be_used_are_told_in_one_line() {
    let mut world = World::new();
    world.shown["shown"].as_array_mut().unwrap().pop();
    world.refused(&["shown.json", "9 of 10"]);
    let mut world = World::new();
    world.shown["shown"][3]["at_ms"] = world.shown["shown"][2]["at_ms"].clone();
    world.refused(&["shown.json", "light 4", "overlap"]);
    let mut world = World::new();
    for light in world.shown["shown"].as_array_mut().unwrap() {
        light["at_ms"] = json!(light["at_ms"].as_u64().unwrap() + 60_000);
    }
    world.refused(&["after the recording's last frame"]);
    let mut world = World::new();
    world.shown["shown"][2]["light"]["colour"] = json!([1, 2, 3]);
    world.refused(&["shown.json", "light 3", "not the plan's"]);
    let mut world = World::new();
    world.shown["schema"] = json!(2);
    world.refused(&["shown.json", "schema 2"]);
}
