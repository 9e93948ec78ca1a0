//! A video that is too large, or of a kind the cloud does not take, as an MP4 that fits.

use super::error::EvidenceError;
use super::kind::Kind;
use super::video::{limits, refused};
use super::{Change, MAX_DURATION, Part, Summary};
use image::{DynamicImage, RgbImage};
use liveface_cloud_api::ApiCode;
use liveface_frames::{
    Frame, FrameError, FrameSource, Recorded, Recorder, RecorderOptions, Recording, SourceInfo, Timestamp,
};
use std::path::Path;
use std::sync::Arc;

/// Longer side of a video encoded again, pixels: 720p, the most that the cloud recommends.
const MAX_SIDE: u32 = 1280;
/// Shares of the longer side that are tried until every picture fits; in the last, every second one near the end may be
/// left out.
const SIDES: [(u32, u32); 3] = [(1, 1), (3, 4), (1, 2)];
/// The recorder spreads its budget over this many times the length: what is left lets its rate control miss without
/// leaving pictures out.
const SLACK: f64 = 1.15;
/// Two pictures within this time are one to the container, whose ticks are 1/90000 s.
const SAME_TIME_US: u64 = 23;

/// One way to encode.
#[derive(Clone, Copy)]
struct Attempt {
    size: (u32, u32),
    budget: usize,
    /// Whether pictures may be left out.
    last: bool,
}

/// `bytes` as an H.264 MP4 of at most `budget` bytes: no sound, pictures keep their times, sides shrink where needed. It
/// is written to a private folder that is gone afterwards. `code` is what the cloud answers to `bytes`.
pub(super) fn video(
    bytes: Vec<u8>,
    kind: Kind,
    budget: usize,
    code: ApiCode,
) -> Result<(Vec<u8>, Change), EvidenceError> {
    let local =
        |error: std::io::Error| failed(format!("{error}; check the folder for temporary files"), code);
    let folder = super::private_folder().map_err(local)?;
    let (input, output) = (folder.path().join("input"), folder.path().join("output.mp4"));
    let len = bytes.len();
    std::fs::write(&input, &bytes).map_err(local)?;
    drop(bytes);
    let (before, recording) = encode(&input, &output, budget, code)?;
    let bytes = std::fs::read(&output).map_err(local)?;
    let after = Summary {
        bytes: bytes.len(),
        kind: Kind::Mp4.name(),
        size: (recording.width, recording.height),
        frames: Some(recording.frames),
    };
    let before = Summary { bytes: len, kind: kind.name(), ..before };
    Ok((bytes, Change { part: Part::Video, before, after }))
}

fn failed(reason: String, code: ApiCode) -> EvidenceError {
    EvidenceError::NotReencoded { part: Part::Video, reason, code }
}

/// [`refused`] where it says more than that encoding failed.
fn stopped(error: FrameError, code: ApiCode) -> EvidenceError {
    match refused(error) {
        EvidenceError::Unusable { reason, .. } => failed(reason, code),
        other => other,
    }
}

fn encode(
    input: &Path,
    output: &Path,
    budget: usize,
    code: ApiCode,
) -> Result<(Summary, Recording), EvidenceError> {
    for (index, share) in SIDES.into_iter().enumerate() {
        let mut source = liveface_frames::open(input, &limits()).map_err(|error| stopped(error, code))?;
        let info = source.info();
        if let Some(duration) = info.duration.filter(|duration| *duration > MAX_DURATION) {
            return Err(EvidenceError::too_long(duration));
        }
        let attempt = Attempt { size: scaled(info, share), budget, last: index + 1 == SIDES.len() };
        let done = attempt.run(source.as_mut(), output).map_err(|error| stopped(error, code))?;
        if let Some((frames, recording)) = done {
            let size = (info.width, info.height);
            return Ok((Summary { bytes: 0, kind: "", size, frames: Some(frames) }, recording));
        }
    }
    Err(failed(format!("it does not fit into {budget} bytes; record less"), code))
}

/// Even sides, the longer one a `share` of what it is, or of [`MAX_SIDE`] if it is longer. Nothing is enlarged.
fn scaled(info: SourceInfo, (part, of): (u32, u32)) -> (u32, u32) {
    let longest = info.width.max(info.height).max(1);
    let side = longest.min(MAX_SIDE) * part / of;
    if side == longest {
        return (info.width, info.height);
    }
    let scale = |value: u32| (value * side / longest).max(16) & !1;
    (scale(info.width), scale(info.height))
}

impl Attempt {
    /// Number of pictures read and the recording; `None` where the budget is too small for it.
    fn run(
        self,
        source: &mut dyn FrameSource,
        output: &Path,
    ) -> Result<Option<(u64, Recording)>, FrameError> {
        let mut recorder = Recorder::create(output, self.size, self.options(source.info()))?;
        let mut read = 0;
        let mut written = Timestamp::ZERO;
        while let Some(frame) = source.next_frame()? {
            read += 1;
            let at = frame.at();
            match recorder.push(&resized(frame, self.size))? {
                Recorded::Written => written = at,
                Recorded::Skipped if self.last || at.since(written).as_micros() < SAME_TIME_US.into() => {}
                Recorded::Skipped | Recorded::Full => return Ok(None),
            }
        }
        recorder.finish().map(|recording| Some((read, recording)))
    }

    fn options(self, info: SourceInfo) -> RecorderOptions {
        let expected = info.duration.filter(|duration| !duration.is_zero()).unwrap_or(MAX_DURATION);
        let fps = info.fps.unwrap_or(30.0).clamp(1.0, 240.0);
        RecorderOptions { budget_bytes: self.budget as u64, expected: expected.mul_f64(SLACK), fps }
    }
}

/// The picture at another size, by the mean of the pixels that become one.
fn resized(frame: Frame, size: (u32, u32)) -> Frame {
    let (width, height) = (frame.width(), frame.height());
    if (width, height) == size {
        return frame;
    }
    let (id, at) = (frame.id(), frame.at());
    let picture = RgbImage::from_raw(width, height, Arc::unwrap_or_clone(frame.clone().into_pixels()));
    let smaller = picture.map(|picture| {
        DynamicImage::ImageRgb8(picture).thumbnail_exact(size.0, size.1).into_rgb8().into_raw()
    });
    // Both steps fail only where pixels do not fit their size, which a frame rules out.
    smaller.and_then(|pixels| Frame::new(id, at, size, Arc::new(pixels))).unwrap_or(frame)
}
