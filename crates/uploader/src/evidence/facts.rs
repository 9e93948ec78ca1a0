//! What was found out about evidence, and what was done to it.

use super::Part;
use liveface_cloud_api::actions::CompareFaceLiveness;
use std::fmt;
use std::time::Duration;

/// Evidence that meets the cloud's limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// The request, complete.
    pub request: CompareFaceLiveness,
    /// Bytes of the request as JSON without spaces.
    pub body_bytes: usize,
    /// About the photo in it.
    pub photo: PhotoFacts,
    /// About the video in it.
    pub video: VideoFacts,
    /// What was encoded again, if anything.
    pub changes: Vec<Change>,
}

/// Kinds of photo that the cloud takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// Kinds of video that the cloud takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoKind {
    /// MP4.
    Mp4,
    /// AVI.
    Avi,
    /// FLV.
    Flv,
}

/// A photo that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoFacts {
    /// Its kind.
    pub kind: PhotoKind,
    /// Size of the file, bytes.
    pub bytes: usize,
    /// Characters of its base64.
    pub chars: usize,
    /// Width and height of the upright picture, pixels.
    pub size: (u32, u32),
}

/// A video that can be sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VideoFacts {
    /// Its kind.
    pub kind: VideoKind,
    /// Size of the file, bytes.
    pub bytes: usize,
    /// Characters of its base64.
    pub chars: usize,
    /// From its first picture to the end of its last: 60 pictures at 30 a second last 2 s, though the last begins at 1.967 s.
    pub duration: Duration,
    /// Width and height of the upright picture, pixels, where known.
    pub size: Option<(u32, u32)>,
    /// Whether its index and first picture were read. If not, this build has no decoder for it (AVI, FLV, HEVC in MP4),
    /// and `duration` is what the headers declare; the cloud may still refuse it.
    pub checked: bool,
}

/// A photo or video in a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Size of the file, bytes.
    pub bytes: usize,
    /// Name of its kind, e.g. `JPEG`.
    pub kind: &'static str,
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// Number of pictures of a video.
    pub frames: Option<u64>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, height) = self.size;
        write!(f, "{:.1} MB {} {width}x{height}", self.bytes as f64 / 1e6, self.kind)?;
        self.frames.map_or(Ok(()), |frames| write!(f, " of {frames} frames"))
    }
}

/// What was encoded again. `Display` is one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub part: Part,
    /// What it was.
    pub before: Summary,
    /// What it is now.
    pub after: Summary,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.part, self.before, self.after)
    }
}
