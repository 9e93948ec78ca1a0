//! Acceptance against the lux ratio and the frame rate.

use super::draw::{Axis, Scale, begin, bottom, left, line, text};
use crate::cell::short;
use crate::statistics::bin;
use crate::study::{BONA_FIDE, LIT, SPECIES, Study, Trial};
use liveface_metrics::Share;
use std::fmt::Write as _;

const RATIOS: [f64; 9] = [0.003, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.6, 1.0];
const RATES: [f64; 5] = [8.0, 12.0, 20.0, 35.0, 60.0];

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 174.0;
const LEFT: f64 = 38.0;
const RIGHT: f64 = WIDTH - 10.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = HEIGHT - 44.0;

/// A share of one species, bin by bin.
pub(super) struct Curve {
    species: (&'static str, &'static str),
    by: By,
    what: What,
    points: Vec<Point>,
}

struct Point {
    low: f64,
    high: f64,
    share: Share,
}

#[derive(Clone, Copy, PartialEq)]
enum By {
    Ratio,
    Rate,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Accepted,
    Insufficient,
    Rejected,
}

impl By {
    fn name(self) -> &'static str {
        if self == Self::Ratio { "ratio" } else { "fps" }
    }

    fn edges(self) -> &'static [f64] {
        if self == Self::Ratio { &RATIOS } else { &RATES }
    }

    fn value(self, trial: &Trial) -> f64 {
        f64::from(if self == Self::Ratio { trial.row.ratio } else { trial.row.fps })
    }

    /// The frame rate matters only where there is light enough.
    fn takes(self, trial: &Trial) -> bool {
        self == Self::Ratio || trial.row.ratio >= LIT
    }
}

impl What {
    const ALL: [Self; 3] = [Self::Accepted, Self::Insufficient, Self::Rejected];

    fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Insufficient => "insufficient",
            Self::Rejected => "rejected",
        }
    }

    fn holds(self, trial: &Trial) -> bool {
        match self {
            Self::Accepted => trial.accepted(),
            Self::Insufficient => trial.light.insufficient(),
            Self::Rejected => trial.light.rejected(),
        }
    }
}

/// All curves; attacks have one each, people three.
pub(super) fn curves(study: &Study) -> Vec<Curve> {
    let mut all = Vec::new();
    for by in [By::Ratio, By::Rate] {
        for species in SPECIES {
            let kinds = if species.0 == BONA_FIDE { &What::ALL[..] } else { &What::ALL[..1] };
            all.extend(kinds.iter().map(|&what| curve(study, species, by, what)));
        }
    }
    all
}

fn curve(study: &Study, species: (&'static str, &'static str), by: By, what: What) -> Curve {
    let edges = by.edges();
    let point = |(index, pair): (usize, &[f64])| {
        let inside = |t: &Trial| t.is(species.0) && by.takes(t) && bin(edges, by.value(t)) == Some(index);
        let share = Share::of(study.trials.iter().filter(|t| inside(t)), |t| what.holds(t));
        Point { low: pair[0], high: pair[1], share }
    };
    let points = edges.windows(2).enumerate().map(point).filter(|point| point.share.total > 0).collect();
    Curve { species, by, what, points }
}

/// Every point: curve, bin, counts and 95 % interval.
pub(super) fn csv(curves: &[Curve]) -> String {
    let mut out = "curve,bin_low,bin_high,trials,accepted,low,high\n".to_owned();
    for curve in curves {
        let suffix =
            if curve.what == What::Accepted { String::new() } else { format!("/{}", curve.what.name()) };
        for Point { low, high, share } in &curve.points {
            let Some([from, to]) = share.wilson() else { continue };
            let numbers =
                [*low, *high, share.total as f64, share.errors as f64, from, to].map(short).join(",");
            let _ = writeln!(out, "{}/{}{suffix},{numbers}", curve.species.0, curve.by.name());
        }
    }
    out
}

/// Both sets of drawings.
pub(super) fn html(curves: &[Curve]) -> String {
    let mut out = String::new();
    for (by, title, note) in [
        (
            By::Ratio,
            "Acceptance against the lux ratio",
            "Screen ÷ room light on the face for a white screen.",
        ),
        (By::Rate, "Acceptance against the frame rate", "Lux ratio ≥ 0.2; frames a second of the camera."),
    ] {
        let _ = write!(
            out,
            "<h2>{title}</h2>\n<p>{note} By the light check alone; bars are 95 % intervals, the counts below are accepted \
             / trials. Dashed: what was asked for.</p>\n<div class=\"charts\">\n"
        );
        for species in SPECIES {
            let own: Vec<_> = curves.iter().filter(|c| c.by == by && c.species == species).collect();
            if own.iter().any(|curve| !curve.points.is_empty()) {
                out.push_str(&chart(&own));
            }
        }
        out.push_str("</div>\n");
    }
    out
}

/// One species; a drawing of an attack shows small shares large.
fn chart(curves: &[&Curve]) -> String {
    let Some(first) = curves.first() else { return String::new() };
    let (x, y) = axes(curves, first);
    let (x, y) = (Scale { axis: &x, from: LEFT, to: RIGHT }, Scale { axis: &y, from: BOTTOM, to: TOP });
    let mut out = begin(WIDTH, HEIGHT, first.species.1);
    bottom(&mut out, &x, (TOP, BOTTOM));
    left(&mut out, &y, (LEFT, RIGHT));
    let asked = if first.species.0 == BONA_FIDE { 97.0 } else { 1.0 };
    line(&mut out, "threshold", (LEFT, y.at(asked)), (RIGHT, y.at(asked)));
    // The acceptance is drawn last, over the others.
    for (index, curve) in curves.iter().enumerate().rev() {
        draw(&mut out, curve, index, (&x, &y));
        if curves.len() > 1 {
            let at = (RIGHT - 66.0 * (curves.len() - 1 - index) as f64, 12.0);
            text(&mut out, &format!("end s{index}"), at, curve.what.name());
        }
    }
    for (index, point) in first.points.iter().enumerate() {
        let at = (middle(point, &x), BOTTOM + 26.0 + 10.0 * (index % 2) as f64);
        text(&mut out, "small middle", at, &format!("{}/{}", point.share.errors, point.share.total));
    }
    out + "</svg>\n"
}

fn axes(curves: &[&Curve], first: &Curve) -> (Axis, Axis) {
    // Bins at the ends that nobody has been filmed in need no place.
    let ends = first.points.first().zip(first.points.last());
    let (low, high) = ends.map_or((1.0, 10.0), |(low, high)| (low.low, high.high));
    let edges = first.by.edges().iter().copied().filter(|edge| (low..=high).contains(edge));
    let x = Axis::new(f64::log10, (low, high), &edges.collect::<Vec<_>>());
    let intervals = curves.iter().flat_map(|curve| &curve.points).filter_map(|point| point.share.wilson());
    let highs = intervals.map(|[_, high]| 100.0 * high);
    let highest = if first.species.0 == BONA_FIDE { 100.0 } else { highs.fold(0.0, f64::max) };
    let top = [5.0, 10.0, 20.0, 50.0].into_iter().find(|top| highest <= *top).unwrap_or(100.0);
    let mut y = Axis::new(|value| value, (0.0, top), &[0.0, top / 2.0, top]);
    y.ticks.iter_mut().for_each(|(_, name)| name.push_str(" %"));
    (x, y)
}

fn middle(point: &Point, x: &Scale<'_>) -> f64 {
    f64::midpoint(x.at(point.low), x.at(point.high))
}

fn draw(out: &mut String, curve: &Curve, index: usize, (x, y): (&Scale<'_>, &Scale<'_>)) {
    let mut path = String::new();
    for point in &curve.points {
        let (Some(share), Some([low, high])) = (point.share.rate(), point.share.wilson()) else { continue };
        // Curves of the same trials would hide each other's bars.
        let at = middle(point, x) + 2.5 * index as f64;
        line(out, &format!("bar s{index}"), (at, y.at(100.0 * low)), (at, y.at(100.0 * high)));
        let level = y.at(100.0 * share);
        let _ = write!(out, "<circle class=\"dot s{index}\" cx=\"{at:.1}\" cy=\"{level:.1}\" r=\"2.4\"/>");
        let _ = write!(path, "{at:.1},{level:.1} ");
    }
    let _ = write!(out, "<polyline class=\"curve s{index}\" points=\"{}\"/>", path.trim_end());
}
