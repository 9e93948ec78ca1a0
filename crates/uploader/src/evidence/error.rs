//! Why evidence is not sent.

use super::{MAX_DURATION, MIN_DURATION};
use liveface_cloud_api::ApiCode;
use std::fmt;
use std::time::Duration;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The reference photo.
    Photo,
    /// The recorded video.
    Video,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Photo => "photo",
            Self::Video => "video",
        })
    }
}

/// What the cloud would refuse. `Display` is one line: what it is, what to do, and the cloud's code for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// No byte of it.
    #[error("the {part} is empty: give a file with content ({})", self.code())]
    Empty {
        /// Which.
        part: Part,
    },
    /// Not standard base64.
    #[error("the {part} is not base64: {reason}; encode it as RFC 4648 says ({})", self.code())]
    NotBase64 {
        /// Which.
        part: Part,
        /// Where it goes wrong.
        reason: String,
    },
    /// Of a kind that the cloud does not take.
    #[error("the {part} is {found}; {remedy} ({})", self.code())]
    Kind {
        /// Which.
        part: Part,
        /// Its kind, with an article.
        found: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Of the right kind, but damaged, cut short, or beyond what can be checked.
    #[error("the {part} is not usable: {reason} ({})", self.code())]
    Unusable {
        /// Which.
        part: Part,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// More text than the cloud takes.
    #[error(
        "the {part} is {} characters as base64, the limit is {}: {} or allow re-encoding ({})",
        grouped(*chars), grouped(*limit), shrink(*part), self.code()
    )]
    TooLarge {
        /// Which.
        part: Part,
        /// Characters of its base64.
        chars: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// Photo and video fit alone, but not together.
    #[error(
        "photo and video make a request of {} bytes, the limit is {}: shrink the photo, record less \
         or allow re-encoding ({})",
        grouped(*bytes), grouped(*limit), self.code()
    )]
    BodyTooLarge {
        /// Bytes of the JSON body.
        bytes: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// The pictures of the video last less than [`MIN_DURATION`].
    #[error(
        "the video lasts {}, the least is {} s: record longer ({})",
        seconds(duration.as_millis()), MIN_DURATION.as_secs(), self.code()
    )]
    TooShort {
        /// From its first picture to the end of its last.
        duration: Duration,
    },
    /// The video lasts more than [`MAX_DURATION`]; it is never cut.
    #[error(
        "the video lasts {duration}, the most is {} s: record less or cut it ({})",
        MAX_DURATION.as_secs(), self.code()
    )]
    TooLong {
        /// How long, as text.
        duration: String,
    },
    /// `ACTION` without an action, or with too many.
    #[error("{given} actions, or one of them twice: ask for one or two different ones, or for none as SILENT ({})",
        self.code())]
    Actions {
        /// How many there are.
        given: usize,
    },
    /// Re-encoding was allowed and needed, and failed.
    #[error("the {part} has to be encoded again, which failed: {reason} ({code})")]
    NotReencoded {
        /// Which.
        part: Part,
        /// What is wrong, and what to do.
        reason: String,
        /// The cloud's code for what it is without.
        code: ApiCode,
    },
}

impl EvidenceError {
    /// What the cloud would answer.
    #[must_use]
    pub const fn code(&self) -> ApiCode {
        match self {
            Self::Empty { part: Part::Photo } | Self::TooLarge { part: Part::Photo, .. } => {
                ApiCode::LifePhotoSizeError
            }
            Self::Empty { part: Part::Video }
            | Self::TooLarge { part: Part::Video, .. }
            | Self::TooLong { .. } => ApiCode::LipSizeError,
            Self::NotBase64 { .. } => ApiCode::InvalidParameter,
            Self::Kind { part: Part::Photo, .. }
            | Self::Unusable { part: Part::Photo, .. }
            | Self::Actions { .. } => ApiCode::InvalidParameterValue,
            Self::Kind { part: Part::Video, .. } | Self::Unusable { part: Part::Video, .. } => {
                ApiCode::LipVideoInvalid
            }
            Self::BodyTooLarge { .. } => ApiCode::RequestSizeLimitExceeded,
            Self::TooShort { .. } => ApiCode::SilentTooShort,
            Self::NotReencoded { code, .. } => *code,
        }
    }

    /// [`EvidenceError::TooLong`], with the milliseconds rounded up so that they never read as allowed.
    pub(super) fn too_long(duration: Duration) -> Self {
        Self::TooLong { duration: seconds(duration.as_nanos().div_ceil(1_000_000)) }
    }
}

fn seconds(millis: u128) -> String {
    format!("{}.{:03} s", millis / 1000, millis % 1000)
}

fn shrink(part: Part) -> &'static str {
    match part {
        Part::Photo => "shrink it",
        Part::Video => "record less",
    }
}

/// `8000001` as `8,000,001`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
