//! The store of submissions that could not be delivered, told as what happens to a kiosk.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests")]

use jiff::{SignedDuration, Timestamp};
use liveface_uploader::spool::{Entry, Id, Spool, SpoolError, State};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

#[path = "spool/damage.rs"]
mod damage;
#[path = "spool/kill.rs"]
mod kill;

const DAY: Duration = Duration::from_hours(24);

/// A kiosk with a folder of its own.
struct Kiosk {
    home: TempDir,
    spool: Spool,
}

impl Kiosk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let spool = Spool::open(&home.path().join("pending"), DAY).unwrap();
        Self { home, spool }
    }

    fn store(&self) -> Id {
        self.spool.store(&entry(), now()).unwrap()
    }

    fn in_doubt(&self) -> Id {
        let id = self.store();
        let mut claim = self.spool.claim(&id, now()).unwrap();
        claim.mark_sending().unwrap();
        claim.doubt().unwrap();
        id
    }

    fn state(&self, id: &Id) -> Option<State> {
        self.state_at(id, now())
    }

    fn state_at(&self, id: &Id, now: Timestamp) -> Option<State> {
        let listed = self.spool.list(now).unwrap();
        listed.into_iter().find(|entry| entry.id == *id).map(|entry| entry.state)
    }

    fn file(&self, id: &Id, ending: &str) -> PathBuf {
        self.spool.folder().join(format!("{id}.{ending}"))
    }

    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(self.spool.folder()).unwrap().map(Result::unwrap);
        files.map(|file| file.file_name().into_string().unwrap()).collect()
    }
}

fn now() -> Timestamp {
    Timestamp::now()
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn entry() -> Entry {
    Entry {
        action: "CompareFaceLiveness".to_owned(),
        body: br#"{"VideoBase64":"a face"}"#.to_vec(),
        hosts: vec!["faceid.example.com".to_owned(), "backup.example.com".to_owned()],
        region: Some("ap-singapore".to_owned()),
        note: BTreeMap::from([("session".to_owned(), "0123".to_owned())]),
    }
}

#[test]
fn what_is_stored_is_claimed_unchanged_and_answered_once() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    assert_eq!(kiosk.state(&id), Some(State::Waiting));
    let mut claim = kiosk.spool.claim(&id, now()).unwrap();
    assert_eq!(*claim.entry(), entry());
    assert_eq!(kiosk.state(&id), Some(State::Busy));
    claim.mark_sending().unwrap();
    let answered = claim.answered(&json!({"similarity": 98.5})).unwrap();
    assert!(!kiosk.file(&id, "body").exists() && !kiosk.file(&id, "sending").exists());
    assert!(matches!(kiosk.spool.answer(&id), Err(SpoolError::Busy(_))));
    drop(answered);
    // The process ended before it could show the answer; the next one does.
    assert_eq!(kiosk.state(&id), Some(State::Answered));
    assert!(matches!(kiosk.spool.claim(&id, now()), Err(SpoolError::Answered(_))));
    assert!(matches!(kiosk.spool.force(&id, now()), Err(SpoolError::Answered(_))));
    let answered = kiosk.spool.answer(&id).unwrap().unwrap();
    assert_eq!(*answered.summary(), json!({"similarity": 98.5}));
    answered.finish().unwrap();
    assert!(matches!(kiosk.spool.claim(&id, now()), Err(SpoolError::NoSuch(_))));
    assert!(matches!(kiosk.spool.answer(&id), Err(SpoolError::NoSuch(_))));
    assert_eq!(kiosk.names(), ["spool.lock"]);
}

#[test]
fn a_list_says_what_when_and_how_long_but_shows_no_face() {
    let kiosk = Kiosk::new();
    let stored = now();
    let first = kiosk.spool.store(&entry(), stored - hours(1)).unwrap();
    let second = kiosk.spool.store(&Entry { body: vec![b'x'; 5000], ..entry() }, stored).unwrap();
    let listed = kiosk.spool.list(stored).unwrap();
    assert_eq!(listed.iter().map(|entry| &entry.id).collect::<Vec<_>>(), [&first, &second]);
    assert_eq!((listed[1].created, listed[1].expires), (stored, stored + hours(24)));
    assert_eq!(listed[1].action.as_deref(), Some("CompareFaceLiveness"));
    assert!((5000..7000).contains(&listed[1].bytes), "{}", listed[1].bytes);
    let claim = kiosk.spool.claim(&first, stored).unwrap();
    let printed = format!("{claim:?} {:?}", entry());
    assert!(printed.contains("24") && !printed.contains("face") && !printed.contains("97, 32"), "{printed}");
}

#[test]
fn a_claim_that_is_dropped_is_what_a_crash_would_make_of_it() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    drop(kiosk.spool.claim(&id, now()).unwrap());
    assert_eq!(kiosk.state(&id), Some(State::Waiting));
    let mut claim = kiosk.spool.claim(&id, now()).unwrap();
    claim.mark_sending().unwrap();
    claim.mark_sending().unwrap();
    drop(claim);
    assert_eq!(kiosk.state(&id), Some(State::InDoubt));
}

#[test]
fn what_is_in_doubt_is_sent_again_only_by_force_and_stays_in_doubt_until_answered() {
    let kiosk = Kiosk::new();
    let id = kiosk.in_doubt();
    let refused = kiosk.spool.claim(&id, now()).unwrap_err();
    assert!(matches!(&refused, SpoolError::InDoubt(doubted) if *doubted == id));
    assert!(refused.to_string().contains("force it by its id"), "{refused}");
    // This attempt was not delivered; the one before may have been.
    let mut claim = kiosk.spool.force(&id, now()).unwrap();
    claim.mark_sending().unwrap();
    claim.release().unwrap();
    assert_eq!(kiosk.state(&id), Some(State::InDoubt));
    let claim = kiosk.spool.force(&id, now()).unwrap();
    claim.answered(&json!(null)).unwrap().finish().unwrap();
    assert_eq!(kiosk.state(&id), None);
}

#[test]
fn what_was_certainly_not_delivered_waits_again() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    for _ in 0..3 {
        let mut claim = kiosk.spool.claim(&id, now()).unwrap();
        claim.mark_sending().unwrap();
        claim.release().unwrap();
        assert_eq!(kiosk.state(&id), Some(State::Waiting));
    }
    kiosk.spool.claim(&id, now()).unwrap().doubt().unwrap();
    assert_eq!(kiosk.state(&id), Some(State::InDoubt));
}

#[test]
fn of_eight_who_race_for_fifty_submissions_one_gets_each() {
    let kiosk = Kiosk::new();
    let ids: Vec<_> = (0..50).map(|_| kiosk.store()).collect();
    let gate = std::sync::Barrier::new(8);
    let race = || {
        let spool = Spool::open(kiosk.spool.folder(), DAY).unwrap();
        gate.wait();
        let claims: Vec<_> = ids.iter().map(|id| spool.claim(id, now())).collect();
        let lost = claims.iter().filter(|claim| matches!(claim, Err(SpoolError::Busy(_)))).count();
        let won: Vec<_> = claims.into_iter().flatten().collect();
        assert_eq!(won.len() + lost, 50);
        won
    };
    let won: Vec<_> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..8).map(|_| scope.spawn(race)).collect();
        racers.into_iter().flat_map(|racer| racer.join().unwrap()).collect()
    });
    let mut names: Vec<_> = won.iter().map(|claim| claim.id().clone()).collect();
    names.sort();
    names.dedup();
    assert_eq!((won.len(), names.len()), (50, 50));
}

#[test]
fn a_sweep_deletes_what_is_past_its_time_whatever_its_state() {
    let kiosk = Kiosk::new();
    let (waiting, in_doubt, answered, busy) = (kiosk.store(), kiosk.in_doubt(), kiosk.store(), kiosk.store());
    drop(kiosk.spool.claim(&answered, now()).unwrap().answered(&json!(1)).unwrap());
    let claim = kiosk.spool.claim(&busy, now()).unwrap();
    assert_eq!(kiosk.spool.sweep(now() + hours(23)).unwrap(), []);
    let late = now() + hours(24);
    assert_eq!(kiosk.state_at(&waiting, late), Some(State::Expired));
    assert!(matches!(kiosk.spool.force(&in_doubt, late), Err(SpoolError::Expired(_))));
    let mut expected = [waiting, in_doubt, answered];
    expected.sort();
    assert_eq!(kiosk.spool.sweep(late).unwrap(), expected);
    assert_eq!(kiosk.state(&busy), Some(State::Busy));
    claim.release().unwrap();
    assert_eq!(kiosk.spool.sweep(late).unwrap(), [busy]);
    assert_eq!(kiosk.names(), ["spool.lock"]);
}

#[test]
fn the_time_to_live_that_an_entry_was_stored_with_counts() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    let hasty = Spool::open(kiosk.spool.folder(), DAY / 24).unwrap();
    let patient = Spool::open(kiosk.spool.folder(), 7 * DAY).unwrap();
    assert_eq!(hasty.sweep(now() + hours(23)).unwrap(), []);
    assert!(hasty.claim(&id, now() + hours(2)).is_ok());
    assert!(matches!(patient.claim(&id, now() + hours(25)), Err(SpoolError::Expired(_))));
    assert!(patient.claim(&id, now() + hours(23)).is_ok());
    for ttl in [Duration::ZERO, Duration::from_millis(999), 367 * DAY, Duration::MAX] {
        assert!(matches!(Spool::open(kiosk.spool.folder(), ttl), Err(SpoolError::Ttl)));
    }
}

#[test]
fn a_clock_that_jumps_makes_nothing_immortal_and_one_that_is_surely_wrong_deletes_nothing() {
    let kiosk = Kiosk::new();
    // The clock was ten years ahead when this was stored.
    let ahead = kiosk.spool.store(&entry(), now() + hours(24 * 3650)).unwrap();
    assert_eq!(kiosk.state(&ahead), Some(State::Expired));
    assert_eq!(kiosk.spool.sweep(now()).unwrap(), [ahead]);
    // It went back by some hours, as after a power cut on a board that saves its time now and then.
    let back = kiosk.spool.store(&entry(), now() + hours(20)).unwrap();
    assert_eq!(kiosk.state(&back), Some(State::Waiting));
    let reset = Timestamp::UNIX_EPOCH;
    assert!(matches!(kiosk.spool.sweep(reset), Err(SpoolError::Clock(_))));
    assert!(matches!(kiosk.spool.claim(&back, reset), Err(SpoolError::Clock(_))));
    assert!(matches!(kiosk.spool.store(&entry(), reset), Err(SpoolError::Clock(_))));
    assert_eq!(kiosk.spool.list(reset).unwrap_err().to_string().lines().count(), 1);
    assert!(kiosk.spool.claim(&back, now()).is_ok());
}

#[test]
fn the_limits_are_named_and_what_has_expired_makes_room() {
    let kiosk = Kiosk::new();
    let long = Entry { body: vec![0; 10_000_001], ..entry() };
    let refused = kiosk.spool.store(&long, now()).unwrap_err().to_string();
    assert!(refused.contains("10000001") && refused.contains("10000000"), "{refused}");
    let chatty = Entry { note: BTreeMap::from([("a".to_owned(), "b".repeat(70_000))]), ..entry() };
    assert!(matches!(kiosk.spool.store(&chatty, now()), Err(SpoolError::TooLarge { .. })));
    for number in 0..256 {
        fs::write(kiosk.spool.folder().join(format!("{number:032x}.meta")), "").unwrap();
    }
    let refused = kiosk.spool.store(&entry(), now()).unwrap_err().to_string();
    assert!(refused.contains("256") && refused.contains("512000000"), "{refused}");
    assert!(kiosk.spool.store(&entry(), now() + hours(25)).is_ok());
    assert_eq!(kiosk.spool.list(now()).unwrap().len(), 1);
}

proptest::proptest! {
    #[test]
    fn only_thirty_two_lower_case_digits_are_an_id(text in "[0-9a-fA-F./\\\\\0 ]{0,40}|[0-9a-f]{32}|\\PC*") {
        let good = text.len() == 32 && text.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
        let parsed = text.parse::<Id>();
        proptest::prop_assert_eq!(parsed.is_ok(), good);
        if let Ok(id) = parsed {
            proptest::prop_assert_eq!(id.to_string(), text);
        }
    }
}
