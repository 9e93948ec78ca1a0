//! The length that an AVI declares (Microsoft, "AVI RIFF File Reference").

use super::bytes::{array, le32};
use super::video::Length;
use std::time::Duration;

/// One chunk: its name, the size it claims, and what there is of it.
struct Chunk<'a> {
    id: [u8; 4],
    claimed: usize,
    data: &'a [u8],
}

impl<'a> Chunk<'a> {
    /// What is in it, if it is a list of `kind`.
    fn list(&self, kind: &[u8; 4]) -> Option<&'a [u8]> {
        (self.id == *b"LIST").then(|| self.data.strip_prefix(kind))?
    }
}

/// Chunks one after the other; each takes at least eight bytes, so there is an end.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        let id = array(self.0, 0)?;
        let claimed = usize::try_from(le32(self.0, 4)?).ok()?;
        let rest = self.0.get(8..)?;
        let data = rest.get(..claimed).unwrap_or(rest);
        // Chunks begin at even places.
        self.0 = claimed.checked_add(claimed % 2).and_then(|size| rest.get(size..)).unwrap_or_default();
        Some(Chunk { id, claimed, data })
    }
}

/// The length of the video stream: pictures times the time of one, exact by the stream's header, else by the main one's
/// rounded microseconds. The error says what is missing.
pub(super) fn length(file: &[u8]) -> Result<Length, &'static str> {
    let mut declared = None;
    let mut pictures = false;
    for chunk in Chunks(file.get(12..).unwrap_or_default()) {
        if let Some(header) = chunk.list(b"hdrl") {
            declared = by_stream(header).or_else(|| by_main(header));
        }
        if chunk.list(b"movi").is_some_and(|content| !content.is_empty()) {
            if chunk.claimed > chunk.data.len() {
                return Err("it is cut short; copy or record it again");
            }
            pictures = true;
        }
    }
    if !pictures {
        return Err("it holds no pictures; record it again");
    }
    let duration = declared.ok_or("its header declares no length; convert it to MP4")?;
    Ok(Length { pictures: duration, whole: duration })
}

/// From the header of the first video stream.
fn by_stream(header: &[u8]) -> Option<Duration> {
    let streams = Chunks(header).filter_map(|chunk| chunk.list(b"strl"));
    let mut headers = streams.filter_map(|stream| Chunks(stream).find(|chunk| chunk.id == *b"strh"));
    let strh = headers.find(|chunk| chunk.data.starts_with(b"vids"))?.data;
    let (scale, rate, length) = (le32(strh, 20)?, le32(strh, 24)?, le32(strh, 32)?);
    let nanos = (u128::from(length) * u128::from(scale) * 1_000_000_000).checked_div(u128::from(rate))?;
    nonzero(nanos)
}

/// From the main header.
fn by_main(header: &[u8]) -> Option<Duration> {
    let avih = Chunks(header).find(|chunk| chunk.id == *b"avih")?.data;
    let (micros, frames) = (le32(avih, 0)?, le32(avih, 16)?);
    nonzero(u128::from(micros) * u128::from(frames) * 1000)
}

fn nonzero(nanos: u128) -> Option<Duration> {
    (nanos > 0).then(|| Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)))
}
