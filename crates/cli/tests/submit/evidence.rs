//! What the cloud would refuse is refused here, with its code, and nothing is sent.

use crate::service::Service;
use crate::world::{PERSON, PHOTO, World};
use liveface_cloud_api::ApiCode;
use liveface_frames::{Frame, FrameId, Recorder, RecorderOptions, Timestamp};
use std::fs;
use std::sync::Arc;

/// The most bytes of a video: 8,000,000 characters of base64.
const MOST: usize = 6_000_000;

/// The fixture clip with a box at its end that every reader passes over.
fn padded(bytes: usize) -> Vec<u8> {
    let mut clip = fs::read(PERSON).unwrap();
    let free = u32::try_from(bytes - clip.len()).unwrap();
    clip.extend(free.to_be_bytes());
    clip.extend(b"free");
    clip.resize(bytes, 0);
    clip
}

/// Records a grey clip of so many seconds at four frames a second.
fn record(world: &World, name: &str, seconds: u64) -> String {
    let path = world.path(name);
    let mut recorder = Recorder::create(&path, (64, 64), RecorderOptions::default()).unwrap();
    let grey = Arc::new(vec![128; 64 * 64 * 3]);
    for number in 0..4 * seconds {
        let at = Timestamp::from_millis(250 * number);
        recorder.push(&Frame::new(FrameId(number), at, (64, 64), Arc::clone(&grey)).unwrap()).unwrap();
    }
    recorder.finish().unwrap();
    path.to_str().unwrap().to_owned()
}

/// Whatever is wrong is told in one line, and the service hears nothing of it.
fn assert_refused(cases: &[(&[&str], &[&str])]) {
    let (world, service) = (World::new(), Service::new());
    let url = service.url();
    for (args, words) in cases {
        let args = [&["submit", "--endpoint", &url], *args].concat();
        world.run(&args).assert_refused(words);
    }
    assert!(service.seen().is_empty());
}

#[test]
fn photos_that_cannot_be_sent() {
    let world = World::new();
    let invalid = ApiCode::InvalidParameterValue.as_str();
    let heic = world.put("photo.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    let cut = world.put("cut.jpg", &fs::read(PHOTO).unwrap()[..20_000]);
    let none = world.put("none.jpg", b"");
    let (size, decoded) = (ApiCode::LifePhotoSizeError.as_str(), ApiCode::InvalidParameterValue.as_str());
    assert_refused(&[
        (&[PERSON], &["required", "--reference"]),
        (&[PERSON, "--reference", "missing.jpg"], &["photo missing.jpg", "check that it exists"]),
        (&[PERSON, "--reference", &heic], &["the photo is a HEIC picture", invalid]),
        (&[PERSON, "--reference", &cut], &["the photo is not usable", decoded]),
        (&[PERSON, "--reference", &none], &["the photo is empty", size]),
        (&[PERSON, "--reference", PERSON], &["named twice"]),
    ]);
}

#[test]
fn videos_that_cannot_be_sent() {
    let world = World::new();
    let empty = world.put("empty.mp4", b"");
    let text = world.put("text.mp4", b"this is not a video, it only claims to be one\n");
    let large = world.put("large.mp4", &padded(MOST + 1));
    let (short, long) = (record(&world, "short.mp4", 1), record(&world, "long.mp4", 22));
    let (size, kind) = (ApiCode::LipSizeError.as_str(), ApiCode::LipVideoInvalid.as_str());
    let cases: [(&str, &[&str]); 6] = [
        ("missing.mp4", &["video missing.mp4", "check that it exists"]),
        (&empty, &["the video is empty", size]),
        (&text, &["the video is of no known kind", kind]),
        (&large, &["8,000,004 characters", "8,000,000", size]),
        (&short, &["the video lasts 1.0", "2 s", ApiCode::SilentTooShort.as_str()]),
        (&long, &["the video lasts 22.0", "20 s", size]),
    ];
    for (video, words) in cases {
        assert_refused(&[(&[video, "--reference", PHOTO], words)]);
    }
}

#[test]
fn a_video_of_exactly_the_most_bytes_is_sent() {
    let (world, service) = (World::new(), Service::new());
    let video = world.put("most.mp4", &padded(MOST));
    let ran = world.run(&["submit", &video, "--reference", PHOTO, "--endpoint", &service.url()]);
    ran.assert_prints(0, &["LIVE", "MP4, 6000000 bytes"]);
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn a_video_that_is_too_large_is_encoded_again_where_that_is_allowed() {
    let (world, service) = (World::new(), Service::new());
    let video = world.put("large.mp4", &padded(MOST + 1));
    let args = ["submit", &video, "--reference", PHOTO, "--reencode", "--endpoint", &service.url()];
    world.run(&args).assert_prints(0, &["LIVE", "re-encoded"]);
    assert_eq!((service.seen().len(), world.names("tmp")), (1, vec![]));
}

#[test]
fn actions_that_make_no_sense() {
    let code = ApiCode::InvalidParameterValue.as_str();
    let cases: [(&[&str], &[&str]); 5] = [
        (&["--type", "ACTION"], &["0 actions", code]),
        (&["--type", "SILENT", "--actions", "blink"], &["--actions needs --type ACTION"]),
        (&["--actions", "blink,nod,shake"], &["3 actions", code]),
        (&["--actions", "blink,blink"], &["one of them twice", code]),
        (&["--actions", "jump"], &["jump", "mouth, blink, nod or shake"]),
    ];
    for (args, words) in cases {
        assert_refused(&[(&[&[PERSON, "--reference", PHOTO], args].concat(), words)]);
    }
}
