//! Frames from recorded video, image folders and cameras, bounded in time and memory; and a recorder back to MP4.

mod error;
mod frame;
mod limits;
mod source;

pub use error::{CameraFault, FrameError};
pub use frame::Frame;
pub use limits::Limits;
pub use liveface_session::{FrameId, Timestamp};
pub use source::{FrameSource, SourceInfo};
