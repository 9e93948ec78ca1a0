//! The length that an MP4 declares as a whole (ISO/IEC 14496-12, 8.2.2).

use super::bytes::{array, be32, be64};
use std::time::Duration;

/// Boxes looked at on one level. A fragment a frame of 20 s makes a few thousand.
const MAX_BOXES: usize = 20_000;

/// Length of the longest track by the header of the movie; `None` where it says nothing, as in fragmented files.
pub(super) fn declared(file: &[u8]) -> Option<Duration> {
    let mvhd = child(child(file, *b"moov")?, *b"mvhd")?;
    let (clock, ticks) = match mvhd.first()? {
        0 => (be32(mvhd, 12)?, u64::from(be32(mvhd, 16).filter(|&ticks| ticks != u32::MAX)?)),
        1 => (be32(mvhd, 20)?, be64(mvhd, 24).filter(|&ticks| ticks != u64::MAX)?),
        _ => return None,
    };
    let nanos = u128::from(ticks).checked_mul(1_000_000_000)?.checked_div(u128::from(clock))?;
    (ticks > 0).then(|| Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)))
}

/// Content of the first box `wanted` in `parent`.
fn child(parent: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    let mut rest = parent;
    for _ in 0..MAX_BOXES {
        let kind: [u8; 4] = array(rest, 4)?;
        let (head, size) = match be32(rest, 0)? {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(be64(rest, 8)?).ok()?),
            size => (8, usize::try_from(size).ok()?),
        };
        let content = rest.get(head..size)?;
        if kind == wanted {
            return Some(content);
        }
        rest = rest.get(size..)?;
    }
    None
}
