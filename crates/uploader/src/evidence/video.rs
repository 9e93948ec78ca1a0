//! The video: its kind and its length.

use super::bytes::Shared;
use super::error::EvidenceError;
use super::kind::Kind;
use super::{Change, MAX_DURATION, MAX_VIDEO_CHARS, MIN_DURATION, Part, VideoFacts, VideoKind, WhenTooLarge};
use super::{avi, flv, mp4, reencode, text};
use liveface_frames::{FrameError, FrameSource as _, Limits, VideoSource};
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

/// What a video may cost to read. A second above [`MAX_DURATION`], so that what is a little too long is told exactly; what
/// declares more is refused before a picture is decoded.
pub(super) fn limits() -> Limits {
    let duration = MAX_DURATION + Duration::from_secs(1);
    // 480 a second, as slow motion is recorded.
    Limits { frames: 480 * duration.as_secs(), duration, ..Limits::default() }
}

/// How long a video is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    /// From the first picture to the end of the last.
    pub(super) pictures: Duration,
    /// As the container declares it, sound and all; may be less or zero.
    pub(super) whole: Duration,
}

impl Length {
    /// Too short is judged by the pictures, too long by everything.
    fn check(self) -> Result<Duration, EvidenceError> {
        let longest = self.pictures.max(self.whole);
        if longest > MAX_DURATION {
            return Err(EvidenceError::too_long(longest));
        }
        if self.pictures < MIN_DURATION {
            return Err(EvidenceError::TooShort { duration: self.pictures });
        }
        Ok(self.pictures)
    }
}

/// A video that can be sent, as far as its own limits go.
pub(super) struct Video {
    pub(super) bytes: Shared,
    pub(super) facts: VideoFacts,
    pub(super) change: Option<Change>,
}

impl Video {
    /// Checks the video, and encodes it again, to at most `room` characters, where that is needed and allowed.
    pub(super) fn check(bytes: Vec<u8>, when: WhenTooLarge, room: usize) -> Result<Self, EvidenceError> {
        if bytes.is_empty() {
            return Err(EvidenceError::Empty { part: Part::Video });
        }
        let kind = Kind::of(&bytes);
        let chars = text::chars(bytes.len());
        let unfit = match sendable(kind) {
            None => Some(wrong_kind(kind)),
            Some(_) if chars > MAX_VIDEO_CHARS => {
                Some(EvidenceError::TooLarge { part: Part::Video, chars, limit: MAX_VIDEO_CHARS })
            }
            Some(_) => None,
        };
        match unfit {
            None => Self::measure(bytes, sendable(kind).unwrap_or(VideoKind::Mp4), None),
            Some(error) if when == WhenTooLarge::Refuse || !may_hold_video(kind) => Err(error),
            Some(error) => {
                let (bytes, change) = reencode::video(bytes, kind, text::bytes(room), error.code())?;
                Self::measure(bytes, VideoKind::Mp4, Some(change))
            }
        }
    }

    fn measure(bytes: Vec<u8>, kind: VideoKind, change: Option<Change>) -> Result<Self, EvidenceError> {
        let bytes = Shared::new(bytes);
        let file = bytes.as_ref();
        let unusable = |reason: &'static str| unusable(reason.to_owned());
        let (length, size) = match kind {
            VideoKind::Mp4 => mp4_length(&bytes)?,
            VideoKind::Avi => (avi::length(file).map_err(unusable)?, None),
            VideoKind::Flv => (flv::length(file).map_err(unusable)?, None),
        };
        let (len, chars) = (file.len(), text::chars(file.len()));
        let duration = length.check()?;
        let facts = VideoFacts { kind, bytes: len, chars, duration, size, checked: size.is_some() };
        Ok(Self { bytes, facts, change })
    }
}

fn sendable(kind: Kind) -> Option<VideoKind> {
    match kind {
        Kind::Mp4 => Some(VideoKind::Mp4),
        Kind::Avi => Some(VideoKind::Avi),
        Kind::Flv => Some(VideoKind::Flv),
        _ => None,
    }
}

/// Whether it is worth trying to decode.
fn may_hold_video(kind: Kind) -> bool {
    !kind.is_picture() && !matches!(kind, Kind::Document(_))
}

fn wrong_kind(kind: Kind) -> EvidenceError {
    let remedy = match kind {
        Kind::Video(_) => "convert it to MP4 or allow re-encoding",
        _ => "give a recording, MP4, AVI or FLV",
    };
    EvidenceError::Kind { part: Part::Video, found: kind.to_string(), remedy }
}

fn unusable(reason: String) -> EvidenceError {
    EvidenceError::Unusable { part: Part::Video, reason }
}

/// Length and picture size of an MP4; without the size where this build cannot decode it and only the movie's header tells.
fn mp4_length(bytes: &Shared) -> Result<(Length, Option<(u32, u32)>), EvidenceError> {
    let declared = mp4::declared(bytes.as_ref());
    match VideoSource::from_reader(Path::new("video"), Cursor::new(bytes.clone()), &limits()) {
        Ok(source) => {
            let info = source.info();
            let pictures = info.duration.unwrap_or_default();
            let length = Length { pictures, whole: declared.unwrap_or_default() };
            Ok((length, Some((info.width, info.height))))
        }
        // The cloud decodes more than this build does: what it can judge is not refused here.
        Err(error @ FrameError::Unsupported { .. }) => {
            let whole = declared.ok_or_else(|| refused(error))?;
            Ok((Length { pictures: whole, whole }, None))
        }
        Err(error) => Err(refused(error)),
    }
}

/// Our error for one of the frames crate, which names no file: the caller's name for it is not known here.
pub(super) fn refused(error: FrameError) -> EvidenceError {
    match error {
        FrameError::Limit { what: "duration", value, .. } => EvidenceError::TooLong { duration: value },
        FrameError::Limit { what, value, limit, .. } => {
            unusable(format!("its {what} is {value}, at most {limit} can be checked; cut or shrink it"))
        }
        FrameError::Malformed { reason, .. } => unusable(reason),
        FrameError::Unsupported { what, remedy, .. } => unusable(format!("unsupported {what}; {remedy}")),
        FrameError::Io { source, .. } => unusable(format!("{source}; copy or record it again")),
        FrameError::Write { reason, .. } => unusable(reason),
        other => unusable(other.to_string()),
    }
}
