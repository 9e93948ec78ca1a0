//! What is accepted because SDKs send it, and where acceptance ends.

use crate::vectors::{self, STRICT, Tc3, V1};
use hmac::{Hmac, Mac as _};
use liveface_cloud_api::sign::tc3::{self, Payload, Policy};
use liveface_cloud_api::sign::{AuthError, Method, host_candidates, v1};
use liveface_cloud_api::{Credential, Endpoint, Secret};
use sha2::{Digest as _, Sha256};

const NOON: i64 = 1_700_049_600;

/// A request that is sent to `sent` and signed for `signed`, in the name of `service`.
fn request(signed: &str, sent: &str, service: &str) -> Tc3 {
    let credential = Credential::new("AKIDexample", "key");
    let headers = [("content-type", "application/json"), ("host", signed)];
    let payload = Payload::Bytes(b"{}");
    let request = tc3::Request { method: Method::Post, query: "", headers: &headers, payload };
    let signature = tc3::sign(&credential, service, NOON, &request);
    let sent = [("Content-Type", "application/json"), ("Host", sent), ("X-TC-Timestamp", "1700049600")];
    Tc3 {
        name: String::new(),
        secret_id: "AKIDexample".into(),
        secret_key: "key".into(),
        service: service.into(),
        timestamp: NOON,
        method: Method::Post,
        query: String::new(),
        headers: sent.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        signed: vec!["content-type".into(), "host".into()],
        body: b"{}".to_vec(),
        canonical_request: signature.canonical_request,
        string_to_sign: signature.string_to_sign,
        scope: signature.scope,
        authorization: signature.authorization,
    }
}

#[test]
fn the_node_sdk_signs_the_host_without_its_port_and_for_its_first_label() {
    let node = request("127.0.0.1", "127.0.0.1:18080", "127");
    assert_eq!(node.verify(NOON).unwrap().host, "127.0.0.1");
    let faceid_only = Policy { service: Some("faceid"), ..STRICT };
    let error = node.verify_with(&faceid_only, NOON).unwrap_err();
    assert_eq!(error, AuthError::WrongService { found: "127".into(), expected: "faceid".into() });
    assert_eq!(error.code(), "AuthFailure.SignatureFailure");
    assert!(request("127.0.0.1:18080", "127.0.0.1:18080", "faceid").verify_with(&faceid_only, NOON).is_ok());
    assert_eq!(request("127.0.0.1:18080", "127.0.0.1", "127").verify(NOON), Err(AuthError::Mismatch));
    assert_eq!(request("127.0.0.1:18080", "127.0.0.1:18081", "127").verify(NOON), Err(AuthError::Mismatch));
}

/// So that a request for the real service verifies wherever it is sent: [`Policy::hosts`] is to be empty where that is
/// not wanted.
#[test]
fn behind_a_gateway_the_well_known_hosts_are_signed() {
    for host in Endpoint::WELL_KNOWN_HOSTS {
        let gateway = request(host, "gateway.example:8080", "faceid");
        assert_eq!(gateway.verify_with(&Policy::official_sdks(), NOON).unwrap().host, host);
        assert_eq!(gateway.verify(NOON), Err(AuthError::Mismatch));
    }
}

#[test]
fn clocks_may_be_five_minutes_apart() {
    let (request, form) = (request("h", "h", "faceid"), v1_of_now());
    for skew in [-300, 300] {
        assert!(request.verify(NOON + skew).is_ok());
        assert!(form.verify(form.timestamp + skew).is_ok());
    }
    for skew in [-301, 301] {
        let error = request.verify(NOON + skew).unwrap_err();
        assert_eq!(error, AuthError::Expired { timestamp: NOON, now: NOON + skew });
        assert_eq!(error.code(), "AuthFailure.SignatureExpire");
        assert!(
            error.to_string().contains("2023-11-15T12:00:00Z") && error.to_string().contains("301 s"),
            "{error}"
        );
        assert!(matches!(form.verify(form.timestamp + skew), Err(AuthError::Expired { .. })));
    }
    assert!(request.verify(i64::MIN).is_err() && request.verify(i64::MAX).is_err());
}

fn v1_of_now() -> V1 {
    vectors::v1_of_this_file().remove(0)
}

#[test]
fn the_date_must_be_that_of_the_timestamp() {
    let mut request = request("h", "h", "faceid");
    request.authorization = request.authorization.replace("2023-11-15", "2023-11-14");
    let error = request.verify(NOON).unwrap_err();
    assert_eq!(error, AuthError::WrongDate { found: "2023-11-14".into(), expected: "2023-11-15".into() });
}

#[test]
fn an_unsigned_body_must_be_announced_and_allowed() {
    let mut request = request("h", "h", "faceid");
    request.headers.push(("x-tc-content-sha256".into(), "UNSIGNED-PAYLOAD".into()));
    assert_eq!(request.verify(NOON), Err(AuthError::Mismatch), "a signed body cannot be declared unsigned");
    request.body = b"UNSIGNED-PAYLOAD".to_vec();
    let headers = request.signed_headers();
    let signed =
        tc3::sign(&Credential::new("AKIDexample", "key"), "faceid", NOON, &request.request(&headers));
    request.authorization = signed.authorization;
    assert!(request.verify(NOON).unwrap().unsigned_payload);
    let signed_only = Policy { unsigned_payload: false, ..STRICT };
    assert_eq!(request.verify_with(&signed_only, NOON), Err(AuthError::UnsignedPayload));
    request.headers.pop();
    assert!(
        !request.verify_with(&signed_only, NOON).unwrap().unsigned_payload,
        "the same bytes, signed as a body"
    );
    request.body.clear();
    assert_eq!(request.verify(NOON), Err(AuthError::Mismatch));
}

#[test]
fn a_header_that_decides_is_there_once() {
    for name in ["Content-Type", "Host", "X-TC-Timestamp"] {
        let mut twice = request("h", "h", "faceid");
        let value = twice.header(name).unwrap().to_owned();
        twice.headers.push((name.to_ascii_uppercase(), value));
        assert_eq!(twice.verify(NOON), Err(AuthError::RepeatedHeader(name.to_ascii_lowercase())));
        let mut missing = request("h", "h", "faceid");
        missing.headers.retain(|(known, _)| known != name);
        let expected = match name {
            "X-TC-Timestamp" => AuthError::MissingParameter("Timestamp"),
            _ => AuthError::MissingHeader(name.to_ascii_lowercase()),
        };
        assert_eq!(missing.verify(NOON), Err(expected));
    }
}

/// Java's multipart boundary, say: the documents say that `ABC` is signed as `abc`, and SDKs sign it as it is.
#[test]
fn a_header_may_be_signed_as_it_is() {
    let content_type = "multipart/form-data; boundary=ABCdef";
    let mut request = request("h", "h", "faceid");
    request.headers[0].1 = format!("  {content_type} ");
    let body = Sha256::digest(&request.body);
    let canonical = format!("POST\n/\n\ncontent-type:{content_type}\nhost:h\n\ncontent-type;host\n{body:x}");
    let hash = Sha256::digest(canonical);
    let text = format!("TC3-HMAC-SHA256\n{NOON}\n2023-11-15/faceid/tc3_request\n{hash:x}");
    let hmac = |key: &[u8], text: &str| {
        Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(text).finalize().into_bytes()
    };
    let key = ["2023-11-15", "faceid", "tc3_request"]
        .iter()
        .fold(b"TC3key".to_vec(), |key, text| hmac(&key, text).to_vec());
    let signature = format!("{:x}", hmac(&key, &text));
    let before = request.authorization.split("Signature=").next().unwrap();
    request.authorization = format!("{before}Signature={signature}");
    assert!(request.verify(NOON).is_ok());
    request.headers[0].1 = content_type.to_ascii_lowercase();
    assert_eq!(request.verify(NOON), Err(AuthError::Mismatch));
}

#[test]
fn v1_signs_for_any_of_the_hosts() {
    let form = v1::Form::parse(&v1_of_now().form).unwrap();
    let key = Secret::from(&*v1_of_now().secret_key);
    let verified = |hosts: Vec<String>| v1::verify(&form, Method::Get, &hosts, &key, 1_465_185_768);
    let hosts = host_candidates("cvm.tencentcloudapi.com:443", &["other"]);
    assert_eq!(verified(hosts).unwrap().host, "cvm.tencentcloudapi.com");
    assert_eq!(verified(vec![]), Err(AuthError::Mismatch));
    assert_eq!(verified(vec!["other".into()]), Err(AuthError::Mismatch));
}
