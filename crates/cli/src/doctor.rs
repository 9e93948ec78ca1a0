//! `liveface doctor`.

use crate::Outcome;
use crate::args::{Common, JsonOnly};

/// Runs the command.
///
/// # Errors
/// Cameras cannot be listed.
pub fn run(_common: &Common, _args: &JsonOnly) -> anyhow::Result<Outcome> {
    anyhow::bail!("doctor")
}
