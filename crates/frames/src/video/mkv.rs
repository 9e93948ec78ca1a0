//! Matroska and WebM, by symphonia.

use super::stream::{Codec, Colour, Demuxer, Packet, Track, Turn, unsupported};
use super::{Media, vpx_is_key};
use crate::Limits;
use crate::error::Fault;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::time::Duration;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::video::VideoCodecParameters;
use symphonia::core::codecs::video::well_known as codecs;
use symphonia::core::codecs::video::well_known::extra_data::VIDEO_EXTRA_DATA_ID_AVC_DECODER_CONFIG;
use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatOptions, FormatReader};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::units::TimeBase;
use symphonia::default::formats::MkvReader;

/// Reads the video track of a Matroska or WebM file.
///
/// A file whose clusters or segment have no known size (a browser's recording) ends where its bytes end.
pub(crate) struct Mkv {
    reader: MkvReader<'static>,
    selected: Selected,
    track: Track,
}

/// The chosen track as the container describes it.
#[derive(Clone)]
struct Selected {
    id: u32,
    time_base: TimeBase,
    codec: Codec,
    size: Option<(u32, u32)>,
}

/// What one pass over all packets finds out; Matroska declares neither number nor times of its frames.
#[derive(Default)]
struct Census {
    frames: u64,
    from_us: i64,
    to_us: i64,
}

struct Source {
    input: Box<dyn Media>,
    len: u64,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.input.read(buffer)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.input.seek(to)
    }
}

impl MediaSource for Source {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.len)
    }
}

impl Mkv {
    /// Reads the headers and counts the packets of `input`, a file of `len` bytes.
    pub(crate) fn open(mut input: Box<dyn Media>, len: u64, limits: &Limits) -> Result<Self, Fault> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
        input.seek(SeekFrom::Start(0))?;
        if declared_len(&head).is_some_and(|declared| declared > len) {
            return Err(Fault::malformed("it is cut short; copy or record it again"));
        }
        let stream =
            MediaSourceStream::new(Box::new(Source { input, len }), MediaSourceStreamOptions::default());
        let mut reader = read_headers(stream)?;
        let selected = select(&reader)?;
        if let Some((width, height)) = selected.size {
            limits.check_picture(width, height)?;
        }
        limits.check_duration(declared(&reader))?;
        let census = Census::take(&mut reader, &selected, limits)?;
        let mut stream = Box::new(reader).into_inner();
        stream.seek(SeekFrom::Start(0))?;
        let track = Track {
            codec: selected.codec.clone(),
            size: selected.size,
            colour: Colour::default(),
            turn: Turn::default(),
            frames: census.frames,
            duration: Duration::from_micros(census.to_us.saturating_sub(census.from_us).unsigned_abs()),
        };
        Ok(Self { reader: read_headers(stream)?, selected, track })
    }
}

/// Enough for the EBML header and the start of the segment.
const HEAD_BYTES: u64 = 256;

/// Length of the file by its segment's declared size (RFC 8794, 4 to 6); `None` where it is unknown.
fn declared_len(head: &[u8]) -> Option<u64> {
    let ebml = head.strip_prefix(b"\x1A\x45\xDF\xA3")?;
    let (header, header_width) = size(ebml)?;
    let rest = ebml.get(header_width..)?.get(usize::try_from(header).ok()?..)?;
    let segment = rest.strip_prefix(b"\x18\x53\x80\x67")?;
    let (content, content_width) = size(segment)?;
    let begun = head.len() - segment.len() + content_width;
    content.checked_add(begun as u64)
}

/// A variable-size number and the bytes it takes; `None` where all its bits are set, which stands for "unknown".
fn size(bytes: &[u8]) -> Option<(u64, usize)> {
    let width = bytes.first()?.leading_zeros() as usize + 1;
    let whole = bytes.get(..width)?.iter().fold(0u64, |value, &byte| value << 8 | u64::from(byte));
    let mask = 1u64.checked_shl(7 * u32::try_from(width).ok()?)? - 1;
    let value = whole & mask;
    (width <= 8 && value != mask).then_some((value, width))
}

fn read_headers(stream: MediaSourceStream<'static>) -> Result<MkvReader<'static>, Fault> {
    MkvReader::try_new(stream, FormatOptions::default()).map_err(fault)
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Unsupported(what) => unsupported(what),
        Error::IoError(source) if source.kind() != ErrorKind::UnexpectedEof => Fault::Io(source),
        _ => Fault::malformed("it is damaged or cut short; copy or record it again"),
    }
}

/// Length the header declares, zero where it does not.
fn declared(reader: &MkvReader<'_>) -> Duration {
    let info = reader.media_info();
    let (Some(base), Some(length)) = (info.time_base, info.duration) else { return Duration::ZERO };
    let seconds = length.get() as f64 * f64::from(base.numer.get()) / f64::from(base.denom.get());
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

fn select(reader: &MkvReader<'_>) -> Result<Selected, Fault> {
    let video = reader.tracks().iter().find_map(|track| match &track.codec_params {
        Some(CodecParameters::Video(video)) => Some((track, video)),
        _ => None,
    });
    let Some((track, video)) = video else {
        return Err(Fault::malformed("it has no video track; give a recording with pictures"));
    };
    let time_base =
        track.time_base.ok_or_else(|| Fault::malformed("its video track has no clock; record it again"))?;
    let size = video.width.zip(video.height).map(|(width, height)| (u32::from(width), u32::from(height)));
    Ok(Selected { id: track.id, time_base, codec: codec(video)?, size })
}

fn codec(video: &VideoCodecParameters) -> Result<Codec, Fault> {
    Ok(match video.codec {
        codecs::CODEC_ID_H264 => {
            let record =
                video.extra_data.iter().find(|extra| extra.id == VIDEO_EXTRA_DATA_ID_AVC_DECODER_CONFIG);
            let record = record
                .ok_or_else(|| Fault::malformed("its H.264 configuration is missing; record it again"))?;
            Codec::H264(record.data.to_vec())
        }
        codecs::CODEC_ID_VP8 => Codec::Vp8,
        codecs::CODEC_ID_VP9 => Codec::Vp9,
        codecs::CODEC_ID_HEVC => Codec::Other("codec hevc".into()),
        codecs::CODEC_ID_AV1 => Codec::Other("codec av1".into()),
        codecs::CODEC_ID_MPEG4 => Codec::Other("codec mpeg4".into()),
        codecs::CODEC_ID_MPEG2 => Codec::Other("codec mpeg2video".into()),
        codecs::CODEC_ID_MJPEG => Codec::Other("codec mjpeg".into()),
        codecs::CODEC_ID_THEORA => Codec::Other("codec theora".into()),
        other => Codec::Other(format!("codec {other}")),
    })
}

impl Census {
    fn take(reader: &mut MkvReader<'_>, selected: &Selected, limits: &Limits) -> Result<Self, Fault> {
        let mut census = Self::default();
        while let Some(packet) = read_packet(reader, selected)? {
            let end_us = packet.pts_us.saturating_add(packet.length_us);
            if census.frames == 0 {
                (census.from_us, census.to_us) = (packet.pts_us, end_us);
            }
            census.frames += 1;
            census.from_us = census.from_us.min(packet.pts_us);
            census.to_us = census.to_us.max(end_us);
            limits.check_frames(census.frames)?;
            let reached = census.to_us.saturating_sub(census.from_us).unsigned_abs();
            limits.check_duration(Duration::from_micros(reached))?;
        }
        Ok(census)
    }
}

struct Block {
    pts_us: i64,
    length_us: i64,
    data: Vec<u8>,
}

fn read_packet(reader: &mut MkvReader<'_>, selected: &Selected) -> Result<Option<Block>, Fault> {
    loop {
        match reader.next_packet() {
            Ok(Some(packet)) if packet.track_id == selected.id => {
                let micros = |ticks: i128| micros(ticks, selected.time_base);
                let pts_us = micros(i128::from(packet.pts.get()));
                let length_us = micros(i128::from(packet.dur.get()));
                return Ok(Some(Block { pts_us, length_us, data: packet.data.into_vec() }));
            }
            Ok(Some(_)) => {}
            Ok(None) => return Ok(None),
            // A segment of unknown size ends with the file.
            Err(Error::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(fault(error)),
        }
    }
}

/// Ticks as microseconds, rounded to the nearest.
fn micros(ticks: i128, base: TimeBase) -> i64 {
    let scale = i128::from(base.denom.get());
    let us = (ticks * 1_000_000 * i128::from(base.numer.get()) + scale / 2).div_euclid(scale);
    i64::try_from(us).unwrap_or(if us < 0 { i64::MIN } else { i64::MAX })
}

/// Whether decoding can start at this packet. Blocks are flagged, but the reader does not tell.
fn is_key(codec: &Codec, data: &[u8]) -> bool {
    match codec {
        Codec::H264(record) => super::h264::has_idr(record, data),
        other => vpx_is_key(other, data),
    }
}

impl Demuxer for Mkv {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next_packet(&mut self) -> Result<Option<Packet>, Fault> {
        let Some(block) = read_packet(&mut self.reader, &self.selected)? else { return Ok(None) };
        let key = is_key(&self.selected.codec, &block.data);
        Ok(Some(Packet { pts_us: block.pts_us, key, shown: true, data: block.data }))
    }
}
