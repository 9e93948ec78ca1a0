//! Shards: every clip in one of them, and the same report however many there are.

use super::world::{FIXTURES, World, files};
use std::collections::BTreeMap;

/// The report of an evaluation in `of` shards that share a folder.
fn shared(world: &World, of: usize) -> BTreeMap<String, Vec<u8>> {
    let out = format!("of-{of}");
    for index in 1..=of {
        let shard = format!("{index}/{of}");
        world.good(&["eval", "traces.csv", "--out", &out, "--shard", &shard]);
    }
    world.good(&["report", &out]);
    let mut found = files(&world.at(&out));
    found.retain(|name, _| {
        matches!(name.as_str(), "report.html" | "summary.json") || name.starts_with("traces/")
    });
    found
}

#[test]
fn one_three_and_eight_shards_give_the_same_report() {
    let world = World::new();
    world.traces(4);
    let one = shared(&world, 1);
    assert!(one.len() > 2);
    for of in [3, 8] {
        assert!(shared(&world, of) == one, "{of} shards differ from one");
    }
}

#[test]
fn shards_in_folders_of_their_own_merge_as_well() {
    let world = World::new();
    // One of them ends as it should not, so that the page has something to link to.
    let manifest = std::fs::read_to_string(world.at(world.traces(2))).unwrap();
    world.put(
        "traces.csv",
        manifest + &format!("{FIXTURES}/traces/short.jsonl,short,hasty,bona_fide,eval,hall\n"),
    );
    world.good(&["eval", "traces.csv", "--out", "whole"]);
    for index in ["1", "2"] {
        world.good(&[
            "eval",
            "traces.csv",
            "--out",
            &format!("part-{index}"),
            "--shard",
            &format!("{index}/2"),
        ]);
    }
    world.good(&["report", "part-1", "part-2", "--out", "merged"]);
    let summary = |folder: &str| std::fs::read(world.at(folder).join("summary.json")).unwrap();
    assert!(summary("merged") == summary("whole"), "the summaries differ");
    let page = std::fs::read_to_string(world.at("merged").join("report.html")).unwrap();
    let link = page
        .split("href=\"")
        .map(|rest| rest.split('"').next().unwrap())
        .find(|link| link.contains("traces/"));
    assert!(world.at("merged").join(link.unwrap()).is_file(), "{link:?} leads nowhere");
}

#[test]
fn a_shard_that_is_missing_or_not_finished_is_said() {
    let world = World::new();
    world.traces(2);
    world.good(&["eval", "traces.csv", "--out", "out", "--shard", "1/2"]);
    world.refused(&["report", "out"], &["shard 2 of 2 is missing"]);
    let ran = world.run(&["report", "out", "--keep-going"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.err.contains("left out: shard 2 of 2"), "{}", ran.err);
    assert!(ran.out.contains("shard 2 of 2"), "{}", ran.out);
    world.refused(&["eval", "traces.csv", "--out", "out", "--shard", "1/3"], &["2 shards"]);
    world.refused(
        &["eval", "traces.csv", "--out", "out", "--shard", "1/2"],
        &["already holds shard 1 of 2", "--resume"],
    );
}

#[test]
fn parts_that_were_not_made_alike_do_not_merge() {
    let world = World::new();
    let trace = |name: &str| std::fs::read(format!("{FIXTURES}/traces/{name}.jsonl")).unwrap();
    world.put("clip.jsonl", trace("person"));
    world.put("one.csv", "clip,id,subject,species,split\nclip.jsonl,a,x,bona_fide,eval\n");
    world.good(&["eval", "one.csv", "--out", "before"]);
    world.good(&["eval", "one.csv", "--out", "again"]);
    world.good(&["report", "before", "again", "--out", "merged"]);
    // The same manifest, but what is behind its name is another recording by now.
    world.put("clip.jsonl", trace("still"));
    world.good(&["eval", "one.csv", "--out", "after"]);
    world.refused(&["report", "before", "after", "--out", "merged"], &["shard 1 of 1 has other results"]);
    world.good(&["eval", "one.csv", "--out", "all", "--measure", "all"]);
    world.refused(&["report", "after", "all", "--out", "merged"], &["another --measure"]);
    world.refused(
        &["eval", "one.csv", "--out", "after", "--measure", "all", "--resume"],
        &["another --measure"],
    );
}

#[test]
fn the_order_of_lines_does_not_change_the_shards() {
    let world = World::new();
    world.traces(2);
    let text = std::fs::read_to_string(world.at("traces.csv")).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    world.put("turned.csv", format!("{head}\n{}\n", turned.join("\n")));
    // The name of a manifest is part of what is frozen, so both go by one.
    std::fs::create_dir(world.at("other")).unwrap();
    std::fs::rename(world.at("turned.csv"), world.at("other/traces.csv")).unwrap();
    world.good(&["eval", "traces.csv", "--out", "out", "--shard", "1/2"]);
    world.good(&["eval", "other/traces.csv", "--out", "out", "--shard", "2/2"]);
    world.good(&["report", "out"]);
}
