//! What is drawn follows its script, and only its script and seed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use liveface_frames::{FrameId, FrameSource as _, Timestamp};
use liveface_synth::{
    Action, Medium, Performance, Person, Place, Renderer, Scene, SceneError, Subject, SynthSource,
};

const SOMEBODY: Person = Person { tone: 0.4, seed: 7 };

fn scene(subjects: Vec<Subject>) -> Scene {
    Scene { width: 96, height: 72, seed: 5, subjects }
}

fn pixels(scene: Scene, ms: u64) -> Vec<u8> {
    Renderer::new(scene).unwrap().frame(FrameId(3), Timestamp::from_millis(ms)).pixels().to_vec()
}

fn doing(events: &[(Action, u64, u64)]) -> Subject {
    Subject::live(SOMEBODY, Performance::new(1, events))
}

#[test]
fn same_seed_and_time_give_the_same_pixels_and_another_seed_others() {
    let first = pixels(scene(vec![doing(&[])]), 400);
    assert_eq!(first, pixels(scene(vec![doing(&[])]), 400));
    let sibling = Subject { person: Person { seed: 8, ..SOMEBODY }, ..doing(&[]) };
    assert_ne!(first, pixels(scene(vec![sibling]), 400));
    assert_ne!(first, pixels(Scene { seed: 6, ..scene(vec![doing(&[])]) }, 400));
}

#[test]
fn lids_close_within_a_blink_only() {
    let script = Performance::new(1, &[(Action::Blink, 1000, 1300)]);
    let open = |ms| script.truth(Timestamp::from_millis(ms)).eye_openness;
    assert!(open(990) > 0.9 && open(1310) > 0.9);
    assert_eq!(open(1120), 0.0);
    assert!(open(1040) < open(1010));
}

#[test]
fn the_jaw_stays_down_and_comes_back() {
    let script = Performance::new(1, &[(Action::Mouth, 500, 1500)]);
    let open = |ms| script.truth(Timestamp::from_millis(ms)).mouth_openness;
    assert_eq!((open(400), open(1000), open(1600)), (0.0, 1.0, 0.0));
}

#[test]
fn a_nod_goes_down_and_a_shake_goes_both_ways() {
    let script = Performance::new(1, &[(Action::Nod, 0, 1000), (Action::Shake, 2000, 3500)]);
    let truth = |ms| script.truth(Timestamp::from_millis(ms));
    assert!(truth(500).pitch > 17.0 && truth(500).yaw.abs() < 3.0);
    let yaws: Vec<f32> = (0..150).map(|i| truth(2000 + 10 * i).yaw).collect();
    let left = yaws.iter().position(|&yaw| yaw > 20.0).unwrap();
    let right = yaws.iter().position(|&yaw| yaw < -20.0).unwrap();
    assert!(left < right, "the image left comes first");
    assert!(truth(3500).yaw.abs() < 2.0);
}

#[test]
fn the_living_never_hold_quite_still() {
    let script = Performance::new(1, &[]);
    let truths: Vec<_> = (0..50).map(|i| script.truth(Timestamp::from_millis(40 * i))).collect();
    assert!(truths.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(truths.iter().all(|t| t.yaw.abs() < 2.0 && t.pitch.abs() < 2.0 && t.mouth_openness == 0.0));
}

#[test]
fn a_print_keeps_its_face_whatever_its_script_says() {
    let blink = [(Action::Blink, 0, 1000)];
    let print = Subject { medium: Medium::Print, ..doing(&blink) };
    let still = Subject { medium: Medium::Print, ..doing(&[]) };
    assert_eq!(
        Renderer::new(scene(vec![print.clone()])).unwrap().truth(Timestamp::from_millis(400))[0].eye_openness,
        1.0
    );
    assert_eq!(pixels(scene(vec![print]), 400), pixels(scene(vec![still]), 400));
}

#[test]
fn an_open_mouth_is_darker_than_a_closed_one() {
    let mean = |events: &[(Action, u64, u64)]| {
        let sum: u64 = pixels(scene(vec![doing(events)]), 500).into_iter().map(u64::from).sum();
        sum as f64 / (96.0 * 72.0 * 3.0)
    };
    assert!(mean(&[(Action::Mouth, 0, 1000)]) < mean(&[]) - 0.3);
}

#[test]
fn frames_are_numbered_and_evenly_timed() {
    let mut source = SynthSource::new(Renderer::new(scene(Vec::new())).unwrap(), 30, 200);
    let mut seen = Vec::new();
    while let Some(frame) = source.next_frame().unwrap() {
        seen.push((frame.id().0, frame.at().as_micros()));
    }
    assert_eq!(seen, [(0, 0), (1, 33_333), (2, 66_666), (3, 100_000), (4, 133_333), (5, 166_666)]);
    assert!(source.next_frame().unwrap().is_none());
    assert_eq!(source.info().frames, Some(6));
}

#[test]
fn scenes_that_cannot_be_drawn_are_refused() {
    let huge = Scene { width: 30_000, ..scene(Vec::new()) };
    assert_eq!(Renderer::new(huge).err(), Some(SceneError::Size { width: 30_000, height: 72 }));
    for distance in [-1.0, 0.0, f32::NAN] {
        let place = Place { right: 0.0, up: 0.0, distance };
        let subjects = vec![doing(&[]), Subject { place, ..doing(&[]) }];
        assert_eq!(Renderer::new(scene(subjects)).err(), Some(SceneError::Place { index: 1 }));
    }
}
