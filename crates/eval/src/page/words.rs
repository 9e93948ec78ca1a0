//! Numbers and counts in words.

use crate::summary::{Rate, SpeciesRate, Summary};
use maud::{Markup, html};

/// A share, 0..=1, in percent. What is small keeps two digits, so that it is not mistaken for none.
pub(super) fn percent(share: f64) -> String {
    format!("{}\u{a0}%", digits(share))
}

fn digits(share: f64) -> String {
    let value = 100.0 * share;
    if value == 0.0 || value == 100.0 {
        format!("{value:.0}")
    } else if value >= 0.1 {
        format!("{value:.1}")
    } else if value >= 0.01 {
        format!("{value:.2}")
    } else {
        format!("{value:.4}")
    }
}

fn interval([low, high]: [f64; 2]) -> String {
    // The joiner keeps both ends on one line.
    format!("{}–\u{2060}{}", digits(low), percent(high))
}

/// How often of how many, and what that says of the true rate; "none" of none.
pub(super) fn rate(rate: &Rate) -> Markup {
    html! {
        @match rate.rate.filter(|_| rate.total > 0) {
            None => span.soft { "none" },
            Some(share) => { b { (percent(share)) } " " span.soft { "(" (detail(rate)) ")" } },
        }
    }
}

/// The same as plain text.
pub(super) fn rate_text(rate: &Rate) -> String {
    match rate.rate.filter(|_| rate.total > 0) {
        None => "none".to_owned(),
        Some(share) => format!("{} ({})", percent(share), detail(rate)),
    }
}

/// Breaks of lines only between its parts.
fn detail(rate: &Rate) -> String {
    let mut out = format!("{}\u{a0}of\u{a0}{}", rate.errors, rate.total);
    match rate.wilson {
        // Without errors the lower end is no news: what counts is how high the true rate may still be.
        Some([_, high]) if rate.errors == 0 => {
            out += &format!("; 95\u{a0}%\u{a0}up\u{a0}to\u{a0}{}", percent(high))
        }
        Some(wilson) => out += &format!("; 95\u{a0}%\u{a0}{}", interval(wilson)),
        None => {}
    }
    // Drawing subjects anew from errors alone, or from none, always gives the same: no interval at all.
    let spread = rate.errors > 0 && rate.errors < rate.total;
    match rate.clustered.filter(|_| spread) {
        Some(clustered) => out += &format!("; by\u{a0}subject\u{a0}{}", interval(clustered)),
        None if rate.subjects == 1 => out += "; one\u{a0}subject",
        None => {}
    }
    out
}

/// "4 × 134", or "134 + 120" where they differ; "0" of none.
pub(super) fn times(totals: &[u64]) -> String {
    match totals {
        [] => "0".to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] if rest.iter().all(|total| total == first) => {
            format!("{}\u{a0}×\u{a0}{first}", totals.len())
        }
        _ => totals.iter().map(u64::to_string).collect::<Vec<_>>().join(" + "),
    }
}

/// The totals of the species that have any.
pub(super) fn totals(rates: &[SpeciesRate]) -> Vec<u64> {
    rates.iter().map(|species| species.rate.total).filter(|total| *total > 0).collect()
}

/// "1 clip", "2 clips".
pub(super) fn many(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// A threshold with as many digits as anyone sets; `summary.json` has them all.
pub(super) fn threshold(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The name of a species as the page writes it.
pub(super) fn species(name: &str) -> &str {
    if name == "bona_fide" { "bona fide" } else { name }
}

/// The same for a table: a line may break after an underscore.
pub(super) fn name(name: &str) -> Markup {
    html! { @for part in species(name).split_inclusive('_') { (part) wbr; } }
}

/// The split that curves and scores are of.
pub(super) fn scored_split(summary: &Summary) -> &'static str {
    if summary.eval.is_some() { "eval" } else { "dev" }
}

/// A table that scrolls by itself where it is wider than the page.
pub(super) fn table(caption: &str, head: &[&str], body: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for name in head { th scope="col" { (name) } } } }
                (body)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_share_is_not_rounded_to_none() {
        let shown = [0.0, 0.000_004, 0.000_83, 0.033_33, 0.5, 1.0].map(digits);
        assert_eq!(shown, ["0", "0.0004", "0.08", "3.3", "50.0", "100"]);
    }

    #[test]
    fn counts_that_are_equal_are_multiplied_others_added() {
        assert_eq!(times(&[134, 134, 134, 134]), "4\u{a0}×\u{a0}134");
        assert_eq!(times(&[134, 120]), "134 + 120");
        assert_eq!(times(&[7]), "7");
        assert_eq!(times(&[]), "0");
    }

    #[test]
    fn a_rate_says_its_counts_and_both_intervals() {
        let found = Rate {
            errors: 4,
            total: 120,
            rate: Some(4.0 / 120.0),
            wilson: Some([0.013, 0.083]),
            clustered: Some([0.008, 0.091]),
            subjects: 30,
        };
        let text = rate_text(&found).replace('\u{a0}', " ").replace('\u{2060}', "");
        assert_eq!(text, "3.3 % (4 of 120; 95 % 1.3–8.3 %; by subject 0.8–9.1 %)");
    }

    #[test]
    fn no_errors_still_have_an_upper_bound_and_no_clips_have_no_rate() {
        let (wilson, clustered) = (Some([0.0, 0.031]), Some([0.0, 0.0]));
        let zero = Rate { errors: 0, total: 120, rate: Some(0.0), wilson, clustered, subjects: 30 };
        assert_eq!(rate_text(&zero).replace('\u{a0}', " "), "0 % (0 of 120; 95 % up to 3.1 %)");
        assert_eq!(rate_text(&Rate::default()), "none");
        // Whatever else is claimed, nothing of nothing is no rate.
        assert_eq!(rate_text(&Rate { total: 0, ..zero }), "none");
    }
}
