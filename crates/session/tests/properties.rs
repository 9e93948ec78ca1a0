//! What holds in every world the emulator can make.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use common::{finished, run, run_with};
use liveface_session::emulator::Emulator;
use liveface_session::report::ActionState;
use liveface_session::trace::{Event, Header, Line, TRACE_SCHEMA, Trace, write_line};
use liveface_session::{Action, Config, Plan, Report, Session, Timestamp, Verdict, VerdictKind};
use proptest::prelude::*;

fn any_actions(most: usize) -> impl Strategy<Value = Vec<Action>> {
    prop::sample::subsequence(Action::ALL.to_vec(), 0..=most).prop_shuffle()
}

prop_compose! {
    fn any_world()(
        seed in any::<u64>(), fps in 8.0_f32..60.0, jitter_ms in 0.0_f32..8.0, dropped in 0.0_f32..0.4,
        stall in prop::option::of((0_u64..4_000, 0_u64..1_500)),
        done in any_actions(3), from in 300_u64..2_000,
        absent in prop::collection::vec((0_u64..5_000, 0_u64..2_000), 0..2),
        second in prop::collection::vec((0_u64..5_000, 0_u64..1_000), 0..2),
        (size, pad, liveliness) in (0.05_f32..0.9, 0.0_f32..1.0, prop::sample::select(vec![0.0_f32, 1.0])),
    ) -> Emulator {
        let span = |(from, takes): (u64, u64)| (from, from + takes);
        let mut world = Emulator::person(seed).doing(&done, from);
        (world.fps, world.jitter_ms, world.dropped) = (fps, jitter_ms, dropped);
        (world.stall, world.size, world.pad, world.liveliness) = (stall.map(span), size, pad, liveliness);
        world.absent = absent.into_iter().map(span).collect();
        world.second = second.into_iter().map(span).collect();
        world
    }
}

fn any_plan() -> impl Strategy<Value = Plan> {
    (any_actions(2), any::<bool>(), any::<bool>()).prop_map(|(actions, compare, whole_video)| Plan {
        compare,
        whole_video,
        ..Plan::with_actions(&actions).unwrap()
    })
}

/// Records the world as the command line would, through text and back.
fn record(world: &Emulator, plan: &Plan) -> (Trace, Report) {
    let config = Config::default();
    let header = Header {
        schema: TRACE_SCHEMA,
        start: Timestamp::ZERO,
        plan: plan.clone(),
        config: config.clone(),
        models: std::collections::BTreeMap::new(),
    };
    let mut session = Session::new(config, plan.clone(), Timestamp::ZERO);
    let mut lines = vec![Line::Header(Box::new(header))];
    let mut feed = |session: &mut Session, event: Event| {
        event.feed(session).unwrap();
        lines.push(Line::Event(event));
        while session.poll_output().is_some() {}
    };
    for seen in world.frames() {
        if session.verdict().is_none() {
            feed(&mut session, Event::Observation(Box::new(seen)));
        }
    }
    if session.verdict().is_none() {
        feed(&mut session, Event::EndOfVideo);
    }
    if session.stage() == liveface_session::StageKind::Comparing {
        feed(&mut session, Event::Comparison { cosine: 0.123_456_79, similarity: 71.234_57 });
    }
    let report = session.into_report();
    lines.push(Line::Report(Box::new(report.clone())));
    let mut text = Vec::new();
    for line in &lines {
        write_line(&mut text, line).unwrap();
    }
    (Trace::read(text.as_slice()).unwrap(), report)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_live_unless_every_planned_check_passed(world in any_world(), plan in any_plan(), sim in 0.0_f32..100.0) {
        let run = run_with(&world, plan.clone(), sim);
        let report = &run.report;
        if report.verdict == VerdictKind::Live {
            let silent = report.liveness.silent.unwrap();
            prop_assert!(silent.score >= silent.threshold && silent.frames >= 5);
            prop_assert!(report.explanation.evidence_ms >= 2_000);
            prop_assert!(report.explanation.motion.unwrap() >= Config::default().silent.min_motion);
            let actions = &report.liveness.actions;
            prop_assert!(actions.iter().map(|result| result.action).eq(plan.actions.iter().copied()));
            prop_assert!(actions.iter().all(|result| result.state == ActionState::Passed));
            prop_assert!(!plan.compare || sim >= 70.0);
            prop_assert!(world.pad > 0.4 && (world.liveliness > 0.0 || !world.actions.is_empty()));
        }
        prop_assert_eq!(finished(&run).kind(), report.verdict);
        prop_assert_eq!(report.verdict == VerdictKind::Live, report.reason.is_none());
    }

    #[test]
    fn a_replay_of_the_text_gives_the_same_bits(world in any_world(), plan in any_plan()) {
        let (trace, report) = record(&world, &plan);
        prop_assert_eq!(trace.report.as_ref(), Some(&report));
        prop_assert_eq!(trace.replay(None).unwrap(), report);
    }

    #[test]
    fn numbers_survive_the_text(bits in any::<u32>()) {
        let number = f32::from_bits(bits);
        if number.is_finite() {
            let text = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<f32>(&text).unwrap().to_bits(), bits);
        }
    }

    #[test]
    fn the_frame_rate_does_not_decide(seed in any::<u64>(), asked in any_actions(2), doing in any::<bool>()) {
        let plan = Plan::with_actions(&asked).unwrap().for_recording();
        let world = if doing { Emulator::person(seed).doing(&asked, 1_000) } else { Emulator::person(seed) };
        let verdicts = [10.0, 15.0, 30.0, 60.0].map(|fps| run(&Emulator { fps, ..world.clone() }, plan.clone()).report.code);
        prop_assert!(verdicts.iter().all(|code| *code == verdicts[0]), "{:?}", verdicts);
    }

    #[test]
    fn a_seed_plans_the_same_actions_everywhere(seed in any::<u64>(), count in 1_usize..=2) {
        let plan = Plan::from_seed(seed, count).unwrap();
        prop_assert_eq!(&plan, &Plan::from_seed(seed, count).unwrap());
        prop_assert_eq!(plan.actions.len(), count);
        prop_assert!(Plan::with_actions(&plan.actions).is_ok(), "no action twice");
    }
}

#[test]
fn every_plan_of_two_actions_comes_up_about_equally_often() {
    let mut counts = std::collections::BTreeMap::new();
    for seed in 0..12_000 {
        *counts.entry(Plan::from_seed(seed, 2).unwrap().actions).or_insert(0_u32) += 1;
    }
    assert_eq!(counts.len(), 12);
    assert!(counts.values().all(|count| (850..1_150).contains(count)), "{counts:?}");
}

#[test]
fn a_person_is_live_in_most_seeds_and_a_picture_in_none() {
    let live = |world: &Emulator| matches!(finished(&run(world, Plan::silent())), Verdict::Live(_));
    let people = (0..200).filter(|seed| live(&Emulator::person(*seed))).count();
    let pictures =
        (0..200).filter(|seed| live(&Emulator { liveliness: 0.0, ..Emulator::person(*seed) })).count();
    assert_eq!((people, pictures), (200, 0));
}
