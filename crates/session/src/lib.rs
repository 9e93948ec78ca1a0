//! Decides whether a live person is in front of the camera: observations and time in, a verdict with its reasons
//! out. Deterministic; sees no pixel, reads no clock, file or random source.

pub mod needs;
pub mod observation;
pub mod time;

pub use needs::Needs;
pub use observation::{Face, Faces, Observation};
pub use time::{FrameId, Timestamp};
