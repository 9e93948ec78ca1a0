//! The same rates for parts of the clips: where does it go wrong?

use super::part::{accepted_of_classified, attacks, people, rejected_of_classified, unanswered};
use super::rates::{rate, trials};
use crate::row::{Mode, Row};
use crate::summary::Slice;
use std::collections::{BTreeMap, BTreeSet};

/// Frames a second. The common 15, 24, 25, 30, 50 and 60 lie well inside a part, so that none is torn apart by jitter.
const FPS: Scale = Scale { edges: &["12", "20", "27", "45"], unit: " fps" };
/// Pixels between the eyes.
const INTER_EYE: Scale = Scale { edges: &["32", "48", "80", "120"], unit: " px" };
/// Median luma, 0..=1.
const FACE_LUMA: Scale = Scale { edges: &["0.2", "0.35", "0.5", "0.65"], unit: "" };

/// Place in the order of parts, and what the part is called. `None` where it is unknown.
type Part = Option<(usize, String)>;

/// Parts of a measurement. The edges are written as they are shown; each belongs to the part above it.
struct Scale {
    edges: &'static [&'static str],
    unit: &'static str,
}

impl Scale {
    fn part(&self, value: f64) -> (usize, String) {
        let not_above = |edge: &&&str| edge.parse::<f64>().is_ok_and(|edge| edge <= value);
        let place = self.edges.iter().take_while(not_above).count();
        let below = place.checked_sub(1).and_then(|place| self.edges.get(place));
        let name = match (below, self.edges.get(place)) {
            (Some(from), Some(to)) => format!("{from}-{to}"),
            (None, Some(to)) => format!("below {to}"),
            (Some(from), None) => format!("{from} or more"),
            (None, None) => "all".to_owned(),
        };
        (place, name + self.unit)
    }
}

/// By everything there is to tell clips apart. Parts without clips are left out, and so is what is unknown of all clips.
pub(super) fn slices(rows: &[&Row]) -> Vec<Slice> {
    let named = |name: &Option<String>| name.as_ref().map(|name| (0, name.clone()));
    let mut slices = [
        slices_by("fps", "not measured", rows, &|row| (row.frames > 0).then(|| FPS.part(row.fps))),
        slices_by("inter_eye", "not measured", rows, &|row| row.inter_eye.map(|px| INTER_EYE.part(px))),
        slices_by("face_luma", "not measured", rows, &|row| row.face_luma.map(|luma| FACE_LUMA.part(luma))),
        slices_by("device", "not named", rows, &|row| named(&row.device)),
        slices_by("mode", "", rows, &|row| Some(mode(row.mode))),
        slices_by("synthetic", "", rows, &|row| Some(origin(row))),
    ]
    .concat();
    let tags: BTreeSet<&String> = rows.iter().flat_map(|row| row.tags.keys()).collect();
    for tag in tags {
        let part = |row: &Row| named(&row.tags.get(tag).cloned());
        slices.extend(slices_by(&format!("tag {tag}"), "not tagged", rows, &part));
    }
    slices
}

fn slices_by(by: &str, unknown: &str, rows: &[&Row], part: &dyn Fn(&Row) -> Part) -> Vec<Slice> {
    let mut parts: BTreeMap<(usize, String), Vec<&Row>> = BTreeMap::new();
    let last = || (usize::MAX, unknown.to_owned());
    for row in rows {
        parts.entry(part(row).unwrap_or_else(last)).or_default().push(row);
    }
    if parts.keys().all(|key| *key == last()) {
        return Vec::new();
    }
    parts.into_iter().map(|((_, part), rows)| slice(by, part, &rows)).collect()
}

fn slice(by: &str, part: String, rows: &[&Row]) -> Slice {
    let (attacks, people) = (attacks(rows), people(rows));
    Slice {
        by: by.to_owned(),
        part,
        apcer: rate(&trials(&attacks, accepted_of_classified)),
        bpcer: rate(&trials(&people, rejected_of_classified)),
        bpnrr: rate(&trials(&people, unanswered)),
    }
}

fn mode(mode: Mode) -> (usize, String) {
    let name = match mode {
        Mode::Silent => "silent",
        Mode::Action => "action",
        Mode::Reflection => "reflection",
        Mode::ActionReflection => "action and reflection",
    };
    (mode as usize, name.to_owned())
}

fn origin(row: &Row) -> (usize, String) {
    if row.synthetic { (1, "synthetic".to_owned()) } else { (0, "recorded".to_owned()) }
}
