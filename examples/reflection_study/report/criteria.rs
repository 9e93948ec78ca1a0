//! What was asked for, and whether it is met.

use super::tables::{interval, percent};
use crate::study::{BONA_FIDE, SPECIES, Study, Trial, UNLIT};
use liveface_metrics::Share;
use std::fmt::Write as _;

/// Least trials of an attack for its figure to count.
const LEAST_TRIALS: u64 = 300;

/// What a share must be.
#[derive(Clone, Copy)]
enum Needed {
    AtLeast(f64),
    AtMost(f64),
}

struct Criterion {
    what: String,
    share: Share,
    needed: Needed,
    least_trials: u64,
}

/// What became of a criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Finding {
    Met,
    NotMet,
    TooFewTrials,
}

impl Criterion {
    fn finding(&self) -> Finding {
        let holds = self.share.rate().is_some_and(|share| match self.needed {
            Needed::AtLeast(least) => share >= least,
            Needed::AtMost(most) => share <= most,
        });
        match (self.share.total >= self.least_trials.max(1), holds) {
            (false, _) => Finding::TooFewTrials,
            (true, true) => Finding::Met,
            (true, false) => Finding::NotMet,
        }
    }

    fn row(&self) -> String {
        let needed = match self.needed {
            Needed::AtLeast(least) => format!("≥ {:.0} %", least * 100.0),
            Needed::AtMost(0.0) => "never".to_owned(),
            Needed::AtMost(most) => format!("≤ {:.0} %", most * 100.0),
        };
        let (class, found) = match self.finding() {
            Finding::Met => ("met", "met".to_owned()),
            Finding::NotMet => ("missed", "not met".to_owned()),
            Finding::TooFewTrials if self.share.total == 0 => ("few", "no trials".to_owned()),
            Finding::TooFewTrials => ("few", format!("needs {} trials", self.least_trials.max(1))),
        };
        let Share { errors: hits, total } = self.share;
        format!(
            "<tr><td>{}</td><td>{needed}</td><td class=\"n\">{hits} of {total}</td><td class=\"n\">{}</td>\
             <td class=\"n\">{}</td><td><span class=\"pill {class}\">{found}</span></td></tr>\n",
            self.what,
            percent(self.share),
            interval(self.share),
        )
    }
}

fn criteria(study: &Study) -> Vec<Criterion> {
    let unlit = |so: fn(&Trial) -> bool| {
        Share::of(study.select(|t| t.is(BONA_FIDE) && t.row.ratio < UNLIT), |t| so(t))
    };
    let flat = study.select(|t| t.lit(&["flat_print"]));
    let one = |what: &str, share, needed| Criterion { what: what.to_owned(), share, needed, least_trials: 1 };
    let mut all =
        vec![one("bona fide accepted, ratio ≥ 0.2", study.accepted(BONA_FIDE), Needed::AtLeast(0.97))];
    all.extend(SPECIES.iter().filter(|(species, _)| *species != BONA_FIDE).map(|(species, what)| {
        Criterion {
            what: format!("{what} accepted, ratio ≥ 0.2"),
            share: study.accepted(species),
            needed: Needed::AtMost(0.01),
            least_trials: LEAST_TRIALS,
        }
    }));
    let too_flat = Share::of(flat, |t| t.light.to_string() == "too_flat");
    all.push(one("flat print rejected by its shape, ratio ≥ 0.2", too_flat, Needed::AtLeast(0.95)));
    all.push(one("bona fide accepted, ratio &lt; 0.05", unlit(|t| t.accepted()), Needed::AtMost(0.0)));
    let enough = unlit(|t| t.light.insufficient());
    all.push(one("bona fide insufficient, not rejected, ratio &lt; 0.05", enough, Needed::AtLeast(0.95)));
    all
}

/// The table of what was asked for.
pub(super) fn html(study: &Study) -> String {
    let mut out = "<h2>What was asked for</h2>\n<p>By the light check alone. The share decides; the interval says how \
                   well it is known.</p>\n<table>\n<tr><th>figure</th><th>asked</th><th class=\"n\">found</th>\
                   <th class=\"n\">share</th><th class=\"n\">95 % interval</th><th></th></tr>\n"
        .to_owned();
    for criterion in criteria(study) {
        let _ = write!(out, "{}", criterion.row());
    }
    out + "</table>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(errors: u64, total: u64, needed: Needed, least_trials: u64) -> Finding {
        Criterion { what: String::new(), share: Share { errors, total }, needed, least_trials }.finding()
    }

    #[test]
    fn a_good_share_of_few_trials_does_not_count() {
        assert_eq!(finding(3, 300, Needed::AtMost(0.01), 300), Finding::Met);
        assert_eq!(finding(4, 300, Needed::AtMost(0.01), 300), Finding::NotMet);
        assert_eq!(finding(0, 299, Needed::AtMost(0.01), 300), Finding::TooFewTrials);
        assert_eq!(finding(0, 0, Needed::AtMost(0.0), 1), Finding::TooFewTrials);
        assert_eq!(finding(97, 100, Needed::AtLeast(0.97), 1), Finding::Met);
        assert_eq!(finding(1, 500, Needed::AtMost(0.0), 1), Finding::NotMet);
    }
}
