//! Connections that break, servers that take their time, and answers without end.

use crate::kit::options;
use crate::raw::{Peer, Raw, Script, answer};
use crate::service::{MerchantServer, Play};
use crate::{VIDEO, answering, evidence, fault, merchant, token};
use liveface_cloud_api::SelfieResultCode;
use liveface_uploader::{Delivery, Error, Merchant, MerchantFault, Phase, SessionEvidence};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn an_upload_that_may_have_been_taken_is_not_sent_again() {
    let (failing, busy) = (answering(500, "text/html", "oops"), answering(503, "text/html", "busy"));
    let page = answering(200, "text/html", "<html>welcome");
    let silent = Raw::start(|_, peer| {
        peer.read_whole();
        peer.reset();
    });
    let send = |url: &str| merchant(url).upload(&token("s3cret"), &evidence());
    assert_eq!(fault(send(&failing.url())), (MerchantFault::Status(500), Delivery::Unknown));
    assert_eq!(fault(send(&page.url())), (MerchantFault::NotJson, Delivery::Unknown));
    assert_eq!(fault(send(&busy.url())), (MerchantFault::Status(503), Delivery::Refused));
    assert_eq!(send(&silent.url()).unwrap_err().delivery(), Delivery::Unknown);
    let counts = (failing.asked().len(), page.asked().len(), busy.asked().len(), silent.finish().len());
    assert_eq!(counts, (1, 1, 2, 1), "with one repetition allowed");
}

#[test]
fn an_upload_that_never_was_whole_is_sent_again() {
    let server = Raw::start(|number, peer| {
        if number == 0 {
            peer.read(100_000);
            peer.reset();
        } else {
            peer.read_whole();
            peer.write(&answer("200 OK", b"{}"));
            peer.end();
        }
    });
    let video = [VIDEO, &vec![0; 6_000_000]].concat();
    let options = options(10_000, 1);
    let merchant = Merchant::new(&server.url()).unwrap().with_options(options);
    merchant.upload(&token("t"), &SessionEvidence::new(video)).unwrap();
    let visits = server.finish();
    assert_eq!(visits.iter().filter(|visit| visit.whole.is_some()).count(), 1);
    assert_eq!(visits.len(), 2);
}

#[test]
fn asking_is_repeated_when_the_answer_is_lost() {
    let server = Raw::start(|number, peer| {
        peer.read_head();
        if number == 0 {
            peer.reset();
        } else {
            peer.write(&answer("200 OK", br#"{"Result":"2016"}"#));
            peer.end();
        }
    });
    let result = merchant(&server.url()).result(&token("t")).unwrap();
    assert_eq!(result.code(), Some(SelfieResultCode::CompareLowSimilarity));
    let visits = server.finish();
    assert_eq!(visits.len(), 2);
    let head = visits[1].head.to_ascii_lowercase();
    assert!(head.starts_with("get /api/v1/get-result?sdktoken=t&sdktoken=t http/1.1\r\n"), "{head}");
    assert!(head.contains("accept: application/json") && !head.contains("content-length"), "{head}");
}

#[test]
fn a_slow_server_is_left_at_the_deadline_and_at_once_when_cancelled() {
    let server = MerchantServer::start(Play { delay: Duration::from_millis(1500), ..Play::default() });
    let slow = Merchant::new(&server.url()).unwrap().with_options(options(300, 3));
    let error = slow.token(1).unwrap_err();
    let Error::Deadline { phase: Phase::Answering, delivery: Delivery::NotSent, .. } = error else {
        panic!("{error:?}")
    };
    let (merchant, token) = (merchant(&server.url()), token("s3cret"));
    let calls: [&(dyn Fn() -> Result<(), Error> + Sync); 2] =
        [&|| merchant.result(&token).map(drop), &|| merchant.upload(&token, &evidence())];
    thread::scope(|scope| {
        let calls = calls.map(|call| scope.spawn(move || (call().unwrap_err(), Instant::now())));
        thread::sleep(Duration::from_millis(300));
        let cancelled = Instant::now();
        merchant.cancel();
        let [asking, sending] = calls.map(|call| call.join().unwrap());
        for (error, at) in [&asking, &sending] {
            assert!(at.duration_since(cancelled) < Duration::from_millis(200), "{error:?}");
            assert!(matches!(error, Error::Cancelled { phase: Phase::Answering, .. }), "{error:?}");
        }
        assert_eq!((asking.0.delivery(), sending.0.delivery()), (Delivery::NotSent, Delivery::Unknown));
    });
    let later = merchant.token(1).unwrap_err();
    assert!(matches!(later, Error::Cancelled { phase: Phase::Waiting, .. }), "{later:?}");
}

#[test]
fn an_answer_without_end_is_bounded() {
    let start = Instant::now();
    let cases: [(&str, Script); 3] = [
        ("one piece", |peer| flood(peer, b"HTTP/1.1 200 OK\r\n\r\n", &[b' '; 0x1000])),
        ("chunks", |peer| {
            let chunk = [b"1000\r\n".as_slice(), &[b' '; 0x1000], b"\r\n"].concat();
            flood(peer, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", &chunk);
        }),
        ("a length", |peer| {
            flood(peer, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", &[b'{'; 0x1000])
        }),
    ];
    for (what, script) in cases {
        let server = Raw::start(move |_, peer| script(peer));
        let (told, delivery) = fault(merchant(&server.url()).token(1));
        assert!(
            matches!(&told, MerchantFault::Unreadable(why) if why.contains("1000000 bytes")),
            "{what}: {told}"
        );
        assert_eq!(delivery, Delivery::Refused);
    }
    assert!(start.elapsed() < Duration::from_secs(3));
}

/// Answers until the other side has had enough.
fn flood(peer: &mut Peer, head: &[u8], piece: &[u8]) {
    peer.read_head();
    peer.write(head);
    while peer.write(piece) {}
}
