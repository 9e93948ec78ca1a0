//! What is checked and mended before a request is sent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "evidence/make.rs"]
mod make;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::ImageFormat;
use liveface_cloud_api::ApiCode;
use liveface_frames::{FrameSource as _, Limits, Timestamp, VideoSource};
use liveface_session::Action;
use liveface_uploader::evidence::WhenTooLarge::{Reencode, Refuse};
use liveface_uploader::evidence::*;
use proptest::prelude::*;
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

fn photo() -> Vec<u8> {
    make::fixture("person.jpg")
}

fn video() -> Vec<u8> {
    make::fixture("clips/person.mp4")
}

fn silent(photo: Vec<u8>, video: Vec<u8>, when: WhenTooLarge) -> Result<Prepared, EvidenceError> {
    Evidence::new(photo, video).prepare(&Asked::Silent, when)
}

/// The line for an error, after checking that it is one, short, and ends with its code.
fn line(error: &EvidenceError) -> String {
    let line = error.to_string();
    assert!(!line.contains('\n') && line.len() < 250, "{line:?}");
    assert!(line.ends_with(&format!("({})", error.code())), "{line:?}");
    assert!(!line.contains("liveface-"), "no path in {line:?}");
    line
}

#[track_caller]
fn refused(result: Result<Prepared, EvidenceError>, code: ApiCode, words: &str) {
    let error = result.expect_err(words);
    let line = line(&error);
    assert_eq!(error.code(), code, "{line}");
    assert!(line.contains(words), "{line:?} lacks {words:?}");
}

fn decoded(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

/// Times of all pictures of an MP4.
fn times(mp4: Vec<u8>) -> Vec<Timestamp> {
    let mut source = VideoSource::from_reader(Path::new("x"), Cursor::new(mp4), &Limits::default()).unwrap();
    std::iter::from_fn(|| source.next_frame().unwrap()).map(|frame| frame.at()).collect()
}

#[test]
fn a_photo_and_a_video_become_a_request() {
    let prepared = silent(photo(), video(), Refuse).unwrap();
    let request = &prepared.request;
    assert_eq!((request.liveness_type.as_str(), &request.validate_data), ("SILENT", &None));
    assert_eq!(decoded(&request.image_base64), photo());
    assert_eq!(decoded(&request.video_base64), video());
    assert_eq!(request.video_base64.capacity(), request.video_base64.len(), "no room is wasted");
    assert_eq!(prepared.body_bytes, serde_json::to_string(request).unwrap().len());
    assert_eq!(prepared.changes, []);
    assert_eq!((prepared.photo.kind, prepared.photo.chars), (PhotoKind::Jpeg, request.image_base64.len()));
    let facts = prepared.video;
    assert_eq!((facts.kind, facts.size, facts.checked), (VideoKind::Mp4, Some((640, 480)), true));
    assert_eq!((facts.duration, facts.bytes), (Duration::from_millis(3200), video().len()));
}

#[test]
fn actions_are_sent_as_their_numbers() {
    let ask = |actions: &[Action]| {
        Evidence::new(photo(), video()).prepare(&Asked::Actions(actions.to_vec()), Refuse)
    };
    let prepared = ask(&[Action::Blink, Action::Mouth]).unwrap();
    assert_eq!(prepared.request.liveness_type, "ACTION");
    assert_eq!(prepared.request.validate_data.as_deref(), Some("2,1"));
    assert_eq!(prepared.body_bytes, serde_json::to_string(&prepared.request).unwrap().len());
    assert_eq!(ask(&[Action::Shake]).unwrap().request.validate_data.as_deref(), Some("4"));
    refused(ask(&[]), ApiCode::InvalidParameterValue, "0 actions");
    refused(ask(&[Action::Nod, Action::Nod]), ApiCode::InvalidParameterValue, "twice");
    refused(ask(&Action::ALL), ApiCode::InvalidParameterValue, "4 actions");
}

#[test]
fn a_photo_may_fill_its_limit_and_not_more() {
    let most = MAX_PHOTO_CHARS / 4 * 3;
    let prepared = silent(make::jpeg_of(most), video(), Refuse).unwrap();
    assert_eq!(prepared.photo.chars, MAX_PHOTO_CHARS);
    let words =
        "the photo is 3,000,004 characters as base64, the limit is 3,000,000: shrink it or allow re-encoding";
    refused(silent(make::jpeg_of(most + 1), video(), Refuse), ApiCode::LifePhotoSizeError, words);
}

#[test]
fn a_video_may_fill_its_limit_and_not_more() {
    let most = MAX_VIDEO_CHARS / 4 * 3;
    let prepared = silent(photo(), make::mp4_of(video(), most), Refuse).unwrap();
    assert_eq!(prepared.request.video_base64.len(), MAX_VIDEO_CHARS);
    let words = "the video is 8,000,004 characters as base64, the limit is 8,000,000: record less or allow re-encoding";
    refused(silent(photo(), make::mp4_of(video(), most + 1), Refuse), ApiCode::LipSizeError, words);
}

/// Bytes of a photo that fills the body up to the limit beside a video of 8 000 000 characters; the length of the rest
/// allows it to the byte for two actions.
fn photo_for_a_full_body(asked: &Asked) -> usize {
    let small = Evidence::new(photo(), video()).prepare(asked, Refuse).unwrap();
    let overhead = small.body_bytes - small.photo.chars - small.video.chars;
    (MAX_BODY_BYTES - MAX_VIDEO_CHARS - overhead) / 4 * 3
}

#[test]
fn together_they_may_fill_the_body_and_not_more() {
    let asked = [Asked::Silent, Asked::Actions(vec![Action::Nod]), Asked::Actions(Action::ALL[..2].to_vec())];
    let full = make::mp4_of(video(), MAX_VIDEO_CHARS / 4 * 3);
    let mut bytes = Vec::new();
    for asked in asked {
        let len = photo_for_a_full_body(&asked);
        let try_with = |len| Evidence::new(make::jpeg_of(len), full.clone()).prepare(&asked, Refuse);
        bytes.push(try_with(len).unwrap().body_bytes);
        let error = try_with(len + 1).unwrap_err();
        assert_eq!(error.code(), ApiCode::RequestSizeLimitExceeded, "{}", line(&error));
    }
    assert!(bytes.contains(&MAX_BODY_BYTES), "one of {bytes:?} is the limit itself");
}

#[test]
fn avi_lasts_as_long_as_its_headers_say() {
    let ms = |ms| silent(photo(), make::avi(ms, 1, 1000, true), Refuse);
    assert_eq!(ms(2000).unwrap().video.duration, Duration::from_secs(2));
    refused(ms(1999), ApiCode::SilentTooShort, "lasts 1.999 s, the least is 2 s: record longer");
    assert_eq!(ms(20_000).unwrap().video.duration, Duration::from_secs(20));
    refused(ms(20_001), ApiCode::LipSizeError, "lasts 20.001 s, the most is 20 s");
    // 33 333 µs × 60 would be too short.
    let film = silent(photo(), make::avi(60, 1, 30, true), Refuse).unwrap().video;
    assert_eq!((film.kind, film.duration, film.checked), (VideoKind::Avi, Duration::from_secs(2), false));
    assert_eq!(silent(photo(), make::avi(100, 1, 25, false), Refuse).unwrap().video.duration.as_secs(), 4);
    refused(silent(photo(), make::avi(0, 1, 25, true), Refuse), ApiCode::LipVideoInvalid, "no length");
    let mut cut = make::avi(100, 1, 25, true);
    cut.truncate(cut.len() - 100);
    refused(silent(photo(), cut, Refuse), ApiCode::LipVideoInvalid, "cut short");
}

#[test]
fn flv_lasts_as_long_as_its_pictures() {
    let until = |last: u32, declared| {
        let times: Vec<u32> =
            (0..=last / 100).map(|i| i * 100).chain((!last.is_multiple_of(100)).then_some(last)).collect();
        silent(photo(), make::flv(&times, declared), Refuse)
    };
    let facts = until(1900, Some(2.0)).unwrap().video;
    assert_eq!((facts.kind, facts.duration, facts.checked), (VideoKind::Flv, Duration::from_secs(2), false));
    refused(until(1800, Some(1.9)), ApiCode::SilentTooShort, "1.900 s");
    refused(until(1800, Some(5.0)), ApiCode::SilentTooShort, "1.900 s");
    assert_eq!(until(19_900, None).unwrap().video.duration, Duration::from_secs(20));
    refused(until(19_901, None), ApiCode::LipSizeError, "20.001 s");
    refused(until(2900, Some(20.001)), ApiCode::LipSizeError, "20.001 s");
    refused(until(2900, Some(1800.0)), ApiCode::LipSizeError, "1800.000 s");
    assert!(until(2900, Some(f64::NAN)).is_ok(), "nonsense in the metadata is ignored");
    // 30 a second, rounded to milliseconds.
    let film: Vec<u32> = (0..600).map(|i| (f64::from(i) * 1000.0 / 30.0).round() as u32).collect();
    assert_eq!(silent(photo(), make::flv(&film, Some(20.0)), Refuse).unwrap().video.duration.as_secs(), 20);
    refused(silent(photo(), make::flv(&[], None), Refuse), ApiCode::LipVideoInvalid, "no pictures");
}

#[test]
fn mp4_lasts_from_its_first_picture_to_the_end_of_its_last() {
    let of = |millis: &[u64]| silent(photo(), make::grey_mp4(millis), Refuse);
    let every = |step: u64, count: u64| (0..count).map(|i| i * step).collect::<Vec<_>>();
    assert_eq!(of(&every(40, 50)).unwrap().video.duration, Duration::from_secs(2));
    let mut short = every(40, 50);
    *short.last_mut().unwrap() -= 1;
    refused(of(&short), ApiCode::SilentTooShort, "1.998 s");
    assert_eq!(of(&every(400, 50)).unwrap().video.duration, Duration::from_secs(20));
    let mut long = every(400, 50);
    *long.last_mut().unwrap() += 1;
    refused(of(&long), ApiCode::LipSizeError, "20.002 s");
    refused(silent(photo(), make::fixture("clips/short.mp4"), Refuse), ApiCode::SilentTooShort, "1.000 s");
}

#[test]
fn half_an_hour_is_refused_at_once() {
    let begun = Instant::now();
    let recorded = make::grey_mp4(&[0, 900_000]);
    refused(
        silent(photo(), recorded.clone(), Refuse),
        ApiCode::LipSizeError,
        "lasts 1800.0 s, the most is 20 s",
    );
    // Not cut either.
    let large = make::mp4_of(recorded, MAX_VIDEO_CHARS);
    refused(silent(photo(), large, Reencode), ApiCode::LipSizeError, "lasts 1800.0 s");
    // Three seconds of pictures, and sound for the rest.
    let sound = make::declaring(video(), 1_800_000);
    refused(silent(photo(), sound, Refuse), ApiCode::LipSizeError, "lasts 1800.000 s");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn a_codec_that_is_not_decoded_here_is_left_to_the_cloud() {
    let hevc = make::patched(video(), b"avc1\0", b"hvc1\0");
    let facts = silent(photo(), hevc.clone(), Refuse).unwrap().video;
    assert_eq!((facts.duration, facts.size, facts.checked), (Duration::from_millis(3200), None, false));
    refused(silent(photo(), make::declaring(hevc.clone(), 0), Refuse), ApiCode::LipVideoInvalid, "hevc");
    refused(silent(photo(), make::declaring(hevc.clone(), 1999), Refuse), ApiCode::SilentTooShort, "1.999 s");
    let large = make::mp4_of(hevc, MAX_VIDEO_CHARS);
    refused(silent(photo(), large, Reencode), ApiCode::LipSizeError, "unsupported codec hevc");
}

#[test]
fn photos_of_other_kinds_are_named() {
    let cases: [(&[u8], &str); 11] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0", "the photo is a HEIC picture; convert it to JPEG or PNG"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "a HEIF picture"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture; convert it to JPEG or PNG"),
        (b"GIF89a", "a GIF picture"),
        (b"BM\0\0", "a BMP picture"),
        (b"II*\0", "a TIFF picture"),
        (b"%PDF-1.7", "a PDF document; give a picture, JPEG or PNG"),
        (b"\0\0\0\x18ftypisom", "an MP4 video; give a picture"),
        (b"FLV\x01", "an FLV video"),
        (b"words", "of no known kind; give a picture"),
    ];
    for (bytes, words) in cases {
        refused(silent(bytes.to_vec(), video(), Refuse), ApiCode::InvalidParameterValue, words);
    }
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0".to_vec();
    refused(silent(heic, video(), Reencode), ApiCode::InvalidParameterValue, "a HEIC picture");
}

#[test]
fn videos_of_other_kinds_are_named() {
    let cases: [(&[u8], &str); 7] = [
        (
            b"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm",
            "the video is a WebM video; convert it to MP4 or allow re-encoding",
        ),
        (b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska", "a Matroska video"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "a QuickTime video; convert it to MP4"),
        (b"\0\0\x01\xBA", "an MPEG video"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC picture; give a recording"),
        (b"\xFF\xD8\xFF\xE0", "a JPEG picture; give a recording, MP4, AVI or FLV"),
        (b"words", "of no known kind; give a recording"),
    ];
    for (bytes, words) in cases {
        refused(silent(photo(), bytes.to_vec(), Refuse), ApiCode::LipVideoInvalid, words);
    }
    refused(silent(photo(), b"words".to_vec(), Reencode), ApiCode::LipVideoInvalid, "no video that is known");
    refused(silent(photo(), photo(), Reencode), ApiCode::LipVideoInvalid, "a JPEG picture");
}

#[test]
fn empty_and_damaged_files_are_refused() {
    refused(silent(Vec::new(), video(), Refuse), ApiCode::LifePhotoSizeError, "the photo is empty");
    refused(silent(photo(), Vec::new(), Refuse), ApiCode::LipSizeError, "the video is empty");
    let mut cut = photo();
    cut.truncate(cut.len() / 2);
    refused(silent(cut.clone(), video(), Refuse), ApiCode::InvalidParameterValue, "cut short");
    refused(
        silent(b"\x89PNG\r\n\x1A\n".to_vec(), video(), Refuse),
        ApiCode::InvalidParameterValue,
        "damaged",
    );
    let mut cut = video();
    cut.truncate(cut.len() / 2);
    refused(silent(photo(), cut, Refuse), ApiCode::LipVideoInvalid, "the video is not usable: it is");
}

#[test]
fn base64_is_taken_as_people_paste_it() {
    let (photo_text, video_text) = (STANDARD.encode(photo()), STANDARD.encode(video()));
    let lines: Vec<_> =
        photo_text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let pasted = format!(" data:image/jpeg;base64,\r\n{}\r\n", lines.join("\r\n"));
    let named = format!("DATA:video/mp4;codecs=avc1;base64,{video_text}");
    let prepared = Evidence::from_base64(&pasted, &named).unwrap().prepare(&Asked::Silent, Refuse).unwrap();
    assert_eq!(prepared.request.image_base64, photo_text);
    assert_eq!(prepared.request.video_base64, video_text);
    for wrong in ["data:image/jpeg,abcd", "data:image/jpeg", "ab-_", "abc", "abc=def=", "QQ==QQ==", "QR=="] {
        let error = Evidence::from_base64(wrong, &video_text).unwrap_err();
        assert!(line(&error).starts_with("the photo is not base64: "), "{error}");
        assert_eq!(error.code(), ApiCode::InvalidParameter);
    }
    let empty = Evidence::from_base64("data:image/png;base64,", "").unwrap();
    refused(empty.prepare(&Asked::Silent, Refuse), ApiCode::LifePhotoSizeError, "the photo is empty");
}

#[test]
fn debug_shows_no_content() {
    let evidence = Evidence::new(photo(), video());
    let (photo, video) = (photo().len(), video().len());
    let said = format!("Evidence(photo: {photo} bytes, a JPEG picture; video: {video} bytes, an MP4 video)");
    assert_eq!(format!("{evidence:?}"), said);
    let prepared = evidence.prepare(&Asked::Silent, Refuse).unwrap();
    assert!(format!("{prepared:?}").len() < 700, "{prepared:?}");
}

#[test]
fn a_photo_that_is_too_large_becomes_a_smaller_jpeg() {
    let png = make::picture(&make::noise((2200, 900), 1), ImageFormat::Png);
    let bytes = png.len();
    let prepared = silent(png, video(), Reencode).unwrap();
    let facts = prepared.photo;
    assert_eq!((facts.kind, facts.size), (PhotoKind::Jpeg, (1920, 785)));
    assert!(facts.chars <= MAX_PHOTO_CHARS, "{facts:?}");
    let jpeg = decoded(&prepared.request.image_base64);
    assert_eq!(image::load_from_memory(&jpeg).unwrap().width(), 1920);
    let [change] = prepared.changes[..] else { panic!("{:?}", prepared.changes) };
    assert_eq!((change.part, change.before.bytes), (Part::Photo, bytes));
    let said = format!("photo: 5.9 MB PNG 2200x900 -> {:.1} MB JPEG 1920x785", jpeg.len() as f64 / 1e6);
    assert_eq!(change.to_string(), said);
}

#[test]
fn a_photo_of_a_kind_the_cloud_does_not_take_becomes_a_jpeg() {
    let bmp = make::picture(&make::noise((64, 48), 1), ImageFormat::Bmp);
    refused(silent(bmp.clone(), video(), Refuse), ApiCode::InvalidParameterValue, "a BMP picture");
    let prepared = silent(bmp, video(), Reencode).unwrap();
    assert_eq!(prepared.photo.size, (64, 48), "never enlarged");
    assert_eq!(prepared.changes[0].before.kind, "BMP");
}

#[test]
fn the_photo_gives_way_where_only_the_sum_is_too_large() {
    let jpeg = make::jpeg_of(MAX_PHOTO_CHARS / 4 * 3);
    let full = make::mp4_of(video(), MAX_VIDEO_CHARS / 4 * 3);
    let words = "photo and video make a request of 11,000,0";
    refused(silent(jpeg.clone(), full.clone(), Refuse), ApiCode::RequestSizeLimitExceeded, words);
    let prepared = silent(jpeg, full.clone(), Reencode).unwrap();
    assert_eq!(decoded(&prepared.request.video_base64), full, "the evidence is as it was");
    assert_eq!(prepared.changes.len(), 1);
    assert_eq!(prepared.changes[0].to_string(), "photo: 2.2 MB JPEG 32x32 -> 0.0 MB JPEG 32x32");
    assert!(serde_json::to_string(&prepared.request).unwrap().len() <= MAX_BODY_BYTES);
}

#[test]
fn a_video_that_is_too_large_is_encoded_again() {
    // Uneven times, and more than 1280 pixels wide.
    let millis: Vec<u64> = (0..24).map(|i| i * 100 + i % 3 * 7).collect();
    let small = make::noise((160, 92), 7);
    let draw = |id: u64| {
        let turned = image::imageops::resize(&small, 1600, 920, image::imageops::FilterType::Nearest);
        image::imageops::crop_imm(&turned, 10 * id as u32, 0, 1320, 920).to_image()
    };
    let large = make::mp4_of(make::mp4((1320, 920), &millis, draw), MAX_VIDEO_CHARS);
    let prepared = silent(photo(), large.clone(), Reencode).unwrap();
    assert_eq!(prepared.video.size, Some((1280, 892)));
    assert!(prepared.video.chars <= MAX_VIDEO_CHARS && prepared.video.checked, "{:?}", prepared.video);
    assert_eq!(times(decoded(&prepared.request.video_base64)), times(large));
    let [change] = prepared.changes[..] else { panic!("{:?}", prepared.changes) };
    let said = change.to_string();
    assert!(said.starts_with("video: 8.0 MB MP4 1320x920 of 24 frames -> "), "{said}");
    assert!(said.ends_with(" MB MP4 1280x892 of 24 frames"), "{said}");
}

#[test]
fn a_video_of_noise_fits_as_well() {
    let millis: Vec<u64> = (0..595).map(|i| i * 33).collect();
    let pictures: Vec<_> = (1..8).map(|seed| make::noise((320, 240), seed)).collect();
    let noisy = make::mp4((320, 240), &millis, |id| pictures[id as usize % pictures.len()].clone());
    assert!(noisy.len() > MAX_VIDEO_CHARS / 4 * 3, "{} bytes are not too large", noisy.len());
    let prepared = silent(make::jpeg_of(MAX_PHOTO_CHARS / 4 * 3), noisy, Reencode).unwrap();
    assert!(prepared.body_bytes <= MAX_BODY_BYTES);
    assert!(prepared.video.duration >= Duration::from_secs(19), "{}", prepared.changes[0]);
}

#[test]
fn quicktime_is_converted_where_that_is_allowed() {
    let mut mov = video();
    mov[8..12].copy_from_slice(b"qt  ");
    refused(silent(photo(), mov.clone(), Refuse), ApiCode::LipVideoInvalid, "a QuickTime video");
    let prepared = silent(photo(), mov.clone(), Reencode).unwrap();
    assert_eq!(prepared.video.kind, VideoKind::Mp4);
    assert_eq!(prepared.video.duration, Duration::from_millis(3200));
    assert_eq!(times(decoded(&prepared.request.video_base64)), times(mov));
}

#[test]
fn temporary_files_are_gone_afterwards() {
    // A program of its own, whose folder for temporary files nobody else uses.
    let folder = tempfile::tempdir().unwrap();
    let tests = ["quicktime_is_converted_where_that_is_allowed", "half_an_hour_is_refused_at_once"];
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    let child = child.args(["--exact", "--test-threads=1"]).args(tests);
    let output = child.env("TMPDIR", folder.path()).env("TMP", folder.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 passed"), "{output:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_ffmpeg_makes_is_understood() {
    let clip = "clips/person.mp4";
    let cases: [(&str, &[&str], VideoKind); 4] = [
        ("x.avi", &["-c:v", "mjpeg", "-q:v", "8"], VideoKind::Avi),
        ("x.flv", &["-c:v", "libx264"], VideoKind::Flv),
        ("old.flv", &["-c:v", "flv", "-b:v", "1M"], VideoKind::Flv),
        ("fragmented.mp4", &["-c", "copy", "-movflags", "frag_keyframe+empty_moov"], VideoKind::Mp4),
    ];
    for (name, options, kind) in cases {
        let Some(file) = make::ffmpeg(clip, options, name) else { return };
        let facts = silent(photo(), file, Refuse).unwrap_or_else(|error| panic!("{name}: {error}")).video;
        assert_eq!((facts.kind, facts.duration), (kind, Duration::from_millis(3200)), "{name}");
    }
    let mkv = make::ffmpeg(clip, &["-c", "copy"], "x.mkv").unwrap();
    refused(silent(photo(), mkv.clone(), Refuse), ApiCode::LipVideoInvalid, "a Matroska video");
    let prepared = silent(photo(), mkv, Reencode).unwrap();
    assert_eq!(prepared.video.duration, Duration::from_millis(3200));
}

#[test]
fn webm_is_converted_where_this_build_decodes_it() {
    let options = ["-c:v", "libvpx", "-deadline", "realtime", "-t", "2.4"];
    let Some(webm) = make::ffmpeg("clips/person.mp4", &options, "x.webm") else { return };
    match silent(photo(), webm, Reencode) {
        Ok(prepared) => {
            assert_eq!(prepared.video.duration, Duration::from_millis(2400));
            assert_eq!(prepared.changes[0].before.kind, "WebM");
        }
        Err(error) => refused(Err(error), ApiCode::LipVideoInvalid, "unsupported codec vp8"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn no_bytes_bring_it_down(head in 0..4usize, tail in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let heads: [&[u8]; 4] = [b"RIFF\0\0\0\0AVI ", b"FLV\x01\x05\0\0\0\x09\0\0\0\0", b"\0\0\0\x08ftypisom", b""];
        let file = [heads[head], &tail].concat();
        for (photo, video) in [(make::small_jpeg(), file.clone()), (file, Vec::new())] {
            if let Err(error) = silent(photo, video, Refuse) {
                line(&error);
            }
        }
    }

    #[test]
    fn no_damage_brings_it_down(
        which in 0..4usize, cut in 0.0..1.2f64, damage in proptest::collection::vec((0.0..1.0f64, any::<u8>()), 0..12),
    ) {
        let hevc = || make::patched(make::grey_mp4(&[0, 1000, 2000]), b"avc1\0", b"hvc1\0");
        let mut file = match which {
            0 => make::avi(100, 1, 25, true),
            1 => make::flv(&[0, 1000, 2000], Some(3.0)),
            2 => make::grey_mp4(&[0, 1000, 2000]),
            _ => hevc(),
        };
        file.truncate((file.len() as f64 * cut) as usize);
        for (place, value) in damage {
            let at = (file.len() as f64 * place) as usize;
            if let Some(byte) = file.get_mut(at) {
                *byte = value;
            }
        }
        if let Err(error) = silent(make::small_jpeg(), file, Refuse) {
            line(&error);
        }
    }
}
