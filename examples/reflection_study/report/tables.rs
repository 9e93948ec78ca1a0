//! Tables: per species, per group of people, and of the thresholds.

use super::escape;
use crate::cell::short;
use crate::separation::{Rule, Separation, Side, separations};
use crate::study::{BONA_FIDE, SPECIES, Study, Trial};
use liveface_metrics::Share;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A share in percent; nothing of none.
pub(super) fn percent(share: Share) -> String {
    share.rate().map_or_else(|| "–".to_owned(), |rate| format!("{:.1} %", 100.0 * rate))
}

/// Its 95 % interval.
pub(super) fn interval(share: Share) -> String {
    let text = |[low, high]: [f64; 2]| format!("{:.1}–{:.1}", 100.0 * low, 100.0 * high);
    share.wilson().map_or_else(|| "–".to_owned(), text)
}

fn cells(share: Share) -> String {
    let (percent, interval) = (percent(share), interval(share));
    format!(
        "<td class=\"n\">{}</td><td class=\"n\">{percent}</td><td class=\"n\">{interval}</td>",
        share.errors
    )
}

/// How each species fares where the screen outshines the room enough.
pub(super) fn species(study: &Study) -> String {
    let mut out = "<h2>Species, lux ratio ≥ 0.2</h2>\n<table>\n<tr><th></th><th>trials</th><th colspan=\"3\">accepted by \
                   the light check</th><th colspan=\"3\">live by the whole session</th><th>the light check said</th>\
                   </tr>\n"
        .to_owned();
    for (species, what) in SPECIES {
        let trials: Vec<&Trial> = study.select(|t| t.lit(&[species])).collect();
        let _ = writeln!(
            out,
            "<tr><td>{what}</td><td class=\"n\">{}</td>{}{}<td class=\"reasons\">{}</td></tr>",
            trials.len(),
            cells(Share::of(&trials, |t| t.accepted())),
            cells(Share::of(&trials, |t| t.live())),
            reasons(&trials),
        );
    }
    out + "</table>\n<p class=\"key\">The whole session includes the silent check, which knows what prints and screens look \
           like; an attack that it stops is no merit of the light.</p>\n"
}

/// What was said how often, the most frequent first.
fn reasons(trials: &[&Trial]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for trial in trials {
        *counts.entry(trial.light.to_string().replace('_', " ")).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let counts: Vec<_> = counts.iter().map(|(what, count)| format!("{} {count}", escape(what))).collect();
    counts.join(", ")
}

/// What a group is named by.
type Group = (&'static str, fn(&Trial) -> String);

const GROUPS: [Group; 6] = [
    ("skin type", |t| t.row.skin_type.to_string()),
    ("exposure", |t| t.row.exposure.clone()),
    ("white balance", |t| t.row.white_balance.clone()),
    ("head model", |t| t.row.head.clone()),
    ("bit rate", |t| {
        let rate = (t.row.kbps / 1e3).floor().clamp(1.0, 3.0);
        format!("{rate:.0}–{:.0} Mb/s", rate + 1.0)
    }),
    ("lux ratio", |t| if t.row.ratio < 0.5 { "0.2–0.5" } else { "0.5–1" }.to_owned()),
];

/// How people of different kinds, before different cameras, fare.
pub(super) fn groups(study: &Study) -> String {
    let mut out = "<h2>Bona fide by groups, lux ratio ≥ 0.2</h2>\n<table>\n<tr><th></th><th></th><th>trials</th>\
                   <th colspan=\"3\">accepted by the light check</th><th>insufficient</th><th>rejected</th></tr>\n"
        .to_owned();
    for (name, key) in GROUPS {
        let mut groups: BTreeMap<String, Vec<&Trial>> = BTreeMap::new();
        for trial in study.select(|t| t.lit(&[BONA_FIDE])) {
            groups.entry(key(trial)).or_default().push(trial);
        }
        for (index, (group, trials)) in groups.iter().enumerate() {
            let _ = writeln!(
                out,
                "<tr{}><td>{}</td><td>{}</td><td class=\"n\">{}</td>{}<td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                if index == 0 { " class=\"first\"" } else { "" },
                if index == 0 { name } else { "" },
                escape(group),
                trials.len(),
                cells(Share::of(trials, |t| t.accepted())),
                trials.iter().filter(|t| t.light.insufficient()).count(),
                trials.iter().filter(|t| t.light.rejected()).count(),
            );
        }
    }
    out + "</table>\n"
}

/// The thresholds in force, and between what they lie on the half they were chosen on.
pub(super) fn thresholds(study: &Study) -> String {
    let mut out = format!(
        "<h2>Thresholds</h2>\n<p>Of the section <code>reflection</code> of the configuration; what they lie between on the \
         {} trials of the half to choose on.</p>\n<table>\n<tr><th>threshold</th><th class=\"n\">value</th>\
         <th>below it should be</th><th class=\"n\">99.5 %</th><th class=\"n\">highest</th><th>above it should \
         be</th><th class=\"n\">0.5 %</th><th class=\"n\">lowest</th></tr>\n",
        study.trials.len()
    );
    for separation in separations(study) {
        out.push_str(&threshold(&separation));
    }
    out + "</table>\n"
}

fn threshold(separation: &Separation) -> String {
    let side = |side: Option<&Side>, shares: [f64; 2]| match side.filter(|side| !side.values.is_empty()) {
        None => "<td>–</td><td></td><td></td>".to_owned(),
        Some(side) => {
            let [near, end] = shares.map(|share| side.quantile(share).map(decimal).unwrap_or_default());
            let (what, count) = (escape(side.what), side.values.len());
            format!("<td>{what} ({count})</td><td class=\"n\">{near}</td><td class=\"n\">{end}</td>")
        }
    };
    let note = if separation.rule == Rule::Given { " (what is asked of cameras)" } else { "" };
    format!(
        "<tr><td><code>{}</code>{note}</td><td class=\"n\">{}</td>{}{}</tr>\n",
        separation.name,
        decimal(separation.value),
        side(separation.below.as_ref(), [0.995, 1.0]),
        side(separation.above.as_ref(), [0.005, 0.0]),
    )
}

/// A number for people: three digits, a zero before the point, a true minus sign.
pub(super) fn decimal(value: f64) -> String {
    let digits = (2 - value.abs().max(1e-9).log10().floor() as i32).clamp(0, 5) as u32;
    let scale = f64::from(10_u32.pow(digits));
    let text = short((value * scale).round() / scale);
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |text| ("−", text));
    let zero = if text.starts_with('.') { "0" } else { "" };
    format!("{sign}{zero}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people_have_three_digits() {
        let shown = [0.0, 1.0, -22.488, 0.17028, 0.000_499_75, 215.87, -0.5].map(decimal);
        assert_eq!(shown, ["0", "1", "−22.5", "0.17", "0.0005", "216", "−0.5"]);
    }
}
