//! `liveface-synth`: renders people and attacks with known truth.

mod cli;

use clap::Parser as _;
use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a program tells its user what went wrong")]
fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("liveface-synth: {}", one_line(&error));
            ExitCode::FAILURE
        }
    }
}

/// The error with all its causes.
fn one_line(error: &anyhow::Error) -> String {
    format!("{error:#}").split_whitespace().collect::<Vec<_>>().join(" ")
}
