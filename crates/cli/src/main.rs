//! The command line `liveface`.

mod args;
mod cameras;
mod compare;
mod config;
mod credentials;
mod demo;
mod doctor;
mod eval;
mod files;
mod input;
mod json;
mod kiosk;
mod light;
mod models;
mod observe;
mod plan;
mod replay;
mod report;
mod setup;
mod submit;
mod terminal;
mod tune;
mod verify;

use args::{Cli, Command};
use clap::{CommandFactory as _, Parser as _};
use std::process::ExitCode;

/// How a command ended, as the exit status says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Live, the same person, or simply done.
    Good,
    /// Rejected, or another person.
    Rejected,
    /// Not enough evidence.
    Incomplete,
    /// Something broke.
    Broken,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and version are no errors; everything else is bad input, 3.
        Err(error) => {
            if error.use_stderr() {
                // Its first paragraph is what is wrong, with the names it is about on lines of their own.
                let text = error.to_string();
                let lines: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
                let what = lines.join(" ");
                let what = what.trim_start_matches("error: ");
                terminal::tell(&format!("liveface: {what} (see `liveface --help`)"));
                return Outcome::Broken.into();
            }
            let _ = error.print();
            return Outcome::Good.into();
        }
    };
    terminal::start_logging(cli.common.verbose);
    // A panic is told in one line too, without its message, which could hold what was in a picture.
    std::panic::set_hook(Box::new(|info| tracing::debug!(at = ?info.location(), "panic")));
    let ran = std::panic::catch_unwind(|| run(&cli));
    match ran.unwrap_or_else(|_| {
        Err(anyhow::anyhow!("an internal error: run it again with -vv and report the place"))
    }) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            terminal::complain(&error);
            Outcome::Broken.into()
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    match &cli.command {
        Command::Verify(args) => verify::run(&cli.common, args),
        Command::Submit(args) => submit::run(args),
        Command::Compare(args) => compare::run(&cli.common, args),
        Command::Observe(args) => observe::run(&cli.common, args),
        Command::Replay(args) => replay::run(args),
        Command::Eval(args) => eval::run(&cli.common, args),
        Command::Report(args) => report::run(args),
        Command::Tune(args) => tune::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Kiosk(args) => kiosk::run(args),
        Command::Cameras(args) => cameras::run(args),
        Command::Models(args) => models::run(&cli.common, args),
        Command::Doctor(args) => doctor::run(&cli.common, args),
        Command::Config(args) => config::run(args),
        Command::Credentials(args) => credentials::run(args),
        Command::Demo(args) => demo::run(&cli.common, args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "liveface", &mut script);
            terminal::print(String::from_utf8_lossy(&script).trim_end())?;
            Ok(Outcome::Good)
        }
    }
}
