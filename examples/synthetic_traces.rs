//! A folder of synthetic traces with their manifest: what an evaluation costs, and what its figures look like, without a
//! recording. Nobody is in them; what comes out says nothing about real people.
//!
//! ```text
//! cargo run --release -p liveface-examples --example synthetic_traces -- --count 10000 --out DIR
//! liveface eval DIR/manifest.csv --out DIR/out
//! ```
//!
//! The same `--seed` and `--count` give the same bytes.
#![allow(clippy::print_stdout, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use clap::Parser;
use liveface::session::emulator::Emulator;
use liveface::session::random::SplitMix64;
use liveface::session::trace::{Event, Header, Line, TRACE_SCHEMA, write_line};
use liveface::session::{Action, Config, Plan, Timestamp};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes synthetic traces and their manifest.
#[derive(Parser)]
struct Args {
    /// How many.
    #[arg(long, default_value_t = 10_000)]
    count: usize,
    /// Of everything left to chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to.
    #[arg(long)]
    out: PathBuf,
}

/// Traces of one subject.
const EACH: usize = 20;
/// Traces of one recording session.
const SITTING: usize = 5;
const HEAD: &str = "clip,subject,session,species,device,mode,split,synthetic,tag.room\n";
const DEVICES: [&str; 3] = ["phone", "laptop", "webcam"];
/// Rooms, with the luma of a face in them.
const ROOMS: [(&str, f32); 3] = [("office", 0.5), ("window", 0.75), ("evening", 0.25)];

/// What is before the camera.
struct Species {
    name: &'static str,
    /// How many of a hundred traces.
    share: usize,
    /// Mean score of the attack detection and its standard deviation over traces; they overlap.
    pad: (f32, f32),
    /// Least and greatest liveliness: a hand that bends a print moves it a little.
    liveliness: (f32, f32),
    /// Whether it does what it is asked to.
    acts: bool,
}

const SPECIES: [Species; 6] = [
    Species { name: "bona_fide", share: 52, pad: (0.74, 0.13), liveliness: (0.6, 1.0), acts: true },
    Species { name: "print", share: 12, pad: (0.24, 0.14), liveliness: (0.0, 0.5), acts: false },
    Species { name: "replay", share: 14, pad: (0.38, 0.13), liveliness: (0.7, 1.0), acts: false },
    Species { name: "mask", share: 10, pad: (0.42, 0.14), liveliness: (0.2, 0.6), acts: true },
    Species { name: "deepfake", share: 8, pad: (0.48, 0.12), liveliness: (0.6, 1.0), acts: true },
    Species { name: "injection", share: 4, pad: (0.55, 0.15), liveliness: (0.9, 1.0), acts: true },
];

/// A trace before it is written.
struct Take {
    clip: String,
    /// Its line of the manifest.
    line: String,
    plan: Plan,
    emulator: Emulator,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let lines: anyhow::Result<Vec<String>> = (0..args.count)
        .into_par_iter()
        .map(|index| {
            let take = take(args.seed, index);
            write(&args.out.join(&take.clip), &take)?;
            Ok(take.line)
        })
        .collect();
    let manifest = args.out.join("manifest.csv");
    std::fs::write(&manifest, HEAD.to_owned() + &lines?.concat()).context("the manifest")?;
    println!("{} traces: {}", args.count, manifest.display());
    Ok(())
}

/// The trace of that number: whose it is follows from the number, all else from chance.
fn take(seed: u64, index: usize) -> Take {
    let (subject, number) = (index / EACH, index % EACH);
    let mut person = dice(seed, (1, subject));
    let mut sitting = dice(seed, (2, index / SITTING));
    let mut chance = dice(seed, (3, index));
    let species = species(&mut chance);
    let (room, luma) = ROOMS[sitting.below(ROOMS.len())];
    // Some people are harder to tell from attacks than others, in all their traces.
    let pad = species.pad.0 + 0.05 * person.normal() + species.pad.1 * chance.normal();
    let (least, greatest) = species.liveliness;
    let mut emulator = Emulator {
        fps: [8.0, 10.0, 15.0, 24.0, 25.0, 30.0, 30.0, 60.0][chance.below(8)],
        jitter_ms: 2.0 * chance.unit(),
        dropped: if chance.below(10) == 0 { 0.2 } else { 0.0 },
        duration_ms: 2_800 + chance.below(1_700) as u64,
        size: 0.2 + 0.3 * chance.unit(),
        centre: 0.5 + 0.03 * chance.normal(),
        luma: (luma + 0.05 * chance.normal()).clamp(0.05, 0.95),
        pad: pad.clamp(0.0, 1.0),
        liveliness: least + (greatest - least) * chance.unit(),
        ..Emulator::person(chance.next_u64() >> 1)
    };
    let actions = asked(&mut chance);
    if species.acts || chance.below(4) == 0 {
        emulator = emulator.doing(&actions, 900);
    }
    if chance.below(12) == 0 {
        spoil(&mut emulator, &mut chance);
    }
    let ending = if index.is_multiple_of(16) { "jsonl" } else { "jsonl.zst" };
    let clip = format!("{subject:05}/{number:02}.{ending}");
    let mode = if actions.is_empty() { "silent" } else { "action" };
    let split = if subject % 3 == 0 { "dev" } else { "eval" };
    let device = DEVICES[person.below(DEVICES.len())];
    let session = number / SITTING + 1;
    let name = species.name;
    let line = format!("{clip},{subject:05},{session},{name},{device},{mode},{split},true,{room}\n");
    // No plan asks for one action twice, so these are accepted.
    let plan = Plan::with_actions(&actions).unwrap_or_default().for_recording();
    Take { clip, line, plan, emulator }
}

/// A stream of numbers of its own for each subject, sitting and trace.
fn dice(seed: u64, (kind, index): (u64, usize)) -> SplitMix64 {
    SplitMix64::new(SplitMix64::new(seed ^ (kind << 56) ^ index as u64).next_u64())
}

fn species(chance: &mut SplitMix64) -> &'static Species {
    let mut left = chance.below(100);
    for species in &SPECIES {
        match left.checked_sub(species.share) {
            Some(rest) => left = rest,
            None => return species,
        }
    }
    &SPECIES[0]
}

/// Two thirds are silent; of the others, half have one action and half have two.
fn asked(chance: &mut SplitMix64) -> Vec<Action> {
    let count = chance.below(6).saturating_sub(3);
    let plan = Plan::from_seed(chance.next_u64(), count);
    plan.map_or_else(|_| Vec::new(), |plan| plan.actions)
}

/// Something goes wrong: most of these cannot be judged, the others are rejected.
fn spoil(emulator: &mut Emulator, chance: &mut SplitMix64) {
    let end = emulator.duration_ms;
    match chance.below(8) {
        0 => emulator.duration_ms = 1_300,
        1 => emulator.size = 0.1,
        2 => emulator.luma = 0.06,
        3 => emulator.masked = 0.95,
        4 => emulator.absent = vec![(1_200, 1_200 + end / 2)],
        5 => emulator.second = vec![(1_500, end)],
        6 => emulator.swapped_from = Some(end / 2),
        _ => emulator.frozen_from = Some(1_000),
    }
}

fn write(path: &Path, take: &Take) -> anyhow::Result<()> {
    let mut lines = Vec::new();
    let header = Header {
        schema: TRACE_SCHEMA,
        start: Timestamp::ZERO,
        plan: take.plan.clone(),
        config: Config::default(),
        models: BTreeMap::from([("pack".to_owned(), "emulator".to_owned())]),
    };
    write_line(&mut lines, &Line::Header(Box::new(header)))?;
    for seen in take.emulator.frames() {
        write_line(&mut lines, &Line::Event(Event::Observation(Box::new(seen))))?;
    }
    write_line(&mut lines, &Line::Event(Event::EndOfVideo))?;
    let told = || format!("cannot write {}", path.display());
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).with_context(told)?;
    let compressed = path.extension().is_some_and(|ending| ending == "zst");
    let bytes = if compressed { zstd::bulk::compress(&lines, 1)? } else { lines };
    std::fs::write(path, &bytes).with_context(told)
}
