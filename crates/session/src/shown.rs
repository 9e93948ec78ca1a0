//! The times at which the lights of a plan were really shown, as an app writes them down beside a recording.

use crate::light::{Light, LightPlan, Shown, governor};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Version of [`ShownFile`].
pub const SHOWN_SCHEMA: u32 = 1;

/// Longest file that is read, bytes.
pub const MAX_SHOWN: usize = 64 << 10;

/// Latest time that is accepted, milliseconds: four hours.
const LATEST_MS: f64 = 14_400_000.0;

/// The file: schema and times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownFile {
    /// [`SHOWN_SCHEMA`].
    pub schema: u32,
    /// The lights in the order they were shown.
    pub shown: Vec<ShownAt>,
}

/// A light and when it was on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownAt {
    /// Milliseconds after the recording's first frame.
    pub at_ms: f64,
    /// What was shown.
    pub light: Light,
}

/// Why shown times cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShownError {
    /// Not JSON of this form.
    #[error("line {line}: {reason}: give {{\"schema\": 1, \"shown\": [{{\"at_ms\": …, \"light\": …}}, …]}}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Too long to be one.
    #[error("more than {MAX_SHOWN} bytes: not a file of shown times")]
    TooLong,
    /// Another version.
    #[error(
        "the shown times have schema {found}, this build reads {SHOWN_SCHEMA}: write them with the same version"
    )]
    Schema {
        /// The version found.
        found: u32,
    },
    /// A time that no recording has.
    #[error(
        "light {number} was shown at {at_ms} ms: give milliseconds from the recording's first frame, 0 to 14400000"
    )]
    Time {
        /// Number of the light, from 1.
        number: usize,
        /// The time.
        at_ms: f64,
    },
    /// Lights missing at the end.
    #[error("{found} of {planned} lights have a time: give one for each light that was shown")]
    Missing {
        /// How many have one.
        found: usize,
        /// How many the plan shows.
        planned: usize,
    },
    /// Two lights at once.
    #[error(
        "light {number} was shown {after_ms:.0} ms after the one before: they overlap, lights last {} ms and more",
        governor::MIN_MS
    )]
    Overlap {
        /// Number of the light, from 1.
        number: usize,
        /// How long after.
        after_ms: f64,
    },
    /// A light of another plan.
    #[error(
        "light {number} is not the plan's: give the times of the session that the plan was made for, without pauses"
    )]
    OtherLight {
        /// Number of the light, from 1.
        number: usize,
    },
}

impl ShownFile {
    /// Reads a file of shown times.
    ///
    /// # Errors
    /// Too long, not JSON of this form, or another schema.
    pub fn read(bytes: &[u8]) -> Result<Self, ShownError> {
        if bytes.len() > MAX_SHOWN {
            return Err(ShownError::TooLong);
        }
        let malformed = |error: serde_json::Error| ShownError::Malformed {
            line: error.line(),
            reason: error.to_string().split(" at line").next().unwrap_or_default().to_owned(),
        };
        let any: serde_json::Value = serde_json::from_slice(bytes).map_err(malformed)?;
        let schema = any.get("schema").and_then(serde_json::Value::as_u64);
        match schema.map(|schema| u32::try_from(schema).unwrap_or(u32::MAX)) {
            Some(SHOWN_SCHEMA) | None => serde_json::from_slice(bytes).map_err(malformed),
            Some(found) => Err(ShownError::Schema { found }),
        }
    }

    /// The lights in order, where they are those of `plan`, slot for slot. A session that was paused cannot be verified from
    /// its recording, since nobody can tell then who chose the pauses: its trace can.
    ///
    /// # Errors
    /// Times out of range, missing or overlapping, or lights of another plan.
    pub fn lights(&self, plan: &LightPlan) -> Result<Vec<Shown>, ShownError> {
        let (found, planned) = (self.shown.len(), plan.slots.len());
        for (index, light) in self.shown.iter().enumerate() {
            let (number, at_ms) = (index + 1, light.at_ms);
            if !(0.0..=LATEST_MS).contains(&at_ms) {
                return Err(ShownError::Time { number, at_ms });
            }
            let before = index.checked_sub(1).and_then(|before| self.shown.get(before));
            let after_ms = before.map_or(f64::MAX, |before| at_ms - before.at_ms);
            if after_ms < f64::from(governor::MIN_MS) {
                return Err(ShownError::Overlap { number, after_ms });
            }
        }
        let other = self.shown.iter().zip(&plan.slots).position(|(shown, slot)| shown.light != slot.light);
        if let Some(index) = other.or((found > planned).then_some(planned)) {
            return Err(ShownError::OtherLight { number: index + 1 });
        }
        if found < planned {
            return Err(ShownError::Missing { found, planned });
        }
        let micros = |at_ms: f64| Timestamp::from_micros((at_ms * 1e3).round() as u64);
        Ok(self.shown.iter().map(|s| Shown { at: micros(s.at_ms), light: s.light }).collect())
    }
}

/// The times of a recording that began when the first light of `plan` was shown, each light lasting as long as planned.
#[must_use]
pub fn as_planned(plan: &LightPlan) -> Vec<Shown> {
    let mut at = 0;
    let lights = plan.slots.iter().map(|slot| {
        let shown = Shown { at: Timestamp::from_millis(at), light: slot.light };
        at += u64::from(slot.ms);
        shown
    });
    lights.collect()
}
