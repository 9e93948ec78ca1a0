//! `liveface-synth`: makes the fixture clips.

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use liveface_synth::{clips, write_fixtures};
use std::fs;
use std::path::{Path, PathBuf};

/// Draws the clips that tests and `liveface demo` use.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes every fixture again: clips, reference picture, catalogue.
    Fixtures {
        /// Folder to write to; made if missing.
        out_dir: PathBuf,
    },
    /// Draws the pictures of one clip as PNG files, to look at them.
    Frames {
        /// Name of the clip, such as `person`.
        clip: String,
        /// Folder to write to; made if missing.
        out_dir: PathBuf,
        /// Draw every n-th picture only.
        #[arg(long, default_value_t = 1)]
        every: u64,
    },
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Fixtures { out_dir } => fixtures(&out_dir),
        Command::Frames { clip, out_dir, every } => frames(&clip, &out_dir, every.max(1)),
    }
}

#[expect(clippy::print_stderr, reason = "a program tells its user how far it is")]
fn fixtures(out_dir: &Path) -> Result<()> {
    write_fixtures(out_dir, |name| eprintln!("{name}"))?;
    Ok(())
}

fn frames(name: &str, out_dir: &Path, every: u64) -> Result<()> {
    let known = clips();
    let names = || known.iter().map(|c| c.name).collect::<Vec<_>>().join(", ");
    let clip = known
        .iter()
        .find(|c| c.name == name)
        .with_context(|| format!("no clip {name}: choose one of {}", names()))?;
    fs::create_dir_all(out_dir).with_context(|| format!("cannot make {}", out_dir.display()))?;
    let source = clip.source()?;
    for index in (0..source.frames()).step_by(usize::try_from(every)?) {
        let frame = source.renderer().frame(liveface_frames::FrameId(index), source.at(index));
        let path = out_dir.join(format!("{name}_{index:04}.png"));
        let size = image::ExtendedColorType::Rgb8;
        image::save_buffer(&path, frame.pixels(), frame.width(), frame.height(), size)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
