//! What `liveface-synth` does when something is wrong: one clear line, and no half-written file.

#![expect(clippy::expect_used, reason = "a test may panic")]

use assert_cmd::Command;
use std::path::Path;

/// A small picture of the built-in head: no asset is needed.
const SMALL: &str = "duration_ms = 200\nsubjects = [{}]\ncamera = { width = 64, height = 48, fps = 10.0 }\n";

fn synth(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("liveface-synth").expect("the program");
    command.args(args).env_remove("LIVEFACE_ICT");
    command
}

/// Runs `clip` on `scene` in a folder of its own; returns exit status, lines of stderr, and the files it left.
fn clip(scene: &str, head: &[&str]) -> (bool, Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("scene.toml"), scene).expect("a scene");
    let output = synth(&[&["clip", "scene.toml", "out.mp4"], head].concat())
        .current_dir(folder.path())
        .output()
        .expect("a run");
    let lines = String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect();
    (output.status.success(), lines, files(folder.path()))
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_mistake_is_one_line_and_leaves_nothing() {
    let doll: &[&str] = &["--head", "doll"];
    let cases: [(&str, &[&str], &str); 7] = [
        ("camera = { fps = 0.0 }", doll, "scene.toml: camera.fps is 0: give 1 to 120 frames a second"),
        (
            "[[subjects]]\nplace.distance = -3.0",
            doll,
            "scene.toml: subjects[0].place.distance is -3: give 20 to 500 cm",
        ),
        ("camera = { fbs = 25 }", doll, "scene.toml: line 1: unknown field `fbs`"),
        ("duration_ms = = 3", doll, "scene.toml: line 1:"),
        (SMALL, &["--head", "nowhere"], "nowhere is no folder: give --head FOLDER"),
        (SMALL, &["--head", "."], "generic_neutral_mesh.obj"),
        (SMALL, &[], "no head: give --head FOLDER"),
    ];
    for (scene, head, expected) in cases {
        let (success, lines, files) = clip(scene, head);
        assert!(!success, "{scene}");
        assert_eq!(lines.len(), 1, "{scene}: {lines:?}");
        assert!(lines[0].contains(expected), "{} instead of {expected}", lines[0]);
        assert_eq!(files, ["scene.toml"], "{scene}");
    }
}

#[test]
fn a_portrait_that_is_missing_is_named() {
    let (success, lines, files) = clip("[[subjects]]\nperson.portrait = \"somebody\"", &["--head", "doll"]);
    assert!(!success && lines.len() == 1 && lines[0].contains("somebody"), "{lines:?}");
    assert_eq!(files, ["scene.toml"]);
}

#[test]
fn a_clip_comes_with_its_truth_and_is_the_same_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("scene.toml"), SMALL).expect("a scene");
    let mut bytes = Vec::new();
    for name in ["a.mp4", "b.mp4"] {
        synth(&["clip", "scene.toml", name, "--head", "doll"]).current_dir(folder.path()).assert().success();
        bytes.push(std::fs::read(folder.path().join(name)).expect("a clip"));
    }
    assert!(bytes[0] == bytes[1], "the same bytes");
    assert_eq!(files(folder.path()), ["a.json", "a.mp4", "b.json", "b.mp4", "scene.toml"]);
    let text = std::fs::read_to_string(folder.path().join("a.json")).expect("truth");
    let truth: liveface_synth::ClipTruth = serde_json::from_str(&text).expect("truth");
    assert_eq!((truth.schema, truth.size, truth.frames.len()), (1, [64, 48], 2));
}
