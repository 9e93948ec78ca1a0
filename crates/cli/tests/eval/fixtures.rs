//! All fixture clips with one command: they end as the catalogue says, and as the committed report says.

use super::world::{FIXTURES, World};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The code each clip ended with, by id.
fn codes(table: &str) -> BTreeMap<&str, &str> {
    table.lines().skip(1).filter_map(|line| line.split_once('\t')).collect()
}

fn summary(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_fixture_ends_as_the_catalogue_and_the_committed_report_say() {
    let world = World::new();
    world.good(&["eval", &format!("{FIXTURES}/eval.toml"), "--out", "out"]);
    let table = world.good(&["report", "out", "--sql", "SELECT id, code FROM results"]);
    let ended = codes(&table);
    let catalogue: toml::Table =
        fs::read_to_string(format!("{FIXTURES}/clips.toml")).unwrap().parse().unwrap();
    for clip in catalogue["clips"].as_array().unwrap() {
        let name = clip["name"].as_str().unwrap();
        // Nobody is in that clip, so it is no presentation; and what is a known gap may end as it does today.
        if name == "nobody" || clip.get("gap").is_some() {
            continue;
        }
        let expected: Vec<_> =
            clip["expect"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
        assert!(expected.contains(&ended[name]), "{name} ended with {}, expected {expected:?}", ended[name]);
    }
    let (here, committed) =
        (summary(&world.at("out/summary.json")), Path::new(FIXTURES).join("reports/eval/summary.json"));
    let committed = summary(&committed);
    // Scores differ in their last digits from processor to processor; what came of them does not.
    for split in ["dev", "eval"] {
        assert_eq!(here[split]["outcomes"], committed[split]["outcomes"], "{split}");
    }
    assert_eq!(here["counts"], committed["counts"]);
    assert_eq!(here["protocol"]["manifest_sha256"], committed["protocol"]["manifest_sha256"]);
    assert_eq!(
        here["protocol"]["config_sha256"], committed["protocol"]["config_sha256"],
        "thresholds changed: make the report again"
    );
    assert_eq!(
        here["protocol"]["models"], committed["protocol"]["models"],
        "networks changed: make the report again"
    );
}

#[test]
fn recordings_of_real_people_are_evaluated_where_they_are() {
    let shared = Path::new(FIXTURES).join("../../shared/data/clips");
    if !shared.is_dir() {
        eprintln!("skipped: ../shared is not here");
        return;
    }
    let world = World::new();
    let manifest = format!("{FIXTURES}/shared-clips.toml");
    let told = world.good(&["eval", &manifest, "--out", "out", "--shard", "1/10", "--keep-going"]);
    assert!(told.contains("clips evaluated"), "{told}");
}
