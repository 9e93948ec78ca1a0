//! What containers give and decoders take.

use crate::error::Fault;
use std::time::Duration;

/// What [`Fault::Unsupported`] advises where FFmpeg would help.
const USE_FFMPEG: &str = if cfg!(feature = "ffmpeg") {
    "convert it to H.264 in MP4 (8-bit 4:2:0, progressive)"
} else {
    "build with --features ffmpeg, or convert it to H.264 in MP4 (8-bit 4:2:0, progressive)"
};

/// A codec, format or coding tool that this build does not decode.
pub(crate) fn unsupported(what: impl Into<String>) -> Fault {
    Fault::Unsupported { what: what.into(), remedy: USE_FFMPEG.into() }
}

/// How a track's pictures are compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    /// H.264, with its `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15).
    H264(Vec<u8>),
    /// VP8.
    Vp8,
    /// VP9.
    Vp9,
    /// Anything else, as it is to be called: "codec" and the name FFmpeg gives it.
    Other(String),
}

/// Matrix between RGB and YUV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Matrix {
    /// ITU-R BT.601; also taken where the stream does not say, as FFmpeg and OpenCV do.
    #[default]
    Bt601,
    /// ITU-R BT.709.
    Bt709,
    /// ITU-R BT.2020, non-constant luminance.
    Bt2020,
}

impl Matrix {
    /// From `matrix_coefficients` of ITU-T H.273; `None` for "unspecified" and those nobody records with.
    pub(crate) fn from_h273(code: u32) -> Option<Self> {
        match code {
            1 => Some(Self::Bt709),
            5 | 6 => Some(Self::Bt601),
            9 => Some(Self::Bt2020),
            _ => None,
        }
    }
}

/// How pixel values are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Colour {
    /// Matrix, where the stream names one.
    pub matrix: Option<Matrix>,
    /// Whether luma spans 0..=255 and not 16..=235, where the stream says.
    pub full_range: Option<bool>,
}

impl Colour {
    /// What is said here, filled up with what `other` says.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { matrix: self.matrix.or(other.matrix), full_range: self.full_range.or(other.full_range) }
    }
}

/// How a decoded picture is to be turned to stand upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Mirrored left to right before turning.
    pub mirror: bool,
    /// Quarter turns clockwise, 0..=3.
    pub quarters: u8,
}

impl Turn {
    /// Width and height after the turn.
    pub(crate) fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.quarters % 2 == 1 { (height, width) } else { (width, height) }
    }
}

/// The turn of a display matrix, x' = a·x + c·y, y' = b·x + d·y with y down. Scales are ignored; other angles than
/// quarter turns are refused.
pub(crate) fn quarter_turn(matrix: [i128; 4]) -> Result<Turn, Fault> {
    // Fixed point leaves a little beside the axes.
    let largest = matrix.iter().map(|value| value.abs()).max().unwrap_or(0);
    let sign = |value: i128| if value.abs() <= largest / 100 { 0 } else { value.signum() };
    let turn = |mirror, quarters| Ok(Turn { mirror, quarters });
    match matrix.map(sign) {
        // A matrix of zeros is what careless writers leave.
        [0, 0, 0, 0] | [1, 0, 0, 1] => turn(false, 0),
        [0, 1, -1, 0] => turn(false, 1),
        [-1, 0, 0, -1] => turn(false, 2),
        [0, -1, 1, 0] => turn(false, 3),
        [-1, 0, 0, 1] => turn(true, 0),
        [0, -1, -1, 0] => turn(true, 1),
        [1, 0, 0, -1] => turn(true, 2),
        [0, 1, 1, 0] => turn(true, 3),
        _ => Err(unsupported("rotation that is no quarter turn")),
    }
}

/// The video track of a container.
#[derive(Clone, Debug)]
pub(crate) struct Track {
    /// How it is compressed.
    pub codec: Codec,
    /// Width and height of the stored picture in pixels, where the container says.
    pub size: Option<(u32, u32)>,
    /// What the container says of colour.
    pub colour: Colour,
    /// How to turn the pictures.
    pub turn: Turn,
    /// Frames that will be shown.
    pub frames: u64,
    /// From the first frame to the end of the last, or to its start where its duration is not known.
    pub duration: Duration,
}

impl Track {
    /// Mean frames a second, where there is more than one frame.
    pub(crate) fn fps(&self) -> Option<f64> {
        let seconds = self.duration.as_secs_f64();
        (self.frames > 1 && seconds > 0.0).then(|| self.frames as f64 / seconds)
    }
}

/// One access unit: what a decoder turns into at most one picture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packet {
    /// When its picture is shown, microseconds of the container's own clock.
    pub pts_us: i64,
    /// Whether decoding can start here.
    pub key: bool,
    /// Whether its picture is shown; others are only decoded (cut away by an edit list).
    pub shown: bool,
    /// The compressed bytes, as the container stores them.
    pub data: Vec<u8>,
}

/// A container being read: packets of its video track in decoding order.
pub(crate) trait Demuxer {
    /// The video track.
    fn track(&self) -> &Track;

    /// The next packet; `None` at the end.
    fn next_packet(&mut self) -> Result<Option<Packet>, Fault>;
}

/// A decoded picture: planar 4:2:0, 8 bits, chroma planes of (⌈w/2⌉, ⌈h/2⌉).
pub(crate) struct Yuv {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// Luma and the two chroma planes.
    pub planes: [Vec<u8>; 3],
    /// Values from the start of a row to the start of the next, per plane.
    pub strides: [u32; 3],
    /// How to read the values.
    pub colour: Colour,
}

/// Compressed access units to pictures; one picture at most for each unit, in decoding order.
pub(crate) trait Decoder {
    /// Decodes one packet. Sizes are checked before anything is allocated for them.
    fn decode(&mut self, packet: &Packet) -> Result<Option<Yuv>, Fault>;
}
