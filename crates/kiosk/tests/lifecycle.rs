//! The kiosk as a program holds it: set up, started in the wrong order, refused, let go. No window opens in these stories.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface::infer::{BackendChoice, BackendOptions};
use liveface_kiosk::event::{Event, EventSink, channel};
use liveface_kiosk::failure::{Failure, FailureKind};
use liveface_kiosk::{Kiosk, Reach, Setup, Source, Start};
use liveface_session::{Challenge, Level};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

fn embedded() -> Setup {
    let backend = BackendOptions { choice: BackendChoice::Embedded, ..BackendOptions::default() };
    Setup { models: None, backend }
}

fn ready() -> Kiosk {
    let mut kiosk = Kiosk::new();
    kiosk.init(&embedded()).unwrap();
    kiosk
}

fn start() -> Start {
    Start::new(Source::Video(PathBuf::from("no-such-video.mp4")))
}

fn sink() -> (EventSink, Receiver<Event>) {
    channel()
}

/// The failure of a start that does not come to a window; the app hears of it as well.
fn refused(start: impl FnOnce(EventSink) -> Result<liveface_kiosk::Ended, Failure>) -> Failure {
    let (sink, heard) = sink();
    let failure = start(sink).unwrap_err();
    assert_eq!(heard.iter().collect::<Vec<_>>(), [Event::Failure(failure.clone())]);
    failure
}

#[test]
fn a_check_is_refused_before_init_and_after_release() {
    let mut kiosk = Kiosk::new();
    let before = refused(|sink| kiosk.start_auth(start(), sink));
    assert_eq!((before.code, before.ios), (216, Some(213)));
    kiosk.release();
    kiosk.init(&embedded()).unwrap();
    kiosk.init(&Setup { models: Some("/no/such/folder".into()), ..Setup::default() }).unwrap();
    assert!(kiosk.auth_config_data().is_ok(), "one that is set up stays as it is");
    kiosk.release();
    kiosk.release();
    assert_eq!(refused(|sink| kiosk.start_auth(start(), sink)).code, 216);
    assert_eq!(kiosk.auth_config_data().unwrap_err().kind, FailureKind::NotInitialised);
}

#[test]
fn what_init_lacks_is_named() {
    let mut kiosk = Kiosk::new();
    let missing =
        kiosk.init(&Setup { models: Some("/no/such/folder".into()), ..Setup::default() }).unwrap_err();
    assert_eq!((missing.kind, missing.code, missing.ios), (FailureKind::Models, 211, Some(211)));
    assert!(missing.message.contains("/no/such/folder"), "{missing}");
}

#[test]
fn light_data_comes_after_its_question_whole_and_unchanged() {
    let mut kiosk = ready();
    let json = |level| {
        let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap();
        serde_json::to_vec(&Challenge::mint(&[5; 32], level, now, Duration::from_secs(60)).unwrap()).unwrap()
    };
    let good = json(Level::Light);
    let early = refused(|sink| kiosk.start_auth_by_light_data(Some(&good), start(), sink));
    assert_eq!((early.kind, early.code), (FailureKind::LightNotAsked, 221));
    let data = kiosk.auth_config_data().unwrap();
    assert_eq!((data.schema, data.expansion), (1, 1));
    let none = refused(|sink| kiosk.start_auth_by_light_data(None, start(), sink));
    assert_eq!((none.kind, none.code), (FailureKind::LightStopped, 219));
    let cut = refused(|sink| kiosk.start_auth_by_light_data(Some(&good[..good.len() / 2]), start(), sink));
    assert_eq!((cut.kind, cut.code, cut.ios), (FailureKind::LightData, 220, Some(221)));
}

#[test]
fn what_is_wrong_with_a_start_is_told_before_a_window_opens() {
    let mut kiosk = ready();
    let mut licence = start();
    licence.config.auth_license = "/no/such.license".to_owned();
    licence.config.kiosk.licence_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned();
    let licence = refused(|sink| kiosk.start_auth(licence, sink));
    assert_eq!((licence.kind, licence.code, licence.ios), (FailureKind::Licence, 211, Some(214)));
    let mut setting = start();
    setting.config.auth_time_out_ms = 5;
    let setting = refused(|sink| kiosk.start_auth(setting, sink));
    assert_eq!((setting.kind, setting.ios), (FailureKind::Settings, Some(210)));
    let photo = Start { reference: Some("/no/such.jpg".into()), ..start() };
    assert!(refused(|sink| kiosk.start_auth(photo, sink)).message.contains("/no/such.jpg"));
    let reach = Reach::Merchant { url: "http://shop.example".to_owned(), roots: None };
    let clear = refused(|sink| kiosk.start_auth(Start { reach, ..start() }, sink));
    assert!(clear.message.contains("in the clear"), "{clear}");
}
