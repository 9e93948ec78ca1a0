//! From decoding order to display order, on a time line that starts at zero and never falls.

use super::stream::{Demuxer, Packet, Yuv};
use crate::Timestamp;
use crate::error::Fault;
use std::collections::VecDeque;

/// Most pictures by which display order may lag behind decoding order (H.264, A.3.1: at most 16 frames are held).
const REORDER: usize = 16;

/// Looks ahead in a track's packets, so that it is known which times are still to come.
pub(crate) struct Lookahead {
    demuxer: Box<dyn Demuxer>,
    ahead: VecDeque<Packet>,
    ended: bool,
}

impl Lookahead {
    /// Reads ahead in `demuxer`.
    pub(crate) fn new(demuxer: Box<dyn Demuxer>) -> Self {
        Self { demuxer, ahead: VecDeque::with_capacity(REORDER + 1), ended: false }
    }

    /// The next packet in decoding order; `None` at the end.
    pub(crate) fn next_packet(&mut self) -> Result<Option<Packet>, Fault> {
        while self.ahead.len() <= REORDER && !self.ended {
            match self.demuxer.next_packet()? {
                Some(packet) => self.ahead.push_back(packet),
                None => self.ended = true,
            }
        }
        Ok(self.ahead.pop_front())
    }

    /// The earliest time still to come before the next key packet.
    fn earliest_us(&self) -> Option<i64> {
        self.ahead.iter().take_while(|packet| !packet.key).map(|packet| packet.pts_us).min()
    }
}

/// Pictures waiting for their turn to be shown.
#[derive(Default)]
pub(crate) struct Reorder {
    waiting: Vec<(i64, Yuv)>,
}

impl Reorder {
    /// Takes a decoded picture shown at `pts_us`.
    pub(crate) fn push(&mut self, pts_us: i64, picture: Yuv) {
        // Sorted by falling time; among equal times the one decoded first comes out first.
        let at = self.waiting.partition_point(|(other, _)| *other > pts_us);
        self.waiting.insert(at, (pts_us, picture));
    }

    /// The next picture whose turn has come, given what is still `ahead`.
    ///
    /// No later packet can come before it: a key packet shows after everything decoded before it, and display order
    /// lags by at most [`REORDER`] pictures.
    pub(crate) fn pop(&mut self, ahead: &Lookahead) -> Option<(i64, Yuv)> {
        let due = ahead
            .earliest_us()
            .is_none_or(|earliest| self.waiting.last().is_some_and(|(t, _)| *t <= earliest));
        if due || self.waiting.len() > REORDER { self.waiting.pop() } else { None }
    }
}

/// Turns a container's times into stream time.
///
/// The first frame shown is at zero. A time that repeats becomes one microsecond later than the frame before, so no
/// frame is lost and times strictly rise; where times jump back (recordings joined without care), the rest of the
/// stream is moved on to follow the frame before by the last usual distance. Jumps forward stay as they are, and
/// count towards the limit on duration.
#[derive(Default)]
pub(crate) struct Timeline {
    shift_us: i64,
    last: Option<Placed>,
    step_us: i64,
}

#[derive(Clone, Copy)]
struct Placed {
    pts_us: i64,
    at_us: i64,
}

impl Timeline {
    /// Places the next frame in display order.
    pub(crate) fn place(&mut self, pts_us: i64) -> Timestamp {
        let at_us = match self.last {
            None => {
                self.shift_us = pts_us;
                0
            }
            Some(last) => self.follow(last, pts_us),
        };
        self.last = Some(Placed { pts_us, at_us });
        Timestamp::from_micros(at_us.unsigned_abs())
    }

    fn follow(&mut self, last: Placed, pts_us: i64) -> i64 {
        if pts_us < last.pts_us {
            let at_us = last.at_us.saturating_add(self.step_us.max(1));
            self.shift_us = pts_us.saturating_sub(at_us);
            return at_us;
        }
        let at_us = pts_us.saturating_sub(self.shift_us);
        if at_us <= last.at_us {
            return last.at_us.saturating_add(1);
        }
        self.step_us = at_us - last.at_us;
        at_us
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(times: &[i64]) -> Vec<u64> {
        let mut timeline = Timeline::default();
        times.iter().map(|&pts| timeline.place(pts).as_micros()).collect()
    }

    #[test]
    fn time_starts_at_zero_and_keeps_its_distances() {
        assert_eq!(placed(&[-40_000, 0, 33_000]), [0, 40_000, 73_000]);
    }

    #[test]
    fn times_that_repeat_are_one_microsecond_apart() {
        assert_eq!(placed(&[0, 40, 40, 40, 80]), [0, 40, 41, 42, 80]);
    }

    #[test]
    fn after_a_jump_back_the_stream_goes_on() {
        assert_eq!(placed(&[0, 40, 80, 0, 40, 80]), [0, 40, 80, 120, 160, 200]);
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        let mut last = 0;
        for at in placed(&[i64::MIN, i64::MAX, i64::MIN, 0, i64::MAX]).into_iter().skip(1) {
            assert!(at >= last);
            last = at;
        }
    }
}
