//! MP4 and MOV, whole and fragmented (ISO/IEC 14496-12). Hostile files are expected: sizes and counts are checked
//! against the file before anything is allocated, and nothing recurses.

mod boxes;
mod edits;
mod entry;
mod fragments;
mod samples;
mod track;

use super::stream::{Demuxer, Packet, Track};
use crate::Limits;
use crate::error::Fault;
use boxes::{Boxes, Kind};
use fragments::{Defaults, Fragments};
use samples::{Bounds, Sample};
use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;
use track::VideoTrack;

/// Most bytes of an index (`moov` or `moof`). An hour at 60 fps needs about 5 MB.
const MAX_INDEX: u64 = 64 << 20;

/// Reads the video track of an MP4 or MOV file.
pub(crate) struct Mp4<R> {
    input: R,
    track: Track,
    ticks_per_second: u32,
    samples: std::vec::IntoIter<Sample>,
}

/// A box at the top level of the file.
struct TopBox {
    kind: Kind,
    start: u64,
    payload: u64,
    end: u64,
}

impl<R: Read + Seek> Mp4<R> {
    /// Reads the index of `input`, a file of `file_len` bytes.
    pub(crate) fn open(mut input: R, file_len: u64, limits: &Limits) -> Result<Self, Fault> {
        let top = scan(&mut input, file_len, limits)?;
        let moov = top.iter().find(|found| found.kind == *b"moov").ok_or_else(|| {
            Fault::malformed("it has no index (moov), as when a recording was interrupted; record it again")
        })?;
        let moov = read_payload(&mut input, moov, file_len)?;
        let bounds = Bounds { limits, file_len };
        let video = VideoTrack::find(&moov, bounds)?;
        let mut samples = read_tables(&mut input, &moov, &video, &top, bounds)?;
        video.apply_edits(&mut samples)?;
        let track = describe(&video, &mut samples, limits)?;
        Ok(Self { input, track, ticks_per_second: video.clocks.track, samples: samples.into_iter() })
    }
}

/// Samples of the index at the front, then those of fragments.
fn read_tables<R: Read + Seek>(
    input: &mut R,
    moov: &[u8],
    video: &VideoTrack<'_>,
    top: &[TopBox],
    bounds: Bounds<'_>,
) -> Result<Vec<Sample>, Fault> {
    let mut samples = samples::read_tables(video.stbl, bounds)?;
    let defaults = match Boxes::new(*b"moov", moov).find(*b"mvex")? {
        Some(mvex) => Defaults::find(mvex, video.id)?,
        None => return Ok(samples),
    };
    let mut fragments = Fragments::new(video.id, defaults, bounds);
    for found in top.iter().filter(|found| found.kind == *b"moof") {
        let moof = read_payload(input, found, bounds.file_len)?;
        fragments.push(&moof, found.start)?;
    }
    samples.append(&mut fragments.samples);
    bounds.limits.check_frames(samples.len() as u64)?;
    bounds.check(&samples)?;
    Ok(samples)
}

/// The boxes at the top level. The last one may reach beyond a file that was cut short.
fn scan<R: Read + Seek>(input: &mut R, file_len: u64, limits: &Limits) -> Result<Vec<TopBox>, Fault> {
    // A fragment a frame is two boxes, four with the indexes some writers add; the rest is a handful.
    let mut left = limits.frames.saturating_mul(4).saturating_add(1000);
    let mut top = Vec::new();
    let mut start = 0u64;
    while file_len - start >= 8 {
        let found = read_header(input, start, file_len)?;
        start = found.end.min(file_len);
        if matches!(&found.kind, b"moov" | b"moof") {
            top.push(found);
        }
        left -= 1;
        if left == 0 {
            return Err(Fault::malformed("its index is damaged (too many pieces); copy or record it again"));
        }
    }
    Ok(top)
}

fn read_header<R: Read + Seek>(input: &mut R, start: u64, file_len: u64) -> Result<TopBox, Fault> {
    let damaged = || Fault::malformed("it is damaged or cut short; copy or record it again");
    let mut head = [0; 16];
    input.seek(SeekFrom::Start(start))?;
    let (short, long) = head.split_at_mut(8);
    input.read_exact(short)?;
    let mut fields = boxes::Reader::new(short);
    let size = u64::from(fields.u32().ok_or_else(damaged)?);
    let kind = fields.array().ok_or_else(damaged)?;
    let (header, size) = match size {
        0 => (8, file_len - start),
        1 => {
            input.read_exact(long).map_err(|_| damaged())?;
            (16, boxes::Reader::new(long).u64().ok_or_else(damaged)?)
        }
        _ => (8, size),
    };
    let end = start.checked_add(size).filter(|_| size >= header).ok_or_else(damaged)?;
    Ok(TopBox { kind, start, payload: start + header, end })
}

fn read_payload<R: Read + Seek>(input: &mut R, found: &TopBox, file_len: u64) -> Result<Vec<u8>, Fault> {
    if found.end > file_len {
        return Err(Fault::malformed("it is cut short within its index; copy or record it again"));
    }
    let len = found.end - found.payload;
    if len > MAX_INDEX {
        let (value, limit) = (len.to_string(), MAX_INDEX.to_string());
        return Err(Fault::Limit { what: "size of the index in bytes", value, limit });
    }
    read_at(input, found.payload, len)
}

fn read_at<R: Read + Seek>(input: &mut R, offset: u64, len: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes =
        vec![0; usize::try_from(len).map_err(|_| Fault::malformed("it is too large to read; cut it"))?];
    input.seek(SeekFrom::Start(offset))?;
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The track as others see it; drops what comes after the last picture shown.
fn describe(video: &VideoTrack<'_>, samples: &mut Vec<Sample>, limits: &Limits) -> Result<Track, Fault> {
    let Some(last) = samples.iter().rposition(|sample| sample.shown) else {
        return Err(Fault::malformed("its video track shows no picture; record it again"));
    };
    samples.truncate(last + 1);
    let shown = || samples.iter().filter(|sample| sample.shown);
    let from = shown().map(|sample| sample.pts).min().unwrap_or(0);
    let to = shown().map(|sample| sample.pts.saturating_add(i64::from(sample.ticks))).max().unwrap_or(0);
    let ticks = to.saturating_sub(from).unsigned_abs();
    let seconds = ticks as f64 / f64::from(video.clocks.track);
    let duration = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    limits.check_duration(duration)?;
    Ok(Track {
        codec: video.entry.codec.clone(),
        size: Some(video.entry.size),
        colour: video.entry.colour,
        turn: video.turn,
        frames: shown().count() as u64,
        duration,
    })
}

/// Track ticks as microseconds, rounded to the nearest.
fn micros(ticks: i64, ticks_per_second: u32) -> i64 {
    let scale = i128::from(ticks_per_second.max(1));
    let us = (i128::from(ticks) * 1_000_000 + scale / 2).div_euclid(scale);
    i64::try_from(us).unwrap_or(if us < 0 { i64::MIN } else { i64::MAX })
}

impl<R: Read + Seek> Demuxer for Mp4<R> {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next_packet(&mut self) -> Result<Option<Packet>, Fault> {
        let Some(sample) = self.samples.next() else { return Ok(None) };
        let data = read_at(&mut self.input, sample.offset, u64::from(sample.size))?;
        let pts_us = micros(sample.pts, self.ticks_per_second);
        Ok(Some(Packet { pts_us, key: sample.key, shown: sample.shown, data }))
    }
}
