//! Everything FFmpeg reads, through the system's libav (feature `ffmpeg`).

use super::convert::Converter;
use super::playback::{Playback, Shown};
use super::stream::{Colour, Matrix, Turn, Yuv, quarter_turn};
use crate::error::Fault;
use crate::{Limits, SourceInfo};
use ffmpeg_next as ffmpeg;

use ffmpeg::codec::packet::side_data::Type as SideData;
use ffmpeg::color::{Range, Space};
use ffmpeg::format::{Pixel, context::Input};
use ffmpeg::software::scaling::{Context as Scaler, Flags};
use ffmpeg::util::frame::Video;
use ffmpeg::{Dictionary, Error, Rational, Rescale as _, decoder, media};
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

/// Formats that hold a recording. Others (playlists, concatenations) could name further files or hosts.
const FORMATS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpeg,mpegts,mpegvideo,ogg,asf,h264,hevc,\
    ivf,gif,apng,mjpeg,nut,mxf,rm,wtv,dv,h263,m4v,vc1,yuv4mpegpipe";

const MICROSECONDS: Rational = Rational(1, 1_000_000);

/// [`Playback`] by FFmpeg.
pub(crate) struct Ffmpeg {
    input: Input,
    stream: usize,
    time_base: Rational,
    decoder: decoder::Video,
    converter: Converter,
    turn: Turn,
    info: SourceInfo,
    limits: Limits,
    last_us: i64,
    draining: bool,
}

impl Ffmpeg {
    /// Opens the best video stream of the file at `path`.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, Fault> {
        let input = open_input(path)?;
        let Some(stream) = input.streams().best(media::Type::Video) else {
            return Err(Fault::malformed("it has no video track; give a recording with pictures"));
        };
        let turn = rotation(&stream)?;
        let decoder = open_decoder(&stream, limits)?;
        let info = info(&input, &stream, turn.size((decoder.width(), decoder.height())));
        limits.check_duration(info.duration.unwrap_or_default())?;
        limits.check_frames(info.frames.unwrap_or_default())?;
        Ok(Self {
            stream: stream.index(),
            time_base: stream.time_base(),
            decoder,
            converter: Converter::default(),
            turn,
            info,
            limits: *limits,
            last_us: 0,
            draining: false,
            input,
        })
    }

    /// Gives the decoder its next packet.
    fn feed(&mut self) -> Result<(), Fault> {
        loop {
            let mut packet = ffmpeg::Packet::empty();
            match packet.read(&mut self.input) {
                Ok(()) if packet.stream() == self.stream => {
                    return self.decoder.send_packet(&packet).map_err(fault);
                }
                Ok(()) => {}
                Err(Error::Eof) => {
                    self.draining = true;
                    return self.decoder.send_eof().map_err(fault);
                }
                Err(error) => return Err(fault(error)),
            }
        }
    }

    fn show(&mut self, frame: &Video) -> Result<Shown, Fault> {
        self.limits.check_picture(frame.width(), frame.height())?;
        let picture = planar(frame)?;
        let pts_us = frame.timestamp().map_or(self.last_us, |pts| pts.rescale(self.time_base, MICROSECONDS));
        self.last_us = pts_us;
        let pixels = self.converter.convert(&picture, self.turn)?;
        Ok(Shown { pts_us, size: self.turn.size((picture.width, picture.height)), pixels })
    }
}

impl Playback for Ffmpeg {
    fn info(&self) -> SourceInfo {
        self.info
    }

    fn next_picture(&mut self) -> Result<Option<Shown>, Fault> {
        let mut frame = Video::empty();
        loop {
            match self.decoder.receive_frame(&mut frame) {
                Ok(()) => return self.show(&frame).map(Some),
                Err(Error::Eof) => return Ok(None),
                Err(Error::Other { errno: ffmpeg::error::EAGAIN }) if !self.draining => self.feed()?,
                Err(error) => return Err(fault(error)),
            }
        }
    }
}

fn open_input(path: &Path) -> Result<Input, Fault> {
    ffmpeg::init().map_err(fault)?;
    // FFmpeg writes to standard error on its own account.
    ffmpeg::util::log::set_level(ffmpeg::util::log::Level::Quiet);
    let mut options = Dictionary::new();
    options.set("format_whitelist", FORMATS);
    options.set("protocol_whitelist", "file");
    let mut name = OsString::from("file:");
    name.push(path);
    ffmpeg::format::input_with_dictionary(Path::new(&name), options).map_err(fault)
}

/// A decoder for the stream, told not to allocate pictures over the limit.
fn open_decoder(stream: &ffmpeg::Stream<'_>, limits: &Limits) -> Result<decoder::Video, Fault> {
    let mut context = ffmpeg::codec::Context::from_parameters(stream.parameters()).map_err(fault)?;
    context.set_threading(ffmpeg::threading::Config::count(1));
    let mut decoding = context.decoder();
    decoding.set_packet_time_base(stream.time_base());
    let codec = decoder::find(decoding.id()).ok_or_else(|| Fault::Unsupported {
        what: format!("codec {:?}", decoding.id()).to_lowercase(),
        remedy: "link an FFmpeg that decodes it, or convert it to H.264 in MP4".into(),
    })?;
    let mut options = Dictionary::new();
    options.set("max_pixels", &limits.pixels.to_string());
    let decoder = decoding.open_as_with(codec, options).and_then(decoder::Opened::video).map_err(fault)?;
    if decoder.width() > 0 {
        limits.check_picture(decoder.width(), decoder.height())?;
    }
    Ok(decoder)
}

fn fault(error: Error) -> Fault {
    Fault::malformed(format!("FFmpeg cannot read it ({error}); copy or record it again"))
}

fn info(input: &Input, stream: &ffmpeg::Stream<'_>, (width, height): (u32, u32)) -> SourceInfo {
    let own = stream.duration().rescale(stream.time_base(), MICROSECONDS);
    let micros = if stream.duration() > 0 { own } else { input.duration() };
    let duration = u64::try_from(micros).ok().filter(|&micros| micros > 0).map(Duration::from_micros);
    let frames = u64::try_from(stream.frames()).ok().filter(|&frames| frames > 0);
    let rate = f64::from(stream.avg_frame_rate());
    SourceInfo { width, height, fps: (rate.is_finite() && rate > 0.0).then_some(rate), duration, frames }
}

/// The turn of the stream's display matrix: nine 32-bit numbers in the machine's byte order.
fn rotation(stream: &ffmpeg::Stream<'_>) -> Result<Turn, Fault> {
    let Some(matrix) = stream.side_data().find(|data| data.kind() == SideData::DisplayMatrix) else {
        return Ok(Turn::default());
    };
    let number = |index: usize| {
        let bytes = matrix.data().get(index * 4..)?.first_chunk::<4>()?;
        Some(i128::from(i32::from_ne_bytes(*bytes)))
    };
    match (number(0), number(1), number(3), number(4)) {
        (Some(a), Some(b), Some(c), Some(d)) => quarter_turn([a, b, c, d]),
        _ => Ok(Turn::default()),
    }
}

/// The picture as planar 4:2:0 with 8 bits, converted where it is not.
fn planar(frame: &Video) -> Result<Yuv, Fault> {
    let full_format = matches!(frame.format(), Pixel::YUVJ420P | Pixel::YUVJ422P | Pixel::YUVJ444P);
    let target = if full_format { Pixel::YUVJ420P } else { Pixel::YUV420P };
    let mut converted = Video::empty();
    let mut picture = frame;
    if frame.format() != target {
        let (width, height) = (frame.width(), frame.height());
        let mut scaler = Scaler::get(frame.format(), width, height, target, width, height, Flags::BILINEAR)
            .map_err(fault)?;
        scaler.run(frame, &mut converted).map_err(fault)?;
        picture = &converted;
    }
    let stride = |index| u32::try_from(picture.stride(index)).unwrap_or(0);
    Ok(Yuv {
        width: picture.width(),
        height: picture.height(),
        planes: [0, 1, 2].map(|index| picture.data(index).to_vec()),
        strides: [0, 1, 2].map(stride),
        colour: colour(frame, full_format),
    })
}

fn colour(frame: &Video, full_format: bool) -> Colour {
    let matrix = match frame.color_space() {
        Space::BT709 => Some(Matrix::Bt709),
        Space::BT470BG | Space::SMPTE170M => Some(Matrix::Bt601),
        Space::BT2020NCL => Some(Matrix::Bt2020),
        _ => None,
    };
    Colour { matrix, full_range: Some(full_format || frame.color_range() == Range::JPEG) }
}
