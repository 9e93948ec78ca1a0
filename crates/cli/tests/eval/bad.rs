//! What is wrong with a manifest, a clip or a result is named in one line; and left out only when asked, and counted.

use super::world::{FIXTURES, World, files};
use std::fs;

const HEAD: &str = "clip,id,subject,species,split\n";

fn person(id: &str, subject: &str, split: &str) -> String {
    format!("{FIXTURES}/traces/person.jsonl,{id},{subject},bona_fide,{split}\n")
}

#[test]
fn manifests_that_are_refused() {
    let world = World::new();
    let cases = [
        ("clip,id,subject,species,colour\n".to_owned() + &person("a", "x", "red"), ["line 1", "colour"]),
        (HEAD.to_owned() + "no-such.mp4,a,x,bona_fide,dev\n", ["line 2", "no-such.mp4"]),
        (HEAD.to_owned() + &person("a", "x", "dev") + &person("a", "x", "dev"), ["line 3", "a"]),
        (HEAD.to_owned() + &person("a", "x", "dev") + &person("b", "x", "eval"), ["x", "split"]),
        (HEAD.to_owned() + &person("a", "x", "train"), ["line 2", "train"]),
        (HEAD.to_owned(), ["manifest.csv", "no clip"]),
    ];
    for (text, words) in cases {
        world.put("manifest.csv", text);
        world.refused(&["eval", "manifest.csv", "--out", "out"], &words);
        assert!(!world.at("out").exists(), "a folder was made for a manifest that is refused");
    }
    world.refused(&["eval", "nothing.toml", "--out", "out"], &["nothing.toml"]);
    world.refused(&["report", "nowhere"], &["nowhere"]);
    world.put("empty/x", "");
    world.refused(&["report", "empty"], &["holds no evaluation"]);
}

#[test]
fn each_mistake_of_a_manifest_has_its_line() {
    let world = World::new();
    world.put("manifest.csv", HEAD.to_owned() + "a.mp4,a,x,alive,train\nb.mp4,b,y,Print,dev\n");
    let ran = world.run(&["eval", "manifest.csv", "--out", "out"]);
    assert_eq!((ran.status, ran.err.lines().count()), (Some(3), 2), "{}", ran.err);
    assert!(
        ran.err.lines().all(|line| line.starts_with("liveface: ") && line.contains("line ")),
        "{}",
        ran.err
    );
}

#[test]
fn a_clip_that_cannot_be_processed_stops_or_is_counted() {
    let world = World::new();
    world.put("damaged.jsonl", "{\"header\":");
    world.put("damaged.mp4", b"\0\0\0\x18ftypmp42 and then nothing");
    let rows = ["damaged.jsonl,trace,x,bona_fide,eval\n", "damaged.mp4,video,y,print,eval\n"];
    world.put("manifest.csv", HEAD.to_owned() + &person("good", "z", "eval") + rows[0] + rows[1]);
    world.refused(
        &["eval", "manifest.csv", "--out", "out", "--jobs", "1"],
        &["clip trace", "line 3", "--keep-going"],
    );
    let told = world.good(&["eval", "manifest.csv", "--out", "out", "--resume", "--keep-going"]);
    assert!(told.contains("3 clips evaluated") && told.contains("2 could not be processed"), "{told}");
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(world.at("out/summary.json")).unwrap()).unwrap();
    assert_eq!(summary["counts"]["failed"], 2);
    let failures = summary["failures"].as_array().unwrap();
    assert_eq!(failures.iter().filter(|failure| failure["kind"] == "not processed").count(), 2);
}

#[test]
fn a_class_without_clips_has_no_rate() {
    let world = World::new();
    world.put("manifest.csv", HEAD.to_owned() + &person("a", "x", "eval") + &person("b", "y", "eval"));
    let told = world.good(&["eval", "manifest.csv", "--out", "out"]);
    assert!(
        told.contains("no attack presentations") && !told.contains("APCER 0") && !told.contains("APCER   0"),
        "{told}"
    );
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(world.at("out/summary.json")).unwrap()).unwrap();
    assert!(summary["eval"]["worst_apcer"].is_null() && summary["dev"].is_null());
}

#[test]
fn damaged_results_are_named_and_left_out_only_when_asked() {
    let world = World::new();
    world.traces(2);
    for shard in ["1/2", "2/2"] {
        world.good(&["eval", "traces.csv", "--out", "out", "--shard", shard]);
    }
    let file = world.at("out/results/of-2/2.parquet");
    let whole = fs::read(&file).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 0x40;
    for bytes in [&damaged[..], &whole[..whole.len() / 2], b""] {
        fs::write(&file, bytes).unwrap();
        world.refused(&["report", "out"], &["results/of-2/2.parquet", "damaged"]);
    }
    let ran = world.run(&["report", "out", "--keep-going"]);
    assert!(ran.status == Some(0) && ran.err.contains("results/of-2/2.parquet"), "{}", ran.err);
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(world.at("out/summary.json")).unwrap()).unwrap();
    assert_eq!((&summary["counts"]["skipped"], &summary["counts"]["clips"]), (&8.into(), &8.into()));
    world.good(&["eval", "traces.csv", "--out", "out", "--shard", "2/2", "--resume"]);
    assert!(fs::read(&file).unwrap() == whole, "made again, it is not the same");
    world.good(&["report", "out"]);
}

#[test]
fn a_damaged_trace_is_named_by_tune_and_made_again_by_eval() {
    let world = World::new();
    world.traces(2);
    world.good(&["eval", "traces.csv", "--out", "out"]);
    let before = files(&world.at("out"));
    let sweep = ["tune", "out", "--sweep", "silent.threshold=0.5..0.5/1"];
    let address = before.keys().find(|name| name.starts_with("traces/")).unwrap();
    fs::write(world.at("out").join(address), b"no trace").unwrap();
    world.refused(&sweep, &[address.as_str(), "damaged"]);
    let ran = world.run(&[&sweep[..], &["--keep-going"]].concat());
    assert!(ran.status == Some(0) && ran.err.contains(address.as_str()), "{}", ran.err);
    world.refused(&["report", "out", "--verify"], &[address.as_str(), "damaged"]);
    world.good(&["eval", "traces.csv", "--out", "out", "--resume"]);
    assert!(files(&world.at("out")) == before, "made again, it is not the same");
}

#[test]
fn another_evaluation_is_not_mixed_in() {
    let world = World::new();
    world.traces(2);
    world.good(&["eval", "traces.csv", "--out", "out"]);
    world.refused(&["eval", "traces.csv", "--out", "out"], &["already holds an evaluation", "--resume"]);
    world.put("other.toml", "[silent]\nthreshold = 0.6\n");
    let again = ["eval", "traces.csv", "--out", "out", "--resume", "--config", "other.toml"];
    world.refused(&again, &["other thresholds"]);
    world.traces(3);
    world.refused(&["eval", "traces.csv", "--out", "out", "--resume"], &["another manifest"]);
    world.good(&["eval", "traces.csv", "--out", "second"]);
    world.refused(&["report", "out", "second"], &["another manifest"]);
}

#[test]
fn questions_in_sql_are_answered_and_change_nothing() {
    let world = World::new();
    world.traces(2);
    world.good(&["eval", "traces.csv", "--out", "out"]);
    let counted = "SELECT species, count(*) FROM results GROUP BY 1 ORDER BY 1";
    let told = world.good(&["report", "out", "--sql", counted]);
    assert_eq!(told, "species\tcount(*)\nbona_fide\t8\nmask\t2\nprint\t4\nreplay\t2\n");
    let tagged =
        world.good(&["report", "out", "--sql", "SELECT count(*) FROM results WHERE \"tag.room\" = 'hall'"]);
    assert!(tagged.ends_with("\n8\n"), "{tagged}");
    world.refused(&["report", "out", "--sql", "DELETE FROM results"], &["SELECT"]);
    world.refused(&["report", "out", "--sql", "ATTACH 'made.db' AS made"], &["SELECT"]);
    assert!(!world.at("made.db").exists());
    world.refused(&["report", "out", "--sql", "SELEKT"], &["cannot be answered"]);
}

#[test]
fn a_stored_trace_that_says_something_else_than_its_measurements_is_made_again() {
    let world = World::new();
    world.traces(1);
    world.good(&["eval", "traces.csv", "--out", "out"]);
    let before = files(&world.at("out"));
    for (name, bytes) in before.iter().filter(|(name, _)| name.starts_with("traces/")) {
        let text = String::from_utf8(zstd::decode_all(bytes.as_slice()).unwrap()).unwrap();
        let turned = text.replace("\"verdict\":\"rejected\"", "\"verdict\":\"live\"");
        let short = text.lines().next().unwrap().to_owned() + "\n";
        let forged = if turned == text { short } else { turned };
        fs::write(world.at("out").join(name), zstd::encode_all(forged.as_bytes(), 3).unwrap()).unwrap();
    }
    world.good(&["eval", "traces.csv", "--out", "out", "--resume"]);
    assert!(files(&world.at("out")) == before, "a forged trace was taken for a measurement");
}

#[test]
fn results_are_for_their_owner_and_name_no_folder_of_this_machine() {
    let world = World::new();
    world.put("broken.jpg", b"no picture");
    let clip = format!("{FIXTURES}/clips/short.mp4");
    let row = format!("{clip},a,x,bona_fide,eval,{}\n", world.at("broken.jpg").display());
    world.put("manifest.csv", format!("clip,id,subject,species,split,reference\n{row}"));
    fs::create_dir(world.at("out")).unwrap();
    world.good(&["eval", "manifest.csv", "--out", "out", "--keep-going"]);
    let told = world.good(&["report", "out", "--sql", "SELECT reason FROM results"]);
    assert!(told.contains("broken.jpg") && !told.contains(&world.at("").display().to_string()), "{told}");
    #[cfg(unix)]
    for name in ["out/results/of-1/1.parquet", "out/report.html", "out/protocol.json"] {
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(world.at(name)).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{name} is readable by others");
    }
}

#[test]
fn one_recording_under_two_names_is_said() {
    let world = World::new();
    world.put("manifest.csv", HEAD.to_owned() + &person("a", "x", "dev") + &person("b", "y", "eval"));
    let told = world.good(&["eval", "manifest.csv", "--out", "out"]);
    assert!(
        told.contains("1 recordings are in dev and in eval") && told.contains("several subjects"),
        "{told}"
    );
}
