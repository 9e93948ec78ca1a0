//! The one seam to an inference runtime, small enough to fake.
//!
//! A [`Runtime`] is chosen once; it [loads](Runtime::load) a verified model as a [`Network`]. Native is ONNX Runtime,
//! opened at run time where its library is found; embedded is pure Rust and always there.

mod contract;
mod embedded;
#[cfg(feature = "native")]
mod library;
#[cfg(feature = "native")]
mod native;
mod runtime;

use thiserror::Error;

pub use contract::Shapes;
pub use runtime::{Backend, BackendChoice, BackendOptions, Runtime};

/// One loaded network with one input and fixed shapes.
pub trait Network: Send {
    /// Runs the network on `input`, row-major in the contract's input shape.
    ///
    /// # Errors
    /// [`InferError::Run`] when the runtime fails or `input` has another length than the contract's shape.
    fn run(&mut self, input: &[f32]) -> Result<(), InferError>;

    /// The values of the contract's `index`-th output after the last [`run`](Self::run), row-major in its shape;
    /// empty before the first run, after a run that failed, and for an index that does not exist.
    fn output(&self, index: usize) -> &[f32];
}

/// Reads from an ONNX file itself what a manifest would declare of its tensors; `file` names it in errors. For tools
/// that look at networks before they belong to a pack.
///
/// # Errors
/// [`InferError::Load`] where the embedded back end does not read or run it, and for a graph without exactly one input of
/// a fixed shape.
pub fn shapes(file: &str, onnx: &[u8]) -> Result<Shapes, InferError> {
    embedded::shapes(onnx).map_err(|reason| InferError::Load { file: file.to_owned(), reason })
}

/// Why a back end could not be used, or a network could not be loaded or run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum InferError {
    /// The native back end was asked for and cannot be used.
    #[error(
        "the native back end cannot be used: {reason}; install ONNX Runtime 1.26.0 (pip install onnxruntime==1.26.0), \
         name its library with ORT_DYLIB_PATH, or use the embedded back end"
    )]
    Native {
        /// What was looked at and why it was refused.
        reason: String,
    },
    /// A file is not a network of its manifest's contract.
    #[error("{file}: {reason}")]
    Load {
        /// The model's file.
        file: String,
        /// What differs, and what to do.
        reason: String,
    },
    /// A network failed on an input.
    #[error("network {model}: {reason}")]
    Run {
        /// Id of the network in its manifest.
        model: String,
        /// What went wrong.
        reason: String,
    },
}

#[cfg(test)]
mod tests;
