//! The core crate: frames in, observations and a verdict out.

pub mod infer;
