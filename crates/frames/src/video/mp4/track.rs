//! The video track among the tracks of a `moov` box.

use super::boxes::{Boxes, Reader, damaged};
use super::edits::{self, Clocks};
use super::entry::Entry;
use super::samples::{Bounds, Sample};
use crate::error::Fault;
use crate::video::stream::{Turn, quarter_turn};

/// A matrix of `mvhd` or `tkhd`, the part that turns: x' = a·x + c·y, y' = b·x + d·y.
type Matrix = [[i128; 2]; 2];

/// The first video track of a file.
pub(super) struct VideoTrack<'a> {
    /// Number by which fragments refer to it.
    pub id: u32,
    /// Ticks a second.
    pub clocks: Clocks,
    /// Codec, size, colour.
    pub entry: Entry,
    /// How to turn its pictures.
    pub turn: Turn,
    /// Its sample tables.
    pub stbl: &'a [u8],
    edits: Option<&'a [u8]>,
}

impl<'a> VideoTrack<'a> {
    /// Finds the track and checks what its headers declare against the limits.
    pub(super) fn find(moov: &'a [u8], bounds: Bounds<'_>) -> Result<Self, Fault> {
        let mvhd = Boxes::new(*b"moov", moov).need(*b"mvhd")?;
        let (movie_clock, movie_matrix) = read_mvhd(mvhd).ok_or_else(|| damaged(*b"mvhd"))?;
        for child in Boxes::new(*b"moov", moov) {
            let (kind, trak) = child?;
            if kind == *b"trak" && is_video(trak)? {
                return Self::parse(trak, movie_clock, movie_matrix, bounds);
            }
        }
        Err(Fault::malformed("it has no video track; give a recording with pictures"))
    }

    fn parse(trak: &'a [u8], movie: u32, matrix: Matrix, bounds: Bounds<'_>) -> Result<Self, Fault> {
        let tkhd = Boxes::new(*b"trak", trak).need(*b"tkhd")?;
        let (id, own_matrix) = read_tkhd(tkhd).ok_or_else(|| damaged(*b"tkhd"))?;
        let mdia = Boxes::new(*b"trak", trak).need(*b"mdia")?;
        let mdhd = Boxes::new(*b"mdia", mdia).need(*b"mdhd")?;
        let (track, declared) = read_mdhd(mdhd).ok_or_else(|| damaged(*b"mdhd"))?;
        let minf = Boxes::new(*b"mdia", mdia).need(*b"minf")?;
        let stbl = Boxes::new(*b"minf", minf).need(*b"stbl")?;
        let entry = Entry::parse(Boxes::new(*b"stbl", stbl).need(*b"stsd")?)?;
        let (width, height) = entry.size;
        bounds.limits.check_picture(width, height)?;
        let seconds = declared as f64 / f64::from(track);
        bounds.limits.check_duration(
            std::time::Duration::try_from_secs_f64(seconds).unwrap_or(std::time::Duration::MAX),
        )?;
        let edits = match Boxes::new(*b"trak", trak).find(*b"edts")? {
            Some(edts) => Boxes::new(*b"edts", edts).find(*b"elst")?,
            None => None,
        };
        let turn = turn(own_matrix, matrix)?;
        Ok(Self { id, clocks: Clocks { movie, track }, entry, turn, stbl, edits })
    }

    /// Applies the track's edit list, if any.
    pub(super) fn apply_edits(&self, samples: &mut [Sample]) -> Result<(), Fault> {
        self.edits.map_or(Ok(()), |elst| edits::apply(samples, elst, self.clocks))
    }
}

fn is_video(trak: &[u8]) -> Result<bool, Fault> {
    let mdia = Boxes::new(*b"trak", trak).need(*b"mdia")?;
    let hdlr = Boxes::new(*b"mdia", mdia).need(*b"hdlr")?;
    Ok(hdlr.get(8..12) == Some(b"vide".as_slice()))
}

/// Ticks a second and matrix of the movie.
fn read_mvhd(mvhd: &[u8]) -> Option<(u32, Matrix)> {
    let (version, _, mut reader) = Reader::full(mvhd)?;
    reader.skip(if version == 1 { 16 } else { 8 })?;
    let clock = reader.u32().filter(|&clock| clock > 0)?;
    reader.by_version(version)?;
    reader.skip(16)?;
    Some((clock, read_matrix(reader)?))
}

/// Number and matrix of the track.
fn read_tkhd(tkhd: &[u8]) -> Option<(u32, Matrix)> {
    let (version, _, mut reader) = Reader::full(tkhd)?;
    reader.skip(if version == 1 { 16 } else { 8 })?;
    let id = reader.u32()?;
    reader.skip(4)?;
    reader.by_version(version)?;
    reader.skip(16)?;
    Some((id, read_matrix(reader)?))
}

fn read_matrix(mut reader: Reader<'_>) -> Option<Matrix> {
    let (a, b) = (reader.i32()?, reader.i32()?);
    reader.skip(4)?;
    let (c, d) = (reader.i32()?, reader.i32()?);
    Some([[i128::from(a), i128::from(b)], [i128::from(c), i128::from(d)]])
}

/// Ticks a second and declared length in ticks, zero where unknown.
fn read_mdhd(mdhd: &[u8]) -> Option<(u32, u64)> {
    let (version, _, mut reader) = Reader::full(mdhd)?;
    reader.skip(if version == 1 { 16 } else { 8 })?;
    let clock = reader.u32().filter(|&clock| clock > 0)?;
    let length = reader.by_version(version)?;
    let unknown = if version == 1 { u64::MAX } else { u64::from(u32::MAX) };
    Some((clock, if length == unknown { 0 } else { length }))
}

/// The turn that the track's matrix and then the movie's ask for.
fn turn([[a, b], [c, d]]: Matrix, [[e, f], [g, h]]: Matrix) -> Result<Turn, Fault> {
    quarter_turn([a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h])
}
