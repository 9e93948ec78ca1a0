//! The picture path against its Python twin (`reference/embed.py`), which is written from the models' contracts alone.
//! Runs where `LIVEFACE_PYTHON` names a Python with onnxruntime, NumPy and OpenCV, and the shared data is there.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::panic,
    reason = "the lints excuse test functions, not what those call"
)]

use liveface::compare::Embedding;
use liveface::infer::{BackendOptions, Runtime};
use liveface::vision::{Vision, VisionConfig};
use liveface_frames::Frame;
use liveface_models::Pack;
use liveface_session::observation::Faces;
use liveface_session::{FrameId, Needs, Timestamp};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
const TWIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/embed.py");

/// What the twin prints.
#[derive(serde::Deserialize)]
struct Twin {
    mesh: Vec<[f32; 2]>,
    embedding: Vec<f32>,
}

/// The folder with the reference models, or `None` after saying why the test is skipped.
fn models() -> Option<PathBuf> {
    let folder = Path::new(SHARED).join("models/reference");
    if !folder.is_dir() {
        skip("../shared is not here");
        return None;
    }
    Some(folder)
}

fn vision(models: &Path) -> Vision {
    let runtime = Runtime::choose(&BackendOptions::default()).unwrap();
    Vision::load(&Pack::load(models).unwrap(), &runtime, VisionConfig::default()).unwrap()
}

fn portrait(name: &str) -> image::RgbImage {
    image::open(Path::new(SHARED).join("data/faces/london").join(name)).unwrap().to_rgb8()
}

fn frame(picture: &image::RgbImage) -> Frame {
    let pixels = Arc::new(picture.as_raw().clone());
    Frame::new(FrameId(0), Timestamp::ZERO, picture.dimensions(), pixels).unwrap()
}

fn twin(python: &str, models: &Path, picture: &Path) -> Twin {
    let output = Command::new(python).args([Path::new(TWIN), models, picture]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn mesh_and_embedding_agree_with_the_python_twin() {
    let Some(models) = models() else { return };
    let Ok(python) = std::env::var("LIVEFACE_PYTHON") else {
        skip("LIVEFACE_PYTHON does not name a Python with onnxruntime");
        return;
    };
    let mut vision = vision(&models);
    let folder = tempfile::tempdir().unwrap();
    for name in ["001_neutral.jpg", "002_smiling.jpg", "010_neutral.jpg"] {
        // Decoded once, so that two JPEG decoders do not differ.
        let (picture, path) = (portrait(name), folder.path().join("picture.png"));
        picture.save(&path).unwrap();
        let theirs = twin(&python, &models, &path);
        let ours = vision.embed(&frame(&picture)).unwrap();
        let mesh = vision.mesh().unwrap();
        let inter_eye = mesh.inter_eye();
        let apart =
            |(i, p): (usize, &[f32; 2])| (mesh.at(i)[0] - p[0]).hypot(mesh.at(i)[1] - p[1]) / inter_eye;
        let worst = theirs.mesh.iter().enumerate().map(apart).fold(0.0, f32::max);
        assert!(worst < 0.03, "{name}: a point is {worst} inter-eye distances away");
        let cosine = ours.cosine(&Embedding::new(theirs.embedding).unwrap()).unwrap();
        assert!(cosine > 0.99, "{name}: cosine {cosine}");
    }
}

#[test]
fn pose_follows_the_picture_when_it_is_mirrored_or_turned() {
    let Some(models) = models() else { return };
    let mut vision = vision(&models);
    let mut pose = |picture: &image::RgbImage| {
        vision.reset();
        match vision.observe(&frame(picture), Needs::default()).unwrap().faces {
            Faces::One(face) => face.pose,
            other => panic!("{other:?}"),
        }
    };
    for name in ["003_neutral.jpg", "004_neutral.jpg", "005_neutral.jpg"] {
        let picture = portrait(name);
        let straight = pose(&picture);
        assert!(
            straight.yaw.abs() < 8.0 && straight.pitch.abs() < 12.0 && straight.roll.abs() < 6.0,
            "{straight:?}"
        );
        let mirrored = pose(&image::imageops::flip_horizontal(&picture));
        assert!((mirrored.yaw + straight.yaw).abs() < 2.5, "{name}: {straight:?}, mirrored {mirrored:?}");
        assert!((mirrored.roll + straight.roll).abs() < 1.5, "{name}: {straight:?}, mirrored {mirrored:?}");
        let clockwise = imageproc::geometric_transformations::rotate_about_center(
            &picture,
            0.3,
            imageproc::geometric_transformations::Interpolation::Bilinear,
            imageproc::geometric_transformations::Border::Replicate,
        );
        let turned = pose(&clockwise);
        assert!(
            (turned.roll - straight.roll - 0.3f32.to_degrees()).abs() < 2.0,
            "{name}: {straight:?} -> {turned:?}"
        );
    }
}

#[test]
fn smiling_and_neutral_are_one_person_and_neighbours_are_not() {
    let Some(models) = models() else { return };
    let mut vision = vision(&models);
    let mut embed = |name: String| vision.embed(&frame(&portrait(&name))).unwrap();
    let people: Vec<[Embedding; 2]> =
        (1..=6).map(|id| ["neutral", "smiling"].map(|kind| embed(format!("{id:03}_{kind}.jpg")))).collect();
    for (i, [neutral, _]) in people.iter().enumerate() {
        for (j, [_, smiling]) in people.iter().enumerate() {
            let cosine = neutral.cosine(smiling).unwrap();
            assert_eq!(cosine > 0.5, i == j, "{i} and {j}: {cosine}");
        }
    }
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
