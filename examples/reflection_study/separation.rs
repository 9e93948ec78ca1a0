//! What each threshold separates, in the trials at hand.

use crate::study::{BONA_FIDE, Study, Trial, UNLIT};
use liveface::session::config::Reflection as Thresholds;
use liveface::session::report::Reflection as Found;
use liveface_metrics::quantile;

/// Answers to other colours than those shown, or to none.
const OTHER_ANSWERS: [&str; 3] = ["wrong_order", "replay_other", "injected"];
const SHEETS: [&str; 2] = ["flat_print", "bent_print"];

/// Trials that lie on one side of a threshold.
#[derive(Debug, PartialEq)]
pub(crate) struct Side {
    pub what: &'static str,
    /// Sorted.
    pub values: Vec<f64>,
}

impl Side {
    fn new(what: &'static str, values: impl Iterator<Item = Option<f64>>) -> Self {
        let mut values: Vec<f64> = values.flatten().collect();
        values.sort_by(f64::total_cmp);
        Self { what, values }
    }

    pub(crate) fn quantile(&self, share: f64) -> Option<f64> {
        quantile(&self.values, share)
    }

    /// Share of the values that reach `threshold`.
    pub(crate) fn reach(&self, threshold: f64) -> f64 {
        let below = self.values.iter().filter(|value| **value < threshold).count();
        1.0 - below as f64 / self.values.len().max(1) as f64
    }
}

/// Where between its sides a threshold is put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    /// In the middle.
    Middle,
    /// In the middle of the logarithms.
    Ratio,
    /// It follows from what is asked of cameras; the trials only show what it costs.
    Given,
    /// As far from people as the other limit of the same number.
    Mirror,
    /// Where 0.3 % of the sheets pass, or in the upper third of the gap.
    Accept,
    /// Where 0.5 % of the people fall below, or in the lower third of the gap.
    Reject,
}

/// A threshold and what it separates.
pub(crate) struct Separation {
    pub name: &'static str,
    /// In force.
    pub value: f64,
    pub below: Option<Side>,
    pub above: Option<Side>,
    pub rule: Rule,
    pub set: fn(&mut Thresholds, f64),
}

impl Separation {
    /// The value that the trials suggest.
    pub(crate) fn suggested(&self) -> Option<f64> {
        let low = self.below.as_ref().and_then(|side| side.quantile(0.995));
        let high = self.above.as_ref().and_then(|side| side.quantile(0.005));
        match self.rule {
            Rule::Middle => Some(f64::midpoint(low?, high?)),
            Rule::Ratio => Some((low?.max(1e-6) * high?.max(1e-6)).sqrt()),
            Rule::Given | Rule::Mirror => None,
            Rule::Accept | Rule::Reject => {
                let sheets = self.below.as_ref()?.quantile(0.997)?;
                let (step, overlap) = ((high? - sheets) / 3.0, high? <= sheets);
                Some(match self.rule {
                    Rule::Accept if overlap => sheets,
                    Rule::Accept => sheets + 2.0 * step,
                    _ if overlap => high?,
                    _ => sheets + step,
                })
            }
        }
    }
}

/// Every threshold with the trials it separates.
pub(crate) fn separations(study: &Study) -> Vec<Separation> {
    [strength(study), colours(study), lag(study), shape(study), made(study), pace(study)]
        .into_iter()
        .flatten()
        .collect()
}

fn lit(study: &Study, of: impl Fn(&Found) -> Option<f32> + Copy) -> Side {
    let people = study.select(|t| t.lit(&[BONA_FIDE]));
    Side::new("bona fide, ratio ≥ 0.2", people.map(move |t| t.row.measured(of)))
}

fn unlit(study: &Study, of: impl Fn(&Found) -> Option<f32> + Copy) -> Side {
    let people = study.select(|t| t.is(BONA_FIDE) && t.row.ratio < UNLIT);
    Side::new("bona fide, ratio < 0.05", people.map(move |t| t.row.measured(of)))
}

fn strength(study: &Study) -> Vec<Separation> {
    let config = &study.config;
    let separation = |name, value, of: fn(&Found) -> Option<f32>, set| Separation {
        name,
        value: f64::from(value),
        below: Some(unlit(study, of)),
        above: Some(lit(study, of)),
        rule: Rule::Ratio,
        set,
    };
    vec![
        separation("min_ratio", config.min_ratio, |f| f.light_ratio, |c, v| c.min_ratio = v as f32),
        separation("min_snr", config.min_snr, |f| f.snr, |c, v| c.min_snr = v as f32),
    ]
}

/// Whether something came back that is stronger than what a room does.
fn responded(trial: &Trial, study: &Study) -> bool {
    trial.row.measured(|f| f.response).is_some_and(|r| r > f64::from(study.config.max_unexplained))
}

fn colours(study: &Study) -> Vec<Separation> {
    let config = &study.config;
    let others = |of: fn(&Found) -> Option<f32>| {
        let trials = study.select(|t| OTHER_ANSWERS.iter().any(|s| t.is(s)) && responded(t, study));
        Side::new("wrong order, replay, injected that responded", trials.map(move |t| t.row.measured(of)))
    };
    let rising = |name, value, of: fn(&Found) -> Option<f32>, set| Separation {
        name,
        value: f64::from(value),
        below: Some(others(of)),
        above: Some(lit(study, of)),
        rule: Rule::Middle,
        set,
    };
    vec![
        rising("min_freshness", config.min_freshness, |f| f.freshness, |c, v| c.min_freshness = v as f32),
        Separation {
            name: "max_p_value",
            value: f64::from(config.max_p_value),
            below: Some(lit(study, |f| f.p_value)),
            above: Some(others(|f| f.p_value)),
            rule: Rule::Ratio,
            set: |c, v| c.max_p_value = v as f32,
        },
        rising("min_agreement", config.min_agreement, |f| f.agreement, |c, v| c.min_agreement = v as f32),
        unexplained(study),
    ]
}

fn unexplained(study: &Study) -> Separation {
    let of = |f: &Found| f.unexplained;
    let people = study.select(|t| t.is(BONA_FIDE)).map(|t| t.row.measured(of));
    let wrong = study.select(|t| t.lit(&["wrong_order", "replay_other"])).map(|t| t.row.measured(of));
    Separation {
        name: "max_unexplained",
        value: f64::from(study.config.max_unexplained),
        below: Some(Side::new("bona fide, any ratio", people)),
        above: Some(Side::new("wrong order, replay, ratio ≥ 0.2", wrong)),
        rule: Rule::Ratio,
        set: |c, v| c.max_unexplained = v as f32,
    }
}

/// Lags mean something only where the colours are those shown.
fn lag(study: &Study) -> Vec<Separation> {
    let config = &study.config;
    let of = |what, species: &'static str| {
        let fresh = study.select(move |t| {
            let freshness = t.row.measured(|f| f.freshness);
            t.lit(&[species]) && freshness.is_some_and(|f| f >= f64::from(study.config.min_freshness))
        });
        Side::new(what, fresh.map(|t| t.row.measured(|f| f.lag_ms)))
    };
    let people = || of("bona fide, ratio ≥ 0.2, fresh", BONA_FIDE);
    vec![
        Separation {
            name: "max_lag_ms",
            value: f64::from(config.max_lag_ms),
            below: Some(people()),
            above: Some(of("relit 150 ms late, fresh", "late_relight")),
            rule: Rule::Middle,
            set: |c, v| c.max_lag_ms = v as f32,
        },
        Separation {
            name: "min_lag_ms",
            value: f64::from(config.min_lag_ms),
            below: None,
            above: Some(people()),
            rule: Rule::Mirror,
            set: |c, v| c.min_lag_ms = v as f32,
        },
    ]
}

/// Log-odds of the shape of lit, fresh trials: only they are asked for their shape.
fn shapes<'a>(study: &'a Study, species: &'a [&str]) -> impl Iterator<Item = Option<f64>> + 'a {
    let fresh = f64::from(study.config.min_freshness);
    study.select(|t| t.lit(species)).filter_map(move |t| {
        t.row.measured(|f| f.freshness).filter(|f| *f >= fresh)?;
        Some(t.row.odds(&study.config).map(f64::from))
    })
}

fn shape(study: &Study) -> Vec<Separation> {
    let config = &study.config;
    let separation = |name, value, rule, set| Separation {
        name,
        value: f64::from(value),
        below: Some(Side::new("flat and bent print, ratio ≥ 0.2, fresh", shapes(study, &SHEETS))),
        above: Some(Side::new("bona fide, ratio ≥ 0.2, fresh", shapes(study, &[BONA_FIDE]))),
        rule,
        set,
    };
    vec![
        separation("min_shape_odds", config.min_shape_odds, Rule::Accept, |c, v| c.min_shape_odds = v as f32),
        separation("sheet_shape_odds", config.sheet_shape_odds, Rule::Reject, |c, v| {
            c.sheet_shape_odds = v as f32
        }),
    ]
}

/// Signs of a video that is no camera's.
fn made(study: &Study) -> Vec<Separation> {
    let config = &study.config;
    let of = |what, species: &'static str, value: fn(&Found) -> Option<f32>| {
        Side::new(what, study.select(move |t| t.is(species)).map(move |t| t.row.measured(value)))
    };
    // Half of the injected videos have no copies; they are not told by them.
    let copies = |f: &Found| Some(f.cues.duplicates).filter(|share| *share > 0.0);
    vec![
        Separation {
            name: "max_duplicates",
            value: f64::from(config.max_duplicates),
            below: Some(of("bona fide, any ratio", BONA_FIDE, |f| Some(f.cues.duplicates))),
            above: Some(of("injected, with copies", "injected", copies)),
            rule: Rule::Middle,
            set: |c, v| c.max_duplicates = v as f32,
        },
        Separation {
            name: "min_noise",
            value: f64::from(config.min_noise),
            below: Some(of("injected", "injected", |f| f.cues.noise)),
            above: Some(of("bona fide, any ratio", BONA_FIDE, |f| f.cues.noise)),
            rule: Rule::Ratio,
            set: |c, v| c.min_noise = v as f32,
        },
    ]
}

fn pace(study: &Study) -> Vec<Separation> {
    let config = &study.config;
    vec![
        Separation {
            name: "max_gap_ms",
            value: config.max_gap_ms as f64,
            below: Some(lit(study, |f| Some(f.longest_gap_ms as f32))),
            above: None,
            rule: Rule::Given,
            set: |c, v| c.max_gap_ms = v as u64,
        },
        Separation {
            name: "min_fps",
            value: f64::from(config.min_fps),
            below: None,
            above: Some(lit(study, |f| Some(f.fps))),
            rule: Rule::Given,
            set: |c, v| c.min_fps = v as f32,
        },
    ]
}
