//! Keys, clocks, regions and hosts that are not as they must be: one line that says which and what to do.

use crate::keeper::Closed;
use crate::service::Service;
use crate::world::{ID, KEY, Ran, SUBMIT, World};
use jiff::Timestamp;
use liveface_cloud_api::ApiCode;
use std::time::{Duration, Instant};

#[test]
fn without_a_key_the_ways_to_give_one_are_listed_at_once() {
    let (world, service) = (World::new(), Service::new());
    let url = service.url();
    let begun = Instant::now();
    let ran = Ran::of(world.submission(&url, &[]).env_remove(ID).env_remove(KEY));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    ran.assert_refused(&[ID, KEY, "--credentials FILE", "liveface credentials save"]);
    let half = Ran::of(world.submission(&url, &[]).env_remove(KEY));
    half.assert_refused(&["cannot use the key in the environment", KEY]);
    assert!(service.seen().is_empty());
}

#[test]
fn a_wrong_key_is_found_by_the_service() {
    let (world, service) = (World::new(), Service::new());
    let ran = Ran::of(world.submission(&service.url(), &[]).env(KEY, "another0key"));
    ran.assert_refused(&[ApiCode::AuthFailureSignatureFailure.as_str()]);
    assert!(!ran.said.contains("another0key"), "{}", ran.said);
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn a_clock_that_is_wrong_is_told_with_both_times() {
    let service = Service::start(600, |_| None);
    let ran = World::new().submit(&service.url(), &[]);
    ran.assert_refused(&[ApiCode::AuthFailureSignatureExpire.as_str(), "set this machine's clock"]);
    let after = |words: &str| ran.said.split_once(words).unwrap().1[..20].parse::<Timestamp>().unwrap();
    let (here, there) = (after("this machine's clock says "), after("the cloud's "));
    assert!((599..=601).contains(&(there.as_second() - here.as_second())), "{}", ran.said);
    assert!((Timestamp::now().as_second() - here.as_second()).abs() < 60, "{}", ran.said);
}

#[test]
fn regions_and_hosts_that_cannot_be_used() {
    let world = World::new();
    let closed = Closed::new().url();
    let cases: [(&[&str], &[&str]); 5] = [
        (&["--region", "ap-nowhere"], &["ap-nowhere", "ap-singapore"]),
        (&["--region", "ap-jakarta"], &["ap-jakarta", "ap-bangkok", ApiCode::UnsupportedRegion.as_str()]),
        (&["--endpoint", "ap-jakarta"], &["ap-jakarta", ApiCode::UnsupportedRegion.as_str()]),
        (&["--endpoint", "http://192.0.2.1"], &["192.0.2.1", "in the clear", "https://"]),
        (&["--endpoint", "ftp://host"], &["ftp://host", "https://HOST"]),
    ];
    for (more, words) in cases {
        // Should it be sent after all, it gets no further than this.
        let mut command = world.command(&[&SUBMIT[..], more].concat());
        Ran::of(command.env("HTTPS_PROXY", &closed)).assert_refused(words);
    }
}

#[test]
fn certificates_that_cannot_be_used() {
    let (world, service) = (World::new(), Service::new());
    let empty = world.put("empty.pem", b"no certificate");
    world.submit(&service.url(), &["--ca", &empty]).assert_refused(&["empty.pem", "BEGIN CERTIFICATE"]);
    world.submit(&service.url(), &["--ca", "none.pem"]).assert_refused(&["none.pem", "certificates"]);
    assert!(service.seen().is_empty());
}

#[test]
fn hosts_that_are_not_reached() {
    let (world, closed, service) = (World::new(), Closed::new(), Service::new());
    let refused = closed.url();
    let address = refused.trim_start_matches("http://");
    world.submit(&refused, &[]).assert_refused(&[address, "while connecting", "check the network"]);
    let unknown = world.submit("https://no-such-host.invalid", &["--timeout", "20"]);
    unknown.assert_refused(&["no-such-host.invalid", "check the network"]);
    let plain = service.url().replace("http://", "https://");
    world.submit(&plain, &[]).assert_refused(&[plain.trim_start_matches("https://"), "while connecting"]);
    assert!(service.seen().is_empty());
}

#[test]
fn a_backup_takes_over() {
    let (world, closed, service) = (World::new(), Closed::new(), Service::new());
    world.submit(&closed.url(), &["--backup", &service.url()]).assert_prints(0, &["LIVE"]);
    assert_eq!(service.seen().len(), 1);
}
