//! Whatever is wrong with what the program is given: exit status 3, one line that names the thing and what to do, no
//! panic, and nothing left behind. Every case is a folder of its own. No model pack is loaded: input is looked at first.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const PERSON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/clips/person.mp4");
const PHOTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/person.jpg");

fn world() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Runs the program in `folder`, with no pack to be found but the one inside the program.
fn liveface(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_liveface"))
        .args(args)
        .current_dir(folder)
        .env_remove("LIVEFACE_MODELS")
        .env("XDG_DATA_HOME", folder.join("no-data"))
        .output()
        .unwrap()
}

/// Expects status 3 and one line on standard error that holds all of `words`; gives what files there are afterwards.
fn refused(folder: &Path, args: &[&str], words: &[&str]) {
    let before = names(folder);
    let ran = liveface(folder, args);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(3), "{args:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    assert!(said.starts_with("liveface: ") && !said.contains("panicked"), "{args:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{args:?} should name {word:?}: {said}");
    }
    assert!(ran.stdout.is_empty(), "{args:?} printed a result");
    assert_eq!(names(folder), before, "{args:?} left something behind");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).unwrap();
}

#[test]
fn videos_that_are_none() {
    let folder = world();
    let at = folder.path();
    put(at, "empty.mp4", b"");
    put(at, "text.mp4", b"this is not a video, it only claims to be one\n");
    fs::create_dir(at.join("bare")).unwrap();
    let clip = fs::read(PERSON).unwrap();
    put(at, "cut.mp4", &clip[..clip.len() / 2]);
    put(at, "head.mp4", &clip[..100]);
    for name in ["missing.mp4", "empty.mp4", "text.mp4", "bare", "cut.mp4", "head.mp4"] {
        refused(at, &["verify", name, "--trace", "out.jsonl", "--best-frame", "out.jpg"], &[name]);
        refused(at, &["observe", name, "--trace", "out.jsonl"], &[name]);
    }
}

#[test]
fn a_hostile_table_is_refused() {
    let folder = world();
    let mut clip = fs::read(PERSON).unwrap();
    for table in [b"stsz", b"stts", b"stsc", b"stco"] {
        let Some(at) = clip.windows(4).position(|name| name == table) else { continue };
        // The entry count, behind version and flags (and the common size in stsz).
        let count = if table == b"stsz" { at + 12 } else { at + 8 };
        clip[count..count + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    }
    put(folder.path(), "hostile.mp4", &clip);
    refused(folder.path(), &["verify", "hostile.mp4"], &["hostile.mp4"]);
}

#[test]
fn pictures_that_are_none() {
    let folder = world();
    let at = folder.path();
    put(at, "empty.jpg", b"");
    put(at, "text.png", b"not a picture\n");
    put(at, "huge.png", &png_header(30_000, 30_000));
    put(at, "flat.png", &png_header(0, 0));
    let photo = fs::read(PHOTO).unwrap();
    put(at, "cut.jpg", &photo[..photo.len() / 2]);
    fs::create_dir(at.join("folder")).unwrap();
    for name in ["missing.jpg", "empty.jpg", "text.png", "huge.png", "flat.png", "cut.jpg", "folder"] {
        refused(at, &["compare", PHOTO, name], &[name]);
        refused(at, &["verify", PERSON, "--reference", name], &[name]);
    }
}

/// The beginning of a PNG of this size, its pixels missing.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&header);
    png.extend(crc(&header).to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[test]
fn outputs_that_cannot_be_written_are_found_before_any_work() {
    let folder = world();
    let at = folder.path();
    fs::create_dir(at.join("folder")).unwrap();
    for out in ["nowhere/out.file", "folder"] {
        refused(at, &["verify", PERSON, "--trace", out], &[out]);
        refused(at, &["verify", PERSON, "--best-frame", out], &[out]);
        refused(at, &["observe", PERSON, "--trace", out], &[out]);
        refused(at, &["demo", "--out", out], &[out]);
    }
}

#[test]
fn a_camera_that_is_not_there() {
    let folder = world();
    refused(folder.path(), &["verify", "camera:97"], &["camera"]);
    refused(folder.path(), &["cameras"], &["camera"]);
}

#[test]
fn models_that_cannot_be_used() {
    let folder = world();
    let at = folder.path();
    #[cfg(not(feature = "embedded-models"))]
    refused(at, &["verify", PERSON], &["--models", "LIVEFACE_MODELS"]);
    fs::create_dir(at.join("pack")).unwrap();
    refused(at, &["--models", "pack", "verify", PERSON], &["pack", "manifest.toml"]);
    refused(at, &["--models", "missing", "models"], &["missing"]);
    put(&at.join("pack"), "manifest.toml", b"schema = 1\nnonsense = true\n");
    refused(at, &["--models", "pack", "models", "check"], &["manifest.toml"]);
}

#[test]
fn thresholds_that_cannot_be_used() {
    let folder = world();
    let at = folder.path();
    put(at, "unknown.toml", b"[silent]\nthreshhold = 0.5\n");
    put(at, "range.toml", b"[silent]\nthreshold = 5.0\n");
    refused(at, &["verify", PERSON, "--config", "unknown.toml"], &["unknown.toml", "line 2", "threshhold"]);
    refused(at, &["verify", PERSON, "--config", "range.toml"], &["range.toml", "attack <= threshold <= 1"]);
    refused(at, &["config", "--check", "missing.toml"], &["missing.toml"]);
}

#[test]
fn traces_that_cannot_be_used() {
    let folder = world();
    let at = folder.path();
    put(at, "text.jsonl", b"hello\n");
    refused(at, &["replay", "text.jsonl"], &["text.jsonl", "line 1"]);
    refused(at, &["replay", "missing.jsonl"], &["missing.jsonl"]);
}

#[test]
fn arguments_that_make_no_sense() {
    let folder = world();
    for args in [
        &["verify", PERSON, "--actions", "jump"][..],
        &["verify", PERSON, "--actions", "blink,blink"],
        &["verify", PERSON, "--actions", "blink,nod,shake"],
        &["verify", PERSON, "--mode", "silent", "--actions", "blink"],
        &["verify"],
        &["dance"],
    ] {
        let ran = liveface(folder.path(), args);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(3), "{args:?}: {said}");
        assert!(said.lines().count() == 1 && !said.contains("panicked"), "{args:?}: {said}");
    }
    let one = folder.path().join("one.mp4");
    fs::copy(PERSON, &one).unwrap();
    refused(folder.path(), &["verify", "one.mp4", "--trace", "one.mp4"], &["one.mp4", "twice"]);
    refused(folder.path(), &["verify", "one.mp4", "--trace", "x", "--best-frame", "./x"], &["twice"]);
    assert!(fs::metadata(one).unwrap().len() > 100_000, "the clip is still there");
    let unknown = liveface(folder.path(), &["verify", PERSON, "--actions", "jump"]);
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(said.contains("jump") && said.contains("mouth, blink, nod or shake"), "{said}");
}

#[test]
fn help_has_examples_and_the_defaults_are_the_ones_printed() {
    let folder = world();
    let ran = liveface(folder.path(), &["verify", "--help"]);
    assert!(ran.status.success() && String::from_utf8_lossy(&ran.stdout).contains("Examples:"));
    let printed = liveface(folder.path(), &["config"]);
    let config: liveface_session::Config = toml::from_str(&String::from_utf8_lossy(&printed.stdout)).unwrap();
    assert_eq!(config, liveface_session::Config::default());
}
