//! Comparison on real portraits, which are not part of this repository: without them the test says that it is skipped.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests fail by panicking and say what they skip"
)]

use liveface::compare::Embedding;
use liveface::frames::{Limits, read_still};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::Pack;
use liveface::session::Config;
use liveface::vision::{Vision, VisionConfig};
use std::path::Path;

#[test]
fn the_same_person_smiling_matches_and_others_do_not() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let portraits = shared.join("data/faces/london");
    if !portraits.is_dir() {
        skip("../shared is not here");
        return;
    }
    let pack = Pack::load(&shared.join("models/reference")).unwrap();
    let runtime = Runtime::choose(&BackendOptions::default()).unwrap();
    let mut vision = Vision::load(&pack, &runtime, VisionConfig::default()).unwrap();
    let mut embed = |name: String| -> Embedding {
        vision.embed(&read_still(&portraits.join(name), &Limits::default()).unwrap()).unwrap()
    };
    let entries = std::fs::read_dir(&portraits).unwrap().map(|entry| entry.unwrap().file_name());
    let mut people: Vec<String> =
        entries.filter_map(|n| Some(n.to_str()?.strip_suffix("_neutral.jpg")?.to_owned())).collect();
    people.sort();
    let neutral: Vec<_> = people.iter().map(|person| embed(format!("{person}_neutral.jpg"))).collect();
    let smiling: Vec<_> = people.iter().map(|person| embed(format!("{person}_smiling.jpg"))).collect();

    let bar = Config::default().comparison.threshold;
    let (mut same, mut mistaken) = (0, 0);
    for (i, one) in neutral.iter().enumerate() {
        for (j, other) in smiling.iter().enumerate() {
            let matches = vision.similarity_map().compare(one, other).unwrap().similarity >= bar;
            if i == j { same += u32::from(matches) } else { mistaken += u32::from(matches) }
        }
    }
    let pairs = people.len() * (people.len() - 1);
    eprintln!("measured: {same} of {} same, {mistaken} false matches in {pairs} pairs", people.len());
    assert_eq!((people.len(), pairs), (62, 3_782));
    assert!(same >= 61 && mistaken <= 3, "FMR at most 1e-3 is 3 of 3,782");
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
