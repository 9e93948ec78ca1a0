//! VP9 in pure Rust (feature `vpx`).

use super::stream::{Colour, Decoder, Matrix, Packet, Yuv, unsupported};
use crate::Limits;
use crate::error::Fault;
use rusty_vp9::{BitReader, DecodedFrame, Error, Vp9Decoder, parse_uncompressed_header};

/// Decodes VP9 packets, profile 0 (8-bit 4:2:0).
pub(crate) struct Vp9 {
    decoder: Vp9Decoder,
    container: Colour,
    colour: Colour,
    limits: Limits,
    /// Sizes of the reference pictures, from which a picture may take its own.
    references: [(u32, u32); 8],
}

impl Vp9 {
    /// A decoder for a track of which the container says `colour`.
    pub(crate) fn new(colour: Colour, limits: &Limits) -> Self {
        let decoder = Vp9Decoder::new();
        Self { decoder, container: colour, colour, limits: *limits, references: Default::default() }
    }

    /// Checks the size a coded picture asks for before the decoder acts on it.
    fn inspect(&mut self, data: &[u8]) -> Result<(), Fault> {
        let mut reader = BitReader::new(data);
        let header = parse_uncompressed_header(&mut reader, &self.references).map_err(|e| damaged(&e))?;
        if header.show_existing_frame {
            return Ok(());
        }
        self.limits.check_picture(header.width, header.height)?;
        for (slot, size) in self.references.iter_mut().enumerate() {
            // A key picture replaces all references without saying so.
            if header.key_frame || header.refresh_frame_flags >> slot & 1 == 1 {
                *size = (header.width, header.height);
            }
        }
        if header.key_frame {
            // color_space, table 7.2.2 of the bitstream specification.
            let matrix = match header.color_space {
                1 | 3 => Some(Matrix::Bt601),
                2 => Some(Matrix::Bt709),
                5 => Some(Matrix::Bt2020),
                _ => None,
            };
            self.colour = Colour { matrix, full_range: None }.or(self.container);
        }
        Ok(())
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Fault {
    Fault::malformed(format!("a VP9 picture is damaged ({error}); copy or record it again"))
}

/// The coded pictures of a packet: one, or those a superframe index lists (bitstream specification, annex B).
fn split(data: &[u8]) -> Vec<&[u8]> {
    split_superframe(data).filter(|pictures| !pictures.is_empty()).unwrap_or_else(|| vec![data])
}

fn split_superframe(data: &[u8]) -> Option<Vec<&[u8]>> {
    let marker = *data.last()?;
    if marker & 0xE0 != 0xC0 {
        return None;
    }
    let (count, width) = (usize::from(marker & 7) + 1, usize::from(marker >> 3 & 3) + 1);
    let index = data.get(data.len().checked_sub(2 + count * width)?..)?;
    if index.first() != Some(&marker) {
        return None;
    }
    let mut offset = 0usize;
    let mut pictures = Vec::new();
    for size in index.get(1..1 + count * width)?.chunks_exact(width) {
        let size = size.iter().rev().fold(0usize, |value, &byte| value << 8 | usize::from(byte));
        let end = offset.checked_add(size)?;
        pictures.extend(data.get(offset..end));
        offset = end;
    }
    Some(pictures)
}

fn picture(frame: DecodedFrame, colour: Colour) -> Result<Yuv, Fault> {
    if (frame.bit_depth, frame.subsampling_x, frame.subsampling_y) != (8, 1, 1) {
        return Err(unsupported("VP9 profile (not 8-bit 4:2:0)"));
    }
    let strides = frame.strides.iter().map(|&stride| u32::try_from(stride).unwrap_or(0));
    let strides: Option<[u32; 3]> = strides.collect::<Vec<_>>().try_into().ok();
    let planes: Option<[Vec<u8>; 3]> = frame.planes.try_into().ok();
    let (planes, strides) = planes.zip(strides).ok_or_else(|| damaged(&"planes are missing"))?;
    Ok(Yuv { width: frame.width, height: frame.height, planes, strides, colour })
}

impl Decoder for Vp9 {
    fn decode(&mut self, packet: &Packet) -> Result<Option<Yuv>, Fault> {
        let coded = split(&packet.data);
        for data in &coded {
            self.inspect(data)?;
        }
        self.decoder.push(&packet.data, None).map_err(|e| damaged(&e))?;
        let mut shown = None;
        for _ in &coded {
            match self.decoder.next_frame() {
                Ok(frame) => shown = Some(picture(frame, self.colour)?),
                Err(Error::Again) => {}
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(shown)
    }
}
