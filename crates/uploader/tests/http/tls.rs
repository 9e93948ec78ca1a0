//! Encrypted connections: who is trusted, who is not, and that nothing is sent to the latter.

use crate::kit::{LARGE, SMALL, assert_success, client, credential, options, submit, success};
use crate::raw::{Peer, Raw, Script, answer};
use liveface_uploader::{Client, Delivery, Error, Options, Phase};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::Arc;
use std::time::Duration;

/// A certificate for a name, signed by itself, and what serves with it.
fn certificate(name: &str, last_year: i32) -> (String, Arc<ServerConfig>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_after = date_time_ymd(last_year, 1, 1);
    let certificate = params.self_signed(&key).unwrap();
    (certificate.pem(), serving(certificate.der().clone(), &key))
}

fn serving(certificate: CertificateDer<'static>, key: &KeyPair) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key);
    Arc::new(config.unwrap())
}

/// A server that takes every request.
fn taking(config: Arc<ServerConfig>) -> Raw {
    Raw::tls(config, |_, peer| {
        if peer.read_whole() {
            peer.write(&answer("200 OK", &success()));
            peer.end();
        }
    })
}

fn trusting(url: &str, options: &Options, pem: &str) -> Client {
    client(url, options).with_root_certificates(pem.as_bytes()).unwrap()
}

#[test]
fn a_service_with_a_certificate_of_its_own_is_trusted_when_told_so() {
    let (pem, config) = certificate("localhost", 4000);
    let (server, options) = (taking(config), options(5000, 0));
    let url = format!("https://localhost:{}", server.port());
    for body in [&*SMALL, &*LARGE] {
        assert_success(&submit(&trusting(&url, &options, &pem), &options, body), "trusted");
    }
    let visits = server.finish();
    assert!(visits.iter().all(|visit| visit.whole.is_some()) && visits.len() == 2);
    assert!(visits[0].head.contains(&url["https://".len()..]), "{}", visits[0].head);
}

#[test]
fn an_authority_of_ones_own_vouches_for_its_services() {
    let authority_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.self_signed(&authority_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let issuer = Issuer::new(params, authority_key);
    let leaf =
        CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let (server, options) = (taking(serving(leaf.der().clone(), &key)), options(5000, 0));
    let url = format!("https://127.0.0.1:{}", server.port());
    assert_success(
        &submit(&trusting(&url, &options, &authority.pem()), &options, &SMALL),
        "by its authority",
    );
}

#[test]
fn nothing_is_sent_to_one_who_cannot_prove_who_it_is() {
    let (localhost, elsewhere) = (certificate("localhost", 4000), certificate("other.example", 4000));
    let expired = certificate("localhost", 2020);
    let cases = [
        ("of another name", "localhost", &elsewhere.1, Some(&elsewhere.0)),
        ("of a name, and an address is asked for", "127.0.0.1", &localhost.1, Some(&localhost.0)),
        ("expired", "localhost", &expired.1, Some(&expired.0)),
        ("not among those trusted", "localhost", &localhost.1, Some(&elsewhere.0)),
        ("not known to the system", "localhost", &localhost.1, None),
    ];
    for (what, host, config, trusted) in cases {
        let (server, options) = (taking(Arc::clone(config)), options(5000, 0));
        let url = format!("https://{host}:{}", server.port());
        let client = match trusted {
            Some(pem) => trusting(&url, &options, pem),
            None => client(&url, &options),
        };
        let error = submit(&client, &options, &SMALL).unwrap_err();
        assert!(matches!(error, Error::Identity { .. }), "{what}: {error:?}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{what}");
        assert!(error.to_string().starts_with(&format!("{host}:")), "{error}");
        let visits = server.finish();
        assert!(visits.iter().all(|visit| visit.head.is_empty()), "{what}: {visits:?}");
    }
}

#[test]
fn a_handshake_that_does_not_end_has_its_own_limit_within_the_deadline() {
    let (pem, _) = certificate("localhost", 4000);
    let cases = [(300, 3000, false), (3000, 400, true)];
    for (connect, deadline, late) in cases {
        let server = Raw::start(|_, peer| peer.hold());
        let options = Options { connect: Duration::from_millis(connect), ..options(deadline, 0) };
        let url = format!("https://localhost:{}", server.port());
        let start = std::time::Instant::now();
        let error = submit(&trusting(&url, &options, &pem), &options, &SMALL).unwrap_err();
        assert!(start.elapsed() < Duration::from_millis(connect.min(deadline) + 500), "{error:?}");
        let (Error::Deadline { phase, .. } | Error::Connection { phase, .. }) = &error else {
            panic!("{error:?}")
        };
        assert_eq!((*phase, error.delivery()), (Phase::Connecting, Delivery::NotSent));
        assert_eq!(matches!(error, Error::Deadline { .. }), late, "{error:?}");
    }
}

#[test]
fn a_handshake_with_something_else_is_a_broken_connection() {
    let (pem, _) = certificate("localhost", 4000);
    let plain = |peer: &mut Peer| {
        peer.read(16);
        peer.write(&answer("400 Bad Request", b"<html>this is plain HTTP</html>"));
        peer.end();
    };
    let cases: [(&str, Script); 3] =
        [("plain HTTP", plain), ("closed", |_| {}), ("reset", |peer| peer.reset())];
    for (what, script) in cases {
        let server = Raw::start(move |_, peer| script(peer));
        let options = options(5000, 0);
        let url = format!("https://localhost:{}", server.port());
        let error = submit(&trusting(&url, &options, &pem), &options, &SMALL).unwrap_err();
        let sent_nothing =
            matches!(error, Error::Connection { phase: Phase::Connecting, delivery: Delivery::NotSent, .. });
        assert!(sent_nothing, "{what}: {error:?}");
    }
}

#[test]
fn encryption_changes_nothing_about_what_is_known_of_a_request() {
    let (pem, config) = certificate("localhost", 4000);
    let cases: [(&str, Script, Delivery, usize); 4] = [
        (
            "reset in the request",
            |peer| {
                peer.read(100_000);
                peer.reset();
            },
            Delivery::NotSent,
            2,
        ),
        (
            "sipped",
            |peer| peer.sip(1, Duration::from_millis(50), Duration::from_secs(2)),
            Delivery::NotSent,
            1,
        ),
        (
            "reset without an answer",
            |peer| {
                peer.read_whole();
                peer.reset();
            },
            Delivery::Unknown,
            1,
        ),
        (
            "silent",
            |peer| {
                peer.read_whole();
                peer.hold();
            },
            Delivery::Unknown,
            1,
        ),
    ];
    for (what, script, delivery, attempts) in cases {
        let server = Raw::tls(Arc::clone(&config), move |_, peer| script(peer));
        let options = options(1500, 1);
        let url = format!("https://localhost:{}", server.port());
        let error = submit(&trusting(&url, &options, &pem), &options, &LARGE).unwrap_err();
        assert_eq!(error.delivery(), delivery, "{what}: {error:?}");
        assert_eq!(server.finish().len(), attempts, "{what}");
    }
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let key = KeyPair::generate().unwrap().serialize_pem();
    for pem in ["", "no PEM", &key] {
        let client = Client::new(credential(), "https://localhost:1".parse().unwrap());
        assert!(matches!(client.with_root_certificates(pem.as_bytes()), Err(Error::Setup(_))), "{pem}");
    }
}
