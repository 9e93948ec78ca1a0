//! Any bytes as a video: demuxers and decoders must neither panic nor stall.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liveface_frames::{FrameSource as _, Limits, VideoSource};
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        frames: 50,
        side: 256,
        pixels: 256 * 256,
        decode_time: Duration::from_secs(5),
        ..Limits::default()
    };
    let mut outcome = VideoSource::from_reader(Path::new("fuzz"), Cursor::new(bytes.to_vec()), &limits);
    while let Ok(source) = &mut outcome {
        match source.next_frame() {
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) => outcome = Err(error),
        }
    }
    if let Err(error) = outcome {
        let text = error.to_string();
        assert!(!text.contains("decode time"), "{text}");
    }
});
