//! What the sessions decided, split by split.

use super::words::{many, name, percent, rate, table, times, totals};
use super::{PageError, forest};
use crate::summary::{Rate, Slice, SpeciesOutcomes, SpeciesRate, SplitSummary, Summary};
use maud::{Markup, html};

/// The clips that thresholds were frozen for.
pub(super) fn eval(summary: &Summary) -> Result<Markup, PageError> {
    let Some(split) = &summary.eval else {
        return Ok(
            html! { p.none { "There are no eval clips, so nothing was measured on clips that no threshold was chosen on." } },
        );
    };
    let body = body("eval", split)?;
    Ok(html! {
        p { "Decided by the thresholds of the configuration, frozen before the run." }
        (body)
    })
}

/// The clips that thresholds were chosen on.
pub(super) fn dev(summary: &Summary) -> Result<Markup, PageError> {
    let Some(split) = &summary.dev else {
        return Ok(html! { p.none { "There are no dev clips, so no threshold could be chosen here." } });
    };
    let body = body("dev", split)?;
    Ok(html! {
        p {
            span.pill { "chosen on dev" }
            " Thresholds are chosen on these clips: their rates flatter, and do not say how others fare."
        }
        (body)
    })
}

fn body(on: &str, split: &SplitSummary) -> Result<Markup, PageError> {
    let forests = forest::forests(on, split)?;
    Ok(html! {
        h3 { "How clips ended" }
        (outcomes(on, &split.outcomes))
        h3 { "Error rates" }
        (rates(on, split))
        (forests)
        h3 { "Actions and time" }
        (actions(on, split))
        h3 { "Parts of the clips" }
        (slices(on, &split.slices))
    })
}

fn outcomes(on: &str, outcomes: &[SpeciesOutcomes]) -> Markup {
    let head = ["Species", "Clips", "Subjects", "Accepted", "Rejected", "Incomplete", "Failed", "Synthetic"];
    let rows = html! {
        tbody {
            @for o in outcomes {
                tr {
                    th.name scope="row" { (name(&o.species)) }
                    @for count in [o.clips, o.subjects, o.live, o.rejected, o.incomplete, o.failed] { td.n { (count) } }
                    td.n { (o.synthetic) " of " (o.clips) }
                }
            }
        }
    };
    let caption = format!("How the {on} clips of each species ended");
    html! { div.counts { (table(&caption, &head, &rows)) } }
}

fn rates(on: &str, split: &SplitSummary) -> Markup {
    let bona_fide = |rate| [SpeciesRate { species: "bona_fide".to_owned(), rate }];
    let body = html! {
        (group("APCER", &split.apcer, split.worst_apcer.as_ref()))
        (group("BPCER", &bona_fide(split.bpcer), None))
        (group("APNRR", &split.apnrr, None))
        (group("BPNRR", &bona_fide(split.bpnrr), None))
        (group("Accepted of all", &split.accepted, None))
        (group("Not accepted of all", &bona_fide(split.not_accepted), None))
    };
    table(&format!("Error rates on {on}"), &["Measure", "Of", "Rate"], &body)
}

/// One measure of each species; none without any.
fn group(measure: &str, rates: &[SpeciesRate], worst: Option<&SpeciesRate>) -> Markup {
    let rows = rates.iter().map(|rate| (rate.species.as_str(), false, rate.rate));
    let worst = worst.map(|worst| (worst.species.as_str(), true, worst.rate));
    let rows: Vec<_> = rows.chain(worst).collect();
    let rows = if rows.is_empty() { vec![("attacks", false, Rate::default())] } else { rows };
    html! {
        tbody {
            @for (index, (species, worst, found)) in rows.iter().enumerate() {
                tr.worst[*worst] {
                    @if index == 0 { th scope="rowgroup" rowspan=(rows.len()) { (measure) } }
                    td.name { @if *worst { "worst species: " } (name(species)) }
                    td { (rate(found)) }
                }
            }
        }
    }
}

fn actions(on: &str, split: &SplitSummary) -> Markup {
    let body = html! {
        tbody {
            @for action in &split.actions { tr { th.name scope="row" { (name(&action.action)) } td { (rate(&action.rate)) } } }
        }
    };
    html! {
        @if split.actions.is_empty() {
            p.none { "No bona fide clip on " (on) " was asked for an action." }
        } @else {
            (table(&format!("Actions asked of bona fide clips on {on} and not seen"), &["Action", "Not seen"], &body))
        }
        @if split.time.is_empty() {
            p.none { "No bona fide clip on " (on) " ended live, so there is no time to complete." }
        }
        @for time in &split.time {
            p {
                "Time to complete, mode " (name(&time.mode)) ": median " b { (seconds(time.p50_ms)) } ", 95th percentile "
                b { (seconds(time.p95_ms)) } " (" (many(time.clips, "bona fide clip", "bona fide clips")) " that ended live)."
            }
        }
    }
}

fn seconds(milliseconds: f64) -> String {
    format!("{:.2}\u{a0}s", milliseconds / 1e3)
}

fn slices(on: &str, slices: &[Slice]) -> Markup {
    let body = html! {
        tbody {
            @for slice in slices {
                tr {
                    th.name scope="row" { (name(&slice.by)) }
                    td.name { (slice.part) }
                    td { (rate(&slice.apcer)) }
                    td { (rate(&slice.bpcer)) }
                    td { (rate(&slice.bpnrr)) }
                }
            }
        }
    };
    let head = ["By", "Part", "Attacks accepted, all species", "BPCER", "BPNRR"];
    html! {
        @if slices.is_empty() {
            p.none { "Nothing is known that would part the clips on " (on) "." }
        } @else {
            (table(&format!("Rates of parts of the {on} clips"), &head, &body))
        }
    }
}

/// What the dots of all species rest on, for captions.
pub(super) fn attacks(rates: &[SpeciesRate]) -> String {
    format!("{} classified attack clips", times(&totals(rates)))
}

/// A rate for a description that is heard, not seen.
pub(super) fn spoken(rate: &Rate) -> String {
    rate.rate.map_or_else(|| "none".to_owned(), percent)
}
