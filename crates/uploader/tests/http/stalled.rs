//! A host that lets nobody in. Linux only: elsewhere, a full queue of connections is refused, or never full.
#![cfg(target_os = "linux")]

use crate::kit::{SMALL, Stalled, assert_success, client, options, submit};
use crate::service::Service;
use liveface_uploader::{Delivery, Error, Options};
use std::time::{Duration, Instant};

#[test]
fn a_host_that_lets_nobody_in_is_left_after_the_time_for_connecting() {
    let stalled = Stalled::new();
    let (second, options) =
        (Service::new(), Options { connect: Duration::from_millis(300), ..options(2000, 0) });
    let first = stalled.url();
    let both = client(&first, &options).with_backup(second.url().parse().unwrap());
    let start = Instant::now();
    assert_success(&submit(&both, &options, &SMALL), "stalled");
    assert!((300..1_900).contains(&start.elapsed().as_millis()), "{:?}", start.elapsed());
    let error = submit(&client(&first, &options), &options, &SMALL).unwrap_err();
    let Error::Connection { delivery: Delivery::NotSent, source, .. } = &error else { panic!("{error:?}") };
    assert_eq!(source.kind(), std::io::ErrorKind::TimedOut);
}
