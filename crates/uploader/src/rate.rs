//! No more calls a second than the cloud takes.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The window that the cloud counts in.
const WINDOW: Duration = Duration::from_secs(1);

/// Calls of the last second, for each action.
#[derive(Debug, Default)]
pub(crate) struct RateLimit {
    calls: Mutex<HashMap<&'static str, VecDeque<Instant>>>,
}

impl RateLimit {
    /// Books a call of `action` at the earliest moment at which it is one of at most `limit` in any second; how long
    /// after `now` that is. Callers wait as long before they send. `None` where that is not before `latest`, and then
    /// nothing is booked.
    pub(crate) fn book(
        &self,
        (action, limit): (&'static str, u32),
        now: Instant,
        latest: Instant,
    ) -> Option<Duration> {
        // A panic elsewhere leaves the times as they were: still right.
        let mut all = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let booked = all.entry(action).or_default();
        while booked.front().is_some_and(|at| now.saturating_duration_since(*at) >= WINDOW) {
            booked.pop_front();
        }
        let limit = limit.max(1) as usize;
        // The call `limit` places before this one must be a whole window past.
        let earliest = booked.len().checked_sub(limit).and_then(|place| booked.get(place));
        let at = earliest.map_or(now, |before| now.max(*before + WINDOW));
        (at < latest).then(|| {
            booked.push_back(at);
            at.saturating_duration_since(now)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_holds_more_than_the_limit() {
        let (limit, start) = (RateLimit::default(), Instant::now());
        let never = start + Duration::from_secs(3_600);
        let mut times = Vec::new();
        for call in 0..100_u32 {
            let now = start + Duration::from_millis(u64::from(call) * 7);
            times.push(now + limit.book(("CompareFaceLiveness", 20), now, never).unwrap());
        }
        assert!(times.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(times.windows(21).all(|calls| calls[20] - calls[0] >= WINDOW));
        let other = limit.book(("LivenessCompare", 100), start, never);
        assert_eq!(other, Some(Duration::ZERO), "each action has its own");
    }

    #[test]
    fn who_cannot_wait_takes_no_turn() {
        let (limit, start) = (RateLimit::default(), Instant::now());
        let call = ("CompareFaceLiveness", 1);
        assert_eq!(limit.book(call, start, start + WINDOW), Some(Duration::ZERO));
        for _ in 0..10 {
            assert_eq!(limit.book(call, start, start + WINDOW), None);
        }
        assert_eq!(limit.book(call, start, start + 2 * WINDOW), Some(WINDOW));
    }
}
