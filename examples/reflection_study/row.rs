//! A judged trial as a line of CSV, and back: enough of it to be judged again with any thresholds.

use crate::cell::Cell;
use anyhow::Context as _;
use liveface::session::config;
use liveface::session::light::Light;
use liveface::session::reflection::{decide, shape_odds};
use liveface::session::report::{LightReason, Reflection, SlotAnswer};
use std::fmt;

/// In place of a text that is the same as that of the column before.
const SAME: &str = "=";

/// A trial and what became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// `choose` or `test`: thresholds are chosen on one, figures are given on the other.
    pub half: String,
    pub name: String,
    pub species: String,
    pub head: String,
    pub scene: u64,
    /// 1 (lightest) to 6.
    pub skin_type: u64,
    /// True screen ÷ room light for a white screen.
    pub ratio: f32,
    pub fps: f32,
    pub kbps: f32,
    pub exposure: String,
    pub white_balance: String,
    /// Of the whole session.
    pub code: String,
    /// Of the whole session; empty for live.
    pub reason: String,
    /// Why the session would not be live if the light check let everything pass that it can measure; else empty.
    pub others: String,
    /// What the light check said when the row was written.
    pub light: String,
    /// What the light check measured; `None` where the session ended before.
    pub reflection: Option<Reflection>,
}

/// What the light check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Failed(LightReason),
    /// The session ended before.
    NotJudged,
}

impl Outcome {
    pub(crate) fn rejected(self) -> bool {
        matches!(self, Self::Failed(LightReason::Rejected(_)))
    }

    pub(crate) fn insufficient(self) -> bool {
        matches!(self, Self::Failed(LightReason::Incomplete(_)))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::NotJudged => f.write_str("not_judged"),
            Self::Failed(reason) => f.write_str(&compact(reason)),
        }
    }
}

/// A typed reason in few letters: the names on the way to it, without the outermost verdict.
pub(crate) fn compact(reason: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    let text = value.to_string().replace(['"', '{', '}'], "").replace(',', "+");
    text.trim_start_matches("rejected:").trim_start_matches("incomplete:").to_owned()
}

impl Row {
    /// What the light check says with these thresholds.
    pub(crate) fn outcome(&self, config: &config::Reflection) -> Outcome {
        let Some(found) = &self.reflection else { return Outcome::NotJudged };
        let found = Reflection { shape_odds: self.odds(config), ..found.clone() };
        decide(&found, config).map_or(Outcome::Passed, Outcome::Failed)
    }

    /// Log-odds of a face against a sheet.
    pub(crate) fn odds(&self, config: &config::Reflection) -> Option<f32> {
        shape_odds(self.reflection.as_ref()?, config)
    }

    /// A number that the light check measured.
    pub(crate) fn measured(&self, of: impl Fn(&Reflection) -> Option<f32>) -> Option<f64> {
        self.reflection.as_ref().and_then(of).map(f64::from)
    }

    pub(crate) fn line(&self) -> String {
        columns().iter().map(|column| (column.write)(self)).collect::<Vec<_>>().join(",")
    }

    fn parse(line: &str) -> anyhow::Result<Self> {
        let (mut row, mut cells) = (Self::default(), line.split(','));
        for column in columns() {
            let cell = cells.next().with_context(|| format!("no {}", column.name))?;
            (column.read)(&mut row, cell).with_context(|| format!("{}: {cell}", column.name))?;
        }
        anyhow::ensure!(cells.next().is_none(), "more cells than columns");
        Ok(row)
    }
}

/// The first line of a file of rows.
pub(crate) fn header() -> String {
    columns().iter().map(|column| column.name).collect::<Vec<_>>().join(",")
}

/// All rows of a file.
pub(crate) fn parse(text: &str) -> anyhow::Result<Vec<Row>> {
    let mut lines = text.lines();
    anyhow::ensure!(lines.next() == Some(&header()), "the first line must be {}", header());
    lines.enumerate().map(|(i, line)| Row::parse(line).with_context(|| format!("row {}", i + 1))).collect()
}

/// One column, in both directions.
struct Column {
    name: &'static str,
    write: fn(&Row) -> String,
    read: fn(&mut Row, &str) -> anyhow::Result<()>,
}

macro_rules! of_trial {
    ($field:ident) => {
        Column {
            name: stringify!($field),
            write: |row| row.$field.write(),
            read: |row, cell| {
                row.$field = Cell::read(cell)?;
                Ok(())
            },
        }
    };
}

/// All cells of a row that has nothing measured are empty, and only of such a row.
macro_rules! of_light {
    ($name:literal, $($field:ident).+) => {
        Column {
            name: $name,
            write: |row| row.reflection.as_ref().map_or_else(String::new, |found| found.$($field).+.write()),
            read: |row, cell| {
                if !cell.is_empty() {
                    row.reflection.get_or_insert_default().$($field).+ = Cell::read(cell)?;
                }
                Ok(())
            },
        }
    };
}

const fn columns() -> &'static [Column] {
    &[
        of_trial!(half),
        of_trial!(name),
        of_trial!(species),
        of_trial!(head),
        of_trial!(scene),
        of_trial!(skin_type),
        of_trial!(ratio),
        of_trial!(fps),
        of_trial!(kbps),
        of_trial!(exposure),
        of_trial!(white_balance),
        of_trial!(code),
        of_trial!(reason),
        Column { name: "others", write: others, read: read_others },
        of_light!("freshness", freshness),
        of_light!("p_value", p_value),
        of_light!("agreement", agreement),
        of_light!("lag_ms", lag_ms),
        of_light!("snr", snr),
        of_light!("light_ratio", light_ratio),
        of_light!("depth", depth),
        of_light!("depth_error", depth_error),
        of_light!("roughness", roughness),
        of_light!("shape_odds", shape_odds),
        of_light!("response", response),
        of_light!("unexplained", unexplained),
        of_light!("frames_fps", fps),
        of_light!("longest_gap_ms", longest_gap_ms),
        of_light!("dark", dark),
        of_light!("clipped", clipped),
        of_light!("duplicates", cues.duplicates),
        of_light!("noise", cues.noise),
        Column { name: "least_slot_frames", write: least_slot_frames, read: read_slot_frames },
        of_trial!(light),
    ]
}

/// Mostly the session's reason.
fn others(row: &Row) -> String {
    let same = !row.others.is_empty() && row.others == row.reason;
    if same { SAME.to_owned() } else { row.others.clone() }
}

fn read_others(row: &mut Row, cell: &str) -> anyhow::Result<()> {
    row.others = if cell == SAME { row.reason.clone() } else { cell.to_owned() };
    Ok(())
}

fn least_slot_frames(row: &Row) -> String {
    let slots = row.reflection.iter().flat_map(|found| &found.slots);
    slots.map(|slot| slot.frames).min().map_or_else(String::new, |frames| frames.to_string())
}

/// One slot stands for all: a decision asks only whether any has no frame.
fn read_slot_frames(row: &mut Row, cell: &str) -> anyhow::Result<()> {
    if !cell.is_empty() {
        let slot = SlotAnswer {
            at_ms: 0,
            ms: 0,
            light: Light::GUARD,
            frames: cell.parse()?,
            measured: [0.0; 2],
            expected: [0.0; 2],
            agrees: false,
        };
        row.reflection.get_or_insert_default().slots = vec![slot];
    }
    Ok(())
}

#[cfg(test)]
#[path = "row/tests.rs"]
mod tests;
