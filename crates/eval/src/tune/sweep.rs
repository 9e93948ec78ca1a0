//! Which thresholds are tried.

use crate::EvalError;
use liveface_session::Config;
use serde_json::Value;
use std::str::FromStr;
use thiserror::Error;

/// Values of a sweep unless it says how many.
const VALUES: usize = 9;
/// Most combinations of values.
const MOST: usize = 10_000;

/// One threshold and the values to try: `silent.threshold=0.2..0.9/15`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// Section and name, as `liveface config` prints them, joined by dots.
    pub key: String,
    /// First value.
    pub from: f64,
    /// Last value.
    pub to: f64,
    /// How many values, evenly spread, both ends among them.
    pub count: usize,
}

/// A text that is no sweep.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{text:?} is no sweep: write KEY=FROM..TO or KEY=FROM..TO/N, e.g. silent.threshold=0.2..0.9/15")]
pub struct SweepError {
    /// The text.
    pub text: String,
}

impl FromStr for Sweep {
    type Err = SweepError;

    fn from_str(text: &str) -> Result<Self, SweepError> {
        let parts = || {
            let (key, range) = text.split_once('=')?;
            let (range, count) = match range.split_once('/') {
                Some((range, count)) => (range, count.parse().ok()?),
                None => (range, VALUES),
            };
            let (from, to) = range.split_once("..")?;
            let (from, to): (f64, f64) = (from.parse().ok()?, to.parse().ok()?);
            let sound =
                key.contains('.') && from.is_finite() && to.is_finite() && (1..=MOST).contains(&count);
            sound.then(|| Self { key: key.trim().to_owned(), from, to, count })
        };
        parts().ok_or_else(|| SweepError { text: text.to_owned() })
    }
}

impl Sweep {
    /// The values, in order.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        let steps = self.count.saturating_sub(1).max(1) as f64;
        (0..self.count).map(|i| self.from + (self.to - self.from) * (i as f64 / steps)).collect()
    }

    fn section(&self) -> &str {
        self.key.split('.').next().unwrap_or_default()
    }
}

/// Every combination of the sweeps' values, and the thresholds with them in place of `base`'s.
///
/// # Errors
/// Thresholds of several sections, too many combinations, an unknown threshold, or a value out of its range.
pub(super) fn configs(base: &Config, sweeps: &[Sweep]) -> Result<Vec<(Vec<f64>, Config)>, EvalError> {
    let refuse = |reason: String| EvalError::Place { place: "--sweep".to_owned(), reason };
    let mut sections: Vec<_> = sweeps.iter().map(Sweep::section).collect();
    sections.dedup();
    if sections.len() > 1 {
        return Err(refuse(format!(
            "{} are of different sections: sweep one section at a time",
            sections.join(" and ")
        )));
    }
    if let Some(twice) = sweeps
        .iter()
        .enumerate()
        .find(|(i, sweep)| sweeps.iter().take(*i).any(|other| other.key == sweep.key))
    {
        return Err(refuse(format!("{} is swept twice", twice.1.key)));
    }
    let combinations = sweeps.iter().try_fold(1_usize, |product, sweep| product.checked_mul(sweep.count));
    if combinations.is_none_or(|combinations| combinations > MOST) {
        return Err(refuse(format!("more than {MOST} combinations: give fewer values")));
    }
    let json = serde_json::to_value(base).map_err(|error| refuse(error.to_string()))?;
    let mut found = vec![(Vec::new(), json)];
    for sweep in sweeps {
        let mut next = Vec::new();
        for (values, json) in &found {
            for value in sweep.values() {
                let (mut values, mut json) = (values.clone(), json.clone());
                let set = set(&mut json, &sweep.key, value).map_err(refuse)?;
                values.push(set);
                next.push((values, json));
            }
        }
        found = next;
    }
    let config = |(values, json): (Vec<f64>, Value)| {
        let config: Config = serde_json::from_value(json).map_err(|error| refuse(error.to_string()))?;
        let named = || {
            sweeps
                .iter()
                .zip(&values)
                .map(|(sweep, value)| format!("{} = {value}", sweep.key))
                .collect::<Vec<_>>()
        };
        let config =
            config.checked().map_err(|error| refuse(format!("with {}: {error}", named().join(", "))))?;
        Ok((values, config))
    };
    found.into_iter().map(config).collect()
}

/// Sets the number at `key`; a whole one stays whole. Returns what it was set to.
fn set(config: &mut Value, key: &str, value: f64) -> Result<f64, String> {
    let mut place = config;
    for (depth, name) in key.split('.').enumerate() {
        let known = place.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>().join(", "));
        place = place.get_mut(name).ok_or_else(|| {
            let above = key.split('.').take(depth).collect::<Vec<_>>().join(".");
            let within =
                if above.is_empty() { "the sections are".to_owned() } else { format!("{above} has") };
            format!("there is no threshold {key}: {within} {}", known.unwrap_or_default())
        })?;
    }
    match place {
        Value::Number(number) if number.is_f64() => {
            *place = serde_json::json!(value);
            Ok(value)
        }
        Value::Number(_) => {
            let whole = value.round().max(0.0) as u64;
            *place = serde_json::json!(whole);
            Ok(whole as f64)
        }
        _ => Err(format!("{key} is no number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sweep(text: &str) -> Sweep {
        text.parse().unwrap()
    }

    #[test]
    fn a_sweep_has_both_ends() {
        assert_eq!(sweep("silent.threshold=0.25..0.75/3").values(), [0.25, 0.5, 0.75]);
        assert_eq!(sweep("silent.threshold=0.5..0.5/1").values(), [0.5]);
        for wrong in [
            "silent=1..2",
            "silent.threshold",
            "silent.threshold=1",
            "silent.threshold=a..b",
            "a.b=0..1/0",
            "a.b=NaN..1",
        ] {
            assert!(wrong.parse::<Sweep>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn combinations_are_checked_thresholds() {
        let two = [sweep("silent.threshold=0.3..0.7/2"), sweep("silent.min_frames=3..5/3")];
        let made = configs(&Config::default(), &two).unwrap();
        assert_eq!(made.len(), 6);
        assert_eq!((made[5].1.silent.threshold, made[5].1.silent.min_frames), (0.7, 5));
    }

    #[test]
    fn what_cannot_be_swept_is_one_clear_line() {
        let cases = [
            (vec![sweep("silent.treshold=0..1")], "min_motion"),
            (vec![sweep("nothing.threshold=0..1")], "the sections are"),
            (vec![sweep("silent.threshold=0.3..0.5"), sweep("silent.threshold=0.6..0.7")], "twice"),
            (vec![sweep("silent.threshold=0.1..7/2")], "with silent.threshold = 0.1: silent: need"),
            (vec![sweep("silent.threshold=0.3..1/2"), sweep("timers.prepare_ms=1..2/2")], "one section"),
            (vec![sweep("silent.threshold=0.3..1/200"), sweep("silent.min_motion=1..2/200")], "combinations"),
        ];
        for (sweeps, told) in cases {
            let error = configs(&Config::default(), &sweeps).unwrap_err().to_string();
            assert!(error.contains(told) && !error.contains('\n'), "{error}");
        }
    }
}
