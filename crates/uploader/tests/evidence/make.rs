//! Photos and videos made to measure.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "shared by tests")]

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};
use liveface_frames::{Frame, FrameId, Recorded, Recorder, RecorderOptions, Timestamp};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// A file of the project's own rendered fixtures.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixture_path(name)).unwrap()
}

pub fn fixture_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// A picture that no codec can make small: every sample is random, and the same for the same seed.
pub fn noise((width, height): (u32, u32), seed: u64) -> RgbImage {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    RgbImage::from_fn(width, height, |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [red, green, blue, ..] = state.to_le_bytes();
        image::Rgb([red, green, blue])
    })
}

pub fn picture(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A small grey JPEG.
pub fn small_jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let grey = RgbImage::from_pixel(32, 32, image::Rgb([128; 3]));
    grey.write_with_encoder(JpegEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// A small JPEG of exactly `len` bytes, filled up with comments.
pub fn jpeg_of(len: usize) -> Vec<u8> {
    let small = small_jpeg();
    let mut padding = Vec::new();
    let mut left = len - small.len();
    while left > 0 {
        // What stays must be enough for one more comment: two bytes of marker, two of length.
        let segment = if left > 65_537 + 4 {
            65_537
        } else if left > 65_537 {
            60_000
        } else {
            left
        };
        padding.extend([0xFF, 0xFE]);
        padding.extend(u16::try_from(segment - 2).unwrap().to_be_bytes());
        padding.resize(padding.len() + segment - 4, b'.');
        left -= segment;
    }
    [&small[..2], &padding, &small[2..]].concat()
}

/// `mp4` filled up to `len` bytes with a box that players skip.
pub fn mp4_of(mut mp4: Vec<u8>, len: usize) -> Vec<u8> {
    let free = len - mp4.len();
    mp4.extend(u32::try_from(free).unwrap().to_be_bytes());
    mp4.extend(b"free");
    mp4.resize(len, 0);
    mp4
}

/// `file` with the only `from` in it replaced.
pub fn patched(mut file: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at: Vec<usize> = (0..file.len() - from.len()).filter(|&at| file[at..].starts_with(from)).collect();
    assert_eq!(at.len(), 1, "{} is there once", from.escape_ascii());
    file[at[0]..at[0] + to.len()].copy_from_slice(to);
    file
}

/// `mp4` whose header of the movie declares `millis`.
pub fn declaring(mut mp4: Vec<u8>, millis: u32) -> Vec<u8> {
    let at = mp4.windows(4).position(|window| window == b"mvhd").unwrap();
    mp4[at + 16..at + 20].copy_from_slice(&1000u32.to_be_bytes());
    mp4[at + 20..at + 24].copy_from_slice(&millis.to_be_bytes());
    mp4
}

/// An MP4 of pictures at these milliseconds, the last as long as the one before.
pub fn mp4(size: (u32, u32), millis: &[u64], draw: impl Fn(u64) -> RgbImage) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.mp4");
    let options = RecorderOptions { budget_bytes: 64 << 20, expected: Duration::from_secs(20), fps: 30.0 };
    let mut recorder = Recorder::create(&path, size, options).unwrap();
    for (id, &at) in (0..).zip(millis) {
        let pixels = Arc::new(draw(id).into_raw());
        let frame = Frame::new(FrameId(id), Timestamp::from_micros(at * 1000), size, pixels).unwrap();
        assert_eq!(recorder.push(&frame).unwrap(), Recorded::Written);
    }
    recorder.finish().unwrap();
    std::fs::read(&path).unwrap()
}

/// A small grey MP4 of pictures at these milliseconds.
pub fn grey_mp4(millis: &[u64]) -> Vec<u8> {
    mp4((64, 64), millis, |id| RgbImage::from_pixel(64, 64, image::Rgb([id as u8; 3])))
}

fn chunk(id: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let size = u32::try_from(data.len()).unwrap().to_le_bytes();
    [id.as_slice(), &size, data, &vec![0; data.len() % 2]].concat()
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// An AVI of `frames` pictures of `scale`/`rate` seconds; with `stream`, only the main header says so, in microseconds.
pub fn avi(frames: u32, scale: u32, rate: u32, stream: bool) -> Vec<u8> {
    let micros = (u64::from(scale) * 1_000_000 / u64::from(rate)) as u32;
    let avih = chunk(b"avih", &numbers(&[micros, 0, 0, 0, frames, 0, 1, 0, 64, 64, 0, 0, 0, 0]));
    let sound = [b"auds".to_vec(), numbers(&[0, 0, 0, 0, 1, 8000, 0, 8_000_000, 0, 0, 0, 0, 0])].concat();
    let video = [b"vidsMJPG".to_vec(), numbers(&[0, 0, 0, scale, rate, 0, frames, 0, 0, 0, 0, 0])].concat();
    let strl = |strh: &[u8]| chunk(b"LIST", &[b"strl".as_slice(), &chunk(b"strh", strh)].concat());
    let streams = if stream { [strl(&sound), strl(&video)].concat() } else { Vec::new() };
    let hdrl = chunk(b"LIST", &[b"hdrl".as_slice(), &avih, &streams].concat());
    let movi = chunk(b"LIST", &[b"movi".as_slice(), &chunk(b"00dc", &small_jpeg())].concat());
    chunk(b"RIFF", &[b"AVI ".as_slice(), &hdrl, &chunk(b"JUNK", &[0; 5]), &movi].concat())
}

/// An FLV of H.264 pictures at these milliseconds, `seconds` in its metadata.
pub fn flv(millis: &[u32], seconds: Option<f64>) -> Vec<u8> {
    let mut file = b"FLV\x01\x01\0\0\0\x09\0\0\0\0".to_vec();
    let mut tag = |kind: u8, millis: u32, data: &[u8]| {
        let [high, a, b, c] = millis.to_be_bytes();
        let size = u32::try_from(data.len()).unwrap();
        file.push(kind);
        file.extend(&size.to_be_bytes()[1..]);
        file.extend([a, b, c, high, 0, 0, 0]);
        file.extend(data);
        file.extend((size + 11).to_be_bytes());
    };
    if let Some(seconds) = seconds {
        let name = b"\x02\0\x0AonMetaData\x08\0\0\0\x01\0\x08duration\0".as_slice();
        tag(18, 0, &[name, &seconds.to_be_bytes(), b"\0\0\x09"].concat());
    }
    tag(9, 0, b"\x17\0\0\0\0configuration");
    millis.iter().for_each(|&at| tag(9, at, b"\x17\x01\0\0\0picture"));
    // The end mark comes late, and shows nothing.
    tag(9, 99_000, b"\x17\x02\0\0\0");
    file
}

/// What ffmpeg makes of a fixture with these options, in a file of this name; `None`, said aloud, without ffmpeg.
pub fn ffmpeg(clip: &str, options: &[&str], name: &str) -> Option<Vec<u8>> {
    if Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).status().is_err() {
        let said = format!("skipped: {name} needs ffmpeg, which is not installed\n");
        let _ = std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes());
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let run = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-i"])
        .arg(fixture_path(clip))
        .args(options)
        .arg(&path)
        .output()
        .unwrap();
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    Some(std::fs::read(path).unwrap())
}
