//! What could not be delivered waits, private and whole, and is sent exactly once.

use crate::keeper::{Closed, Keeper, Manner};
#[cfg(target_os = "linux")]
use crate::kit::Stalled;
use crate::service::{Service, refusal};
use crate::world::{KEY, Ran, Running, World};
use liveface_cloud_api::ApiCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::time::{Duration, Instant};

const STORE: &str = "--store=kept";
const PENDING: [&str; 3] = ["submit", "--pending", STORE];

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The ids of the entries in the store.
fn ids(world: &World) -> Vec<String> {
    let names = world.names("kept");
    names.iter().filter_map(|name| name.strip_suffix(".meta")).map(str::to_owned).collect()
}

/// Expects that the store holds nothing of anybody.
fn assert_empty(world: &World) {
    assert_eq!(world.names("kept"), ["spool.lock"]);
}

/// Stores a submission that no service took, and gives its id.
fn stored(world: &World, closed: &Closed) -> String {
    world.submit(&closed.url(), &[STORE]).assert_refused(&["kept as"]);
    ids(world).pop().unwrap()
}

/// Stores a submission and presses Ctrl-C while `silent` has it; gives the id.
fn interrupted(world: &World, silent: &Keeper) -> String {
    let running = Running::of(&mut world.submission(&silent.url(), &[STORE]));
    silent.take();
    let ran = running.interrupt();
    let id = ids(world).pop().unwrap();
    ran.assert_refused(&[&format!("kept as {id}"), "in doubt", "it may have been counted"]);
    id
}

#[test]
fn what_is_not_delivered_is_kept_for_its_owner_alone() {
    let (world, closed) = (World::new(), Closed::new());
    let ran = world.submit(&closed.url(), &[STORE]);
    let (id, folder) = (ids(&world).pop().unwrap(), world.path("kept"));
    let words = format!("kept as {id} in {}", folder.display());
    ran.assert_refused(&[&words, "submit --pending", "while connecting"]);
    assert_eq!(mode(&folder), 0o700);
    for name in world.names("kept") {
        assert_eq!(mode(&folder.join(&name)), 0o600, "{name}");
    }
    let ran = world.run(&PENDING);
    ran.assert_prints(3, &[&format!("{id}  20"), "  waiting: the connection to "]);
    assert!(!ran.printed.contains("kept as") && ran.said.is_empty(), "{} {}", ran.printed, ran.said);
    world.run(&[&PENDING[..], &["--dry-run"]].concat()).assert_prints(0, &[&id, "waiting"]);
}

#[test]
fn it_goes_where_it_was_meant_for_once_and_nothing_stays() {
    let (world, closed) = (World::new(), Closed::new());
    let id = stored(&world, &closed);
    let keeper = closed.open(Manner::Prompt);
    world.run(&PENDING).assert_prints(0, &[&id, "answered\nLIVE", "similarity  98.5"]);
    assert_eq!(keeper.count(), 1);
    assert_empty(&world);
    let again = world.run(&PENDING);
    assert_eq!((again.status, again.printed.as_str(), again.said.as_str()), (Some(0), "", "nothing waits\n"));
    assert_eq!(keeper.count(), 1);
}

#[test]
fn without_a_name_the_store_is_in_the_users_data() {
    let (world, closed, service) = (World::new(), Closed::new(), Service::new());
    let ran = world.submit(&closed.url(), &["--store"]);
    ran.assert_refused(&["kept as"]);
    let folder = ran.said.split_once(" in ").unwrap().1.split_once(": ").unwrap().0;
    assert!(Path::new(folder).starts_with(world.path("")) && Path::new(folder).is_dir(), "{folder}");
    let ran = world.run(&["submit", "--pending", "--json", "--endpoint", &service.url()]);
    ran.assert_prints(0, &["answered"]);
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn a_program_reads_one_object_for_each() {
    let (world, closed, service) = (World::new(), Closed::new(), Service::new());
    let id = stored(&world, &closed);
    let json = |ran: &Ran| ran.printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let failed: Vec<Value> = json(&world.run(&[&PENDING[..], &["--json"]].concat()));
    assert_eq!((&failed[0]["id"], &failed[0]["answer"]), (&json!(id), &Value::Null));
    let url = service.url();
    let args = [&PENDING[..], &["--json", "--endpoint", &url]].concat();
    let sent: Vec<Value> = json(&world.run(&args));
    assert_eq!((sent.len(), &sent[0]["id"], &sent[0]["state"]), (1, &json!(id), &json!("answered")));
    assert_eq!((&sent[0]["answer"]["verdict"], &sent[0]["answer"]["billed"]), (&json!("live"), &json!(true)));
    assert!(sent[0]["created"].as_str() < sent[0]["expires"].as_str(), "{}", sent[0]);
    let none = world.run(&args);
    assert_eq!((none.status, none.printed.as_str(), none.said.as_str()), (Some(0), "", ""));
}

#[test]
fn what_the_right_key_can_mend_is_kept() {
    let (world, service) = (World::new(), Service::new());
    let ran = Ran::of(world.submission(&service.url(), &[STORE]).env(KEY, "another0key"));
    ran.assert_refused(&["kept as", ApiCode::AuthFailureSignatureFailure.as_str()]);
    world.run(&PENDING).assert_prints(0, &["LIVE"]);
    assert_eq!(service.seen().len(), 2);
    assert_empty(&world);
}

#[test]
fn evidence_that_the_cloud_refuses_is_not_kept() {
    let service = Service::scripted(|_| Some(refusal(ApiCode::ImageSizeTooLarge)));
    let (world, closed) = (World::new(), Closed::new());
    let ran = world.submit(&service.url(), &[STORE]);
    ran.assert_refused(&[ApiCode::ImageSizeTooLarge.as_str()]);
    assert!(!ran.said.contains("kept"), "{}", ran.said);
    assert_empty(&world);
    stored(&world, &closed);
    let url = service.url();
    world
        .run(&[&PENDING[..], &["--endpoint", &url]].concat())
        .assert_prints(3, &["not kept", ApiCode::ImageSizeTooLarge.as_str()]);
    assert_empty(&world);
}

#[test]
fn a_slip_at_the_command_line_loses_nothing() {
    let (world, closed) = (World::new(), Closed::new());
    let id = stored(&world, &closed);
    world
        .run(&[&PENDING[..], &["--endpoint", "intl", "--region", "ap-tokyo"]].concat())
        .assert_prints(3, &[&id, "waiting", ApiCode::UnsupportedRegion.as_str()]);
    let wrong = Service::scripted(|_| Some(refusal(ApiCode::InvalidAction)));
    let url = wrong.url();
    world
        .run(&[&PENDING[..], &["--endpoint", &url]].concat())
        .assert_prints(3, &[&id, "waiting", "InvalidAction"]);
    world
        .run(&[&PENDING[..], &["--discard", &id, "--dry-run"]].concat())
        .assert_refused(&["--discard", "--dry-run"]);
    assert_eq!(ids(&world), [id]);
}

#[test]
fn what_was_kept_for_longer_outlives_others() {
    let (world, closed, keeper) = (World::new(), Closed::new(), Keeper::new(Manner::Prompt));
    world.submit(&closed.url(), &[STORE, "--keep-for", "720"]).assert_refused(&["kept as"]);
    let ran = world.run(&[&PENDING[..], &["--dry-run", "--json"]].concat());
    let line: Value = serde_json::from_str(ran.printed.trim()).unwrap();
    let day = |name: &str| line[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(day("expires").duration_since(day("created")).as_hours(), 720, "{line}");
    let url = keeper.url();
    world.run(&[&PENDING[..], &["--endpoint", &url]].concat()).assert_prints(0, &["LIVE"]);
}

#[test]
fn a_fault_that_may_be_charged_is_not_sent_again_by_itself() {
    let (world, service) =
        (World::new(), Service::scripted(|_| Some(refusal(ApiCode::InternalErrorEncryptSystemError))));
    world.submit(&service.url(), &[STORE]).assert_refused(&["kept as", "in doubt"]);
    world.run(&PENDING).assert_prints(2, &["in doubt"]);
    assert_eq!(service.seen().len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn interrupted_before_anything_left_it_waits() {
    let (world, stalled) = (World::new(), Stalled::new());
    let running = Running::of(&mut world.submission(&stalled.url(), &[STORE]));
    let begun = Instant::now();
    let sending = |world: &World| world.names("kept").iter().any(|name| name.ends_with(".sending"));
    while !sending(&world) {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not begin to send");
        std::thread::sleep(Duration::from_millis(5));
    }
    running.interrupt().assert_refused(&[
        "kept as",
        "`liveface submit --pending",
        "cancelled while connecting",
    ]);
    world.run(&[&PENDING[..], &["--dry-run"]].concat()).assert_prints(0, &["waiting"]);
}

#[test]
fn the_region_it_was_stored_for_goes_with_it() {
    let (world, closed, service) = (World::new(), Closed::new(), Service::new());
    world.submit(&closed.url(), &[STORE, "--region", "ap-hongkong"]).assert_refused(&["kept as"]);
    let url = service.url();
    // This service takes ap-singapore alone and names what is wrong.
    world
        .run(&[&PENDING[..], &["--endpoint", &url]].concat())
        .assert_prints(3, &["Test.WrongRequest", "region"]);
}

#[test]
fn what_may_have_been_counted_is_sent_again_only_by_its_name() {
    let (world, silent, service) = (World::new(), Keeper::new(Manner::Never), Service::new());
    let id = interrupted(&world, &silent);
    let url = service.url();
    let pending = [&PENDING[..], &["--endpoint", &url]].concat();
    world.run(&pending).assert_prints(2, &[&id, "in doubt", "--again", "--discard"]);
    assert!(service.seen().is_empty());
    // Naming it does not make it certain: where it is not delivered, it stays in doubt.
    let closed = Closed::new().url();
    let nowhere = world.run(&[&PENDING[..], &["--endpoint", &closed, "--again", &id]].concat());
    nowhere.assert_prints(3, &["in doubt", "while connecting"]);
    world.run(&[&pending[..], &["--again", &id]].concat()).assert_prints(0, &["LIVE"]);
    assert_eq!(service.seen().len(), 1);
    assert_empty(&world);
    world.run(&[&pending[..], &["--again", &id]].concat()).assert_refused(&[&id]);
}

#[test]
fn what_may_have_been_counted_can_be_discarded() {
    let (world, silent) = (World::new(), Keeper::new(Manner::Never));
    let id = interrupted(&world, &silent);
    let discard = [&PENDING[..], &["--discard", &id]].concat();
    world.run(&discard).assert_prints(0, &[]);
    assert_empty(&world);
    world.run(&discard).assert_refused(&["no stored submission", &id]);
}

#[test]
fn two_processes_send_each_of_five_once() {
    let (world, closed) = (World::new(), Closed::new());
    let url = closed.url();
    let storing: Vec<_> = (0..5).map(|_| Running::of(&mut world.submission(&url, &[STORE]))).collect();
    storing.into_iter().for_each(|running| running.end().assert_refused(&["kept as"]));
    let waiting: BTreeSet<_> = ids(&world).into_iter().collect();
    let keeper = closed.open(Manner::Slow);
    let pending = [&PENDING[..], &["--json"]].concat();
    let two = [(); 2].map(|()| Running::of(&mut world.command(&pending))).map(Running::end);
    let lines = two.iter().flat_map(|ran| ran.printed.lines());
    let lines: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["answer"]["verdict"] == "live").collect();
    let told: BTreeSet<_> = answered.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((keeper.count(), answered.len(), &told), (5, 5, &waiting), "{lines:?}");
    assert_eq!(two.map(|ran| ran.status), [Some(0); 2], "{lines:?}");
    assert_empty(&world);
}
