//! Bad videos: each is refused with one line that names it, in bounded time and memory, and nothing panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod common;
mod video_common;

use liveface_frames::{FrameError, FrameSource, Limits, Recorder, RecorderOptions, VideoSource, open};
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use video_common::drain;

const SIZE: (u32, u32) = (48, 32);

/// A sound MP4 of 12 frames, 40 ms apart.
fn sound() -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("sound.mp4");
    let mut recorder = Recorder::create(&path, SIZE, RecorderOptions::default()).unwrap();
    for index in 0..12 {
        recorder.push(&common::frame(index, index * 40_000, SIZE)).unwrap();
    }
    recorder.finish().unwrap();
    std::fs::read(&path).unwrap()
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<usize, FrameError> {
    let mut source = VideoSource::from_reader(Path::new("clip"), Cursor::new(bytes), limits)?;
    drain(&mut source).map(|frames| frames.len())
}

/// Reads a damaged file: any outcome is fine but a panic of the decoder, a stall, or an error of several lines.
fn survive(bytes: Vec<u8>, what: &str) -> Result<usize, FrameError> {
    let begun = Instant::now();
    let limits = Limits { decode_time: Duration::from_secs(5), frames: 200, ..Limits::default() };
    let outcome = read(bytes, &limits);
    assert!(begun.elapsed() < Duration::from_secs(5), "{what}: took {:?}", begun.elapsed());
    if let Err(error) = &outcome {
        let text = error.to_string();
        assert!(!text.contains("its decoder failed"), "{what}: {text}");
        assert!(!text.contains('\n') && text.contains("clip"), "{what}: {text}");
    }
    outcome
}

/// Where the payload of the first box of this kind begins.
fn payload(bytes: &[u8], kind: &[u8; 4]) -> usize {
    bytes.windows(4).position(|window| window == kind).unwrap() + 4
}

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
}

/// The sound file with the 32-bit number at `offset` in box `kind` replaced.
fn patched(kind: &[u8; 4], offset: usize, value: u32) -> Vec<u8> {
    let mut bytes = sound();
    let at = payload(&bytes, kind) + offset;
    put(&mut bytes, at, value);
    bytes
}

#[test]
fn the_sound_file_is_sound() {
    assert_eq!(read(sound(), &Limits::default()).unwrap(), 12);
}

#[test]
fn a_file_cut_anywhere_is_an_error() {
    let whole = sound();
    for length in (0..whole.len()).step_by(whole.len() / 400 + 1) {
        let outcome = survive(whole[..length].to_vec(), &format!("cut to {length} bytes"));
        assert!(outcome.is_err(), "cut to {length} of {} bytes", whole.len());
    }
}

#[test]
fn thousands_of_damaged_files_neither_panic_nor_stall() {
    let whole = sound();
    let index = payload(&whole, b"moov");
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for case in 0..3000 {
        let mut bytes = whole.clone();
        for _ in 0..=next(4) {
            // Half of the damage goes to the index, a small part of the file.
            let at = if case % 2 == 0 { index + next(700) } else { next(bytes.len()) };
            let at = at.min(bytes.len() - 1);
            bytes[at] = [0, 0xFF, 0x7F, 0x80, next(256) as u8][next(5)];
        }
        drop(survive(bytes, &format!("damage {case}")));
    }
}

#[test]
fn hostile_tables_are_refused() {
    let cases: [(&[u8; 4], usize, u32); 13] = [
        (b"mvhd", 12, 0),
        (b"mdhd", 12, 0),
        (b"stsz", 8, u32::MAX),
        (b"stsz", 8, 100_000),
        (b"stsz", 4, u32::MAX),
        (b"stsz", 12, u32::MAX),
        (b"stts", 8, 1),
        (b"stsc", 12, 0),
        (b"stsc", 16, 7),
        (b"stco", 8, u32::MAX),
        (b"trak", 0, 3),
        (b"stbl", 0, u32::MAX),
        (b"stsd", 8, 4),
    ];
    for (kind, offset, value) in cases {
        let what = format!("{} +{offset} = {value}", kind.escape_ascii());
        assert!(survive(patched(kind, offset, value), &what).is_err(), "{what} must be refused");
    }
}

#[test]
fn a_declared_length_of_three_hours_fails_at_once() {
    let bytes = sound();
    let at = payload(&bytes, b"mdhd") + 12;
    let clock = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let begun = Instant::now();
    let error = read(patched(b"mdhd", 16, clock * 3 * 3600), &Limits::default()).unwrap_err();
    assert!(matches!(error, FrameError::Limit { what: "duration", .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[test]
fn every_limit_is_honoured() {
    let limits = Limits::default();
    let cases = [
        ("file size in bytes", Limits { file_bytes: 100, ..limits }),
        ("longer side in pixels", Limits { side: 40, ..limits }),
        ("picture size in pixels", Limits { pixels: 1000, ..limits }),
        ("number of frames", Limits { frames: 11, ..limits }),
        ("duration", Limits { duration: Duration::from_millis(300), ..limits }),
    ];
    for (expected, limits) in cases {
        match read(sound(), &limits) {
            Err(FrameError::Limit { what, .. }) => assert_eq!(what, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
}

#[test]
fn files_that_are_no_video_are_named() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let no_index = b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x08mdat";
    let cases = [
        (folder.path().join("missing.mp4"), "check that it exists"),
        (file("empty.mp4", b""), "it is empty"),
        (file("text.mp4", b"Dear diary, today I filmed nothing at all."), "is no video"),
        (file("cut.mp4", no_index), "no index (moov)"),
    ];
    for (path, expected) in cases {
        let error = open(&path, &Limits::default()).err().unwrap().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(error.contains(path.to_str().unwrap()) && !error.contains('\n'), "{error}");
    }
    assert!(matches!(open(folder.path(), &Limits::default()), Err(FrameError::Malformed { .. })));
}

#[test]
#[cfg(not(feature = "ffmpeg"))]
fn formats_for_ffmpeg_are_named() {
    let cases: [(&[u8], &str); 3] = [
        (b"RIFF\x00\x00\x00\x00AVI LIST", "unsupported AVI container in clip"),
        (b"FLV\x01\x05\x00\x00", "unsupported FLV container in clip"),
        (b"\x00\x00\x01\xBA\x44\x00", "unsupported MPEG program stream in clip"),
    ];
    for (bytes, expected) in cases {
        let error = read(bytes.to_vec(), &Limits::default()).unwrap_err().to_string();
        assert!(error.starts_with(expected) && error.contains("--features ffmpeg"), "{error}");
    }
}

/// A file on a disk that does not answer, or on which the demuxer's luck runs out.
struct Faulty {
    bytes: Cursor<Vec<u8>>,
    panics: bool,
}

impl Read for Faulty {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.bytes.position() > 0 {
            assert!(!self.panics, "on purpose");
            std::thread::sleep(Duration::from_secs(3));
        }
        self.bytes.read(buffer)
    }
}

impl Seek for Faulty {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

fn read_faulty(panics: bool) -> FrameError {
    let input = Faulty { bytes: Cursor::new(sound()), panics };
    let patience = if panics { Duration::from_secs(10) } else { Duration::from_millis(200) };
    let limits = Limits { decode_time: patience, ..Limits::default() };
    VideoSource::from_reader(Path::new("clip"), input, &limits).err().unwrap()
}

#[test]
fn a_decoder_that_stalls_is_given_up() {
    let begun = Instant::now();
    let error = read_faulty(false);
    assert!(matches!(error, FrameError::Limit { what: "decode time of a frame", .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_decoder_that_panics_is_an_error() {
    let error = read_faulty(true);
    assert!(error.to_string().contains("its decoder failed on it"), "{error}");
}

#[test]
fn a_source_may_be_dropped_halfway_and_ends_for_good() {
    let mut source =
        VideoSource::from_reader(Path::new("clip"), Cursor::new(sound()), &Limits::default()).unwrap();
    assert!(source.next_frame().unwrap().is_some());
    drop(source);
    let mut source =
        VideoSource::from_reader(Path::new("clip"), Cursor::new(sound()), &Limits::default()).unwrap();
    let (frames, error) = common::read_all(&mut source);
    assert_eq!((frames.len(), error.is_none()), (12, true));
    let info = source.info();
    assert_eq!((info.frames, info.duration), (Some(12), Some(Duration::from_millis(480))));
}
