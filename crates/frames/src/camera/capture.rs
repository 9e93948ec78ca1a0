//! The thread that reads a device.

use super::device::{Device, Fault, Opener};
use super::health::{Exposure, Health, Rate};
use super::mailbox::{Mail, Mailbox};
use super::{CameraOptions, convert};
use crate::frame::FramePool;
use crate::{CameraFault, Frame, FrameId, Timestamp};
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// Damaged pictures in a row after which a camera is given up; a cable of poor quality loses one now and then.
const MAX_DAMAGED: u32 = 30;

/// Starts the thread. Nobody joins it: a device may block for ever.
pub(super) fn spawn(opener: Opener, options: CameraOptions, mailbox: Arc<Mailbox>) -> io::Result<()> {
    let run = move || {
        let leave = Leave(mailbox);
        let outcome = opener(&options).and_then(|mut device| {
            leave.0.put(Mail::Opened(device.format()));
            capture(device.as_mut(), &options, &leave.0)
        });
        if let Err(fault) = outcome {
            leave.0.put(Mail::Fault(fault));
        }
    };
    thread::Builder::new().name("camera".to_owned()).spawn(run).map(drop)
}

/// Says that the thread is gone, however it ended.
struct Leave(Arc<Mailbox>);

impl Drop for Leave {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// Reads until the reader leaves or the camera fails.
fn capture(device: &mut dyn Device, options: &CameraOptions, mailbox: &Mailbox) -> Result<(), Fault> {
    let format = device.format();
    let (mut raw, mut pool, mut damaged) = (Vec::new(), FramePool::default(), 0);
    let mut exposure = Exposure::new(options.warm_up);
    let mut health = Health::new(options.black, options.frozen);
    let (mut rate, mut begin, mut id) = (Rate::default(), None, 0);
    while mailbox.alive() {
        device.capture(&mut raw)?;
        let now = Instant::now();
        let at = Timestamp::ZERO.after(now.duration_since(*begin.get_or_insert(now)));
        let pixels = match convert::to_rgb(&raw, format, &options.limits, &mut pool) {
            Ok(pixels) => pixels,
            Err(reason) if damaged < MAX_DAMAGED => {
                damaged += 1;
                tracing::debug!(reason, "damaged picture dropped");
                continue;
            }
            Err(reason) => return Err(Fault::new(CameraFault::Format, reason)),
        };
        damaged = 0;
        let fps = rate.measure(at);
        let look = health.check(at, &pixels)?;
        let frame = Frame::new(FrameId(id), at, (format.width, format.height), pixels);
        id += 1;
        if let Some(frame) = frame.filter(|_| exposure.is_stable(at, look.luma)) {
            mailbox.put(Mail::Frame(frame, fps));
        }
    }
    Ok(())
}
