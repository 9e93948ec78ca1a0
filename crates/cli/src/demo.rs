//! `liveface demo`.

use crate::Outcome;
use crate::args::{Common, Demo};

/// Runs the command.
///
/// # Errors
/// Cameras cannot be listed.
pub fn run(_common: &Common, _args: &Demo) -> anyhow::Result<Outcome> {
    anyhow::bail!("demo")
}
