//! The trade-off of a sweep, drawn.

use super::{Trial, Tuned};
use plotters::prelude::{
    BLACK, ChartBuilder, Circle, DrawingAreaErrorKind, EmptyElement, IntoDrawingArea as _, IntoFont as _,
    LineSeries, RGBColor, SVGBackend, Text, WHITE,
};

/// Width and height, in units of the picture.
const SIZE: (u32, u32) = (720, 480);
const GRID: RGBColor = RGBColor(225, 225, 225);
const CURVE: RGBColor = RGBColor(0, 90, 160);

/// The trade-off curve as SVG: rejected people across, accepted attacks of the worst species up, one point for each set of
/// thresholds, joined in the order of the sweep where only one threshold is swept. `None` where nothing was classified.
#[must_use]
pub fn chart(tuned: &Tuned) -> Option<String> {
    let point = |trial: &Trial| {
        Some((trial.people.refused().rate()? * 100.0, trial.worst()?.1.rate()? * 100.0, label(&trial.values)))
    };
    let points: Vec<_> = tuned.trials.iter().filter_map(point).collect();
    if points.is_empty() {
        return None;
    }
    let mut svg = String::new();
    draw(&mut svg, &points, tuned).ok()?;
    Some(svg)
}

fn label(values: &[f64]) -> String {
    values.iter().map(|value| format!("{}", (value * 1e4).round() / 1e4)).collect::<Vec<_>>().join(", ")
}

fn draw(
    svg: &mut String,
    points: &[(f64, f64, String)],
    tuned: &Tuned,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let most = |value: fn(&(f64, f64, String)) -> f64| points.iter().map(value).fold(1.0, f64::max) * 1.08;
    let title = format!("{} on {} traces of dev", tuned.keys.join(", "), tuned.traces);
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .caption(title, ("sans-serif", 18))
        .x_label_area_size(44)
        .y_label_area_size(56)
        .build_cartesian_2d(0.0..most(|p| p.0), 0.0..most(|p| p.1))?;
    chart
        .configure_mesh()
        .x_desc("BPCER, % of judged people")
        .y_desc("APCER of the worst species, %")
        .label_style(("sans-serif", 14))
        .max_light_lines(0)
        .bold_line_style(GRID)
        .draw()?;
    if tuned.keys.len() == 1 {
        chart.draw_series(LineSeries::new(points.iter().map(|(x, y, _)| (*x, *y)), &CURVE))?;
    }
    // Names of more points than these would lie on each other.
    let every = points.len().div_ceil(24);
    chart.draw_series(points.iter().enumerate().map(|(index, (x, y, name))| {
        let before = index.checked_sub(1).and_then(|before| points.get(before));
        let moved = before.is_none_or(|(a, b, _)| (a, b) != (x, y));
        let name = if index % every == 0 && moved { name.clone() } else { String::new() };
        EmptyElement::at((*x, *y))
            + Circle::new((0, 0), 3, CURVE)
            + Text::new(name, (6, -12), ("sans-serif", 12).into_font().color(&BLACK))
    }))?;
    area.present()
}
