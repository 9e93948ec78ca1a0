//! Files that are not as they were written, and folders that are not private.

use super::{DAY, Kiosk, entry, hours, now};
use liveface_uploader::spool::{Spool, SpoolError, State};
use serde_json::json;
use std::fs;

fn reason(state: Option<State>) -> String {
    if let Some(State::Damaged(reason)) = state { reason } else { panic!("{state:?}") }
}

#[test]
fn every_flipped_bit_of_the_meta_data_is_noticed_and_spoils_no_other_entry() {
    let kiosk = Kiosk::new();
    let (id, other) = (kiosk.store(), kiosk.store());
    let good = fs::read(kiosk.file(&id, "meta")).unwrap();
    for byte in 0..good.len() {
        let mut bad = good.clone();
        bad[byte] ^= 1 << (byte % 8);
        fs::write(kiosk.file(&id, "meta"), bad).unwrap();
        assert_eq!(reason(kiosk.state(&id)), "its meta data has changed");
        assert_eq!(kiosk.state(&other), Some(State::Waiting));
    }
    assert!(matches!(kiosk.spool.force(&id, now()), Err(SpoolError::Damaged { .. })));
    kiosk.spool.remove(&id).unwrap();
    assert_eq!(kiosk.state(&id), None);
}

#[test]
fn a_changed_body_is_not_sent() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    let mut body = entry().body;
    body[3] ^= 4;
    fs::write(kiosk.file(&id, "body"), &body).unwrap();
    let refused = kiosk.spool.claim(&id, now()).unwrap_err().to_string();
    assert!(refused.contains("its body has changed") && refused.contains("remove"), "{refused}");
    body.pop();
    fs::write(kiosk.file(&id, "body"), &body).unwrap();
    assert_eq!(reason(kiosk.state(&id)), "its body has another length");
    fs::remove_file(kiosk.file(&id, "body")).unwrap();
    assert!(reason(kiosk.state(&id)).starts_with("its body: "));
    assert!(matches!(kiosk.spool.claim(&id, now()), Err(SpoolError::Damaged { .. })));
}

#[test]
fn an_answered_submission_whose_answer_is_damaged_is_still_not_sent() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    fs::write(kiosk.file(&id, "answer"), b"").unwrap();
    assert_eq!(reason(kiosk.state(&id)), "its recorded answer has changed");
    assert!(matches!(kiosk.spool.force(&id, now()), Err(SpoolError::Damaged { .. })));
    assert!(matches!(kiosk.spool.answer(&id), Err(SpoolError::Damaged { .. })));
}

#[test]
fn the_meta_data_of_one_does_not_pass_for_that_of_another() {
    let kiosk = Kiosk::new();
    let (id, other) = (kiosk.store(), kiosk.store());
    fs::copy(kiosk.file(&other, "meta"), kiosk.file(&id, "meta")).unwrap();
    assert_eq!(reason(kiosk.state(&id)), "its meta data is another submission's");
}

#[test]
fn what_is_damaged_expires_as_well() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    fs::write(kiosk.file(&id, "meta"), b"{}").unwrap();
    assert_eq!(kiosk.spool.sweep(now() + hours(23)).unwrap(), []);
    assert_eq!(kiosk.spool.sweep(now() + hours(25)).unwrap(), [id]);
    assert_eq!(kiosk.names(), ["spool.lock"]);
}

#[test]
fn an_answer_that_cannot_be_recorded_leaves_the_submission_in_doubt() {
    let kiosk = Kiosk::new();
    let id = kiosk.store();
    let mut claim = kiosk.spool.claim(&id, now()).unwrap();
    claim.mark_sending().unwrap();
    // Nothing can be renamed onto a folder that is not empty.
    fs::create_dir_all(kiosk.file(&id, "answer.tmp").join("full")).unwrap();
    assert!(matches!(claim.answered(&json!(1)), Err(SpoolError::Io { .. })));
    assert_eq!(kiosk.state(&id), Some(State::InDoubt));
}

#[test]
fn names_that_are_not_of_the_store_are_left_alone() {
    let kiosk = Kiosk::new();
    let digits = "0123456789abcdef0123456789abcdef";
    let strange = [
        "a.meta".to_owned(),
        format!("{digits}.meta.bak"),
        format!("{}.meta", digits.to_uppercase()),
        format!("{digits}0.body"),
        format!("{digits}.tmp"),
        ".meta".to_owned(),
        "..meta".to_owned(),
        "notes.txt".to_owned(),
    ];
    strange.iter().for_each(|name| fs::write(kiosk.spool.folder().join(name), "mine").unwrap());
    fs::create_dir(kiosk.spool.folder().join(format!("{digits}.meta"))).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.meta");
        fs::write(kiosk.spool.folder().join(name), "mine").unwrap();
    }
    assert_eq!(kiosk.spool.list(now()).unwrap(), []);
    assert_eq!(kiosk.spool.sweep(now() + hours(1000)).unwrap(), []);
    assert!(strange.iter().all(|name| kiosk.spool.folder().join(name).exists()));
}

#[test]
fn what_dead_processes_left_half_done_is_swept_and_what_a_live_one_writes_is_not() {
    let kiosk = Kiosk::new();
    let (id, busy) = (kiosk.store(), kiosk.store());
    let claim = kiosk.spool.claim(&busy, now()).unwrap();
    fs::write(kiosk.file(&id, "answer.tmp"), "half").unwrap();
    fs::write(kiosk.file(&busy, "answer.tmp"), "half").unwrap();
    let orphan = "0123456789abcdef0123456789abcdef";
    for ending in ["body", "body.tmp", "sending", "answer", "lock"] {
        fs::write(kiosk.spool.folder().join(format!("{orphan}.{ending}")), "half").unwrap();
    }
    assert_eq!(kiosk.spool.sweep(now()).unwrap(), []);
    assert!(!kiosk.file(&id, "answer.tmp").exists() && kiosk.file(&busy, "answer.tmp").exists());
    assert!(kiosk.names().iter().all(|name| !name.starts_with(orphan)));
    // What is left over of its own does not keep the live one from its work.
    assert!(claim.answered(&json!(1)).is_ok());
}

#[test]
fn a_folder_is_named_and_must_be_one() {
    let kiosk = Kiosk::new();
    let file = kiosk.home.path().join("file");
    fs::write(&file, "").unwrap();
    let refused = Spool::open(&file, DAY).unwrap_err().to_string();
    assert!(refused.contains("not a folder") && refused.contains("file"), "{refused}");
    assert!(Spool::open(&kiosk.home.path().join("a/b/c"), DAY).is_ok());
    assert!(Spool::open(std::path::Path::new(""), DAY).is_err());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn mode(path: &std::path::Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn files_and_folder_are_their_owners_only() {
        let kiosk = Kiosk::new();
        let id = kiosk.in_doubt();
        drop(kiosk.spool.force(&id, now()).unwrap());
        assert_eq!(mode(kiosk.spool.folder()), 0o700);
        for name in kiosk.names() {
            assert_eq!(mode(&kiosk.spool.folder().join(&name)), 0o600, "{name}");
        }
        drop(kiosk.spool.force(&id, now()).unwrap().answered(&json!(1)).unwrap());
        assert_eq!(mode(&kiosk.file(&id, "answer")), 0o600);
    }

    #[test]
    fn a_folder_that_others_can_enter_or_that_is_a_link_is_refused() {
        let kiosk = Kiosk::new();
        for bits in [0o701, 0o710, 0o702, 0o740, 0o777] {
            fs::set_permissions(kiosk.spool.folder(), fs::Permissions::from_mode(bits)).unwrap();
            assert!(matches!(Spool::open(kiosk.spool.folder(), DAY), Err(SpoolError::Folder { .. })));
        }
        fs::set_permissions(kiosk.spool.folder(), fs::Permissions::from_mode(0o700)).unwrap();
        let link = kiosk.home.path().join("link");
        symlink(kiosk.spool.folder(), &link).unwrap();
        symlink(kiosk.home.path().join("nowhere"), kiosk.home.path().join("broken")).unwrap();
        for name in ["link", "link/", "link/.", "broken"] {
            let refused = Spool::open(&kiosk.home.path().join(name), DAY).unwrap_err();
            assert!(refused.to_string().contains("it is a link"), "{name}: {refused}");
        }
    }

    #[test]
    fn a_linked_body_is_not_read_and_a_linked_mark_is_still_one() {
        let kiosk = Kiosk::new();
        let id = kiosk.store();
        symlink("nowhere", kiosk.file(&id, "sending")).unwrap();
        assert_eq!(kiosk.state(&id), Some(State::InDoubt));
        let elsewhere = kiosk.home.path().join("body");
        fs::rename(kiosk.file(&id, "body"), &elsewhere).unwrap();
        symlink(&elsewhere, kiosk.file(&id, "body")).unwrap();
        assert_eq!(reason(kiosk.state(&id)), "its body: not a plain file");
        kiosk.spool.remove(&id).unwrap();
        assert!(elsewhere.exists());
    }
}
