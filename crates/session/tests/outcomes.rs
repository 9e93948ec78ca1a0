//! Every way a session ends, as a table: the world, the plan, the code. Reports every failing row.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use common::{finished, run, run_with};
use liveface_session::emulator::Emulator;
use liveface_session::{
    Action, Code, Config, FrameRole, Hint, Incomplete, Output, PhotoFault, Plan, Prompt, Rejection, Session,
    SessionError, StageKind, Timestamp, Verdict, config::Actions, movements,
};

fn person() -> Emulator {
    Emulator::person(3)
}

fn plan(actions: &[Action]) -> Plan {
    Plan::with_actions(actions).unwrap()
}

#[test]
fn every_world_ends_with_its_code() {
    use Action::{Blink, Mouth, Nod, Shake};
    let silent = || Plan::silent().for_recording();
    let world = |change: &dyn Fn(&mut Emulator)| {
        let mut world = person();
        change(&mut world);
        world
    };
    let rows = [
        ("a person", person(), silent(), Code::Success),
        ("1 s", world(&|w| w.duration_ms = 1_000), silent(), Code::SilentTooShort),
        ("1 frame", world(&|w| w.duration_ms = 30), silent(), Code::SilentTooShort),
        ("nobody", world(&|w| w.absent = vec![(0, 9_000)]), silent(), Code::SilentFaceDetectFail),
        ("two people", world(&|w| w.second = vec![(0, 9_000)]), silent(), Code::SilentMultiFaceFail),
        ("a second joins", world(&|w| w.second = vec![(2_500, 9_000)]), silent(), Code::SilentMultiFaceFail),
        ("far", world(&|w| w.size = 0.1), silent(), Code::ActionFaceFar),
        ("close", world(&|w| w.size = 0.8), silent(), Code::ActionFaceClose),
        ("left", world(&|w| w.centre = 0.2), silent(), Code::ActionFaceLeft),
        ("right", world(&|w| w.centre = 0.8), silent(), Code::ActionFaceRight),
        ("dark", world(&|w| w.luma = 0.05), silent(), Code::ActionLightDark),
        ("bright", world(&|w| w.luma = 0.95), silent(), Code::ActionLightStrong),
        ("mask", world(&|w| w.masked = 1.0), silent(), Code::SilentFaceWithMaskFail),
        ("attack", world(&|w| w.pad = 0.05), silent(), Code::SilentPictureLiveFail),
        ("doubtful", world(&|w| w.pad = 0.4), silent(), Code::SilentThreshold),
        ("picture", world(&|w| w.liveliness = 0.0), silent(), Code::SilentPictureLiveFail),
        ("frozen", world(&|w| w.frozen_from = Some(900)), silent(), Code::LivessDetectFake),
        (
            "another takes the place",
            world(&|w| w.swapped_from = Some(1_500)),
            silent(),
            Code::LivessDetectFake,
        ),
        ("eyes closed", world(&|w| (w.eyes_closed, w.pad) = (true, 0.9)), silent(), Code::SilentEyeLiveFail),
        ("blink", person().doing(&[Blink], 1_000), plan(&[Blink]), Code::Success),
        ("mouth", person().doing(&[Mouth], 1_000), plan(&[Mouth]), Code::Success),
        ("nod", person().doing(&[Nod], 1_000), plan(&[Nod]), Code::Success),
        ("shake", person().doing(&[Shake], 1_000), plan(&[Shake]), Code::Success),
        ("two in order", person().doing(&[Nod, Blink], 1_000), plan(&[Nod, Blink]), Code::Success),
        (
            "two the wrong way",
            person().doing(&[Shake, Nod], 1_000),
            plan(&[Nod, Shake]),
            Code::ActionFirstAction,
        ),
        ("no mouth", person(), plan(&[Mouth]), Code::ActionOpenMouth),
        ("no nod", person(), plan(&[Nod]), Code::ActionFirstAction),
        ("no blink", world(&|w| (w.liveliness, w.pad) = (0.0, 0.9)), plan(&[Blink]), Code::ActionCloseEye),
    ];
    let ended = rows.map(|(name, world, plan, code)| (name, code, run(&world, plan).report.code));
    let wrong: Vec<_> = ended.iter().filter(|(_, expected, got)| expected != got).collect();
    assert!(wrong.is_empty(), "(world, expected, got): {wrong:#?}");
}

#[test]
fn live_carries_the_evidence_of_every_planned_check() {
    let asked = [Action::Mouth, Action::Shake];
    let run = run(&person().doing(&asked, 1_000), plan(&asked).with_comparison());
    let Verdict::Live(evidence) = finished(&run) else { panic!("{:?}", run.report) };
    assert!(evidence.silent().passed());
    assert_eq!(evidence.actions().iter().map(|result| result.action).collect::<Vec<_>>(), asked);
    assert!(evidence.comparison().unwrap().same);
    let first = evidence.actions()[0];
    assert!((900..=1_200).contains(&first.from_ms.unwrap()) && first.to_ms.unwrap() <= 2_300, "{first:?}");
}

#[test]
fn a_live_person_who_is_not_in_the_photo_is_rejected() {
    let report = run_with(&person(), Plan::silent().with_comparison(), 40.0).report;
    assert_eq!((report.code, report.comparison.unwrap().same), (Code::CompareLowSimilarity, false));
    assert!(report.liveness.silent.unwrap().passed(), "the report still says that the person is live");
}

#[test]
fn a_wrong_action_is_not_the_same_as_no_action() {
    let nodding = person().doing(&[Action::Nod], 1_000);
    let shaking = Plan::with_actions(&[Action::Shake]).unwrap();
    let wrong = Rejection::WrongAction { asked: Action::Shake, seen: Action::Nod };
    assert_eq!(finished(&run(&nodding, shaking.clone())), &Verdict::Rejected(wrong));
    assert_eq!(
        finished(&run(&person(), shaking)),
        &Verdict::Rejected(Rejection::ActionMissing(Action::Shake))
    );
}

#[test]
fn the_person_is_told_what_to_do_once_not_on_every_frame() {
    let mut world = person();
    world.absent = vec![(0, 1_000)];
    let said = run(&world, plan(&[Action::Blink])).outputs;
    let hints = said.iter().filter(|output| matches!(output, Output::Hint(_))).count();
    assert_eq!(
        (hints, &said[0], &said[1]),
        (1, &Output::Prompt(Prompt::Position), &Output::Hint(Hint::NoFace))
    );
    assert!(said.contains(&Output::Prompt(Prompt::Do(Action::Blink))));
}

#[test]
fn evidence_does_not_survive_a_change_of_person() {
    let mut world = person();
    (world.duration_ms, world.absent) = (5_000, vec![(1_500, 2_300)]);
    let run = run(&world, Plan::silent());
    assert_eq!(run.report.explanation.restarts, 1);
    assert!(run.outputs.contains(&Output::DropFrame(FrameRole::Best)));
    assert!(run.report.best_frame.unwrap().at_ms >= 2_300, "the best frame shows who was there last");
}

#[test]
fn a_short_gap_is_forgiven() {
    let mut world = person();
    world.absent = vec![(1_500, 1_800)];
    assert_eq!(run(&world, Plan::silent()).report.explanation.restarts, 0);
}

#[test]
fn time_without_frames_is_no_evidence() {
    let mut world = person();
    (world.duration_ms, world.stall) = (4_600, Some((900, 2_900)));
    let report = run(&world, Plan::silent().for_recording()).report;
    assert_eq!((report.code, report.explanation.restarts), (Code::SilentTooShort, 1));
}

#[test]
fn a_cancelled_session_says_what_it_had() {
    let mut session = Session::new(Config::default(), Plan::silent().for_recording(), Timestamp::ZERO);
    person().frames().iter().for_each(|seen| session.handle_observation(seen).unwrap());
    session.handle_cancel();
    let report = session.into_report();
    assert_eq!(report.code, Code::UserCancel);
    assert!(report.liveness.silent.unwrap().frames > 100);
}

#[test]
fn timers_end_a_live_session_but_not_a_recording() {
    let mut session = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
    assert_eq!(session.poll_timeout(), Some(Timestamp::from_millis(30_000)));
    session.handle_timeout(Timestamp::from_millis(29_999)).unwrap();
    assert_eq!(session.verdict(), None);
    session.handle_timeout(Timestamp::from_millis(30_000)).unwrap();
    assert_eq!(session.verdict(), Some(&Verdict::Incomplete(Incomplete::PrepareTimeOut)));
    let recording = Session::new(Config::default(), Plan::silent().for_recording(), Timestamp::ZERO);
    assert_eq!(recording.poll_timeout(), None);
}

#[test]
fn an_action_has_ten_seconds() {
    let mut world = person();
    world.duration_ms = 15_000;
    let run = run(&world, plan(&[Action::Mouth]));
    assert_eq!(run.report.code, Code::ActionOpenMouth);
    assert!((10_000..11_000).contains(&run.report.video.duration_ms), "{:?}", run.report.video);
}

#[test]
fn a_whole_recording_is_judged_to_its_end_and_a_camera_as_soon_as_there_is_enough() {
    assert_eq!(run(&person(), Plan::silent().for_recording()).report.video.frames, 120);
    assert!(run(&person(), Plan::silent()).report.video.frames <= 62);
}

#[test]
fn misuse_is_an_error_and_changes_nothing() {
    let frames = person().frames();
    let mut session = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
    session.handle_observation(&frames[9]).unwrap();
    let back = session.handle_observation(&frames[8]).unwrap_err();
    assert!(matches!(back, SessionError::TimeWentBack { .. }), "{back}");
    let mut broken = frames[10].clone();
    broken.luma = f32::NAN;
    assert_eq!(session.handle_observation(&broken), Err(SessionError::NotFinite { frame: 10 }));
    assert_eq!(session.handle_comparison(1.0, 100.0), Err(SessionError::NoComparisonAsked));
    assert_eq!(session.stage(), StageKind::Positioning);
}

#[test]
fn nothing_comes_after_the_end() {
    let frames = person().frames();
    let mut session = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
    session.handle_photo_fault(PhotoFault::NoFace);
    while session.poll_output().is_some() {}
    assert_eq!(session.handle_observation(&frames[0]), Err(SessionError::Finished));
    session.handle_cancel();
    session.handle_end_of_video();
    assert_eq!(session.poll_output(), None);
    assert_eq!(session.into_report().code, Code::LifePhotoDetectNoFaces);
}

#[test]
fn a_session_that_was_dropped_half_way_reads_as_interrupted() {
    let mut session = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
    session.handle_observation(&person().frames()[0]).unwrap();
    assert_eq!(session.into_report().code, Code::LivessSystemError);
}

#[test]
fn every_movement_of_a_recording_is_seen_and_nothing_else() {
    let asked = [Action::Mouth, Action::Nod, Action::Shake];
    let observations = person().doing(&asked, 2_000).frames();
    let seen = movements(&Actions::default(), &observations);
    assert!(seen.iter().all(|movement| movement.from < movement.to), "{seen:?}");
    let seen: Vec<_> =
        seen.iter().map(|movement| movement.action).filter(|seen| *seen != Action::Blink).collect();
    assert_eq!(seen, asked);
    assert_eq!(movements(&Actions::default(), []), []);
}
