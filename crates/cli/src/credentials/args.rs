//! The command line of `liveface credentials`, declared. No option takes a key: the list of processes would show it.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `liveface credentials`.
#[derive(Debug, Args)]
pub struct Credentials {
    /// What to do with it.
    #[command(subcommand)]
    pub action: Action,
}

/// What to do with the key.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Keep a key: the one in the environment, else two lines of standard input (asked for, in a terminal)
    #[command(after_help = "\
Examples:
  liveface credentials save
  liveface credentials save --file < two-lines.txt

Standard input is the secret id and the secret key, one a line. It is not read where TENCENTCLOUD_SECRET_ID and
TENCENTCLOUD_SECRET_KEY are set.")]
    Save(Save),
    /// Say where the key would come from and show its id, masked; never the key
    #[command(after_help = "\
Examples:
  liveface credentials show
  liveface credentials show --credentials key.toml --json

The first that has a key decides: --credentials FILE, the environment (TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY
and, for a temporary key, TENCENTCLOUD_TOKEN), the user's file, the keyring.")]
    Show(Show),
    /// Remove the kept key from the user's file and from the keyring
    #[command(after_help = "Example:\n  liveface credentials forget")]
    Forget(Forget),
}

/// `liveface credentials save`.
#[derive(Debug, Args)]
pub struct Save {
    /// Keep it in the user's file, readable by this user only, instead of the keyring
    #[arg(long)]
    pub file: bool,
}

/// `liveface credentials show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Use the key in this file: TOML with secret_id, secret_key and, for a temporary key, token
    #[arg(long, value_name = "FILE")]
    pub credentials: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `liveface credentials forget`.
#[derive(Debug, Args)]
pub struct Forget {
    /// Only the user's file
    #[arg(long, conflicts_with = "keyring")]
    pub file: bool,
    /// Only the keyring
    #[arg(long)]
    pub keyring: bool,
}
