//! What the issue of the light check rests on: a locked camera sees light as light is, and shape where there is shape.

#![expect(clippy::expect_used, reason = "a test may panic")]
#![expect(clippy::print_stderr, reason = "figures, and what is skipped")]

use liveface_synth::{
    Assets, CameraSpec, Device, Exposure, Film, HeadModel, Lights, Medium, Part, Performance, Person, Place,
    Print, Replay, Scene, ScreenLight, Shot, Show, Subject, WhiteBalance,
};
use std::path::PathBuf;

/// A cheek lies midway between the side of the face and the corner of the mouth: image left, image right.
const CHEEKS: [[usize; 2]; 2] = [[234, 61], [454, 291]];

/// The built-in doll, and ICT-FaceKit where `LIVEFACE_ICT` names it.
fn heads() -> Vec<Assets> {
    let mut heads = vec![Assets::new(HeadModel::doll(), None)];
    match std::env::var_os("LIVEFACE_ICT").map(PathBuf::from) {
        Some(folder) => {
            heads.push(Assets::new(HeadModel::read(&folder).expect("LIVEFACE_ICT is ICT-FaceKit"), None))
        }
        None => eprintln!("skipped on ICT-FaceKit: LIVEFACE_ICT does not name its folder"),
    }
    heads
}

/// One frame of a person, or of what stands in for one, with `part` of a white screen lit.
fn scene(medium: Medium, part: Part, ratio: f32) -> Scene {
    let person = Person { seed: 5, tone: Some(0.3), ..Person::default() };
    let performance = Performance { idle: 0.0, ..Performance::default() };
    let place = Place { distance: 50.0, ..Place::default() };
    // So low that the glass of a device held upright mirrors the screen below the face.
    let show = Show { at_ms: 0.0, colour: [255; 3], part };
    let screen = ScreenLight {
        ratio: Some(ratio),
        distance: 50.0,
        up: -20.0,
        shows: vec![show],
        ..ScreenLight::default()
    };
    Scene {
        seed: 1,
        duration_ms: 300,
        subjects: vec![Subject { person, place, performance, medium }],
        lights: Lights { screen: (ratio > 0.0).then_some(screen), ..Lights::default() },
        camera: CameraSpec {
            width: 320,
            height: 240,
            fps: 5.0,
            exposure: Exposure::Locked { white: 320.0 },
            white_balance: WhiteBalance::Locked { kelvin: 5500.0 },
            noise: 0.0,
            ..CameraSpec::default()
        },
        injection: None,
    }
}

fn film(assets: &Assets, scene: &Scene) -> Shot {
    Film::new(assets, scene).expect("a scene").nth(1).expect("a frame 200 ms after the light came")
}

/// Mean linear level (0..=1) of 9×9 pixels midway between two landmarks.
fn level(shot: &Shot, between: [usize; 2]) -> f64 {
    let points = shot.truth.faces[0].landmarks.as_ref().expect("landmarks");
    let [a, b] = between.map(|i| points[i]);
    let [x, y] = [0, 1].map(|axis| ((a[axis] + b[axis]) / 2.0) as usize);
    let mut sum = 0.0;
    for row in y - 4..=y + 4 {
        for column in x - 4..=x + 4 {
            let at = (row * shot.width + column) * 3;
            sum += shot.rgb[at..at + 3].iter().map(|&v| linear(v)).sum::<f64>() / 3.0;
        }
    }
    sum / 81.0
}

fn linear(level: u8) -> f64 {
    let x = f64::from(level) / 255.0;
    if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
}

/// Coefficient of determination of a straight line through `points`.
fn r_squared(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / n;
    let (mx, my) = (mean(|p| p.0), mean(|p| p.1));
    let sum = |f: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(f).sum::<f64>();
    let (sxy, sxx, syy) = (
        sum(&|p| (p.0 - mx) * (p.1 - my)),
        sum(&|p| (p.0 - mx) * (p.0 - mx)),
        sum(&|p| (p.1 - my) * (p.1 - my)),
    );
    sxy * sxy / (sxx * syy)
}

/// How much more the cheeks answer to the half of the screen on their own side than to the other half: logarithm of the
/// ratio, both cheeks together; 0 = flat. A tenth of what the face shows anyway is added to each answer, so that things
/// that hardly answer at all have no side.
fn gradient(assets: &Assets, medium: &Medium) -> f64 {
    let dark = film(assets, &scene(medium.clone(), Part::Whole, 0.0));
    let answers = [Part::Left, Part::Right].map(|part| {
        let lit = film(assets, &scene(medium.clone(), part, 1.0));
        CHEEKS.map(|cheek| level(&lit, cheek) / level(&dark, cheek) - 0.9)
    });
    let [[ll, lr], [rl, rr]] = answers;
    (ll / rl * (rr / lr)).ln()
}

#[test]
fn skin_answers_linearly_to_the_light_ratio() {
    for assets in heads() {
        let mut points = Vec::new();
        for ratio in [0.05, 0.1, 0.2, 0.4, 0.7, 1.0] {
            let shot = film(&assets, &scene(Medium::Flesh, Part::Whole, ratio));
            assert!(
                (shot.truth.light.lux_ratio - ratio).abs() < 0.02 * ratio + 0.001,
                "{:?}",
                shot.truth.light
            );
            points.push((
                f64::from(shot.truth.light.lux_ratio),
                CHEEKS.map(|cheek| level(&shot, cheek)).iter().sum::<f64>(),
            ));
        }
        let r2 = r_squared(&points);
        eprintln!("R² of the skin response over the light ratio: {r2:.5}");
        assert!(r2 >= 0.99, "{r2} {points:?}");
    }
}

#[test]
fn the_lit_half_is_brighter_on_its_cheek_and_flat_things_show_no_gradient() {
    for assets in heads() {
        let face = gradient(&assets, &Medium::Flesh);
        let still =
            Replay { device: Device::Tablet, still: true, shake: 0.0, nits: 150.0, ..Replay::default() };
        let replay = gradient(&assets, &Medium::Replay(still));
        let print = gradient(&assets, &Medium::Print(Print::default()));
        eprintln!("left-right gradient: face {face:.3}, replay {replay:.3}, print {print:.3}");
        assert!(face > 0.5, "a face has sides: {face}");
        // A flat sheet so near is lit unevenly by the inverse square alone.
        assert!(print < 0.4 * face, "{print} {face}");
        assert!(replay.abs() < 0.1, "{replay}");
    }
}
