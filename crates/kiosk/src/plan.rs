//! What each attempt has to establish, and in which time.

use crate::config::KioskConfig;
use crate::failure::{Failure, FailureKind};
use liveface_session::{Challenge, Config, Level, Plan};
use std::time::Duration;

/// How long a plan of one's own is valid: longer than any session.
const VALID: Duration = Duration::from_secs(3_600);

/// Longest time to be well placed where the settings name none, milliseconds.
const PREPARE_MS: u64 = 600_000;

/// How often a light sequence may be shown again within a session, the first time included.
pub(crate) const SHOWINGS: u32 = 3;

/// Where plans come from.
pub(crate) struct Plans {
    level: Level,
    prepare_ms: u64,
    check_ms: u64,
    challenge: Option<Challenge>,
}

impl Plans {
    /// As the settings say, or the one that somebody else minted.
    pub(crate) fn new(config: &KioskConfig, challenge: Option<Challenge>) -> Self {
        let prepare = u64::from(config.prepare_timeout_ms);
        Self {
            level: challenge.as_ref().map_or(config.kiosk.secure_level, |challenge| challenge.level),
            prepare_ms: if prepare == 0 { PREPARE_MS } else { prepare },
            check_ms: u64::from(config.auth_time_out_ms),
            challenge,
        }
    }

    /// Whether light is planned.
    pub(crate) const fn have_light(&self) -> bool {
        self.level.has_light()
    }

    /// The level that is planned.
    pub(crate) const fn level(&self) -> Level {
        self.level
    }

    /// Whether a person may choose a check without light: not where somebody else asks for it.
    pub(crate) const fn free_of_light(&self) -> bool {
        self.challenge.is_none()
    }

    /// How many attempts there are: a challenge is for one.
    pub(crate) const fn attempts(&self, wanted: u32) -> u32 {
        if self.challenge.is_some() { 1 } else { wanted }
    }

    /// The plan of the next attempt, with its time limits.
    pub(crate) fn draw(&self, light: bool) -> Result<(Plan, Config), Failure> {
        let now = jiff::Timestamp::now().as_second();
        let now = u64::try_from(now).unwrap_or(0);
        let plan = match &self.challenge {
            Some(challenge) => {
                challenge
                    .check_time(now)
                    .map_err(|error| Failure::new(FailureKind::LightData, error.to_string()))?;
                if challenge.level.has_light() && !light {
                    let what = "the person chose a check without light: issue a challenge of level 1 or 2";
                    return Err(Failure::new(FailureKind::LightStopped, what));
                }
                challenge.plan()
            }
            None => self.mint(light, now)?,
        };
        let config = self.limits(&plan);
        Ok((plan, config))
    }

    fn mint(&self, light: bool, now: u64) -> Result<Plan, Failure> {
        let inner = |what: String| Failure::new(FailureKind::Inner, what);
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed)
            .map_err(|error| inner(format!("the system gives no random numbers: {error}")))?;
        // Who does not want light is asked for actions instead.
        let level = if self.level.has_light() && !light { Level::Action } else { self.level };
        let challenge =
            Challenge::mint(&seed, level, now, VALID).map_err(|error| inner(error.to_string()))?;
        Ok(Plan { challenge: None, ..challenge.plan() })
    }

    fn limits(&self, plan: &Plan) -> Config {
        let mut config = Config::default();
        config.actions.limit_ms = self.check_ms;
        config.timers.prepare_ms = self.prepare_ms;
        let lights =
            plan.light.iter().flat_map(|light| &light.slots).map(|slot| u64::from(slot.ms)).sum::<u64>();
        let checks = self.check_ms * (plan.actions.len() as u64 + 1);
        config.timers.session_ms = self.prepare_ms + checks + lights * u64::from(SHOWINGS);
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plans(level: Level) -> Plans {
        let mut config = KioskConfig::default();
        config.kiosk.secure_level = level;
        Plans::new(&config, None)
    }

    #[test]
    fn who_declines_light_is_asked_for_actions() {
        for level in Level::ALL {
            let plans = plans(level);
            let (with, _) = plans.draw(true).unwrap();
            let (without, _) = plans.draw(false).unwrap();
            assert_eq!(with.light.is_some(), level.has_light());
            assert_eq!(with.actions.len(), if level.has_actions() { 2 } else { 0 });
            assert!(without.light.is_none());
            assert_eq!(without.actions.is_empty(), level == Level::Silent);
        }
    }

    #[test]
    fn limits_are_the_guides_and_can_be_used() {
        let (plan, config) = plans(Level::ActionLight).draw(true).unwrap();
        assert_eq!(config.actions.limit_ms, 10_000, "authTimeOutMs");
        let light: u64 = plan.light.unwrap().slots.iter().map(|slot| u64::from(slot.ms)).sum();
        assert_eq!(config.timers.session_ms, 600_000 + 30_000 + 3 * light);
        config.checked().unwrap();
    }

    #[test]
    fn a_challenge_is_for_one_attempt_and_not_for_less_than_it_asks() {
        let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap();
        let mint = |at| Challenge::mint(&[9; 32], Level::Light, at, Duration::from_secs(60)).unwrap();
        let given = Plans::new(&KioskConfig::default(), Some(mint(now)));
        assert_eq!((given.attempts(3), given.have_light()), (1, true), "its level, not the settings'");
        assert!(given.draw(true).unwrap().0.challenge.is_some());
        assert_eq!(given.draw(false).unwrap_err().kind, FailureKind::LightStopped);
        let late = Plans::new(&KioskConfig::default(), Some(mint(now - 3_600)));
        assert_eq!(late.draw(true).unwrap_err().kind, FailureKind::LightData);
    }
}
