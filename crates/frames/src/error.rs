//! What can go wrong between a file or camera and a frame.

use std::io;
use std::path::PathBuf;

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
    #[error("{path} is over the limit: {what} is {value}, allowed is {limit}; cut or shrink it, or raise the limit")]
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
    /// Another program holds it, or access is denied.
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
