//! Frames from recorded video, image folders and cameras, bounded in time and memory; and a recorder back to MP4.

mod bounded;
mod error;
mod folder;
mod frame;
mod jpeg;
mod limits;
mod mjpeg;
mod recorder;
mod source;
mod still;

pub use error::{CameraFault, FrameError};
pub use folder::FolderSource;
pub use frame::Frame;
pub use jpeg::{Picture, decode_jpeg};
pub use limits::Limits;
pub use liveface_session::{FrameId, Timestamp};
pub use mjpeg::MjpegSource;
pub use recorder::{Recorded, Recorder, RecorderOptions, Recording};
pub use source::{FrameSource, SourceInfo};
pub use still::{read_still, read_still_bytes};
