//! Measures filmed trials: the real pipeline, once; its traces are then judged as often as one likes.

use crate::ObserveArgs;
use anyhow::Context as _;
use liveface::frames::Limits;
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::shown::ShownFile;
use liveface::session::{Config, LightPlan, Plan};
use liveface::vision::{Vision, VisionConfig};
use liveface::{Engine, model_hashes};
use rayon::prelude::*;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Measures every clip in the folders that has no trace yet.
pub(crate) fn observe(args: &ObserveArgs) -> anyhow::Result<()> {
    let clips: Vec<PathBuf> =
        args.folders.iter().map(|folder| clips(folder)).collect::<Result<Vec<_>, _>>()?.concat();
    let left: Vec<&PathBuf> = clips.iter().filter(|clip| !clip.with_extension("jsonl").exists()).collect();
    let pack = Pack::find(&Lookup::from_env(None))?;
    let chunk = left.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    left.par_chunks(chunk).try_for_each(|clips| {
        let runtime = Runtime::choose(&BackendOptions::default())?;
        let mut vision = Vision::load(&pack, &runtime, VisionConfig::default())?;
        for clip in clips {
            vision = measure(clip, vision, &pack).with_context(|| clip.display().to_string())?;
        }
        anyhow::Ok(())
    })?;
    println!("{} clips measured", left.len());
    Ok(())
}

/// The clips of a folder, in the order of their names.
pub(crate) fn clips(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let told = || format!("cannot read {}", folder.display());
    let files = fs::read_dir(folder).with_context(told)?.map(|entry| Ok(entry?.path()));
    let mut files = files.collect::<std::io::Result<Vec<_>>>().with_context(told)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "mp4"));
    files.sort();
    Ok(files)
}

/// Runs one clip through the pipeline and writes its trace beside it, whole or not at all.
fn measure(clip: &Path, vision: Vision, pack: &Pack) -> anyhow::Result<Vision> {
    let light: LightPlan = serde_json::from_slice(&fs::read(clip.with_extension("plan.json"))?)?;
    let shown = ShownFile::read(&fs::read(clip.with_extension("shown.json"))?)?.lights(&light)?;
    let plan = Plan { light: Some(light), ..Plan::silent() }.for_recording();
    let mut engine = Engine::new(vision, Config::default(), plan, model_hashes(pack));
    let unfinished = clip.with_extension("part");
    engine.record_to(Box::new(BufWriter::new(fs::File::create(&unfinished)?)))?;
    let mut source = liveface::frames::open(clip, &Limits::default())?;
    let mut lights = shown.into_iter().peekable();
    while let Some(frame) = source.next_frame()? {
        while let Some(light) = lights.next_if(|light| light.at <= frame.at()) {
            engine.handle_light_shown(light.light, light.at)?;
        }
        engine.push_frame(&frame)?;
    }
    engine.end_of_video()?;
    let finished = engine.finish()?;
    fs::rename(unfinished, clip.with_extension("jsonl"))?;
    Ok(finished.vision)
}
