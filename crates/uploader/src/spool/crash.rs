//! Every step that is written to the disk is noted here, so that a test can stop the world after each: by killing the
//! process, which keeps all steps, or by cutting the power, which keeps any of those since the last sync.

use super::{Entry, Id, Spool, SpoolError, State};
use jiff::{SignedDuration, Timestamp};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// A change of the folder.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Appears(String),
    Renamed(String, String),
    Vanishes(String),
    Synced,
}

thread_local! { static STEPS: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) }; }

pub(super) fn note(step: Step) {
    STEPS.with_borrow_mut(|steps| steps.push(step));
}

/// Names and contents of files.
type Files = BTreeMap<String, Vec<u8>>;

fn now() -> Timestamp {
    "2026-11-27T10:00:00Z".parse().unwrap()
}

fn open(folder: &Path) -> Spool {
    Spool::open(&folder.join("spool"), Duration::from_hours(24)).unwrap()
}

fn entry() -> Entry {
    let note = BTreeMap::from([("session".to_owned(), "7".to_owned())]);
    let hosts = vec!["example.org".to_owned()];
    Entry { action: "CompareFaceLiveness".to_owned(), body: vec![7; 500], hosts, region: None, note }
}

fn read(spool: &Spool) -> Files {
    let files = std::fs::read_dir(spool.folder()).unwrap().map(Result::unwrap);
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect()
}

/// How the one entry stands, by its name in the table; `-` if there is none.
fn standing(spool: &Spool) -> String {
    let listed = spool.list(now()).unwrap();
    assert!(listed.len() < 2);
    listed.first().map_or("-".to_owned(), |entry| format!("{:?}", entry.state))
}

/// The world with what it has seen on the disk.
struct World {
    folder: tempfile::TempDir,
    spool: Spool,
    durable: Files,
    contents: Files,
    crashes: usize,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let spool = open(folder.path());
        Self { folder, spool, durable: Files::new(), contents: Files::new(), crashes: 0 }
    }

    /// Does `act`; a crash at any of its steps must leave the entry in one of `during`, and after it as `after`.
    fn stage<T>(&mut self, during: &[&str], after: &str, act: impl FnOnce(&Spool) -> T) -> T {
        STEPS.take();
        let done = act(&self.spool);
        let steps = STEPS.take();
        self.contents.extend(read(&self.spool));
        // Locks are not steps: they say nothing once nobody holds them.
        self.durable.extend(self.contents.iter().filter(|(name, _)| name.ends_with("lock")).map(own));
        let mut pending = Vec::new();
        self.crash(&pending, during);
        for step in steps {
            if matches!(step, Step::Synced) {
                self.durable = after_steps(&self.durable, &self.contents, &pending);
                pending.clear();
            } else {
                pending.push(step);
            }
            self.crash(&pending, during);
        }
        self.crash(&pending, &[after]);
        done
    }

    /// The power is cut with any of the `pending` steps on the disk, all of them included.
    fn crash(&mut self, pending: &[Step], allowed: &[&str]) {
        for kept in 0..1_u32 << pending.len() {
            let kept = pending.iter().enumerate().filter(|(i, _)| kept >> i & 1 == 1);
            let kept: Vec<_> = kept.map(|(_, step)| step.clone()).collect();
            let files = after_steps(&self.durable, &self.contents, &kept);
            let world = tempfile::tempdir_in(self.folder.path()).unwrap();
            let spool = open(world.path());
            files
                .iter()
                .for_each(|(name, content)| std::fs::write(spool.folder().join(name), content).unwrap());
            check(&spool, allowed, &format!("{:?} after {kept:?}", files.keys()));
            self.crashes += 1;
        }
    }
}

fn own((name, content): (&String, &Vec<u8>)) -> (String, Vec<u8>) {
    (name.clone(), content.clone())
}

fn after_steps(files: &Files, contents: &Files, steps: &[Step]) -> Files {
    let mut files = files.clone();
    for step in steps {
        match step {
            Step::Appears(name) => drop(files.insert(name.clone(), b"{\"half".to_vec())),
            Step::Renamed(from, to) => {
                files.remove(from);
                files.insert(to.clone(), contents[to].clone());
            }
            Step::Vanishes(name) => drop(files.remove(name)),
            Step::Synced => {}
        }
    }
    files
}

/// The next process finds one of the `allowed` states, never sends but what waits, and a sweep leaves nothing behind.
fn check(spool: &Spool, allowed: &[&str], case: &str) {
    let found = standing(spool);
    assert!(allowed.contains(&found.as_str()), "{found}, not one of {allowed:?}: {case}");
    spool.sweep(now()).unwrap();
    assert_eq!(standing(spool), found, "{case}");
    let left = read(spool);
    assert!(left.keys().all(|name| !name.ends_with("tmp")), "{case}: {left:?}");
    if let Some(entry) = spool.list(now()).unwrap().pop() {
        match (entry.state, spool.claim(&entry.id, now())) {
            (State::Waiting, Ok(claim)) => assert_eq!(claim.entry().body, vec![7; 500]),
            (State::InDoubt, Err(SpoolError::InDoubt(_))) => {}
            (State::Answered, Err(SpoolError::Answered(_))) => assert!(!has_face(spool), "{case}"),
            (state, claim) => panic!("{state:?} and {claim:?}: {case}"),
        }
    }
    spool.sweep(now() + SignedDuration::from_hours(25)).unwrap();
    assert_eq!(read(spool).keys().collect::<Vec<_>>(), ["spool.lock"], "{case}");
}

fn has_face(spool: &Spool) -> bool {
    read(spool).values().any(|content| content.windows(100).any(|window| window == [7; 100]))
}

fn stored(world: &mut World) -> Id {
    world.stage(&["-", "Waiting"], "Waiting", |spool| spool.store(&entry(), now()).unwrap())
}

#[test]
fn wherever_a_crash_happens_an_answered_submission_is_not_sent_again() {
    let mut world = World::new();
    let id = stored(&mut world);
    let mut claim = world.stage(&["Waiting"], "Waiting", |spool| spool.claim(&id, now()).unwrap());
    world.stage(&["Waiting", "InDoubt"], "InDoubt", |_| claim.mark_sending().unwrap());
    let answered = world.stage(&["InDoubt", "Answered"], "Answered", |_| {
        claim.answered(&serde_json::json!({"similarity": 99})).unwrap()
    });
    world.stage(&["Answered", "-"], "-", |_| answered.finish().unwrap());
    assert!(world.crashes > 50, "only {} crashes", world.crashes);
}

#[test]
fn wherever_a_crash_happens_a_released_submission_waits_or_is_in_doubt() {
    let mut world = World::new();
    let id = stored(&mut world);
    let mut claim = world.stage(&["Waiting"], "Waiting", |spool| spool.claim(&id, now()).unwrap());
    world.stage(&["Waiting", "InDoubt"], "InDoubt", |_| claim.mark_sending().unwrap());
    world.stage(&["InDoubt", "Waiting"], "Waiting", |_| claim.release().unwrap());
    let mut claim = world.stage(&["Waiting"], "Waiting", |spool| spool.claim(&id, now()).unwrap());
    world.stage(&["Waiting", "InDoubt"], "InDoubt", |_| claim.mark_sending().unwrap());
    world.stage(&["InDoubt"], "InDoubt", |_| claim.doubt().unwrap());
    let claim = world.stage(&["InDoubt"], "InDoubt", |spool| spool.force(&id, now()).unwrap());
    world.stage(&["InDoubt"], "InDoubt", |_| claim.release().unwrap());
    world.stage(&["InDoubt", "-"], "-", |spool| spool.remove(&id).unwrap());
}

#[test]
fn wherever_a_crash_happens_what_a_sweep_deletes_is_whole_or_gone() {
    let mut world = World::new();
    stored(&mut world);
    let late = now() + SignedDuration::from_hours(25);
    world.stage(&["Waiting", "-"], "-", |spool| assert_eq!(spool.sweep(late).unwrap().len(), 1));
}
