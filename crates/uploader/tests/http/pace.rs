//! Many calls: how fast they go out, and that futures bring the same as waiting does.

use crate::kit::{RUNTIME, SMALL, assert_success, client, options, request, response, submit, success};
use crate::raw::{Raw, answer};
use crate::service::{Service, refusal};
use liveface_cloud_api::ApiCode;
use liveface_uploader::{AsyncClient, Delivery, Error, Options, Phase};
use std::time::{Duration, Instant};

/// How much closer two requests may arrive than they went out, on a machine that does other things too.
const SLACK: Duration = Duration::from_millis(400);

fn assert_pace(mut seen: Vec<Instant>, limit: usize) {
    seen.sort();
    let closest = seen.windows(limit + 1).map(|calls| calls[limit] - calls[0]).min().unwrap();
    assert!(closest >= Duration::from_secs(1) - SLACK, "{} calls in {closest:?}", limit + 1);
}

#[test]
fn no_second_holds_more_calls_than_the_cloud_takes() {
    let (service, options) = (Service::new(), options(20_000, 0));
    let client = client(&service.url(), &options);
    let start = Instant::now();
    for call in 0..25 {
        assert_success(&submit(&client, &options, &SMALL), &format!("call {call}"));
    }
    assert!(start.elapsed() < Duration::from_secs(5), "it waited more than it had to");
    assert_eq!(service.seen().len(), 25);
    assert_pace(service.seen(), 20);
}

#[test]
fn many_callers_share_one_pace() {
    let service = Service::new();
    let options = Options { calls_per_second: 5, ..options(20_000, 0) };
    let client = client(&service.url(), &options);
    std::thread::scope(|scope| {
        for caller in 0..4 {
            let (client, options) = (&client, &options);
            scope.spawn(move || {
                for _ in 0..3 {
                    assert_success(&submit(client, options, &SMALL), &format!("caller {caller}"));
                }
            });
        }
    });
    assert_eq!(service.seen().len(), 12);
    assert_pace(service.seen(), 5);
}

#[test]
fn a_turn_that_comes_after_the_deadline_is_not_waited_for() {
    let (service, options) = (Service::new(), Options { calls_per_second: 1, ..options(500, 0) });
    let client = client(&service.url(), &options);
    assert_success(&submit(&client, &options, &SMALL), "the first");
    let error = submit(&client, &options, &SMALL).unwrap_err();
    assert!(matches!(error, Error::Deadline { phase: Phase::Waiting, .. }), "{error:?}");
    assert_eq!((error.delivery(), service.seen().len()), (Delivery::NotSent, 1));
}

#[test]
fn futures_bring_what_waiting_brings() {
    let service = Service::scripted(|number| (number == 1).then(|| refusal(ApiCode::InvalidParameter)));
    let client = AsyncClient::from(client(&service.url(), &options(5000, 0)));
    let answer = RUNTIME.block_on(client.compare_face_liveness(request(100))).unwrap();
    assert_eq!(answer.response, response());
    let error = RUNTIME.block_on(client.compare_face_liveness(request(100))).unwrap_err();
    assert_eq!(error.code(), Some(ApiCode::InvalidParameter.into()));
}

#[test]
fn many_futures_are_on_their_way_at_once() {
    let takes = Duration::from_millis(300);
    let server = Raw::start(move |_, peer| {
        peer.read_whole();
        std::thread::sleep(takes);
        peer.write(&answer("200 OK", &success()));
        peer.end();
    });
    let client = AsyncClient::from(client(&server.url(), &options(10_000, 0)));
    let start = Instant::now();
    let call = |client: AsyncClient| async move { client.compare_face_liveness(request(100)).await };
    let calls: Vec<_> = (0..8).map(|_| RUNTIME.spawn(call(client.clone()))).collect();
    for call in calls {
        assert_success(&RUNTIME.block_on(call).unwrap(), "one of many");
    }
    assert!(start.elapsed() < 5 * takes, "{:?} for 8 calls of {takes:?}", start.elapsed());
    assert_eq!(server.finish().len(), 8);
}
