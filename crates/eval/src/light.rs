//! The files that say which light a recording was made under.

use liveface_session::challenge::utc;
use liveface_session::light::{LightPlan, Shown};
use liveface_session::shown::{self, ShownError, ShownFile};
use liveface_session::{Challenge, ChallengeError};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a plan or its times cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LightError {
    /// A file cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The plan is none, or was not valid then.
    #[error("the plan {path} cannot be used")]
    Challenge {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ChallengeError,
    },
    /// The plan has no light.
    #[error("the plan {path} cannot be used: it has no light: mint it with --level 3 or 4")]
    NoLight {
        /// The file.
        path: PathBuf,
    },
    /// The times are none, or of another plan.
    #[error("the shown times {path} cannot be used")]
    Shown {
        /// The file.
        path: PathBuf,
        /// What is wrong with them.
        source: ShownError,
    },
}

/// A time as RFC 3339 or as seconds since 1970-01-01 UTC.
#[must_use]
pub fn time(text: &str) -> Option<u64> {
    text.parse().ok().or_else(|| utc::parse(text))
}

/// Reads a plan with light, and makes sure that it was valid at `now` (seconds since 1970) where that is known.
///
/// # Errors
/// Unreadable, another version, not valid then, or without light.
pub fn read_challenge(path: &Path, now: Option<u64>) -> Result<(Challenge, LightPlan), LightError> {
    let refused = |source| LightError::Challenge { path: path.to_owned(), source };
    let bytes = bytes(path, liveface_session::challenge::MAX_BYTES)?;
    let challenge = Challenge::read(&bytes).map_err(refused)?;
    now.map_or(Ok(()), |now| challenge.check_time(now)).map_err(refused)?;
    let light = challenge.plan().light.ok_or_else(|| LightError::NoLight { path: path.to_owned() })?;
    Ok((challenge, light))
}

/// Reads when each light of `plan` was on the screen.
///
/// # Errors
/// Unreadable, another version, times out of range, missing or overlapping, or of another plan.
pub fn read_shown(path: &Path, plan: &LightPlan) -> Result<Vec<Shown>, LightError> {
    let refused = |source| LightError::Shown { path: path.to_owned(), source };
    let file = ShownFile::read(&bytes(path, shown::MAX_SHOWN)?).map_err(refused)?;
    file.lights(plan).map_err(refused)
}

/// All of a file, or one byte more than `most`, which the reader refuses.
fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, LightError> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes))
        .map_err(|source| LightError::Read { path: path.to_owned(), source })?;
    Ok(bytes)
}
