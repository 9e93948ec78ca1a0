//! The sample tables of a track (ISO/IEC 14496-12, 8.6 and 8.7): where each picture lies and when it is shown.

use super::boxes::{Boxes, Reader, damaged};
use crate::Limits;
use crate::error::Fault;
use crate::video::stream::unsupported;

/// One compressed picture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    /// First byte in the file.
    pub offset: u64,
    /// Length, bytes.
    pub size: u32,
    /// When it is shown, ticks of the track's clock.
    pub pts: i64,
    /// How long it is shown, ticks.
    pub ticks: u32,
    /// Whether decoding can start here.
    pub key: bool,
    /// Whether it is shown at all.
    pub shown: bool,
}

/// What bounds the samples of a file.
#[derive(Clone, Copy)]
pub(super) struct Bounds<'a> {
    /// The caller's limits.
    pub limits: &'a Limits,
    /// Length of the file, bytes.
    pub file_len: u64,
}

impl Bounds<'_> {
    /// Checks that all samples lie in the file, and that together they are no larger than it: then tables cannot
    /// make a small file expensive.
    pub(super) fn check(&self, samples: &[Sample]) -> Result<(), Fault> {
        let mut total = 0u64;
        for sample in samples {
            let size = u64::from(sample.size);
            if sample.offset.checked_add(size).is_none_or(|end| end > self.file_len) {
                return Err(Fault::malformed(
                    "it is cut short, pictures are missing at its end; copy or record it again",
                ));
            }
            total += size;
        }
        if total > self.file_len {
            return Err(Fault::malformed("its index is damaged (pictures overlap); copy or record it again"));
        }
        Ok(())
    }
}

/// Reads the tables of an `stbl` box; no samples at all is what fragmented files have here.
pub(super) fn read_tables(stbl: &[u8], bounds: Bounds<'_>) -> Result<Vec<Sample>, Fault> {
    let tables = || Boxes::new(*b"stbl", stbl);
    let mut samples = read_sizes(stbl, bounds)?;
    if samples.is_empty() {
        return Ok(samples);
    }
    set_times(&mut samples, tables().need(*b"stts")?).ok_or_else(|| damaged(*b"stts"))?;
    if let Some(ctts) = tables().find(*b"ctts")? {
        set_offsets(&mut samples, ctts).ok_or_else(|| damaged(*b"ctts"))?;
    }
    set_places(&mut samples, stbl)?;
    match tables().find(*b"stss")? {
        Some(stss) => set_keys(&mut samples, stss).ok_or_else(|| damaged(*b"stss"))?,
        None => samples.iter_mut().for_each(|sample| sample.key = true),
    }
    bounds.check(&samples)?;
    Ok(samples)
}

fn read_sizes(stbl: &[u8], bounds: Bounds<'_>) -> Result<Vec<Sample>, Fault> {
    let tables = || Boxes::new(*b"stbl", stbl);
    if let Some(stsz) = tables().find(*b"stsz")? {
        let (_, _, mut reader) = Reader::full(stsz).ok_or_else(|| damaged(*b"stsz"))?;
        let fixed = reader.u32().ok_or_else(|| damaged(*b"stsz"))?;
        let count = reader.u32().ok_or_else(|| damaged(*b"stsz"))?;
        bounds.limits.check_frames(u64::from(count))?;
        let bits = if fixed == 0 { 32 } else { 0 };
        return sizes(count, bits, fixed, reader).ok_or_else(|| damaged(*b"stsz"));
    }
    let Some(stz2) = tables().find(*b"stz2")? else { return Ok(Vec::new()) };
    let (_, _, mut reader) = Reader::full(stz2).ok_or_else(|| damaged(*b"stz2"))?;
    let bits = reader.u32().ok_or_else(|| damaged(*b"stz2"))? & 0xFF;
    let count = reader.u32().ok_or_else(|| damaged(*b"stz2"))?;
    bounds.limits.check_frames(u64::from(count))?;
    let entries = if matches!(bits, 4 | 8 | 16) { sizes(count, bits, 0, reader) } else { None };
    entries.ok_or_else(|| damaged(*b"stz2"))
}

/// `count` samples with sizes of `bits` bits each, or all `fixed` where `bits` is zero.
fn sizes(count: u32, bits: u32, fixed: u32, reader: Reader<'_>) -> Option<Vec<Sample>> {
    let bytes = reader.rest();
    // Before anything is allocated for the count; without a table each sample still needs its byte in the file,
    // which `Bounds::check` sees to.
    if bytes.len() as u64 * 8 < u64::from(count) * u64::from(bits) {
        return None;
    }
    let size = |index: usize| -> Option<u32> {
        match bits {
            0 => Some(fixed),
            4 => bytes
                .get(index / 2)
                .map(|byte| u32::from(if index.is_multiple_of(2) { byte >> 4 } else { byte & 15 })),
            _ => {
                let width = bits as usize / 8;
                let entry = bytes.get(index * width..(index + 1) * width)?;
                Some(entry.iter().fold(0, |value, &byte| value << 8 | u32::from(byte)))
            }
        }
    };
    (0..count as usize)
        .map(|index| Some(Sample { size: size(index)?, shown: true, ..Sample::default() }))
        .collect()
}

/// Decoding times (`stts`): every sample must have one.
fn set_times(samples: &mut [Sample], stts: &[u8]) -> Option<()> {
    let mut time = 0i64;
    let mut runs = Runs::new(stts)?;
    for sample in samples {
        let delta = runs.next_value()?;
        sample.pts = time;
        sample.ticks = delta;
        time = time.checked_add(i64::from(delta))?;
    }
    Some(())
}

/// Composition offsets (`ctts`): signed in both versions, as writers do in practice; samples beyond it have none.
fn set_offsets(samples: &mut [Sample], ctts: &[u8]) -> Option<()> {
    let mut runs = Runs::new(ctts)?;
    for sample in samples {
        let Some(offset) = runs.next_value() else { break };
        sample.pts = sample.pts.checked_add(i64::from(offset.cast_signed()))?;
    }
    Some(())
}

/// Numbers stored as (count, value).
struct Runs<'a> {
    reader: Reader<'a>,
    left: u32,
    value: u32,
}

impl<'a> Runs<'a> {
    fn new(payload: &'a [u8]) -> Option<Self> {
        let (_, _, mut reader) = Reader::full(payload)?;
        reader.skip(4)?;
        Some(Self { reader, left: 0, value: 0 })
    }

    fn next_value(&mut self) -> Option<u32> {
        while self.left == 0 {
            self.left = self.reader.u32()?;
            self.value = self.reader.u32()?;
        }
        self.left -= 1;
        Some(self.value)
    }
}

/// Places in the file (`stsc` with `stco` or `co64`).
fn set_places(samples: &mut [Sample], stbl: &[u8]) -> Result<(), Fault> {
    let tables = || Boxes::new(*b"stbl", stbl);
    let mut groups = Groups::new(tables().need(*b"stsc")?).ok_or_else(|| damaged(*b"stsc"))?;
    let (table, wide) = match tables().find(*b"co64")? {
        Some(co64) => (co64, true),
        None => (tables().need(*b"stco")?, false),
    };
    let (_, _, mut chunks) = Reader::full(table).ok_or_else(|| damaged(*b"stco"))?;
    let count = chunks.u32().ok_or_else(|| damaged(*b"stco"))?;
    let mut left = samples.iter_mut().peekable();
    for chunk in 1..=count {
        let mut offset = chunks.by_version(u8::from(wide)).ok_or_else(|| damaged(*b"stco"))?;
        for _ in 0..groups.samples_in(chunk)? {
            let Some(sample) = left.next() else { return Ok(()) };
            sample.offset = offset;
            offset = offset.saturating_add(u64::from(sample.size));
        }
        if left.peek().is_none() {
            return Ok(());
        }
    }
    if left.peek().is_some() { Err(damaged(*b"stsc")) } else { Ok(()) }
}

/// How many samples a chunk has (`stsc`).
struct Groups<'a> {
    reader: Reader<'a>,
    samples: u32,
    next: Option<(u32, u32, u32)>,
}

impl<'a> Groups<'a> {
    fn new(stsc: &'a [u8]) -> Option<Self> {
        let (_, _, mut reader) = Reader::full(stsc)?;
        reader.skip(4)?;
        let mut groups = Self { reader, samples: 0, next: None };
        groups.advance();
        Some(groups)
    }

    fn advance(&mut self) {
        let numbers = [self.reader.u32(), self.reader.u32(), self.reader.u32()];
        self.next = match numbers {
            [Some(first), Some(samples), Some(description)] => Some((first, samples, description)),
            _ => None,
        };
    }

    fn samples_in(&mut self, chunk: u32) -> Result<u32, Fault> {
        while let Some((_, samples, description)) = self.next.filter(|(first, ..)| *first <= chunk) {
            if description != 1 {
                return Err(unsupported("change of codec within a track"));
            }
            self.samples = samples;
            self.advance();
        }
        Ok(self.samples)
    }
}

/// Key samples (`stss`), counted from 1; numbers outside the track mean nothing.
fn set_keys(samples: &mut [Sample], stss: &[u8]) -> Option<()> {
    let (_, _, mut reader) = Reader::full(stss)?;
    reader.skip(4)?;
    while let Some(number) = reader.u32() {
        let index = (number as usize).checked_sub(1)?;
        if let Some(sample) = samples.get_mut(index) {
            sample.key = true;
        }
    }
    Some(())
}
