//! H.264 in pure Rust.

mod bits;
mod sps;

use super::stream::{Colour, Decoder, Packet, Yuv, unsupported};
use crate::Limits;
use crate::error::Fault;
use rusty_h264::DecodeError;
use sps::Sps;

/// NAL unit types of ITU-T H.264, table 7-1.
const NAL_IDR: u8 = 5;
const NAL_SPS: u8 = 7;

const START_CODE: [u8; 4] = [0, 0, 0, 1];

/// Decodes the length-prefixed access units that containers hold.
pub(crate) struct H264 {
    decoder: rusty_h264::Decoder,
    config: Config,
    limits: Limits,
    container: Colour,
    colour: Colour,
    annex_b: Vec<u8>,
}

impl H264 {
    /// A decoder for a track with this configuration record; `container` is what the container says of colour, used
    /// where the stream is silent.
    pub(crate) fn new(record: &[u8], container: Colour, limits: &Limits) -> Result<Self, Fault> {
        let config = Config::parse(record)
            .ok_or_else(|| Fault::malformed("its H.264 configuration is damaged; record it again"))?;
        let mut decoder = Self {
            decoder: rusty_h264::Decoder::new(),
            config,
            limits: *limits,
            container,
            colour: container,
            annex_b: Vec::new(),
        };
        for nal in decoder.config.parameter_sets.clone() {
            decoder.inspect(&nal)?;
        }
        Ok(decoder)
    }

    /// Checks what a parameter set asks for before the decoder acts on it, and notes the colour.
    fn inspect(&mut self, nal: &[u8]) -> Result<(), Fault> {
        let Some((header, payload)) = nal.split_first() else { return Ok(()) };
        if header & 0x1F != NAL_SPS {
            return Ok(());
        }
        let sps = Sps::parse(payload)
            .ok_or_else(|| Fault::malformed("an H.264 parameter set is damaged; record it again"))?;
        self.limits.check_picture(sps.coded_width, sps.coded_height)?;
        self.colour = sps.colour.or(self.container);
        Ok(())
    }

    /// Fills `annex_b` with the access unit, parameter sets before key units.
    fn write_annex_b(&mut self, packet: &Packet) -> Result<(), Fault> {
        self.annex_b.clear();
        if packet.key {
            for nal in &self.config.parameter_sets {
                self.annex_b.extend_from_slice(&START_CODE);
                self.annex_b.extend_from_slice(nal);
            }
        }
        let mut rest = packet.data.as_slice();
        while !rest.is_empty() {
            let nal = self.config.split_nal(&mut rest).ok_or_else(cut_short)?;
            self.inspect(nal)?;
            self.annex_b.extend_from_slice(&START_CODE);
            self.annex_b.extend_from_slice(nal);
        }
        Ok(())
    }
}

/// Whether an access unit holds an instantaneous decoding refresh, where decoding can start.
pub(crate) fn has_idr(record: &[u8], mut unit: &[u8]) -> bool {
    let Some(config) = Config::parse(record) else { return false };
    while let Some(nal) = config.split_nal(&mut unit) {
        if nal.first().is_some_and(|header| header & 0x1F == NAL_IDR) {
            return true;
        }
    }
    false
}

fn cut_short() -> Fault {
    Fault::malformed("an H.264 picture is cut short; copy or record it again")
}

impl Decoder for H264 {
    fn decode(&mut self, packet: &Packet) -> Result<Option<Yuv>, Fault> {
        self.write_annex_b(packet)?;
        let decoded = self.decoder.decode(&self.annex_b).map_err(|error| match error {
            DecodeError::Truncated => cut_short(),
            DecodeError::Unsupported(tool) => unsupported(format!("H.264 coding tool ({tool})")),
            other => {
                Fault::malformed(format!("an H.264 picture is damaged ({other}); copy or record it again"))
            }
        })?;
        let Some(frame) = decoded else { return Ok(None) };
        let (Ok(width), Ok(height)) = (u32::try_from(frame.width), u32::try_from(frame.height)) else {
            return Err(cut_short());
        };
        self.limits.check_picture(width, height)?;
        let half = width.div_ceil(2);
        let planes = [frame.y, frame.u, frame.v];
        Ok(Some(Yuv { width, height, planes, strides: [width, half, half], colour: self.colour }))
    }
}

/// The part of an `AVCDecoderConfigurationRecord` that decoding needs (ISO/IEC 14496-15, 5.3.3.1).
struct Config {
    length_bytes: usize,
    parameter_sets: Vec<Vec<u8>>,
}

impl Config {
    fn parse(record: &[u8]) -> Option<Self> {
        let length_bytes = usize::from(record.get(4)? & 3) + 1;
        let mut rest = record.get(5..)?;
        let mut parameter_sets = Vec::new();
        for mask in [0x1F, 0xFF] {
            let (count, after) = rest.split_first()?;
            rest = after;
            for _ in 0..count & mask {
                let (length, after) = rest.split_first_chunk::<2>()?;
                let (nal, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
                parameter_sets.push(nal.to_vec());
                rest = after;
            }
        }
        Some(Self { length_bytes, parameter_sets })
    }

    /// The next NAL unit of an access unit; `None` when its length reaches beyond the end.
    fn split_nal<'a>(&self, rest: &mut &'a [u8]) -> Option<&'a [u8]> {
        let (prefix, after) = rest.split_at_checked(self.length_bytes)?;
        let length = prefix.iter().fold(0usize, |length, &byte| length << 8 | usize::from(byte));
        let (nal, after) = after.split_at_checked(length)?;
        *rest = after;
        Some(nal)
    }
}
