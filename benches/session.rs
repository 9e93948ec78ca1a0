//! How many observations a second the decision takes, alone: no model, no pixel.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use criterion::{BatchSize, Criterion, Throughput};
use liveface::session::emulator::{Emulator, Lighting};
use liveface::session::shown::as_planned;
use liveface::session::trace::{Event, Header, Line, TRACE_SCHEMA, Trace, write_line};
use liveface::session::{Action, Config, LightPlan, Observation, Plan, Report, Session, Timestamp};
use std::collections::BTreeMap;

fn main() {
    let mut criterion = liveface_benches::criterion();
    let silent = Plan::silent().for_recording();
    let actions = [Action::Blink, Action::Mouth];
    let asked = Plan::with_actions(&actions).expect("two actions can be asked for").for_recording();
    let acting = Emulator::person(7).doing(&actions, 1_500).frames();
    decisions(&mut criterion, "session/silent", (&silent, &Emulator::person(7).frames()));
    decisions(&mut criterion, "session/actions", (&asked, &acting));
    reflection(&mut criterion);
    traces(&mut criterion, (&asked, &acting));
    criterion.final_summary();
}

/// From the first observation to the report.
fn decisions(criterion: &mut Criterion, name: &str, (plan, seen): (&Plan, &[Observation])) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(seen.len() as u64));
    let start = || Session::new(Config::default(), plan.clone(), Timestamp::ZERO);
    group.bench_function("observations", |b| {
        b.iter_batched(start, |session| decide(session, seen), BatchSize::SmallInput);
    });
}

/// A recording whose light is judged: all of the analysis but the measuring of pixels.
fn reflection(criterion: &mut Criterion) {
    let light = LightPlan::mint(&[7; 32]).expect("32 bytes are a seed");
    let shown = as_planned(&light);
    let plan = Plan { light: Some(light), ..Plan::silent() }.for_recording();
    let mut seen = Emulator { duration_ms: 6_000, ..Emulator::person(7) }.frames();
    seen.iter_mut().for_each(|seen| Lighting::default().paint(seen, &shown));
    let mut events: Vec<(Timestamp, Event)> =
        shown.into_iter().map(|s| (s.at, Event::LightShown(s))).collect();
    let frames = seen.len() as u64;
    events.extend(seen.into_iter().map(|seen| (seen.at, Event::Observation(Box::new(seen)))));
    events.sort_by_key(|(at, _)| *at);
    let start = || Session::new(Config::default(), plan.clone(), Timestamp::ZERO);
    let judge = |mut session: Session| {
        events.iter().for_each(|(_, event)| event.feed(&mut session).expect("times rise"));
        session.handle_end_of_video();
        session.into_report()
    };
    let mut group = criterion.benchmark_group("session/reflection");
    group.throughput(Throughput::Elements(frames));
    group.bench_function("observations", |b| b.iter_batched(start, judge, BatchSize::SmallInput));
}

fn decide(mut session: Session, seen: &[Observation]) -> Report {
    for observation in seen {
        session.handle_observation(observation).expect("times rise");
        while session.poll_output().is_some() {}
        if session.verdict().is_some() {
            break;
        }
    }
    session.handle_end_of_video();
    session.into_report()
}

/// Reading a recorded session, and deciding it again.
fn traces(criterion: &mut Criterion, (plan, seen): (&Plan, &[Observation])) {
    let text = recorded(plan, seen);
    let trace = Trace::read(text.as_slice()).expect("what was written can be read");
    let mut group = criterion.benchmark_group("trace");
    group.throughput(Throughput::Elements(seen.len() as u64));
    group.bench_function("read", |b| b.iter(|| Trace::read(text.as_slice())));
    group.bench_function("replay", |b| b.iter(|| trace.replay(None)));
}

fn recorded(plan: &Plan, seen: &[Observation]) -> Vec<u8> {
    let (start, models) = (Timestamp::ZERO, BTreeMap::new());
    let header =
        Header { schema: TRACE_SCHEMA, start, plan: plan.clone(), config: Config::default(), models };
    let events = seen.iter().map(|seen| Line::Event(Event::Observation(Box::new(seen.clone()))));
    let mut text = Vec::new();
    for line in std::iter::once(Line::Header(Box::new(header))).chain(events) {
        write_line(&mut text, &line).expect("memory takes every line");
    }
    text
}
