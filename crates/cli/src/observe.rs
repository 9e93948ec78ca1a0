//! `liveface observe`: measures every frame, decides nothing.

use crate::args::{Common, Measure, Observe};
use crate::files::{self, OutputFile};
use crate::{Outcome, input, setup, terminal};
use liveface::model_hashes;
use liveface::vision::{Stage, Timing};
use liveface_session::trace::{Event, Header, LineRef, TRACE_SCHEMA, write_line};
use liveface_session::{Config, Needs, Observation, Plan, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

/// Runs the command.
///
/// # Errors
/// Input, models or output.
pub fn run(common: &Common, args: &Observe) -> anyhow::Result<Outcome> {
    files::distinct(
        &[Some(args.input.as_path()), args.trace.as_deref()].into_iter().flatten().collect::<Vec<_>>(),
    )?;
    terminal::catch_interrupts()?;
    let file = args.trace.as_deref().map(OutputFile::create).transpose()?;
    let mut source = input::open_file(&args.input)?;
    let (pack, mut vision) = setup::vision(common)?;
    let header = Header {
        schema: TRACE_SCHEMA,
        start: Timestamp::ZERO,
        plan: Plan::silent().for_recording(),
        config: Config::default(),
        models: model_hashes(&pack),
    };
    let mut trace = file.as_ref().map(OutputFile::writer).transpose()?;
    if let Some(trace) = &mut trace {
        write_line(trace, LineRef::Header(&header))?;
    }
    let needs = if args.measure == Measure::All { Needs::ALL } else { Needs::default() };
    let bar = terminal::progress(source.info().frames, "measuring");
    let (mut timings, mut seen) = (Vec::new(), Observation::default());
    while let Some(frame) = source.next_frame()? {
        anyhow::ensure!(!terminal::interrupted(), "interrupted: nothing was written");
        vision.observe_into(&frame, needs, &mut seen)?;
        timings.push(vision.timing());
        if let Some(trace) = &mut trace {
            write_line(trace, LineRef::Observation(&seen))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if let Some(trace) = &mut trace {
        write_line(trace, LineRef::Event(&Event::EndOfVideo))?;
        trace.flush()?;
    }
    file.map(OutputFile::finish).transpose()?;
    terminal::print(&if args.timing {
        serde_json::to_string(&TimingObject::of(&timings))?
    } else {
        format!("{} frames measured", timings.len())
    })?;
    Ok(Outcome::Good)
}

/// What `observe --timing` prints: each stage over the frames it ran on, and the total over all frames, decoding not
/// counted.
#[derive(Debug, Serialize)]
pub struct TimingObject {
    #[serde(flatten)]
    stages: BTreeMap<&'static str, Spread>,
    total: Spread,
    frames: usize,
}

#[derive(Debug, Default, Serialize)]
struct Spread {
    median_ms: f64,
    p95_ms: f64,
    frames: usize,
}

impl TimingObject {
    /// Sums up the frames' timings.
    pub fn of(timings: &[Timing]) -> Self {
        let stage = |stage: Stage| {
            let ran = timings.iter().map(|timing| timing.of(stage)).filter(|spent| !spent.is_zero());
            (stage.name(), Spread::of(ran.collect()))
        };
        Self {
            stages: Stage::ALL.into_iter().map(stage).collect(),
            total: Spread::of(timings.iter().map(|timing| timing.total).collect()),
            frames: timings.len(),
        }
    }
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |share: f64| times.get((share * times.len().saturating_sub(1) as f64) as usize);
        let ms = |time: Option<&Duration>| time.map_or(0.0, |time| (time.as_secs_f64() * 1e6).round() / 1e3);
        Self { median_ms: ms(at(0.5)), p95_ms: ms(at(0.95)), frames: times.len() }
    }
}
