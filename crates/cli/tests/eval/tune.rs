//! Other thresholds, on the traces of dev only.

use super::world::{FIXTURES, World, files};
use serde_json::Value;

#[test]
fn a_sweep_decides_every_trace_of_dev_with_every_threshold() {
    let world = World::new();
    world.traces(2);
    world.good(&["eval", "traces.csv", "--out", "out"]);
    let swept =
        world.good(&["tune", "out", "--sweep", "silent.threshold=0.2..1/9", "--json", "--svg", "curve.svg"]);
    let swept: Value = serde_json::from_str(&swept).unwrap();
    assert_eq!((&swept["split"], &swept["traces"]), (&"dev".into(), &8.into()));
    let trials = swept["trials"].as_array().unwrap();
    assert_eq!(trials.len(), 9);
    let live = |trial: &Value| trial["people"]["live"].as_u64().unwrap();
    assert!(
        trials.windows(2).all(|two| live(&two[1]) <= live(&two[0])),
        "a higher bar lets more people pass"
    );
    assert_eq!((live(&trials[0]), live(&trials[8])), (4, 0), "nobody has a score of 1");
    assert!(std::fs::read_to_string(world.at("curve.svg")).unwrap().starts_with("<svg"));
}

#[test]
fn without_dev_nothing_is_tuned() {
    let world = World::new();
    let text = std::fs::read_to_string(world.at(world.traces(2))).unwrap().replace(",dev,", ",eval,");
    world.put("eval-only.csv", text);
    world.good(&["eval", "eval-only.csv", "--out", "out"]);
    world.refused(
        &["tune", "out", "--sweep", "silent.threshold=0.2..0.8"],
        &["dev", "not tuned on clips that are measured"],
    );
    world.refused(
        &["tune", "out", "--sweep", "silent.treshold=0.2..0.8"],
        &["no threshold silent.treshold", "min_motion"],
    );
    world.refused(&["tune", "out", "--sweep", "silent"], &["is no sweep"]);
}

#[test]
fn everything_measured_goes_to_the_end_of_the_clip_and_changes_no_verdict() {
    let world = World::new();
    let clip = format!("{FIXTURES}/clips/two_people.mp4");
    let still = format!("{FIXTURES}/clips/still.mp4");
    world.put(
        "manifest.csv",
        format!("clip,id,subject,species,split\n{clip},two,x,bona_fide,dev\n{still},still,y,print,dev\n"),
    );
    let ask = "SELECT id, outcome, code, message FROM results ORDER BY id";
    let told = ["session", "all"].map(|measure| {
        world.good(&["eval", "manifest.csv", "--out", measure, "--measure", measure]);
        world.good(&["report", measure, "--sql", ask])
    });
    assert_eq!(told[0], told[1]);
    let size = |measure: &str| {
        files(&world.at(measure))
            .iter()
            .filter(|(name, _)| name.starts_with("traces/"))
            .map(|(_, bytes)| bytes.len())
            .sum::<usize>()
    };
    assert!(size("all") > size("session"), "nothing more was measured");
}
