//! What can go wrong between a file or camera and a frame.

use std::io;
use std::path::{Path, PathBuf};

/// Why no frame came. `Display` is one line naming the thing and the remedy; the cause is in `source()`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The path could not be read.
    #[error("cannot read {path}: check that it exists and is a readable file")]
    Io {
        /// The path given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not a video or picture that can be read, or is damaged.
    #[error("{path} is not usable: {reason}")]
    Malformed {
        /// The path given.
        path: PathBuf,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// Well formed, but of a kind this build does not decode.
    #[error("unsupported {what} in {path}: {remedy}")]
    Unsupported {
        /// The path given.
        path: PathBuf,
        /// Which codec or format.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// Over one of [`crate::Limits`].
    #[error(
        "{path} is over the limit: {what} is {value}, allowed is {limit}; cut or shrink it, or raise the limit"
    )]
    Limit {
        /// The path given.
        path: PathBuf,
        /// Which limit.
        what: &'static str,
        /// What the input has.
        value: String,
        /// What is allowed.
        limit: String,
    },
    /// The camera is missing, busy, forbidden, gone, stalled, black or frozen.
    #[error("camera {name}: {reason}")]
    Camera {
        /// Index or name of the camera.
        name: String,
        /// What happened.
        kind: CameraFault,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// A recording could not be written.
    #[error("cannot write {path}: {reason}")]
    Write {
        /// The output path.
        path: PathBuf,
        /// What is wrong, and what to do.
        reason: String,
    },
}

/// What happened to a camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CameraFault {
    /// No such camera.
    NotFound,
    /// Another program holds it.
    Busy,
    /// Access is denied.
    Denied,
    /// It offers no usable format.
    Format,
    /// It was unplugged or stopped answering.
    Disconnected,
    /// It delivers black pictures.
    Black,
    /// It delivers the same picture again and again.
    Frozen,
}

/// What is wrong with an input, before it is known under which name the caller gave it.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Reading failed.
    Io(io::Error),
    /// Damaged, with the remedy.
    Malformed(String),
    /// Well formed, but not decoded by this build.
    Unsupported {
        /// Which codec or format.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// Over a limit.
    Limit {
        /// Which limit.
        what: &'static str,
        /// What the input has.
        value: String,
        /// What is allowed.
        limit: String,
    },
}

impl Fault {
    /// A damaged input; `reason` ends with the remedy.
    pub(crate) fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed(reason.into())
    }

    /// The error for the input called `path`.
    pub(crate) fn at(self, path: &Path) -> FrameError {
        let path = path.to_path_buf();
        match self {
            Self::Io(source) => FrameError::Io { path, source },
            Self::Malformed(reason) => FrameError::Malformed { path, reason },
            Self::Unsupported { what, remedy } => FrameError::Unsupported { path, what, remedy },
            Self::Limit { what, value, limit } => FrameError::Limit { path, what, value, limit },
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
