//! `liveface cameras`.

use crate::Outcome;
use crate::args::JsonOnly;

/// Runs the command.
///
/// # Errors
/// Cameras cannot be listed.
pub fn run(_args: &JsonOnly) -> anyhow::Result<Outcome> {
    anyhow::bail!("cameras")
}
