//! Frames from a place of your own: here raw RGB pictures on standard input.
//!
//! ```text
//! ffmpeg -i CLIP -f rawvideo -pix_fmt rgb24 -s 640x480 -r 25 - |
//!     cargo run --release -p liveface-examples --example own_frame_source -- [--models DIR]
//! ```
#![allow(clippy::print_stdout, reason = "an example shows its result on the terminal")]

use liveface::frames::{Frame, FrameError, FrameId, FrameSource, SourceInfo, Timestamp};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::{Config, Plan};
use liveface::vision::{Vision, VisionConfig};
use liveface::{Engine, model_hashes};
use std::io::{Read, stdin};
use std::path::PathBuf;
use std::sync::Arc;

const SIZE: (u32, u32) = (640, 480);
const FPS: u64 = 25;

/// Pictures of (480, 640, 3) bytes, one after the other. Ids rise and times never fall: that is all it must keep.
struct RawVideo<R>(R, u64);

impl<R: Read + Send> FrameSource for RawVideo<R> {
    fn info(&self) -> SourceInfo {
        SourceInfo { width: SIZE.0, height: SIZE.1, fps: Some(FPS as f64), ..SourceInfo::default() }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let path = || PathBuf::from("standard input");
        let mut pixels = Vec::new();
        let picture = u64::from(SIZE.0) * u64::from(SIZE.1) * 3;
        let read = self.0.by_ref().take(picture).read_to_end(&mut pixels);
        if read.map_err(|source| FrameError::Io { path: path(), source })? == 0 {
            return Ok(None);
        }
        let (id, at) = (FrameId(self.1), Timestamp::from_micros(self.1 * 1_000_000 / FPS));
        self.1 += 1;
        let cut = || FrameError::Malformed { path: path(), reason: "the last picture is cut off".to_owned() };
        Frame::new(id, at, SIZE, Arc::new(pixels)).map(Some).ok_or_else(cut)
    }
}

fn main() -> anyhow::Result<()> {
    let models = std::env::args_os().skip_while(|arg| arg != "--models").nth(1).map(PathBuf::from);
    let pack = Pack::find(&Lookup::from_env(models))?;
    let vision = Vision::load(&pack, &Runtime::choose(&BackendOptions::default())?, VisionConfig::default())?;
    let plan = Plan::silent().for_recording();
    let mut engine = Engine::new(vision, Config::default(), plan, model_hashes(&pack));
    let mut source = RawVideo(stdin(), 0);
    while let Some(frame) = source.next_frame()? {
        engine.push_frame(&frame)?;
    }
    engine.end_of_video()?;
    println!("{}", engine.finish()?.report.message);
    Ok(())
}
