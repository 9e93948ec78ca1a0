//! Sequence parameter sets (ITU-T H.264, 7.3.2.1.1 and E.1.1), as far as limits and colour need them.

use super::bits::Bits;
use crate::video::stream::{Colour, Matrix};

/// `profile_idc` of the profiles that carry chroma format, bit depth and scaling lists.
const HIGH_PROFILES: [u32; 13] = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

/// `aspect_ratio_idc` that is followed by an explicit ratio.
const EXTENDED_SAR: u32 = 255;

/// What a stream says of its pictures.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sps {
    /// Width before cropping, pixels.
    pub coded_width: u32,
    /// Height before cropping, pixels.
    pub coded_height: u32,
    /// Range and matrix, where given.
    pub colour: Colour,
}

impl Sps {
    /// Reads the payload of a NAL unit of type 7; `None` when it ends early or a number is out of range.
    pub(super) fn parse(payload: &[u8]) -> Option<Self> {
        let mut bits = Bits::new(payload);
        let profile = bits.bits(8)?;
        bits.bits(16)?;
        bits.ue()?;
        if HIGH_PROFILES.contains(&profile) {
            skip_high(&mut bits)?;
        }
        bits.ue()?;
        skip_order_count(&mut bits)?;
        bits.ue()?;
        bits.bit()?;
        let width = bits.ue()?.checked_add(1)?.checked_mul(16)?;
        let map_height = bits.ue()?.checked_add(1)?.checked_mul(16)?;
        let frames_only = bits.bit()?;
        let height = if frames_only { map_height } else { map_height.checked_mul(2)? };
        if !frames_only {
            bits.bit()?;
        }
        bits.bit()?;
        if bits.bit()? {
            for _ in 0..4 {
                bits.ue()?;
            }
        }
        // A stream may end here or go on with usability information; a damaged end says nothing of colour.
        let colour = if bits.bit()? { colour(&mut bits).unwrap_or_default() } else { Colour::default() };
        Some(Self { coded_width: width, coded_height: height, colour })
    }
}

fn skip_high(bits: &mut Bits) -> Option<()> {
    let chroma_format = bits.ue()?;
    if chroma_format == 3 {
        bits.bit()?;
    }
    bits.ue()?;
    bits.ue()?;
    bits.bit()?;
    if bits.bit()? {
        let lists = if chroma_format == 3 { 12 } else { 8 };
        for list in 0..lists {
            if bits.bit()? {
                skip_scaling_list(bits, if list < 6 { 16 } else { 64 })?;
            }
        }
    }
    Some(())
}

fn skip_scaling_list(bits: &mut Bits, size: usize) -> Option<()> {
    let (mut last, mut next) = (8i32, 8i32);
    for _ in 0..size {
        if next != 0 {
            next = last.checked_add(bits.se()?)?.rem_euclid(256);
        }
        if next != 0 {
            last = next;
        }
    }
    Some(())
}

fn skip_order_count(bits: &mut Bits) -> Option<()> {
    match bits.ue()? {
        0 => {
            bits.ue()?;
        }
        1 => {
            bits.bit()?;
            bits.se()?;
            bits.se()?;
            let cycle = bits.ue()?;
            for _ in 0..cycle.min(256) {
                bits.se()?;
            }
        }
        _ => {}
    }
    Some(())
}

/// The start of `vui_parameters`.
fn colour(bits: &mut Bits) -> Option<Colour> {
    if bits.bit()? && bits.bits(8)? == EXTENDED_SAR {
        bits.bits(32)?;
    }
    if bits.bit()? {
        bits.bit()?;
    }
    if !bits.bit()? {
        return Some(Colour::default());
    }
    bits.bits(3)?;
    let full_range = Some(bits.bit()?);
    let matrix = if bits.bit()? { Matrix::from_h273(bits.bits(24)? & 0xFF) } else { None };
    Some(Colour { matrix, full_range })
}
