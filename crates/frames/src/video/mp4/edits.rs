//! Edit lists (ISO/IEC 14496-12, 8.6.6): which part of a track is shown, and when.

use super::boxes::Reader;
use super::samples::Sample;
use crate::error::Fault;
use crate::video::stream::unsupported;

/// Ticks a second of the movie and of the track.
#[derive(Clone, Copy)]
pub(super) struct Clocks {
    /// Of `mvhd`, in which edits are measured.
    pub movie: u32,
    /// Of `mdhd`, in which samples are measured.
    pub track: u32,
}

/// A piece of the track that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    /// First media tick.
    from: i64,
    /// Media tick after the last; `None` for "to the end".
    to: Option<i64>,
    /// Added to a media time to get the time of showing, ticks.
    shift: i64,
}

/// Applies an `elst` box: moves the times of `samples`, and hides those outside the shown pieces.
///
/// Pieces must follow each other in the recording; a list that repeats, reorders or freezes is refused.
pub(super) fn apply(samples: &mut [Sample], elst: &[u8], clocks: Clocks) -> Result<(), Fault> {
    let edits = parse(elst, clocks)?;
    if edits.is_empty() {
        return Ok(());
    }
    for sample in samples {
        let at = edits.partition_point(|edit| edit.from <= sample.pts);
        let edit = at.checked_sub(1).and_then(|index| edits.get(index));
        match edit.filter(|edit| edit.to.is_none_or(|to| sample.pts < to)) {
            Some(edit) => sample.pts = sample.pts.saturating_add(edit.shift),
            None => {
                // Still decoded, as others depend on it, and kept in place so that nothing waits for it.
                let nearest = edit.or(edits.first());
                sample.pts = sample.pts.saturating_add(nearest.map_or(0, |edit| edit.shift));
                sample.shown = false;
            }
        }
    }
    Ok(())
}

fn parse(elst: &[u8], clocks: Clocks) -> Result<Vec<Edit>, Fault> {
    let refused = || unsupported("edit list that repeats, reorders or freezes pictures");
    let damaged = || super::boxes::damaged(*b"elst");
    let (version, _, mut reader) = Reader::full(elst).ok_or_else(damaged)?;
    reader.skip(4).ok_or_else(damaged)?;
    let mut edits: Vec<Edit> = Vec::new();
    let mut shown = 0i64;
    while let Some(length) = reader.by_version(version) {
        let from =
            if version == 1 { reader.u64().map(u64::cast_signed) } else { reader.i32().map(i64::from) };
        let from = from.ok_or_else(damaged)?;
        let rate = reader.u32().ok_or_else(damaged)?;
        let ticks = to_track(length, clocks).ok_or_else(damaged)?;
        if from >= 0 {
            let follows = edits.last().is_none_or(|last| last.to.is_some_and(|to| from >= to));
            if !follows || rate != 0x0001_0000 {
                return Err(refused());
            }
            let to = if length == 0 { None } else { Some(from.checked_add(ticks).ok_or_else(damaged)?) };
            edits.push(Edit { from, to, shift: shown - from });
        }
        shown = shown.checked_add(ticks).ok_or_else(damaged)?;
    }
    Ok(edits)
}

/// Movie ticks as track ticks, rounded up so that a picture is not lost to rounding.
fn to_track(length: u64, clocks: Clocks) -> Option<i64> {
    let ticks = u128::from(length) * u128::from(clocks.track);
    i64::try_from(ticks.div_ceil(u128::from(clocks.movie.max(1)))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCKS: Clocks = Clocks { movie: 1000, track: 90_000 };

    fn list(entries: &[(u32, i32)]) -> Vec<u8> {
        let mut bytes = vec![0; 4];
        bytes.extend((entries.len() as u32).to_be_bytes());
        for (length, from) in entries {
            bytes.extend(length.to_be_bytes());
            bytes.extend(from.to_be_bytes());
            bytes.extend(0x0001_0000u32.to_be_bytes());
        }
        bytes
    }

    fn shown(entries: &[(u32, i32)]) -> Vec<i64> {
        let sample = |pts| Sample { pts, shown: true, ..Sample::default() };
        let mut samples: Vec<Sample> = (0..5).map(|index| sample(index * 9000)).collect();
        apply(&mut samples, &list(entries), CLOCKS).unwrap();
        samples.iter().filter(|sample| sample.shown).map(|sample| sample.pts).collect()
    }

    #[test]
    fn pictures_outside_the_edit_are_hidden_and_the_others_moved() {
        assert_eq!(shown(&[(200, 9000)]), [0, 9000]);
    }

    #[test]
    fn a_pause_before_the_first_picture_delays_it() {
        assert_eq!(shown(&[(50, -1), (0, 0)]), [4500, 13500, 22500, 31500, 40500]);
    }

    #[test]
    fn pieces_are_joined() {
        assert_eq!(shown(&[(100, 0), (200, 27000)]), [0, 9000, 18000]);
    }

    #[test]
    fn a_list_that_goes_back_is_refused() {
        let fault = apply(&mut [], &list(&[(100, 9000), (100, 0)]), CLOCKS).unwrap_err();
        assert!(matches!(fault, Fault::Unsupported { .. }), "{fault:?}");
    }
}
