//! What the tests of recorded video share: clips made or probed by the FFmpeg command line, where there is one.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "shared by tests")]

use liveface_frames::{Frame, FrameError, FrameSource, Limits, open};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The real clips shared between checkouts; `None`, said aloud, where they are not.
pub fn shared_clips() -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/clips"));
    if path.is_dir() {
        return Some(path.to_path_buf());
    }
    skip("../shared is not here");
    None
}

/// Whether FFmpeg can be asked; says so where not.
pub fn have_ffmpeg() -> bool {
    let runs = |tool: &str| {
        Command::new(tool)
            .arg("-version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    };
    let found = runs("ffmpeg") && runs("ffprobe");
    if !found {
        skip("no ffmpeg and ffprobe here");
    }
    found
}

/// What FFmpeg writes to its standard output.
pub fn ffmpeg(args: &[&str]) -> Vec<u8> {
    let output = Command::new("ffmpeg").args(["-v", "error", "-y", "-nostdin"]).args(args).output().unwrap();
    assert!(output.status.success(), "ffmpeg {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A moving test picture encoded with `args` into `folder/name`.
pub fn make_clip(folder: &Path, name: &str, args: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut all =
        vec!["-f", "lavfi", "-i", "testsrc2=size=160x112:rate=25:duration=2", "-pix_fmt", "yuv420p"];
    all.extend(args);
    all.push(path.to_str().unwrap());
    ffmpeg(&all);
    path
}

/// Times of the frames FFmpeg shows, in microseconds, the first at zero.
pub fn probe_times(path: &Path) -> Vec<i64> {
    let args = ["-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0"];
    let output = Command::new("ffprobe").args(args).arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let seconds = text.lines().filter_map(|line| line.trim_end_matches(',').parse::<f64>().ok());
    let times: Vec<i64> = seconds.map(|second| (second * 1e6).round() as i64).collect();
    let first = times.first().copied().unwrap_or(0);
    times.iter().map(|time| time - first).collect()
}

/// All frames of a file.
pub fn read_all(path: &Path) -> Result<Vec<Frame>, FrameError> {
    drain(open(path, &Limits::default())?.as_mut())
}

/// All frames that are left.
pub fn drain(source: &mut dyn FrameSource) -> Result<Vec<Frame>, FrameError> {
    let mut frames = Vec::new();
    while let Some(frame) = source.next_frame()? {
        frames.push(frame);
    }
    Ok(frames)
}

/// Compares the times of all frames, and the pixels of every fifth, with FFmpeg's.
pub fn assert_like_ffmpeg(path: &Path) -> Vec<Frame> {
    let name = path.display();
    let frames = read_all(path).unwrap_or_else(|e| panic!("{e}"));
    let times: Vec<i64> = frames.iter().map(|frame| frame.at().as_micros() as i64).collect();
    let expected = probe_times(path);
    assert_eq!(times.len(), expected.len(), "{name}: number of frames");
    for (index, (time, expected)) in times.iter().zip(&expected).enumerate() {
        // ffprobe prints six decimals of both times.
        assert!((time - expected).abs() <= 2, "{name}: frame {index} at {time} µs, FFmpeg {expected} µs");
    }
    let flags = "accurate_rnd+full_chroma_int+full_chroma_inp+neighbor";
    let file = path.to_str().unwrap();
    let args = ["-i", file, "-map", "0:v:0", "-fps_mode", "passthrough", "-sws_flags", flags];
    let raw = ffmpeg(&[&args[..], &["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]].concat());
    let size = frames[0].pixels().len();
    assert_eq!(raw.len(), size * frames.len(), "{name}: size of the pictures");
    // Pictures depend on those before them: every fifth shows an error in any.
    for (frame, theirs) in frames.iter().zip(raw.chunks_exact(size)).step_by(5) {
        assert_same_luma(frame, theirs, &name.to_string());
    }
    frames
}

/// Luma may differ by rounding only: two conversions to RGB and back round differently.
fn assert_same_luma(frame: &Frame, theirs: &[u8], name: &str) {
    let luma = |p: &[u8]| 0.299 * f32::from(p[0]) + 0.587 * f32::from(p[1]) + 0.114 * f32::from(p[2]);
    let pairs = frame.pixels().chunks_exact(3).zip(theirs.chunks_exact(3));
    let gaps: Vec<f32> = pairs.map(|(ours, theirs)| (luma(ours) - luma(theirs)).abs()).collect();
    let mean = gaps.iter().sum::<f32>() / gaps.len() as f32;
    let far = gaps.iter().filter(|&&gap| gap > 3.0).count();
    let id = frame.id().0;
    assert!(mean < 1.0, "{name}: frame {id} differs by {mean} on average");
    assert!(far * 1000 <= gaps.len(), "{name}: frame {id} differs by more than 3 in {far} pixels");
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
