//! What scenes refuse, and how they say it.

use super::*;
use crate::performance::{Event, Gesture};

/// Changes one value of a good scene.
type Mutation = fn(&mut Scene);

fn good() -> Scene {
    let event = Event { gesture: Gesture::Nod, from_ms: 500.0, to_ms: 1500.0, amount: 1.0 };
    let mut subject = Subject::default();
    subject.performance.events.push(event);
    let show = |at_ms| Show { at_ms, colour: [255, 0, 0], part: Part::Left };
    let screen = ScreenLight { shows: vec![show(0.0), show(500.0)], ..ScreenLight::default() };
    let mut scene = Scene { subjects: vec![subject], ..Scene::default() };
    scene.lights.screen = Some(screen);
    scene
}

fn replay(scene: &mut Scene) -> &mut Replay {
    scene.subjects[0].medium =
        Medium::Replay(Replay { recorded_lights: Some(Box::new(good().lights)), ..Replay::default() });
    let Medium::Replay(replay) = &mut scene.subjects[0].medium else { unreachable!() };
    replay
}

fn recorded(scene: &mut Scene) -> &mut Lights {
    replay(scene).recorded_lights.as_deref_mut().expect("set above")
}

fn screen(scene: &mut Scene) -> &mut ScreenLight {
    scene.lights.screen.as_mut().expect("set above")
}

fn print(scene: &mut Scene, width: f32) {
    let fills_view = true;
    scene.subjects[0].medium = Medium::Print(Print { width, fills_view, ..Print::default() });
}

/// Leans that overlap, by 20 cm each.
fn lean(scene: &mut Scene, times: usize) {
    let event = Event { gesture: Gesture::Lean, from_ms: 500.0, to_ms: 1500.0, amount: 1.0 };
    scene.subjects[0].performance.events = vec![event; times];
}

const CASES: &[(&str, Mutation)] = &[
    ("duration_ms is 0: give 1 to 120000 ms", |s| s.duration_ms = 0),
    ("subjects is 9: give at most 8 subjects", |s| s.subjects = vec![Subject::default(); 9]),
    ("subjects[0].place.distance is -3: give 20 to 500 cm", |s| s.subjects[0].place.distance = -3.0),
    ("subjects[0].place.right is NaN", |s| s.subjects[0].place.right = f32::NAN),
    ("subjects[0].place.up is inf", |s| s.subjects[0].place.up = f32::INFINITY),
    ("subjects[0].person.tone is 1.5", |s| s.subjects[0].person.tone = Some(1.5)),
    ("subjects[0].person.portrait is \"../secret\"", |s| {
        s.subjects[0].person.portrait = Some("../secret".to_owned());
    }),
    ("subjects[0].performance.idle is -1", |s| s.subjects[0].performance.idle = -1.0),
    ("subjects[0].performance.blinks_per_minute is 61", |s| {
        s.subjects[0].performance.blinks_per_minute = 61.0;
    }),
    ("subjects[0].performance.events[0].to_ms is 500: give a time after from_ms", |s| {
        s.subjects[0].performance.events[0].to_ms = 500.0;
    }),
    ("subjects[0].performance.events[0].amount is NaN", |s| {
        s.subjects[0].performance.events[0].amount = f32::NAN;
    }),
    ("subjects[0].performance.events is 513: give at most 512 events", |s| {
        let event = s.subjects[0].performance.events[0];
        s.subjects[0].performance.events = vec![event; 513];
    }),
    ("subjects[0].medium.print.width is 0", |s| {
        s.subjects[0].medium = Medium::Print(Print { width: 0.0, ..Print::default() });
    }),
    ("subjects[0].medium.print.bend is 900", |s| {
        s.subjects[0].medium = Medium::Print(Print { bend: 900.0, ..Print::default() });
    }),
    ("subjects[0].medium.replay.nits is 0", |s| replay(s).nits = 0.0),
    ("subjects[0].medium.replay.shake is NaN", |s| replay(s).shake = f32::NAN),
    ("subjects[0].medium.replay.recorded_lights.lamps[0].kelvin is 100", |s| {
        recorded(s).lamps[0].kelvin = 100.0
    }),
    ("subjects[0].medium.replay.recorded_lights.surroundings.lux is -1", |s| {
        recorded(s).surroundings.lux = -1.0
    }),
    ("lights.lamps is 65: give at most 64 lamps", |s| s.lights.lamps = vec![Lamp::default(); 65]),
    ("lights.lamps[0].radius is 0: give 0.1 to 90 degrees", |s| s.lights.lamps[0].radius = 0.0),
    ("lights.surroundings.overhead is 2", |s| s.lights.surroundings.overhead = 2.0),
    ("lights.screen.distance is 0", |s| screen(s).distance = 0.0),
    ("lights.screen.ratio is -0.5", |s| screen(s).ratio = Some(-0.5)),
    ("lights.screen.shows[1].at_ms is 0: give a time after the entry before it", |s| {
        screen(s).shows[1].at_ms = 0.0
    }),
    ("lights.screen.shows is 4097", |s| {
        let show = screen(s).shows[0];
        screen(s).shows = vec![show; 4097];
    }),
    ("camera.fps is 0: give 1 to 120 frames a second", |s| s.camera.fps = 0.0),
    ("camera.fps is -25", |s| s.camera.fps = -25.0),
    ("camera.fps is NaN", |s| s.camera.fps = f32::NAN),
    ("camera.width is 641: give an even number", |s| s.camera.width = 641),
    ("camera.height is 8", |s| s.camera.height = 8),
    ("camera.height is 4096: give width × height", |s| (s.camera.width, s.camera.height) = (4096, 4096)),
    ("camera.height is 16: give a quarter to four times", |s| (s.camera.width, s.camera.height) = (66, 16)),
    ("camera.height is 66: give a quarter to four times", |s| (s.camera.width, s.camera.height) = (16, 66)),
    ("camera.blur is 33: give 0 to 32 pixels", |s| s.camera.blur = 33.0),
    ("duration_ms is 20001: give at most 20000 ms where", |s| {
        replay(s);
        s.duration_ms = 20_001;
    }),
    ("subjects is 3 moving replays: give at most 2", |s| {
        replay(s);
        s.subjects = vec![s.subjects[0].clone(); 3];
    }),
    ("subjects[0].performance.events[0].amount is 1: give leans", |s| {
        lean(s, 1);
        s.subjects[0].place.distance = 29.0;
    }),
    ("subjects[0].performance.events[0].amount is 1: give leans", |s| lean(s, 3)),
    ("subjects[0].performance.events[0].amount is 1: give leans", |s| {
        replay(s);
        lean(s, 3);
    }),
    ("subjects[0].performance.events[0].amount is 1: give leans", |s| {
        print(s, 29.0);
        lean(s, 1);
    }),
    ("subjects[0].medium.print.width is 6: give a width", |s| print(s, 6.0)),
    ("subjects[0].medium.replay.fills_view is true: give false", |s| {
        replay(s).fills_view = true;
        s.camera.field_of_view = 60.0;
    }),
    ("camera.field_of_view is 180", |s| s.camera.field_of_view = 180.0),
    ("camera.exposure.locked.white is 0", |s| s.camera.exposure = Exposure::Locked { white: 0.0 }),
    ("camera.exposure.auto.settle_ms is NaN", |s| s.camera.exposure = Exposure::Auto { settle_ms: f32::NAN }),
    ("camera.white_balance.locked.kelvin is 0", |s| {
        s.camera.white_balance = WhiteBalance::Locked { kelvin: 0.0 };
    }),
    ("camera.dropped is 1", |s| s.camera.dropped = 1.0),
    ("camera.noise is -1", |s| s.camera.noise = -1.0),
    ("camera.shutter_ms is inf", |s| s.camera.shutter_ms = f32::INFINITY),
    ("camera.jpeg is 0: give 1 to 100", |s| s.camera.jpeg = Some(0)),
    ("injection.relight.delay_ms is -1", |s| s.injection = Some(Injection::Relight { delay_ms: -1.0 })),
];

#[test]
fn a_bad_value_is_named_with_what_is_allowed() {
    good().check().expect("the scene before the change is good");
    for (message, change) in CASES {
        let mut scene = good();
        change(&mut scene);
        let error = scene.check().expect_err(message).to_string();
        assert!(error.starts_with(message), "{error} instead of {message}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn a_scene_survives_toml() {
    let text = toml::to_string(&good()).expect("plain data");
    assert_eq!(Scene::from_toml(&text).expect("what was written"), good());
    assert_eq!(Scene::from_toml("").expect("all defaults"), Scene::default());
}

#[test]
fn what_scenes_do_not_have_is_refused_with_its_line() {
    let error = Scene::from_toml("seed = 1\n[camera]\nfbs = 25\n").expect_err("no such key").to_string();
    assert!(error.starts_with("line 3: unknown field `fbs`") && !error.contains('\n'), "{error}");
    let error = Scene::from_toml("[camera]\nfps = nan").expect_err("not a number").to_string();
    assert_eq!(error, "camera.fps is NaN: give 1 to 120 frames a second");
}

#[test]
fn what_is_just_far_enough_and_just_short_enough_is_allowed() {
    let allowed: [Mutation; 5] = [
        |s| lean(s, 2),
        |s| replay(s).fills_view = true,
        |s| print(s, 7.0),
        |s| {
            replay(s).still = true;
            s.duration_ms = 120_000;
        },
        |s| {
            replay(s);
            s.duration_ms = 20_000;
            s.subjects = vec![s.subjects[0].clone(); 2];
        },
    ];
    for change in allowed {
        let mut scene = good();
        change(&mut scene);
        scene.check().expect("within the limits");
    }
}
