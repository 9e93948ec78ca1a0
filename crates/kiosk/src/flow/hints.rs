//! Which hint is shown: one at a time, not flickering, not for a blink of the eye.

use std::time::Duration;

/// How long something must be wrong before it is said.
const APPEARS: Duration = Duration::from_millis(250);
/// Shortest time a hint stays, so that it can be read.
const STAYS: Duration = Duration::from_millis(900);

/// One hint out of what each frame says.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    shown: Option<(&'static str, Duration)>,
    candidate: Option<(&'static str, Duration)>,
}

impl Hints {
    /// Takes what is wrong at `now`, or that nothing is.
    pub(super) fn take(&mut self, wrong: Option<&'static str>, now: Duration) {
        if self.candidate.map(|(key, _)| key) != wrong {
            self.candidate = wrong.map(|key| (key, now));
        }
        let stays = self.shown.is_some_and(|(_, since)| now.saturating_sub(since) < STAYS);
        if stays || self.shown.map(|(key, _)| key) == wrong {
            return;
        }
        match self.candidate {
            None => self.shown = None,
            Some((key, since)) if now.saturating_sub(since) >= APPEARS => self.shown = Some((key, now)),
            Some(_) => {}
        }
    }

    /// The hint to show.
    pub(super) fn shown(&self) -> Option<&'static str> {
        self.shown.map(|(key, _)| key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown after each frame of 40 ms.
    fn shown(wrong: &[Option<&'static str>]) -> Vec<Option<&'static str>> {
        let mut hints = Hints::default();
        let frames = wrong.iter().enumerate();
        let step = |(frame, wrong): (usize, &Option<&'static str>)| {
            hints.take(*wrong, Duration::from_millis(40 * frame as u64));
            hints.shown()
        };
        frames.map(step).collect()
    }

    fn changes(shown: &[Option<&'static str>]) -> usize {
        shown.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    #[test]
    fn a_hint_appears_after_a_quarter_of_a_second_and_goes_when_all_is_well() {
        let frames: Vec<_> = (0..60).map(|frame| (frame < 30).then_some("dark")).collect();
        let shown = shown(&frames);
        assert_eq!((shown[6], shown[7]), (None, Some("dark")));
        assert_eq!((shown[29], shown[30]), (Some("dark"), None), "it stayed long enough, so it goes at once");
    }

    #[test]
    fn what_flickers_is_not_shown_and_what_is_shown_can_be_read() {
        let flicker: Vec<_> = (0..100).map(|frame| (frame % 4 < 2).then_some("closer")).collect();
        assert_eq!(changes(&shown(&flicker)), 0);
        let short: Vec<_> = (0..60).map(|frame| (frame < 8).then_some("closer")).collect();
        let shown = shown(&short);
        let stays = shown.iter().filter(|hint| hint.is_some()).count();
        assert!((22..=24).contains(&stays), "{stays} frames of 40 ms");
    }

    #[test]
    fn another_hint_takes_over_once_the_first_was_readable() {
        let two: Vec<_> = (0..80).map(|frame| Some(if frame < 20 { "closer" } else { "dark" })).collect();
        let shown = shown(&two);
        assert_eq!(changes(&shown), 2);
        assert_eq!(shown.last(), Some(&Some("dark")));
    }
}
