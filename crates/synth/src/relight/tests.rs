use super::*;
use crate::film::Film;
use crate::head::HeadModel;
use crate::performance::Performance;
use crate::scene::{
    CameraSpec, Exposure, Injection, Lights, Part, Person, Place, Show, Subject, WhiteBalance,
};

fn assets() -> Assets {
    Assets::new(HeadModel::doll(), None)
}

/// Somebody who keeps still, and a screen that shows `colour` on `part` after 100 ms.
fn scene(colour: [u8; 3], part: Part) -> Scene {
    let show = |at_ms, colour, part| Show { at_ms, colour, part };
    let screen = ScreenLight {
        ratio: Some(0.8),
        shows: vec![show(0.0, [128; 3], Part::Whole), show(100.0, colour, part)],
        ..ScreenLight::default()
    };
    let subject = Subject {
        person: Person { seed: 5, tone: Some(0.3), ..Person::default() },
        place: Place { distance: 50.0, ..Place::default() },
        performance: Performance { idle: 0.0, ..Performance::default() },
        ..Subject::default()
    };
    Scene {
        seed: 1,
        duration_ms: 300,
        subjects: vec![subject],
        lights: Lights { screen: Some(screen), ..Lights::default() },
        camera: CameraSpec {
            width: 320,
            height: 240,
            fps: 10.0,
            exposure: Exposure::Locked { white: 320.0 },
            white_balance: WhiteBalance::Locked { kelvin: 5500.0 },
            noise: 0.0,
            ..CameraSpec::default()
        },
        injection: None,
    }
}

/// All frames of a take of `scene` made of what was rendered for `rendered`.
fn taken(rendered: &Scene, scene: &Scene, samples: usize) -> Vec<Shot> {
    let rate = Rate { hertz: 10.0, samples };
    let ticks = Relightable::new(&assets(), rendered, rate).expect("a scene");
    let mut take = ticks.take_of(scene).expect("a take");
    let mut shots = Vec::new();
    for tick in ticks {
        shots.extend(std::iter::from_fn(|| take.expose(&tick)));
    }
    shots
}

/// Mean absolute difference in the inner half of the face, levels.
fn apart(a: &Shot, b: &Shot) -> f64 {
    let [left, top, width, height] = a.truth.faces[0].bounds.map(|v| v as usize);
    let (mut sum, mut count) = (0.0, 0.0);
    for y in top + height / 4..top + height * 3 / 4 {
        for x in left + width / 4..left + width * 3 / 4 {
            let at = (y * a.width + x) * 3;
            for (p, q) in a.rgb[at..at + 3].iter().zip(&b.rgb[at..at + 3]) {
                sum += f64::from(p.abs_diff(*q));
                count += 1.0;
            }
        }
    }
    sum / count
}

#[test]
fn a_take_is_what_a_film_of_the_same_scene_shows() {
    let grey = scene([128; 3], Part::Whole);
    let looks = [([255, 255, 0], Part::Whole), ([255, 0, 255], Part::Left), ([0, 0, 255], Part::Bottom)];
    for (colour, part) in looks {
        let lit = scene(colour, part);
        let film: Vec<Shot> = Film::new(&assets(), &lit).expect("a film").collect();
        for (samples, allowed) in [(4, 0.05), (1, 1.0)] {
            let take = taken(&grey, &lit, samples);
            assert_eq!((film.len(), take.len()), (3, 3));
            for (a, b) in film.iter().zip(&take) {
                let off = apart(a, b);
                assert!(off < allowed, "{colour:?} {part:?} {samples} at {:?}: {off}", a.at);
                assert_eq!(a.truth.light, b.truth.light);
            }
        }
        assert!(apart(&film[0], &film[2]) > 1.5, "the colour is seen");
    }
}

#[test]
fn brighter_rooms_and_injected_videos_are_those_of_a_film() {
    let rendered = scene([0, 255, 0], Part::Whole);
    let mut bright = rendered.clone();
    bright.lights.lamps.iter_mut().for_each(|lamp| lamp.lux *= 1.5);
    bright.lights.surroundings.lux *= 1.5;
    let perfect = Some(Injection::Perfect { duplicate_every: 2 });
    let late = Some(Injection::Relight { delay_ms: 90.0 });
    for injection in [None, perfect, late] {
        let bright = Scene { injection, ..bright.clone() };
        let film: Vec<Shot> = Film::new(&assets(), &bright).expect("a film").collect();
        for (a, b) in film.iter().zip(taken(&rendered, &bright, 4)) {
            assert!(apart(a, &b) < 0.05, "{injection:?}: {}", apart(a, &b));
            assert_eq!(a.truth, b.truth);
        }
    }
}

#[test]
fn frames_come_from_the_last_tick_before_them_and_none_is_lost() {
    let rendered = scene([0, 255, 0], Part::Whole);
    let mut fast = rendered.clone();
    fast.camera.fps = 45.0;
    let shots = taken(&rendered, &fast, 1);
    assert_eq!(shots.len(), 14);
    assert!(shots.windows(2).all(|pair| pair[0].at < pair[1].at));
}

#[test]
fn light_adds_up() {
    let rendered = scene([255; 3], Part::Whole);
    let rate = Rate { hertz: 10.0, samples: 1 };
    let mut ticks = Relightable::new(&assets(), &rendered, rate).expect("a scene");
    let take = ticks.take_of(&rendered).expect("a take");
    let tick = ticks.next().expect("a tick");
    let face = |share| take.face_luminance(&tick, share).expect("a face");
    let (dark, half, full) = (face(0.0), face(0.5), face(1.0));
    assert!(dark > 1.0 && full > 1.2 * dark);
    assert!(((half - dark) / (full - dark) - 0.5).abs() < 1e-3);
}

#[test]
fn another_view_or_another_place_of_the_screen_is_refused() {
    let rendered = scene([255; 3], Part::Whole);
    let ticks = Relightable::new(&assets(), &rendered, Rate::default()).expect("a scene");
    let mut small = rendered.clone();
    small.camera.width = 160;
    assert!(ticks.take_of(&small).is_err());
    let mut moved = rendered;
    moved.lights.screen = Some(ScreenLight { up: 3.0, ..ScreenLight::default() });
    assert!(ticks.take_of(&moved).is_err());
}
