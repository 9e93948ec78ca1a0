//! What anyone may send: nothing panics, nothing large is worked on, and nothing verifies that was not signed.

use liveface_cloud_api::sign::flatten::encode;
use liveface_cloud_api::sign::tc3::{self, Authorization, Incoming, Payload, Policy};
use liveface_cloud_api::sign::{AuthError, Method, v1};
use liveface_cloud_api::{Credential, Secret};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Texts that look like the header: its pieces, in any order and number.
fn almost_authorization() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "TC3-HMAC-SHA256",
        " ",
        ", ",
        "Credential=",
        "SignedHeaders=",
        "Signature=",
        "A/2023-11-14/faceid/tc3_request",
        "content-type;host",
        ";",
        "/",
        "=",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "é",
        "\0",
    ];
    vec(prop::sample::select(PIECES), 0..20).prop_map(|chosen| chosen.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_header_panics(text in any::<String>(), almost in almost_authorization()) {
        let _ = Authorization::parse(&text);
        let _ = Authorization::parse(&almost);
        let _ = Authorization::parse(&format!("TC3-HMAC-SHA256 {text}"));
    }

    #[test]
    fn no_form_panics(text in any::<String>(), parts in "([A-Za-z.%&=+é]|Signature=|Timestamp=1|SecretId=){0,40}") {
        let _ = v1::Form::parse(&text);
        let _ = v1::Form::parse(&parts);
    }

    #[test]
    fn no_request_panics_or_verifies_unsigned(
        headers in vec((any::<String>(), any::<String>()), 0..4),
        host in any::<String>(),
        timestamp in prop_oneof![any::<String>(), "[0-9]{1,12}"],
        query in any::<String>(),
        now in any::<i64>(),
    ) {
        let authorization = Authorization {
            secret_id: "A".into(), date: "2023-11-14".into(), service: "faceid".into(),
            signed_headers: vec!["content-type".into(), "host".into()], signature: [0; 32],
        };
        let mut sent = vec![("Content-Type", "a"), ("Host", &*host), ("X-TC-Timestamp", &*timestamp)];
        sent.extend(headers.iter().map(|(name, value)| (&**name, &**value)));
        let request = Incoming { method: Method::Get, query: &query, headers: &sent, body_hash: [0; 32] };
        let verified = tc3::verify(&authorization, &Secret::from("key"), &request, &Policy::official_sdks(), now);
        prop_assert!(verified.is_err());
    }

    #[test]
    fn what_is_signed_with_tc3_verifies(
        body in vec(any::<u8>(), 0..300), query in "[ -~]{0,40}", host in "[ -~]{0,40}", kind in "[ -~]{0,40}",
        key in any::<String>(), service in "[!-+\\--.0-~]{1,20}", timestamp in 1_i64..99_999_999_999,
    ) {
        let credential = Credential::new("AKIDexample", &*key);
        let headers = [("Host", &*host), ("content-type", &*kind)];
        let request = tc3::Request { method: Method::Get, query: &query, headers: &headers, payload: Payload::Bytes(&body) };
        let signed = tc3::sign(&credential, &service, timestamp, &request);
        let authorization = Authorization::parse(&signed.authorization).unwrap();
        let text = timestamp.to_string();
        let sent = [headers[0], headers[1], ("x-tc-timestamp", &*text)];
        let request = Incoming { method: Method::Get, query: &query, headers: &sent, body_hash: Payload::hash(&body) };
        let verified = tc3::verify(&authorization, &Secret::from(&*key), &request, &Policy::official_sdks(), timestamp);
        prop_assert!(verified.is_ok(), "{verified:?}");
    }

    #[test]
    fn what_is_signed_with_v1_verifies(
        values in btree_map("P[A-Za-z.0-9]{0,8}", any::<String>(), 0..10), key in any::<String>(),
        better in any::<bool>(), nonce in any::<u64>(), timestamp in 1_i64..99_999_999_999,
    ) {
        let credential = Credential::new("AKIDexample", &*key).with_token("é&=");
        let algorithm = if better { v1::Algorithm::HmacSha256 } else { v1::Algorithm::HmacSha1 };
        let common = v1::Common {
            action: "A", version: "V", region: None, timestamp, nonce, algorithm, language: None, request_client: None,
        };
        let mut params: Vec<(String, String)> = values.into_iter().collect();
        params.extend(common.params(&credential));
        params.push(("Signature".into(), v1::sign(&credential, Method::Post, "h", &params).unwrap()));
        let form = v1::Form::parse(&encode(&params)).unwrap();
        prop_assert_eq!((form.secret_id(), form.get("Token")), ("AKIDexample", Some("é&=")));
        let verified = v1::verify(&form, Method::Post, &["h".into()], &credential.secret_key, timestamp).unwrap();
        prop_assert_eq!(verified.algorithm, algorithm);
    }
}

#[test]
fn what_is_too_large_is_refused_at_once() {
    let huge = "TC3-HMAC-SHA256 Credential=,".repeat(2_000_000);
    let begun = Instant::now();
    assert!(matches!(Authorization::parse(&huge), Err(AuthError::InvalidAuthorization(_))));
    let error = v1::Form::parse(&huge).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert_eq!(error.code(), "AuthFailure.SignatureFailure");
    assert_eq!(
        error.to_string(),
        "The provided credentials could not be validated because of exceeding request size limit, please use new \
         signature method `TC3-HMAC-SHA256`."
    );
}
