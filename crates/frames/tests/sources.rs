//! What every source promises: ids rise, times never fall, the end is final, an error is final.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{encoded, one_line, read_all, read_well};
use image::ImageFormat::{Jpeg, Png};
use liveface_frames::{FolderSource, Frame, FrameError, FrameSource as _, Limits, MjpegSource, Timestamp};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SIZE: (u32, u32) = (64, 48);

fn millis(frames: &[Frame]) -> Vec<u64> {
    frames.iter().map(|frame| frame.at().as_millis()).collect()
}

/// A folder of PNG pictures with these names.
fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (step, name) in names.iter().enumerate() {
        std::fs::write(folder.path().join(name), encoded(SIZE, step as u32, Png)).unwrap();
    }
    folder
}

fn open_folder(folder: &TempDir) -> Result<FolderSource, FrameError> {
    FolderSource::open(folder.path(), &Limits::default())
}

#[test]
fn numbered_pictures_play_in_order_at_25_fps() {
    let folder = folder(&["frame_2.png", "frame_10.png", "frame_1.png", "notes.txt"]);
    let mut source = open_folder(&folder).unwrap();
    assert_eq!(source.info().fps, Some(25.0));
    assert_eq!(source.info().frames, Some(3));
    let frames = read_well(&mut source);
    assert_eq!(millis(&frames), [0, 40, 80]);
    assert_eq!(frames[0].pixels(), common::pattern(SIZE, 2), "frame_1 comes first, frame_10 last");
    assert_eq!(frames[2].pixels(), common::pattern(SIZE, 1));
}

#[test]
fn names_in_milliseconds_give_the_times() {
    let folder = folder(&["a_100ms.png", "b_33ms.png", "c_100ms.png"]);
    assert_eq!(millis(&read_well(&mut open_folder(&folder).unwrap())), [33, 100, 100]);
    std::fs::write(folder.path().join("d.png"), b"x").unwrap();
    assert!(one_line(&open_folder(&folder).unwrap_err()).contains("3 of 4 picture names"));
}

#[test]
fn a_table_gives_the_times() {
    let folder = folder(&["a.png", "b.png", "unlisted.png"]);
    let table = |text: &str| std::fs::write(folder.path().join("timestamps.csv"), text).unwrap();
    table("file,ms\nb.png,0\na.png,33.367\n\n");
    let frames = read_well(&mut open_folder(&folder).unwrap());
    assert_eq!(frames[1].at(), Timestamp::from_micros(33_367));
    table("file,us\r\na.png,5\r\nb.png,5\r\n");
    assert_eq!(read_well(&mut open_folder(&folder).unwrap())[1].at(), Timestamp::from_micros(5));
}

#[test]
fn a_bad_table_names_file_and_line() {
    let folder = folder(&["a.png", "b.png"]);
    for (text, says) in [
        ("a.png,0\n", "line 1: expected the header"),
        ("file,ms\na.png,40\nb.png,39\n", "line 3: b.png is at 0.039 s, before"),
        ("file,ms\na.png\n", "line 2: expected a file name"),
        ("file,ms\na.png,-1\n", "line 2: a time of -1e0"),
        ("file,ms\na.png,NaN\n", "line 2: a time of NaN"),
        ("file,ms\na.png,x\n", "line 2: its time is not a number"),
        ("file,ms\na.png,1e300\n", "line 2: a time of"),
        ("file,ms\n../a.png,0\n", "is not the name of a file in the folder"),
        ("file,ms\n", "no picture in it"),
        ("file,ms\ngone.png,0\n", "gone.png: check that it exists"),
    ] {
        std::fs::write(folder.path().join("timestamps.csv"), text).unwrap();
        let error = one_line(&open_folder(&folder).unwrap_err());
        assert!(error.contains(says), "{text:?} gave {error}");
    }
}

#[test]
fn a_damaged_picture_ends_a_folder_for_good() {
    let folder = folder(&["1.png", "2.png", "3.png"]);
    std::fs::write(folder.path().join("2.png"), b"not a picture").unwrap();
    let (frames, error) = read_all(&mut open_folder(&folder).unwrap());
    assert_eq!(frames.len(), 1);
    assert!(one_line(&error.unwrap()).contains("2.png"));
}

#[test]
fn a_picture_of_another_size_is_an_error() {
    let folder = folder(&["1.png"]);
    std::fs::write(folder.path().join("2.png"), encoded((32, 32), 0, Png)).unwrap();
    let (_, error) = read_all(&mut open_folder(&folder).unwrap());
    assert!(one_line(&error.unwrap()).contains("another size"));
}

#[test]
fn limits_hold_for_a_folder_as_a_whole() {
    let folder = folder(&["1.png", "2.png", "3.png"]);
    let of = |limits: Limits| FolderSource::open(folder.path(), &limits);
    let limit = |error: FrameError| match error {
        FrameError::Limit { what, .. } => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(of(Limits { frames: 2, ..Limits::default() }).unwrap_err()), "number of frames");
    let short = Limits { duration: std::time::Duration::from_millis(50), ..Limits::default() };
    assert_eq!(limit(of(short).unwrap_err()), "duration");
    let one = std::fs::metadata(folder.path().join("1.png")).unwrap().len();
    let mut source = of(Limits { file_bytes: one * 2, ..Limits::default() }).unwrap();
    let (frames, error) = read_all(&mut source);
    assert!(frames.len() < 3);
    assert_eq!(limit(error.unwrap()), "file size in bytes");
}

#[test]
fn what_is_no_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let open = |path: &Path| one_line(&FolderSource::open(path, &Limits::default()).unwrap_err());
    assert!(open(folder.path()).contains("no picture in it"));
    assert!(open(&folder.path().join("gone")).contains("check that it exists"));
}

/// An MJPEG file of these pieces.
fn mjpeg(pieces: &[&[u8]]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.mjpeg");
    std::fs::write(&path, pieces.concat()).unwrap();
    (folder, path)
}

#[test]
fn mjpeg_plays_at_the_given_rate() {
    let pictures: Vec<_> = (0..5).map(|step| encoded(SIZE, step, Jpeg)).collect();
    let mut pieces: Vec<&[u8]> = pictures.iter().map(Vec::as_slice).collect();
    // Padding between pictures is not part of one.
    pieces.insert(2, &[0; 100]);
    let (_folder, path) = mjpeg(&pieces);
    let frames = read_well(&mut MjpegSource::open(&path, &Limits::default()).unwrap());
    assert_eq!(millis(&frames), [0, 40, 80, 120, 160]);
    assert!(common::psnr(frames[4].pixels(), &common::pattern(SIZE, 4)) > 28.0);
    let frames = read_well(&mut MjpegSource::open_at(&path, 10.0, &Limits::default()).unwrap());
    assert_eq!(millis(&frames), [0, 100, 200, 300, 400]);
}

#[test]
fn mjpeg_splits_as_ffmpeg_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.mjpeg");
    let source = "testsrc2=size=160x120:rate=10:duration=2";
    let args = [
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        source,
        "-pix_fmt",
        "yuvj444p",
        "-q:v",
        "2",
        "-f",
        "mjpeg",
        path.to_str().unwrap(),
    ];
    if common::run("ffmpeg", &args).is_none() {
        return;
    }
    let args = [
        "-v",
        "error",
        "-f",
        "mjpeg",
        "-i",
        path.to_str().unwrap(),
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-",
    ];
    let expected = common::run("ffmpeg", &args).unwrap();
    let frames = read_well(&mut MjpegSource::open(&path, &Limits::default()).unwrap());
    assert_eq!(frames.len(), 20);
    for (frame, expected) in frames.iter().zip(expected.chunks(160 * 120 * 3)) {
        let psnr = common::psnr(frame.pixels(), expected);
        assert!(psnr > 40.0, "{frame:?}: {psnr} dB");
    }
}

#[test]
fn mjpeg_cut_short_gives_what_is_whole_and_then_an_error() {
    let one = encoded(SIZE, 0, Jpeg);
    let (_folder, path) = mjpeg(&[&one, &one[..one.len() / 2]]);
    let (frames, error) = read_all(&mut MjpegSource::open(&path, &Limits::default()).unwrap());
    assert_eq!(frames.len(), 1);
    assert!(one_line(&error.unwrap()).contains("cut short, at picture 1"));
}

#[test]
fn what_is_no_mjpeg_is_an_error() {
    let one = encoded(SIZE, 0, Jpeg);
    let open = |path: &Path| one_line(&MjpegSource::open(path, &Limits::default()).unwrap_err());
    let (folder, path) = mjpeg(&[b"plain text, named .mjpeg"]);
    assert!(open(&path).contains("no JPEG begins here"));
    assert!(open(folder.path()).contains("it is a folder"));
    assert!(open(&folder.path().join("gone.mjpeg")).contains("check that it exists"));
    std::fs::write(&path, [0; 9]).unwrap();
    assert!(open(&path).contains("no JPEG in it"));
    let (_folder, path) = mjpeg(&[&one, &one, &one]);
    assert!(MjpegSource::open_at(&path, f64::NAN, &Limits::default()).is_err());
    let two = Limits { frames: 2, ..Limits::default() };
    let (frames, error) = read_all(&mut MjpegSource::open(&path, &two).unwrap());
    assert_eq!(frames.len(), 2);
    assert!(matches!(error, Some(FrameError::Limit { .. })));
}
