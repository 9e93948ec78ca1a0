//! Our loop beside other programs, from what `benches/peers.sh --json` writes.

use crate::markdown::{NONE, Table, maybe, median};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One program, or the script with all the others, on one clip in one round.
#[derive(Deserialize)]
struct Line {
    clip: String,
    round: usize,
    #[serde(flatten)]
    result: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Native(Ours),
    Embedded(Ours),
    Peers(Box<Peers>),
}

#[derive(Deserialize)]
struct Ours {
    total: Times,
}

#[derive(Deserialize)]
struct Peers {
    frames: usize,
    mediapipe: Maybe,
    opencv: Maybe,
    opencv_320: Maybe,
}

/// A program that cannot run says why.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Maybe {
    Ran(Times),
    Failed {
        #[serde(rename = "error")]
        _error: String,
    },
}

#[derive(Clone, Deserialize)]
struct Times {
    median_ms: f64,
    p95_ms: f64,
    frames_with_face: Option<usize>,
}

impl Maybe {
    fn times(&self) -> Option<Times> {
        match self {
            Self::Ran(times) => Some(times.clone()),
            Self::Failed { .. } => None,
        }
    }
}

/// What was measured in one round.
#[derive(Default)]
struct Round {
    native: Option<Times>,
    embedded: Option<Times>,
    mediapipe: Option<Times>,
    opencv: Option<Times>,
    opencv_320: Option<Times>,
}

impl Round {
    fn ratios(&self) -> [Option<f64>; 4] {
        let ratio = |theirs: &Option<Times>, ours: &Option<Times>| {
            Some(theirs.as_ref()?.median_ms / ours.as_ref()?.median_ms)
        };
        [
            ratio(&self.mediapipe, &self.native),
            ratio(&self.mediapipe, &self.embedded),
            ratio(&self.opencv, &self.native),
            ratio(&self.opencv_320, &self.native),
        ]
    }
}

/// The table, and how many faces the others found. Fails on text that is not of that script.
pub fn report(lines: &str) -> Result<String, serde_json::Error> {
    let lines = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Line>, _>>()?;
    let mut clips: BTreeMap<String, BTreeMap<usize, Round>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for line in lines {
        if let Outcome::Peers(peers) = &line.result {
            found.insert(line.clip.clone(), faces(&line.clip, peers));
        }
        enter(clips.entry(line.clip).or_default().entry(line.round).or_default(), line.result);
    }
    let mut table = Table::new(&HEAD);
    for (clip, rounds) in &clips {
        rows(&mut table, clip, rounds);
    }
    let found: Vec<String> = found.into_values().collect();
    Ok(format!("{}\nFaces found by the others: {}.\n", table.finish(), found.join("; ")))
}

const HEAD: [&str; 11] = [
    "clip",
    "round",
    "native (p95)",
    "embedded (p95)",
    "MediaPipe (p95)",
    "OpenCV",
    "OpenCV 320",
    "MediaPipe : native",
    "MediaPipe : embedded",
    "OpenCV : native",
    "OpenCV 320 : native",
];

fn faces(clip: &str, peers: &Peers) -> String {
    let of = |peer: &Maybe| {
        let found = peer.times().and_then(|times| times.frames_with_face);
        found.map_or_else(|| NONE.to_owned(), |found| found.to_string())
    };
    let (mediapipe, opencv) = (of(&peers.mediapipe), of(&peers.opencv));
    format!("{clip}, MediaPipe in {mediapipe} and OpenCV in {opencv} of {} frames", peers.frames)
}

fn enter(round: &mut Round, result: Outcome) {
    match result {
        Outcome::Native(ours) => round.native = Some(ours.total),
        Outcome::Embedded(ours) => round.embedded = Some(ours.total),
        Outcome::Peers(peers) => {
            round.mediapipe = peers.mediapipe.times();
            round.opencv = peers.opencv.times();
            round.opencv_320 = peers.opencv_320.times();
        }
    }
}

fn rows(table: &mut Table, clip: &str, rounds: &BTreeMap<usize, Round>) {
    let middle = |times: &Option<Times>| maybe(times.as_ref().map(|times| times.median_ms));
    let with_p95 = |times: &Option<Times>| {
        let p95 = times.as_ref().map(|times| format!(" ({})", maybe(Some(times.p95_ms))));
        format!("{}{}", middle(times), p95.unwrap_or_default())
    };
    for (number, round) in rounds {
        let mut cells = vec![clip.to_owned(), number.to_string()];
        cells.extend([&round.native, &round.embedded, &round.mediapipe].map(with_p95));
        cells.extend([&round.opencv, &round.opencv_320].map(middle));
        cells.extend(round.ratios().map(one_digit));
        table.row(&cells);
    }
    let mut cells = vec![clip.to_owned(), "median".to_owned()];
    cells.extend(vec![String::new(); 5]);
    let ratios =
        (0..4).map(|which| median(rounds.values().filter_map(|round| round.ratios()[which]).collect()));
    cells.extend(ratios.map(one_digit).map(|ratio| format!("**{ratio}**")));
    table.row(&cells);
}

fn one_digit(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| NONE.to_owned(), |ratio| format!("{ratio:.1}"))
}
