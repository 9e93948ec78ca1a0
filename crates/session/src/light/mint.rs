//! A light plan out of a seed, and how many there are.
//!
//! Parts and colours are not drawn one by one: that would make some sequences likelier than others. A number names a
//! candidate, numbers are drawn until one names a candidate that keeps the rules, and so every sequence that keeps them
//! is equally likely.

use super::expansion::{Expansion, SeedError};
use super::{Light, LightPlan, Part, Slot};

/// Name and version of the stream that a plan is drawn from.
const LABEL: &str = "liveface light plan v1";

/// Times that a colour slot may last, milliseconds: cameras of 15 frames a second get six frames of the shortest.
const COLOUR_MS: [u16; 5] = [400, 440, 480, 520, 560];

/// Times that a guard may last, milliseconds: the baseline wants the longer ones.
const GUARD_MS: [u16; 3] = [480, 520, 560];

/// Spare colours of a minted plan: showing all of it again twice takes 26 of them in the mean, and at most 50 in
/// 100 000 plans.
const SPARES: usize = LightPlan::MAX_SPARES;

/// The halves: each is lit.
pub(super) const HALVES: [Part; 4] = [Part::Top, Part::Bottom, Part::Left, Part::Right];

/// What the slots of a minted plan light, in some order. Six of eight light a half, since halves show the shape of the
/// face, which takes more light to measure than the order of the colours does.
pub(super) const PARTS: [Part; 8] =
    [Part::Left, Part::Left, Part::Right, Part::Right, Part::Top, Part::Bottom, Part::Whole, Part::Whole];

/// Candidates that have a number: 8! orders of the parts, 3 colours for each of 6 halves, 3 · 2 for the two wholes.
const CANDIDATES: u32 = 40_320 * 729 * 6;

/// Candidates that keep the rules, each sequence once: counted in the tests.
const SEQUENCES: u32 = 2_632_176;

impl LightPlan {
    /// The colours of minted plans, sRGB: strong, far apart in hue, none of them a saturated red (WCAG 2.2: the first has
    /// R/(R+G+B) = 0.76 in linear light, below 0.8).
    pub const PALETTE: [[u8; 3]; 6] =
        [[255, 110, 110], [255, 255, 0], [0, 255, 0], [0, 255, 255], [0, 0, 255], [255, 0, 255]];

    /// The colours of the palette that light a half: a relative luminance of 0.7 and more, far above the noise that video
    /// coding leaves in a picture's colours.
    pub const LUMINOUS: [[u8; 3]; 3] = [[255, 255, 0], [0, 255, 0], [0, 255, 255]];

    /// The colours of the palette that light the whole screen.
    pub const DARKER: [[u8; 3]; 3] = [[255, 110, 110], [0, 0, 255], [255, 0, 255]];

    /// The plan of `seed`, 16..=64 bytes that nobody can foresee: the same for the server that minted it and the one that
    /// checks it, and of no use for finding the seed.
    ///
    /// Eight colours: left and right twice, top and bottom once, each in one of [`LightPlan::LUMINOUS`] and each of those
    /// at least once; the whole screen twice, in two of [`LightPlan::DARKER`]. Neighbours have different colours, and
    /// different parts unless both are the whole. Order, colours and times are drawn without bias. Every plan keeps
    /// [`LightPlan::check`].
    ///
    /// # Errors
    /// The seed is too short or too long.
    pub fn mint(seed: &[u8]) -> Result<Self, SeedError> {
        let mut random = Expansion::new(seed, LABEL)?;
        let lights = lights(&mut random);
        let mut slots = vec![Slot { light: Light::GUARD, ms: random.pick(&GUARD_MS) }];
        slots.extend(lights.into_iter().map(|light| Slot { light, ms: random.pick(&COLOUR_MS) }));
        slots.push(Slot { light: Light::GUARD, ms: random.pick(&GUARD_MS) });
        Ok(Self { slots, spares: spares(&mut random) })
    }

    /// How hard a minted plan is to guess: log2 of the number of sequences of colours and parts, all of them equally
    /// likely, 21.3 bits. 0 for a plan that minting never draws.
    ///
    /// Conservative: times are not counted, since a camera cannot measure them well, nor are spares.
    #[must_use]
    pub fn entropy_bits(&self) -> f32 {
        // Not the platform's logarithm: a challenge is the same everywhere, to the byte.
        if self.check_minted().is_ok() { libm::log2(f64::from(SEQUENCES)) as f32 } else { 0.0 }
    }
}

/// A sequence of colours on parts, every one that keeps the rules equally likely.
fn lights(random: &mut Expansion) -> Vec<Light> {
    loop {
        // About one in ten keeps the rules.
        let lights = candidate(random.below(CANDIDATES));
        if keeps_the_rules(&lights) {
            return lights;
        }
    }
}

/// The sequence with this number: all parts in some order, halves in luminous colours, wholes in two darker ones. Every
/// sequence has eight numbers, since it does not matter which of two equal parts comes first.
fn candidate(number: u32) -> Vec<Light> {
    let mut digits = Digits(number as usize);
    let mut parts = PARTS.to_vec();
    let order: Vec<_> = PARTS.iter().filter_map(|_| digits.draw(&mut parts)).collect();
    let mut darker = LightPlan::DARKER.to_vec();
    let colour = |part| match part {
        Part::Whole => digits.draw(&mut darker),
        _ => digits.draw(&mut LightPlan::LUMINOUS.to_vec()),
    };
    let colours: Vec<_> = order.iter().copied().filter_map(colour).collect();
    order.into_iter().zip(colours).map(|(part, colour)| Light { colour, part }).collect()
}

/// Whether neighbours differ and every luminous colour is there.
pub(super) fn keeps_the_rules(lights: &[Light]) -> bool {
    let differ = |(one, next): (&Light, &Light)| {
        one.colour != next.colour && (one.part != next.part || one.part == Part::Whole)
    };
    lights.iter().zip(lights.iter().skip(1)).all(differ)
        && LightPlan::LUMINOUS.iter().all(|colour| lights.iter().any(|light| light.colour == *colour))
}

/// A number read as digits of changing bases, the last one first.
struct Digits(usize);

impl Digits {
    /// Takes the one of `pool` that the next digit says; `None` when it is empty.
    fn draw<T>(&mut self, pool: &mut Vec<T>) -> Option<T> {
        let bases = pool.len().max(1);
        let at = self.0 % bases;
        self.0 /= bases;
        (at < pool.len()).then(|| pool.remove(at))
    }
}

/// Spare colours, no two neighbours alike: luminous ones.
fn spares(random: &mut Expansion) -> Vec<[u8; 3]> {
    let mut spares: Vec<[u8; 3]> = Vec::with_capacity(SPARES);
    while spares.len() < SPARES {
        let mut choices = LightPlan::LUMINOUS.to_vec();
        choices.retain(|colour| spares.last() != Some(colour));
        spares.push(random.pick(&choices));
    }
    spares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::reflecting::Reflecting;
    use std::collections::BTreeSet;

    /// Every different order of the parts, of all 8! that there are.
    fn orders() -> BTreeSet<[usize; 8]> {
        (0..40_320)
            .map(|number| {
                let (mut digits, mut pool) = (Digits(number), PARTS.to_vec());
                [(); 8].map(|()| digits.draw(&mut pool).unwrap() as usize)
            })
            .collect()
    }

    /// Sequences of this order of parts, counted by trying all 3⁶ colours of the halves; 6 are the pairs of the wholes.
    fn sequences(order: &[usize; 8]) -> u32 {
        let alike = |pair: &[usize]| pair[0] == pair[1] && pair[0] != Part::Whole as usize;
        if order.windows(2).any(alike) {
            return 0;
        }
        let keeps_the_rules = |mut code: u32| {
            let (mut seen, mut before) = (0_u8, 3);
            for part in order {
                if *part == Part::Whole as usize {
                    before = 3;
                    continue;
                }
                let colour = code % 3;
                code /= 3;
                if colour == before {
                    return false;
                }
                (seen, before) = (seen | 1 << colour, colour);
            }
            seen == 0b111
        };
        6 * (0..729).filter(|code| keeps_the_rules(*code)).count() as u32
    }

    #[test]
    fn sequences_are_counted_as_trying_all_of_them_counts() {
        let orders = orders();
        assert_eq!(orders.len(), 5_040);
        // Counted by a program in Python as well, which lists the orders and the colours with itertools.
        assert_eq!(orders.iter().map(sequences).sum::<u32>(), SEQUENCES);
        assert_eq!(SEQUENCES, 2_632_176);
    }

    #[test]
    fn every_sequence_has_eight_numbers() {
        // All numbers of which the order of the parts, the lowest digits, is one of these.
        for order in [0, 12_345, 40_319] {
            let sequence = candidate(order).into_iter().map(|light| light.part as usize).collect::<Vec<_>>();
            let numbers = (0..729 * 6).map(|colours| order + 40_320 * colours);
            let drawn: Vec<_> = numbers.map(candidate).filter(|lights| keeps_the_rules(lights)).collect();
            let different: BTreeSet<_> = drawn.iter().map(|lights| format!("{lights:?}")).collect();
            assert_eq!(drawn.len(), different.len());
            assert_eq!(drawn.len() as u32, sequences(&sequence.try_into().unwrap()));
        }
        let mut numbers = std::collections::BTreeMap::new();
        for order in 0..40_320 {
            let parts = candidate(order).into_iter().map(|light| light.part as usize).collect::<Vec<_>>();
            *numbers.entry(parts).or_insert(0) += 1;
        }
        assert!(numbers.len() == 5_040 && numbers.values().all(|numbers| *numbers == 8));
    }

    #[test]
    fn spares_show_all_slots_again_twice() {
        for number in 0..20_000_u64 {
            let seed = [number.to_be_bytes(), [3; 8]].concat();
            let mut light = Reflecting::new(LightPlan::mint(&seed).unwrap(), false);
            for again in 0..2 {
                assert!(light.proceed(Timestamp::from_millis(again)).unwrap().is_some());
                assert_eq!(light.restart(), Ok(()), "seed {number}, time {again}");
            }
        }
    }
}
