//! Connections that break at every point, and answers that are none: a typed error that says what may have happened,
//! and no second request where the first may have been acted on.

use crate::kit::{LARGE, Outcome, SMALL, assert_success, client, options, submit, success};
use crate::raw::{Nobody, Peer, Raw, Script, Visit, answer};
use liveface_cloud_api::actions::{GetFaceIdResultIntl, GetFaceIdResultIntlResponse};
use liveface_cloud_api::{Body, envelope};
use liveface_uploader::{Delivery, Error, Phase};
use std::thread;

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ends {
    Well,
    /// The connection broke.
    Broken(Phase),
    /// There was an answer of no use.
    Useless,
}

fn end(outcome: &Outcome) -> Ends {
    match outcome {
        Ok(_) => Ends::Well,
        Err(Error::Connection { phase, .. }) => Ends::Broken(*phase),
        Err(Error::Answer { .. }) => Ends::Useless,
        Err(error) => panic!("{error:?}"),
    }
}

/// Plays a case with one repetition allowed.
fn play(play: impl Fn(&mut Peer) + Send + Sync + 'static, body: &Body) -> (Outcome, Vec<Visit>) {
    let server = Raw::start(move |_, peer| play(peer));
    let options = options(5000, 1);
    let outcome = submit(&client(&server.url(), &options), &options, body);
    (outcome, server.finish())
}

fn whole(visits: &[Visit]) -> usize {
    visits.iter().filter(|visit| visit.whole.is_some()).count()
}

/// Runs cases side by side.
fn each<T: Sync>(cases: &[T], check: impl Fn(&T) + Sync) {
    let check = &check;
    thread::scope(|scope| {
        for case in cases {
            scope.spawn(move || check(case));
        }
    });
}

#[test]
fn a_request_that_never_was_out_is_sent_again() {
    let cases: &[(&str, Script)] = &[
        ("closed at once", |_| {}),
        ("reset at once", Peer::reset),
        ("reset after a byte", |peer| read_and_reset(peer, 1)),
        ("reset in the headers", |peer| read_and_reset(peer, 100)),
        ("closed in the body", |peer| _ = peer.read(1_000_000)),
        ("reset in the body", |peer| read_and_reset(peer, 1_000_000)),
        ("refused early, then closed", |peer| answer_early(peer, "413 Content Too Large", b"<html>")),
        ("accepted early, then closed", |peer| answer_early(peer, "200 OK", &success())),
    ];
    each(cases, |(what, script)| {
        let (outcome, visits) = play(*script, &LARGE);
        // A reset can come before the first byte of the body is taken.
        let ends = [Ends::Broken(Phase::Sending), Ends::Broken(Phase::Connecting)];
        assert!(ends.contains(&end(&outcome)), "{what}: {outcome:?}");
        assert_eq!(outcome.unwrap_err().delivery(), Delivery::NotSent, "{what}");
        assert_eq!((visits.len(), whole(&visits)), (2, 0), "{what}: {visits:?}");
    });
}

fn read_and_reset(peer: &mut Peer, count: usize) {
    peer.read(count);
    peer.reset();
}

fn answer_early(peer: &mut Peer, status: &str, body: &[u8]) {
    peer.read_head();
    peer.write(&answer(status, body));
}

#[test]
fn a_request_without_an_answer_is_not_sent_again() {
    let last = answer("200 OK", &success()).len() - 1;
    let unanswered = Ends::Broken(Phase::Answering);
    let cases: &[(&str, usize, Leave, Ends)] = &[
        ("closed without a byte", 0, leave, unanswered),
        ("reset without a byte", 0, shake_off, unanswered),
        ("closed in the status line", 10, leave, unanswered),
        ("reset in the status line", 10, shake_off, unanswered),
        ("closed in the headers", 40, leave, unanswered),
        ("reset in the headers", 40, shake_off, unanswered),
        ("closed in the body", 150, leave, Ends::Useless),
        ("closed before the last byte", last, leave, Ends::Useless),
    ];
    each(cases, |(what, count, leave, ends)| {
        for body in [&*SMALL, &*LARGE] {
            let (count, leave) = (*count, *leave);
            let (outcome, visits) = play(
                move |peer| {
                    peer.read_whole();
                    leave(peer, count);
                },
                body,
            );
            assert_eq!(end(&outcome), *ends, "{what}: {outcome:?}");
            assert_eq!(outcome.unwrap_err().delivery(), Delivery::Unknown, "{what}");
            assert_eq!((visits.len(), whole(&visits)), (1, 1), "{what}: {visits:?}");
        }
    });
}

type Leave = fn(&mut Peer, usize);

/// Writes so much of a success, and closes the connection when it was read.
fn leave(peer: &mut Peer, count: usize) {
    peer.write(&answer("200 OK", &success())[..count]);
    peer.end();
}

/// Writes so much of a success, and resets the connection.
fn shake_off(peer: &mut Peer, count: usize) {
    peer.write(&answer("200 OK", &success())[..count]);
    peer.reset();
}

#[test]
fn a_reset_in_the_body_of_the_answer_leaves_it_unknown() {
    let script = |peer: &mut Peer| {
        peer.read_whole();
        shake_off(peer, 150);
    };
    let (outcome, visits) = play(script, &SMALL);
    // The reset may throw away what the client has not read yet, the head of the answer with it.
    assert!(matches!(end(&outcome), Ends::Useless | Ends::Broken(Phase::Answering)), "{outcome:?}");
    assert_eq!(outcome.unwrap_err().delivery(), Delivery::Unknown);
    assert_eq!((visits.len(), whole(&visits)), (1, 1));
}

#[test]
fn an_answer_of_no_use_may_have_been_counted() {
    let whole_answer = |body: &[u8]| answer("200 OK", body);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("JSON that ends too early", whole_answer(&success()[..40])),
        ("no body", whole_answer(b"")),
        ("a page", whole_answer(b"<html>welcome</html>")),
        ("a value of another type", whole_answer(br#"{"Response":{"Sim":"high"}}"#)),
        ("a length too large", with_length("999")),
        ("a length too small", with_length("40")),
        ("a length that is none", with_length("many")),
        ("a negative length", with_length("-1")),
        ("a chunk without a size", chunked(b"zz\r\n{}\r\n0\r\n\r\n")),
        ("a chunk of no end", chunked(b"fffffffffffffffff\r\n{}")),
        ("a chunk that breaks off", chunked(b"40\r\n{\"Response\"")),
        ("not HTTP", b"220 mail.example ESMTP ready\r\n\r\n".to_vec()),
        ("bytes", vec![0, 159, 146, 150, 10, 13, 10, 13, 10]),
        ("another version", b"HTTP/9.9 200 OK\r\n\r\n{}".to_vec()),
        ("headers without end", headers(&"X-Junk: junk\r\n".repeat(80_000))),
        ("a header without end", headers(&format!("X-Junk: {}\r\n", "j".repeat(1_000_000)))),
    ];
    each(&cases, |(what, bytes)| {
        let (outcome, visits) = answered(bytes);
        assert_eq!(end(&outcome), Ends::Useless, "{what}: {outcome:?}");
        assert_eq!(outcome.unwrap_err().delivery(), Delivery::Unknown, "{what}");
        assert_eq!((visits.len(), whole(&visits)), (1, 1), "{what}");
    });
}

/// Answers with `bytes` when the request is in.
fn answered(bytes: &[u8]) -> (Outcome, Vec<Visit>) {
    let bytes = bytes.to_vec();
    let server = Raw::start(move |_, peer| {
        peer.read_whole();
        peer.write(&bytes);
        peer.end();
    });
    let options = options(5000, 3);
    let outcome = submit(&client(&server.url(), &options), &options, &SMALL);
    (outcome, server.finish())
}

fn with_length(length: &str) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
    [head.as_bytes(), &success()].concat()
}

fn chunked(body: &[u8]) -> Vec<u8> {
    [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", body].concat()
}

fn headers(more: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{more}").into_bytes()
}

#[test]
fn http_has_many_ways_to_say_the_same() {
    let (whole_answer, body) = (answer("200 OK", &success()), success());
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("HTTP/1.0", [b"HTTP/1.0 200 OK\r\n\r\n", &*body].concat()),
        ("chunks", chunked(&chunks(&body))),
        ("no reason", answer("200 ", &body)),
        ("go on first", [b"HTTP/1.1 100 Continue\r\n\r\n", &*whole_answer].concat()),
        ("hints first", [b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", &*whole_answer].concat()),
        ("more than was announced", [&*whole_answer, b"HTTP/1.1 500 Oops\r\n\r\n"].concat()),
    ];
    each(&cases, |(what, bytes)| {
        let (outcome, visits) = answered(bytes);
        assert_success(&outcome, what);
        assert_eq!((visits.len(), whole(&visits)), (1, 1), "{what}");
    });
}

/// In chunks of 16 bytes.
fn chunks(body: &[u8]) -> Vec<u8> {
    let mut chunks: Vec<u8> = body
        .chunks(16)
        .flat_map(|some| [format!("{:x}\r\n", some.len()).as_bytes(), some, b"\r\n"].concat())
        .collect();
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

#[test]
fn go_on_may_come_before_the_body() {
    let (outcome, visits) = play(
        |peer| {
            peer.read_head();
            peer.write(b"HTTP/1.1 100 Continue\r\n\r\n");
            peer.read_whole();
            peer.write(&answer("200 OK", &success()));
            peer.end();
        },
        &LARGE,
    );
    assert_success(&outcome, "100 first");
    assert_eq!(whole(&visits), 1);
}

#[test]
fn a_connection_that_breaks_after_the_answer_is_no_matter() {
    let script = |peer: &mut Peer| {
        peer.read_whole();
        peer.write(&answer("200 OK", &success()));
        // Time to read it.
        thread::sleep(std::time::Duration::from_millis(600));
        peer.reset();
    };
    let (outcome, visits) = play(script, &SMALL);
    assert_success(&outcome, "reset after the answer");
    assert_eq!((visits.len(), whole(&visits)), (1, 1));
}

#[test]
fn an_answer_without_bound_is_not_read_to_its_end() {
    const SENT: usize = 100_000_000;
    let script = |peer: &mut Peer| {
        peer.read_whole();
        peer.write(format!("HTTP/1.1 200 OK\r\nContent-Length: {SENT}\r\n\r\n{{").as_bytes());
        peer.write(&vec![b' '; SENT - 1]);
    };
    let (outcome, visits) = play(script, &SMALL);
    let Err(Error::Answer { what, .. }) = &outcome else { panic!("{outcome:?}") };
    assert_eq!(what, "it is longer than 32000000 bytes");
    // Beyond the limit, only what fits into the buffers of the two sockets went out.
    let read = visits[0].answered;
    assert!((32_000_000..32_000_000 + 16_000_000).contains(&read), "{read} bytes");
}

#[test]
fn a_server_that_is_not_there_was_not_reached() {
    let (nobody, options) = (Nobody::new(), options(20_000, 2));
    let error = submit(&client(&nobody.url(), &options), &options, &SMALL).unwrap_err();
    let Error::Connection { phase: Phase::Connecting, source, .. } = &error else { panic!("{error:?}") };
    assert_eq!(source.kind(), std::io::ErrorKind::ConnectionRefused);
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[test]
fn a_call_that_costs_nothing_is_repeated_after_a_reset() {
    let server = Raw::start(|number, peer| {
        peer.read_whole();
        match number {
            0 => peer.reset(),
            1 => shake_off(peer, 10),
            _ => {
                let result = GetFaceIdResultIntlResponse { result: "0".to_owned(), ..Default::default() };
                peer.write(&answer("200 OK", &envelope::write(&result, "r").unwrap()));
                peer.end();
            }
        }
    });
    let options = options(5000, 3);
    let request = GetFaceIdResultIntl { sdk_token: "t0ken".to_owned() };
    let answer = client(&server.url(), &options).get_face_id_result_intl(&request).unwrap();
    assert_eq!(answer.response.result, "0");
    assert_eq!(whole(&server.finish()), 3);
}
