//! The command line.

mod commands;

use anyhow::{Context as _, Result, ensure};
use clap::{Args, Parser, Subcommand};
use liveface_synth::{Assets, HeadModel, Portraits};
use std::path::PathBuf;

/// Name of the built-in head.
const DOLL: &str = "doll";
/// Names the folder of the head where the command line does not.
const HEAD_VARIABLE: &str = "LIVEFACE_ICT";

/// Renders people whose every blink, angle and photon is known, and attacks on them. The same scene gives the same bytes.
///
/// Heads come from ICT-FaceKit (MIT licence, https://github.com/ICT-VGL/ICT-FaceKit), which is not part of this
/// project: give its folder with --head, or in the environment variable LIVEFACE_ICT.
#[derive(Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes the fixtures: clips, their truth, the reference portrait, and clips.toml.
    ///
    /// Example: liveface-synth fixtures --head ICT-FaceKit fixtures
    Fixtures(FixtureArgs),
    /// Films a scene (TOML) as an MP4 file, with its truth in a JSON file beside it.
    ///
    /// Example: liveface-synth clip scene.toml clip.mp4 --head ICT-FaceKit
    ///
    /// The shortest scene is `subjects = [{}]`: somebody at a webcam for three seconds.
    Clip(ClipArgs),
    /// Renders one frame of a scene (TOML) as a PNG file, to look at it.
    ///
    /// Example: liveface-synth frame scene.toml frame.png --at 1200 --head ICT-FaceKit
    Frame(FrameArgs),
    /// Renders labelled pictures of faces, 256 × 256, for training: people and attacks in random light and pose.
    ///
    /// Example: liveface-synth training --count 10000 --out training --seed 1 --head ICT-FaceKit
    ///
    /// A run that was stopped goes on where it was. Picture i is the same whatever the count.
    Training(TrainingArgs),
    /// Draws a contact sheet (PNG) of fixtures that are made.
    ///
    /// Example: liveface-synth sheet fixtures sheet.png
    Sheet(SheetArgs),
}

#[derive(Args)]
struct AssetArgs {
    /// Folder of ICT-FaceKit, or `doll`: a plain built-in head for tests [default: $LIVEFACE_ICT]
    #[arg(long, value_name = "FOLDER")]
    head: Option<PathBuf>,
    /// Folder of portraits whose skin may be worn; needs --landmarks
    #[arg(long, value_name = "FOLDER", requires = "landmarks")]
    portraits: Option<PathBuf>,
    /// Mesh landmarks of the portraits, JSON
    #[arg(long, value_name = "FILE", requires = "portraits")]
    landmarks: Option<PathBuf>,
}

#[derive(Args)]
struct FixtureArgs {
    #[command(flatten)]
    assets: AssetArgs,
    /// Folder to write to; made if missing
    #[arg(default_value = "fixtures")]
    out_dir: PathBuf,
    /// Description of the fixtures [default: scenes.toml in the folder to write to]
    #[arg(long, value_name = "FILE")]
    scenes: Option<PathBuf>,
    /// Make these clips only, and take the others as they are
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    only: Vec<String>,
}

#[derive(Args)]
struct ClipArgs {
    /// The scene
    scene: PathBuf,
    /// Clip to write; its name ends in .mp4
    out: PathBuf,
    #[command(flatten)]
    assets: AssetArgs,
    /// Size to aim at, kB for each second, 10..=100000
    #[arg(long, value_name = "KB", default_value_t = 500, value_parser = clap::value_parser!(u64).range(10..=100_000))]
    rate: u64,
}

#[derive(Args)]
struct FrameArgs {
    /// The scene
    scene: PathBuf,
    /// Picture to write; its name ends in .png
    out: PathBuf,
    /// The first frame at or after this time, milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    at: u64,
    #[command(flatten)]
    assets: AssetArgs,
}

#[derive(Args)]
struct TrainingArgs {
    /// How many pictures
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    count: u64,
    /// Folder to write to; made if missing
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Chooses everything
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    assets: AssetArgs,
}

#[derive(Args)]
struct SheetArgs {
    /// Folder of the fixtures
    fixtures: PathBuf,
    /// Picture to write; its name ends in .png
    out: PathBuf,
}

impl Cli {
    /// Does what the command line asks for.
    pub fn run(self) -> Result<()> {
        match self.command {
            Command::Fixtures(args) => commands::fixtures(&args),
            Command::Clip(args) => commands::clip(&args),
            Command::Frame(args) => commands::frame(&args),
            Command::Training(args) => commands::training(&args),
            Command::Sheet(args) => commands::sheet(&args),
        }
    }
}

impl AssetArgs {
    fn read(&self) -> Result<Assets> {
        let folder = self.head.clone().or_else(|| std::env::var_os(HEAD_VARIABLE).map(PathBuf::from));
        let folder = folder
            .context("no head: give --head FOLDER with the folder of ICT-FaceKit, or set LIVEFACE_ICT")?;
        let head = if folder.as_os_str() == DOLL {
            HeadModel::doll()
        } else {
            ensure!(
                folder.is_dir(),
                "{} is no folder: give --head FOLDER with the folder of ICT-FaceKit",
                folder.display()
            );
            HeadModel::read(&folder)?
        };
        let portraits = match (&self.portraits, &self.landmarks) {
            (Some(folder), Some(landmarks)) => Some(Portraits::open(folder, landmarks)?),
            _ => None,
        };
        Ok(Assets::new(head, portraits))
    }
}
