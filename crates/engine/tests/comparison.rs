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
fn with_the_reference_pack_the_same_person_smiling_matches_and_others_do_not() {
    let Some((same, mistaken)) = matches_with("../../../shared/models/reference") else { return };
    assert!(same >= 61 && mistaken <= 3, "FMR at most 1e-3 is 3 of 3,782");
}

/// The similarity of 70 stands for an FMR of 1e-3, which would be 3 pairs. The own pack is not that good on these people
/// (4 when the bound was set), which its card says.
#[test]
fn with_the_own_pack_the_same_person_smiling_matches_and_few_others_do() {
    let Some((same, mistaken)) = matches_with("../../models/own") else { return };
    assert!(same >= 61 && mistaken <= 6, "more false matches than its card admits");
}

/// How many of the 62 people match themselves, and how many of the 3,782 pairs of different ones match. The folder of the
/// pack is relative to this crate.
fn matches_with(pack: &str) -> Option<(u32, u32)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let portraits = here.join("../../../shared/data/faces/london");
    if !portraits.is_dir() {
        skip("../shared is not here");
        return None;
    }
    let pack = Pack::load(&here.join(pack)).unwrap();
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
    let id = pack.id();
    eprintln!(
        "measured with {id}: {same} of {} same, {mistaken} false matches in {pairs} pairs",
        people.len()
    );
    assert_eq!((people.len(), pairs), (62, 3_782));
    Some((same, mistaken))
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
