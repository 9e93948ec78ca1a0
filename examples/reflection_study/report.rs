//! The report: one page that needs nothing else, and the points of its curves as CSV.

mod criteria;
mod curves;
mod draw;
mod margins;
mod tables;

use crate::ReportArgs;
use crate::row::Row;
use crate::study::{BONA_FIDE, Half, Study, read, thresholds};
use anyhow::Context as _;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const STYLE: &str = include_str!("report/page.css");

/// Writes the page and, beside it, the points of its curves.
pub(crate) fn report(args: &ReportArgs) -> anyhow::Result<()> {
    let rows = read(&args.files)?;
    let config = thresholds(args.config.as_deref())?;
    let [test, choose] = [Half::Test, Half::Choose].map(|half| Study::new(&rows, half, &config));
    anyhow::ensure!(!test.trials.is_empty(), "no trials of the half to test on");
    let curves = curves::curves(&test);
    let name = args.out.file_stem().and_then(|name| name.to_str()).context("--out must name a file")?;
    let points = args.out.with_file_name(format!("{name}-curves.csv"));
    if let Some(folder) = args.out.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    write(&points, &curves::csv(&curves))?;
    let parts = [
        head(args, &rows, (&test, &choose)),
        criteria::html(&test),
        tables::species(&test),
        tables::groups(&test),
        curves::html(&curves),
        margins::html(&test),
        tables::thresholds(&choose),
    ];
    write(&args.out, &page(&parts.concat()))
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}

fn page(body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Reflected light: how often it is right</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}\
         </body>\n</html>\n"
    )
}

fn head(args: &ReportArgs, rows: &[Row], (test, choose): (&Study, &Study)) -> String {
    let file = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let files: Vec<_> = args.files.iter().map(|path| escape(&file(path))).collect();
    let config = args.config.as_deref().map(|path| format!(" --config {}", escape(&file(path))));
    let scenes: BTreeSet<_> =
        rows.iter().map(|row| (rendered(row), &row.head, &row.half, row.scene)).collect();
    format!(
        "<h1>Reflected light: how often it is right</h1>\n\
         <p>The screen shows colours that nobody could foresee; the light that comes back must be that of a face with \
         depth before this screen now. {} judged trials, {} of them to choose thresholds on, {} to test: <strong>all \
         figures here are of the half to test on</strong>, but for the last table.</p>\n\
         <p class=\"how\">Everything is rendered: people, prints, screens, rooms, cameras. That shows how the check \
         answers to known light, and where it breaks; it cannot show that real skin, real screens and real cameras \
         answer alike, nor that attackers bring nothing else. Intervals are 95 % (Wilson) and take trials for \
         independent; takes of one scene (at least {} scenes) resemble each other, so the true ones are wider.</p>\n\
         <pre>reflection_study film --out DIR …\nreflection_study observe DIR\n\
         reflection_study judge DIR --out trials.csv\nreflection_study report {} --out {}{}</pre>\n",
        rows.len(),
        choose.trials.len(),
        test.trials.len(),
        scenes.len(),
        files.join(" "),
        escape(&file(&args.out)),
        config.unwrap_or_default(),
    )
}

/// What had to be rendered for a trial: videos that are fed in and wrong orders are made of people's scenes.
fn rendered(row: &Row) -> &str {
    let kind = row.species.as_str();
    if matches!(kind, "injected" | "late_relight" | "wrong_order") { BONA_FIDE } else { kind }
}

/// Text as HTML shows it unchanged.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
