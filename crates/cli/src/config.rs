//! `liveface config`: every threshold there is.

use crate::args::ConfigArgs;
use crate::{Outcome, setup, terminal};

/// Runs the command.
///
/// # Errors
/// The file to check cannot be used.
pub fn run(args: &ConfigArgs) -> anyhow::Result<Outcome> {
    let config = setup::config(args.check.as_deref())?;
    terminal::print(toml::to_string(&config)?.trim_end())?;
    Ok(Outcome::Good)
}
