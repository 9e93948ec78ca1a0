//! Runs an emulated world through a session.
#![allow(dead_code, reason = "each test binary uses its share")]

use liveface_session::emulator::Emulator;
use liveface_session::{Config, Output, Plan, Report, Session, Timestamp, Verdict};

/// Everything a session said, and its verdict.
pub struct Run {
    pub outputs: Vec<Output>,
    pub report: Report,
}

/// Feeds the world to a session until the verdict; ends the video if there is none. Comparisons get `similarity`.
pub fn run_with(world: &Emulator, plan: Plan, similarity: f32) -> Run {
    let mut session = Session::new(Config::default(), plan, Timestamp::ZERO);
    let mut outputs = Vec::new();
    for seen in world.frames() {
        session.handle_observation(&seen).unwrap();
        drain(&mut session, &mut outputs, similarity);
        if session.verdict().is_some() {
            break;
        }
    }
    if session.verdict().is_none() {
        session.handle_end_of_video();
        drain(&mut session, &mut outputs, similarity);
    }
    Run { outputs, report: session.into_report() }
}

pub fn run(world: &Emulator, plan: Plan) -> Run {
    run_with(world, plan, 90.0)
}

fn drain(session: &mut Session, outputs: &mut Vec<Output>, similarity: f32) {
    while let Some(output) = session.poll_output() {
        let asked = matches!(output, Output::Compare(_));
        outputs.push(output);
        if asked {
            session.handle_comparison(0.6, similarity).unwrap();
        }
    }
}

/// The verdict in the last output, which must be the only `Finished`.
pub fn finished(run: &Run) -> &Verdict {
    let count = run.outputs.iter().filter(|output| matches!(output, Output::Finished(_))).count();
    assert_eq!(count, 1, "exactly one Finished in {:?}", run.outputs);
    match run.outputs.last() {
        Some(Output::Finished(verdict)) => verdict,
        other => panic!("the last output is {other:?}"),
    }
}
