//! Light from the screen: who answers it, and what is said of each. The world is the emulator's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface_session::emulator::{Body, Emulator, Lighting};
use liveface_session::light::{Shown, governor};
use liveface_session::report::{LightReason, VerdictKind};
use liveface_session::{
    Challenge, Code, Config, Hint, Level, Light, LightGap, LightPlan, LightRejection, Output, Plan, Report,
    Session, SessionError, StageKind, Timestamp,
};
use std::collections::VecDeque;
use std::time::Duration;

fn plan(seed: u8) -> LightPlan {
    Challenge::mint(&[seed; 32], Level::Light, 0, Duration::from_secs(60)).unwrap().light.unwrap()
}

fn lit(light: LightPlan) -> Plan {
    Plan { light: Some(light), ..Plan::default() }
}

/// The lights of a plan from `from_ms` on, each as long as planned.
fn shown(plan: &LightPlan, from_ms: u64) -> Vec<Shown> {
    let mut at = from_ms;
    let lights = plan.slots.iter().map(|slot| {
        let shown = Shown { at: Timestamp::from_millis(at), light: slot.light };
        at += u64::from(slot.ms);
        shown
    });
    lights.collect()
}

/// A recording of a person before a screen that shows `really`, judged as if it had shown `told`.
fn recorded(world: &Emulator, lighting: Lighting, (told, really): (&LightPlan, &LightPlan)) -> Report {
    let mut session = Session::new(Config::default(), lit(told.clone()).for_recording(), Timestamp::ZERO);
    let mut events = shown(told, 500).into_iter().peekable();
    let light = shown(really, 500);
    for mut seen in world.frames() {
        while let Some(event) = events.next_if(|event| event.at <= seen.at) {
            session.handle_light_shown(event.light, event.at).unwrap();
        }
        lighting.paint(&mut seen, &light);
        session.handle_observation(&seen).unwrap();
    }
    session.handle_end_of_video();
    session.into_report()
}

fn world(fps: f32) -> Emulator {
    Emulator { fps, duration_ms: 7_500, ..Emulator::person(3) }
}

#[test]
fn each_world_is_told_by_its_own_reason() {
    let (one, other) = (plan(1), plan(2));
    let honest = Lighting::default();
    let rows: [(&str, Lighting, &LightPlan, Code); 8] = [
        ("a face", honest, &one, Code::Success),
        ("a face, dim screen", Lighting { ratio: 0.2, ..honest }, &one, Code::Success),
        ("bright room", Lighting { ratio: 0.03, ..honest }, &one, Code::ActionLightStrong),
        ("a sheet", Lighting { body: Body::Sheet, ..honest }, &one, Code::LivessDetectFake),
        ("a curl", Lighting { body: Body::Curl(60.0), ..honest }, &one, Code::LivessDetectFake),
        ("no answer", Lighting { body: Body::Nothing, ..honest }, &one, Code::ReflectFail),
        ("other colours", honest, &other, Code::LivessDetectFake),
        ("late", Lighting { lag_ms: 210, ..honest }, &one, Code::LivessDetectFake),
    ];
    for fps in [8.0, 15.0, 30.0, 60.0] {
        for (name, lighting, really, code) in &rows {
            let report = recorded(&world(fps), *lighting, (&one, really));
            assert_eq!(report.code, *code, "{name} at {fps} fps: {:#?}", report.liveness.reflection);
        }
    }
}

/// A live session: an app that paints each light 20 ms after it is asked to, and a camera that sees it.
struct App {
    session: Session,
    lighting: Lighting,
    shown: Vec<Shown>,
    /// Every light asked for, and when.
    asked: Vec<(u64, Light)>,
    hints: Vec<Hint>,
    /// Lights that are being painted.
    waiting: VecDeque<Shown>,
    /// How long painting takes, milliseconds.
    latency: u64,
}

impl App {
    fn new(plan: Plan, lighting: Lighting) -> Self {
        let session = Session::new(Config::default(), plan, Timestamp::ZERO);
        let (shown, asked, hints, waiting) = (Vec::new(), Vec::new(), Vec::new(), VecDeque::new());
        Self { session, lighting, shown, asked, hints, waiting, latency: 20 }
    }

    /// Runs until the verdict or the end of the world, every millisecond that something is due.
    fn run(mut self, world: &Emulator) -> Self {
        let mut frames = world.frames().into_iter().peekable();
        for ms in 0..world.duration_ms {
            let now = Timestamp::from_millis(ms);
            while let Some(light) = self.waiting.pop_front_if(|light| light.at <= now) {
                self.shown.push(light);
                self.session.handle_light_shown(light.light, light.at).unwrap();
                self.drain(ms);
            }
            if self.session.poll_timeout().is_some_and(|due| due <= now) {
                self.session.handle_timeout(now).unwrap();
                self.drain(ms);
            }
            while let Some(mut seen) = frames.next_if(|seen| seen.at <= now) {
                self.lighting.paint(&mut seen, &self.shown);
                if self.session.verdict().is_none() && self.session.handle_observation(&seen).is_ok() {
                    self.drain(ms);
                }
            }
            if self.session.verdict().is_some() {
                break;
            }
        }
        self
    }

    fn drain(&mut self, ms: u64) {
        while let Some(output) = self.session.poll_output() {
            match output {
                Output::ShowLight(light) => {
                    self.asked.push((ms, light));
                    self.waiting.push_back(Shown { at: Timestamp::from_millis(ms + self.latency), light });
                }
                Output::Hint(hint) => self.hints.push(hint),
                _ => {}
            }
        }
    }
}

#[test]
fn a_live_session_shows_its_plan_and_passes() {
    let light = plan(3);
    let app = App::new(lit(light.clone()), Lighting::default()).run(&world(30.0));
    let asked: Vec<Light> = app.asked.iter().map(|(_, light)| *light).collect();
    let planned: Vec<Light> = light.slots.iter().map(|slot| slot.light).collect();
    assert_eq!(asked, planned, "each slot once, in order");
    let report = app.session.into_report();
    assert_eq!(report.code, Code::Success, "{:#?}", report.liveness.reflection);
    assert!(report.liveness.reflection.unwrap().passed());
}

#[test]
fn the_best_frame_is_never_a_coloured_one() {
    let light = plan(3);
    let report = recorded(&world(30.0), Lighting::default(), (&light, &light));
    let at = report.best_frame.unwrap().at_ms;
    let shown = shown(&light, 500);
    let coloured = shown[1].at.as_millis()..shown[shown.len() - 1].at.as_millis() + 250;
    assert!(!coloured.contains(&at), "{at} in {coloured:?}");
}

#[test]
fn light_pauses_at_once_when_the_face_leaves_and_comes_back_fresh() {
    let light = plan(3);
    // Gone for 300 ms, in the middle of a slot, and forgiven.
    let gone = (2_500, 2_800);
    let app = App::new(lit(light.clone()), Lighting::default()).run(&Emulator {
        absent: vec![gone],
        duration_ms: 9_000,
        ..world(30.0)
    });
    let (paused, _) = *app.asked.iter().find(|(at, light)| *at >= gone.0 && *light == Light::GUARD).unwrap();
    assert!(paused - gone.0 <= 100, "paused {} ms after the face left", paused - gone.0);
    let before = app.asked.iter().rev().find(|(at, _)| *at < gone.0).unwrap().1;
    let again = app.asked.iter().find(|(at, _)| *at > paused).unwrap().1;
    assert_eq!(again.part, before.part, "the same slot");
    assert_ne!(again.colour, before.colour, "fresh colours");
    assert!(governor::flashes(&app.shown) <= governor::MAX_FLASHES);
    let report = app.session.into_report();
    assert_eq!(report.code, Code::Success, "{:#?}", report.liveness.reflection);
}

#[test]
fn a_face_that_is_lost_gets_all_colours_anew() {
    let light = plan(4);
    let gone = (2_500, 3_600);
    let app = App::new(lit(light.clone()), Lighting::default()).run(&Emulator {
        absent: vec![gone],
        duration_ms: 12_000,
        ..world(30.0)
    });
    let colours = |lights: &[(u64, Light)]| lights.iter().map(|(_, l)| l.colour).collect::<Vec<_>>();
    let (first, second): (Vec<_>, Vec<_>) = app.asked.iter().partition(|(at, _)| *at < gone.1);
    let (first, second) = (colours(&first), colours(&second));
    assert_eq!(second.len(), light.slots.len(), "the whole sequence again");
    assert!(first.iter().zip(&second).skip(1).all(|(old, new)| old != new), "{first:?} {second:?}");
    assert!(governor::flashes(&app.shown) <= governor::MAX_FLASHES);
    assert_eq!(app.session.into_report().code, Code::Success);
}

#[test]
fn a_bright_room_gets_a_hint_one_more_try_and_never_passes() {
    let light = plan(5);
    let lighting = Lighting { ratio: 0.02, ..Lighting::default() };
    let app = App::new(lit(light.clone()), lighting).run(&Emulator { duration_ms: 20_000, ..world(30.0) });
    assert!(app.hints.contains(&Hint::Outshone));
    assert_eq!(app.asked.len(), 2 * light.slots.len(), "two tries");
    let report = app.session.into_report();
    assert_eq!((report.verdict, report.code), (VerdictKind::Incomplete, Code::ActionLightStrong));
}

#[test]
fn slow_screens_and_slow_cameras_are_waited_for() {
    for (latency, fps, seed) in [(90, 8.0, 11), (150, 8.0, 12), (150, 30.0, 13), (60, 60.0, 14)] {
        let lighting = Lighting { lag_ms: 30, ..Lighting::default() };
        let app = App { latency, ..App::new(lit(plan(seed)), lighting) };
        let app = app.run(&Emulator { duration_ms: 10_000, ..world(fps) });
        let report = app.session.into_report();
        assert_eq!(report.code, Code::Success, "{latency} ms, {fps} fps: {:#?}", report.liveness.reflection);
    }
}

#[test]
fn a_light_that_was_being_painted_when_the_face_left_is_no_misuse() {
    for at in 0..12 {
        let from = 2_400 + 47 * at;
        let app = App { latency: 90, ..App::new(lit(plan(3)), Lighting::default()) };
        let app = app.run(&Emulator { absent: vec![(from, from + 250)], duration_ms: 10_000, ..world(30.0) });
        assert_eq!(app.session.into_report().code, Code::Success, "gone at {from}");
        assert_eq!(app.shown.last().unwrap().light, Light::GUARD, "the last light is the guard");
    }
}

#[test]
fn no_colour_stays_on_when_the_session_ends_or_begins_anew() {
    let mut app =
        App::new(lit(plan(3)), Lighting::default()).run(&Emulator { duration_ms: 2_400, ..world(30.0) });
    assert_ne!(app.asked.last().unwrap().1, Light::GUARD, "in the middle of the colours");
    app.session.handle_cancel();
    app.drain(2_400);
    assert_eq!(app.asked.last().unwrap().1, Light::GUARD);
    assert_eq!(app.session.verdict().map(liveface_session::Verdict::code), Some(Code::UserCancel));
}

#[test]
fn shown_times_before_the_request_are_refused() {
    let light = plan(6);
    let mut session = Session::new(Config::default(), lit(light.clone()), Timestamp::ZERO);
    let mut asked = None;
    for seen in world(30.0).frames() {
        session.handle_observation(&seen).unwrap();
        while let Some(output) = session.poll_output() {
            if let Output::ShowLight(light) = output {
                asked = Some((light, seen.at));
            }
        }
        if asked.is_some() {
            break;
        }
    }
    let (light, at) = asked.unwrap();
    let early = Timestamp::from_micros(at.as_micros() - 300_000);
    let refused = session.handle_light_shown(light, early);
    assert!(matches!(refused, Err(SessionError::LightTooEarly { .. })), "{refused:?}");
    assert_eq!(session.handle_light_shown(light, at), Ok(()));
}

#[test]
fn a_recording_cannot_choose_its_own_pauses() {
    let light = plan(8);
    let mut session = Session::new(Config::default(), lit(light.clone()).for_recording(), Timestamp::ZERO);
    let at = |ms| Timestamp::from_millis(ms);
    session.handle_light_shown(light.slots[0].light, at(500)).unwrap();
    session.handle_light_shown(light.slots[1].light, at(1_000)).unwrap();
    assert_eq!(session.handle_light_shown(Light::GUARD, at(1_400)), Err(SessionError::LightNotAsked));
}

#[test]
fn no_pause_and_no_flicker_of_the_face_makes_the_screen_flash() {
    for seed in 0..60_u64 {
        // Somebody who keeps stepping in and out.
        let absent: Vec<_> = (0..30)
            .map(|i| 1_000 + i * (311 + 37 * (seed % 7)))
            .map(|at| (at, at + 60 + 40 * (seed % 9)))
            .collect();
        let world = Emulator { absent, duration_ms: 14_000, seed, ..world(30.0) };
        let app = App::new(lit(plan(seed as u8)), Lighting::default()).run(&world);
        let flashes = governor::flashes(&app.shown);
        assert!(flashes <= governor::MAX_FLASHES, "seed {seed}: {flashes} flashes in a second");
    }
}

#[test]
fn a_light_that_was_not_asked_for_or_comes_out_of_order_is_refused() {
    let light = plan(6);
    let mut session = Session::new(Config::default(), lit(light.clone()), Timestamp::ZERO);
    let green = Light { colour: [0, 255, 0], ..Light::GUARD };
    let refused = session.handle_light_shown(green, Timestamp::ZERO);
    assert_eq!(refused, Err(SessionError::LightNotAsked));
    let mut session = Session::new(Config::default(), lit(light.clone()).for_recording(), Timestamp::ZERO);
    session.handle_light_shown(light.slots[0].light, Timestamp::from_millis(900)).unwrap();
    let refused = session.handle_light_shown(light.slots[1].light, Timestamp::from_millis(900));
    assert!(matches!(refused, Err(SessionError::LightOutOfOrder { .. })));
    let mut dark = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
    assert_eq!(dark.handle_light_shown(green, Timestamp::ZERO), Err(SessionError::LightNotAsked));
}

#[test]
fn an_app_that_shows_nothing_ends_the_session() {
    let mut session = Session::new(Config::default(), lit(plan(7)), Timestamp::ZERO);
    for seen in world(30.0).frames() {
        if session.verdict().is_none() {
            session.handle_observation(&seen).unwrap();
        }
    }
    let report = session.into_report();
    assert_eq!((report.verdict, report.code), (VerdictKind::Incomplete, Code::AppStop));
}

#[test]
fn a_recording_that_ends_early_or_lacks_frames_says_so() {
    let light = plan(8);
    let short = Emulator { duration_ms: 3_000, ..world(30.0) };
    let report = recorded(&short, Lighting::default(), (&light, &light));
    assert_eq!(report.code, Code::SilentTooShort);
    assert_eq!(report.message, LightGap::ClipTooShort.remedy());
    let stalled = Emulator { stall: Some((2_000, 2_450)), ..world(30.0) };
    let report = recorded(&stalled, Lighting::default(), (&light, &light));
    let reason = report.liveness.reflection.unwrap().reason;
    assert_eq!(reason, Some(LightReason::Incomplete(LightGap::TooFewFrames)));
    let slow = recorded(&world(5.0), Lighting::default(), (&light, &light));
    assert_eq!(slow.message, LightGap::TooFewFrames.remedy());
}

#[test]
fn a_recording_whose_face_flickers_goes_on() {
    let light = plan(8);
    let flicker = Emulator { second: vec![(2_000, 2_050)], ..world(30.0) };
    assert_eq!(recorded(&flicker, Lighting::default(), (&light, &light)).code, Code::Success);
    let gone = Emulator { absent: vec![(2_000, 2_400)], ..world(30.0) };
    let reason = recorded(&gone, Lighting::default(), (&light, &light)).liveness.reflection.unwrap().reason;
    assert_eq!(reason, Some(LightReason::Incomplete(LightGap::TooFewFrames)));
}

#[test]
fn actions_come_before_the_light() {
    use liveface_session::Action::Blink;
    let plan = Plan { light: Some(plan(9)), ..Plan::with_actions(&[Blink]).unwrap() };
    let world = Emulator { duration_ms: 9_000, ..Emulator::person(3).doing(&[Blink], 1_500) };
    let app = App::new(plan, Lighting::default()).run(&world);
    assert!(app.asked.first().unwrap().0 >= 1_700, "light only after the blink: {:?}", app.asked.first());
    assert_eq!(app.session.stage(), StageKind::Done);
    assert_eq!(app.session.into_report().code, Code::Success);
}

#[test]
fn no_two_reasons_say_the_same() {
    use LightRejection::{Injected, TooFlat, WrongColours, WrongTime};
    let mut words: Vec<&str> =
        [WrongColours, WrongTime, TooFlat, Injected].map(LightRejection::meaning).to_vec();
    use LightGap::{
        ClipTooShort, FaceLeft, NoResponse, NotShown, ShapeUnclear, TooBright, TooDark, TooFewFrames,
    };
    let gaps = [ClipTooShort, FaceLeft, NoResponse, NotShown, ShapeUnclear, TooBright, TooDark, TooFewFrames];
    words.extend(gaps.map(LightGap::remedy));
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), 12, "no two reasons say the same");
}
