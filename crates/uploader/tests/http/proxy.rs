//! The proxy of the environment. Tests share theirs, so the calls are made by this program run once more.

use crate::kit::{SMALL, assert_success, client, options, submit};
use crate::raw::{Raw, Visit};
use crate::service::Service;
use liveface_uploader::{Delivery, Error, Options, Phase};
use std::process::Command;

/// Says to the program run once more where the service on this machine is.
const SERVICE: &str = "LIVEFACE_TEST_SERVICE";
const ABROAD: &str = "https://faceid.example.invalid";

/// Runs the test `proxy::NAME` with a proxy that answers each request with `answer`; what the proxy saw.
fn with_proxy(name: &str, answer: &'static str, service: &str, without: &str) -> Vec<Visit> {
    let proxy = Raw::start(move |_, peer| {
        if peer.read_head() {
            peer.write(answer.as_bytes());
            peer.end();
        }
    });
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", &format!("proxy::{name}"), "--ignored"]).env(SERVICE, service);
    for name in ["ALL_PROXY", "all_proxy", "https_proxy", "HTTP_PROXY", "http_proxy", "no_proxy"] {
        again.env_remove(name);
    }
    let run = again.env("HTTPS_PROXY", proxy.url()).env("NO_PROXY", without).output().unwrap();
    let printed = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && printed.contains("1 passed"), "{printed}");
    proxy.finish()
}

#[test]
fn a_proxy_stands_between_this_machine_and_others() {
    let service = Service::new();
    let visits = with_proxy("abroad_and_at_home", "HTTP/1.1 502 Bad Gateway\r\n\r\n", &service.url(), "");
    assert_eq!(visits.len(), 1, "{visits:?}");
    let head = &visits[0].head;
    assert!(head.starts_with("CONNECT faceid.example.invalid:443 HTTP/1.1\r\n"), "{head}");
    assert!(!head.to_ascii_lowercase().contains("authorization"), "{head}");
    assert_eq!(service.seen().len(), 1, "directly");
}

#[test]
#[ignore = "run with a proxy by the test before"]
fn abroad_and_at_home() {
    let options = options(5000, 0);
    let service = std::env::var(SERVICE).unwrap();
    assert_success(&submit(&client(&service, &options), &options, &SMALL), "on this machine");
    let error = submit(&client(ABROAD, &options), &options, &SMALL).unwrap_err();
    let refused =
        matches!(error, Error::Connection { phase: Phase::Connecting, delivery: Delivery::NotSent, .. });
    assert!(refused && error.to_string().contains("the proxy refused"), "{error:?}");
    let direct = Options { proxy: false, ..options };
    let error = submit(&client(ABROAD, &direct), &direct, &SMALL).unwrap_err();
    assert!(matches!(error, Error::HostNotFound { .. }), "{error:?}");
}

#[test]
fn a_proxy_is_not_used_where_the_environment_says_so() {
    let visits = with_proxy(
        "without_the_proxy",
        "HTTP/1.1 502 Bad Gateway\r\n\r\n",
        "",
        "example.invalid,.example.invalid",
    );
    assert_eq!(visits.len(), 0, "{visits:?}");
}

#[test]
#[ignore = "run with a proxy by the test before"]
fn without_the_proxy() {
    let options = options(5000, 0);
    let error = submit(&client(ABROAD, &options), &options, &SMALL).unwrap_err();
    assert!(matches!(error, Error::HostNotFound { .. }), "{error:?}");
}

#[test]
fn a_proxy_that_wants_a_password_is_told_as_such() {
    let answer = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n";
    assert_eq!(with_proxy("who_asks", answer, "", "").len(), 1);
}

#[test]
#[ignore = "run with a proxy by the test before"]
fn who_asks() {
    let options = options(5000, 0);
    let error = submit(&client(ABROAD, &options), &options, &SMALL).unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("user and password"), "{error}");
}
