//! What the benchmarks share: in what they run, which frames they look at, and where their results go.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot run should stop")]
#![allow(clippy::print_stderr, reason = "what is left out is said")]

pub mod clips;
pub mod combination;
pub mod results;
pub mod stream;

use criterion::Criterion;
use std::time::Duration;

/// Few and short samples: a benchmark is repeated by hand more often than it needs a third digit. Arguments go before.
#[must_use]
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args()
}

/// Whether `LIVEFACE_BENCH_QUICK` asks for a trial of the machinery rather than for figures.
#[must_use]
pub fn quick() -> bool {
    std::env::var_os("LIVEFACE_BENCH_QUICK").is_some_and(|value| !value.is_empty())
}
