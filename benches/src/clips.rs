//! The frames that are looked at: a drawn person who sits still.

use image::imageops::{self, FilterType};
use image::{ImageBuffer, Rgb};
use liveface::frames::{self, Frame, FrameId, Limits, Recorder, RecorderOptions, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Frames a second of the fixture, and of every stream made of it.
pub const FPS: u64 = 25;
/// Length of the clip that stands for a session.
pub const CLIP_SECONDS: u64 = 6;
/// Frames a second of that clip.
pub const CLIP_FPS: u64 = 30;

/// Size of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 640×480, the fixture's own.
    Vga,
    /// 1280×720: the fixture twice as large, top and bottom cut off.
    Hd,
}

impl Size {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Vga, Self::Hd];

    /// As figures write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Vga => "640x480",
            Self::Hd => "1280x720",
        }
    }

    /// Width and height, pixels.
    #[must_use]
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Vga => (640, 480),
            Self::Hd => (1280, 720),
        }
    }
}

/// The fixture: 640×480, H.264, 3.2 s.
#[must_use]
pub fn fixture() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "fixtures", "clips", "person.mp4"].iter().collect()
}

/// The frames of [`fixture`] in `size`.
#[must_use]
pub fn frames(size: Size) -> Vec<Frame> {
    let mut source = frames::open(&fixture(), &Limits::default()).expect("the fixture clip opens");
    let next = || source.next_frame().expect("the fixture clip decodes");
    std::iter::from_fn(next).map(|frame| if size == Size::Hd { enlarged(&frame) } else { frame }).collect()
}

fn enlarged(frame: &Frame) -> Frame {
    let (width, height) = Size::Hd.pixels();
    let picture: ImageBuffer<Rgb<u8>, _> =
        ImageBuffer::from_raw(frame.width(), frame.height(), frame.pixels()).expect("a frame is whole");
    let large = imageops::resize(&picture, width, width * 3 / 4, FilterType::Triangle);
    let part = imageops::crop_imm(&large, 0, (large.height() - height) / 2, width, height).to_image();
    remade((frame.id(), frame.at()), &part.into_raw().into(), Size::Hd)
}

/// Frames of the fixture, to and fro for ever, so that nothing jumps, `fps` of them a second.
pub fn endless(frames: &[Frame], fps: u64) -> impl Iterator<Item = Frame> {
    let size = if frames.first().is_some_and(|frame| frame.width() == 640) { Size::Vga } else { Size::Hd };
    frames.iter().chain(frames.iter().rev()).cycle().zip(0..).map(move |(frame, number)| {
        let at = Timestamp::from_millis(number * 1_000 / fps);
        remade((FrameId(number), at), &frame.clone().into_pixels(), size)
    })
}

fn remade((id, at): (FrameId, Timestamp), pixels: &Arc<Vec<u8>>, size: Size) -> Frame {
    Frame::new(id, at, size.pixels(), Arc::clone(pixels)).expect("a frame keeps its size")
}

/// A recording of [`CLIP_SECONDS`] at [`CLIP_FPS`], in the folder `dir`.
#[must_use]
pub fn record(dir: &Path, size: Size) -> PathBuf {
    let path = dir.join(format!("{}.mp4", size.name()));
    let mut recorder = Recorder::create(&path, size.pixels(), RecorderOptions::default()).expect("it starts");
    for frame in endless(&frames(size), CLIP_FPS).take((CLIP_SECONDS * CLIP_FPS) as usize) {
        recorder.push(&frame).expect("it takes a frame");
    }
    recorder.finish().expect("it ends").path
}
