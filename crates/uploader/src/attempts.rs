//! Whether, where and when a call is tried again. No I/O and no clock: outcomes in, the next step out.

use std::time::Duration;

/// The longest pause before the first repetition; doubled for each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// The longest pause of all.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How one attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The host was not reached, or the connection broke before the request was out: nobody can have acted on it.
    NotSent,
    /// The whole request may be out and no answer came. It may have been counted.
    Unanswered,
    /// The host answered that it will not or cannot do it now, and that another attempt is welcome.
    TurnedAway,
    /// Another attempt would end the same way, or might be counted twice.
    Final,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Try this host after a pause.
    Try { host: usize, pause: Duration },
    /// Give up with the last failure.
    GiveUp,
}

/// The attempts of one submission.
#[derive(Debug)]
pub(crate) struct Attempts {
    hosts: usize,
    host: usize,
    left: u32,
    failed: u32,
    /// Whether asking twice does no harm: nothing is charged and nothing used up.
    repeatable: bool,
}

impl Attempts {
    /// For `hosts` (at least 1), each tried at least once, and `retries` beyond that.
    pub(crate) fn new(hosts: usize, retries: u32, repeatable: bool) -> Self {
        let left = u32::try_from(hosts).unwrap_or(u32::MAX).saturating_add(retries);
        Self { hosts, host: 0, left, failed: 0, repeatable }
    }

    /// After a failure; `chance` in 0..1 spreads the pauses of many callers.
    pub(crate) fn after(&mut self, failure: Failure, chance: f64) -> Step {
        self.left = self.left.saturating_sub(1);
        self.failed += 1;
        let again = match failure {
            Failure::NotSent | Failure::TurnedAway => true,
            Failure::Unanswered => self.repeatable,
            Failure::Final => false,
        };
        if !again || self.left == 0 {
            return Step::GiveUp;
        }
        // A host that does not answer is left for the next one at once; all of them, or one that is busy, get time.
        self.host = (self.host + 1) % self.hosts.max(1);
        let fresh = self.failed < u32::try_from(self.hosts).unwrap_or(u32::MAX);
        let pause = if fresh && failure != Failure::TurnedAway { Duration::ZERO } else { self.pause(chance) };
        Step::Try { host: self.host, pause }
    }

    /// "Full jitter": anything up to the exponential pause (Brooker 2015, Exponential Backoff And Jitter).
    fn pause(&self, chance: f64) -> Duration {
        let doublings = self.failed.saturating_sub(u32::try_from(self.hosts).unwrap_or(1)).min(16);
        let most = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
        most.mul_f64(chance.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_host_that_is_not_reached_is_left_for_the_next_at_once() {
        let mut attempts = Attempts::new(2, 1, false);
        assert_eq!(attempts.after(Failure::NotSent, 0.5), Step::Try { host: 1, pause: Duration::ZERO });
        let second = attempts.after(Failure::NotSent, 0.5);
        assert_eq!(second, Step::Try { host: 0, pause: Duration::from_millis(100) });
        assert_eq!(attempts.after(Failure::NotSent, 0.5), Step::GiveUp);
    }

    #[test]
    fn what_may_be_counted_is_not_sent_again_unless_it_costs_nothing() {
        let mut once = Attempts::new(3, 9, false);
        assert_eq!(once.after(Failure::Unanswered, 0.0), Step::GiveUp);
        let mut free = Attempts::new(1, 1, true);
        assert!(matches!(free.after(Failure::Unanswered, 0.0), Step::Try { .. }));
        assert_eq!(free.after(Failure::Unanswered, 0.0), Step::GiveUp);
    }

    fn failure() -> impl Strategy<Value = Failure> {
        prop_oneof![
            Just(Failure::NotSent),
            Just(Failure::Unanswered),
            Just(Failure::TurnedAway),
            Just(Failure::Final),
        ]
    }

    proptest! {
        #[test]
        fn attempts_end_and_nothing_follows_what_may_be_counted(
            hosts in 1_usize..5, retries in 0_u32..6, failures in prop::collection::vec((failure(), 0.0..1.0), 20),
        ) {
            let mut attempts = Attempts::new(hosts, retries, false);
            let mut sent = 1;
            for (failure, chance) in failures {
                match attempts.after(failure, chance) {
                    Step::Try { host, pause } => {
                        prop_assert!(host < hosts && pause <= LONGEST_PAUSE);
                        prop_assert!(matches!(failure, Failure::NotSent | Failure::TurnedAway));
                        sent += 1;
                    }
                    Step::GiveUp => break,
                }
            }
            prop_assert!(sent <= hosts + retries as usize);
        }
    }
}
