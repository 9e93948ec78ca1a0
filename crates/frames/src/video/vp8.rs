//! VP8 in pure Rust (feature `vpx`).

use super::stream::{Colour, Decoder, Packet, Yuv};
use crate::Limits;
use crate::error::Fault;
use oximedia_codec::traits::{DecoderConfig, VideoDecoder};
use oximedia_codec::vp8::Vp8Decoder;

/// Decodes VP8 packets.
pub(crate) struct Vp8 {
    decoder: Vp8Decoder,
    colour: Colour,
    limits: Limits,
}

impl Vp8 {
    /// A decoder for a track of which the container says `colour`.
    pub(crate) fn new(colour: Colour, limits: &Limits) -> Result<Self, Fault> {
        let decoder = Vp8Decoder::new(DecoderConfig::default()).map_err(|e| damaged(&e))?;
        Ok(Self { decoder, colour, limits: *limits })
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Fault {
    Fault::malformed(format!("a VP8 picture is damaged ({error}); copy or record it again"))
}

/// Width and height in the header of a key picture (RFC 6386, 9.1).
fn key_size(data: &[u8]) -> Option<(u32, u32)> {
    let &[w0, w1, h0, h1] = data.get(6..10)?.first_chunk::<4>()?;
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Some((side(w0, w1), side(h0, h1)))
}

impl Decoder for Vp8 {
    fn decode(&mut self, packet: &Packet) -> Result<Option<Yuv>, Fault> {
        let Some(first) = packet.data.first() else { return Ok(None) };
        if first & 1 == 0 {
            let (width, height) = key_size(&packet.data).ok_or_else(|| damaged(&"cut short"))?;
            self.limits.check_picture(width, height)?;
        }
        self.decoder.send_packet(&packet.data, 0).map_err(|e| damaged(&e))?;
        let Some(frame) = self.decoder.receive_frame().map_err(|e| damaged(&e))? else { return Ok(None) };
        let (width, height) = (frame.width, frame.height);
        let strides = frame.planes.iter().map(|plane| u32::try_from(plane.stride).unwrap_or(0));
        let strides: Option<[u32; 3]> = strides.collect::<Vec<_>>().try_into().ok();
        let planes: Option<[Vec<u8>; 3]> =
            frame.planes.into_iter().map(|plane| plane.data).collect::<Vec<_>>().try_into().ok();
        let (planes, strides) = planes.zip(strides).ok_or_else(|| damaged(&"planes are missing"))?;
        Ok(Some(Yuv { width, height, planes, strides, colour: self.colour }))
    }
}
