use super::actor::moment;
use super::*;
use crate::head::HeadModel;
use crate::performance::Moment;
use crate::scene::Part;
use liveface_session::{Action, Light};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets::new(HeadModel::doll(), None));

fn options() -> LiveOptions {
    LiveOptions { width: 160, height: 120, fps: 10, pace: Pace::AsFastAsPossible, ..LiveOptions::default() }
}

fn camera() -> (LiveCamera, Director) {
    LiveCamera::new(&ASSETS, options()).expect("a camera")
}

/// The frame `frames` after the last one.
fn later(camera: &mut LiveCamera, frames: usize) -> Frame {
    for _ in 1..frames {
        camera.next_frame().expect("a frame");
    }
    camera.next_frame().expect("a frame").expect("no end")
}

/// Mean red, green and blue where the face is: between `from` and `to` of the width of the picture.
fn face(frame: &Frame, from: f32, to: f32) -> [f32; 3] {
    let (width, height) = (frame.width() as usize, frame.height() as usize);
    let [left, right] = [from, to].map(|share| (share * width as f32) as usize);
    let mut sum = [0.0; 3];
    for y in height * 2 / 5..height * 3 / 5 {
        for pixel in frame.pixels()[(y * width + left) * 3..(y * width + right) * 3].chunks(3) {
            sum.iter_mut().zip(pixel).for_each(|(sum, &level)| *sum += f32::from(level));
        }
    }
    sum.map(|sum| sum / ((height / 5) * (right - left)) as f32)
}

/// What the person of seed 7 does every 20 ms of `seconds`, told what `director` was told.
fn played(director: &Director, seconds: std::ops::Range<i64>) -> Vec<Moment> {
    let cues = director.cues();
    (seconds.start * 50..seconds.end * 50).map(|n| moment(7, &cues, n * 20_000)).collect()
}

fn most(moments: &[Moment], of: impl Fn(&Moment) -> f32) -> f32 {
    moments.iter().map(of).fold(f32::MIN, f32::max)
}

#[test]
fn the_face_is_lit_by_what_the_screen_shows_now() {
    let (mut camera, director) = camera();
    let dark = face(&later(&mut camera, 2), 0.45, 0.55);
    for (colour, channel) in [([255, 0, 0], 0), ([0, 255, 0], 1), ([0, 0, 255], 2)] {
        director.show(Some(Light { colour, part: Part::Whole }));
        let lit = face(&later(&mut camera, 1), 0.45, 0.55);
        let more = [0, 1, 2].map(|i| lit[i] - dark[i]);
        for other in (0..3).filter(|&i| i != channel) {
            assert!(more[channel] > 15.0 && more[channel] > 3.0 * more[other], "{colour:?}: {more:?}");
        }
    }
    director.show(None);
    let after = face(&later(&mut camera, 1), 0.45, 0.55);
    assert!((0..3).all(|i| (after[i] - dark[i]).abs() < 3.0), "dark again: {dark:?} {after:?}");
}

#[test]
fn each_half_of_the_screen_lights_its_side_of_the_face() {
    let (mut camera, director) = camera();
    let sides = [Part::Left, Part::Right].map(|part| {
        director.show(Some(Light { colour: [255; 3], part }));
        let frame = later(&mut camera, 1);
        [face(&frame, 0.4, 0.5)[1], face(&frame, 0.5, 0.6)[1]]
    });
    let [left, right] = &sides;
    assert!(left[0] > right[0] + 2.0 && right[1] > left[1] + 2.0, "{sides:?}");
}

#[test]
fn the_person_does_what_is_asked_and_nothing_before() {
    let (mut camera, director) = camera();
    let (mut other, _) = self::camera();
    later(&mut camera, 2);
    later(&mut other, 2);
    director.ask(Action::Mouth);
    // The reaction takes 660 ms: six frames are those of somebody who was asked nothing, to the bit.
    for _ in 0..6 {
        assert!(later(&mut camera, 1).pixels() == later(&mut other, 1).pixels());
    }
    assert!(later(&mut camera, 3).pixels() != later(&mut other, 3).pixels());
}

#[test]
fn every_action_is_seen_once_and_one_after_the_other() {
    let director = Director::new(Pace::AsFastAsPossible);
    let idle = played(&director, 0..7);
    assert!(most(&idle, |m| m.pitch) < 8.0 && most(&idle, |m| m.yaw.abs()) < 8.0);
    assert!(most(&idle, |m| m.mouth) < 0.1);
    [Action::Nod, Action::Mouth, Action::Shake, Action::Blink]
        .iter()
        .for_each(|&action| director.ask(action));
    let done = played(&director, 0..7);
    assert!(most(&done[..85], |m| m.pitch) > 14.0, "nods first");
    assert!(most(&done[85..], |m| m.pitch) < 8.0 && most(&done[..85], |m| m.mouth) < 0.1, "once, alone");
    assert!(most(&done[85..160], |m| m.mouth) > 0.9, "then the mouth");
    assert!(most(&done[150..250], |m| m.yaw) > 20.0 && most(&done[150..250], |m| -m.yaw) > 20.0);
    let blink = director.cues()[3];
    let middle = moment(7, &director.cues(), (blink.from_us + blink.to_us) / 2 - 20_000);
    assert!(middle.closed.iter().all(|&closed| closed > 0.9), "{middle:?}");
    for _ in 0..1000 {
        director.ask(Action::Nod);
    }
    assert!(director.cues().len() < 12, "nobody remembers a thousand nods");
}

#[test]
fn who_leaves_is_gone_and_comes_back_when_told() {
    let (mut camera, director) = camera();
    let at = Timestamp::from_millis;
    let here = face(&later(&mut camera, 1), 0.45, 0.55);
    director.come_back();
    assert!(director.cues().is_empty(), "is there");
    director.leave();
    director.leave();
    let away = face(&later(&mut camera, 20), 0.45, 0.55);
    assert!((0..3).map(|i| (away[i] - here[i]).abs()).sum::<f32>() > 20.0, "{here:?} {away:?}");
    for ms in [2_000, 60_500, 3_600_000] {
        assert!(camera.stage.person(&director.cues(), at(ms)).is_none(), "nobody at {ms} ms");
    }
    director.come_back();
    let back = face(&later(&mut camera, 20), 0.45, 0.55);
    assert!((0..3).all(|i| (back[i] - here[i]).abs() < 6.0), "{here:?} {back:?}");
}

#[test]
fn no_two_frames_are_the_same_and_times_keep_the_grid() {
    let (mut camera, director) = camera();
    director.leave();
    later(&mut camera, 20);
    let frames: Vec<Frame> = (0..4).map(|_| later(&mut camera, 1)).collect();
    for pair in frames.windows(2) {
        assert!(pair[0].pixels() != pair[1].pixels(), "an empty room has noise");
        assert_eq!(pair[1].at().since(pair[0].at()), Duration::from_millis(100));
        assert_eq!(pair[1].id().0, pair[0].id().0 + 1);
    }
    assert_eq!(frames[0].at(), Timestamp::from_millis(2_000));
}

#[test]
fn in_real_time_no_frame_comes_before_its_time_and_none_is_late_for_long() {
    let options = LiveOptions { width: 64, height: 48, fps: 20, pace: Pace::RealTime, ..options() };
    let (mut camera, director) = LiveCamera::new(&ASSETS, options).expect("a camera");
    assert_eq!(director.now(), Timestamp::ZERO, "no stream without a frame");
    assert_eq!(later(&mut camera, 1).at(), Timestamp::ZERO);
    let begin = Instant::now();
    for n in 1..=3 {
        let frame = later(&mut camera, 1);
        assert!(frame.at() >= Timestamp::from_millis(n * 50));
        assert!(director.now() >= frame.at());
    }
    std::thread::sleep(Duration::from_millis(200));
    let (elapsed, frame) = (begin.elapsed(), later(&mut camera, 1));
    assert!(frame.at().since(Timestamp::ZERO) >= elapsed, "frames that nobody fetched are gone");
    assert_eq!(frame.id().0, 4);
}

#[test]
fn motion_goes_on_without_a_jump_and_without_an_end() {
    let hour = 3_600_000_000;
    for begin in [60_000_000 - 20_000, 61_500_000 - 20_000, 240 * hour - 20_000] {
        let steps: Vec<Moment> = (0..40).map(|n| moment(3, &[], begin + n * 1_000)).collect();
        for pair in steps.windows(2) {
            let moved = [pair[1].yaw - pair[0].yaw, pair[1].pitch - pair[0].pitch];
            let shifted = [0, 1, 2].map(|axis| pair[1].offset[axis] - pair[0].offset[axis]);
            assert!(moved.iter().chain(&shifted).all(|step| step.abs() < 0.05), "{begin}: {pair:?}");
        }
    }
    let minute: Vec<Moment> = (0..60_000 / 20).map(|n| moment(3, &[], 240 * hour + n * 20_000)).collect();
    let closes = minute.windows(2).filter(|pair| pair[0].closed[0] < 0.8 && pair[1].closed[0] >= 0.8);
    assert!((10..60).contains(&closes.count()), "blinks a minute after ten days");
    assert!(most(&minute, |m| m.yaw) > 0.5 && most(&minute, |m| -m.yaw) > 0.5, "looks about");
}

#[test]
fn what_is_past_is_forgotten() {
    let (mut camera, director) = camera();
    for round in 0..20 {
        director.show(Some(Light { colour: [round, 0, 0], part: Part::Whole }));
        director.ask(Action::Blink);
        if round % 2 == 0 {
            director.leave()
        } else {
            director.come_back()
        }
        later(&mut camera, 1);
    }
    camera.next = 1_000;
    later(&mut camera, 1);
    director.leave();
    assert_eq!(director.shown(director.now()).len(), 1, "the light that is on");
    for _ in 0..1_000 {
        director.come_back();
        director.leave();
    }
    assert!(director.cues().len() <= 3, "the walk out, and at most a way back: {:?}", director.cues());
}

#[test]
fn what_cannot_be_filmed_is_refused() {
    for options in [
        LiveOptions { fps: 0, ..options() },
        LiveOptions { width: 161, ..options() },
        LiveOptions { height: 8, ..options() },
    ] {
        assert!(LiveCamera::new(&ASSETS, options).is_err());
    }
}
