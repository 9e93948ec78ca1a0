//! What a session has to establish: fixed before it starts, and the same for the one who asks and the one who answers.

use crate::config::ConfigError;
use crate::light::LightPlan;
use crate::random::SplitMix64;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Something a person is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Open the mouth wide and close it; 1 on the wire.
    Mouth,
    /// Close both eyes and open them; 2 on the wire.
    Blink,
    /// Nod: chin down (or up) and back; 3 on the wire.
    Nod,
    /// Shake: turn the head to a side and back; 4 on the wire.
    Shake,
}

impl Action {
    /// Every action, in the order of the wire codes.
    pub const ALL: [Self; 4] = [Self::Mouth, Self::Blink, Self::Nod, Self::Shake];

    /// The integration guide's number, 1..=4.
    #[must_use]
    pub const fn wire_code(self) -> u8 {
        match self {
            Self::Mouth => 1,
            Self::Blink => 2,
            Self::Nod => 3,
            Self::Shake => 4,
        }
    }

    /// The name used on the command line and in traces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mouth => "mouth",
            Self::Blink => "blink",
            Self::Nod => "nod",
            Self::Shake => "shake",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|action| action.name() == text || action.wire_code().to_string() == text)
            .ok_or_else(|| format!("unknown action {text:?}: use mouth, blink, nod or shake (or 1, 2, 3, 4)"))
    }
}

/// What must hold for a verdict of live.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Actions in the order they are asked for; at most [`Plan::MAX_ACTIONS`]. Silent checks always run.
    pub actions: Vec<Action>,
    /// Whether the face must match a reference photo.
    pub compare: bool,
    /// `true` for a recording: judge the face's whole first stretch that suffices (until it leaves, or to the end), and let
    /// the recording's end be the only time limit on positioning.
    pub whole_video: bool,
    /// The id of the challenge that it comes from, for the issuer to recognise; `None` for a plan of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Colours that the screen shows and the face must answer; `None` = no light.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<LightPlan>,
}

impl Plan {
    /// At most two actions are asked for: more adds annoyance, not certainty.
    pub const MAX_ACTIONS: usize = 2;

    /// Silent checks only.
    #[must_use]
    pub fn silent() -> Self {
        Self::default()
    }

    /// These actions, in this order, besides the silent checks.
    ///
    /// # Errors
    /// More than [`Plan::MAX_ACTIONS`], or one action twice.
    pub fn with_actions(actions: &[Action]) -> Result<Self, ConfigError> {
        let twice = actions.iter().enumerate().any(|(i, action)| actions.iter().take(i).any(|a| a == action));
        if actions.len() > Self::MAX_ACTIONS || twice {
            return Err(ConfigError::new("plan.actions", "at most two different actions can be asked for"));
        }
        Ok(Self { actions: actions.to_vec(), ..Self::default() })
    }

    /// `count` different actions (1 or 2) in an order drawn from `seed`, which a server can mint and recompute.
    ///
    /// # Errors
    /// `count` is not 1 or 2.
    pub fn from_seed(seed: u64, count: usize) -> Result<Self, ConfigError> {
        if !(1..=Self::MAX_ACTIONS).contains(&count) {
            return Err(ConfigError::new("plan.actions", "one or two actions can be drawn"));
        }
        let mut pool = Action::ALL.to_vec();
        let mut random = SplitMix64::new(seed);
        let actions = (0..count).map(|_| pool.swap_remove(random.below(pool.len()))).collect();
        Ok(Self { actions, ..Self::default() })
    }

    /// The same plan for a recording: see [`Plan::whole_video`].
    #[must_use]
    pub fn for_recording(self) -> Self {
        Self { whole_video: true, ..self }
    }

    /// The same plan with a comparison to a reference photo.
    #[must_use]
    pub fn with_comparison(self) -> Self {
        Self { compare: true, ..self }
    }
}
