//! Training pictures: every picture has its label, and a run can be stopped, go on and be extended.

#![expect(clippy::expect_used, reason = "a test may panic")]

use liveface_synth::{Assets, HeadModel, TrainingError, TrainingSpec, training};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn make(assets: &Assets, folder: &Path, count: u64, seed: u64) -> Result<(), TrainingError> {
    training(assets, &TrainingSpec { count, seed, out_dir: folder.to_owned() }, |_| ())
}

fn picture(folder: &Path, index: u64) -> Vec<u8> {
    fs::read(folder.join(format!("000000/{index:06}.jpg"))).expect("a picture")
}

#[test]
fn pictures_are_labelled_and_do_not_depend_on_the_count() {
    let assets = Assets::new(HeadModel::doll(), None);
    let (short, long) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    make(&assets, short.path(), 3, 1).expect("made");
    make(&assets, long.path(), 18, 1).expect("made");
    let text = fs::read_to_string(long.path().join("000000/labels.jsonl")).expect("labels");
    let labels: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(labels.len(), 18);
    for (i, label) in labels.iter().enumerate() {
        assert_eq!(label["index"], i);
        let points = label["face"]["landmarks"].as_array().expect("landmarks");
        let inside = points
            .iter()
            .filter(|p| (0..2).all(|k| p[k].as_f64().is_some_and(|x| (0.0..256.0).contains(&x))));
        assert!(inside.count() > 300, "the face is in picture {i}");
    }
    assert_ne!(labels[0]["person"], labels[16]["person"], "somebody else sits after 16 pictures");
    assert!((0..3).all(|i| picture(short.path(), i) == picture(long.path(), i)));
    assert_ne!(picture(long.path(), 0), picture(long.path(), 1));
}

#[test]
fn a_run_goes_on_where_it_was_and_no_other_run_mixes_in() {
    let assets = Assets::new(HeadModel::doll(), None);
    let folder = tempfile::tempdir().expect("a folder");
    make(&assets, folder.path(), 2, 1).expect("made");
    let first = folder.path().join("000000/000000.jpg");
    fs::write(&first, b"kept").expect("written");
    make(&assets, folder.path(), 2, 1).expect("nothing to do");
    assert_eq!(fs::read(&first).expect("a file"), b"kept", "a finished shard is left as it is");
    let error = make(&assets, folder.path(), 2, 2).expect_err("another seed").to_string();
    assert!(error.contains("run.txt is of a run with another seed"), "{error}");
}
