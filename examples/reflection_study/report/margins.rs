//! How far trials lie from the thresholds.

use super::draw::{Axis, Scale, begin, bottom, left, line, text};
use crate::study::{BONA_FIDE, SPECIES, Study, Trial, UNLIT};
use std::fmt::Write as _;

const WIDTH: f64 = 460.0;
/// Right of the species' names.
const LEFT: f64 = 104.0;
const RIGHT: f64 = WIDTH - 44.0;
const TOP: f64 = 32.0;
/// Of one species' histogram.
const ROW: f64 = 30.0;
const BINS: usize = 52;

/// Histograms of several species over one axis.
struct Ridges<'a> {
    title: &'a str,
    axis: Axis,
    rows: Vec<(&'static str, Vec<f64>)>,
    thresholds: Vec<f64>,
}

/// All drawings.
pub(super) fn html(study: &Study) -> String {
    let drawings = [freshness(study), lag(study), odds(study), agreement(study)].map(|ridges| ridges.svg());
    format!(
        "<h2>Margins</h2>\n<p>Lux ratio ≥ 0.2 but for the last drawing. Heights are square roots of counts, so that single \
         trials are seen; what is beyond an axis is in its last bin; the number is that of the trials measured. Dashed: \
         the thresholds.</p>\n<div class=\"charts wide\">\n{}{}</div>\n",
        drawings.concat(),
        ratios(study)
    )
}

fn rows(
    study: &Study,
    species: &[&str],
    of: impl Fn(&Trial) -> Option<f64>,
) -> Vec<(&'static str, Vec<f64>)> {
    let chosen = SPECIES.iter().filter(|(name, _)| species.contains(name));
    let values = |name| study.select(move |t| t.lit(&[name])).filter_map(&of).collect();
    chosen.map(|&(name, _)| (name, values(name))).collect()
}

fn freshness(study: &Study) -> Ridges<'_> {
    // Evenly in the distance to 1, which is what tells a good answer from the best wrong one.
    let even = |value: f64| -(1.0 - value).max(1e-5).log10();
    let ticks = ["0", "0.9", "0.99", "0.999", "0.9999"];
    let ticks = ticks.iter().filter_map(|name| Some((name.parse().ok()?, (*name).to_owned()))).collect();
    let species = [BONA_FIDE, "late_relight", "replay_other", "wrong_order", "injected"];
    Ridges {
        title: "Freshness: correlation of measured and shown colours",
        axis: Axis { map: even, range: (0.0, 0.99999), ticks },
        rows: rows(study, &species, |t| t.row.measured(|f| f.freshness)),
        thresholds: vec![f64::from(study.config.min_freshness)],
    }
}

fn lag(study: &Study) -> Ridges<'_> {
    Ridges {
        title: "Lag of the answer, milliseconds; fresh answers only",
        axis: Axis::new(|value| value, (-60.0, 420.0), &[0.0, 100.0, 200.0, 300.0, 400.0]),
        rows: rows(study, &[BONA_FIDE, "flat_print", "late_relight"], |t| {
            let fresh = t.row.measured(|f| f.freshness)? >= f64::from(study.config.min_freshness);
            t.row.measured(|f| f.lag_ms).filter(|_| fresh)
        }),
        thresholds: [study.config.min_lag_ms, study.config.max_lag_ms].map(f64::from).to_vec(),
    }
}

fn odds(study: &Study) -> Ridges<'_> {
    let config = &study.config;
    let species = [BONA_FIDE, "flat_print", "bent_print", "late_relight"];
    Ridges {
        title: "Shape: log-likelihood ratio of a face and a sheet",
        axis: Axis::new(
            |value| value,
            (-15.0, 25.0),
            &[-15.0, -10.0, -5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 25.0],
        ),
        rows: rows(study, &species, |t| t.row.odds(config).map(f64::from)),
        thresholds: [config.sheet_shape_odds, config.min_shape_odds].map(f64::from).to_vec(),
    }
}

fn agreement(study: &Study) -> Ridges<'_> {
    Ridges {
        title: "Agreement: share of the colours that are nearest to the one shown",
        axis: Axis::new(|value| value, (0.0, 1.0), &[0.0, 0.25, 0.5, 0.75, 1.0]),
        rows: rows(study, &[BONA_FIDE, "replay_other", "wrong_order", "injected"], |t| {
            t.row.measured(|f| f.agreement)
        }),
        thresholds: vec![f64::from(study.config.min_agreement)],
    }
}

impl Ridges<'_> {
    fn svg(&self) -> String {
        let end = TOP + ROW * self.rows.len() as f64;
        let x = Scale { axis: &self.axis, from: LEFT, to: RIGHT };
        let mut out = begin(WIDTH, end + 18.0, self.title);
        bottom(&mut out, &x, (TOP, end));
        for (index, (species, values)) in self.rows.iter().enumerate() {
            let base = TOP + ROW * (index + 1) as f64;
            let class = if *species == BONA_FIDE { "s0" } else { "s1" };
            text(&mut out, "end", (LEFT - 6.0, base - 4.0), &species.replace('_', " "));
            text(&mut out, "end", (WIDTH - 4.0, base - 4.0), &values.len().to_string());
            line(&mut out, "grid", (LEFT, base), (RIGHT, base));
            self.histogram(&mut out, values, (class, base));
        }
        for (index, value) in self.thresholds.iter().enumerate() {
            let at = x.at(*value);
            line(&mut out, "threshold", (at, TOP - 4.0), (at, end));
            // Names of two that are near each other lie to their outer sides.
            let (class, at) = if index == 0 { ("small end", at - 3.0) } else { ("small", at + 3.0) };
            text(&mut out, class, (at, TOP - 3.0), &super::tables::decimal(*value));
        }
        out + "</svg>\n"
    }

    fn histogram(&self, out: &mut String, values: &[f64], (class, base): (&str, f64)) {
        let mut counts = [0_usize; BINS];
        for value in values {
            counts[((self.axis.share(*value) * BINS as f64) as usize).min(BINS - 1)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
        let width = (RIGHT - LEFT) / BINS as f64;
        let mut path = String::new();
        for (index, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = (ROW - 5.0) * (*count as f64 / most).sqrt();
            let at = LEFT + width * index as f64;
            let _ = write!(path, "M{at:.1} {base}v-{height:.1}h{width:.1}v{height:.1}z");
        }
        let _ = write!(out, "<path class=\"fill {class}\" d=\"{path}\"/>");
    }
}

/// The measured ratio against the true one, for people.
fn ratios(study: &Study) -> String {
    let axis = Axis::new(f64::log10, (0.003, 1.5), &[0.003, 0.01, 0.03, 0.1, 0.3, 1.0]);
    let (top, end) = (22.0, 272.0);
    let x = Scale { axis: &axis, from: 40.0, to: RIGHT };
    let y = Scale { axis: &axis, from: end, to: top };
    let people: Vec<_> = study.select(|t| t.is(BONA_FIDE)).collect();
    let mut out = begin(WIDTH, end + 18.0, "Lux ratio as measured (up) and as it is (right), bona fide");
    bottom(&mut out, &x, (top, end));
    left(&mut out, &y, (x.from, x.to));
    line(&mut out, "grid", (x.at(0.003), y.at(0.003)), (x.at(1.5), y.at(1.5)));
    let least = f64::from(study.config.min_ratio);
    line(&mut out, "threshold", (x.from, y.at(least)), (x.to, y.at(least)));
    for asked in [f64::from(UNLIT), 0.2] {
        line(&mut out, "mark", (x.at(asked), top), (x.at(asked), end));
    }
    for (class, accepted) in [("s1", false), ("s0", true)] {
        let mut path = String::new();
        for trial in people.iter().filter(|t| t.accepted() == accepted) {
            let measured = trial.row.measured(|f| f.light_ratio).unwrap_or(0.0).max(1e-6);
            let _ = write!(path, "M{:.1} {:.1}h0", x.at(trial.row.ratio.into()), y.at(measured));
        }
        let _ = write!(out, "<path class=\"points {class}\" d=\"{path}\"/>");
    }
    text(&mut out, "s0", (x.from + 6.0, top + 12.0), "accepted");
    text(&mut out, "s1", (x.from + 60.0, top + 12.0), "not accepted");
    text(&mut out, "small end", (x.to - 2.0, y.at(least) - 3.0), "least ratio as measured");
    out + "</svg>\n"
}
