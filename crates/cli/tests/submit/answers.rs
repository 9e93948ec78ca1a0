//! What the cloud answers, as a person and a program read it; and what is shown without asking it.

use crate::keeper::{Keeper, Manner};
use crate::kit::{REQUEST_ID, response};
use crate::service::{Service, reply};
use crate::world::{ID, KEY, Ran, SUBMIT, World};
use axum::body::Body;
use axum::http::Response;
use liveface_cloud_api::actions::CompareFaceLivenessResponse;
use liveface_cloud_api::envelope;
use serde_json::{Value, json};
use std::fs;

/// An answer with this result and similarity, and no best frame.
fn result(result: &str, sim: f64) -> Response<Body> {
    let response = CompareFaceLivenessResponse {
        result: result.to_owned(),
        description: "what the cloud says".to_owned(),
        sim,
        best_frame_base64: None,
    };
    reply(200, "application/json", envelope::write(&response, REQUEST_ID).unwrap())
}

#[test]
fn a_live_person_is_told_in_lines_and_the_best_frame_is_the_owners_alone() {
    let (world, service) = (World::new(), Service::new());
    let ran = world.submit(&service.url(), &["--best-frame", "best.jpg"]);
    let request = format!("  request     {REQUEST_ID}");
    let rows = [
        "  code        Success",
        "  similarity  98.5 of 100; the cloud's bar is 70",
        "  charged     yes",
        &request,
        "  video       MP4, 252453 bytes, ",
        "  photo       JPEG, 37809 bytes, ",
    ];
    ran.assert_prints(0, &rows);
    assert!(ran.printed.starts_with("LIVE") && ran.said.is_empty(), "{} {}", ran.printed, ran.said);
    assert_eq!(fs::read(world.path("best.jpg")).unwrap(), b"\xFF\xD8\xFF\xE0\x00\x10");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(world.path("best.jpg")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn a_program_reads_one_object() {
    let ran = World::new().submit(&Service::new().url(), &["--json"]);
    assert_eq!((ran.status, ran.printed.lines().count()), (Some(0), 1), "{} {}", ran.printed, ran.said);
    let object: Value = serde_json::from_str(&ran.printed).unwrap();
    for (field, expected) in [
        ("schema", json!(1)),
        ("verdict", json!("live")),
        ("reason", Value::Null),
        ("code", json!("Success")),
        ("similarity", json!(response().sim)),
        ("billed", json!(true)),
        ("request_id", json!(REQUEST_ID)),
    ] {
        assert_eq!(object[field], expected, "{field}");
    }
    assert!(object["sent"]["video"].as_str().unwrap().starts_with("MP4, 252453 bytes"), "{object}");
    assert_eq!(object["sent"]["changes"], json!([]));
}

#[test]
fn only_success_is_live() {
    let cases = [
        ("FailedOperation.CompareLowSimilarity", 1, "REJECTED", "similarity  41.5 of 100"),
        ("FailedOperation.New", 2, "INCOMPLETE", "the cloud says: what the cloud says"),
        ("", 2, "INCOMPLETE", "charged     not known"),
    ];
    let service = Service::scripted(move |number| Some(result(cases[number].0, 41.5)));
    let world = World::new();
    for (code, status, word, row) in cases {
        let ran = world.submit(&service.url(), &["--best-frame", "best.jpg"]);
        ran.assert_prints(status, &[code, word, row]);
        ran.assert_says(&["no best frame", "best.jpg was not written"]);
        assert!(!world.path("best.jpg").exists());
    }
}

#[test]
fn the_actions_are_sent_in_their_order() {
    let (world, keeper) = (World::new(), Keeper::new(Manner::Prompt));
    for (actions, kind, data) in [
        (&["--actions", "shake,mouth"][..], "ACTION", Some("4,1")),
        (&["--type", "action", "--actions", "2"], "ACTION", Some("2")),
        (&["--type", "SILENT"], "SILENT", None),
    ] {
        world.submit(&keeper.url(), actions).assert_prints(0, &["LIVE"]);
        let request = keeper.take();
        assert_eq!((request.liveness_type.as_str(), request.validate_data.as_deref()), (kind, data));
    }
}

#[test]
fn a_dry_run_shows_what_would_be_signed_and_sends_nothing() {
    let (world, service) = (World::new(), Service::new());
    let ran = world.submit(&service.url(), &["--dry-run"]);
    let curl = format!("curl -X POST '{}/'", service.url());
    let words = [
        "-- canonical request\nPOST\n/\n",
        "-- string to sign\nTC3-HMAC-SHA256\n",
        &curl,
        "Signature=***'",
        "--data-binary @body.json",
    ];
    ran.assert_prints(0, &words);
    assert!(ran.said.is_empty(), "{}", ran.said);
    let object: Value =
        serde_json::from_str(&world.submit(&service.url(), &["--dry-run", "--json"]).printed).unwrap();
    assert!(object["curl"].as_str().unwrap().starts_with(&curl), "{object}");
    let keyless =
        Ran::of(world.command(&[&SUBMIT[..], &["--dry-run"]].concat()).env_remove(ID).env_remove(KEY));
    keyless.assert_prints(0, &["https://faceid.intl.tencentcloudapi.com/", "Signature=***'"]);
    keyless.assert_says(&["no key was found"]);
    assert!(service.seen().is_empty());
}

#[test]
fn no_log_holds_what_is_sent() {
    let (world, service) = (World::new(), Service::new());
    let ran = Ran::of(world.submission(&service.url(), &[]).env("RUST_LOG", "trace"));
    ran.assert_prints(0, &["LIVE"]);
    // The HTTP library logs its bytes sixteen on a line at this level.
    assert!(ran.said.contains("TRACE") || ran.said.contains("DEBUG"), "nothing is logged: {}", ran.said);
    for sent in ["TRACE ureq", "ureq_proto::util", "Signature=", "ImageBase64", "/9j/"] {
        assert!(!ran.said.contains(sent), "{sent} is logged: {}", ran.said);
    }
}
