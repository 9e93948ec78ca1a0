//! What the benchmarks that look at pixels share.

use liveface::frames::{self, Frame, Limits};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack, PackError};
use liveface::vision::{Vision, VisionConfig};
use std::path::PathBuf;

/// A drawn person who sits still, 640×480 at 25 frames a second.
pub fn clip() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "fixtures", "clips", "person.mp4"].iter().collect()
}

/// The first `count` frames of [`clip`], decoded.
pub fn clip_frames(count: usize) -> Vec<Frame> {
    let mut source = frames::open(&clip(), &Limits::default()).expect("the fixture clip opens");
    std::iter::from_fn(|| source.next_frame().expect("the fixture clip decodes")).take(count).collect()
}

/// The networks of the pack that `liveface` would use without `--models`; `None`, said on the terminal, without one.
pub fn vision() -> Option<Vision> {
    let pack = match Pack::find(&Lookup::from_env(None)) {
        Ok(pack) => pack,
        Err(error @ PackError::NotFound { .. }) => {
            eprintln!("skipped: {error}");
            return None;
        }
        Err(error) => panic!("{error}"),
    };
    let runtime = Runtime::choose(&BackendOptions::default()).expect("one back end is always there");
    eprintln!("pack {}, back end {:?}", pack.name(), runtime.backend());
    Some(Vision::load(&pack, &runtime, VisionConfig::default()).expect("the networks of the pack load"))
}
