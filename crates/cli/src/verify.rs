//! `liveface verify`: one video or camera, one verdict.

use crate::args::{Common, Verify};
use crate::files::{self, OutputFile};
use crate::input::{self, Input};
use crate::json::{VerdictObject, outcome};
use crate::light::{self, Lit};
use crate::submit::session::{Submission, Told};
use crate::{Outcome, setup, terminal};
use anyhow::Context as _;
use liveface::{Engine, Finished, model_hashes};
use liveface_session::report::{LightReason, Reflection};
use liveface_session::{Output, Plan, Prompt, Report, Timestamp};
use std::collections::BTreeMap;
use std::path::Path;

/// Runs the command.
///
/// # Errors
/// Whatever is not about the person: input, models, output.
pub fn run(common: &Common, args: &Verify) -> anyhow::Result<Outcome> {
    let lit = light::read(args)?;
    let plan = match &lit {
        Some(lit) => lit.plan.clone(),
        None => setup::plan(&args.deciding, args.seed)?.unwrap_or_else(Plan::silent),
    };
    let config = setup::config(args.deciding.config.as_deref())?;
    let named = [
        Some(Path::new(&args.input)),
        args.reference.as_deref(),
        args.trace.as_deref(),
        args.best_frame.as_deref(),
        args.light.as_deref(),
        args.shown.as_deref(),
        args.clip.as_deref(),
    ];
    files::distinct(&named.into_iter().flatten().collect::<Vec<_>>())?;
    terminal::catch_interrupts()?;
    // Outputs are opened first, so that no work is done that could not be kept.
    let trace = args.trace.as_deref().map(OutputFile::create).transpose()?;
    let best_frame = args.best_frame.as_deref().map(OutputFile::create).transpose()?;
    let photo = args.reference.as_deref().map(photo).transpose()?;
    let mut input = input::open(&args.input)?;
    anyhow::ensure!(
        input.recorded || lit.is_none(),
        "a terminal shows no light: record the session elsewhere and verify the recording"
    );
    let mut submission = Submission::new(args, input.source.as_ref())?;
    let plan = if input.recorded { plan.for_recording() } else { plan };
    let plan = if photo.is_some() { plan.with_comparison() } else { plan };
    let (pack, vision) = setup::vision(common)?;
    let models = model_hashes(&pack);
    let mut engine = Engine::new(vision, config, plan, models.clone());
    if let Some(trace) = &trace {
        engine.record_to(Box::new(trace.writer()?))?;
    }
    if let Some(photo) = &photo {
        engine.set_reference(photo)?;
    }
    watch(&mut input, &mut engine, lit.as_ref(), submission.as_mut())?;
    let Finished { report, best_frame: best, .. } = engine.finish()?;
    match (best_frame, &best, &args.best_frame) {
        (Some(file), Some(best), _) => file.write(&files::jpeg(best)?)?,
        (Some(_), None, Some(path)) => {
            terminal::tell(&format!("no best frame: {} was not written", path.display()))
        }
        _ => {}
    }
    trace.map(OutputFile::finish).transpose()?;
    let mut told = Told::new(submission.map(|submission| submission.send(&report, best.as_ref())));
    terminal::print(&if args.json {
        serde_json::to_string(&VerdictObject::new(&report, &models).with_cloud(told.object.take()))?
    } else {
        std::iter::once(summary(&report)).chain(told.text.take()).collect::<Vec<_>>().join("\n")
    })?;
    let outcome = outcome(report.verdict).max(told.outcome);
    told.shown();
    Ok(outcome)
}

/// Reads the photo to compare with.
///
/// # Errors
/// It is no picture, or a damaged one.
pub fn photo(path: &Path) -> anyhow::Result<liveface_frames::Frame> {
    liveface_frames::read_photo(path).context("the photo cannot be used")
}

/// Feeds the engine until there is a verdict, or the person presses Ctrl-C.
fn watch(
    input: &mut Input,
    engine: &mut Engine,
    lit: Option<&Lit>,
    mut submission: Option<&mut Submission<'_>>,
) -> anyhow::Result<()> {
    let bar = terminal::progress(input.source.info().frames.filter(|_| input.recorded), "looking");
    let mut lights = lit.map_or(&[][..], |lit| &lit.shown).iter().peekable();
    let mut last = Timestamp::ZERO;
    while engine.verdict().is_none() {
        if terminal::interrupted() {
            engine.cancel()?;
            break;
        }
        let Some(frame) = input.source.next_frame()? else { break };
        last = frame.at();
        while let Some(light) = lights.next_if(|light| light.at <= last) {
            engine
                .handle_light_shown(light.light, light.at)
                .context("the shown times do not fit the plan")?;
        }
        engine.push_frame(&frame)?;
        bar.inc(1);
        let outputs: Vec<_> = std::iter::from_fn(|| engine.poll_output()).collect();
        if !input.recorded {
            outputs.iter().for_each(show);
        }
        if let Some(submission) = &mut submission {
            submission.watch(&frame, &outputs)?;
        }
    }
    if let Some(submission) = submission {
        submission.lengthen(input.source.as_mut())?;
    }
    let outside = lights.next().filter(|_| engine.verdict().is_none() && lit.is_some_and(|lit| lit.given));
    if let Some(light) = outside {
        anyhow::bail!(
            "a light was shown at {}, after the recording's last frame at {last}: give times from its first frame",
            light.at
        );
    }
    engine.end_of_video()?;
    bar.finish_and_clear();
    Ok(())
}

/// Tells the person before the camera what to do.
fn show(output: &Output) {
    match output {
        Output::Prompt(Prompt::Position) => terminal::tell("look into the camera"),
        Output::Prompt(Prompt::HoldStill) => terminal::tell("hold still"),
        Output::Prompt(Prompt::WatchLight) => terminal::tell("look at the screen and hold still"),
        Output::Prompt(Prompt::Do(action)) => terminal::tell(&format!("please: {action}")),
        Output::Hint(hint) => terminal::tell(hint.remedy()),
        _ => {}
    }
}

/// The report for a person.
pub fn summary(report: &Report) -> String {
    let mut lines = vec![format!("{:<14}{}", verdict_word(report), report.message)];
    let mut row = |name: &str, value: String| lines.push(format!("  {name:<12}{value}"));
    row("code", report.code.to_string());
    if let Some(silent) = report.liveness.silent {
        let over = if silent.passed() { "reaches" } else { "is below" };
        let score = format!(
            "score {:.2} {over} {:.2}, from {} frames",
            silent.score, silent.threshold, silent.frames
        );
        row("silent", score);
    }
    for action in &report.liveness.actions {
        let when = action.from_ms.zip(action.to_ms).map(|(from, to)| format!(", {from}–{to} ms"));
        row(
            "action",
            format!("{} {:?}{}", action.action, action.state, when.unwrap_or_default()).to_lowercase(),
        );
    }
    if let Some(light) = &report.liveness.reflection {
        reflection(light).into_iter().for_each(|(name, value)| row(name, value));
    }
    if let Some(c) = report.comparison {
        let words = if c.same { "same person" } else { "another person" };
        row(
            "photo",
            format!(
                "{words}: similarity {:.1}, needed {:.0} (cosine {:.3})",
                c.similarity, c.threshold, c.cosine
            ),
        );
    }
    if let Some(best) = report.best_frame {
        row(
            "best frame",
            format!("number {} at {} ms, quality {} of 100", best.frame.0, best.at_ms, best.quality.unified),
        );
    }
    let video = report.video;
    let size = format!("{}×{}", video.width, video.height);
    row("video", format!("{} frames, {} ms, {size}, {:.1} fps", video.frames, video.duration_ms, video.fps));
    let unusable: BTreeMap<_, _> = report.explanation.unusable.iter().collect();
    for (hint, count) in unusable {
        row("unusable", format!("{count} frames: {}", hint.remedy()));
    }
    lines.join("\n")
}

/// The light that came back, as rows: `light`, `freshness`, `strength` and `shape`.
pub fn reflection(light: &Reflection) -> Vec<(&'static str, String)> {
    let number =
        |value: Option<f32>, digits: usize| value.map_or("-".to_owned(), |v| format!("{v:.digits$}"));
    let freshness = format!(
        "correlation {}, p {}, lag {} ms, {} of {} colours agree",
        number(light.freshness, 2),
        number(light.p_value, 4),
        number(light.lag_ms, 0),
        light.slots.iter().filter(|slot| slot.agrees).count(),
        light.slots.len()
    );
    let strength = format!(
        "screen {} of the room's light, signal to noise {}",
        number(light.light_ratio, 2),
        number(light.snr, 1)
    );
    let shape = format!(
        "{} of 1, from depth {} ± {} and roughness {}",
        number(light.shape, 2),
        number(light.depth, 2),
        number(light.depth_error, 2),
        number(light.roughness, 2)
    );
    let ends = match light.reason {
        None => "passed".to_owned(),
        Some(LightReason::Rejected(reason)) => reason.meaning().to_owned(),
        Some(LightReason::Incomplete(gap)) => gap.remedy().to_owned(),
    };
    vec![("light", ends), ("freshness", freshness), ("strength", strength), ("shape", shape)]
}

fn verdict_word(report: &Report) -> String {
    format!("{:?}", report.verdict).to_uppercase()
}
