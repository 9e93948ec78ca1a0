//! Servers that take their time: the deadline holds at every point, and the error says where it passed.

use crate::kit::{LARGE, SMALL, assert_success, client, options, submit, success};
use crate::raw::{Peer, Raw, Script, answer};
use liveface_cloud_api::Body;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_uploader::{Delivery, Error, Options, Phase};
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: u64 = 700;

/// What is slow, the request, where the deadline passes, and whether the server has all of the request by then.
type Case = (&'static str, &'static Body, Script, Phase, bool);

fn pause() -> Duration {
    Duration::from_millis(50)
}

#[test]
fn the_deadline_holds_whatever_the_server_does() {
    let silence = |peer: &mut Peer| {
        peer.read_whole();
        peer.hold();
    };
    let head = |peer: &mut Peer| {
        peer.read_whole();
        peer.dribble(&answer("200 OK", &success()), Duration::from_millis(100));
    };
    let body = |peer: &mut Peer| {
        peer.read_whole();
        peer.write(&answer("200 OK", &success())[..100]);
        peer.dribble(&success(), pause());
    };
    let open_end = |peer: &mut Peer| {
        peer.read_whole();
        peer.write(b"HTTP/1.0 200 OK\r\n\r\n");
        peer.dribble(&success(), pause());
    };
    let chunks = |peer: &mut Peer| {
        peer.read_whole();
        peer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        peer.dribble(&b"1\r\n \r\n".repeat(50), pause());
    };
    let go_on = |peer: &mut Peer| {
        peer.read_whole();
        peer.dribble(&b"HTTP/1.1 100 Continue\r\n\r\n".repeat(20), Duration::from_millis(1));
        peer.hold();
    };
    let cases: [Case; 10] = [
        ("reads nothing", &LARGE, |_| thread::sleep(long()), Phase::Sending, false),
        ("sips the request", &LARGE, sip, Phase::Sending, false),
        ("gulps the request", &LARGE, gulp, Phase::Sending, false),
        ("sips a request that is out", &SMALL, sip, Phase::Answering, false),
        ("says nothing", &SMALL, silence, Phase::Answering, true),
        ("goes on and on", &SMALL, go_on, Phase::Answering, true),
        ("dribbles the head", &SMALL, head, Phase::Answering, true),
        ("dribbles the body", &SMALL, body, Phase::Reading, true),
        ("dribbles a body without length", &SMALL, open_end, Phase::Reading, true),
        ("dribbles chunks", &SMALL, chunks, Phase::Reading, true),
    ];
    let options = options(DEADLINE, 3);
    thread::scope(|scope| {
        for case in &cases {
            scope.spawn(|| check(case, &options));
        }
    });
}

/// Longer than the deadline.
fn long() -> Duration {
    Duration::from_millis(DEADLINE + 600)
}

fn sip(peer: &mut Peer) {
    peer.sip(1, pause(), long());
}

fn gulp(peer: &mut Peer) {
    peer.sip(100_000, pause(), long());
}

fn check((what, body, script, phase, whole): &Case, options: &Options) {
    let script = *script;
    let server = Raw::start(move |_, peer| script(peer));
    let start = Instant::now();
    let outcome = submit(&client(&server.url(), options), options, body);
    assert!(start.elapsed() >= options.deadline - Duration::from_millis(50), "{what}: it gave up early");
    let Err(error @ Error::Deadline { phase: told, .. }) = &outcome else { panic!("{what}: {outcome:?}") };
    assert_eq!(told, phase, "{what}");
    let out = !matches!(phase, Phase::Sending | Phase::Connecting);
    let expected = if out { Delivery::Unknown } else { Delivery::NotSent };
    assert_eq!(error.delivery(), expected, "{what}");
    assert!(error.to_string().contains("within 700ms: time ran out while"), "{error}");
    let visits = server.finish();
    assert_eq!((visits.len(), visits[0].whole.is_some()), (1, *whole), "{what}");
}

#[test]
fn an_answer_that_is_slow_but_in_time_is_taken() {
    let server = Raw::start(|_, peer| {
        peer.read_whole();
        peer.dribble(&answer("200 OK", &success()), Duration::from_millis(3));
        peer.end();
    });
    let options = options(10_000, 0);
    assert_success(&submit(&client(&server.url(), &options), &options, &SMALL), "slow");
}

#[test]
fn a_repetition_that_runs_out_of_time_is_not_taken_for_a_refusal() {
    let server = Raw::start(|_, peer| {
        peer.read_whole();
        thread::sleep(Duration::from_millis(400));
        peer.write(&answer("503 Busy", b""));
        peer.end();
    });
    let options = options(600, 9);
    let error = submit(&client(&server.url(), &options), &options, &SMALL).unwrap_err();
    // Whether there is time for a second attempt is left to chance.
    match server.finish().as_slice() {
        [_] => {
            assert!(matches!(error, Error::Status { status: 503, .. } | Error::Deadline { .. }), "{error:?}")
        }
        [_, second] if second.whole.is_some() => assert_eq!(error.delivery(), Delivery::Unknown, "{error:?}"),
        [_, _] => assert!(matches!(error, Error::Deadline { .. }), "{error:?}"),
        more => panic!("{more:?}: {error:?}"),
    }
}

#[test]
fn any_deadline_will_do() {
    let server = Raw::start(|_, peer| {
        peer.read_whole();
        peer.write(&answer("200 OK", &success()));
        peer.end();
    });
    let within = |deadline| Options { deadline, connect: deadline, ..Options::default() };
    for never in [Duration::MAX, Duration::MAX / 2, Duration::from_hours(24 * 365 * 1000)] {
        let outcome = client(&server.url(), &within(never)).send::<CompareFaceLiveness>(&SMALL);
        assert_success(&outcome, "a deadline that never comes");
    }
    let none = within(Duration::ZERO);
    let error = submit(&client(&server.url(), &none), &none, &SMALL).unwrap_err();
    assert!(matches!(error, Error::Deadline { phase: Phase::Waiting, .. }), "{error:?}");
    assert_eq!((error.delivery(), server.finish().len()), (Delivery::NotSent, 3));
}
