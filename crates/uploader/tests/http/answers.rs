//! A service that behaves: what each of its answers means, and that every request is one it takes.

use crate::kit::{
    LARGE, REQUEST_ID, SMALL, assert_success, client, credential, options, response, submit, success,
};
use crate::service::{Service, refusal, refusal_with, reply};
use axum::response::Response;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::code::ErrorCode;
use liveface_cloud_api::{ApiCode, Credential};
use liveface_uploader::{Client, Delivery, Error, Options};
use serde_json::json;
use std::time::{Duration, Instant};

/// Errors that can come after the work and that no document promises not to charge.
const MAY_BE_CHARGED: [&str; 18] = [
    "FailedOperation",
    "FailedOperation.CompareLibServiceUnavailable",
    "FailedOperation.CompareLowSimilarity",
    "FailedOperation.DetectEngineSystemError",
    "FailedOperation.EncryptSystemError",
    "FailedOperation.FileSaveError",
    "FailedOperation.IdPhotoSystemNoanswer",
    "FailedOperation.IdentityAuthLimitExceeded",
    "FailedOperation.RequestLimitExceeded",
    "InternalError.CompareLowSimilarity",
    "InternalError.EncryptSystemError",
    "InternalError.UnKnown",
    "LimitExceeded",
    "ResourceInsufficient",
    "ResourceUnavailable",
    "ResponseSizeLimitExceeded",
    "ServiceUnavailable",
    "Success",
];

#[test]
fn a_proper_request_brings_the_answer() {
    let (service, options) = (Service::new(), options(5000, 0));
    for body in [&*SMALL, &*LARGE] {
        let answer = submit(&client(&service.url(), &options), &options, body).unwrap();
        assert_eq!(answer.response, response());
        assert_eq!(answer.request_id.as_deref(), Some(REQUEST_ID));
    }
    assert_eq!(service.seen().len(), 2);
}

#[test]
fn every_code_of_the_cloud_comes_back_as_itself() {
    let service = Service::scripted(|number| Some(refusal(ApiCode::ALL[number])));
    let options = options(5000, 0);
    let mut may_be_charged = Vec::new();
    for code in ApiCode::ALL {
        // A client of its own for each, so that none waits for its turn.
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        assert_eq!(error.code(), Some(ErrorCode::Code(*code)), "{error:?}");
        match error.delivery() {
            Delivery::Unknown => may_be_charged.push(code.as_str()),
            other => assert_eq!(other, Delivery::Refused, "{code}"),
        }
        assert_eq!(error.request_id(), Some(REQUEST_ID), "{code}");
        let told = error.to_string();
        assert!(told.contains(code.remedy()) && told.contains(code.as_str()), "{told}");
    }
    assert_eq!(service.seen().len(), ApiCode::ALL.len());
    may_be_charged.sort_unstable();
    assert_eq!(may_be_charged, MAY_BE_CHARGED);
}

#[test]
fn a_code_that_nobody_knows_comes_back_with_the_clouds_words() {
    let service = Service::scripted(|_| Some(refusal(ErrorCode::from("Brand.New"))));
    let options = options(5000, 3);
    let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
    let told = format!(
        "the cloud refused it (Brand.New); the cloud says: what the cloud says; request {REQUEST_ID}"
    );
    assert_eq!((error.to_string(), error.delivery()), (told, Delivery::Unknown));
    assert_eq!(service.seen().len(), 1, "nobody said that it may be sent again");
}

#[test]
fn an_answer_may_be_written_in_other_ways() {
    let plain = |mut fields: serde_json::Value| {
        fields["Response"]["Sim"] = json!(98.5);
        fields["Response"]["Result"] = json!("Success");
        fields["Response"]["Description"] = json!("Success");
        fields["Response"]["BestFrameBase64"] = json!("/9j/4AAQ");
        fields.to_string()
    };
    let cases = [
        ("application/json; charset=utf-8", String::from_utf8(success()).unwrap(), Some(REQUEST_ID)),
        ("text/plain", String::from_utf8(success()).unwrap(), Some(REQUEST_ID)),
        ("application/json", plain(json!({"Response": {}})), None),
        ("application/json", plain(json!({"Response": {"RequestId": null}})), None),
        ("application/json", plain(json!({"Response": {"Error": null, "RequestId": "r"}})), Some("r")),
        ("application/json", plain(json!({"Response": {"New": [{"er": 1}]}, "Beside": 1})), None),
    ];
    for (content_type, body, request_id) in cases {
        let sent = body.clone();
        let service = Service::scripted(move |_| Some(reply(200, content_type, sent.clone())));
        let options = options(5000, 0);
        let outcome = submit(&client(&service.url(), &options), &options, &SMALL);
        assert_success(&outcome, &body);
        assert_eq!(outcome.unwrap().request_id.as_deref(), request_id, "{body}");
    }
}

#[test]
fn nulls_are_values_left_out() {
    let nulls = r#"{"Response":{"Result":null,"Description":null,"Sim":null,"BestFrameBase64":null,"RequestId":null}}"#;
    let service = Service::scripted(move |_| Some(reply(200, "application/json", nulls)));
    let options = options(5000, 0);
    let answer = submit(&client(&service.url(), &options), &options, &SMALL).unwrap();
    assert_eq!(answer.response, liveface_cloud_api::actions::CompareFaceLivenessResponse::default());
}

#[test]
fn a_wrong_key_is_told_by_the_signature() {
    let (service, options) = (Service::new(), options(5000, 3));
    let wrong = Credential::new(credential().secret_id, "an0therkey");
    let client = Client::new(wrong, service.url().parse().unwrap()).with_options(options.clone());
    let error = submit(&client, &options, &SMALL).unwrap_err();
    assert_eq!(error.code(), Some(ApiCode::AuthFailureSignatureFailure.into()), "{error:?}");
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn clocks_that_differ_are_both_named() {
    for off in [600, -600] {
        let (service, options) = (Service::start(off, |_| None), options(5000, 3));
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        let told = error.to_string();
        let Error::Api { clocks: Some((here, there)), .. } = error else { panic!("{error:?}") };
        // A second may begin between the two looks at the clock, and the header holds whole seconds.
        let apart = there.as_second() - here.as_second();
        assert!((apart - off).abs() <= 1, "{apart} s, {off} s expected");
        let parts = [
            "AuthFailure.SignatureExpire",
            &format!("{here:.0}"),
            &format!("{there:.0}"),
            "set this machine's clock",
        ];
        assert!(parts.iter().all(|part| told.contains(part)), "{told}");
        assert_eq!(service.seen().len(), 1, "it would be refused again");
    }
    let (service, options) = (Service::start(290, |_| None), options(5000, 0));
    assert_success(
        &submit(&client(&service.url(), &options), &options, &SMALL),
        "within the cloud's tolerance",
    );
}

type Refusal = fn() -> Response;

#[test]
fn what_was_turned_away_is_sent_again() {
    let unavailable = || refusal_with(503, &ApiCode::InternalError.into(), "busy");
    let cases: [(&str, Refusal); 9] = [
        ("rate", || refusal(ApiCode::RequestLimitExceeded)),
        ("rate of the account", || refusal(ApiCode::RequestLimitExceededUinLimitExceeded)),
        ("rate of the address", || refusal(ApiCode::RequestLimitExceededIPLimitExceeded)),
        ("rate everywhere", || refusal(ApiCode::RequestLimitExceededGlobalRegionUinLimitExceeded)),
        ("429", || reply(429, "text/html", "<html>slow down</html>")),
        ("500", || reply(500, "text/html", "<html>oops</html>")),
        ("502", || reply(502, "text/html", "")),
        ("503", || reply(503, "text/plain", "later")),
        ("an error of the cloud's inside 503", unavailable),
    ];
    std::thread::scope(|scope| {
        for (what, busy) in cases {
            scope.spawn(move || {
                let service = Service::scripted(move |number| (number < 2).then(busy));
                let options = options(5000, 2);
                assert_success(&submit(&client(&service.url(), &options), &options, &SMALL), what);
                assert_eq!(service.seen().len(), 3, "{what}");
            });
        }
    });
}

#[test]
fn a_response_is_the_answer_whatever_its_status() {
    for status in [201, 404, 500, 502, 504] {
        let service = Service::scripted(move |_| Some(reply(status, "application/json", success())));
        let options = options(5_000, 3);
        let outcome = submit(&client(&service.url(), &options), &options, &SMALL);
        assert_success(&outcome, &format!("status {status}"));
        assert_eq!(service.seen().len(), 1, "status {status}: it may be charged");
    }
}

#[test]
fn an_error_that_may_follow_the_work_is_not_sent_again() {
    for code in [ApiCode::InternalErrorEncryptSystemError, ApiCode::FileSaveError] {
        let refuse = move |_| Some(refusal_with(500, &code.into(), "after the work"));
        let service = Service::scripted(refuse);
        let options = options(5_000, 3);
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        assert_eq!((error.code(), error.delivery()), (Some(code.into()), Delivery::Unknown), "{error}");
        assert_eq!(service.seen().len(), 1, "{code}");
    }
}

#[test]
fn a_cancelled_call_ends_at_once_and_says_how_far_it_was() {
    let refusing = Service::scripted(|_| Some(reply(503, "text/plain", "later")));
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent_url = format!("http://{}", silent.local_addr().unwrap());
    let wait = Options { retries: u32::MAX, ..options(30_000, 0) };
    for (url, delivery) in [(refusing.url(), Delivery::Refused), (silent_url, Delivery::Unknown)] {
        let client = client(&url, &wait);
        let (ended, begun) = std::thread::scope(|scope| {
            let call = scope.spawn(|| client.send::<CompareFaceLiveness>(&SMALL));
            // Long enough for a small body to be out, or for an attempt to be refused.
            std::thread::sleep(Duration::from_secs(1));
            let begun = Instant::now();
            client.cancel();
            (call.join().unwrap(), begun)
        });
        let error = ended.unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        assert!(matches!(error, Error::Cancelled { .. }), "{error:?}");
        assert_eq!(error.delivery(), delivery, "{error}");
        let later = client.send::<CompareFaceLiveness>(&SMALL).unwrap_err();
        assert_eq!(later.delivery(), Delivery::NotSent, "nothing is sent after it: {later}");
    }
}

#[test]
fn a_host_that_stays_busy_is_given_up_with_what_it_said() {
    let service = Service::scripted(|_| Some(reply(503, "text/html", "<html>later</html>")));
    let options = options(5000, 1);
    let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
    assert!(matches!(error, Error::Status { status: 503, .. }), "{error:?}");
    assert_eq!((error.delivery(), service.seen().len()), (Delivery::Refused, 2));
}

#[test]
fn a_redirection_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Service::new();
        let target = elsewhere.url();
        let service = Service::scripted(move |_| {
            let mut response = reply(status, "text/html", "<html>moved</html>");
            response.headers_mut().insert("Location", target.parse().unwrap());
            Some(response)
        });
        let options = options(5000, 3);
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        assert!(matches!(error, Error::Status { status: told, .. } if told == status), "{error:?}");
        assert!(error.to_string().contains("a signed request is not sent on"), "{error}");
        assert_eq!((service.seen().len(), elsewhere.seen().len()), (1, 0), "{status}");
    }
}

#[test]
fn a_status_that_no_repetition_changes_ends_the_call() {
    let cases = [
        (400, "text/plain", "what?", "check the endpoint"),
        (403, "text/html", "<html>no</html>", "check the endpoint"),
        (404, "text/html", "<html><h1>Not Found</h1></html>", "check the endpoint"),
        (407, "text/html", "<html>who?</html>", "user and password"),
        (413, "text/html", "<html>too large</html>", "send a smaller video"),
    ];
    for (status, content_type, body, remedy) in cases {
        let service = Service::scripted(move |_| Some(reply(status, content_type, body)));
        let options = options(5000, 3);
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        assert!(matches!(error, Error::Status { status: told, .. } if told == status), "{error:?}");
        assert_eq!(error.delivery(), Delivery::Refused, "{status}");
        assert!(error.to_string().contains(remedy) && !error.to_string().contains("html"), "{error}");
        assert_eq!(service.seen().len(), 1, "{status}");
    }
}

#[test]
fn a_status_that_may_mean_success_is_not_taken_for_a_refusal() {
    for status in [201, 202, 204] {
        let service = Service::scripted(move |_| Some(reply(status, "text/plain", "")));
        let options = options(5000, 3);
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!((error.delivery(), service.seen().len()), (Delivery::Unknown, 1), "{status}");
    }
}

#[test]
fn an_error_of_the_clouds_counts_under_any_status() {
    for status in [400, 401, 403, 404] {
        let code = ErrorCode::from(ApiCode::InvalidParameter);
        let service =
            Service::scripted(move |_| Some(refusal_with(status, &ApiCode::InvalidParameter.into(), "x")));
        let options = options(5000, 3);
        let error = submit(&client(&service.url(), &options), &options, &SMALL).unwrap_err();
        assert_eq!((error.code(), service.seen().len()), (Some(code), 1), "{status}");
    }
}

#[test]
fn a_temporary_key_sends_its_token() {
    let (service, options) = (Service::new(), options(5000, 0));
    let temporary = credential().with_token("t0ken");
    let client = Client::new(temporary, service.url().parse().unwrap()).with_options(options.clone());
    assert_success(&submit(&client, &options, &SMALL), "with a token");
}
