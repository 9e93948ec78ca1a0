//! The one seam to an inference runtime, small enough to fake.

use thiserror::Error;

/// One loaded network with one input and fixed shapes.
pub trait Network: Send {
    /// Runs the network on `input`, row-major in the contract's input shape.
    ///
    /// # Errors
    /// [`InferError`] when the runtime fails or `input` has another length than the contract's shape.
    fn run(&mut self, input: &[f32]) -> Result<(), InferError>;

    /// The values of the contract's `index`-th output after the last [`run`](Self::run), row-major in its shape;
    /// empty before the first run and for an index that does not exist.
    fn output(&self, index: usize) -> &[f32];
}

/// Why a network could not be loaded or run.
#[derive(Debug, Error)]
#[error("network {model}: {reason}")]
pub struct InferError {
    /// Id of the network in its manifest.
    pub model: String,
    /// What went wrong, and what to do.
    pub reason: String,
}
