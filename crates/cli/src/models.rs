//! `liveface models`.

use crate::Outcome;
use crate::args::{Common, Models};

/// Runs the command.
///
/// # Errors
/// Cameras cannot be listed.
pub fn run(_common: &Common, _args: &Models) -> anyhow::Result<Outcome> {
    anyhow::bail!("models")
}
