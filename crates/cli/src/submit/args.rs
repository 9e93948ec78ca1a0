//! The command line of `liveface submit`, and what `liveface verify --submit` shares with it, declared.

use anyhow::ensure;
use clap::{Args, ValueEnum};
use liveface_cloud_api::{Endpoint, Language, Region};
use liveface_session::Action;
use std::path::PathBuf;

/// `liveface submit`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["video", "pending"])))]
pub struct Submit {
    /// The recorded video: MP4, AVI or FLV of 2 to 20 seconds
    #[arg(value_name = "VIDEO", requires = "reference")]
    pub video: Option<PathBuf>,
    /// Photo of the person it should be: JPEG or PNG
    #[arg(long, value_name = "IMAGE", conflicts_with = "pending")]
    pub reference: Option<PathBuf>,
    /// What the person was asked for; left out: ACTION where there are --actions, else SILENT
    #[arg(long = "type", value_enum, ignore_case = true, conflicts_with = "pending")]
    pub kind: Option<Kind>,
    /// The actions asked for, in their order: mouth, blink, nod, shake (or 1 to 4); at most two
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with = "pending")]
    pub actions: Vec<Action>,
    /// How to reach the cloud.
    #[command(flatten)]
    pub cloud: Cloud,
    /// Write the best frame that the cloud found here, as JPEG
    #[arg(long, value_name = "OUT.jpg", conflicts_with_all = ["pending", "dry_run"])]
    pub best_frame: Option<PathBuf>,
    /// Send what waits in the folder of --store; each one once. What may have been counted already is only told
    #[arg(long)]
    pub pending: bool,
    /// With --pending: send this one only, even if it may have been counted already
    #[arg(long, value_name = "ID", requires = "pending")]
    pub again: Option<String>,
    /// With --pending: delete this one
    #[arg(long, value_name = "ID", requires = "pending", conflicts_with_all = ["again", "dry_run"])]
    pub discard: Option<String>,
    /// Send nothing: print what would be signed and the request as `curl`, secrets masked; with --pending: list what waits
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object (with --pending one for each, a line each)
    #[arg(long)]
    pub json: bool,
}

/// `LivenessType` on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Nothing
    #[value(name = "SILENT")]
    Silent,
    /// One or two actions
    #[value(name = "ACTION")]
    Action,
}

/// How to reach the cloud.
#[derive(Debug, Default, Args)]
pub struct Cloud {
    /// intl (the default), nearby, a region, or https://HOST:PORT of a service that speaks the same API
    #[arg(long, value_name = "URL", help_heading = "Cloud")]
    pub endpoint: Option<Endpoint>,
    /// Where to go when that is not reached; may be given several times
    #[arg(long, value_name = "URL", help_heading = "Cloud")]
    pub backup: Vec<Endpoint>,
    /// The region that works on it; left out: that of the endpoint, else ap-singapore
    #[arg(long, value_name = "REGION", help_heading = "Cloud")]
    pub region: Option<Region>,
    /// The key: TOML with secret_id and secret_key. Left out: see `liveface credentials show --help`
    #[arg(long, value_name = "FILE", help_heading = "Cloud")]
    pub credentials: Option<PathBuf>,
    /// Trust these certificates and no others, for a service of one's own
    #[arg(long, value_name = "FILE.pem", help_heading = "Cloud")]
    pub ca: Option<PathBuf>,
    /// The language of the cloud's messages
    #[arg(long, value_enum, help_heading = "Cloud")]
    pub language: Option<Tongue>,
    /// How long it may take altogether, instead of 60 seconds
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3_600), help_heading = "Cloud")]
    pub timeout: Option<u64>,
    /// Encode a video or photo again that is too large or of another kind; what was done is told
    #[arg(long, help_heading = "Cloud")]
    pub reencode: bool,
    /// Keep what could not be delivered, for `liveface submit --pending`; left out: in the user's data folder
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true, help_heading = "Cloud")]
    pub store: Option<Option<PathBuf>>,
    /// For how long it is kept, instead of 24 hours
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u64).range(1..=8_784), requires = "store", help_heading = "Cloud")]
    pub keep_for: Option<u64>,
}

/// The language of the cloud's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::English,
            Tongue::Zh => Self::Chinese,
        }
    }
}

impl Cloud {
    /// Refuses options that would do nothing, as `verify` without `--submit`.
    ///
    /// # Errors
    /// Names the first one given.
    pub fn ensure_unused(&self) -> anyhow::Result<()> {
        let given = [
            ("endpoint", self.endpoint.is_some()),
            ("backup", !self.backup.is_empty()),
            ("region", self.region.is_some()),
            ("credentials", self.credentials.is_some()),
            ("ca", self.ca.is_some()),
            ("language", self.language.is_some()),
            ("timeout", self.timeout.is_some()),
            ("reencode", self.reencode),
            ("store", self.store.is_some()),
            ("keep-for", self.keep_for.is_some()),
        ];
        let first = given.into_iter().find(|(_, given)| *given);
        ensure!(
            first.is_none(),
            "--{} needs --submit: nothing is sent without it",
            first.map_or("", |(name, _)| name)
        );
        Ok(())
    }
}
