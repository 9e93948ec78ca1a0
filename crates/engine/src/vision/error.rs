//! What can go wrong while looking at a frame.

use crate::infer::InferError;
use thiserror::Error;

/// Why vision could not be set up or a frame could not be measured; never about the person in front.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum VisionError {
    /// A network could not be run.
    #[error(transparent)]
    Infer(#[from] InferError),
    /// The manifest declares something this engine cannot read.
    #[error("network {model} cannot be used: {reason}; correct its manifest entry")]
    Contract {
        /// Id of the network in its manifest.
        model: String,
        /// What does not fit.
        reason: String,
    },
    /// A network every pack needs is absent, or there are several.
    #[error(
        "the model pack has {found} {role} networks, needs exactly one: choose another pack with --models"
    )]
    Role {
        /// Which kind of network.
        role: &'static str,
        /// How many the pack has.
        found: usize,
    },
}

impl VisionError {
    pub(crate) fn contract(model: &str, reason: impl Into<String>) -> Self {
        Self::Contract { model: model.to_owned(), reason: reason.into() }
    }
}

/// Why a picture gives no embedding.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FaceFault {
    /// Nobody is in the picture.
    #[error("no face was found in the picture: use one that shows the face upright and in full")]
    NoFace,
    /// Several people are in the picture.
    #[error("{0} faces were found in the picture: use one of a single person")]
    ManyFaces(usize),
    /// The face has too few pixels.
    #[error("the face is too small: {inter_eye:.0} pixels between the eyes, at least {least:.0} are needed")]
    TooSmall {
        /// Distance between the eyes, pixels.
        inter_eye: f32,
        /// Least distance, pixels.
        least: f32,
    },
    /// Something broke.
    #[error(transparent)]
    Vision(#[from] VisionError),
}
