//! Rates with their intervals, one below the other.

use super::PageError;
use super::plot::{Axis, Place, Plot, Shape, figure, shares};
use super::results::{attacks, spoken};
use super::words::species;
use crate::summary::{Rate, SplitSummary};
use maud::{Markup, html};

/// Room for the names at the left, and for each row.
const NAMES: u32 = 400;
const ROW: u32 = 46;
/// The axis, and what is around it.
const AROUND: u32 = 94;
/// As many letters of a name as there is room for.
const LETTERS: usize = 18;

/// APCER of each species and BPCER of each part; nothing where there is nothing to draw.
pub(super) fn forests(name: &str, split: &SplitSummary) -> Result<Markup, PageError> {
    let by_species = split.apcer.iter().map(|s| (species(&s.species).to_owned(), s.rate));
    let slices = split.slices.iter().map(|slice| (format!("{} {}", slice.by, slice.part), slice.bpcer));
    let whole = std::iter::once(("all".to_owned(), split.bpcer));
    let from = format!("{} on {name}", attacks(&split.apcer));
    let apcer = forest(&format!("APCER by species, {name}"), &by_species.collect::<Vec<_>>(), &from)?;
    let from =
        format!("{} classified bona fide clips on {name}, parted in different ways", split.bpcer.total);
    let rows: Vec<_> = if split.slices.is_empty() { Vec::new() } else { whole.chain(slices).collect() };
    let bpcer = forest(&format!("BPCER by part, {name}"), &rows, &from)?;
    Ok(html! { div.charts { (apcer) (bpcer) } })
}

fn forest(title: &str, rows: &[(String, Rate)], from: &str) -> Result<Markup, PageError> {
    let known = rows.iter().filter_map(|(name, rate)| Some((name, rate, rate.rate?, rate.wilson?)));
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return Ok(Markup::default());
    }
    let most = known.iter().map(|(_, _, _, [_, high])| *high).fold(0.0, f64::max);
    let place = |index: usize, share: f64| -> Place { (share, (known.len() - 1 - index) as f64) };
    let mut shapes = Vec::new();
    let mut ticks = Vec::new();
    for (index, (name, rate, share, [low, high])) in known.iter().enumerate() {
        shapes.push(Shape::Interval(place(index, *low), place(index, *high)));
        shapes.push(Shape::Dot(place(index, *share)));
        ticks.push((place(index, 0.0).1, format!("{}  {}/{}", short(name), rate.errors, rate.total)));
    }
    let spoken: Vec<_> = known.iter().map(|(name, rate, ..)| format!("{name} {}", spoken(rate))).collect();
    let plot = Plot {
        label: format!("{title}: {}", spoken.join(", ")),
        x: shares("", most),
        y: Axis { name: String::new(), ends: (-0.6, known.len() as f64 - 0.4), ticks },
        size: (NAMES, AROUND + ROW * known.len() as u32),
        shapes,
    };
    let without = rows.len() - known.len();
    let caption = html! {
        b { (title) ". " }
        "Errors / clips; dot: rate, bar: 95 % interval by Wilson. From " (from) "."
        @if without > 0 { " Not drawn for want of clips: " (without) "." }
    };
    figure(&plot, &caption)
}

/// As much of `name` as there is room for; the tables have it whole.
fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    name.chars().take(LETTERS - 1).chain(['…']).collect()
}
