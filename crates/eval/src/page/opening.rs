//! What stands first: the result in words, what could not be told, and what was not real.

use super::words::{many, rate_text, species};
use crate::summary::{Counts, SpeciesOutcomes, SplitSummary, Summary};
use maud::{Markup, html};

pub(super) fn header(summary: &Summary) -> Markup {
    html! {
        p.kicker { "Face liveness evaluation" }
        h1 { (summary.protocol.name) }
        p.verdict { (verdict(summary)) }
        (insufficient(&summary.insufficient))
        div.note { p { strong { "Synthetic clips. " } (synthetic(&summary.counts)) } }
    }
}

fn verdict(summary: &Summary) -> String {
    let counts = &summary.counts;
    let (clips, subjects) =
        (many(counts.clips, "clip", "clips"), many(counts.subjects, "subject", "subjects"));
    let (people, attacks) = (counts.bona_fide, many(counts.attacks, "is an attack", "are attacks"));
    let shown = many(people, "shows a living person", "show living people");
    let mut out = format!("Of {clips} of {subjects}, {shown} and {attacks}. ");
    match (&summary.eval, &summary.dev) {
        (Some(eval), _) => out += &result("On eval", eval),
        (None, Some(dev)) => {
            out += &result("There are no eval clips; on dev, where thresholds are chosen", dev);
        }
        (None, None) => out += "None of them has a result.",
    }
    for (count, what) in [(counts.failed, "could not be processed"), (counts.skipped, "had no result here")] {
        if count > 0 {
            out += &format!(" {} {what}.", many(count, "clip", "clips"));
        }
    }
    out
}

fn result(place: &str, split: &SplitSummary) -> String {
    let (people, attacks): (Vec<_>, Vec<_>) = split.outcomes.iter().partition(|o| o.species == "bona_fide");
    let groups = [("of living people", people), ("of attacks", attacks)];
    let ended: Vec<_> = groups.iter().map(|(what, group)| ended(what, group)).collect();
    let mut out = format!("{place}: {}.", ended.join("; "));
    if let Some(worst) = &split.worst_apcer {
        let (name, rate) = (species(&worst.species), rate_text(&worst.rate));
        out += &match worst.rate.errors {
            0 => " No attack that was judged was accepted; the intervals below say how often that could still happen.".to_owned(),
            _ => format!(" The species accepted most often is {name}: APCER {rate}."),
        };
    }
    out + &format!(" BPCER: {}.", rate_text(&split.bpcer))
}

/// "of 40 clips of attacks, 1 was accepted, 35 were rejected and 4 gave no answer".
fn ended(what: &str, group: &[&SpeciesOutcomes]) -> String {
    let sum = |count: fn(&SpeciesOutcomes) -> u64| group.iter().map(|outcomes| count(outcomes)).sum::<u64>();
    let clips = sum(|o| o.clips);
    if clips == 0 {
        return format!("no clips {what}");
    }
    let accepted = many(sum(|o| o.live), "was accepted", "were accepted");
    let rejected = many(sum(|o| o.rejected), "was rejected", "were rejected");
    let silent = sum(|o| o.incomplete + o.failed);
    format!("of {} {what}, {accepted}, {rejected} and {silent} gave no answer", many(clips, "clip", "clips"))
}

fn insufficient(lines: &[String]) -> Markup {
    html! {
        div.warning role="note" {
            h2 { "What could not be told" }
            @if lines.is_empty() {
                p { "Nothing was left out for want of clips." }
            } @else {
                ul { @for line in lines { li { (line) } } }
            }
        }
    }
}

fn synthetic(counts: &Counts) -> String {
    match counts.synthetic {
        0 => "By the manifest no clip is rendered or composed; all are recordings.".to_owned(),
        all if all >= counts.clips => {
            let clips = if all == 1 { "The only clip is".to_owned() } else { format!("All {all} clips are") };
            format!("{clips} rendered or composed: nothing here says how real people or real attacks fare.")
        }
        some => format!(
            "{some} of {} clips {} rendered or composed, the other {} recorded. Rates count both kinds together; the \
             tables of outcomes say how many of each species are synthetic.",
            counts.clips,
            if some == 1 { "is" } else { "are" },
            counts.clips - some,
        ),
    }
}
