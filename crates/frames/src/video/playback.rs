//! Demuxer, decoder and display order put together: compressed file in, upright RGB pictures out.

use super::convert::Converter;
use super::h264::H264;
use super::pictures::{Lookahead, Reorder};
use super::stream::{Codec, Colour, Decoder, Demuxer, Packet, Track, Turn, unsupported};
use crate::error::Fault;
use crate::{Limits, SourceInfo};
use std::sync::Arc;

/// A picture whose turn has come.
pub(crate) struct Shown {
    /// When, microseconds of the container's clock; may repeat or jump.
    pub pts_us: i64,
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// (height, width, 3) RGB.
    pub pixels: Arc<Vec<u8>>,
}

/// Pictures in display order.
pub(crate) trait Playback {
    /// What the container declares.
    fn info(&self) -> SourceInfo;

    /// The next picture; `None` at the end.
    fn next_picture(&mut self) -> Result<Option<Shown>, Fault>;
}

/// [`Playback`] by this crate's own demuxers and decoders.
pub(crate) struct Native {
    packets: Lookahead,
    decoder: Box<dyn Decoder>,
    waiting: Reorder,
    converter: Converter,
    turn: Turn,
    info: SourceInfo,
    started: bool,
}

impl Native {
    /// Plays the video track of `demuxer`.
    pub(crate) fn new(demuxer: Box<dyn Demuxer>, limits: &Limits) -> Result<Self, Fault> {
        let track = demuxer.track();
        let decoder = decoder(&track.codec, track.colour, limits)?;
        let (info, turn) = (info(track), track.turn);
        Ok(Self {
            packets: Lookahead::new(demuxer),
            decoder,
            waiting: Reorder::default(),
            converter: Converter::default(),
            turn,
            info,
            started: false,
        })
    }

    fn decode(&mut self, packet: &Packet) -> Result<(), Fault> {
        // What comes before the first key picture depends on pictures that are not there.
        self.started |= packet.key;
        if !self.started {
            return Ok(());
        }
        if let Some(picture) = self.decoder.decode(packet)?
            && packet.shown
        {
            self.waiting.push(packet.pts_us, picture);
        }
        Ok(())
    }
}

fn info(track: &Track) -> SourceInfo {
    let (width, height) = track.turn.size(track.size.unwrap_or_default());
    let (frames, duration) = (Some(track.frames), Some(track.duration));
    SourceInfo { width, height, fps: track.fps(), duration, frames }
}

fn decoder(codec: &Codec, colour: Colour, limits: &Limits) -> Result<Box<dyn Decoder>, Fault> {
    match codec {
        Codec::H264(record) => Ok(Box::new(H264::new(record, colour, limits)?)),
        #[cfg(feature = "vpx")]
        Codec::Vp8 => Ok(Box::new(super::vp8::Vp8::new(colour, limits)?)),
        #[cfg(feature = "vpx")]
        Codec::Vp9 => Ok(Box::new(super::vp9::Vp9::new(colour, limits))),
        #[cfg(not(feature = "vpx"))]
        Codec::Vp8 | Codec::Vp9 => {
            let what = if *codec == Codec::Vp8 { "codec vp8" } else { "codec vp9" };
            let remedy = "build with --features vpx, or convert it to H.264 in MP4".to_owned();
            Err(Fault::Unsupported { what: what.to_owned(), remedy })
        }
        Codec::Other(name) => Err(unsupported(name.clone())),
    }
}

impl Playback for Native {
    fn info(&self) -> SourceInfo {
        self.info
    }

    fn next_picture(&mut self) -> Result<Option<Shown>, Fault> {
        loop {
            if let Some((pts_us, picture)) = self.waiting.pop(&self.packets) {
                let pixels = self.converter.convert(&picture, self.turn)?;
                let size = self.turn.size((picture.width, picture.height));
                return Ok(Some(Shown { pts_us, size, pixels }));
            }
            match self.packets.next_packet()? {
                Some(packet) => self.decode(&packet)?,
                None => return Ok(None),
            }
        }
    }
}
