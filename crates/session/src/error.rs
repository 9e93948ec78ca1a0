//! Misuse of a session: never the person's fault, which is a verdict.

use crate::code::Code;
use crate::time::Timestamp;

/// Why a call was refused. The session is unchanged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// Time went back.
    #[error("time went back from {last} to {now}: feed frames and events in the order of their timestamps")]
    TimeWentBack {
        /// The latest time seen.
        last: Timestamp,
        /// The time given.
        now: Timestamp,
    },
    /// The session has its verdict.
    #[error("the session has finished: start a new one")]
    Finished,
    /// A measurement is not a finite number.
    #[error("frame {frame}: a measurement is not a finite number")]
    NotFinite {
        /// The frame.
        frame: u64,
    },
    /// A comparison was reported that nobody asked for.
    #[error("no comparison was asked for: call handle_comparison after Output::Compare only")]
    NoComparisonAsked,
    /// A light was reported that was not asked for.
    #[error(
        "another light was shown than was asked for: report each Output::ShowLight, in order, once it is on the screen"
    )]
    LightNotAsked,
    /// A light was reported before the one before it.
    #[error(
        "a light was shown at {at}, not after the one before: report the times at which lights were really shown"
    )]
    LightOutOfOrder {
        /// The time given.
        at: Timestamp,
    },
    /// A light was reported as shown before it was asked for.
    #[error("a light was shown at {at}, before it was asked for at {asked}: give shown times in stream time")]
    LightTooEarly {
        /// The time given.
        at: Timestamp,
        /// When it was asked for.
        asked: Timestamp,
    },
}

impl SessionError {
    /// The integration guide's code of a misused light sequence (Android 221); `None` for what has none.
    #[must_use]
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::LightNotAsked | Self::LightOutOfOrder { .. } | Self::LightTooEarly { .. } => {
                Some(Code::LightNotAsked)
            }
            _ => None,
        }
    }
}
