//! Thresholds chosen on dev and tried on eval, for attack detection and for the comparison.

use super::PageError;
use super::curves::{self, Scored};
use super::words::{many, name, percent, rate, rate_text, scored_split, table, threshold, times, totals};
use crate::summary::{ComparisonSummary, Detector, EqualError, OperatingPoint, Summary};
use maud::{Markup, html};

/// Every detector.
pub(super) fn detectors(summary: &Summary) -> Result<Markup, PageError> {
    let split = scored_split(summary);
    let parts =
        summary.detectors.iter().map(|found| detector(found, split)).collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        @if parts.is_empty() { p.none { "No clip has a score." } }
        (in_sample(split, parts.is_empty()))
        @for part in &parts { (part) }
    })
}

/// Said where curves are of the clips that thresholds are chosen on.
fn in_sample(split: &str, empty: bool) -> Markup {
    html! {
        @if split == "dev" && !empty {
            p { span.pill { "chosen on dev" } " There are no eval clips: curves are of the clips that thresholds are chosen on." }
        }
    }
}

fn detector(found: &Detector, split: &str) -> Result<Markup, PageError> {
    let from = format!("{} on {split}", rests_on(found));
    let scored = Scored {
        name: &found.name,
        rates: ["APCER of the worst species", "BPCER"],
        points: &found.det,
        operating: &found.operating,
        eer: found.eer.as_ref(),
        from: &from,
    };
    let auc = found.auc.map(|area| (area, "with all attacks pooled (the one drawn is of the worst species)"));
    let figures = figures(&scored, auc)?;
    Ok(html! {
        h3 { "Score: " (found.name) }
        p {
            (many(found.scored, "clip", "clips")) " on " (split) " with a score, " (found.unscored)
            " without: non-responses of this detector, in none of the rates below."
        }
        (figures)
        (equal(found.eer.as_ref(), "attacks of the worst species accepted", "bona fide clips rejected"))
        (operating(&found.name, &found.operating, ["APCER, worst species", "BPCER"]))
    })
}

/// "120 bona fide and 4 × 134 attack clips", as far as the summary tells.
fn rests_on(found: &Detector) -> String {
    let point =
        found.operating.iter().find_map(|p| Some((p.eval_false_reject?.total, totals(&p.eval_apcer))));
    match (point, &found.eer) {
        (Some((people, attacks)), _) if !attacks.is_empty() => {
            format!("{people} bona fide and {} attack clips", times(&attacks))
        }
        (_, Some(eer)) => format!(
            "{} bona fide clips and {} attack clips of the worst species, {} scored clips in all,",
            eer.false_reject.total, eer.false_accept.total, found.scored
        ),
        _ => many(found.scored, "scored clip", "scored clips"),
    }
}

/// Both curves; a note where there is none.
fn figures(scored: &Scored<'_>, auc: Option<(f64, &str)>) -> Result<Markup, PageError> {
    if scored.points.is_empty() {
        return Ok(html! { p.none { "There is no curve: it takes clips of both kinds." } });
    }
    let (det, roc) = (curves::det(scored)?, curves::roc(scored, auc)?);
    Ok(html! { div.charts { (det) (roc) } })
}

/// Where both rates are closest, never without what they rest on.
fn equal(eer: Option<&EqualError>, accepts: &str, rejects: &str) -> Markup {
    html! {
        @if let Some(eer) = eer {
            p {
                "The two rates are closest at a threshold of " (threshold(eer.threshold)) ": " (accepts) " "
                (rate(&eer.false_accept)) ", " (rejects) " " (rate(&eer.false_reject)) "; their mean (EER) is "
                (percent(eer.rate)) ". Found on the clips it is told of, so it is no promise for others."
            }
        }
    }
}

fn operating(name: &str, points: &[OperatingPoint], rates: [&str; 2]) -> Markup {
    if points.is_empty() {
        return html! { p.none { "No threshold could be chosen for " (name) " on dev." } };
    }
    let [accept, reject] = rates;
    let head = [
        "Aimed at".to_owned(),
        "Threshold".to_owned(),
        format!("{accept}: chosen on dev"),
        format!("{reject}: chosen on dev"),
        format!("{accept}: on eval"),
        format!("{reject}: on eval"),
    ];
    let head: Vec<_> = head.iter().map(String::as_str).collect();
    let short = accept.split(',').next().unwrap_or_default();
    let body = html! { tbody { @for point in points { (operating_row(point, short)) } } };
    table(&format!("Thresholds for {name}: chosen on dev, frozen for eval"), &head, &body)
}

fn operating_row(point: &OperatingPoint, accept: &str) -> Markup {
    let none = html! { span.soft { "none" } };
    let cell = |found: &Option<_>| found.as_ref().map_or_else(|| none.clone(), rate);
    html! {
        tr {
            th.n scope="row" { (accept) " ≤ " (target(point.target)) }
            @match point.threshold {
                None => td colspan="5" { "No threshold reaches this on dev." },
                Some(found) => {
                    td.n { (threshold(found)) }
                    td { (cell(&point.dev_false_accept)) }
                    td { (cell(&point.dev_false_reject)) }
                    td {
                        (cell(&point.eval_false_accept))
                        @if !point.eval_apcer.is_empty() {
                            ul.species {
                                @for one in &point.eval_apcer {
                                    li { (name(&one.species)) " " span.n { (one.rate.errors) " of " (one.rate.total) } }
                                }
                            }
                        }
                    }
                    td { (cell(&point.eval_false_reject)) }
                }
            }
        }
    }
}

/// A rate that is aimed at, without digits that say nothing.
fn target(share: f64) -> String {
    format!("{}\u{a0}%", threshold(100.0 * share))
}

/// The comparison, where there is one.
pub(super) fn comparison(summary: &Summary) -> Result<Markup, PageError> {
    let split = scored_split(summary);
    let Some(found) = &summary.comparison else {
        return Ok(html! { p.none { "No clip has a photo to compare with." } });
    };
    let [genuine, impostor] = compared(found);
    let from = format!("{genuine} genuine and {impostor} impostor comparisons on {split}");
    let scored = Scored {
        name: "comparison",
        rates: ["FMR", "FNMR"],
        points: &found.det,
        operating: &found.operating,
        eer: found.eer.as_ref(),
        from: &from,
    };
    let figures = figures(&scored, found.auc.map(|area| (area, "as drawn")))?;
    let discard = curves::discard(&found.discard, split)?;
    Ok(html! {
        (in_sample(split, false))
        p {
            "On " (split) ", " (many(found.genuine, "clip", "clips")) " with a photo of the same person and "
            (found.impostor) " with one of another; " (found.not_compared) " were not compared, because the session ended \
             before or had no usable frame."
        }
        (decided(found))
        (figures)
        (equal(found.eer.as_ref(), "false matches", "false non-matches"))
        (operating("the comparison", &found.operating, ["FMR", "FNMR"]))
        @if let Some(discard) = &discard { h3 { "Quality of the compared frame" } div.charts { (discard) } }
    })
}

/// Comparisons that took place, genuine and impostor: what the decided rates are of.
fn compared(found: &ComparisonSummary) -> [u64; 2] {
    [found.decided_fnmr.total, found.decided_fmr.total]
}

fn decided(found: &ComparisonSummary) -> Markup {
    html! {
        p {
            "At the threshold that decided, a similarity of " b { (threshold(found.decided_threshold)) } " of 100: FMR "
            (rate_text(&found.decided_fmr)) ", FNMR " (rate_text(&found.decided_fnmr)) "."
        }
    }
}
