//! The length of an FLV (Adobe, "Video File Format Specification 10.1", annex E).

use super::bytes::{array, be24, be32};
use super::video::Length;
use std::time::Duration;

const VIDEO: u8 = 9;
const SCRIPT: u8 = 18;

struct Tag<'a> {
    kind: u8,
    millis: u32,
    data: &'a [u8],
}

/// Tags one after the other; each takes at least eleven bytes, so there is an end. One that is cut short is left out.
struct Tags<'a>(&'a [u8]);

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let kind = *self.0.first()? & 0x1F;
        let size = usize::try_from(be24(self.0, 1)?).ok()?;
        // The high byte of the time comes last.
        let [a, b, c, high] = array(self.0, 4)?;
        let data = self.0.get(11..)?.get(..size)?;
        // The size of the tag follows it; at the end it may be missing.
        self.0 = self.0.get(11 + size + 4..).unwrap_or_default();
        Some(Tag { kind, millis: u32::from_be_bytes([high, a, b, c]), data })
    }
}

/// Earliest and latest time of a picture, milliseconds, and how many there are.
#[derive(Default)]
struct Span {
    from: u32,
    to: u32,
    frames: u32,
}

impl Span {
    fn add(&mut self, millis: u32) {
        self.from = if self.frames == 0 { millis } else { self.from.min(millis) };
        self.to = self.to.max(millis);
        self.frames = self.frames.saturating_add(1);
    }

    /// To the end of the last picture, which is taken to last as long as the others on average.
    fn length(&self) -> Duration {
        let millis = u64::from(self.to - self.from);
        let gaps = u64::from(self.frames.saturating_sub(1));
        let last = (millis * 2 + gaps).checked_div(gaps * 2).unwrap_or(0);
        Duration::from_millis(millis + last)
    }
}

/// The length by the times of the pictures, and as the metadata declares it if that is longer. The error says what is
/// missing.
pub(super) fn length(file: &[u8]) -> Result<Length, &'static str> {
    let start = be32(file, 5).and_then(|header| usize::try_from(header).ok()?.checked_add(4));
    let mut span = Span::default();
    let mut declared = None;
    for tag in Tags(start.and_then(|start| file.get(start..)).unwrap_or_default()) {
        match tag.kind {
            VIDEO if holds_picture(tag.data) => span.add(tag.millis),
            SCRIPT => declared = declared.or_else(|| duration_in(tag.data)),
            _ => {}
        }
    }
    if span.frames == 0 {
        return Err("it holds no pictures; record it again");
    }
    let pictures = span.length();
    Ok(Length { pictures, whole: declared.unwrap_or_default() })
}

/// Not so for the configuration and the end mark of H.264 (codec 7).
fn holds_picture(data: &[u8]) -> bool {
    match data {
        [first, packet, ..] => first & 0x0F != 7 || *packet == 1,
        _ => false,
    }
}

/// `duration` of `onMetaData`: the name with its length, the mark of a number, and the number of seconds (AMF 0).
fn duration_in(script: &[u8]) -> Option<Duration> {
    const NAME: &[u8] = b"\x00\x08duration\x00";
    let at = script.windows(NAME.len()).position(|window| window == NAME)?;
    let seconds = f64::from_be_bytes(array(script, at + NAME.len())?);
    Duration::try_from_secs_f64(seconds).ok()
}
