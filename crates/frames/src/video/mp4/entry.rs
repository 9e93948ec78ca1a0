//! The sample description (ISO/IEC 14496-12, 8.5.2): codec, size and colour of a video track.

use super::boxes::{Boxes, Kind, Reader, damaged};
use crate::error::Fault;
use crate::video::stream::{Codec, Colour, Matrix};

/// Fixed fields of a visual sample entry before its boxes (12.1.3).
const ENTRY_BYTES: usize = 78;

/// What a track's samples are.
pub(super) struct Entry {
    /// Codec.
    pub codec: Codec,
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// Colour, where a `colr` box says.
    pub colour: Colour,
}

impl Entry {
    /// Reads the first entry of an `stsd` box. Several entries are refused where samples refer to them.
    pub(super) fn parse(stsd: &[u8]) -> Result<Self, Fault> {
        let (_, _, mut reader) = Reader::full(stsd).ok_or_else(|| damaged(*b"stsd"))?;
        reader.skip(4).ok_or_else(|| damaged(*b"stsd"))?;
        let (kind, payload) =
            Boxes::new(*b"stsd", reader.rest()).next().ok_or_else(|| damaged(*b"stsd"))??;
        let size = size(payload).ok_or_else(|| damaged(kind))?;
        let inner = payload.get(ENTRY_BYTES..).unwrap_or_default();
        let codec = codec(kind, inner)?;
        let known = matches!(codec, Codec::H264(_) | Codec::Vp8 | Codec::Vp9);
        let colour = if known { colour(kind, inner)? } else { Colour::default() };
        Ok(Self { codec, size, colour })
    }
}

fn size(entry: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(entry);
    reader.skip(24)?;
    Some((u32::from(reader.u16()?), u32::from(reader.u16()?)))
}

fn codec(kind: Kind, inner: &[u8]) -> Result<Codec, Fault> {
    Ok(match &kind {
        b"avc1" | b"avc3" => Codec::H264(Boxes::new(kind, inner).need(*b"avcC")?.to_vec()),
        b"vp08" => Codec::Vp8,
        b"vp09" => Codec::Vp9,
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => Codec::Other("codec hevc".into()),
        b"vvc1" | b"vvi1" => Codec::Other("codec vvc".into()),
        b"av01" => Codec::Other("codec av1".into()),
        b"mp4v" => Codec::Other("codec mpeg4".into()),
        b"jpeg" | b"mjpa" | b"mjpb" | b"mjpg" => Codec::Other("codec mjpeg".into()),
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => Codec::Other("codec prores".into()),
        b"encv" => Codec::Other("encrypted video".into()),
        other => Codec::Other(format!("codec '{}'", other.escape_ascii())),
    })
}

fn colour(kind: Kind, inner: &[u8]) -> Result<Colour, Fault> {
    let Some(payload) = Boxes::new(kind, inner).find(*b"colr")? else { return Ok(Colour::default()) };
    Ok(parse_colr(payload).unwrap_or_default())
}

fn parse_colr(payload: &[u8]) -> Option<Colour> {
    let mut reader = Reader::new(payload);
    let form: Kind = reader.array()?;
    if !matches!(&form, b"nclx" | b"nclc") {
        return None;
    }
    reader.skip(4)?;
    let matrix = Matrix::from_h273(u32::from(reader.u16()?));
    let full_range = reader.u8().filter(|_| form == *b"nclx").map(|flags| flags & 0x80 != 0);
    Some(Colour { matrix, full_range })
}
