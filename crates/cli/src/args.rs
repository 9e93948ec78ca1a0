//! The command line, declared.

use crate::submit::args::Cloud;
use clap::{Args, Parser, Subcommand, ValueEnum};
use liveface_session::{Action, Level};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  liveface verify selfie.mp4 --reference passport.jpg
  liveface verify camera:0 --mode action --json
  liveface compare a.jpg b.jpg
  liveface demo

Exit status: 0 live (and the person in the photo), 1 rejected, 2 not enough evidence, 3 something broke.";

/// Is a live person here, now, and is it the person in this photo? Answered on this machine.
#[derive(Debug, Parser)]
#[command(name = "liveface", version, after_help = EXAMPLES, propagate_version = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Folder of the model pack (else LIVEFACE_MODELS, the user's data folder, the pack inside this program)
    #[arg(long, global = true, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// Which inference engine to use
    #[arg(long, global = true, value_enum, default_value_t = BackendArg::Auto)]
    pub backend: BackendArg,
    /// The ONNX Runtime library to use, instead of looking for one
    #[arg(long, global = true, value_name = "FILE")]
    pub runtime: Option<PathBuf>,
    /// Look for ONNX Runtime only at --runtime, ORT_DYLIB_PATH and beside the program
    #[arg(long, global = true)]
    pub restrict_runtime: bool,
    /// Say more about what is going on (again: even more); RUST_LOG overrides it
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
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

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Decide whether a video or camera shows a live person, and the person of a photo
    #[command(after_help = "\
Examples:
  liveface verify selfie.mp4
  liveface verify selfie.mp4 --reference passport.jpg --best-frame best.jpg --json
  liveface verify selfie.mp4 --actions blink,mouth --trace selfie.jsonl
  liveface verify selfie.mp4 --mode reflection --light plan.json --shown shown.json
  liveface verify camera:0 --mode action
  liveface verify camera:0 --reference passport.jpg --submit")]
    Verify(Verify),
    /// Submit a recorded video and a photo to the cloud's CompareFaceLiveness
    #[command(after_help = "\
Examples:
  liveface submit selfie.mp4 --reference passport.jpg
  liveface submit selfie.mp4 --reference passport.jpg --actions blink,mouth --region ap-hongkong --json
  liveface submit selfie.mp4 --reference passport.jpg --dry-run
  liveface submit selfie.mp4 --reference passport.jpg --store
  liveface submit --pending

The key is never given as an option: see `liveface credentials --help`. The call is charged when it is answered.")]
    Submit(crate::submit::args::Submit),
    /// Compare the faces of two pictures
    #[command(after_help = "Example:\n  liveface compare passport.jpg selfie.jpg --json")]
    Compare(Compare),
    /// Measure every frame of a video, without a verdict
    #[command(after_help = "\
Examples:
  liveface observe clip.mp4 --trace clip.jsonl
  liveface observe clip.mp4 --timing --measure loop")]
    Observe(Observe),
    /// Decide recorded sessions again, with their own thresholds or others
    #[command(after_help = "\
Examples:
  liveface replay session.jsonl
  liveface replay traces/*.jsonl --config stricter.toml --json")]
    Replay(Replay),
    /// Run many recorded clips and write what came out, for `liveface report`
    #[command(after_help = "\
Examples:
  liveface eval clips.toml --out results
  liveface eval clips.csv --out results --jobs 8 --keep-going
  liveface eval clips.csv --out results --resume
  liveface eval clips.csv --out s3://bucket/run-7 --shard 3/8

Ends with the report where it was not one shard of several. docs/evaluate.md says how to write the manifest.
Exit status: 0 done, 3 something broke. How the clips ended does not change it.")]
    Eval(Eval),
    /// Merge the results of `liveface eval` and write report.html and summary.json
    #[command(after_help = "\
Examples:
  liveface report results
  liveface report shard-1 shard-2 --out merged
  liveface report results --sql 'SELECT species, outcome, count(*) FROM results GROUP BY 1, 2'")]
    Report(ReportArgs),
    /// Try other thresholds on the traces of an evaluation, on the clips of its split dev
    #[command(after_help = "\
Examples:
  liveface tune results --sweep silent.threshold=0.2..0.9
  liveface tune results --sweep silent.threshold=0.2..0.9/15 --sweep silent.min_motion=2..10/9 --csv sweep.csv

Record with `eval --measure all`, so that the traces hold what other thresholds would have looked at.")]
    Tune(Tune),
    /// Mint what one session has to establish, for others to answer and to check
    #[command(after_help = "\
Examples:
  liveface plan --level 3 > PLAN.json
  liveface plan --seed 00112233445566778899aabbccddeeff --level 3 > PLAN.json
  liveface plan --level 4 --valid-for 300 --issued 2026-03-01T12:00:00Z

The same seed, level and times give the same plan. A seed is a secret, and for one plan only.")]
    Plan(PlanArgs),
    /// Open the window for one person at a camera (the program liveface-kiosk, built by itself)
    #[command(
        disable_help_flag = true,
        disable_version_flag = true,
        after_help = "\
Examples:
  liveface kiosk --synthetic
  liveface kiosk --reference passport.jpg --level 3
  liveface kiosk --help"
    )]
    Kiosk(crate::kiosk::Kiosk),
    /// List the cameras of this machine
    Cameras(JsonOnly),
    /// Show and verify model packs
    #[command(after_help = "Examples:\n  liveface models\n  liveface models check --models DIR")]
    Models(Models),
    /// Say what this machine can do: back end and why, speed, cameras, model packs
    Doctor(JsonOnly),
    /// Print the default thresholds as TOML, or check a file of them
    #[command(after_help = "\
Examples:
  liveface config > liveface.toml
  liveface config --check liveface.toml")]
    Config(ConfigArgs),
    /// Keep the cloud's key in the keyring or a file, say which one would be used, or remove it
    #[command(after_help = "\
Examples:
  liveface credentials save
  liveface credentials show
  liveface credentials forget")]
    Credentials(crate::credentials::Credentials),
    /// Verify the fixture clips and write a page that shows the results
    #[command(after_help = "Example:\n  liveface demo --out demo.html")]
    Demo(Demo),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  liveface completions bash > /etc/bash_completion.d/liveface")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// How to decide.
#[derive(Clone, Debug, Args)]
pub struct Deciding {
    /// Silent: just look. Action: do what is asked, besides. Reflection: answer the screen's colours, besides
    #[arg(long, value_enum)]
    pub mode: Option<Mode>,
    /// Actions in the order they must be done: mouth, blink, nod, shake (or 1 to 4); at most two
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub actions: Vec<Action>,
    /// Thresholds, as `liveface config` prints them; what is left out keeps its default
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What a session establishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Presence, attack detection, micro-motion
    Silent,
    /// The same, and actions
    Action,
    /// Silent, and the light that a screen threw on the face (needs --light)
    Reflection,
    /// Actions and light
    ActionReflection,
}

/// `liveface verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// A video file, a folder of pictures, or `camera:N` (number or name)
    #[arg(value_name = "VIDEO")]
    pub input: String,
    /// Photo of the person it should be
    #[arg(long, value_name = "IMAGE")]
    pub reference: Option<PathBuf>,
    /// How to decide.
    #[command(flatten)]
    pub deciding: Deciding,
    /// Draw the actions from this number instead of chance (with --mode action and no --actions)
    #[arg(long, value_name = "N", conflicts_with = "actions", requires = "mode")]
    pub seed: Option<u64>,
    /// The plan whose colours were shown, as `liveface plan` prints it (with --mode reflection or action-reflection)
    #[arg(long, value_name = "PLAN.json", requires = "mode")]
    pub light: Option<PathBuf>,
    /// When each light was on the screen; left out: the recording begins with the first, and each lasts as planned
    #[arg(long, value_name = "SHOWN.json", requires = "light")]
    pub shown: Option<PathBuf>,
    /// When the recording was received: the plan must have been valid then. RFC 3339 or seconds since 1970; left out: now
    #[arg(long, value_name = "TIME", requires = "light")]
    pub at: Option<String>,
    /// Write the best frame here, as JPEG
    #[arg(long, value_name = "OUT.jpg")]
    pub best_frame: Option<PathBuf>,
    /// Write everything the decision rests on here, for `liveface replay`
    #[arg(long, value_name = "OUT.jsonl")]
    pub trace: Option<PathBuf>,
    /// Record the session and submit the clip to the cloud as well: when it ends live, or always
    #[arg(long, value_enum, value_name = "WHEN", num_args = 0..=1, require_equals = true, default_missing_value = "live")]
    pub submit: Option<When>,
    /// Keep the session's clip here, as MP4, instead of deleting it
    #[arg(long, value_name = "OUT.mp4", requires = "submit")]
    pub clip: Option<PathBuf>,
    /// How to reach the cloud.
    #[command(flatten)]
    pub cloud: Cloud,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// When a session's clip is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// When the session here ends live
    Live,
    /// However it ends
    Always,
}

/// `liveface eval`.
#[derive(Debug, Args)]
pub struct Eval {
    /// Which clips, what they show and what to ask: TOML or CSV
    #[arg(value_name = "MANIFEST")]
    pub manifest: PathBuf,
    /// Folder of the results, made where it is not there (with the feature s3 also s3://BUCKET/PREFIX)
    #[arg(long, value_name = "DIR")]
    pub out: String,
    /// Clips at a time; left out: one for each core
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Go on with the evaluation that is there, after it was stopped or killed
    #[arg(long)]
    pub resume: bool,
    /// Only part I of N of the clips, I from 1: the others are for other machines
    #[arg(long, value_name = "I/N", default_value = "1/1")]
    pub shard: liveface_eval::Shard,
    /// Thresholds, as `liveface config` prints them; what is left out keeps its default
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Count clips that cannot be processed and go on, instead of stopping at the first
    #[arg(long)]
    pub keep_going: bool,
    /// What to measure on each frame
    #[arg(long, value_enum, default_value_t = EvalMeasure::Session)]
    pub measure: EvalMeasure,
}

/// What `eval` measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalMeasure {
    /// What the session needs, as `verify` does
    Session,
    /// Everything, to the end of the clip, for `tune`
    All,
}

/// `liveface report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Folders that `liveface eval --out` wrote: all shards of one evaluation
    #[arg(value_name = "DIR", required = true)]
    pub places: Vec<String>,
    /// Where to write the report; left out: the first DIR
    #[arg(long, value_name = "DIR")]
    pub out: Option<String>,
    /// Leave out damaged and missing parts, and say so in the report, instead of stopping
    #[arg(long)]
    pub keep_going: bool,
    /// Read every trace as well, and compare it with what was written
    #[arg(long, conflicts_with = "sql")]
    pub verify: bool,
    /// Name the traces without links to them: for a report that goes elsewhere than they
    #[arg(long)]
    pub no_links: bool,
    /// Answer this question in SQL (SQLite's) about the table `results` instead, tab-separated
    #[arg(long, value_name = "SELECT", conflicts_with_all = ["out", "no_links"])]
    pub sql: Option<String>,
}

/// `liveface tune`.
#[derive(Debug, Args)]
pub struct Tune {
    /// Folders that `liveface eval --out` wrote: all shards of one evaluation
    #[arg(value_name = "DIR", required = true)]
    pub places: Vec<String>,
    /// The threshold and its values, e.g. silent.threshold=0.2..0.9/15 (15 values, both ends among them; left out: 9); several
    /// thresholds of one section are tried in every combination
    #[arg(long, value_name = "KEY=FROM..TO[/N]", required = true)]
    pub sweep: Vec<liveface_eval::tune::Sweep>,
    /// Leave out damaged traces, and count them, instead of stopping
    #[arg(long)]
    pub keep_going: bool,
    /// Write the trade-off as CSV here
    #[arg(long, value_name = "OUT.csv")]
    pub csv: Option<PathBuf>,
    /// Write the trade-off curve as SVG here
    #[arg(long, value_name = "OUT.svg")]
    pub svg: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `liveface compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// One picture
    pub first: PathBuf,
    /// Another picture
    pub second: PathBuf,
    /// Thresholds, as `liveface config` prints them
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `liveface observe`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("result").required(true).multiple(true).args(["trace", "timing"])))]
pub struct Observe {
    /// A video file or a folder of pictures
    #[arg(value_name = "VIDEO")]
    pub input: PathBuf,
    /// Write the measurements here, for `liveface replay`
    #[arg(long, value_name = "OUT.jsonl")]
    pub trace: Option<PathBuf>,
    /// Print one JSON object with the time of each stage
    #[arg(long)]
    pub timing: bool,
    /// What to measure
    #[arg(long, value_enum, default_value_t = Measure::All)]
    pub measure: Measure,
}

/// What `observe` measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Measure {
    /// Everything, so that the trace serves any plan
    All,
    /// The frame loop only: track, mesh, pose, eyes and mouth, light
    Loop,
}

/// `liveface replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// Traces of `verify` or `observe`
    #[arg(required = true, value_name = "TRACE")]
    pub traces: Vec<PathBuf>,
    /// How to decide; what is not given is as recorded.
    #[command(flatten)]
    pub deciding: Deciding,
    /// Print one JSON object for each trace, in the order given
    #[arg(long)]
    pub json: bool,
}

/// An argument that is neither printed nor logged.
#[derive(Clone)]
pub struct Secret(pub String);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// `liveface plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Draw from these 16 to 64 bytes, two hexadecimal digits each, instead of chance
    #[arg(long, value_name = "HEX")]
    pub seed: Option<Secret>,
    /// 1: silent checks only, 2: two actions besides, 3: light besides, 4: actions and light besides
    #[arg(long, value_name = "1..4", value_parser = level)]
    pub level: Level,
    /// How long the plan is valid, seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 3_600)]
    pub valid_for: u64,
    /// From when on it is valid, as RFC 3339 or seconds since 1970, instead of now
    #[arg(long, value_name = "TIME")]
    pub issued: Option<String>,
}

/// A level by its number.
fn level(text: &str) -> Result<Level, String> {
    let number: u8 = text.parse().map_err(|_| "use 1, 2, 3 or 4".to_owned())?;
    Level::try_from(number)
}

/// A command with no other option.
#[derive(Debug, Args)]
pub struct JsonOnly {
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `liveface models`.
#[derive(Debug, Args)]
pub struct Models {
    /// List the networks of the pack in use, or verify them
    #[arg(value_enum, default_value_t = ModelsAction::List)]
    pub action: ModelsAction,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// What to do with a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModelsAction {
    /// Names, roles, licences
    List,
    /// Hashes, licences, contracts, and one run of each network
    Check,
}

/// `liveface config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Check this file instead, and print all thresholds it results in
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
}

/// `liveface demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where to write the page
    #[arg(long, value_name = "FILE", default_value = "liveface-demo.html")]
    pub out: PathBuf,
}
