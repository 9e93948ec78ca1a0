//! The same scene gives the same bytes: on every run, in every build and on every machine.

#![expect(clippy::expect_used, reason = "a test may panic")]

use liveface_synth::{Assets, Film, HeadModel, Scene};
use sha2::{Digest as _, Sha256};

/// A bit of everything that could differ: light, noise, jitter, motion, an attack.
const SCENE: &str = r#"
seed = 7
duration_ms = 200
lights = { screen = { ratio = 0.5, shows = [{ at_ms = 0.0, colour = [255, 0, 0], part = "left" }] } }
camera = { width = 160, height = 120, fps = 20.0, jitter_ms = 4.0, dropped = 0.2, shake = 1.0 }
[[subjects]]
person = { seed = 3, glasses = "clear" }
place = { right = -9.0 }
performance = { seed = 1, events = [{ gesture = "blink", from_ms = 20.0, to_ms = 180.0 }] }
[[subjects]]
person = { seed = 4 }
place = { right = 14.0, distance = 70.0 }
medium = { print = { halftone = 30.0, bend = 30.0 } }
"#;

fn digest() -> String {
    let assets = Assets::new(HeadModel::doll(), None);
    let scene = Scene::from_toml(SCENE).expect("a scene");
    let mut hasher = Sha256::new();
    for shot in Film::new(&assets, &scene).expect("a film") {
        hasher.update(shot.at.as_micros().to_le_bytes());
        hasher.update(&shot.rgb);
    }
    format!("{:x}", hasher.finalize())
}

#[test]
fn a_scene_has_one_digest() {
    let digest = digest();
    // Whoever changes how things look on purpose renders the fixtures again and writes the new digest here.
    assert_eq!(digest, "5b25c158e4d671742fa75c8916e17367040927f50b524e5e81a888e9356f2f77");
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    assert_eq!(digest, alone.install(self::digest), "another number of threads");
}
