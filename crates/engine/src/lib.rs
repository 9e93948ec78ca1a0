//! The core crate: frames in, observations and a verdict out.

pub mod compare;
mod engine;
pub mod infer;
pub mod vision;

pub use engine::{Engine, EngineError, Finished, model_hashes};
pub use liveface_frames as frames;
pub use liveface_models as models;
pub use liveface_session as session;
