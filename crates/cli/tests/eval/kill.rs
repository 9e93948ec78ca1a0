//! A run that is killed at random moments ends, when it is let, with the same bytes as one that was not.

use super::world::{FIXTURES, World, files};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

const KILLS: u32 = 20;
/// Videos: short ones, so that a debug build is through in a while.
const CLIPS: [&str; 10] = [
    "short",
    "far",
    "nobody",
    "two_people",
    "low_light",
    "backlight",
    "still",
    "print_bent",
    "mask_flat",
    "replay_phone",
];

#[test]
fn twenty_kills_do_not_change_a_byte() {
    let world = World::new();
    let mut manifest = "schema = 1\n".to_owned();
    for (index, clip) in CLIPS.iter().enumerate() {
        let species = if index < 6 { "bona_fide" } else { "print" };
        writeln!(
            manifest,
            "[[clips]]\nid = \"{clip}\"\nclip = \"{FIXTURES}/clips/{clip}.mp4\"\nsubject = \"s{index}\"\nspecies = \"{species}\""
        )
        .unwrap();
    }
    world.put("clips.toml", manifest);
    let start = Instant::now();
    world.good(&["eval", "clips.toml", "--out", "undisturbed", "--jobs", "2"]);
    let whole = start.elapsed();
    let mut random = 0x5EED_u64;
    let mut killed = 0;
    for _ in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = f64::from((random >> 40) as u32) / f64::from(1 << 24);
        let mut child = world.command(&["eval", "clips.toml", "--out", "killed", "--jobs", "2", "--resume"]);
        let mut child = child.stdout(std::process::Stdio::null()).spawn().unwrap();
        // At most a third of a whole run each time, so that most kills meet one that is at work.
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * share / 3.0));
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(killed >= KILLS / 2, "only {killed} of {KILLS} kills met a run at work");
    let last = world.good(&["eval", "clips.toml", "--out", "killed", "--jobs", "2", "--resume"]);
    assert!(last.contains("were done before"), "nothing was kept: {last}");
    let (calm, killed) = (files(&world.at("undisturbed")), files(&world.at("killed")));
    assert_eq!(calm.keys().collect::<Vec<_>>(), killed.keys().collect::<Vec<_>>());
    for (name, bytes) in &calm {
        assert!(killed[name] == *bytes, "{name} differs");
    }
}
