//! What is checked, and where allowed mended, before a `CompareFaceLiveness` request is sent: a refusal here costs
//! nothing and names the remedy; the same refusal by the cloud costs an upload.
//!
//! Kinds are told by content, never by name. Sizes are those of the base64 text, as the cloud counts.

mod avi;
mod bytes;
mod error;
mod facts;
mod flv;
mod folder;
mod kind;
mod mp4;
mod photo;
mod reencode;
mod text;
mod video;

pub use error::{EvidenceError, Part};
pub use facts::{Change, PhotoFacts, PhotoKind, Prepared, Summary, VideoFacts, VideoKind};
pub use folder::{private_folder, sweep_private_folders};

pub(crate) use kind::Kind;
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_session::{Action, Plan};
use photo::Photo;
use std::fmt;
use std::time::Duration;
use video::Video;

/// Most bytes of the JSON body, photo and video together; both at their own limit are over it.
pub use liveface_cloud_api::call::MAX_BODY_BYTES;

/// Most characters of the photo as base64. The cloud says "3 MB" and not which: of the two megabytes the smaller one,
/// 10⁶, is safe.
pub const MAX_PHOTO_CHARS: usize = 3_000_000;
/// Most characters of the video as base64 (the cloud's "8 MB", decimal as [`MAX_PHOTO_CHARS`]): 6 000 000 bytes, the
/// recorder's default budget.
pub const MAX_VIDEO_CHARS: usize = 8_000_000;
/// Least length of the video's pictures, from the first to the end of the last. The cloud's words for a shorter one are
/// "longer than 2 seconds" ([`liveface_cloud_api::ApiCode::SilentTooShort`]); just 2 s is not refused here.
pub const MIN_DURATION: Duration = Duration::from_secs(2);
/// Most length of the video, sound and all: the most that the cloud's kindred calls state. A longer one is refused, never
/// cut: what is cut away may be what was asked for.
pub const MAX_DURATION: Duration = Duration::from_secs(20);

/// What the person in the video was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: `SILENT`.
    Silent,
    /// One or two different actions, in this order: `ACTION`.
    Actions(Vec<Action>),
}

impl Asked {
    /// The request without photo and video.
    fn request(&self) -> Result<CompareFaceLiveness, EvidenceError> {
        let (kind, data) = match self {
            Self::Silent => ("SILENT", None),
            Self::Actions(actions) if actions.is_empty() || Plan::with_actions(actions).is_err() => {
                return Err(EvidenceError::Actions { given: actions.len() });
            }
            Self::Actions(actions) => {
                let codes: Vec<_> = actions.iter().map(|action| action.wire_code().to_string()).collect();
                ("ACTION", Some(codes.join(",")))
            }
        };
        Ok(CompareFaceLiveness { liveness_type: kind.to_owned(), validate_data: data, ..Default::default() })
    }
}

/// What to do with a photo or video that the cloud would refuse for its size or kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenTooLarge {
    /// Refuse it.
    #[default]
    Refuse,
    /// Encode it again, as a smaller JPEG or MP4, which takes time and loses detail and sound. What the cloud would
    /// refuse for its kind alone (WebM, `QuickTime`, WebP, BMP) is encoded again as well.
    Reencode,
}

/// Checks a photo alone, as [`Evidence::prepare`] will.
///
/// # Errors
/// What the cloud would refuse about it.
pub fn check_photo(photo: Vec<u8>, when: WhenTooLarge) -> Result<PhotoFacts, EvidenceError> {
    Photo::check(photo, when).map(|photo| photo.facts)
}

/// A photo and a video on their way to the cloud.
pub struct Evidence {
    photo: Vec<u8>,
    video: Vec<u8>,
}

/// Says sizes and kinds only: a picture of a person never reaches a log.
impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (photo, video) = (Kind::of(&self.photo), Kind::of(&self.video));
        let (photo_bytes, video_bytes) = (self.photo.len(), self.video.len());
        write!(f, "Evidence(photo: {photo_bytes} bytes, {photo}; video: {video_bytes} bytes, {video})")
    }
}

impl Evidence {
    /// The bytes of a photo file and a video file, unchecked.
    #[must_use]
    pub fn new(photo: Vec<u8>, video: Vec<u8>) -> Self {
        Self { photo, video }
    }

    /// From standard base64 (RFC 4648, padded). A `data:…;base64,` prefix and white space, line breaks included, are
    /// dropped, as the cloud takes neither.
    ///
    /// # Errors
    /// [`EvidenceError::NotBase64`].
    pub fn from_base64(photo: &str, video: &str) -> Result<Self, EvidenceError> {
        Ok(Self { photo: text::decode(photo, Part::Photo)?, video: text::decode(video, Part::Video)? })
    }

    /// Checks kinds, sizes and lengths, and builds the request.
    ///
    /// - The photo must be a JPEG or PNG that decodes.
    /// - The video must be MP4, AVI or FLV of [`MIN_DURATION`] to [`MAX_DURATION`]. Of an MP4 that this build decodes, the
    ///   index and the first picture are checked too; of others only what their headers declare, see
    ///   [`VideoFacts::checked`].
    /// - Where only the sum is over [`MAX_BODY_BYTES`] and re-encoding is allowed, the photo gives way: the video is the
    ///   evidence.
    ///
    /// # Errors
    /// The first thing the cloud would refuse, with its code for it; see [`EvidenceError`].
    pub fn prepare(self, asked: &Asked, when: WhenTooLarge) -> Result<Prepared, EvidenceError> {
        let request = asked.request()?;
        let overhead = text::json_len(&request);
        let mut photo = Photo::check(self.photo, when)?;
        let room = MAX_BODY_BYTES.saturating_sub(overhead).saturating_sub(photo.facts.chars);
        let video = Video::check(self.video, when, room.min(MAX_VIDEO_CHARS))?;
        let rest = overhead.saturating_add(video.facts.chars);
        if rest.saturating_add(photo.facts.chars) > MAX_BODY_BYTES {
            photo = photo.make_room(rest, when)?;
        }
        Ok(assemble(request, photo, video, rest))
    }
}

/// Photo and video as text in the request; the bytes of each are dropped as soon as it is text.
fn assemble(request: CompareFaceLiveness, photo: Photo, video: Video, rest: usize) -> Prepared {
    let Photo { bytes, facts, change } = photo;
    let photo = (text::encode(&bytes), facts, change);
    drop(bytes);
    let Video { bytes, facts, change } = video;
    let video = (text::encode(&bytes), facts, change);
    drop(bytes);
    Prepared {
        body_bytes: rest + photo.1.chars,
        request: CompareFaceLiveness { image_base64: photo.0, video_base64: video.0, ..request },
        photo: photo.1,
        video: video.1,
        changes: [photo.2, video.2].into_iter().flatten().collect(),
    }
}
