//! Frames from recorded video, image folders and cameras, bounded in time and memory; and a recorder back to MP4.

mod bounded;
// Its logic is tested without the feature, which needs a system library to build.
#[cfg(any(feature = "camera", test))]
mod camera;
mod error;
mod folder;
mod frame;
mod jpeg;
mod limits;
mod mjpeg;
mod recorder;
mod source;
mod still;
mod video;

#[cfg(feature = "camera")]
pub use camera::list_cameras;
#[cfg(any(feature = "camera", test))]
pub use camera::{CameraEncoding, CameraFormat, CameraInfo, CameraOptions, CameraSelector, CameraSource};
pub use error::{CameraFault, FrameError};
pub use folder::FolderSource;
pub use frame::Frame;
pub use jpeg::{Picture, decode_jpeg};
pub use limits::Limits;
pub use liveface_session::{FrameId, Timestamp};
pub use mjpeg::MjpegSource;
pub use recorder::{Recorded, Recorder, RecorderOptions, Recording};
pub use source::{FrameSource, SourceInfo};
pub use still::{encode_jpeg, read_photo, read_photo_bytes, read_still, read_still_bytes};
pub use video::{VideoSource, open};
