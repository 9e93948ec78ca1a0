//! Packs, back ends, threads and sizes.

use crate::clips::Size;
use liveface::infer::{Backend, BackendChoice, BackendOptions, Runtime};
use liveface::models::Pack;
use liveface::vision::{Vision, VisionConfig};
use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What one measurement runs in. Displayed as `PACK/BACKEND/THREADSt/SIZE`.
#[derive(Clone, Debug)]
pub struct Combination {
    /// Name of the pack in figures, and the pack.
    pub pack: (&'static str, Pack),
    /// Name of the back end in figures, and the choice that gives it.
    pub backend: (&'static str, BackendChoice),
    /// Threads of each network.
    pub threads: NonZeroUsize,
    /// Size of the frames.
    pub size: Size,
}

impl Combination {
    /// The back end, with its threads.
    #[must_use]
    pub fn runtime(&self) -> Runtime {
        let options = BackendOptions {
            choice: self.backend.1,
            threads: Some(self.threads),
            ..BackendOptions::default()
        };
        Runtime::choose(&options).expect("a combination has a back end that is there")
    }

    /// The networks, loaded.
    #[must_use]
    pub fn vision(&self) -> Vision {
        Vision::load(&self.pack.1, &self.runtime(), VisionConfig::default()).expect("the networks load")
    }
}

impl fmt::Display for Combination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}t/{}", self.pack.0, self.backend.0, self.threads, self.size.name())
    }
}

/// Every pack that is here on every back end that is here, in every one of `threads` and `sizes`.
#[must_use]
pub fn combinations(threads: &[usize], sizes: &[Size]) -> Vec<Combination> {
    let mut all = Vec::new();
    for pack in packs() {
        for backend in backends() {
            for threads in threads.iter().filter_map(|&threads| NonZeroUsize::new(threads)) {
                let combine = |&size| Combination { pack: pack.clone(), backend, threads, size };
                all.extend(sizes.iter().map(combine));
            }
        }
    }
    all
}

/// The pack inside this program, and the reference pack beside the workspace.
fn packs() -> Vec<(&'static str, Pack)> {
    let mut packs = Vec::new();
    match Pack::embedded().expect("the embedded pack is whole") {
        Some(own) => packs.push(("own", own)),
        None => eprintln!("skipped: the own pack, models/own is not there"),
    }
    match Pack::load(&reference_dir()) {
        Ok(reference) => packs.push(("reference", reference)),
        Err(error) => eprintln!("skipped: the reference pack, {error}"),
    }
    packs
}

fn reference_dir() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "..", "shared", "models", "reference"].iter().collect()
}

fn backends() -> Vec<(&'static str, BackendChoice)> {
    let native = BackendOptions { choice: BackendChoice::Native, ..BackendOptions::default() };
    let native = Runtime::choose(&native).inspect_err(|error| eprintln!("skipped: {error}"));
    let native = native.ok().map(|_| ("native", BackendChoice::Native));
    native.into_iter().chain([("embedded", BackendChoice::Embedded)]).collect()
}

/// What a back end is called and which version it has, where that is known.
#[must_use]
pub fn describe(backend: &Backend) -> String {
    match backend {
        Backend::Native { version, .. } => {
            format!("ONNX Runtime {}", version.as_deref().unwrap_or("of unknown version"))
        }
        _ => "the engine inside the program".to_owned(),
    }
}
