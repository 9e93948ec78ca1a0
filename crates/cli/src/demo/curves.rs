//! Curves over time as inline SVG.

use std::fmt::Write as _;

/// Size of a drawing, in its own units.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 118.0;
/// Where the curves are, between the labels.
const LEFT: f64 = 34.0;
const RIGHT: f64 = WIDTH - 8.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = HEIGHT - 18.0;
/// Time without a value that breaks a curve, milliseconds: longer than the pause between two PAD scores.
const GAP_MS: f64 = 400.0;

/// One drawing.
pub struct Chart<'a> {
    /// What it shows, with the unit.
    pub title: &'a str,
    /// The values that must be within the axis; it grows where the data go beyond.
    pub range: (f64, f64),
    /// Length of the time axis, milliseconds.
    pub duration_ms: f64,
    /// The curves; more than one are told apart by their names.
    pub series: Vec<Series<'a>>,
    /// A level to compare with.
    pub threshold: Option<f64>,
    /// Stretches of time that are marked, milliseconds, each with its name.
    pub bands: Vec<(f64, f64, String)>,
    /// A moment that is marked, milliseconds.
    pub mark_ms: Option<f64>,
}

/// One curve.
pub struct Series<'a> {
    /// Its name.
    pub name: &'a str,
    /// (milliseconds, value), in order of time, finite.
    pub points: Vec<(f64, f64)>,
}

/// From values to places: linear, `from` at `to.0`, `from.1` at `to.1`.
#[derive(Clone, Copy)]
pub struct Scale {
    /// Two values.
    pub from: (f64, f64),
    /// Their places.
    pub to: (f64, f64),
}

impl Scale {
    /// The place of `value`.
    pub fn at(self, value: f64) -> f64 {
        let share = (value - self.from.0) / (self.from.1 - self.from.0);
        self.to.0 + share * (self.to.1 - self.to.0)
    }
}

impl Chart<'_> {
    /// The drawing as an `<svg>` element. Names and titles are written as they are: escape them before.
    pub fn svg(&self) -> String {
        let x = Scale { from: (0.0, self.duration_ms.max(1.0)), to: (LEFT, RIGHT) };
        let y = Scale { from: self.extent(), to: (BOTTOM, TOP) };
        let mut out = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">\
             <text class=\"title\" x=\"{LEFT}\" y=\"11\">{title}</text>",
            title = self.title
        );
        self.draw_time(&mut out, x);
        self.draw_axes(&mut out, x, y);
        for (index, series) in self.series.iter().enumerate() {
            draw_series(&mut out, series, index, (x, y));
        }
        self.draw_legend(&mut out);
        out.push_str("</svg>");
        out
    }

    /// The value axis: `range`, widened to the data.
    fn extent(&self) -> (f64, f64) {
        let values = self.series.iter().flat_map(|series| &series.points).map(|(_, value)| *value);
        values.fold(self.range, |(low, high), value| (low.min(value), high.max(value)))
    }

    fn draw_time(&self, out: &mut String, x: Scale) {
        for (from, to, name) in &self.bands {
            let (left, right) = (x.at(*from), x.at(*to));
            let (width, height, middle) = (right - left, BOTTOM - TOP, f64::midpoint(left, right));
            let _ = write!(
                out,
                "<rect class=\"band\" x=\"{left:.1}\" y=\"{TOP}\" width=\"{width:.1}\" height=\"{height}\"/>\
                 <text class=\"tick middle\" x=\"{middle:.1}\" y=\"{:.1}\">{name}</text>",
                BOTTOM + 12.0
            );
        }
        if let Some(at) = self.mark_ms.map(|at| x.at(at)) {
            let _ = write!(
                out,
                "<line class=\"mark\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{BOTTOM}\"/>"
            );
        }
    }

    fn draw_axes(&self, out: &mut String, x: Scale, y: Scale) {
        let (low, high) = y.from;
        let zero = (low < 0.0 && high > 0.0).then_some(0.0);
        for value in [Some(low), zero, Some(high)].into_iter().flatten() {
            let at = y.at(value);
            let _ = write!(
                out,
                "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
                 <text class=\"tick end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                LEFT - 4.0,
                at + 3.0,
                tick(value)
            );
        }
        if let Some(at) = self.threshold.map(|value| y.at(value)) {
            let _ = write!(
                out,
                "<line class=\"threshold\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>"
            );
        }
        let base = BOTTOM + 12.0;
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{:.1}\" y=\"{base}\">0 s</text>\
             <text class=\"tick end\" x=\"{:.1}\" y=\"{base}\">{:.1} s</text>",
            x.to.0,
            x.to.1,
            self.duration_ms / 1e3
        );
    }

    /// Names of the curves, where there are several.
    fn draw_legend(&self, out: &mut String) {
        if self.series.len() < 2 {
            return;
        }
        for (index, series) in self.series.iter().rev().enumerate() {
            let colour = self.series.len() - 1 - index;
            let at = RIGHT - 44.0 * index as f64;
            let _ =
                write!(out, "<text class=\"end name s{colour}\" x=\"{at}\" y=\"11\">{}</text>", series.name);
        }
    }
}

/// A curve, broken where there are no values, and a dot where there is a single one.
fn draw_series(out: &mut String, series: &Series<'_>, index: usize, (x, y): (Scale, Scale)) {
    for run in series.points.chunk_by(|a, b| b.0 - a.0 <= GAP_MS) {
        if let [(ms, value)] = run {
            let (cx, cy) = (x.at(*ms), y.at(*value));
            let _ = write!(out, "<circle class=\"dot s{index}\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"2\"/>");
            continue;
        }
        let points: Vec<_> =
            run.iter().map(|(ms, value)| format!("{:.1},{:.1}", x.at(*ms), y.at(*value))).collect();
        let _ = write!(out, "<polyline class=\"curve s{index}\" points=\"{}\"/>", points.join(" "));
    }
}

/// A value in as few digits as it needs; with a true minus sign.
pub fn tick(value: f64) -> String {
    let text = if value.abs() >= 10.0 { format!("{value:.0}") } else { format!("{value:.1}") };
    text.trim_end_matches(".0").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(points: Vec<(f64, f64)>) -> Chart<'static> {
        Chart {
            title: "eyes",
            range: (0.0, 1.0),
            duration_ms: 1_000.0,
            series: vec![Series { name: "eyes", points }],
            threshold: None,
            bands: vec![],
            mark_ms: None,
        }
    }

    #[test]
    fn first_and_last_moment_lie_at_the_edges_and_large_values_above_small_ones() {
        let svg = chart(vec![(0.0, 0.0), (300.0, 0.5), (600.0, 0.5), (1_000.0, 1.0)]).svg();
        let wanted = format!("points=\"{LEFT:.1},{BOTTOM:.1} ");
        assert!(svg.contains(&wanted), "{svg}");
        assert!(svg.contains(&format!(" {RIGHT:.1},{TOP:.1}\"")), "{svg}");
    }

    #[test]
    fn the_axis_grows_with_the_data_and_never_shrinks() {
        assert_eq!(chart(vec![(0.0, 0.4)]).extent(), (0.0, 1.0));
        assert_eq!(chart(vec![(0.0, -3.0), (1.0, 7.0)]).extent(), (-3.0, 7.0));
    }

    #[test]
    fn a_curve_is_broken_where_no_face_was_measured() {
        let svg = chart(vec![(0.0, 0.1), (40.0, 0.1), (900.0, 0.2), (940.0, 0.2)]).svg();
        assert_eq!(svg.matches("<polyline").count(), 2);
        let alone = chart(vec![(0.0, 0.1)]).svg();
        assert!(alone.contains("<circle") && !alone.contains("<polyline"));
    }

    #[test]
    fn a_chart_without_time_still_has_finite_places() {
        let svg = Chart { duration_ms: 0.0, ..chart(vec![(0.0, 0.1)]) }.svg();
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn ticks_are_short() {
        assert_eq!([tick(-30.0), tick(0.0), tick(0.5), tick(1.0)], ["−30", "0", "0.5", "1"]);
    }
}
