//! Differential tests: the same frames at the same times as FFmpeg, on real clips and on clips made here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod video_common;

use liveface_frames::{FrameError, Limits, VideoSource, open};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use video_common::*;

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let Some(clips) = shared_clips() else { return Vec::new() };
    let entries = std::fs::read_dir(clips.join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    assert!(!paths.is_empty(), "no {extension} in {folder}");
    paths
}

#[test]
fn real_mp4_clips_give_the_frames_of_ffmpeg() {
    if have_ffmpeg() {
        for path in files("grid", "mp4").iter().chain(&files("openmpf", "mp4")) {
            assert_like_ffmpeg(path);
        }
    }
}

#[test]
fn real_mkv_clips_give_the_frames_of_ffmpeg() {
    if have_ffmpeg() {
        for path in files("intel", "mkv") {
            assert_like_ffmpeg(&path);
        }
    }
}

#[test]
fn encodings_made_here_give_the_frames_of_ffmpeg() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let vfr = "setpts='if(lt(N,20),N/25,20/25+(N-20)/10)/TB'";
    let cases: [(&str, &[&str]); 12] = [
        ("b_frames.mp4", &["-c:v", "libx264", "-bf", "3", "-b_strategy", "0"]),
        ("open_gop.mkv", &["-c:v", "libx264", "-bf", "3", "-x264-params", "open-gop=1:keyint=10"]),
        ("baseline.mp4", &["-c:v", "libx264", "-profile:v", "baseline"]),
        ("vfr.mp4", &["-vf", vfr, "-fps_mode", "passthrough", "-c:v", "libx264"]),
        ("vfr.mkv", &["-vf", vfr, "-fps_mode", "passthrough", "-c:v", "libx264"]),
        ("fragmented.mp4", &["-c:v", "libx264", "-g", "10", "-movflags", "frag_keyframe+empty_moov"]),
        (
            "dash.mp4",
            &["-c:v", "libx264", "-g", "10", "-movflags", "frag_keyframe+default_base_moof+delay_moov"],
        ),
        ("front.mov", &["-c:v", "libx264", "-movflags", "faststart"]),
        ("full.mp4", &["-vf", "scale=out_range=full", "-color_range", "pc", "-c:v", "libx264"]),
        ("hd.mp4", &["-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709", "-c:v", "libx264"]),
        ("cropped.mp4", &["-vf", "crop=150:100", "-c:v", "libx264"]),
        ("live.mkv", &["-c:v", "libx264", "-live", "1"]),
    ];
    for (name, args) in cases {
        let frames = assert_like_ffmpeg(&make_clip(folder.path(), name, args));
        assert!(frames.len() >= 50, "{name}: {} frames", frames.len());
    }
}

#[test]
fn rotated_recordings_stand_upright() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let flat = make_clip(folder.path(), "flat.mp4", &["-c:v", "libx264", "-t", "0.4"]);
    for degrees in ["90", "180", "270"] {
        let turned = folder.path().join(format!("{degrees}.mp4"));
        let rotate = format!("rotate={degrees}");
        let (from, to) = (flat.to_str().unwrap(), turned.to_str().unwrap());
        ffmpeg(&["-i", from, "-c", "copy", "-metadata:s:v:0", &rotate, to]);
        let source = open(&turned, &Limits::default()).unwrap();
        let upright = if degrees == "180" { (160, 112) } else { (112, 160) };
        assert_eq!((source.info().width, source.info().height), upright);
        assert_like_ffmpeg(&turned);
    }
}

#[test]
fn an_edit_list_cuts_what_ffmpeg_cuts() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let whole = make_clip(folder.path(), "whole.mp4", &["-c:v", "libx264", "-g", "50"]);
    let cut = folder.path().join("cut.mp4");
    // A copy that begins between key frames keeps the pictures before it, hidden by an edit list.
    ffmpeg(&["-ss", "0.52", "-i", whole.to_str().unwrap(), "-c", "copy", cut.to_str().unwrap()]);
    let frames = assert_like_ffmpeg(&cut);
    assert_eq!(frames.len(), 37);
}

#[test]
fn a_matroska_file_cut_short_is_an_error_unless_it_was_live() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let cut = |name: &str, args: &[&str]| {
        let path = make_clip(folder.path(), name, args);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() * 2 / 3]).unwrap();
        read_all(&path)
    };
    let error = cut("whole.mkv", &["-c:v", "libx264"]).unwrap_err();
    assert!(error.to_string().contains("cut short"), "{error}");
    let frames = cut("live.mkv", &["-c:v", "libx264", "-live", "1"]).unwrap();
    assert!((10..50).contains(&frames.len()), "{} frames", frames.len());
}

#[test]
fn damaged_matroska_files_neither_panic_nor_stall() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let args = ["-vf", "scale=48:32", "-t", "0.4", "-c:v", "libx264"];
    let whole = std::fs::read(make_clip(folder.path(), "small.mkv", &args)).unwrap();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for case in 0..1000 {
        let mut bytes = whole.clone();
        for _ in 0..=next(4) {
            let at = next(if case % 2 == 0 { 600 } else { bytes.len() });
            bytes[at] = [0, 0xFF, 0x7F, 0x80, next(256) as u8][next(5)];
        }
        let begun = Instant::now();
        let outcome = VideoSource::from_reader(Path::new("clip"), Cursor::new(bytes), &Limits::default())
            .and_then(|mut source| drain(&mut source));
        assert!(begun.elapsed() < Duration::from_secs(5), "damage {case}");
        if let Err(error) = outcome {
            assert!(!error.to_string().contains("its decoder failed"), "damage {case}: {error}");
        }
    }
}

#[test]
fn codecs_without_a_decoder_are_named_with_the_remedy() {
    if cfg!(feature = "ffmpeg") {
        return;
    }
    for path in files("pyfeat", "mov") {
        let error = open(&path, &Limits::default()).err().expect("no decoder for hevc");
        assert!(matches!(error, FrameError::Unsupported { .. }), "{error}");
        assert!(error.to_string().contains("unsupported codec hevc in "), "{error}");
        assert!(error.to_string().contains("build with --features ffmpeg"), "{error}");
    }
}

#[test]
#[cfg(feature = "vpx")]
fn browser_recordings_give_the_frames_of_ffmpeg() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let cases: [(&str, &[&str]); 4] = [
        ("vp8.webm", &["-c:v", "libvpx", "-b:v", "1M", "-auto-alt-ref", "1", "-lag-in-frames", "10"]),
        ("vp9.webm", &["-c:v", "libvpx-vp9", "-b:v", "1M", "-lag-in-frames", "10"]),
        (
            "vp9_live.webm",
            &["-c:v", "libvpx-vp9", "-deadline", "realtime", "-lag-in-frames", "0", "-live", "1"],
        ),
        ("vp9.mp4", &["-c:v", "libvpx-vp9", "-b:v", "1M"]),
    ];
    for (name, args) in cases {
        let frames = assert_like_ffmpeg(&make_clip(folder.path(), name, args));
        assert_eq!(frames.len(), 50, "{name}");
    }
    // FFmpeg stretches the chroma of odd sizes, so pixels are not compared.
    let odd = ["-vf", "crop=151:101:0:0:exact=1", "-c:v", "libvpx", "-b:v", "1M"];
    let frames = read_all(&make_clip(folder.path(), "vp8_odd.webm", &odd)).unwrap();
    assert_eq!((frames.len(), frames[0].width(), frames[0].height()), (50, 151, 101));
}

#[test]
#[cfg(feature = "ffmpeg")]
fn the_ffmpeg_feature_reads_the_rest() {
    if !have_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let cases: [(&str, &[&str]); 5] = [
        ("hevc.mov", &["-c:v", "libx265", "-x265-params", "log-level=none"]),
        ("mpeg4.avi", &["-c:v", "mpeg4"]),
        ("interlaced.mp4", &["-c:v", "libx264", "-flags", "+ildct+ilme"]),
        ("flash.flv", &["-c:v", "flv1"]),
        ("mjpeg.mov", &["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]),
    ];
    for (name, args) in cases {
        let frames = assert_like_ffmpeg(&make_clip(folder.path(), name, args));
        assert_eq!(frames.len(), 50, "{name}");
    }
    for path in files("grid", "mpg").iter().chain(&files("pyfeat", "mov")) {
        assert_like_ffmpeg(path);
    }
}
