//! `liveface demo`: the fixture clips, verified, and a page that shows how.

mod curves;
pub mod fixtures;
mod judge;
mod light;
mod page;

use crate::args::{Common, Demo};
use crate::files::OutputFile;
use crate::{Outcome, setup, terminal};
use fixtures::Clip;
use judge::{Expectation, Judge, Judged};
use liveface_models::PackError;

/// What is said where there is no pack: in a program that was built without its own.
const NO_PACK: &str = "No model pack was found, and none is inside this program: clips were decoded here, but the \
                       measurements are the recorded ones of the pack `own`; pass --models DIR to measure here.";

/// Runs the command. A clip that does not end as expected is `Rejected`.
///
/// # Errors
/// A named pack that cannot be used, a back end that is not to be had, or a page that cannot be written.
pub fn run(common: &Common, args: &Demo) -> anyhow::Result<Outcome> {
    let file = OutputFile::create(&args.out)?;
    let clips = fixtures::clips()?;
    let (mut judge, how) = choose(common)?;
    terminal::print(&format!("{how}\n"))?;
    let judged = judge_all(&mut judge, clips)?;
    terminal::print(&table(&judged))?;
    file.write(page::html(&how, &judged)?.as_bytes())?;
    terminal::print(&format!("\n{}", summary(&judged)))?;
    terminal::print(&format!("page written: {}", args.out.display()))?;
    let missed = judged.iter().any(|judged| judged.outcome() == Expectation::Missed);
    Ok(if missed { Outcome::Rejected } else { Outcome::Good })
}

/// Measures where there is a pack, else replays; and says which.
fn choose(common: &Common) -> anyhow::Result<(Judge, String)> {
    match setup::vision(common) {
        Ok((pack, vision)) => {
            let how = format!("Measured here with the pack `{}` from {}.", pack.id(), pack.origin());
            Ok((Judge::measuring(&pack, vision), how))
        }
        Err(error) if matches!(error.downcast_ref(), Some(PackError::NotFound { .. })) => {
            Ok((Judge::Replaying, NO_PACK.to_owned()))
        }
        Err(error) => Err(error),
    }
}

fn judge_all(judge: &mut Judge, clips: Vec<Clip>) -> anyhow::Result<Vec<Judged>> {
    let bar = terminal::progress(Some(clips.len() as u64), "clips");
    let judged = clips.into_iter().map(|clip| {
        let judged = judge.judge(clip);
        bar.inc(1);
        judged
    });
    let judged = judged.collect();
    bar.finish_and_clear();
    judged
}

/// How many clips ended as they must, and how many are known not to.
fn summary(judged: &[Judged]) -> String {
    let count = |pick: fn(Expectation<'_>) -> bool| judged.iter().filter(|j| pick(j.outcome())).count();
    let (met, gaps) = (count(|e| e == Expectation::Met), count(|e| matches!(e, Expectation::Gap(_))));
    let mut text = format!("{met} of {} clips ended as expected", judged.len());
    if gaps > 0 {
        text += &format!(", {gaps} are known gaps of today's checks");
    }
    text
}

/// One line for each clip.
fn table(judged: &[Judged]) -> String {
    let row = |cells: [&str; 5]| {
        let [clip, asked, silent, got, expected] = cells;
        format!("{clip:<22}{asked:<14}{silent:>6}  {got:<44}{expected}").trim_end().to_owned()
    };
    let head = row(["clip", "asked", "silent", "result", "expected"]);
    let rows = judged.iter().map(|judged| {
        let silent = judged.report.liveness.silent.map_or("-".to_owned(), |s| format!("{:.2}", s.score));
        let expected = match judged.outcome() {
            Expectation::Met => "as expected".to_owned(),
            Expectation::Gap(_) => format!("known gap, must be {}", judged.expected()),
            Expectation::Missed => format!("UNEXPECTED, expected {}", judged.expected()),
        };
        row([&judged.clip.name, &judged.clip.asked(), &silent, judged.report.code.as_str(), &expected])
    });
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use liveface_session::Code;

    fn replayed() -> Vec<Judged> {
        judge_all(&mut Judge::Replaying, fixtures::clips().unwrap()).unwrap()
    }

    #[test]
    fn every_clip_ends_as_expected_from_its_recorded_measurements() {
        for judged in replayed() {
            let (name, code) = (&judged.clip.name, judged.report.code);
            match &judged.clip.gap {
                None => assert_eq!(judged.outcome(), Expectation::Met, "{name}: {code}"),
                // A gap that has closed must lose its excuse in fixtures/scenes.toml.
                Some(_) => assert_ne!(judged.outcome(), Expectation::Met, "{name}: {code}"),
            }
        }
    }

    #[test]
    fn the_table_names_what_was_expected_only_where_it_did_not_come() {
        let mut judged = replayed();
        judged.truncate(2);
        judged[0].report.code = Code::SilentTooShort;
        let table = table(&judged);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].ends_with("UNEXPECTED, expected Success"), "{}", lines[1]);
        assert!(lines[2].ends_with("as expected"), "{}", lines[2]);
    }
}
