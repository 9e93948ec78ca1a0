//! What criterion wrote.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;

/// Medians of one run of benchmarks, by their full names.
#[derive(Default)]
pub struct Estimates(BTreeMap<String, Estimate>);

/// One benchmark.
struct Estimate {
    /// Median of an iteration, milliseconds.
    ms: f64,
    /// Elements of an iteration, where the benchmark says.
    elements: Option<f64>,
}

#[derive(Deserialize)]
struct Benchmark {
    full_id: String,
    throughput: Option<BTreeMap<String, f64>>,
}

#[derive(Deserialize)]
struct Statistics {
    median: Point,
}

/// Nanoseconds.
#[derive(Deserialize)]
struct Point {
    point_estimate: f64,
}

impl Estimates {
    /// Everything in criterion's folder `dir`; nothing where it is not there.
    pub fn read(dir: &Path) -> Self {
        let mut all = Self::default();
        all.collect(dir);
        all
    }

    fn collect(&mut self, dir: &Path) {
        let Ok(entries) = std::fs::read_dir(dir) else { return };
        for dir in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()) {
            if dir.ends_with("new") {
                self.0.extend(estimate(&dir));
            } else {
                self.collect(&dir);
            }
        }
    }

    /// Milliseconds of an iteration.
    pub fn ms(&self, name: &str) -> Option<f64> {
        self.0.get(name).map(|estimate| estimate.ms)
    }

    /// Milliseconds of an element.
    pub fn ms_each(&self, name: &str) -> Option<f64> {
        self.0.get(name).and_then(|estimate| Some(estimate.ms / estimate.elements?))
    }

    /// Iterations a second.
    pub fn a_second(&self, name: &str) -> Option<f64> {
        self.ms(name).map(|ms| 1e3 / ms)
    }
}

fn estimate(dir: &Path) -> Option<(String, Estimate)> {
    let benchmark: Benchmark = json(&dir.join("benchmark.json"))?;
    let statistics: Statistics = json(&dir.join("estimates.json"))?;
    let elements = benchmark.throughput.and_then(|throughput| throughput.get("Elements").copied());
    Some((benchmark.full_id, Estimate { ms: statistics.median.point_estimate / 1e6, elements }))
}

fn json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}
