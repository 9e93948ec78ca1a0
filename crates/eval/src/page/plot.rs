//! One plot: axes with marks, and shapes between them, as an SVG that scales and takes its colours from the page.

use super::PageError;
use maud::{Markup, PreEscaped, html};
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::prelude::*;
use std::ops::Range;

/// What plotters reports.
pub(super) type Failure = DrawingAreaErrorKind<std::io::Error>;

/// A place in the units of the axes.
pub(super) type Place = (f64, f64);

// Places come out as whole numbers, so the drawing is about twice as large as it is shown.
const WIDTH: u32 = 960;
/// Height of plots with two scales.
pub(super) const HEIGHT: u32 = 720;
/// Room for the marks of a scale at the left.
pub(super) const LEFT: u32 = 160;
/// Room below: for marks alone, and for the name of the axis too.
const BELOW: [u32; 2] = [54, 92];
// Units of the drawing; plotters writes 1 / 1.24 of it.
const FONT: u32 = 36;

// The style sheet puts the page's colours in the place of these.
const INK: RGBColor = RGBColor(0x1c, 0x20, 0x24);
const SOFT: RGBColor = RGBColor(0x5a, 0x64, 0x6e);
const LINE: RGBColor = RGBColor(0xd6, 0xdb, 0xe0);
const FIRST: RGBColor = RGBColor(0x0b, 0x63, 0xc5);

/// One axis.
pub(super) struct Axis {
    /// What it measures; may be empty.
    pub name: String,
    /// Least and greatest value.
    pub ends: (f64, f64),
    /// Values that are marked, with their names.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// `value` or the nearer end.
    pub(super) fn clamp(&self, value: f64) -> f64 {
        value.clamp(self.ends.0, self.ends.1)
    }
}

// In whole numbers for plotters; with names for the marks, which its own axes take from the values.
impl Ranged for &Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let share = (value - self.ends.0) / (self.ends.1 - self.ends.0);
        (f64::from(from) + share * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        // Faint lines between the marks are not wanted.
        if hint.weight().allow_light_points() {
            Vec::new()
        } else {
            self.ticks.iter().map(|(at, _)| *at).collect()
        }
    }

    fn range(&self) -> Range<f64> {
        self.ends.0..self.ends.1
    }
}

impl ValueFormatter<f64> for &Axis {
    fn format_ext(&self, value: &f64) -> String {
        self.ticks.iter().find(|(at, _)| at == value).map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

/// What is drawn between the axes.
pub(super) enum Shape {
    /// A line through places.
    Curve(Vec<Place>),
    /// A faint surface with these corners.
    Band(Vec<Place>),
    /// A thin line to compare with.
    Guide(Place, Place),
    /// What an estimate may be.
    Interval(Place, Place),
    /// An estimate.
    Dot(Place),
    /// A chosen place.
    Ring(Place),
    /// A place that is found.
    Cross(Place),
}

/// A plot.
pub(super) struct Plot {
    /// What it shows, for those who do not see it.
    pub label: String,
    /// The axis along the bottom.
    pub x: Axis,
    /// The axis along the left.
    pub y: Axis,
    /// (room for the names at the left, height of all)
    pub size: (u32, u32),
    /// From the lowest to the topmost.
    pub shapes: Vec<Shape>,
}

impl Plot {
    /// The plot without a size of its own.
    pub(super) fn svg(&self) -> Result<Markup, PageError> {
        let mut out = String::new();
        self.draw(&mut out).map_err(PageError)?;
        let inner = out.split_once('>').map_or("", |(_, rest)| rest).replace("</svg>", "");
        // What is the same everywhere stands in the style sheet. Quotes in text are escaped, so no text is touched.
        let inner = inner.replace(" opacity=\"1\"", "").replace(" font-family=\"sans-serif\"", "");
        let view = format!("0 0 {WIDTH} {}", self.size.1);
        Ok(html! { svg viewBox=(view) role="img" aria-label=(self.label) { (PreEscaped(inner)) } })
    }

    fn draw(&self, out: &mut String) -> Result<(), Failure> {
        let (left, height) = self.size;
        let root = SVGBackend::with_string(out, (WIDTH, height)).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin(10)
            .margin_top(20)
            .margin_right(60)
            .x_label_area_size(BELOW[usize::from(!self.x.name.is_empty())])
            .y_label_area_size(left)
            .build_cartesian_2d(&self.x, &self.y)?;
        let text = ("sans-serif", FONT).into_font().color(&INK);
        chart
            .configure_mesh()
            .bold_line_style(LINE.stroke_width(2))
            .axis_style(SOFT.stroke_width(2))
            .x_desc(&self.x.name)
            .y_desc(&self.y.name)
            .label_style(text.clone())
            .axis_desc_style(text)
            .draw()?;
        let area = chart.plotting_area();
        self.shapes.iter().try_for_each(|shape| match shape {
            Shape::Curve(places) => area.draw(&PathElement::new(self.thin(places), FIRST.stroke_width(5))),
            Shape::Band(places) => area.draw(&Polygon::new(places.clone(), FIRST.mix(0.2))),
            Shape::Guide(from, to) => area.draw(&PathElement::new([*from, *to], SOFT.stroke_width(2))),
            Shape::Interval(from, to) => area.draw(&PathElement::new([*from, *to], FIRST.stroke_width(5))),
            Shape::Dot(place) => area.draw(&Circle::new(*place, 10, FIRST.filled())),
            Shape::Ring(place) => area.draw(&Circle::new(*place, 13, INK.stroke_width(4))),
            Shape::Cross(place) => area.draw(&Cross::new(*place, 13, INK.stroke_width(4))),
        })?;
        root.present()
    }

    /// Without places that nobody could tell from the one before.
    fn thin(&self, places: &[Place]) -> Vec<Place> {
        let cell =
            |value: f64, (low, high): (f64, f64)| (f64::from(WIDTH) * (value - low) / (high - low)).round();
        let mut places = places.to_vec();
        places.dedup_by_key(|(x, y)| (cell(*x, self.x.ends), cell(*y, self.y.ends)));
        places
    }
}

/// An axis of shares from 0 to the least of a few round ends that `highest` fits in.
pub(super) fn shares(name: &str, highest: f64) -> Axis {
    let end = [0.05, 0.1, 0.2, 0.5].into_iter().find(|end| highest <= *end).unwrap_or(1.0);
    let ticks = (0..=5).map(|step| end * f64::from(step) / 5.0);
    let ticks = ticks.map(|tick| (tick, format!("{:.0} %", 100.0 * tick))).collect();
    Axis { name: name.to_owned(), ends: (0.0, end), ticks }
}

/// A plot with the words below it.
pub(super) fn figure(plot: &Plot, caption: &Markup) -> Result<Markup, PageError> {
    let svg = plot.svg()?;
    Ok(html! { figure { (svg) figcaption { (caption) } } })
}
