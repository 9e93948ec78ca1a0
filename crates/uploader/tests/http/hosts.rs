//! More than one endpoint: when the next one is asked, and when it must not be.

use crate::kit::{LARGE, SMALL, assert_success, client, options, submit, success};
use crate::raw::{Nobody, Raw, answer};
use crate::service::{Service, refusal, reply};
use liveface_cloud_api::{ApiCode, Endpoint};
use liveface_uploader::{Delivery, Error};

fn endpoint(url: &str) -> Endpoint {
    url.parse().unwrap()
}

#[test]
fn the_next_host_is_asked_when_the_first_cannot_or_will_not() {
    let nobody = Nobody::new();
    let closing = Raw::start(|_, _| {});
    let failing = Service::scripted(|_| Some(reply(500, "text/html", "<html>oops</html>")));
    let busy = Service::scripted(|_| Some(refusal(ApiCode::RequestLimitExceeded)));
    let cases = [
        ("refused", nobody.url()),
        ("no such name", "https://no-such-host.invalid".to_owned()),
        ("closed at once", closing.url()),
        ("500", failing.url()),
        ("too many calls", busy.url()),
    ];
    // A small request to one who closes at once may be out already: that one must be large.
    for (what, first) in cases {
        let (second, options) = (Service::new(), options(5000, 0));
        let client = client(&first, &options).with_backup(endpoint(&second.url()));
        let body = if first == closing.url() { &*LARGE } else { &*SMALL };
        // The service verifies that it was signed for itself.
        assert_success(&submit(&client, &options, body), what);
        assert_eq!(second.seen().len(), 1, "{what}");
    }
    assert_eq!((failing.seen().len(), busy.seen().len()), (1, 1));
}

#[test]
fn the_next_host_is_not_asked_after_an_answer_or_where_nobody_knows() {
    let refusing = Service::scripted(|_| Some(refusal(ApiCode::InvalidParameter)));
    let silent = Raw::start(|_, peer| {
        peer.read_whole();
        peer.reset();
    });
    let cases = [
        ("a final error", refusing.url(), Delivery::Refused),
        ("no answer", silent.url(), Delivery::Unknown),
    ];
    for (what, first, delivery) in cases {
        let (second, options) = (Service::new(), options(5000, 3));
        let client = client(&first, &options).with_backup(endpoint(&second.url()));
        let error = submit(&client, &options, &SMALL).unwrap_err();
        assert_eq!(error.delivery(), delivery, "{what}: {error:?}");
        assert_eq!(second.seen().len(), 0, "{what}");
    }
    assert_eq!((refusing.seen().len(), silent.finish().len()), (1, 1));
}

#[test]
fn the_error_is_that_of_the_last_host() {
    let (first, last) = (Nobody::new(), Nobody::new());
    let options = options(20_000, 0);
    let client = client(&first.url(), &options).with_backup(endpoint(&last.url()));
    let error = submit(&client, &options, &SMALL).unwrap_err();
    assert!(matches!(&error, Error::Connection { host, .. } if *host == last.authority()), "{error:?}");
}

#[test]
fn hosts_take_turns_until_one_takes_the_request() {
    let first = Service::scripted(|_| Some(reply(503, "text/html", "")));
    let second = Raw::start(|number, peer| {
        peer.read_whole();
        peer.write(&if number < 1 { answer("503 Busy", b"") } else { answer("200 OK", &success()) });
        peer.end();
    });
    let options = options(5000, 2);
    let client = client(&first.url(), &options).with_backup(endpoint(&second.url()));
    assert_success(&submit(&client, &options, &SMALL), "the second time at the second");
    assert_eq!((first.seen().len(), second.finish().len()), (2, 2));
}

#[test]
fn a_name_that_has_no_address_is_named() {
    let options = options(5000, 1);
    let error = submit(&client("https://no-such-host.invalid", &options), &options, &SMALL).unwrap_err();
    assert!(matches!(&error, Error::HostNotFound { host } if host == "no-such-host.invalid"), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
}
