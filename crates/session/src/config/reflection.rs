//! Thresholds of the reflection check.

use super::{ConfigError, require};
use serde::{Deserialize, Serialize};

/// The light that comes back from the screen.
///
/// Where nothing else is said, a default lies in the gap that the half `choose` of `fixtures/reports/reflection.csv` leaves:
/// 758 rendered trials, of which the example `reflection_study` prints both sides (`choose`). Figures are given on the other
/// half, `test`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reflection {
    /// Least screen ÷ room light on the face, as measured, for a white screen, 0..=1. Trials at a true ratio of 0.2 and more
    /// measure at least 0.104.
    pub min_ratio: f32,
    /// Least signal to noise of the face's colour from frame to frame, 0..=100. Below a true ratio of 0.05 trials reach 3.5;
    /// from 0.2 on they have at least 4.1.
    pub min_snr: f32,
    /// Least correlation of measured and shown colours, 0..=1. Answers to other colours reach 0.931, to these at least 0.990.
    pub min_freshness: f32,
    /// Greatest chance that another order of the colours would look as good, 0..=1. Answers to other colours have at least
    /// 0.012, to these at most 0.0015.
    pub max_p_value: f32,
    /// Least share of slots whose colour is nearest to the one shown, 0..=1. Answers to other colours reach 0.5, to these at
    /// least 0.75.
    pub min_agreement: f32,
    /// Greatest answer that the shown colours do not explain, log units, 0..=10; above it, without freshness, other colours
    /// came back. People before these colours have at most 0.017, answers to others at least 0.025.
    pub max_unexplained: f32,
    /// Least lag of the answer, milliseconds, -120..=420: no camera sees a light long before it is shown, but some date frames
    /// late.
    pub min_lag_ms: f32,
    /// Greatest lag of the answer, milliseconds, -120..=420. With times that leave out a screen's 15 to 60 ms, people have at
    /// most 58, videos relit 150 ms late at least 177.
    pub max_lag_ms: f32,
    /// Depth of faces: mean. This and the five below describe 128 development trials; they were not chosen anew.
    pub face_depth: f32,
    /// Standard deviation of the depth of faces, measurement error left out.
    pub face_depth_spread: f32,
    /// Standard deviation of the depth of sheets around 0, measurement error left out.
    pub sheet_depth_spread: f32,
    /// Weight of the log-likelihood ratio of depth in the log-odds of the shape, 0..=100 (logistic regression).
    pub depth_weight: f32,
    /// Weight of ln of the roughness in the log-odds of the shape, 0..=100 (logistic regression).
    pub roughness_weight: f32,
    /// Roughness at which face and sheet are equally likely.
    pub even_roughness: f32,
    /// Least log-odds of the shape for a face, -100..=100. 99.5 % of prints have less, and 2 % of people.
    pub min_shape_odds: f32,
    /// Log-odds of the shape below which it is a sheet; between the two the shape is unclear. 98 % of prints have less, and
    /// 1 % of people.
    pub sheet_shape_odds: f32,
    /// Greatest share of bit-identical frames of a camera, 0..=1. More of them, without noise and without an answer to the
    /// light, are a made video. By construction: a camera loses a frame now and then.
    pub max_duplicates: f32,
    /// Least change from frame to frame that a camera's noise makes in its calmest tenth, levels of 255. Strong compression
    /// takes 4 % of people below it, who have no copied frames.
    pub min_noise: f32,
    /// Longest time without a usable frame while colours are shown, milliseconds, 50..=1000: one frame lost at 8 a second.
    pub max_gap_ms: u64,
    /// Least usable frames a second while colours are shown, 1..=60: 8, of which some may be lost.
    pub min_fps: f32,
    /// How often a live session whose light could not be judged is shown fresh colours before it gives up, 0..=2.
    pub retries: u32,
}

impl Default for Reflection {
    fn default() -> Self {
        Self {
            min_ratio: 0.1,
            min_snr: 3.75,
            min_freshness: 0.96,
            max_p_value: 0.005,
            min_agreement: 0.66,
            max_unexplained: 0.021,
            min_lag_ms: -40.0,
            max_lag_ms: 117.0,
            face_depth: 0.85,
            face_depth_spread: 0.2,
            sheet_depth_spread: 0.15,
            depth_weight: 0.44,
            roughness_weight: 7.2,
            even_roughness: 0.12,
            min_shape_odds: -0.92,
            sheet_shape_odds: -1.48,
            max_duplicates: 0.03,
            min_noise: 0.1,
            max_gap_ms: 260,
            min_fps: 7.0,
            retries: 1,
        }
    }
}

impl Reflection {
    /// Whether every value is in its range.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let r = self;
        let positive = 0.0 < r.min_ratio && 0.0 < r.min_snr && 0.0 < r.max_unexplained && 0.0 <= r.min_noise;
        let finite =
            r.min_ratio <= 1.0 && r.min_snr <= 100.0 && r.max_unexplained <= 10.0 && r.min_noise <= 255.0;
        require(
            positive && finite,
            "reflection",
            "need 0 < min_ratio <= 1, 0 < min_snr <= 100, 0 < max_unexplained <= 10, 0 <= min_noise <= 255",
        )?;
        let unit = 0.0..=1.0;
        let shares = [r.min_freshness, r.max_p_value, r.min_agreement, r.max_duplicates];
        require(
            shares.iter().all(|share| unit.contains(share)),
            "reflection",
            "min_freshness, max_p_value, min_agreement and max_duplicates must be 0..=1",
        )?;
        let lags = -120.0 <= r.min_lag_ms && r.min_lag_ms < r.max_lag_ms && r.max_lag_ms <= 420.0;
        require(lags, "reflection", "need -120 <= min_lag_ms < max_lag_ms <= 420")?;
        let spreads = [r.face_depth, r.face_depth_spread, r.sheet_depth_spread, r.even_roughness];
        require(
            spreads.iter().all(|value| (0.01..=10.0).contains(value)),
            "reflection",
            "face_depth, face_depth_spread, sheet_depth_spread and even_roughness must be 0.01..=10",
        )?;
        let weights =
            [r.depth_weight, r.roughness_weight].iter().all(|weight| (0.0..=100.0).contains(weight));
        require(weights, "reflection", "depth_weight and roughness_weight must be 0..=100")?;
        let odds = -100.0 <= r.sheet_shape_odds
            && r.sheet_shape_odds <= r.min_shape_odds
            && r.min_shape_odds <= 100.0;
        require(odds, "reflection", "need -100 <= sheet_shape_odds <= min_shape_odds <= 100")?;
        let pace =
            (50..=1_000).contains(&r.max_gap_ms) && (1.0..=60.0).contains(&r.min_fps) && r.retries <= 2;
        require(pace, "reflection", "need max_gap_ms 50..=1000, min_fps 1..=60, retries 0..=2")
    }
}
