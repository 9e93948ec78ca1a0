//! Signing and verifying: known answers, what one flipped bit does, what is accepted beyond the letter, and what anyone
//! may send.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "signing/flips.rs"]
mod flips;
#[path = "signing/hostile.rs"]
mod hostile;
#[path = "signing/policy.rs"]
mod policy;
#[path = "signing/vectors.rs"]
mod vectors;

use liveface_cloud_api::Credential;
use liveface_cloud_api::sign::{tc3, v1};
use std::io::Write as _;
use vectors::{Tc3, V1};

#[test]
fn tc3_gives_the_known_answers() {
    for vector in vectors::tc3() {
        let credential = Credential::new(&*vector.secret_id, &*vector.secret_key);
        let headers = vector.signed_headers();
        let request = vector.request(&headers);
        let signed = tc3::sign(&credential, &vector.service, vector.timestamp, &request);
        assert_eq!(signed.canonical_request, vector.canonical_request, "{}", vector.name);
        assert_eq!(signed.string_to_sign, vector.string_to_sign, "{}", vector.name);
        assert_eq!(signed.scope, vector.scope, "{}", vector.name);
        assert_eq!(signed.authorization, vector.authorization, "{}", vector.name);
        let verified = vector.verify(vector.timestamp).unwrap();
        assert_eq!((verified.timestamp, verified.unsigned_payload), (vector.timestamp, vector.unsigned()));
        assert_eq!(Some(verified.host.as_str()), vector.header("Host"), "{}", vector.name);
    }
}

#[test]
fn v1_gives_the_known_answers() {
    for vector in vectors::v1() {
        // `Signature` is among them, and is not signed.
        let params: Vec<(String, String)> =
            form_urlencoded::parse(vector.form.as_bytes()).into_owned().collect();
        let credential = Credential::new("is not used", &*vector.secret_key);
        assert_eq!(v1::plaintext(vector.method, &vector.host, &params), vector.plaintext, "{}", vector.name);
        let signature = v1::sign(&credential, vector.method, &vector.host, &params).unwrap();
        assert_eq!(signature, vector.signature, "{}", vector.name);
        assert_eq!(vector.verify(vector.timestamp).unwrap().host, vector.host, "{}", vector.name);
    }
}

#[test]
fn all_published_vectors_are_here_where_the_specification_is() {
    let Some((tc3, v1)) = vectors::of_the_specification() else {
        let line = "skipped: the 17 vectors of the specification, because shared/spec is not here\n";
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return;
    };
    assert_eq!((tc3.len(), v1.len()), (12, 5));
    let known: Vec<&str> = tc3.iter().map(|vector| &*vector.authorization).collect();
    let signatures: Vec<&str> = v1.iter().map(|vector| &*vector.signature).collect();
    for Tc3 { name, authorization, .. } in vectors::tc3_of_this_file() {
        assert!(known.contains(&&*authorization), "{name}");
    }
    for V1 { name, signature, .. } in vectors::v1_of_this_file() {
        assert!(signatures.contains(&&*signature), "{name}");
    }
}
