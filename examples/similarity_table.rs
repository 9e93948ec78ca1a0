//! False match and false non-match rates of a pack on a folder of portraits: what its similarity map rests on.
//!
//! A file belongs to the person named before its last `_`: `007_smiling.jpg` and `007_neutral.jpg` show person `007`.
//! With `--strangers` every picture is taken to show somebody else.
//!
//! ```text
//! cargo run --release -p liveface-examples --example similarity_table -- FOLDER [--strangers] [--models DIR]
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use liveface::compare::Embedding;
use liveface::frames::{Limits, read_still};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::Config;
use liveface::vision::{Vision, VisionConfig};
use std::path::{Path, PathBuf};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = args.first().context("usage: similarity_table FOLDER [--strangers] [--models DIR]")?;
    let models = args.iter().skip_while(|arg| *arg != "--models").nth(1).map(PathBuf::from);
    let pack = Pack::find(&Lookup::from_env(models))?;
    let mut vision =
        Vision::load(&pack, &Runtime::choose(&BackendOptions::default())?, VisionConfig::default())?;
    let people = embed_all(&mut vision, Path::new(folder), args.contains(&"--strangers".to_owned()))?;
    let (mut genuine, mut impostor) = (Vec::new(), Vec::new());
    for (i, (one, first)) in people.iter().enumerate() {
        for (other, second) in people.iter().skip(i + 1) {
            let cosine = first.cosine(second).context("two different networks")?;
            if one == other { genuine.push(cosine) } else { impostor.push(cosine) }
        }
    }
    genuine.sort_by(f32::total_cmp);
    impostor.sort_by(f32::total_cmp);
    println!("{} pictures, {} genuine and {} impostor pairs", people.len(), genuine.len(), impostor.len());
    for rate in [1e-2, 1e-3, 1e-4] {
        let allowed = (impostor.len() as f64 * rate) as usize;
        let cosine = impostor.iter().rev().nth(allowed).context("fewer than two people")?;
        println!(
            "FMR {rate:.0e}: cosine above {cosine:.4}, similarity {:.1}",
            vision.similarity_map().similarity(*cosine)
        );
    }
    for bar in [Config::default().comparison.threshold, 80.0] {
        let matching = |cosines: &[f32]| {
            cosines.iter().filter(|cosine| vision.similarity_map().similarity(**cosine) >= bar).count()
        };
        println!(
            "similarity {bar}: {} of {} genuine and {} of {} impostor pairs match",
            matching(&genuine),
            genuine.len(),
            matching(&impostor),
            impostor.len()
        );
    }
    println!("lowest genuine cosine {:?}, highest impostor cosine {:?}", genuine.first(), impostor.last());
    Ok(())
}

fn embed_all(
    vision: &mut Vision,
    folder: &Path,
    strangers: bool,
) -> anyhow::Result<Vec<(String, Embedding)>> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "jpg" || kind == "png"));
    paths.sort();
    let mut people = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let person = if strangers {
            name.as_str()
        } else {
            name.rsplit_once('_').map_or(name.as_str(), |(person, _)| person)
        };
        match vision.embed(&read_still(&path, &Limits::default())?) {
            Ok(embedding) => people.push((person.to_owned(), embedding)),
            Err(fault) => eprintln!("{name}: {fault}"),
        }
    }
    Ok(people)
}
