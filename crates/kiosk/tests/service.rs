//! From the camera to the service's answer, without a window: real clips at their own pace, real networks, real servers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[allow(dead_code, reason = "made for the tests of another crate")]
#[path = "../../uploader/tests/http/service.rs"]
mod cloud_service;
#[allow(dead_code, reason = "made for the tests of another crate")]
#[path = "../../uploader/tests/http/kit.rs"]
mod kit;
#[allow(dead_code, reason = "made for the tests of another crate")]
#[path = "../../uploader/tests/merchant/service.rs"]
mod merchant_service;

use cloud_service::{Service as Cloud, reply};
use liveface::infer::{BackendChoice, BackendOptions, Runtime};
use liveface::vision::{Vision, VisionConfig};
use liveface_cloud_api::actions::CompareFaceLivenessResponse;
use liveface_cloud_api::{Endpoint, envelope};
use liveface_frames::{CameraFault, FrameError};
use liveface_kiosk::failure::{Failure, FailureKind};
use liveface_kiosk::work::{Ending, Job, Photo, Service, Update, Worker};
use liveface_kiosk::{Source, event::TipsEvent, screen::Waiting};
use liveface_models::{Lookup, Pack};
use liveface_session::{Action, Config, Plan};
use liveface_uploader::{Client, Merchant, Options};
use merchant_service::{MerchantServer, Play};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// A silent check of this clip, decided here.
fn job(clip: &str) -> Job {
    let source = Source::Video(fixture(&format!("clips/{clip}.mp4")));
    let pack = Pack::find(&Lookup::default()).unwrap();
    let embedded = BackendOptions { choice: BackendChoice::Embedded, ..BackendOptions::default() };
    let runtime = Runtime::choose(&embedded).unwrap();
    Job {
        open: Box::new(move || source.open()),
        load: Box::new(move || Ok(Vision::load(&pack, &runtime, VisionConfig::default()).unwrap())),
        plan: Box::new(|_| Ok((Plan::silent(), Config::default()))),
        photo: None,
        reach: Box::new(|| Ok(Service::Local)),
        sends: false,
        token: None,
        level: 1,
        keep: None,
        best_image: false,
    }
}

fn with_merchant(clip: &str, server: &MerchantServer) -> Job {
    let url = server.url();
    let reach = move || {
        let options = Options { deadline: Duration::from_secs(5), ..Options::default() };
        Ok(Service::Merchant(Arc::new(Merchant::new(&url).unwrap().with_options(options))))
    };
    Job { reach: Box::new(reach), sends: true, ..job(clip) }
}

fn with_cloud(clip: &str, service: &Cloud, photo: Option<Photo>) -> Job {
    let endpoint: Endpoint = service.url().parse().unwrap();
    let reach = move || Ok(Service::Cloud(Arc::new(Client::new(kit::credential(), endpoint.clone()))));
    Job { reach: Box::new(reach), sends: true, photo, ..job(clip) }
}

/// One session at a time: each needs the time that a kiosk gives it.
static TURN: Mutex<()> = Mutex::new(());

/// All updates of one attempt.
fn attempt(job: Job) -> Vec<Update> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut worker = Worker::new(job, Arc::new(|| {}));
    worker.begin(false);
    let (began, mut updates) = (Instant::now(), Vec::new());
    while !matches!(updates.last(), Some(Update::Ended(_) | Update::Broken(_))) {
        assert!(began.elapsed() < Duration::from_secs(60), "no end: {updates:?}");
        match worker.poll_update() {
            Some(update) => updates.push(update),
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
    updates
}

fn passed(updates: &[Update]) -> (&str, Option<&str>) {
    match updates.last() {
        Some(Update::Ended(ending)) => match &**ending {
            Ending::Passed { token, best_image, .. } => (token, best_image.as_deref()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn failed(updates: &[Update]) -> &Failure {
    match updates.last() {
        Some(Update::Ended(ending)) => match &**ending {
            Ending::Failed { failure, .. } => failure,
            other => panic!("{other:?}"),
        },
        Some(Update::Broken(failure)) => failure,
        other => panic!("{other:?}"),
    }
}

fn calls(server: &MerchantServer) -> Vec<String> {
    server.asked().iter().map(|asked| asked.call.clone()).collect()
}

#[test]
fn a_merchants_server_names_the_session_gets_its_evidence_and_decides() {
    let server = MerchantServer::start(Play { results: vec!["-999", "0"], ..Play::default() });
    let updates = attempt(with_merchant("person", &server));
    assert_eq!(passed(&updates).0, Play::default().token);
    let expected = [
        "GET /api/v1/get-token",
        "POST /api/v1/upload-result",
        "GET /api/v1/get-result",
        "GET /api/v1/get-result",
    ];
    assert_eq!(calls(&server), expected);
    let asked = server.asked();
    assert_eq!(asked[0].value("SecureLevel"), Some("1"));
    let upload: Value = serde_json::from_slice(&asked[1].body).unwrap();
    let video = upload["VideoBase64"].as_str().unwrap();
    assert!(video.len() > 50_000 && video.len() < 8_000_000, "{} characters", video.len());
    assert!(upload["BestFrameBase64"].is_string());
    assert_eq!(upload["Report"]["verdict"], "live");
    let waited: Vec<_> = updates
        .iter()
        .filter_map(|update| if let Update::Waiting(waiting) = update { Some(*waiting) } else { None })
        .collect();
    let order = [Waiting::Token, Waiting::Camera, Waiting::Analysing, Waiting::Uploading, Waiting::Result];
    assert_eq!(waited, order);
}

#[test]
fn what_the_merchants_server_refuses_did_not_pass_and_has_its_number() {
    let server = MerchantServer::start(Play { results: vec!["1004"], ..Play::default() });
    let updates = attempt(with_merchant("person", &server));
    let failure = failed(&updates);
    assert_eq!((failure.kind, failure.code), (FailureKind::Service, 1004));
    assert_eq!(failure.token.as_deref(), Some(Play::default().token));
}

#[test]
fn an_attack_is_not_sent_anywhere() {
    let server = MerchantServer::start(Play::default());
    let updates = attempt(with_merchant("replay_phone", &server));
    assert_eq!(failed(&updates).kind, FailureKind::LocalFailed);
    assert_eq!(calls(&server), ["GET /api/v1/get-token"]);
}

#[test]
fn a_server_that_is_gone_is_a_network_error_and_no_frame_is_taken() {
    let server = MerchantServer::start(Play::default());
    let job = with_merchant("person", &server);
    drop(server);
    let updates = attempt(job);
    assert_eq!((failed(&updates).kind, failed(&updates).code), (FailureKind::Network, 210));
    assert!(!updates.iter().any(|update| matches!(update, Update::Seen { .. })));
}

#[test]
fn the_cloud_decides_over_what_is_sent_to_it() {
    let answer = |result: &'static str| {
        move |_| {
            let response =
                CompareFaceLivenessResponse { result: result.into(), sim: 61.0, ..Default::default() };
            Some(reply(200, "application/json", envelope::write(&response, kit::REQUEST_ID).unwrap()))
        }
    };
    let good = Cloud::scripted(answer("Success"));
    let updates = attempt(Job { best_image: true, ..with_cloud("person", &good, None) });
    let (token, image) = passed(&updates);
    assert!(token.len() == 32 && image.is_some_and(|image| image.starts_with("/9j/")), "a JPEG in base64");
    assert_eq!(good.seen().len(), 1);

    let other = Cloud::scripted(answer("FailedOperation.CompareLowSimilarity"));
    let file = fixture("person.jpg");
    let photo = Photo {
        frame: liveface_frames::read_photo(&file).unwrap(),
        file: Arc::new(std::fs::read(&file).unwrap()),
    };
    let updates = attempt(with_cloud("person", &other, Some(photo)));
    let Some(Update::Ended(ending)) = updates.last() else { panic!() };
    let Ending::Failed { failure, reason, .. } = &**ending else { panic!("{ending:?}") };
    assert_eq!((failure.kind, *reason), (FailureKind::Service, "reason-other-person"));
    assert_eq!(failure.detail.as_deref(), Some("FailedOperation.CompareLowSimilarity"));
}

#[test]
fn a_recording_is_kept_where_that_is_asked_for_and_readable_by_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().join("sessions");
    let updates = attempt(Job { keep: Some(keep.clone()), ..job("person") });
    passed(&updates);
    let files: Vec<_> = std::fs::read_dir(&keep).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [clip] = files.as_slice() else { panic!("{files:?}") };
    let length =
        liveface_frames::open(clip, &liveface_frames::Limits::default()).unwrap().info().duration.unwrap();
    assert!((Duration::from_millis(1_400)..Duration::from_secs(4)).contains(&length), "{length:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(clip).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_is_wrong_is_told_frame_by_frame() {
    let updates = attempt(job("far"));
    let far = |update: &Update| matches!(update, Update::Seen { hint: Some("hint-closer"), someone: true });
    assert!(updates.iter().filter(|update| far(update)).count() > 20);
    assert!(updates.contains(&Update::Tips(TipsEvent::PoseCloser)));
    assert!(failed(&updates).insufficient);
    let updates = attempt(job("backlight"));
    let hints: Vec<_> = updates
        .iter()
        .filter_map(|update| if let Update::Seen { hint, .. } = update { *hint } else { None })
        .collect();
    assert!(hints.contains(&"hint-backlight") && !hints.contains(&"hint-too-dark"), "{hints:?}");
}

#[test]
fn an_attempt_that_was_left_says_nothing_to_the_next_one() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut worker = Worker::new(job("person"), Arc::new(|| {}));
    worker.begin(false);
    std::thread::sleep(Duration::from_millis(700));
    let left = Instant::now();
    worker.stop();
    assert!(left.elapsed() < Duration::from_millis(50), "nobody waits for it");
    assert_eq!(worker.poll_update(), None);
    worker.begin(false);
    let (began, mut ends) = (Instant::now(), 0);
    while began.elapsed() < Duration::from_secs(8) && ends == 0 {
        match worker.poll_update() {
            Some(Update::Ended(ending)) => {
                assert!(matches!(*ending, Ending::Passed { .. }), "{ending:?}");
                ends += 1;
            }
            Some(_) => {}
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
    assert_eq!(ends, 1);
    assert!(began.elapsed() > Duration::from_millis(2_000), "the second attempt looked for itself");
}

#[test]
fn nothing_of_an_attempt_that_was_left_stays_on_the_disk() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let server = MerchantServer::start(Play::default());
    let own = || {
        let prefix = format!("liveface-{}-", std::process::id());
        let folders = std::fs::read_dir(std::env::temp_dir()).unwrap().flatten();
        folders.filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix)).count()
    };
    for stop_first in [true, false] {
        let mut worker = Worker::new(with_merchant("person", &server), Arc::new(|| {}));
        worker.begin(false);
        let began = Instant::now();
        while own() == 0 {
            assert!(began.elapsed() < Duration::from_secs(10), "a clip is recorded");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(300));
        if stop_first {
            worker.stop();
        }
        drop(worker);
        assert_eq!(own(), 0, "deleted before the program can end");
    }
}

#[test]
fn time_limits_and_a_full_disk_have_the_guides_codes() {
    let limited = |change: fn(&mut Config), plan: Plan| -> Box<liveface_kiosk::work::Planner> {
        let mut config = Config::default();
        change(&mut config);
        Box::new(move |_| Ok((plan.clone(), config.clone())))
    };
    let nod = Plan::with_actions(&[Action::Nod]).unwrap();
    let slow = attempt(Job { plan: limited(|config| config.actions.limit_ms = 1_000, nod), ..job("person") });
    assert_eq!((failed(&slow).kind, failed(&slow).code), (FailureKind::ActionTimeOut, 222));
    let early = limited(|config| config.timers.prepare_ms = 1_200, Plan::silent());
    let nobody = attempt(Job { plan: early, ..job("nobody") });
    assert_eq!((failed(&nobody).kind, failed(&nobody).code), (FailureKind::PrepareTimeOut, 223));
    // A file stands where the folder should be.
    let file = tempfile::NamedTempFile::new().unwrap();
    let full = attempt(Job { keep: Some(file.path().join("sessions")), ..job("person") });
    assert_eq!((failed(&full).kind, failed(&full).code), (FailureKind::Storage, 218));
}

#[test]
fn a_camera_that_cannot_be_had_says_why() {
    for (fault, code) in [(CameraFault::Denied, 224), (CameraFault::Busy, 215), (CameraFault::NotFound, 215)]
    {
        let open = move || {
            Err(FrameError::Camera { name: "0".to_owned(), kind: fault, reason: "mend it".to_owned() })
        };
        let updates = attempt(Job { open: Box::new(open), ..job("person") });
        assert_eq!((failed(&updates).kind, failed(&updates).code), (FailureKind::Camera(fault), code));
    }
}
