//! Scenes side by side, takes of a scene from the same light.

use crate::FilmArgs;
use crate::cast::Cast;
use crate::record::Reel;
use crate::species::Species;
use crate::trial::Trial;
use anyhow::Context as _;
use liveface_synth::{Assets, Rate, Relightable};
use rayon::prelude::*;
use std::sync::Mutex;
use std::time::Instant;

/// What a run films.
struct Run<'a> {
    args: &'a FilmArgs,
    assets: Assets,
    ratio: [f32; 2],
    species: Vec<Species>,
    begin: Instant,
}

pub(crate) fn film(args: &FilmArgs) -> anyhow::Result<()> {
    std::fs::create_dir_all(&args.out).with_context(|| args.out.display().to_string())?;
    rayon::ThreadPoolBuilder::new().num_threads(args.threads).build_global()?;
    let run = Run {
        args,
        assets: args.assets()?,
        ratio: args.ratio()?,
        species: args.species(),
        begin: Instant::now(),
    };
    let jobs = Mutex::new(run.jobs().into_iter());
    // Work on a scene is done by the pool; whoever waits for it is outside, so that the pool's threads never begin
    // another scene within one. Two scenes more than half the threads leave none idle while others are prepared.
    let workers = rayon::current_num_threads() / 2 + 1;
    std::thread::scope(|scope| {
        let work = || -> anyhow::Result<()> {
            loop {
                let next = jobs.lock().ok().and_then(|mut jobs| jobs.next());
                let Some((rendered, index)) = next else { return Ok(()) };
                run.scene(rendered, index).with_context(|| format!("{} {index}", rendered.name()))?;
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a worker panicked")))
        })
    })
}

impl Run<'_> {
    /// Every scene to be rendered: the kinds take turns, so that a run that is stopped has some of each.
    fn jobs(&self) -> Vec<(Species, u64)> {
        let mut kinds: Vec<Species> = Vec::new();
        for rendered in self.species.iter().map(|species| species.rendered()) {
            if !kinds.contains(&rendered) {
                kinds.push(rendered);
            }
        }
        (0..self.args.scenes).flat_map(|index| kinds.iter().map(move |&kind| (kind, index))).collect()
    }

    fn scene(&self, rendered: Species, index: u64) -> anyhow::Result<()> {
        let begin = Instant::now();
        let trials = self.trials(rendered, index);
        if trials.iter().all(|t| self.args.out.join(format!("{}.json", t.name)).exists()) {
            return Ok(());
        }
        let duration = trials.iter().map(Trial::length_ms).max().unwrap_or(1);
        let cast = Cast::new(self.args.seed, rendered, index, duration);
        let mut ticks = Relightable::new(&self.assets, &cast.scene, rate(rendered))?;
        let first = ticks.next().context("an empty scene")?;
        let mut reels = trials
            .into_iter()
            .map(|trial| Reel::new(&self.args.out, trial, &cast, (&ticks, &first)))
            .collect::<anyhow::Result<Vec<_>>>()?;
        for tick in std::iter::once(first).chain(ticks) {
            reels.par_iter_mut().try_for_each(|reel| reel.film(&tick))?;
        }
        let takes = reels.len();
        reels.into_par_iter().try_for_each(|reel| reel.finish(&cast, self.args.head_name()))?;
        println!(
            "{} {index}: {takes} takes in {:.1} s, {:.0} s since the start",
            rendered.name(),
            begin.elapsed().as_secs_f64(),
            self.begin.elapsed().as_secs_f64()
        );
        Ok(())
    }

    fn trials(&self, rendered: Species, index: u64) -> Vec<Trial> {
        let of = |&species: &Species| {
            (0..self.args.takes)
                .map(move |take| Trial::new(self.args.seed, species, (index, take), self.ratio))
        };
        self.species.iter().filter(|species| species.rendered() == rendered).flat_map(of).collect()
    }
}

/// Pixels of a screen are as fine as those of the camera: one sample would show more of their beat than a sensor does.
fn rate(rendered: Species) -> Rate {
    let samples = if matches!(rendered, Species::StaticPhoto | Species::ReplayOther) { 2 } else { 1 };
    Rate { samples, ..Rate::default() }
}
