//! What every source promises, and small pictures to feed it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "shared by tests"
)]

use liveface_frames::{Frame, FrameError, FrameId, FrameSource, Timestamp};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Reads a source to its end and checks its promises: ids rise, times never fall, the end is final. An error ends
/// the source for good; it is given back with the frames before it.
pub fn read_all(source: &mut dyn FrameSource) -> (Vec<Frame>, Option<FrameError>) {
    let mut frames: Vec<Frame> = Vec::new();
    let error = loop {
        match source.next_frame() {
            Ok(Some(frame)) => {
                if let Some(last) = frames.last() {
                    assert!(frame.id() > last.id(), "{frame:?} after {last:?}: ids must rise");
                    assert!(frame.at() >= last.at(), "{frame:?} after {last:?}: times must not fall");
                }
                let info = source.info();
                assert_eq!((frame.width(), frame.height()), (info.width, info.height), "as info() says");
                frames.push(frame);
            }
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    for _ in 0..3 {
        assert!(matches!(source.next_frame(), Ok(None)), "after the end or an error nothing comes");
    }
    (frames, error)
}

/// [`read_all`] of a source that must end well.
pub fn read_well(source: &mut dyn FrameSource) -> Vec<Frame> {
    let (frames, error) = read_all(source);
    assert!(error.is_none(), "{error:?}");
    frames
}

/// A smooth coloured picture that moves with `step`: (height, width, 3) RGB.
pub fn pattern((width, height): (u32, u32), step: u32) -> Vec<u8> {
    let wave = |v: u32, period: f64| (127.5 + 110.0 * (f64::from(v) / period).sin()) as u8;
    let pixel = |x: u32, y: u32| [wave(x + 3 * step, 23.0), wave(y + 2 * step, 17.0), wave(x + y, 41.0)];
    (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect()
}

/// [`pattern`] as a frame.
pub fn frame(id: u64, at_micros: u64, size: (u32, u32)) -> Frame {
    let pixels = Arc::new(pattern(size, id as u32));
    Frame::new(FrameId(id), Timestamp::from_micros(at_micros), size, pixels).unwrap()
}

/// [`pattern`] as a file in `format`.
pub fn encoded(size: (u32, u32), step: u32, format: image::ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_raw(size.0, size.1, pattern(size, step)).unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Peak signal-to-noise ratio of two pictures, dB.
pub fn psnr(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    let sum: f64 = a.iter().zip(b).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 * a.len() as f64 / sum).log10()
}

/// Output of `program`, or `None`, said aloud, where it is not installed.
pub fn run(program: &str, args: &[&str]) -> Option<Vec<u8>> {
    if Command::new(program).arg("-version").stdout(Stdio::null()).status().is_err() {
        skip(&format!("{program} is not installed"));
        return None;
    }
    let output = Command::new(program).args(args).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

/// The one-line rule for errors.
pub fn one_line(error: &FrameError) -> String {
    let text = error.to_string();
    assert!(!text.contains('\n') && text.len() < 300, "{text:?}");
    text
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
