//! Events, codes and words: each of the guide's values can come out, and each failure says what to do.
#![allow(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use jiff::Timestamp;
use liveface_cloud_api::ApiError;
use liveface_cloud_api::code::{AndroidCode, ApiCode, ErrorCode, IosCode};
use liveface_frames::{CameraFault, FrameError};
use liveface_kiosk::config::KioskConfig;
use liveface_kiosk::event::{
    AuthEvent, AuthResult, Disclosure, Event, TipsEvent, channel, json_lines, tips_of,
};
use liveface_kiosk::failure::{Failure, FailureKind, reason_of, words_of};
use liveface_session::Level;
use liveface_session::emulator::Emulator;
use liveface_session::observation::{Face, Faces, Observation};
use liveface_session::report::{Reason, Report};
use liveface_session::{
    Action, Config, Hint, Incomplete, Light, LightGap, LightRejection, PhotoFault, Plan, Prompt, Rejection,
    Session, SessionError, VerdictKind,
};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::mpsc;

const HINTS: [Hint; 13] = [
    Hint::NoFace,
    Hint::ManyFaces,
    Hint::TooFar,
    Hint::TooClose,
    Hint::TooLeft,
    Hint::TooRight,
    Hint::CutOff,
    Hint::TooDark,
    Hint::TooBright,
    Hint::Turned,
    Hint::Moving,
    Hint::MouthCovered,
    Hint::Outshone,
];

fn prompts() -> Vec<Prompt> {
    let fixed = [Prompt::Position, Prompt::HoldStill, Prompt::WatchLight];
    fixed.into_iter().chain(Action::ALL.map(Prompt::Do)).collect()
}

/// A face in the middle of a 640×480 picture, 200×240 at (220, 120), changed by `change`.
fn seen(change: impl FnOnce(&mut Observation, &mut Face)) -> Observation {
    let mut seen = Emulator::person(1).frames().remove(10);
    let Faces::One(mut face) = seen.faces.clone() else { panic!("the emulator shows one face") };
    (face.bounds.x, face.bounds.y, face.bounds.width, face.bounds.height) = (220.0, 120.0, 200.0, 240.0);
    face.inter_eye = 90.0;
    (face.eyes.left, face.eyes.right) = (0.3, 0.3);
    change(&mut seen, &mut face);
    seen.faces = Faces::One(face);
    seen
}

/// The frames that call for a finer tip than a session's hint.
fn finer() -> Vec<(TipsEvent, Observation)> {
    let nobody = Observation { faces: Faces::None, ..Observation::default() };
    let crowd = Observation { faces: Faces::Many(2), ..Observation::default() };
    vec![
        (TipsEvent::NoFace, nobody),
        (TipsEvent::TooManyFace, crowd),
        // The chin is 120 + 240 pixels down: 20 too far, of 240.
        (TipsEvent::NoChin, seen(|_, face| face.bounds.y = 260.0)),
        (TipsEvent::NoLeftFace, seen(|_, face| face.bounds.x = -20.0)),
        (TipsEvent::NoRightFace, seen(|_, face| face.bounds.x = 460.0)),
        (TipsEvent::IncompleteFace, seen(|_, face| face.bounds.y = -20.0)),
        // The left eye is 100 - 45 pixels to the right of the box's edge.
        (TipsEvent::NoLeftEye, seen(|_, face| face.bounds.x = -60.0)),
        (TipsEvent::NoRightEye, seen(|_, face| face.bounds.x = 500.0)),
        (TipsEvent::IncompleteFace, seen(|_, face| face.bounds.y = -60.0)),
        // The nose's tip is 103 pixels below the box's top, the mouth 168.
        (TipsEvent::NoNose, seen(|_, face| face.bounds.y = 385.0)),
        (TipsEvent::NoMouth, seen(|_, face| face.bounds.y = 340.0)),
        (
            TipsEvent::NoMouth,
            seen(|_, face| face.cover = Some(liveface_session::observation::Cover { mouth: 0.9 })),
        ),
        (TipsEvent::PoseOpenEye, seen(|_, face| (face.eyes.left, face.eyes.right) = (0.1, 0.15))),
        (TipsEvent::ActScreenShaking, seen(|seen, _| seen.change = Some(60.0))),
    ]
}

#[test]
fn a_frame_calls_for_the_tip_that_says_what_is_missing() {
    for (tip, observation) in finer() {
        assert_eq!(tips_of(&observation), Some(tip));
    }
    assert_eq!(tips_of(&seen(|_, _| ())), None, "a face in the middle lacks nothing");
    let wink = seen(|_, face| (face.eyes.left, face.eyes.right) = (0.05, 0.3));
    assert_eq!(tips_of(&wink), None, "one eye closed is not both");
    let near_edge = seen(|_, face| face.bounds.y = 480.0 - 240.0 * 0.96);
    assert_eq!(tips_of(&near_edge), None, "a twentieth may be cut off");
    // A head on its side, clockwise, at the left edge: its eyes are to the right of its middle, its chin to the left.
    let lying = seen(|_, face| (face.bounds.x, face.pose.roll) = (-90.0, 90.0));
    assert_eq!(tips_of(&lying), Some(TipsEvent::NoMouth));
}

#[test]
fn every_tip_of_the_guide_can_come_out() {
    let hinted = HINTS.into_iter().map(TipsEvent::from);
    let asked = prompts().into_iter().map(TipsEvent::from);
    let out: Vec<TipsEvent> = hinted.chain(asked).chain(finer().into_iter().map(|(tip, _)| tip)).collect();
    let never: Vec<_> = TipsEvent::ALL.iter().filter(|tip| !out.contains(tip)).collect();
    assert!(never.is_empty(), "never sent: {never:?}");
}

#[test]
fn tips_and_stages_have_the_guides_names_in_its_order() {
    let tips = "NONE ACT_OPEN_MOUTH ACT_BLINK ACT_NOD_HEAD ACT_SHAKE_HEAD ACT_SCREEN_SHAKING NO_FACE NO_LEFT_FACE \
        NO_RIGHT_FACE NO_CHIN NO_MOUTH NO_NOSE NO_LEFT_EYE NO_RIGHT_EYE POSE_KEEP POSE_CLOSER POSE_FARTHER \
        POSE_INCORRECT POSE_OPEN_EYE TOO_MANY_FACE INCOMPLETE_FACE LIGHT_TOO_LOW LIGHT_TOO_STRONG";
    let names: Vec<&str> = TipsEvent::ALL.iter().map(|tip| tip.name()).collect();
    assert_eq!(names, tips.split_whitespace().collect::<Vec<_>>());
    let stages = "NONE START_AUTH OPEN_MOUTH_CHECK SILENCE_CHECK BLINK_CHECK NOD_HEAD_CHECK SHAKE_HEAD_CHECK \
        REFLECT_CHECK";
    let names: Vec<&str> = AuthEvent::ALL.iter().map(|stage| stage.name()).collect();
    assert_eq!(names, stages.split_whitespace().collect::<Vec<_>>());
    for tip in TipsEvent::ALL {
        assert_eq!(serde_json::to_value(tip).unwrap(), tip.name());
    }
    for stage in AuthEvent::ALL {
        assert_eq!(serde_json::to_value(stage).unwrap(), stage.name());
    }
}

#[test]
fn every_stage_of_the_guide_can_come_out() {
    let mut out: Vec<AuthEvent> = prompts().into_iter().map(AuthEvent::from).collect();
    // Sent when an attempt is over: no stage is on.
    out.push(AuthEvent::None);
    let never: Vec<_> = AuthEvent::ALL.iter().filter(|stage| !out.contains(stage)).collect();
    assert!(never.is_empty(), "never sent: {never:?}");
    assert_eq!(AuthEvent::from(Prompt::Do(Action::Nod)), AuthEvent::NodHeadCheck);
    assert_eq!(TipsEvent::from(Hint::TooFar), TipsEvent::PoseCloser, "too far away is to come closer");
    assert_eq!(TipsEvent::from(Hint::TooClose), TipsEvent::PoseFarther);
}

const KINDS: [FailureKind; 27] = [
    FailureKind::Network,
    FailureKind::Licence,
    FailureKind::Models,
    FailureKind::Cancelled,
    FailureKind::Inner,
    FailureKind::Engine,
    FailureKind::FocusLost,
    FailureKind::Camera(CameraFault::NotFound),
    FailureKind::Camera(CameraFault::Busy),
    FailureKind::Camera(CameraFault::Denied),
    FailureKind::Camera(CameraFault::Format),
    FailureKind::Camera(CameraFault::Disconnected),
    FailureKind::Camera(CameraFault::Black),
    FailureKind::Camera(CameraFault::Frozen),
    FailureKind::Frames,
    FailureKind::Storage,
    FailureKind::NotInitialised,
    FailureKind::LocalFailed,
    FailureKind::LightStopped,
    FailureKind::LightData,
    FailureKind::LightNotAsked,
    FailureKind::ActionTimeOut,
    FailureKind::PrepareTimeOut,
    FailureKind::Settings,
    FailureKind::Recording,
    FailureKind::Service,
    FailureKind::Refused,
];

/// Does not compile when a kind is added, so that it is added to [`KINDS`] too.
fn is_listed(kind: FailureKind) -> bool {
    use FailureKind as K;
    match kind {
        K::Network | K::Licence | K::Models | K::Cancelled | K::Inner | K::Engine | K::FocusLost => {}
        K::Camera(_) | K::Frames | K::Storage | K::NotInitialised | K::LocalFailed => {}
        K::LightStopped | K::LightData | K::LightNotAsked | K::ActionTimeOut | K::PrepareTimeOut => {}
        K::Settings | K::Recording | K::Service | K::Refused => {}
    }
    KINDS.contains(&kind)
}

#[test]
fn every_code_of_both_platforms_is_some_kinds() {
    assert!(is_listed(FailureKind::Service));
    let events: Vec<Event> = KINDS
        .into_iter()
        .map(|kind| Event::Failure(Failure::new(kind, "why")))
        .chain([success("", None)])
        .collect();
    for code in AndroidCode::ALL {
        assert!(events.iter().any(|event| event.android() == Some(*code)), "never {code}");
    }
    for code in IosCode::ALL {
        assert!(events.iter().any(|event| event.ios() == Some(*code)), "never {code}");
    }
}

#[test]
fn each_kind_has_the_number_that_the_guide_gives_it() {
    for (kind, android, ios) in [
        (FailureKind::Network, 210, None),
        (FailureKind::Refused, 210, None),
        (FailureKind::Licence, 211, Some(214)),
        (FailureKind::Models, 211, Some(211)),
        (FailureKind::Cancelled, 212, Some(215)),
        (FailureKind::Inner, 213, None),
        (FailureKind::Engine, 213, Some(212)),
        (FailureKind::FocusLost, 214, Some(218)),
        (FailureKind::Camera(CameraFault::Busy), 215, Some(217)),
        (FailureKind::NotInitialised, 216, Some(213)),
        (FailureKind::LocalFailed, 217, Some(216)),
        (FailureKind::Storage, 218, Some(220)),
        (FailureKind::LightStopped, 219, None),
        (FailureKind::LightData, 220, Some(221)),
        (FailureKind::LightNotAsked, 221, Some(213)),
        (FailureKind::ActionTimeOut, 222, Some(216)),
        (FailureKind::PrepareTimeOut, 223, Some(216)),
        (FailureKind::Camera(CameraFault::Denied), 224, Some(219)),
        (FailureKind::Settings, 211, Some(210)),
        (FailureKind::Recording, 213, Some(220)),
    ] {
        let failure = Failure::new(kind, "why");
        assert_eq!((failure.code, failure.ios), (android, ios), "{kind:?}");
    }
    let refused = |detail: &str| Failure::new(FailureKind::Service, "refused").with_detail(detail).code;
    assert_eq!((refused("1004"), refused("FailedOperation.LivessUnknownError")), (1004, 213));
    let local = Failure::new(FailureKind::LocalFailed, "no").with_detail("1004");
    assert_eq!(local.code, 217, "only a service's number takes the place of ours");
}

fn camera(kind: CameraFault) -> FrameError {
    FrameError::Camera { name: "0".to_owned(), kind, reason: "broken; mend it".to_owned() }
}

#[test]
fn errors_below_come_out_under_the_guides_codes() {
    let write = FrameError::Write { path: "a.mp4".into(), reason: "the disk is full".to_owned() };
    let file = FrameError::Malformed { path: "a.mp4".into(), reason: "cut off".to_owned() };
    for (error, kind, code) in [
        (camera(CameraFault::Denied), FailureKind::Camera(CameraFault::Denied), 224),
        (camera(CameraFault::Busy), FailureKind::Camera(CameraFault::Busy), 215),
        (camera(CameraFault::NotFound), FailureKind::Camera(CameraFault::NotFound), 215),
        (write, FailureKind::Storage, 218),
        (file, FailureKind::Frames, 215),
    ] {
        let failure = Failure::from(&error);
        assert_eq!((failure.kind, failure.code), (kind, code), "{error}");
        assert_eq!(failure.message, error.to_string());
    }
    let source = io::Error::other("the cable is out");
    let failure = Failure::from(&FrameError::Io { path: "a.mp4".into(), source });
    assert!(failure.message.ends_with(": the cable is out"), "the cause is told: {failure}");
    let away = liveface_uploader::Error::HostNotFound { host: "a.example".to_owned() };
    assert_eq!(Failure::from(&away).code, 210);
    let code = ErrorCode::Code(ApiCode::ImageSizeTooLarge);
    let refused = ApiError { code, message: "too large".to_owned(), request_id: None };
    let refused = Failure::from(&liveface_uploader::Error::Api { error: Box::new(refused), clocks: None });
    assert_eq!(refused.kind, FailureKind::Refused);
    assert_eq!(refused.detail.as_deref(), Some("FailedOperation.ImageSizeTooLarge"));
    let setup = liveface_uploader::Error::Setup("no certificate".to_owned());
    assert_eq!(Failure::from(&setup).kind, FailureKind::Settings);
    assert_eq!(Failure::from(&SessionError::LightNotAsked).code, 221);
    assert_eq!(Failure::from(&SessionError::Finished).code, 213);
    let wrong = KioskConfig::from_toml("kiosks = 1", "kiosk.toml").unwrap_err();
    assert_eq!(Failure::from(&wrong).ios, Some(210));
}

/// Every reason a session can end with.
fn reasons() -> Vec<Reason> {
    let [nod, shake] = [Action::Nod, Action::Shake];
    let lights = [
        LightRejection::WrongColours,
        LightRejection::WrongTime,
        LightRejection::TooFlat,
        LightRejection::Injected,
    ];
    let gaps = [
        LightGap::TooBright,
        LightGap::TooDark,
        LightGap::NoResponse,
        LightGap::ShapeUnclear,
        LightGap::TooFewFrames,
        LightGap::FaceLeft,
        LightGap::NotShown,
        LightGap::ClipTooShort,
    ];
    let rejected = [
        Rejection::MultipleFaces,
        Rejection::PresentationAttack,
        Rejection::BelowThreshold,
        Rejection::StillPicture,
        Rejection::FrozenVideo,
        Rejection::FaceChanged,
        Rejection::ActionMissing(nod),
        Rejection::WrongAction { asked: nod, seen: shake },
        Rejection::DifferentPerson,
    ];
    let lacking = [
        Incomplete::PrepareTimeOut,
        Incomplete::SessionTimeOut,
        Incomplete::TooShort,
        Incomplete::NoBestFrame,
        Incomplete::EyesClosed,
        Incomplete::NotComparable,
        Incomplete::Photo(PhotoFault::NoFace),
        Incomplete::Photo(PhotoFault::ManyFaces),
        Incomplete::Photo(PhotoFault::PoorQuality),
        Incomplete::Cancelled,
        Incomplete::Interrupted,
    ];
    let rejected = rejected.into_iter().chain(lights.map(Rejection::Light)).map(Reason::Rejected);
    let placed = HINTS.into_iter().map(Incomplete::Placement);
    let lacking =
        lacking.into_iter().chain(gaps.map(Incomplete::Light)).chain(placed).map(Reason::Incomplete);
    rejected.chain(lacking).collect()
}

/// The report of a session that was cancelled, with another reason.
fn report(reason: Option<Reason>) -> Report {
    let mut session = Session::new(Config::default(), Plan::silent(), liveface_session::Timestamp::ZERO);
    session.handle_cancel();
    let verdict = match reason {
        None => VerdictKind::Live,
        Some(Reason::Rejected(_)) => VerdictKind::Rejected,
        Some(Reason::Incomplete(_)) => VerdictKind::Incomplete,
    };
    Report { verdict, reason, ..session.into_report() }
}

#[test]
fn a_verdict_comes_out_under_the_guides_code_with_its_own_as_detail() {
    for reason in reasons() {
        let failure = Failure::of_verdict(&report(Some(reason))).unwrap();
        let expected = match reason {
            Reason::Incomplete(Incomplete::PrepareTimeOut) => 223,
            Reason::Incomplete(Incomplete::SessionTimeOut)
            | Reason::Rejected(Rejection::ActionMissing(_)) => 222,
            Reason::Incomplete(Incomplete::Cancelled) => 212,
            Reason::Incomplete(Incomplete::Light(LightGap::NotShown)) => 219,
            Reason::Incomplete(Incomplete::Interrupted) => 213,
            _ => 217,
        };
        assert_eq!(failure.code, expected, "{reason:?}");
    }
    let mut finished = report(Some(Reason::Rejected(Rejection::BelowThreshold)));
    finished.code = liveface_session::Code::SilentThreshold;
    finished.message = "below\nthe standard".to_owned();
    let failure = Failure::of_verdict(&finished).unwrap();
    assert_eq!(failure.detail.as_deref(), Some("FailedOperation.SilentThreshold"));
    assert_eq!(failure.message, "below the standard", "one line");
    assert_eq!((Failure::of_verdict(&report(None)), reason_of(&report(None))), (None, None));
}

#[test]
fn a_report_that_contradicts_itself_is_no_success() {
    let rejected = Report { verdict: VerdictKind::Rejected, ..report(None) };
    assert_eq!(Failure::of_verdict(&rejected).unwrap().code, 217);
    let reason = Some(Reason::Rejected(Rejection::StillPicture));
    let live = Report { verdict: VerdictKind::Live, ..report(reason) };
    assert_eq!(Failure::of_verdict(&live).unwrap().code, 217);
    assert!(reason_of(&rejected).is_some() && reason_of(&live).is_some());
}

#[test]
fn every_page_has_its_words() {
    let table = include_str!("../locales/en.ftl");
    let names: BTreeSet<&str> =
        table.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    let kinds = KINDS.into_iter().map(|kind| (kind.title_key(), kind.remedy_key()));
    let all: Vec<_> = kinds.chain(reasons().into_iter().map(words_of)).collect();
    for (title, remedy) in &all {
        assert!(names.contains(title), "{title} is not in en.ftl");
        assert!(names.contains(remedy), "{remedy} is not in en.ftl");
        assert!(remedy.starts_with("remedy-"), "{remedy}");
    }
    // And the other way round: no reason or error in the table is left over.
    let used: BTreeSet<&str> = all.iter().flat_map(|(title, remedy)| [*title, *remedy]).collect();
    let own = names.iter().filter(|name| name.starts_with("reason-") || name.starts_with("remedy-"));
    let unused: Vec<_> = own.filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "no page uses {unused:?}");
}

fn success(token: &str, best_image: Option<&str>) -> Event {
    let best_image = best_image.map(str::to_owned);
    Event::Success(AuthResult { token: token.to_owned(), best_image, level: Level::Action })
}

fn all_events() -> Vec<Event> {
    vec![
        Event::MainViewCreate,
        Event::Auth(AuthEvent::StartAuth),
        Event::Tips(TipsEvent::NoFace),
        Event::Control("help".to_owned()),
        Event::LightShown { light: Light::GUARD, at_ms: 250 },
        success("TOKEN-1", Some("SU1BR0U=")),
        Event::Failure(Failure::new(FailureKind::Cancelled, "stopped").with_token("TOKEN-2")),
        Event::MainViewDestroy,
    ]
}

#[test]
fn neither_debug_nor_a_log_shows_token_or_picture_unless_asked() {
    for event in all_events() {
        for text in [format!("{event:?}"), event.to_json(Disclosure::Withheld).to_string()] {
            assert!(!text.contains("TOKEN") && !text.contains("SU1BR0U="), "{text}");
        }
    }
    let shown: String =
        all_events().iter().map(|event| event.to_json(Disclosure::Shown).to_string()).collect();
    assert!(shown.contains("TOKEN-1") && shown.contains("TOKEN-2") && shown.contains("SU1BR0U="));
}

/// Hands on what is written, or fails after `left` writes.
struct Out {
    lines: mpsc::Sender<Vec<u8>>,
    left: usize,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(1).ok_or_else(|| io::Error::other("full"))?;
        self.lines.send(bytes.to_vec()).unwrap();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_app_hears_every_event_in_order_as_a_stream_and_as_lines() {
    let (mut stream, heard) = channel();
    let (lines, written) = mpsc::channel();
    let at: Timestamp = "2026-11-27T10:00:00Z".parse().unwrap();
    let out = io::LineWriter::new(Out { lines, left: usize::MAX });
    let mut log = json_lines(out, Disclosure::Withheld, |error| panic!("{error}"));
    for event in all_events() {
        stream(&event);
        log(at, &event);
    }
    drop((stream, log));
    assert_eq!(heard.iter().collect::<Vec<_>>(), all_events());
    let written: Vec<u8> = written.iter().flatten().collect();
    let lines: Vec<serde_json::Value> =
        String::from_utf8(written).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    let expected = "onMainViewCreate onAuthEvent onAuthTipsEvent onControl onLightShown onSuccess onFail onMainViewDestroy";
    assert_eq!(names, expected.split(' ').collect::<Vec<_>>());
    assert_eq!(lines[2]["tipsEvent"], "NO_FACE");
    assert_eq!(lines[5]["secureLevel"], 2);
    assert_eq!(lines[2]["at"], "2026-11-27T10:00:00.000Z");
    assert_eq!((&lines[6]["errorCode"], &lines[6]["iosCode"]), (&212.into(), &215.into()));
    assert_eq!(
        (lines[5]["token"].as_str(), lines[6]["token"].as_str()),
        (Some("withheld"), Some("withheld"))
    );
}

#[test]
fn a_log_that_cannot_be_written_is_told_once_and_stops_nothing() {
    let (lines, _written) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let out = io::LineWriter::new(Out { lines, left: 0 });
    let failed = move |error: io::Error| tell.send(error.to_string()).unwrap();
    let mut log = json_lines(out, Disclosure::Withheld, failed);
    for event in all_events() {
        log(Timestamp::UNIX_EPOCH, &event);
    }
    assert_eq!(told.iter().collect::<Vec<_>>(), ["full"]);
}

#[test]
fn what_a_stranger_wrote_is_neither_shown_at_length_nor_able_to_steer_a_terminal() {
    let failure = Failure::new(FailureKind::Refused, "no \u{1b}[2J\u{7} entry\n at all");
    assert_eq!(failure.message, "no \u{fffd}[2J\u{fffd} entry at all");
    for detail in ["x".repeat(500_000).as_str(), "two words", "\u{1b}[2J", "密"] {
        assert_eq!(failure.clone().with_detail(detail).detail.as_deref(), Some("unknown"));
    }
    let detail = failure.with_detail("FailedOperation.CompareLowSimilarity").detail;
    assert_eq!(detail.as_deref(), Some("FailedOperation.CompareLowSimilarity"));
}
