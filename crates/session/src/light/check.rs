//! What a light plan must be like, whoever wrote it.

use super::mint::{HALVES, PARTS, keeps_the_rules};
use super::{Light, LightPlan, Part, Slot, governor};
use crate::code::Code;
use serde::Deserialize;

/// Why a light plan cannot be shown. Slots are numbered from 1, guards included.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LightPlanError {
    /// Too few or too many slots.
    #[error("the light plan has {slots} slots: it needs 6 to 8 colours between two guards")]
    Length {
        /// How many, guards included.
        slots: usize,
    },
    /// The first or last slot is not the guard.
    #[error("slot {slot}: the first and the last slot must show grey 128 on the whole screen")]
    NoGuard {
        /// Which.
        slot: usize,
    },
    /// Two neighbours have the same colour, so nobody can tell where one ends.
    #[error("slot {slot}: it has the colour of the slot before it, give it another")]
    SameColour {
        /// The second of the two.
        slot: usize,
    },
    /// A grey among the colours.
    #[error("slot {slot}: the guard's grey is no colour, give it one")]
    GuardInside {
        /// Which.
        slot: usize,
    },
    /// A half that is never lit.
    #[error("the light plan never lights the part {}: every half needs a slot", part.name())]
    Half {
        /// Which half.
        part: Part,
    },
    /// Too many spare colours.
    #[error("the light plan has {spares} spare colours: give at most {}", LightPlan::MAX_SPARES)]
    Spares {
        /// How many.
        spares: usize,
    },
    /// A slot that flashes by too fast.
    #[error("slot {slot} lasts {ms} ms: give it at least {} ms", governor::MIN_MS)]
    SlotTooShort {
        /// Which.
        slot: usize,
        /// Milliseconds.
        ms: u16,
    },
    /// A slot that lasts longer than anything to be measured in it.
    #[error("slot {slot} lasts {ms} ms: give it at most {} ms", governor::MAX_MS)]
    SlotTooLong {
        /// Which.
        slot: usize,
        /// Milliseconds.
        ms: u16,
    },
    /// The whole takes too long.
    #[error("the light plan lasts {ms} ms: give it at most {} ms", governor::MAX_TOTAL_MS)]
    TooLong {
        /// Milliseconds.
        ms: u32,
    },
    /// More flashes in a second than are safe.
    #[error(
        "slot {slot}: {flashes} flashes within a second, and more than {} can harm: give the slots more time",
        governor::MAX_FLASHES
    )]
    Flashes {
        /// The slot that is the last of them.
        slot: usize,
        /// How many.
        flashes: usize,
    },
    /// A saturated red, which can harm most of all.
    #[error("slot {slot}: a saturated red can harm, add green or blue")]
    SaturatedRed {
        /// Which.
        slot: usize,
    },
    /// A saturated red among the spare colours.
    #[error("spare colour {spare}: a saturated red can harm, add green or blue")]
    SaturatedSpare {
        /// Which, from 1.
        spare: usize,
    },
    /// Colours, parts or an order of them that minting never draws.
    #[error("the light plan's slots are not ones that minting draws: mint it again, and leave it as it is")]
    NotMinted,
}

impl LightPlanError {
    /// The integration guide's code: `HY_CHECK_LIVE_DATA_ERROR`, Android 220.
    #[must_use]
    pub const fn code(&self) -> Code {
        Code::CheckLiveData
    }
}

impl LightPlan {
    /// Fewest colour slots.
    pub const MIN_COLOURS: usize = 6;

    /// Most colour slots.
    pub const MAX_COLOURS: usize = 8;

    /// Most spare colours.
    pub const MAX_SPARES: usize = 64;

    /// Whether this plan may be shown and can be measured: a guard, 6 to 8 colours of which no two neighbours are alike,
    /// every half lit at least once, a guard, at most 64 spare colours, and all that [`governor::check`] asks for.
    ///
    /// Every plan that was minted or read holds it; one put together by hand has to be checked.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self) -> Result<(), LightPlanError> {
        // First what bounds the cost of everything else.
        let colours = self.slots.len().saturating_sub(2);
        if !(Self::MIN_COLOURS..=Self::MAX_COLOURS).contains(&colours) {
            return Err(LightPlanError::Length { slots: self.slots.len() });
        }
        if self.spares.len() > Self::MAX_SPARES {
            return Err(LightPlanError::Spares { spares: self.spares.len() });
        }
        governor::check(&self.slots)?;
        if let Some(at) = self.spares.iter().position(|colour| governor::saturated_red(*colour)) {
            return Err(LightPlanError::SaturatedSpare { spare: at + 1 });
        }
        self.check_order()?;
        self.check_halves()
    }

    fn check_order(&self) -> Result<(), LightPlanError> {
        let last = self.slots.len();
        for (i, Slot { light, .. }) in self.slots.iter().enumerate() {
            let slot = i + 1;
            let guard = *light == Light::GUARD;
            match slot == 1 || slot == last {
                true if !guard => return Err(LightPlanError::NoGuard { slot }),
                false if guard => return Err(LightPlanError::GuardInside { slot }),
                _ => {}
            }
        }
        let pairs = self.slots.iter().zip(self.slots.iter().skip(1));
        match pairs.into_iter().position(|(one, next)| one.light.colour == next.light.colour) {
            Some(first) => Err(LightPlanError::SameColour { slot: first + 2 }),
            None => Ok(()),
        }
    }

    fn check_halves(&self) -> Result<(), LightPlanError> {
        let lit = |half: &Part| self.slots.iter().any(|slot| slot.light.part == *half);
        HALVES.into_iter().find(|half| !lit(half)).map_or(Ok(()), |part| Err(LightPlanError::Half { part }))
    }

    /// Whether [`LightPlan::mint`] draws its lights and its spares, so that [`LightPlan::entropy_bits`] is true of it.
    pub(crate) fn check_minted(&self) -> Result<(), LightPlanError> {
        let lights: Vec<_> = self.slots.iter().map(|slot| slot.light).collect();
        let drawn = match lights.as_slice() {
            [first, colours @ .., last] => {
                [first, last] == [&Light::GUARD; 2]
                    && has_all_parts(colours)
                    && colours_suit_parts(colours)
                    && keeps_the_rules(colours)
            }
            _ => false,
        };
        let spares = self.spares.iter().all(|colour| Self::LUMINOUS.contains(colour));
        if drawn && spares { Ok(()) } else { Err(LightPlanError::NotMinted) }
    }
}

/// Whether every part is lit as often as in a minted plan.
fn has_all_parts(lights: &[Light]) -> bool {
    let mut missing = PARTS.to_vec();
    let taken = |light: &Light| {
        let at = missing.iter().position(|part| *part == light.part);
        at.map(|at| missing.swap_remove(at)).is_some()
    };
    lights.len() == PARTS.len() && lights.iter().all(taken)
}

/// Whether halves are luminous, and the wholes darker and not twice the same.
fn colours_suit_parts(lights: &[Light]) -> bool {
    let mut darker = LightPlan::DARKER.to_vec();
    lights.iter().all(|Light { colour, part }| match part {
        Part::Whole => {
            let at = darker.iter().position(|other| other == colour);
            at.map(|at| darker.swap_remove(at)).is_some()
        }
        _ => LightPlan::LUMINOUS.contains(colour),
    })
}

/// A plan as it is read, not yet checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "LightPlan")]
pub(crate) struct RawLightPlan {
    slots: Vec<Slot>,
    spares: Vec<[u8; 3]>,
}

impl TryFrom<RawLightPlan> for LightPlan {
    type Error = LightPlanError;

    fn try_from(RawLightPlan { slots, spares }: RawLightPlan) -> Result<Self, LightPlanError> {
        let plan = Self { slots, spares };
        plan.check()?;
        Ok(plan)
    }
}
