//! Processes that are killed at random moments, two at a time, while they submit to a cloud that counts.

use super::{DAY, entry, now};
use liveface_uploader::spool::{Answered, Claim, Entry, Spool, SpoolError, State};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where the child works; without it there is nothing to do.
const WORLD: &str = "SPOOL_TEST_WORLD";

/// What is known apart from the store: one file of lines for each kind of event.
struct World(PathBuf);

impl World {
    fn spool(&self) -> Spool {
        Spool::open(&self.0.join("pending"), DAY).unwrap()
    }

    /// In one write, so that a killed process leaves a whole line or none.
    fn note(&self, event: &str, serial: &str) {
        let mut file = OpenOptions::new().append(true).create(true).open(self.0.join(event)).unwrap();
        file.write_all(format!("{serial}\n").as_bytes()).unwrap();
    }

    fn noted(&self, event: &str) -> Vec<String> {
        let text = fs::read_to_string(self.0.join(event)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Submits whatever waits and shows whatever is answered.
    fn resume(&self, delivered: bool) {
        let spool = self.spool();
        for listed in spool.list(now()).unwrap() {
            match listed.state {
                State::Waiting => match spool.claim(&listed.id, now()) {
                    Ok(claim) => self.submit(claim, delivered),
                    // The other was faster, and may have been killed since.
                    Err(SpoolError::Busy(_) | SpoolError::NoSuch(_)) => {}
                    Err(SpoolError::InDoubt(_) | SpoolError::Answered(_)) => {}
                    Err(error) => panic!("{error}"),
                },
                State::Answered => match spool.answer(&listed.id) {
                    Ok(answered) => self.show(answered.unwrap()),
                    Err(SpoolError::Busy(_) | SpoolError::NoSuch(_)) => {}
                    Err(error) => panic!("{error}"),
                },
                State::Busy | State::InDoubt => {}
                State::Expired | State::Damaged(_) => panic!("{listed:?}"),
            }
        }
    }

    fn submit(&self, mut claim: Claim, delivered: bool) {
        let serial = claim.entry().note["serial"].clone();
        claim.mark_sending().unwrap();
        if !delivered {
            return claim.release().unwrap();
        }
        self.note("counted", &serial);
        self.show(claim.answered(&json!({ "serial": serial })).unwrap());
    }

    fn show(&self, answered: Answered) {
        self.note("shown", answered.summary()["serial"].as_str().unwrap());
        answered.finish().unwrap();
    }
}

fn numbered(serial: &str) -> Entry {
    let note = BTreeMap::from([("serial".to_owned(), serial.to_owned())]);
    Entry { note, body: vec![b'f'; 20_000], ..entry() }
}

#[test]
#[ignore = "is started by the test below, to be killed"]
fn kiosk() {
    let Some(folder) = std::env::var_os(WORLD) else { return };
    let world = World(PathBuf::from(folder));
    let spool = world.spool();
    for turn in 0.. {
        let serial = format!("{}-{turn}", std::process::id());
        spool.store(&numbered(&serial), now()).unwrap();
        world.note("stored", &serial);
        // Offline every third time.
        world.resume(turn % 3 != 0);
    }
}

fn start(world: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::kiosk", "--ignored"])
        .env(WORLD, world)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A moment to kill at, counted from the first store of the round.
fn moment() -> Duration {
    Duration::from_micros(u64::from(getrandom::u32().unwrap() % 60_000))
}

#[test]
fn of_processes_killed_at_random_none_submits_twice_and_none_loses_a_submission() {
    const KILLS: usize = 40;
    let folder = tempfile::tempdir().unwrap();
    let world = World(folder.path().to_owned());
    for _ in 0..KILLS / 2 {
        let before = world.noted("stored").len();
        let mut pair = [start(&world.0), start(&world.0)];
        while world.noted("stored").len() == before {
            assert!(pair.iter_mut().all(|child| child.try_wait().unwrap().is_none()), "a kiosk failed");
            std::thread::sleep(Duration::from_millis(1));
        }
        for child in &mut pair {
            std::thread::sleep(moment());
            assert!(child.try_wait().unwrap().is_none(), "a kiosk failed");
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
    world.resume(true);
    check(&world, KILLS);
}

fn check(world: &World, kills: usize) {
    let counted = world.noted("counted");
    let once: BTreeSet<_> = counted.iter().cloned().collect();
    assert_eq!(counted.len(), once.len(), "counted twice");
    let shown: BTreeSet<_> = world.noted("shown").into_iter().collect();
    let spool = world.spool();
    let listed = spool.list(now()).unwrap();
    assert!(listed.iter().all(|entry| entry.state == State::InDoubt), "{listed:?}");
    let serial = |claim: Claim| claim.entry().note["serial"].clone();
    let doubted: BTreeSet<_> =
        listed.iter().map(|entry| serial(spool.force(&entry.id, now()).unwrap())).collect();
    // A process has one submission in hand when it is killed.
    assert!(doubted.len() <= kills, "{} in doubt", doubted.len());
    assert!(shown.is_subset(&once), "shown without having been counted");
    for serial in world.noted("stored").iter().chain(&counted) {
        assert!(
            shown.contains(serial) != doubted.contains(serial),
            "{serial} is lost, or answered and in doubt"
        );
    }
    spool.sweep(now()).unwrap();
    let left = fs::read_dir(spool.folder()).unwrap().count();
    assert!(left <= 1 + 4 * doubted.len(), "{left} files are left for {} submissions", doubted.len());
    println!("{} stored, {} counted, {} in doubt", world.noted("stored").len(), counted.len(), doubted.len());
}
