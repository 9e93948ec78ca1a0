//! The mesh points of a folder of portraits as one JSON file, for programs that warp or compose faces.
//!
//! ```text
//! cargo run --release -p liveface-examples --example landmarks -- FOLDER OUT.json [--models DIR]
//! ```
//!
//! `{"schema": 1, "topology": "mediapipe-478", "portraits": {NAME: {"width", "height", "points": [[x, y, z], …]}}}`:
//! x and y in pixels of the upright picture, z in the same unit and growing away from the camera. NAME is the file's
//! name without its ending. Pictures without exactly one face are named on standard error and left out. The points of a
//! real person are personal data: keep the file out of repositories and logs.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result on the terminal")]

use anyhow::{Context as _, ensure};
use liveface::frames::{Frame, Limits, read_still};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::{Faces, Needs};
use liveface::vision::{Vision, VisionConfig};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// A folder with more pictures is refused: 478 points of each are kept in memory.
const MOST_PICTURES: usize = 5_000;

#[derive(Serialize)]
struct Landmarks {
    schema: u32,
    topology: &'static str,
    portraits: BTreeMap<String, Portrait>,
}

#[derive(Serialize)]
struct Portrait {
    width: u32,
    height: u32,
    points: Vec<[f32; 3]>,
}

fn main() -> anyhow::Result<()> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, out, ..] = args.as_slice() else {
        anyhow::bail!("usage: landmarks FOLDER OUT.json [--models DIR]");
    };
    let models = args.iter().skip_while(|arg| arg.as_os_str() != "--models").nth(1).cloned();
    let pack = Pack::find(&Lookup::from_env(models))?;
    let mut vision =
        Vision::load(&pack, &Runtime::choose(&BackendOptions::default())?, VisionConfig::default())?;
    let pictures = pictures(folder)?;
    let mut portraits = BTreeMap::new();
    for path in &pictures {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match look(&mut vision, path) {
            Ok(portrait) => _ = portraits.insert(name, portrait),
            Err(fault) => eprintln!("{name}: left out, {fault:#}"),
        }
    }
    ensure!(
        !portraits.is_empty(),
        "{}: no picture with one face; give a folder of portraits",
        folder.display()
    );
    println!("{} of {} pictures have one face", portraits.len(), pictures.len());
    write(out, &Landmarks { schema: 1, topology: "mediapipe-478", portraits })
}

/// The JPEG and PNG files of `folder` in the order of their names.
fn pictures(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}: give a folder of portraits", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "jpg" || kind == "jpeg" || kind == "png") {
            ensure!(paths.len() < MOST_PICTURES, "{}: more than {MOST_PICTURES} pictures", folder.display());
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn look(vision: &mut Vision, path: &Path) -> anyhow::Result<Portrait> {
    let frame: Frame = read_still(path, &Limits::default())?;
    // Stills are no stream: nothing is followed from one to the next.
    vision.reset();
    if let Faces::Many(count) = vision.observe(&frame, Needs::default())?.faces {
        anyhow::bail!("{count} faces");
    }
    let mesh = vision.mesh().context("no face")?;
    Ok(Portrait { width: frame.width(), height: frame.height(), points: mesh.points.clone() })
}

fn write(path: &Path, landmarks: &Landmarks) -> anyhow::Result<()> {
    let refused = || format!("cannot write {}: give a place that can be written", path.display());
    // Complete under another name first: a stopped run leaves no half file under the asked one.
    let part = path.with_extension("part");
    let mut file = BufWriter::new(std::fs::File::create(&part).with_context(refused)?);
    serde_json::to_writer(&mut file, landmarks).with_context(refused)?;
    file.flush().with_context(refused)?;
    std::fs::rename(&part, path).with_context(refused)
}
