//! What every threshold would do: DET, ROC, and errors against discarded clips.

use super::PageError;
use super::plot::{Axis, HEIGHT, LEFT, Place, Plot, Shape, figure, shares};
use super::words::percent;
use crate::summary::{DetPoint, DiscardPoint, EqualError, OperatingPoint};
use maud::{Markup, html};

/// The marks of a DET axis, in percent.
const TICKS: [f64; 8] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0];
/// Those beyond, for curves that never come below them.
const FAR_TICKS: [f64; 6] = [60.0, 80.0, 90.0, 95.0, 98.0, 99.0];

/// One score's curve, and what its captions must say.
pub(super) struct Scored<'a> {
    /// What is scored.
    pub name: &'a str,
    /// Names of false accept and false reject rate.
    pub rates: [&'static str; 2],
    /// By rising threshold.
    pub points: &'a [DetPoint],
    /// Thresholds chosen on dev.
    pub operating: &'a [OperatingPoint],
    /// Where both rates are closest.
    pub eer: Option<&'a EqualError>,
    /// The clips that the curve rests on, in words.
    pub from: &'a str,
}

impl Scored<'_> {
    /// Both rates at the thresholds that were chosen on dev.
    fn chosen(&self) -> impl Iterator<Item = Place> {
        let rates = |point: &OperatingPoint| {
            Some((point.eval_false_accept.as_ref()?.rate?, point.eval_false_reject.as_ref()?.rate?))
        };
        self.operating.iter().filter_map(rates)
    }

    fn found(&self) -> Option<Place> {
        let eer = self.eer?;
        Some((eer.false_accept.rate?, eer.false_reject.rate?))
    }

    /// The curve, with its marks above it, after a change of coordinates.
    fn shapes(&self, place: impl Fn(Place) -> Place) -> Vec<Shape> {
        let curve = self.points.iter().map(|point| place((point.false_accept, point.false_reject))).collect();
        let rings = self.chosen().map(|at| Shape::Ring(place(at)));
        let cross = self.found().map(|at| Shape::Cross(place(at)));
        std::iter::once(Shape::Curve(curve)).chain(rings).chain(cross).collect()
    }

    /// What the marks are.
    fn key(&self) -> &'static str {
        match (self.chosen().next().is_some(), self.found().is_some()) {
            (true, true) => " Rings: thresholds chosen on dev. Cross: where both rates are closest.",
            (true, false) => " Rings: thresholds chosen on dev.",
            (false, true) => " Cross: where both rates are closest.",
            (false, false) => "",
        }
    }
}

/// The detection error trade-off on normal deviates, where a good curve is nearly straight.
pub(super) fn det(scored: &Scored<'_>) -> Result<Markup, PageError> {
    let best = scored.points.iter().map(|point| point.false_accept.max(point.false_reject));
    let far = best.fold(1.0, f64::min) > 0.3;
    let (x, y) = (deviates(scored.rates[0], far), deviates(scored.rates[1], far));
    let (start, end) = x.ends;
    let shown = Scored { points: within(scored.points, end), ..*scored };
    let below = |point: &&DetPoint| probit(point.false_accept.min(point.false_reject)) < start;
    let below = shown.points.iter().filter(below).count();
    let mut shapes = vec![Shape::Guide((start, start), (end, end))];
    shapes.extend(shown.shapes(|(accept, reject)| (x.clamp(probit(accept)), y.clamp(probit(reject)))));
    let label = format!("DET curve of {}: {} against {}", scored.name, scored.rates[1], scored.rates[0]);
    let plot = Plot { label, x, y, size: (LEFT, HEIGHT), shapes };
    let caption = html! {
        b { "DET, " (scored.name) ". " }
        "Both rates on a normal-deviate scale; on the thin line they are equal. From " (scored.from) "." (scored.key())
        @if below > 0 {
            " A rate of exactly 0 % has no place on this scale: " (below) " of " (shown.points.len())
            " thresholds have one, or one below the least mark, and are drawn at that end of the axis."
        }
        @if shown.points.len() < scored.points.len() {
            " Thresholds with a rate above " (if far { "99.5" } else { "50" }) " % are not shown."
        }
    };
    figure(&plot, &caption)
}

/// The points that are not beyond `end` on either axis, and one more on either side to lead up to it.
fn within(points: &[DetPoint], end: f64) -> &[DetPoint] {
    let inside = |point: &DetPoint| probit(point.false_accept.max(point.false_reject)) <= end;
    let ends = points.iter().position(inside).zip(points.iter().rposition(inside));
    let range = ends.map(|(first, last)| first.saturating_sub(1)..=(last + 1).min(points.len() - 1));
    range.and_then(|range| points.get(range)).unwrap_or(points)
}

fn deviates(name: &str, far: bool) -> Axis {
    let ticks = TICKS.iter().chain(if far { &FAR_TICKS[..] } else { &[] });
    let ticks = ticks.map(|tick| (probit(tick / 100.0), tick.to_string())).collect();
    let end = probit(if far { 0.995 } else { 0.5 });
    Axis { name: format!("{name}, %"), ends: (probit(0.0007), end), ticks }
}

/// The receiver operating characteristic; `auc` with what it counts.
pub(super) fn roc(scored: &Scored<'_>, auc: Option<(f64, &str)>) -> Result<Markup, PageError> {
    let [accept, reject] = scored.rates;
    let (x, y) = (shares(accept, 1.0), shares(&format!("1 − {reject}"), 1.0));
    let mut shapes = vec![Shape::Guide((0.0, 0.0), (1.0, 1.0))];
    shapes.extend(scored.shapes(|(a, r)| (a, 1.0 - r)));
    let label = format!("ROC curve of {}: 1 − {reject} against {accept}", scored.name);
    let plot = Plot { label, x, y, size: (LEFT, HEIGHT), shapes };
    let caption = html! {
        b { "ROC, " (scored.name) ". " }
        "The thin line is chance. From " (scored.from) "." (scored.key())
        @if let Some((area, of)) = auc { " Area under the curve " (of) ": " (format!("{area:.3}")) "." }
    };
    figure(&plot, &caption)
}

/// FNMR when the genuine comparisons of the lowest quality are left out.
pub(super) fn discard(points: &[DiscardPoint], split: &str) -> Result<Option<Markup>, PageError> {
    let known = points.iter().filter_map(|p| Some((p.discarded, p.fnmr.rate?, p.fnmr.wilson?, p.fnmr)));
    let known: Vec<_> = known.collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return Ok(None) };
    let most = known.iter().map(|(_, _, [_, high], _)| *high).fold(0.0, f64::max);
    let low = known.iter().map(|(at, _, [low, _], _)| (*at, *low));
    let high = known.iter().rev().map(|(at, _, [_, high], _)| (*at, *high));
    let curve = known.iter().map(|(at, rate, ..)| (*at, *rate)).collect();
    let mut shapes = vec![Shape::Band(low.chain(high).collect()), Shape::Curve(curve)];
    shapes.extend(known.iter().map(|(at, rate, ..)| Shape::Dot((*at, *rate))));
    let plot = Plot {
        label: format!(
            "FNMR against the share of comparisons left out, from {} to {}",
            percent(first.1),
            percent(last.1)
        ),
        x: shares("Left out: lowest quality", last.0),
        y: shares("FNMR", most),
        size: (LEFT, HEIGHT),
        shapes,
    };
    let caption = html! {
        b { "Error versus discard. " }
        "From " (first.3.total) " genuine comparisons on " (split) " with " (percent(first.0)) " left out ("
        (first.3.errors) " false non-matches) to " (last.3.total) " with " (percent(last.0)) " left out (" (last.3.errors)
        "). Band: 95 % interval by Wilson."
    };
    figure(&plot, &caption).map(Some)
}

/// The normal deviate below which `share` lies, to 0.0005: Abramowitz & Stegun 1964, 26.2.23. Infinite at 0 and 1.
fn probit(share: f64) -> f64 {
    let tail = share.min(1.0 - share);
    if tail <= 0.0 {
        return if share < 0.5 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // Not `f64::ln`, which may differ from one platform to the next.
    let t = (-2.0 * libm::log(tail)).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let deviate = t - above / below;
    if share < 0.5 { -deviate } else { deviate }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_deviates_are_those_of_the_tables() {
        for (share, deviate) in
            [(0.5, 0.0), (0.975, 1.959_964), (0.9, 1.281_552), (0.01, -2.326_348), (0.001, -3.090_232)]
        {
            assert!((probit(share) - deviate).abs() < 5e-4, "{share}: {}", probit(share));
        }
        assert_eq!([probit(0.0), probit(1.0)], [f64::NEG_INFINITY, f64::INFINITY]);
    }

    #[test]
    fn a_curve_leads_up_to_the_far_ends_and_stops_there() {
        let point = |(false_accept, false_reject)| DetPoint { threshold: 0.0, false_accept, false_reject };
        let points =
            [(1.0, 0.0), (0.9, 0.0), (0.6, 0.02), (0.1, 0.1), (0.0, 0.4), (0.0, 0.8), (0.0, 1.0)].map(point);
        assert_eq!(within(&points, probit(0.5)), &points[2..=5]);
        // Nothing is left out where nothing would remain.
        assert_eq!(within(&points[..2], probit(0.5)), &points[..2]);
        assert_eq!(within(&[], probit(0.5)), &[]);
    }

    #[test]
    fn the_marks_lie_within_the_axis() {
        for far in [false, true] {
            let axis = deviates("APCER", far);
            assert!(axis.ticks.iter().all(|(at, _)| axis.clamp(*at) == *at));
        }
    }
}
