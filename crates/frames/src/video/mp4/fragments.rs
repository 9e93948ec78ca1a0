//! Movie fragments (ISO/IEC 14496-12, 8.8): recordings written piece by piece.

use super::boxes::{Boxes, Reader, damaged};
use super::samples::{Bounds, Sample};
use crate::error::Fault;

/// Defaults for the samples of a track (`trex`, overridden by `tfhd`).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Defaults {
    duration: u32,
    size: u32,
    flags: u32,
}

impl Defaults {
    /// Looks up the track in an `mvex` box; zeros where it is not listed.
    pub(super) fn find(mvex: &[u8], track_id: u32) -> Result<Self, Fault> {
        for child in Boxes::new(*b"mvex", mvex) {
            let (kind, payload) = child?;
            if kind != *b"trex" {
                continue;
            }
            let (id, defaults) = Self::parse(payload).ok_or_else(|| damaged(kind))?;
            if id == track_id {
                return Ok(defaults);
            }
        }
        Ok(Self::default())
    }

    fn parse(trex: &[u8]) -> Option<(u32, Self)> {
        let (_, _, mut reader) = Reader::full(trex)?;
        let id = reader.u32()?;
        reader.skip(4)?;
        Some((id, Self { duration: reader.u32()?, size: reader.u32()?, flags: reader.u32()? }))
    }
}

/// Collects one track's samples from fragments.
pub(super) struct Fragments<'a> {
    track_id: u32,
    defaults: Defaults,
    bounds: Bounds<'a>,
    /// Decoding time of the next sample, ticks.
    time: i64,
    /// The samples so far.
    pub samples: Vec<Sample>,
}

/// Where the samples of a track fragment lie and what they have in common.
struct Header {
    base: u64,
    defaults: Defaults,
}

impl<'a> Fragments<'a> {
    /// Collects the samples of `track_id`.
    pub(super) fn new(track_id: u32, defaults: Defaults, bounds: Bounds<'a>) -> Self {
        Self { track_id, defaults, bounds, time: 0, samples: Vec::new() }
    }

    /// Adds the samples of the `moof` box that begins at byte `start` of the file.
    pub(super) fn push(&mut self, moof: &[u8], start: u64) -> Result<(), Fault> {
        for child in Boxes::new(*b"moof", moof) {
            let (kind, traf) = child?;
            if kind == *b"traf" {
                self.push_track(traf, start)?;
            }
        }
        Ok(())
    }

    fn push_track(&mut self, traf: &[u8], start: u64) -> Result<(), Fault> {
        let tfhd = Boxes::new(*b"traf", traf).need(*b"tfhd")?;
        let (id, header) = self.header(tfhd, start).ok_or_else(|| damaged(*b"tfhd"))?;
        if id != self.track_id {
            return Ok(());
        }
        if let Some(tfdt) = Boxes::new(*b"traf", traf).find(*b"tfdt")? {
            let (version, _, mut reader) = Reader::full(tfdt).ok_or_else(|| damaged(*b"tfdt"))?;
            let time = reader.by_version(version).and_then(|time| i64::try_from(time).ok());
            self.time = time.ok_or_else(|| damaged(*b"tfdt"))?;
        }
        let mut next = header.base;
        for child in Boxes::new(*b"traf", traf) {
            let (kind, payload) = child?;
            if kind == *b"trun" {
                let count = run_count(payload).ok_or_else(|| damaged(kind))?;
                self.bounds.limits.check_frames(self.samples.len() as u64 + u64::from(count))?;
                next = self.push_run(payload, &header, next).ok_or_else(|| damaged(kind))?;
            }
        }
        Ok(())
    }

    fn header(&self, tfhd: &[u8], start: u64) -> Option<(u32, Header)> {
        let (_, flags, mut reader) = Reader::full(tfhd)?;
        let id = reader.u32()?;
        // Without a base of its own a fragment counts from its `moof`; older files count tracks after the first
        // from the end of the one before, which single-track recordings do not have.
        let base = if flags & 0x1 != 0 { reader.u64()? } else { start };
        if flags & 0x2 != 0 {
            reader.skip(4)?;
        }
        let mut defaults = self.defaults;
        if flags & 0x8 != 0 {
            defaults.duration = reader.u32()?;
        }
        if flags & 0x10 != 0 {
            defaults.size = reader.u32()?;
        }
        if flags & 0x20 != 0 {
            defaults.flags = reader.u32()?;
        }
        Some((id, Header { base, defaults }))
    }

    /// Adds the samples of a `trun` box; gives the byte after the last one. `next` is where it begins when it does
    /// not say.
    fn push_run(&mut self, trun: &[u8], header: &Header, next: u64) -> Option<u64> {
        let (_, flags, mut reader) = Reader::full(trun)?;
        let count = reader.u32()?;
        let mut offset = next;
        if flags & 0x1 != 0 {
            offset = header.base.checked_add_signed(i64::from(reader.i32()?))?;
        }
        let first_flags = if flags & 0x4 != 0 { Some(reader.u32()?) } else { None };
        for index in 0..count {
            let defaults = header.defaults;
            let mut field =
                |flag: u32, default: u32| if flags & flag != 0 { reader.u32() } else { Some(default) };
            let ticks = field(0x100, defaults.duration)?;
            let size = field(0x200, defaults.size)?;
            let own_flags = field(0x400, first_flags.filter(|_| index == 0).unwrap_or(defaults.flags))?;
            let shift = field(0x800, 0)?.cast_signed();
            // sample_is_non_sync_sample, 8.8.3.1.
            let key = own_flags & 0x0001_0000 == 0;
            let pts = self.time.checked_add(i64::from(shift))?;
            self.samples.push(Sample { offset, size, pts, ticks, key, shown: true });
            self.time = self.time.checked_add(i64::from(ticks))?;
            offset = offset.checked_add(u64::from(size))?;
        }
        Some(offset)
    }
}

fn run_count(trun: &[u8]) -> Option<u32> {
    let (_, _, mut reader) = Reader::full(trun)?;
    reader.u32()
}
