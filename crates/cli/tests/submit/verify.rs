//! `liveface verify --submit`: the session's clip goes to the cloud when it may, and is gone afterwards.

use crate::keeper::{Closed, Keeper, Manner};
#[cfg(unix)]
use crate::world::Running;
use crate::world::{PHOTO, Ran, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_frames::{FrameSource as _, Limits, VideoSource};
use serde_json::{Value, json};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// `verify` of a fixture clip.
fn command(world: &World, clip: &str, more: &[&str]) -> Command {
    let clip = format!("{}/../../fixtures/clips/{clip}", env!("CARGO_MANIFEST_DIR"));
    world.command(&[&["verify", &clip, "--backend", "embedded"], more].concat())
}

fn verify(world: &World, clip: &str, more: &[&str]) -> Ran {
    let ran = Ran::of(&mut command(world, clip, more));
    assert_eq!(world.names("tmp"), Vec::<String>::new(), "left in the temporary folder");
    ran
}

fn object(ran: &Ran) -> Value {
    serde_json::from_str(&ran.printed).unwrap()
}

/// Decodes a clip to its end: H.264 of a length that the cloud takes. Gives its bytes.
fn decoded(request: &CompareFaceLiveness) -> Vec<u8> {
    let clip = STANDARD.decode(&request.video_base64).unwrap();
    assert!(clip.windows(4).any(|name| name == b"avc1"));
    let reader = Cursor::new(clip.clone());
    let mut source = VideoSource::from_reader(Path::new("clip"), reader, &Limits::default()).unwrap();
    let length = source.info().duration.unwrap();
    assert!((Duration::from_secs(2)..=Duration::from_secs(20)).contains(&length), "{length:?}");
    let mut last = Duration::ZERO;
    while let Some(frame) = source.next_frame().unwrap() {
        last = frame.at().since(liveface_frames::Timestamp::ZERO);
    }
    assert!(last > Duration::from_millis(1_900), "{last:?}");
    clip
}

#[test]
fn a_live_session_sends_its_clip_with_the_photo() {
    let (world, keeper) = (World::new(), Keeper::new(Manner::Prompt));
    let more = ["--submit", "--endpoint", &keeper.url(), "--reference", PHOTO, "--json"];
    let ran = verify(&world, "person.mp4", &more);
    ran.assert_prints(0, &[]);
    let cloud = &object(&ran)["cloud"];
    assert_eq!((&cloud["verdict"], &cloud["compared_with"]), (&json!("live"), &json!("reference")));
    let request = keeper.take();
    decoded(&request);
    assert_eq!((request.liveness_type.as_str(), request.validate_data.as_deref()), ("SILENT", None));
    assert_eq!(STANDARD.decode(&request.image_base64).unwrap(), fs::read(PHOTO).unwrap());
    assert_eq!(keeper.count(), 0, "one request only");
}

#[test]
fn without_a_photo_the_similarity_says_nothing_and_the_clip_can_be_kept() {
    let (world, keeper) = (World::new(), Keeper::new(Manner::Prompt));
    let url = keeper.url();
    let more = ["--submit", "--endpoint", &url, "--clip", "clip.mp4"];
    let ran = verify(&world, "person.mp4", &more);
    ran.assert_prints(0, &["\nthe cloud says\nLIVE", "the similarity says nothing of who it is"]);
    let request = keeper.take();
    assert_eq!(decoded(&request), fs::read(world.path("clip.mp4")).unwrap());
    assert!(STANDARD.decode(&request.image_base64).unwrap().starts_with(b"\xFF\xD8\xFF"));
    let ran = verify(&world, "person.mp4", &["--submit", "--endpoint", &url, "--json"]);
    assert_eq!(object(&ran)["cloud"]["compared_with"], "best_frame");
}

#[test]
fn an_attack_is_sent_only_when_asked_for() {
    let (world, keeper) = (World::new(), Keeper::new(Manner::Prompt));
    let url = keeper.url();
    let ran = verify(&world, "mask_flat.mp4", &["--submit", "--endpoint", &url]);
    ran.assert_prints(1, &["REJECTED", "the cloud       not asked"]);
    let ran = verify(&world, "mask_flat.mp4", &["--submit", "--endpoint", &url, "--json"]);
    assert_eq!((ran.status, &object(&ran)["cloud"], keeper.count()), (Some(1), &Value::Null, 0));
    let always = ["--submit=always", "--endpoint", &url, "--reference", PHOTO];
    verify(&world, "mask_flat.mp4", &always).assert_prints(1, &["REJECTED", "\nthe cloud says\nLIVE"]);
    decoded(&keeper.take());
}

#[test]
fn the_actions_of_the_session_are_those_of_the_request() {
    let (world, keeper) = (World::new(), Keeper::new(Manner::Prompt));
    let more = ["--submit", "--endpoint", &keeper.url(), "--mode", "action", "--actions", "blink,mouth"];
    verify(&world, "blink_mouth.mp4", &more).assert_prints(0, &["the cloud says"]);
    let request = keeper.take();
    decoded(&request);
    assert_eq!((request.liveness_type.as_str(), request.validate_data.as_deref()), ("ACTION", Some("2,1")));
}

#[test]
fn the_verdict_here_is_told_even_where_the_cloud_is_not_reached() {
    let (world, closed) = (World::new(), Closed::new());
    let more = ["--submit", "--endpoint", &closed.url()];
    let ran = verify(&world, "person.mp4", &more);
    ran.assert_prints(3, &["LIVE          live\n", "the cloud       no answer: the connection to "]);
    let ran = verify(&world, "person.mp4", &[&more[..], &["--json"]].concat());
    let object = object(&ran);
    assert_eq!((ran.status, &object["verdict"]), (Some(3), &json!("live")));
    assert!(object["cloud"]["error"].as_str().unwrap().contains("while connecting"), "{object}");
}

#[cfg(unix)]
#[test]
fn nothing_stays_where_the_sending_is_interrupted() {
    let (world, silent) = (World::new(), Keeper::new(Manner::Never));
    let running = Running::of(&mut command(&world, "person.mp4", &["--submit", "--endpoint", &silent.url()]));
    silent.take();
    running.interrupt().assert_prints(3, &["LIVE", "no answer: cancelled", "may have been counted"]);
    assert_eq!(world.names("tmp"), Vec::<String>::new());
}

#[test]
fn options_that_would_do_nothing_are_refused() {
    let world = World::new();
    for option in [["--region", "ap-hongkong"], ["--endpoint", "https://host"], ["--timeout", "5"]] {
        verify(&world, "person.mp4", &option).assert_refused(&[option[0], "needs --submit"]);
    }
    verify(&world, "person.mp4", &["--clip", "clip.mp4"]).assert_refused(&["required", "--submit"]);
    let keyless = Ran::of(command(&world, "person.mp4", &["--submit"]).env_remove(crate::world::KEY));
    keyless.assert_refused(&["cannot use the key in the environment"]);
}
