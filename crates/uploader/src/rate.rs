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
    /// after `now` that is. Callers wait as long before they send.
    pub(crate) fn book(&self, action: &'static str, limit: u32, now: Instant) -> Duration {
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
        booked.push_back(at);
        at.saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_holds_more_than_the_limit() {
        let limit = RateLimit::default();
        let start = Instant::now();
        let mut times = Vec::new();
        for call in 0..100_u32 {
            let now = start + Duration::from_millis(u64::from(call) * 7);
            times.push(now + limit.book("CompareFaceLiveness", 20, now));
        }
        assert!(times.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(times.windows(21).all(|calls| calls[20] - calls[0] >= WINDOW));
        assert_eq!(limit.book("LivenessCompare", 100, start), Duration::ZERO, "each action has its own");
    }
}
