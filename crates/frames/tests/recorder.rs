//! Recordings: exact times, playable, under the budget, and nothing left behind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{frame, one_line};
use liveface_frames::{Frame, FrameId, Limits, Recorded, Recorder, RecorderOptions, Recording, Timestamp};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const SIZE: (u32, u32) = (320, 240);
/// Times of a stream with gaps and jitter, microseconds; it does not begin at zero.
const TIMES: [u64; 8] = [500_000, 533_333, 566_700, 600_001, 733_000, 766_366, 1_900_000, 1_933_333];

fn record(path: &Path, size: (u32, u32), times: &[u64]) -> Recording {
    let mut recorder = Recorder::create(path, size, RecorderOptions::default()).unwrap();
    for (id, &at) in times.iter().enumerate() {
        assert_eq!(recorder.push(&frame(id as u64, at, size)).unwrap(), Recorded::Written);
    }
    recorder.finish().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

/// Noise: what an encoder can do least about.
fn noise(id: u64, at: Timestamp) -> Frame {
    let mut state = id.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    let pixels = Arc::new((0..SIZE.0 * SIZE.1 * 3).map(|_| next()).collect());
    Frame::new(FrameId(id), at, SIZE, pixels).unwrap()
}

#[test]
fn times_are_exact_to_a_tick_and_ffmpeg_plays_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.mp4");
    let recording = record(&path, SIZE, &TIMES);
    assert_eq!(recording.frames, 8);
    assert_eq!(recording.duration, Duration::from_micros(1_433_333));
    assert_eq!(recording.bytes, std::fs::metadata(&path).unwrap().len());

    let file = path.to_str().unwrap();
    let args =
        ["-v", "error", "-select_streams", "v", "-show_entries", "frame=pts_time", "-of", "csv=p=0", file];
    let Some(output) = common::run("ffprobe", &args) else { return };
    let shown: Vec<f64> = String::from_utf8(output)
        .unwrap()
        .lines()
        .map(|l| l.trim_end_matches(',').parse().unwrap())
        .collect();
    assert_eq!(shown.len(), TIMES.len());
    for (shown, given) in shown.iter().zip(TIMES) {
        let expected = (given - TIMES[0]) as f64 / 1e6;
        assert!((shown - expected).abs() <= 0.5 / 90_000.0 + 1e-6, "{shown} s for {expected} s");
    }
    let raw = ["-v", "error", "-i", file, "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
    let pixels = common::run("ffmpeg", &raw).unwrap();
    for (id, shown) in pixels.chunks((SIZE.0 * SIZE.1 * 3) as usize).enumerate() {
        let psnr = common::psnr(shown, &common::pattern(SIZE, id as u32));
        assert!(psnr > 30.0, "frame {id}: {psnr} dB");
    }
}

#[test]
fn our_own_reader_gives_the_frames_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.mp4");
    record(&path, SIZE, &TIMES);
    let mut source = liveface_frames::open(&path, &Limits::default()).unwrap();
    let frames = common::read_well(source.as_mut());
    assert_eq!(frames.len(), TIMES.len());
    for (id, (frame, given)) in frames.iter().zip(TIMES).enumerate() {
        let off = frame.at().as_micros().abs_diff(given - TIMES[0]);
        assert!(off <= 6, "frame {id} is {off} us off; a tick is 11 us");
        let psnr = common::psnr(frame.pixels(), &common::pattern(SIZE, id as u32));
        assert!(psnr > 30.0, "frame {id}: {psnr} dB");
    }
}

#[test]
fn odd_sides_lose_their_last_row_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let recording = record(&folder.path().join("odd.mp4"), (161, 121), &[0, 33_333, 66_667]);
    assert_eq!((recording.width, recording.height), (160, 120));
}

#[test]
fn the_budget_is_never_exceeded_even_by_noise() {
    let folder = tempfile::tempdir().unwrap();
    for budget_bytes in [40_000, 150_000] {
        let path = folder.path().join("noise.mp4");
        let options =
            RecorderOptions { budget_bytes, expected: Duration::from_secs(2), ..RecorderOptions::default() };
        let mut recorder = Recorder::create(&path, SIZE, options).unwrap();
        let outcomes: Vec<_> =
            (0..40).map(|id| recorder.push(&noise(id, Timestamp::from_millis(id * 33))).unwrap()).collect();
        assert!(recorder.bytes() <= budget_bytes);
        let full = outcomes.iter().position(|&o| o == Recorded::Full).unwrap();
        assert!(outcomes[full..].iter().all(|&o| o == Recorded::Full), "full stays full");
        if recorder.frames() == 0 {
            assert!(one_line(&recorder.finish().unwrap_err()).contains("no frame fitted"));
            assert!(names(folder.path()).is_empty());
            continue;
        }
        let recording = recorder.finish().unwrap();
        let bytes = std::fs::metadata(&path).unwrap().len();
        assert_eq!(bytes, recording.bytes);
        assert!(bytes <= budget_bytes, "{bytes} of {budget_bytes}");
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_usual_recording_uses_the_budget_evenly() {
    let folder = tempfile::tempdir().unwrap();
    let options = RecorderOptions { budget_bytes: 300_000, expected: Duration::from_secs(4), fps: 25.0 };
    let mut recorder = Recorder::create(&folder.path().join("even.mp4"), SIZE, options).unwrap();
    let outcomes: Vec<_> = (0..100).map(|id| recorder.push(&frame(id, id * 40_000, SIZE)).unwrap()).collect();
    assert!(!outcomes.contains(&Recorded::Full), "the whole of the expected length fits");
    assert!(outcomes.iter().filter(|&&o| o == Recorded::Written).count() >= 90);
}

#[test]
fn a_key_frame_comes_every_two_seconds_of_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.mp4");
    // 5 frames a second: the same seconds, another count.
    let times: Vec<u64> = (0..26).map(|id| id * 200_000).collect();
    record(&path, (64, 48), &times);
    let entries =
        ["-v", "error", "-skip_frame", "nokey", "-show_entries", "frame=pts_time", "-of", "csv=p=0"];
    let Some(output) = common::run("ffprobe", &[&entries[..], &[path.to_str().unwrap()]].concat()) else {
        return;
    };
    let keys: Vec<f64> = String::from_utf8(output)
        .unwrap()
        .lines()
        .map(|l| l.trim_end_matches(',').parse().unwrap())
        .collect();
    assert_eq!(keys, [0.0, 2.0, 4.0]);
}

#[test]
fn only_a_finished_recording_appears_and_only_for_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.mp4");
    let mut recorder = Recorder::create(&path, SIZE, RecorderOptions::default()).unwrap();
    recorder.push(&frame(0, 0, SIZE)).unwrap();
    drop(recorder);
    assert!(names(folder.path()).is_empty(), "dropped: nothing is left");

    std::fs::write(&path, b"the recording before").unwrap();
    let mut recorder = Recorder::create(&path, SIZE, RecorderOptions::default()).unwrap();
    recorder.push(&frame(0, 0, SIZE)).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"the recording before");
    recorder.finish().unwrap();
    assert_eq!(names(folder.path()), ["clip.mp4"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_recorded_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let create = |path: &Path, size, options| one_line(&Recorder::create(path, size, options).unwrap_err());
    let usual = RecorderOptions::default();
    let path = folder.path().join("clip.mp4");
    assert!(create(&folder.path().join("gone/clip.mp4"), SIZE, usual).contains("choose a folder"));
    assert!(create(folder.path(), SIZE, usual).contains("it is a folder"));
    assert!(create(&path, (8, 8), usual).contains("8x8"));
    assert!(create(&path, (30_000, 480), usual).contains("30000x480"));
    assert!(create(&path, SIZE, RecorderOptions { fps: f64::NAN, ..usual }).contains("1..=240 fps"));

    let mut recorder = Recorder::create(&path, SIZE, usual).unwrap();
    assert_eq!(recorder.push(&frame(0, 1_000, SIZE)).unwrap(), Recorded::Written);
    assert_eq!(recorder.push(&frame(1, 1_000, SIZE)).unwrap(), Recorded::Skipped, "the same time");
    assert!(one_line(&recorder.push(&frame(2, 999, SIZE)).unwrap_err()).contains("back in time"));
    assert!(one_line(&recorder.push(&frame(3, 2_000, (64, 48))).unwrap_err()).contains("64x48"));
    assert_eq!(recorder.push(&frame(4, 34_000, SIZE)).unwrap(), Recorded::Written);
    assert_eq!(recorder.finish().unwrap().frames, 2);
}
