//! The app's side of a merchant server, against real ones on this machine: some like the guide's samples, some not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "merchant/faults.rs"]
mod faults;
#[path = "merchant/hosts.rs"]
mod hosts;
#[path = "http/kit.rs"]
#[expect(dead_code, reason = "what the tests of the cloud's client need besides")]
mod kit;
#[path = "http/raw.rs"]
#[expect(dead_code, reason = "as above")]
mod raw;
#[path = "merchant/service.rs"]
mod service;

use kit::{REQUEST_ID, options};
use liveface_cloud_api::SelfieResultCode;
use liveface_cloud_api::code::Known;
use liveface_cloud_api::merchant::UploadResult;
use liveface_uploader::{Delivery, Error, Merchant, MerchantFault, SdkToken, SelfieResult, SessionEvidence};
use serde_json::json;
use service::{Dialect, MerchantServer, Play};

/// The first bytes of an MP4 and of a JPEG.
const VIDEO: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0isomavc1 and the rest";
const FRAME: &[u8] = b"\xFF\xD8\xFF\xE0 and the rest";

fn merchant(url: &str) -> Merchant {
    Merchant::new(url).unwrap().with_options(options(3000, 1))
}

fn token(text: &str) -> SdkToken {
    SdkToken::new(text).unwrap()
}

fn evidence() -> SessionEvidence {
    let report = json!({"schema": 1, "verdict": "live"});
    SessionEvidence { video: VIDEO.to_vec(), best_frame: Some(FRAME.to_vec()), report: Some(report) }
}

/// The fault of an outcome, whose error must be one line without the token.
fn fault<T>(outcome: Result<T, Error>) -> (MerchantFault, Delivery) {
    let error = outcome.map(|_| ()).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains('\n') && !shown.contains("s3cret"), "{shown}");
    let delivery = error.delivery();
    match error {
        Error::Merchant { fault, .. } => (fault, delivery),
        other => panic!("{other:?}"),
    }
}

fn answering(status: u16, kind: &'static str, body: &'static str) -> MerchantServer {
    MerchantServer::start(Play { instead: Some((status, kind, body)), ..Play::default() })
}

#[test]
fn a_session_goes_from_its_token_to_its_result() {
    for dialect in [Dialect::Go, Dialect::Java] {
        let server = MerchantServer::start(Play { dialect, results: vec!["-999", "0"], ..Play::default() });
        let merchant = merchant(&server.url());
        let token = merchant.token(4).unwrap();
        assert_eq!(token.expose(), REQUEST_ID, "{dialect:?}");
        assert_eq!(merchant.result(&token).unwrap(), SelfieResultCode::NotFinished.into());
        merchant.upload(&token, &evidence()).unwrap();
        assert_eq!(merchant.result(&token).unwrap(), SelfieResultCode::Success.into());
        let asked = server.asked();
        let calls: Vec<_> = asked.iter().map(|asked| asked.call.as_str()).collect();
        let (result, upload) = ("GET /api/v1/get-result", "POST /api/v1/upload-result");
        assert_eq!(calls, ["GET /api/v1/get-token", result, upload, result]);
        assert!(asked[0].body.is_empty());
        let sent: UploadResult = serde_json::from_slice(&asked[2].body).unwrap();
        assert_eq!(
            (sent.sdk_token.as_str(), sent.video_base64.len()),
            (REQUEST_ID, VIDEO.len().div_ceil(3) * 4)
        );
        assert!(sent.best_frame_base64.unwrap().starts_with("/9j/"));
        assert_eq!(sent.report, evidence().report);
    }
}

#[test]
fn both_spellings_of_a_name_are_sent() {
    let server = MerchantServer::start(Play::default());
    let merchant = merchant(&server.url());
    merchant.result(&merchant.token(2).unwrap()).unwrap();
    let asked = server.asked();
    assert_eq!((asked[0].value("SecureLevel"), asked[0].value("secureLevel")), (Some("2"), Some("2")));
    assert_eq!(
        (asked[1].value("SdkToken"), asked[1].value("sdkToken")),
        (Some(REQUEST_ID), Some(REQUEST_ID))
    );
}

#[test]
fn a_token_with_odd_characters_arrives_as_it_is() {
    let odd = "a+b/c==&SdkToken=x?y#z%41;\"'<>\\|~";
    let server = MerchantServer::start(Play { token: odd, ..Play::default() });
    let merchant = merchant(&format!("{}/", server.url()));
    let token = merchant.token(1).unwrap();
    merchant.upload(&token, &SessionEvidence::new(VIDEO.to_vec())).unwrap();
    assert_eq!(merchant.result(&token).unwrap(), SelfieResultCode::Success.into());
    assert!(server.asked()[1..].iter().all(|asked| asked.value("SdkToken") == Some(odd)));
}

#[test]
fn the_path_of_the_address_comes_first() {
    let server = MerchantServer::start(Play::default());
    let outcome = merchant(&format!("{}/face/v2", server.url())).token(1);
    assert_eq!(fault(outcome).0, MerchantFault::NoEndpoint);
    assert_eq!(server.asked()[0].call, "GET /face/v2/api/v1/get-token");
}

#[test]
fn results_are_typed_and_unknown_ones_kept() {
    let server =
        MerchantServer::start(Play { results: vec!["1004", "4711", "Success", ""], ..Play::default() });
    let (merchant, token) = (merchant(&server.url()), token(REQUEST_ID));
    let result = || merchant.result(&token);
    assert_eq!(result().unwrap().code(), Some(SelfieResultCode::LivenessOrCompareFailed));
    assert_eq!(result().unwrap(), SelfieResult::Other("4711".into()));
    assert_eq!(result().unwrap(), Known::Other("Success".into()), "only the number 0 passes");
    assert_eq!(fault(result()).0, MerchantFault::Incomplete);
}

#[test]
fn answers_that_are_none_are_told_apart_and_not_repeated() {
    let login = "<!DOCTYPE html><title>Log in</title>s3cret";
    let cases = [
        (200, "text/plain", "error", MerchantFault::Refused),
        (200, "text/html", login, MerchantFault::NotJson),
        (200, "application/json", r#"{"SdkToken":null}"#, MerchantFault::Incomplete),
        (200, "application/json", r#"{"SdkToken":"s3cret s3cret"}"#, MerchantFault::Incomplete),
        (200, "application/json", r#"{"SdkToken":{"s3cret":1}}"#, MerchantFault::Incomplete),
        (401, "text/plain", "s3cret", MerchantFault::Status(401)),
        (302, "text/html", login, MerchantFault::Status(302)),
        (404, "text/html", login, MerchantFault::NoEndpoint),
    ];
    for (status, kind, body, wanted) in cases {
        let server = answering(status, kind, body);
        let told = fault(merchant(&server.url()).token(1));
        assert_eq!(told, (wanted, Delivery::Refused), "{status} {body}");
        // A redirect is not followed either.
        assert_eq!(server.asked().len(), 1, "{status} {body}");
    }
}

#[test]
fn a_server_that_takes_no_uploads_says_so() {
    let server = MerchantServer::start(Play { uploads: false, ..Play::default() });
    let merchant = merchant(&server.url());
    let token = merchant.token(1).unwrap();
    let error = merchant.upload(&token, &evidence()).unwrap_err();
    let told = error.to_string();
    assert!(told.contains("/api/v1/upload-result") && told.contains("takes no uploads"), "{told}");
    assert_eq!(fault::<()>(Err(error)), (MerchantFault::NoUpload, Delivery::Refused));
}

#[test]
fn what_cannot_be_right_is_refused_before_a_byte_leaves() {
    let server = MerchantServer::start(Play::default());
    let (merchant, token) = (merchant(&server.url()), token("t"));
    for level in [0, 5, 255] {
        assert!(matches!(merchant.token(level), Err(Error::Request { .. })), "{level}");
    }
    let picture = SessionEvidence::new(FRAME.to_vec());
    let swapped = SessionEvidence { best_frame: Some(VIDEO.to_vec()), ..evidence() };
    let large = SessionEvidence::new([VIDEO, &vec![0; 7_500_000]].concat());
    let reasons = ["not an MP4", "not a JPEG", "the limit is 10000000"];
    for (evidence, reason) in [picture, swapped, large].iter().zip(reasons) {
        let error = merchant.upload(&token, evidence).unwrap_err();
        assert!(matches!(&error, Error::Request { what, .. } if what.contains(reason)), "{error}");
    }
    assert_eq!(server.asked(), []);
    for address in
        ["http://shop.example", "http://10.0.0.7:8080/face", "https://u:p@shop.example", "shop.example"]
    {
        assert!(matches!(Merchant::new(address), Err(Error::Setup(_))), "{address}");
        assert!(
            matches!(self::merchant(&server.url()).with_backup(address), Err(Error::Setup(_))),
            "{address}"
        );
    }
    assert!(self::merchant(&server.url()).with_root_certificates(b"no certificate").is_err());
}

#[test]
fn nothing_of_a_person_or_session_is_printed() {
    let printed = format!("{:?} {:?}", token("s3cret"), evidence());
    assert_eq!(
        printed,
        format!(
            "SdkToken(..) SessionEvidence(video of {} bytes, best frame of Some({}) bytes, report: true)",
            VIDEO.len(),
            FRAME.len()
        )
    );
}
