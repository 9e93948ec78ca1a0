//! `liveface kiosk`: starts the window, which is a program of its own, since it is much to build.

use crate::{Outcome, credentials};
use anyhow::Context as _;
use clap::Args;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

/// The program with the window.
const PROGRAM: &str = "liveface-kiosk";

/// `liveface kiosk`.
#[derive(Debug, Args)]
pub struct Kiosk {
    /// What `liveface-kiosk` takes: see `liveface kiosk --help`
    #[arg(value_name = "ARGUMENTS", trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<OsString>,
}

/// Runs the command.
///
/// # Errors
/// There is no such program, or no key where the cloud shall decide.
pub fn run(args: &Kiosk) -> anyhow::Result<Outcome> {
    let mut command = Command::new(find()?);
    command.args(&args.arguments);
    if args.arguments.iter().any(|argument| argument == "--cloud") {
        let credential = credentials::find(None)?;
        command.envs(credentials::environment(&credential));
    }
    let status = command.status().with_context(|| format!("{PROGRAM} cannot be started"))?;
    Ok(outcome(status))
}

/// Beside this program, else where programs are.
fn find() -> anyhow::Result<PathBuf> {
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.to_path_buf()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = own.into_iter().chain(std::env::split_paths::<OsStr>(&path).collect::<Vec<_>>());
    folders.map(|folder| folder.join(&name)).find(|program| program.is_file()).with_context(|| {
        format!(
            "there is no {PROGRAM} beside this program: build it with `cargo build --release -p {PROGRAM}` (and \
             --features camera, for cameras)"
        )
    })
}

fn outcome(status: ExitStatus) -> Outcome {
    match status.code() {
        Some(0) => Outcome::Good,
        Some(1) => Outcome::Rejected,
        Some(2) => Outcome::Incomplete,
        _ => Outcome::Broken,
    }
}
