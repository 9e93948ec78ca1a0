//! What a light plan must be like, whoever wrote it.

use super::mint::HALVES;
use super::{Light, LightPlan, Part, Slot, governor};
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
    /// A half is lit never, or more than once.
    #[error("the light plan lights the part {} in {times} slots: every half needs exactly one", part.name())]
    Half {
        /// Which half.
        part: Part,
        /// How often.
        times: usize,
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
    /// A colour that minting never draws, or a colour of the palette that is missing.
    #[error("the light plan's colours are not ones that minting draws: mint it again, and leave it as it is")]
    NotMinted,
}

impl LightPlan {
    /// Fewest colour slots.
    pub const MIN_COLOURS: usize = 6;

    /// Most colour slots.
    pub const MAX_COLOURS: usize = 8;

    /// Most spare colours.
    pub const MAX_SPARES: usize = 64;

    /// Whether this plan may be shown and can be measured: a guard, 6 to 8 colours of which no two neighbours are alike,
    /// every half lit once, a guard, at most 64 spare colours, and all that [`governor::check`] asks for.
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
        for part in HALVES {
            let times = self.slots.iter().filter(|slot| slot.light.part == part).count();
            if times != 1 {
                return Err(LightPlanError::Half { part, times });
            }
        }
        Ok(())
    }

    /// Whether its colours are ones that [`LightPlan::mint`] draws, so that [`LightPlan::entropy_bits`] is true of it.
    pub(crate) fn check_minted(&self) -> Result<(), LightPlanError> {
        let shown = || self.slots.iter().map(|slot| slot.light.colour);
        let known = |colour: &[u8; 3]| *colour == Light::GUARD.colour || Self::PALETTE.contains(colour);
        let all_known = shown().chain(self.spares.iter().copied()).all(|colour| known(&colour));
        let all_used = Self::PALETTE.iter().all(|colour| shown().any(|other| other == *colour));
        if all_known && all_used { Ok(()) } else { Err(LightPlanError::NotMinted) }
    }
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
