//! Lights that were shown, until the stream has come to their time.

use liveface_frames::Timestamp;
use liveface_session::light::{Light, Shown};
use std::collections::VecDeque;

/// The window reports a light at once, but the frames before it may still be on their way: a session takes everything in
/// the order of time.
#[derive(Debug, Default)]
pub(super) struct Lights(VecDeque<Shown>);

impl Lights {
    /// Takes that `light` is shown since `at`.
    pub(super) fn push(&mut self, light: Light, at: Timestamp) {
        self.0.push_back(Shown { at, light });
    }

    /// The next light that was shown until `now`.
    pub(super) fn pop_until(&mut self, now: Timestamp) -> Option<Shown> {
        let due = self.0.front().is_some_and(|shown| shown.at <= now);
        if due { self.0.pop_front() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liveface_session::{Config, FrameId, Observation, Plan, Session};

    #[test]
    fn a_light_waits_for_the_frames_before_it() {
        let ms = Timestamp::from_millis;
        let mut lights = Lights::default();
        lights.push(Light::GUARD, ms(110));
        assert_eq!(lights.pop_until(ms(100)), None);
        assert_eq!(lights.pop_until(ms(133)), Some(Shown { at: ms(110), light: Light::GUARD }));
        assert_eq!(lights.pop_until(ms(133)), None);
    }

    #[test]
    fn a_session_would_refuse_the_frame_otherwise() {
        let mut session = Session::new(Config::default(), Plan::silent(), Timestamp::ZERO);
        session.handle_timeout(Timestamp::from_millis(110)).unwrap();
        let late =
            Observation { frame: FrameId(1), at: Timestamp::from_millis(100), ..Observation::default() };
        assert!(session.handle_observation(&late).is_err());
    }
}
