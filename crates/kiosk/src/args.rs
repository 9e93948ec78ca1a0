//! The command line, declared.

use clap::{Args, Parser, Subcommand, ValueEnum};
use liveface_cloud_api::{Endpoint, Region};
use liveface_uploader::SdkToken;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  liveface-kiosk --synthetic
  liveface-kiosk --reference passport.jpg --level 3
  liveface-kiosk --camera 1 --config kiosk.toml --merchant https://shop.example
  liveface-kiosk --video selfie.mp4 --level 1 --window 1280x720 --events events.jsonl

Exit status: 0 passed, 1 not passed, 2 not enough to judge or cancelled, 3 something broke.";

/// Is a live person here, now, and is it the person in this photo? Asked in a window, for anybody.
#[derive(Debug, Parser)]
#[command(name = "liveface-kiosk", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// Something else than a check.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A check.
    #[command(flatten)]
    pub check: Check,
}

/// Something else than a check.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the default settings as TOML, or check a file of them
    #[command(
        after_help = "Examples:\n  liveface-kiosk config > kiosk.toml\n  liveface-kiosk config --check kiosk.toml"
    )]
    Config {
        /// Check this file instead
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
    },
    /// Make keys and licence files for kiosks of your own (settings authLicense and kiosk.licenceKey)
    #[command(after_help = "\
Examples:
  liveface-kiosk licence keys --private licence-key.txt
  liveface-kiosk licence issue --private licence-key.txt --holder 'Example Bank' --until 2027-06-30T00:00:00Z > bank.license")]
    Licence {
        /// What to make.
        #[command(subcommand)]
        action: LicenceAction,
    },
}

/// What to make of licences.
#[derive(Debug, Subcommand)]
pub enum LicenceAction {
    /// Make a pair of keys: the private one into a file, the public one is printed
    Keys {
        /// The new file of the private key
        #[arg(long, value_name = "FILE")]
        private: PathBuf,
    },
    /// Print a licence file
    Issue {
        /// File of the private key
        #[arg(long, value_name = "FILE")]
        private: PathBuf,
        /// Who may use it
        #[arg(long, value_name = "NAME")]
        holder: String,
        /// Until when, RFC 3339
        #[arg(long, value_name = "TIME")]
        until: jiff::Timestamp,
    },
}

/// A check.
#[derive(Debug, Args)]
pub struct Check {
    /// Settings, as `liveface-kiosk config` prints them; what is left out keeps its default
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Number of the camera, or part of its name; left out: the settings', else the first
    #[arg(long, value_name = "N", group = "from")]
    pub camera: Option<String>,
    /// Play this recording as the camera
    #[arg(long, value_name = "FILE", group = "from")]
    pub video: Option<PathBuf>,
    /// A rendered person stands before the camera, does what is asked and answers the light
    #[arg(long, group = "from")]
    pub synthetic: bool,
    /// Photo of the person it should be
    #[arg(long, value_name = "IMAGE")]
    pub reference: Option<PathBuf>,
    /// How much is established: 1 silent, 2 actions, 3 light, 4 actions and light; left out: the settings'
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4), conflicts_with = "plan")]
    pub level: Option<u8>,
    /// What has to be established, as `liveface plan` prints it
    #[arg(long, value_name = "PLAN.json")]
    pub plan: Option<PathBuf>,
    /// Language of the window, such as th-TH; left out: the settings', else the system's
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// A window of this size, instead of the whole screen
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub window: Option<[f32; 2]>,
    /// Write what happens here, a line of JSON each (- = standard output); without token and picture
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// Write token and best picture as well
    #[arg(long, requires = "events")]
    pub disclose: bool,
    /// Who decides.
    #[command(flatten)]
    pub service: ServiceArgs,
    /// Folder of the model pack (else LIVEFACE_MODELS, the user's data folder, the pack inside this program)
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// Which inference engine to use
    #[arg(long, value_enum, default_value_t = BackendArg::Auto)]
    pub backend: BackendArg,
    /// Say more about what is going on (again: even more); RUST_LOG overrides it
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// Who decides.
#[derive(Debug, Args)]
pub struct ServiceArgs {
    /// The merchant's server decides: token, session, upload, result
    #[arg(long, value_name = "URL", conflicts_with = "cloud")]
    pub merchant: Option<String>,
    /// The cloud decides, with the key in TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (see `liveface credentials`)
    #[arg(long)]
    pub cloud: bool,
    /// Where the cloud is: intl, nearby, a region, or https://HOST of a service that speaks the same API
    #[arg(long, value_name = "WHERE", requires = "cloud")]
    pub endpoint: Option<Endpoint>,
    /// Which region of the cloud works on it
    #[arg(long, value_name = "REGION", requires = "cloud")]
    pub region: Option<Region>,
    /// Trust these certificates (PEM) and no others
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Token of the session, where one was asked for already; better in LIVEFACE_KIOSK_TOKEN, where nobody else sees it
    #[arg(long, value_name = "TOKEN", value_parser = |text: &str| SdkToken::new(text))]
    pub token: Option<SdkToken>,
}

/// Which inference engine to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BackendArg {
    /// ONNX Runtime where its library is found, else the embedded engine
    Auto,
    /// ONNX Runtime, or an error
    Native,
    /// The engine inside this program
    Embedded,
}

/// `1280x720` as width and height.
fn size(text: &str) -> Result<[f32; 2], String> {
    let sides = text
        .split_once(['x', '×'])
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let allowed = 320_u16..=7_680;
    match sides {
        Some((width, height)) if allowed.contains(&width) && allowed.contains(&height) => {
            Ok([f32::from(width), f32::from(height)])
        }
        _ => Err("give WIDTHxHEIGHT, each 320 to 7680, such as 1280x720".to_owned()),
    }
}
