//! What each subcommand does.

use super::{ClipArgs, FixtureArgs, FrameArgs, SheetArgs, TrainingArgs};
use anyhow::{Context as _, Result, ensure};
use liveface_synth::{
    ClipOptions, Film, FixtureSpec, Scene, TrainingSpec, write_clip, write_fixtures, write_sheet,
};
use std::io::Read as _;
use std::path::Path;

/// Larger descriptions are refused.
const MOST_TEXT: u64 = 4 << 20;

pub(super) fn fixtures(args: &FixtureArgs) -> Result<()> {
    let scenes = args.scenes.clone().unwrap_or_else(|| args.out_dir.join("scenes.toml"));
    let spec = FixtureSpec::from_toml(&text(&scenes)?).with_context(|| scenes.display().to_string())?;
    let assets = args.assets.read()?;
    let catalogue = write_fixtures(&assets, &spec, (&args.out_dir, &args.only), say)?;
    let bytes: u64 = catalogue.clips.iter().map(|clip| clip.entry.bytes + clip.truth.bytes).sum();
    say(&format!("{} clips, {bytes} bytes with their truth", catalogue.clips.len()));
    Ok(())
}

pub(super) fn clip(args: &ClipArgs) -> Result<()> {
    ends_in(&args.out, "mp4")?;
    let scene = scene(&args.scene)?;
    let assets = args.assets.read()?;
    let options = ClipOptions { bytes_per_second: args.rate * 1000, ..ClipOptions::default() };
    write_clip(&assets, &scene, &args.out, options, |_| ())?;
    Ok(())
}

pub(super) fn frame(args: &FrameArgs) -> Result<()> {
    ends_in(&args.out, "png")?;
    let scene = scene(&args.scene)?;
    let assets = args.assets.read()?;
    let shot =
        Film::new(&assets, &scene)?.find(|shot| shot.at.as_millis() >= args.at).with_context(|| {
            format!("no frame at {} ms: the scene ends after {} ms", args.at, scene.duration_ms)
        })?;
    let (width, height) = (u32::try_from(shot.width)?, u32::try_from(shot.height)?);
    let picture = image::RgbImage::from_raw(width, height, shot.rgb).context("a frame of another size")?;
    liveface_synth::write_png(&args.out, &picture)
        .with_context(|| format!("cannot write {}: give a folder that may be written to", args.out.display()))
}

pub(super) fn training(args: &TrainingArgs) -> Result<()> {
    let assets = args.assets.read()?;
    let spec = TrainingSpec { count: args.count, seed: args.seed, out_dir: args.out.clone() };
    liveface_synth::training(&assets, &spec, |made| say(&format!("{made} of {}", spec.count)))?;
    Ok(())
}

pub(super) fn sheet(args: &SheetArgs) -> Result<()> {
    ends_in(&args.out, "png")?;
    Ok(write_sheet(&args.fixtures, &args.out)?)
}

fn scene(path: &Path) -> Result<Scene> {
    Scene::from_toml(&text(path)?).with_context(|| path.display().to_string())
}

fn text(path: &Path) -> Result<String> {
    let mut text = String::new();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.take(MOST_TEXT + 1)
        .read_to_string(&mut text)
        .with_context(|| format!("cannot read {}", path.display()))?;
    ensure!(text.len() as u64 <= MOST_TEXT, "{} has more than {MOST_TEXT} bytes", path.display());
    Ok(text)
}

fn ends_in(path: &Path, extension: &str) -> Result<()> {
    let right = path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
    ensure!(right, "{}: give a name that ends in .{extension}", path.display());
    Ok(())
}

#[expect(clippy::print_stderr, reason = "a program tells its user how far it is")]
fn say(line: &str) {
    eprintln!("{line}");
}
