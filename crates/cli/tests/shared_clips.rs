//! The whole program on real recordings of real people, which are not part of this repository: without them every test
//! here says that it is skipped.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests fail by panicking and say what they skip"
)]

use liveface_frames::{Frame, FrameId, Limits, Recorded, Recorder, RecorderOptions, Timestamp};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");

/// What the program runs with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pack {
    /// The reference pack, on whichever back end there is.
    Reference,
    /// The project's own pack, on the back end that is always there.
    Own,
}

/// Both packs, or none and a visible skip where the recordings are not.
fn packs() -> impl Iterator<Item = Pack> {
    let there = clips_folder().is_dir() && Path::new(SHARED).join("models/reference").is_dir();
    if !there {
        skip("../shared is not here");
    }
    [Pack::Reference, Pack::Own].into_iter().filter(move |_| there)
}

fn clips_folder() -> PathBuf {
    Path::new(SHARED).join("data/clips")
}

fn clips(folder: &str, kind: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(clips_folder().join(folder)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == kind));
    paths.sort();
    paths
}

/// Runs the program: exit status and standard output.
fn liveface(pack: Pack, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
    match pack {
        Pack::Reference => command.arg("--models").arg(Path::new(SHARED).join("models/reference")),
        Pack::Own => {
            let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/own");
            command.args(["--models", own, "--backend", "embedded"])
        }
    };
    command.args(args);
    let ran = command.output().unwrap();
    (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap())
}

fn verify(pack: Pack, clip: &Path, more: &[&str]) -> (i32, Value) {
    let args = [&["verify", clip.to_str().unwrap(), "--json"], more].concat();
    let (status, printed) = liveface(pack, &args);
    (status, serde_json::from_str(&printed).unwrap_or(Value::Null))
}

/// Copies part of a clip: `keep` chooses by frame number and milliseconds.
fn rerecord(clip: &Path, to: &Path, keep: impl Fn(u64, u64) -> bool) {
    splice(&[clip], to, keep);
}

/// Copies what `keep` chooses of each clip, one after the other.
fn splice(clips: &[&Path], to: &Path, keep: impl Fn(u64, u64) -> bool) {
    let info = liveface_frames::open(clips[0], &Limits::default()).unwrap().info();
    let options = RecorderOptions { expected: Duration::from_secs(4), ..RecorderOptions::default() };
    let mut recorder = Recorder::create(to, (info.width, info.height), options).unwrap();
    let (mut id, mut begin) = (0, Duration::ZERO);
    for clip in clips {
        let mut source = liveface_frames::open(clip, &Limits::default()).unwrap();
        let (mut number, mut last) = (0, begin);
        while let Some(frame) = source.next_frame().unwrap() {
            if keep(number, frame.at().as_millis()) {
                last = begin + frame.at().since(Timestamp::ZERO);
                let size = (frame.width(), frame.height());
                let moved =
                    Frame::new(FrameId(id), Timestamp::ZERO.after(last), size, frame.into_pixels()).unwrap();
                assert_eq!(recorder.push(&moved).unwrap(), Recorded::Written);
                id += 1;
            }
            number += 1;
        }
        begin = last + Duration::from_millis(40);
    }
    recorder.finish().unwrap();
}

#[test]
fn people_talking_are_live_and_talking_is_not_opening_the_mouth() {
    let folder = tempfile::tempdir().unwrap();
    for pack in packs() {
        let (mut live, mut mouths) = (0, 0);
        let clips = clips("grid", "mp4");
        for clip in &clips {
            let trace = folder.path().join("trace.jsonl");
            let (_, verdict) = verify(pack, clip, &["--trace", trace.to_str().unwrap()]);
            live += u32::from(verdict["verdict"] == "live");
            let text = std::fs::read_to_string(&trace).unwrap();
            let report: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
            let one = report["report"]["explanation"]["one_face_frames"].as_f64().unwrap();
            assert!(
                one >= 0.95 * verdict["video"]["frames"].as_f64().unwrap(),
                "{pack:?}, {}: one face in {one} frames",
                clip.display()
            );

            let (status, replayed) = liveface(pack, &["replay", trace.to_str().unwrap()]);
            assert!(status != 3 && replayed.contains("bit for bit"), "{replayed}");
            let (_, printed) =
                liveface(pack, &["replay", trace.to_str().unwrap(), "--actions", "mouth", "--json"]);
            let acted: Value = serde_json::from_str(&printed).unwrap();
            mouths += u32::from(acted["liveness"]["actions"][0]["state"] == "passed");
        }
        eprintln!("measured with {pack:?}: {live} of {} live, {mouths} taken for an open mouth", clips.len());
        assert!(clips.len() == 11 && live >= 10 && mouths <= 1, "{pack:?}");
    }
}

#[test]
fn the_frame_rate_does_not_change_the_verdict() {
    let folder = tempfile::tempdir().unwrap();
    for pack in packs() {
        for clip in clips("grid", "mp4").iter().take(4) {
            let slow = folder.path().join("slow.mp4");
            // 25 frames a second to 15: three of five.
            rerecord(clip, &slow, |number, _| [0, 2, 3].contains(&(number % 5)));
            let (full, thinned) = (verify(pack, clip, &[]).1, verify(pack, &slow, &[]).1);
            assert_eq!(full["code"], thinned["code"], "{pack:?}, {}", clip.display());
        }
    }
}

#[test]
fn another_person_cannot_step_in_half_way() {
    let folder = tempfile::tempdir().unwrap();
    for pack in packs() {
        let (people, spliced) = (clips("grid", "mp4"), folder.path().join("spliced.mp4"));
        for pair in people.chunks_exact(2).take(3) {
            splice(&[&pair[0], &pair[1]], &spliced, |_, ms| ms < 1_400);
            let (status, verdict) = verify(pack, &spliced, &[]);
            let code = verdict["code"].as_str();
            assert_eq!((status, code), (1, Some("FailedOperation.LivessDetectFake")), "{pack:?}, {pair:?}");
        }
    }
}

#[test]
fn a_second_is_too_short() {
    let folder = tempfile::tempdir().unwrap();
    for pack in packs() {
        let cut = folder.path().join("cut.mp4");
        rerecord(&clips("grid", "mp4")[0], &cut, |_, ms| ms < 1_000);
        let (status, verdict) = verify(pack, &cut, &[]);
        let code = verdict["code"].as_str();
        assert_eq!((status, code), (2, Some("FailedOperation.SilentTooShort")), "{pack:?}");
    }
}

#[test]
fn several_faces_and_no_face_have_their_codes() {
    for pack in packs() {
        // A crowd of small faces. The own detector is made for faces of a tenth of the frame's width and more: it sees one
        // of them at a time, and the verdict is about that one. It is not live.
        let crowd = verify(pack, &clips_folder().join("openmpf/video_01.mp4"), &[]).1;
        let expected = match pack {
            Pack::Reference => "FailedOperation.SilentMultiFaceFail",
            Pack::Own => "FailedOperation.ActionFaceFar",
        };
        assert_eq!((&crowd["verdict"], &crowd["code"]), (&"incomplete".into(), &expected.into()), "{pack:?}");
        let nobody = verify(pack, &clips_folder().join("pyfeat/no_face.mp4"), &[]).1;
        assert_eq!(nobody["code"], "FailedOperation.SilentFaceDetectFail", "{pack:?}");
    }
}

#[test]
fn people_too_far_away_are_told_so() {
    let placement =
        ["ActionFaceFar", "ActionFaceLeft", "ActionFaceRight", "ActionNodetectFace", "SilentFaceDetectFail"];
    for pack in packs() {
        for clip in clips("intel", "mkv") {
            let (status, verdict) = verify(pack, &clip, &[]);
            let code = verdict["code"].as_str().unwrap_or("none");
            let known = placement.iter().any(|name| code.ends_with(name));
            assert!(status == 2 && known, "{pack:?}, {}: exit {status}, {code}", clip.display());
        }
    }
}

#[test]
fn a_codec_that_is_not_built_in_is_named_with_the_remedy() {
    let clip = clips_folder().join("pyfeat/face_noface.mov");
    if !clip.is_file() {
        skip("../shared is not here");
        return;
    }
    let ran = Command::new(env!("CARGO_BIN_EXE_liveface"))
        .args(["verify", clip.to_str().unwrap()])
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    if cfg!(feature = "ffmpeg") {
        return;
    }
    assert_eq!(ran.status.code(), Some(3));
    assert!(
        said.contains("hevc") && said.contains("--features ffmpeg") && said.lines().count() == 1,
        "{said}"
    );
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
