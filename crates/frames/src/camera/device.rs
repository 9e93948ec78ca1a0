//! The seam to a camera driver, small enough for a script to play its part.

use super::{CameraFormat, CameraOptions};
use crate::CameraFault;

/// What happened to a camera, before its name is known.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: CameraFault,
    /// What is wrong, and what to do.
    pub(super) reason: String,
}

impl Fault {
    pub(super) fn new(kind: CameraFault, reason: impl Into<String>) -> Self {
        Self { kind, reason: reason.into() }
    }
}

/// An open camera. It stays on the thread that opened it, and closes when dropped.
pub(super) trait Device {
    /// How its pictures are sent.
    fn format(&self) -> CameraFormat;

    /// Waits, perhaps for ever, for the next picture and puts it into `raw` as [`CameraFormat::encoding`] says.
    fn capture(&mut self, raw: &mut Vec<u8>) -> Result<(), Fault>;
}

/// Opens a device, on the thread that will read it.
pub(super) type Opener = Box<dyn FnOnce(&CameraOptions) -> Result<Box<dyn Device>, Fault> + Send>;
