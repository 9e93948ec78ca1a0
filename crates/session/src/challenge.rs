//! A challenge: what one session has to establish, minted from a secret seed by who will trust the answer.
//!
//! ```
//! use liveface_session::{Challenge, Level};
//! use std::time::Duration;
//!
//! let seed = [7; 32]; // 32 bytes from the operating system, kept by the server
//! let minted = Challenge::mint(&seed, Level::Light, 1_772_366_400, Duration::from_secs(300))?;
//! let sent = serde_json::to_vec(&minted)?;
//!
//! let read = Challenge::read(&sent)?;
//! read.check_time(1_772_366_460)?;
//! assert!(read.plan().light.is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
pub mod utc;

pub use error::ChallengeError;

use crate::light::expansion::Expansion;
use crate::light::{LightPlan, RawLightPlan, SeedError};
use crate::plan::{Action, Plan};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Version of the serialised form; rises when a field changes its meaning or goes.
pub const SCHEMA: u32 = 1;

/// Version of what is drawn from a seed; rises when the same seed gives something else.
pub const EXPANSION: u32 = 1;

/// Longest challenge that is read, bytes.
pub const MAX_BYTES: usize = 64 << 10;

/// How far two clocks may differ, seconds.
pub const TOLERANCE: u64 = 60;

/// How much a session establishes; the number is what is serialised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Level {
    /// 1: silent checks only.
    Silent,
    /// 2: two actions as well.
    Action,
    /// 3: light as well.
    Light,
    /// 4: two actions and light as well.
    ActionLight,
}

impl Level {
    /// Every level, from 1 to 4.
    pub const ALL: [Self; 4] = [Self::Silent, Self::Action, Self::Light, Self::ActionLight];

    /// Whether actions are asked for.
    #[must_use]
    pub const fn has_actions(self) -> bool {
        matches!(self, Self::Action | Self::ActionLight)
    }

    /// Whether the screen lights the face.
    #[must_use]
    pub const fn has_light(self) -> bool {
        matches!(self, Self::Light | Self::ActionLight)
    }

    /// What a challenge of this level holds, in words.
    const fn content(self) -> &'static str {
        content(self.has_actions(), self.has_light())
    }
}

const fn content(actions: bool, light: bool) -> &'static str {
    match (actions, light) {
        (false, false) => "neither actions nor light",
        (true, false) => "actions and no light",
        (false, true) => "light and no actions",
        (true, true) => "actions and light",
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        match level {
            Level::Silent => 1,
            Level::Action => 2,
            Level::Light => 3,
            Level::ActionLight => 4,
        }
    }
}

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Self::ALL.into_iter().find(|level| u8::from(*level) == number).ok_or_else(|| {
            format!(
                "there is no level {number}: use 1 (silent), 2 (actions), 3 (light) or 4 (actions and light)"
            )
        })
    }
}

/// What one session has to establish, until when. Made by [`Challenge::mint`] or [`Challenge::read`] only.
///
/// Nothing of the seed is in it. It is for one use: who mints it keeps [`Challenge::id`] until [`Challenge::expires_at`]
/// and accepts one answer to it; nothing here can know that it was answered before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
#[non_exhaustive]
pub struct Challenge {
    /// [`SCHEMA`].
    pub schema: u32,
    /// [`EXPANSION`].
    pub expansion: u32,
    /// 32 hexadecimal digits in lower case, a function of the seed alone: one seed is for one challenge.
    pub id: String,
    /// How much is established.
    pub level: Level,
    /// From when on it is valid, seconds since 1970-01-01 UTC.
    pub issued_at: u64,
    /// Until when it is valid, seconds since 1970-01-01 UTC; later than `issued_at`.
    pub expires_at: u64,
    /// What the person is asked to do, in this order: none, or two different ones.
    pub actions: Vec<Action>,
    /// What the screen shows.
    pub light: Option<LightPlan>,
    /// How hard actions and light are to guess, bits: log2 of the number of equally likely ones. See
    /// [`LightPlan::entropy_bits`] for what of the light is counted; two actions have 3.6.
    pub entropy_bits: f32,
}

impl Challenge {
    /// The challenge of `seed`, 16..=64 bytes that nobody can foresee and that serve once, valid from `issued_at` (seconds
    /// since 1970-01-01 UTC) for `valid_for`, of which whole seconds count.
    ///
    /// The same seed, level and times give the same challenge, to the byte of its JSON.
    ///
    /// # Errors
    /// A seed too short or too long; less than a second, or no end before the year 10000.
    pub fn mint(
        seed: &[u8],
        level: Level,
        issued_at: u64,
        valid_for: Duration,
    ) -> Result<Self, ChallengeError> {
        let id = Expansion::new(seed, "liveface challenge id v1")?.take::<16>();
        let actions = if level.has_actions() { draw_actions(seed)? } else { Vec::new() };
        let light = if level.has_light() { Some(LightPlan::mint(seed)?) } else { None };
        let challenge = Self {
            schema: SCHEMA,
            expansion: EXPANSION,
            id: id.iter().map(|byte| format!("{byte:02x}")).collect(),
            level,
            issued_at,
            expires_at: issued_at.saturating_add(valid_for.as_secs()),
            entropy_bits: entropy_bits(&actions, light.as_ref()),
            actions,
            light,
        };
        challenge.check_validity()?;
        Ok(challenge)
    }

    /// Reads a challenge from JSON.
    ///
    /// # Errors
    /// Too long, not JSON, another version, or something in it that minting never makes.
    pub fn read(json: &[u8]) -> Result<Self, ChallengeError> {
        if json.len() > MAX_BYTES {
            return Err(ChallengeError::TooLong { bytes: json.len() });
        }
        // First the versions: another one may have other fields.
        serde_json::from_slice::<Version>(json).map_err(malformed)?.check()?;
        serde_json::from_slice::<Raw>(json).map_err(malformed)?.try_into()
    }

    /// Whether it is valid at `now`, seconds since 1970-01-01 UTC, give or take [`TOLERANCE`].
    ///
    /// # Errors
    /// It is not valid yet, or no longer.
    pub fn check_time(&self, now: u64) -> Result<(), ChallengeError> {
        if now.saturating_add(TOLERANCE) < self.issued_at {
            return Err(ChallengeError::NotYetValid { from: self.issued_at, now });
        }
        if now > self.expires_at.saturating_add(TOLERANCE) {
            return Err(ChallengeError::Expired { expired: self.expires_at, now });
        }
        Ok(())
    }

    /// What a session has to establish to answer it.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let (actions, light) = (self.actions.clone(), self.light.clone());
        Plan { actions, light, challenge: Some(self.id.clone()), ..Plan::default() }
    }

    fn check_validity(&self) -> Result<(), ChallengeError> {
        let ordered = self.issued_at < self.expires_at && self.expires_at <= utc::LAST;
        if ordered { Ok(()) } else { Err(ChallengeError::Validity) }
    }

    fn check_content(&self) -> Result<(), ChallengeError> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if self.id.len() != 32 || !self.id.bytes().all(hex) {
            return Err(ChallengeError::Id);
        }
        let (actions, light) = (!self.actions.is_empty(), self.light.is_some());
        if actions != self.level.has_actions() || light != self.level.has_light() {
            return Err(ChallengeError::Level { level: self.level, holds: content(actions, light) });
        }
        if let Err(error) = Plan::with_actions(&self.actions) {
            return Err(ChallengeError::Malformed { reason: error.rule.to_owned() });
        }
        if let Some(light) = &self.light {
            light.check_minted().map_err(ChallengeError::Light)?;
        }
        let (claimed, has) = (self.entropy_bits, entropy_bits(&self.actions, self.light.as_ref()));
        // Whoever passed it on may have rounded it.
        if (claimed - has).abs() <= 0.001 { Ok(()) } else { Err(ChallengeError::Entropy { claimed, has }) }
    }
}

/// Two different actions in an order, every such pair equally likely.
fn draw_actions(seed: &[u8]) -> Result<Vec<Action>, SeedError> {
    let mut random = Expansion::new(seed, "liveface actions v1")?;
    let mut pool = Action::ALL.to_vec();
    Ok((0..Plan::MAX_ACTIONS).filter_map(|_| random.draw(&mut pool)).collect())
}

/// How hard these are to guess, bits.
fn entropy_bits(actions: &[Action], light: Option<&LightPlan>) -> f32 {
    let orders: usize =
        (0..actions.len()).map(|taken| Action::ALL.len().saturating_sub(taken).max(1)).product();
    libm::log2f(orders as f32) + light.map_or(0.0, LightPlan::entropy_bits)
}

fn malformed(error: serde_json::Error) -> ChallengeError {
    if error.is_data() {
        return ChallengeError::Malformed { reason: error.to_string() };
    }
    ChallengeError::NotJson { line: error.line(), column: error.column() }
}

/// What every version has.
#[derive(Deserialize)]
struct Version {
    schema: u32,
    expansion: u32,
}

impl Version {
    const fn check(&self) -> Result<(), ChallengeError> {
        match (self.schema, self.expansion) {
            (SCHEMA, EXPANSION) => Ok(()),
            (SCHEMA, found) => Err(ChallengeError::Expansion { found }),
            (found, _) => Err(ChallengeError::Schema { found }),
        }
    }
}

/// A challenge as it is read, not yet checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Challenge")]
struct Raw {
    schema: u32,
    expansion: u32,
    id: String,
    level: Level,
    issued_at: u64,
    expires_at: u64,
    actions: Vec<Action>,
    light: Option<RawLightPlan>,
    entropy_bits: f32,
}

impl TryFrom<Raw> for Challenge {
    type Error = ChallengeError;

    fn try_from(raw: Raw) -> Result<Self, ChallengeError> {
        let Raw { schema, expansion, id, level, issued_at, expires_at, actions, light, entropy_bits } = raw;
        Version { schema, expansion }.check()?;
        let light = light.map(LightPlan::try_from).transpose().map_err(ChallengeError::Light)?;
        let challenge =
            Self { schema, expansion, id, level, issued_at, expires_at, actions, light, entropy_bits };
        challenge.check_validity()?;
        challenge.check_content()?;
        Ok(challenge)
    }
}
