//! The core crate: frames in, observations and a verdict out.

pub mod compare;
pub mod infer;
pub mod vision;
