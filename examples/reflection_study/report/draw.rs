//! What all drawings share: axes from values to places.

use std::fmt::Write as _;

/// From values to places, through a function that makes them even.
#[derive(Clone)]
pub(super) struct Axis {
    pub map: fn(f64) -> f64,
    pub range: (f64, f64),
    /// Values that are marked, with their names.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    pub(super) fn new(map: fn(f64) -> f64, range: (f64, f64), ticks: &[f64]) -> Self {
        Self { map, range, ticks: ticks.iter().map(|tick| (*tick, super::tables::decimal(*tick))).collect() }
    }

    /// Where `value` is between 0 and 1; beyond the ends it is at them.
    pub(super) fn share(&self, value: f64) -> f64 {
        let (low, high) = ((self.map)(self.range.0), (self.map)(self.range.1));
        (((self.map)(value) - low) / (high - low)).clamp(0.0, 1.0)
    }
}

/// An axis at its place.
pub(super) struct Scale<'a> {
    pub axis: &'a Axis,
    pub from: f64,
    pub to: f64,
}

impl Scale<'_> {
    pub(super) fn at(&self, value: f64) -> f64 {
        self.from + self.axis.share(value) * (self.to - self.from)
    }
}

pub(super) fn begin(width: f64, height: f64, title: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\
         <text class=\"title\" x=\"4\" y=\"12\">{title}</text>"
    )
}

pub(super) fn line(out: &mut String, class: &str, from: (f64, f64), to: (f64, f64)) {
    let ((x1, y1), (x2, y2)) = (from, to);
    let _ =
        write!(out, "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>");
}

pub(super) fn text(out: &mut String, class: &str, at: (f64, f64), text: &str) {
    let (x, y) = at;
    let _ = write!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
}

/// The marks of an axis along the bottom, with lines up to `top`.
pub(super) fn bottom(out: &mut String, x: &Scale<'_>, (top, bottom): (f64, f64)) {
    for (value, name) in &x.axis.ticks {
        let at = x.at(*value);
        line(out, "grid", (at, top), (at, bottom));
        text(out, "middle", (at, bottom + 13.0), name);
    }
}

/// The marks of an axis along the left, with lines over to `right`.
pub(super) fn left(out: &mut String, y: &Scale<'_>, (left, right): (f64, f64)) {
    for (value, name) in &y.axis.ticks {
        let at = y.at(*value);
        line(out, "grid", (left, at), (right, at));
        text(out, "end", (left - 4.0, at + 3.0), name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logarithmic_axis_puts_the_geometric_mean_in_the_middle() {
        let axis = Axis::new(f64::log10, (0.01, 1.0), &[]);
        let found = [0.001, 0.01, 0.1, 1.0, 9.0].map(|value| axis.share(value));
        assert_eq!(found, [0.0, 0.0, 0.5, 1.0, 1.0]);
    }
}
