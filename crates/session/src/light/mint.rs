//! A light plan out of a seed, and how many there are.
//!
//! Colours are not drawn one by one: that would make some sequences likelier than others. The sequences that keep the
//! rules are counted, one number is drawn below the count, and the sequence of that number is spelled out.

use super::expansion::{Expansion, SeedError};
use super::{Light, LightPlan, Part, Slot};

/// Name and version of the stream that a plan is drawn from.
const LABEL: &str = "liveface light plan v1";

/// Times that a colour slot may last, milliseconds: cameras of 15 frames a second get six frames of the shortest.
const COLOUR_MS: [u16; 5] = [400, 440, 480, 520, 560];

/// Times that a guard may last, milliseconds: the baseline wants the longer ones.
const GUARD_MS: [u16; 3] = [480, 520, 560];

/// Spare colours of a minted plan.
const SPARES: usize = 24;

/// The halves: each is lit once.
pub(super) const HALVES: [Part; 4] = [Part::Top, Part::Bottom, Part::Left, Part::Right];

impl LightPlan {
    /// The colours of minted plans, sRGB: strong, far apart in hue, none of them a saturated red (WCAG 2.2: the first has
    /// R/(R+G+B) = 0.76 in linear light, below 0.8).
    pub const PALETTE: [[u8; 3]; 6] =
        [[255, 110, 110], [255, 255, 0], [0, 255, 0], [0, 255, 255], [0, 0, 255], [255, 0, 255]];

    /// The plan of `seed`, 16..=64 bytes that nobody can foresee: the same for the server that minted it and the one that
    /// checks it, and of no use for finding the seed.
    ///
    /// Number of slots, order of colours, places of the halves, and times are drawn without bias. Every plan keeps
    /// [`LightPlan::check`].
    ///
    /// # Errors
    /// The seed is too short or too long.
    pub fn mint(seed: &[u8]) -> Result<Self, SeedError> {
        let mut random = Expansion::new(seed, LABEL)?;
        let span = (Self::MAX_COLOURS - Self::MIN_COLOURS + 1) as u32;
        let count = Self::MIN_COLOURS + random.below(span) as usize;
        let colours = colours(&mut random, count);
        let parts = parts(&mut random, count);
        let mut slots = vec![Slot { light: Light::GUARD, ms: random.pick(&GUARD_MS) }];
        for (colour, part) in colours.into_iter().zip(parts) {
            slots.push(Slot { light: Light { colour, part }, ms: random.pick(&COLOUR_MS) });
        }
        slots.push(Slot { light: Light::GUARD, ms: random.pick(&GUARD_MS) });
        Ok(Self { slots, spares: spares(&mut random) })
    }

    /// How hard a minted plan of this length is to guess: log2 of the number of sequences of colours and parts, all of
    /// them equally likely. 18.0 bits for 6 colours, 23.1 for 7, 27.3 for 8.
    ///
    /// Conservative: times are not counted, since a camera cannot measure them well, nor is the number of slots, which
    /// an attacker is taken to know, nor are spares.
    #[must_use]
    pub fn entropy_bits(&self) -> f32 {
        let colours = self.slots.len().saturating_sub(2);
        // Not the platform's logarithm: a challenge is the same everywhere, to the byte.
        libm::log2((colour_sequences(colours) * part_sequences(colours)).max(1) as f64) as f32
    }
}

/// Sequences of `slots` colours that use the whole palette and never the same colour twice in a row.
fn colour_sequences(slots: usize) -> u64 {
    let palette = LightPlan::PALETTE.len();
    slots.checked_sub(1).map_or(0, |rest| palette as u64 * completions(rest, palette - 1))
}

/// Ways to go on for `rest` more slots when `unused` colours are still to come: the next is one of those, or one that
/// was used and is not the one before.
fn completions(rest: usize, unused: usize) -> u64 {
    if rest < unused {
        return 0;
    }
    if rest == 0 {
        return 1;
    }
    let used = LightPlan::PALETTE.len() - unused - 1;
    let fresh = if unused > 0 { unused as u64 * completions(rest - 1, unused - 1) } else { 0 };
    fresh + used as u64 * completions(rest - 1, unused)
}

/// Ways to give each half its own one of `slots` places.
fn part_sequences(slots: usize) -> u64 {
    (0..HALVES.len()).map(|taken| slots.saturating_sub(taken) as u64).product()
}

/// A sequence of `count` colours, every one that keeps the rules equally likely.
fn colours(random: &mut Expansion, count: usize) -> Vec<[u8; 3]> {
    // At most 8 colours: the count is far below 2³².
    let mut number = u64::from(random.below(colour_sequences(count) as u32));
    let mut unused = LightPlan::PALETTE.to_vec();
    let mut chosen: Vec<[u8; 3]> = Vec::with_capacity(count);
    for rest in (0..count).rev() {
        for colour in LightPlan::PALETTE.into_iter().filter(|colour| chosen.last() != Some(colour)) {
            let fresh = unused.contains(&colour);
            let ways = completions(rest, unused.len() - usize::from(fresh));
            if number < ways {
                unused.retain(|other| *other != colour);
                chosen.push(colour);
                break;
            }
            number -= ways;
        }
    }
    chosen
}

/// Which part each of `count` slots lights: every half once, the others the whole screen.
fn parts(random: &mut Expansion, count: usize) -> Vec<Part> {
    let mut places: Vec<_> = (0..count).collect();
    let mut parts = vec![Part::Whole; count];
    for half in HALVES {
        if let Some(part) = random.draw(&mut places).and_then(|place| parts.get_mut(place)) {
            *part = half;
        }
    }
    parts
}

/// Spare colours, no two neighbours alike.
fn spares(random: &mut Expansion) -> Vec<[u8; 3]> {
    let mut spares: Vec<[u8; 3]> = Vec::with_capacity(SPARES);
    while spares.len() < SPARES {
        let others: Vec<_> =
            LightPlan::PALETTE.into_iter().filter(|colour| spares.last() != Some(colour)).collect();
        spares.push(random.pick(&others));
    }
    spares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts by trying all 6ⁿ sequences, with none of the reasoning of `completions`.
    fn count_by_trying(slots: u32) -> u64 {
        let keeps_the_rules = |mut code: u64| {
            let (mut seen, mut before) = (0_u8, 6);
            for _ in 0..slots {
                let colour = code % 6;
                code /= 6;
                if colour == before {
                    return false;
                }
                (seen, before) = (seen | 1 << colour, colour);
            }
            seen == 0b11_1111
        };
        (0..6_u64.pow(slots)).filter(|code| keeps_the_rules(*code)).count() as u64
    }

    #[test]
    fn sequences_are_counted_as_trying_all_of_them_counts() {
        for slots in 1..=8 {
            assert_eq!(colour_sequences(slots), count_by_trying(slots as u32), "{slots} slots");
        }
        assert_eq!([6, 7, 8].map(colour_sequences), [720, 10_800, 100_800]);
    }

    #[test]
    fn places_of_halves_are_counted_as_trying_all_of_them_counts() {
        for slots in 6..=8_u32 {
            let apart = |code: &u32| {
                let places =
                    [code % slots, code / slots % slots, code / slots.pow(2) % slots, code / slots.pow(3)];
                (0..4).all(|i| !places[i + 1..].contains(&places[i]))
            };
            let tried = (0..slots.pow(4)).filter(apart).count() as u64;
            assert_eq!(part_sequences(slots as usize), tried, "{slots} slots");
        }
    }

    #[test]
    fn every_order_of_six_colours_comes_equally_often() {
        let mut random = Expansion::new(&[7; 32], "test").unwrap();
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..72_000 {
            *seen.entry(colours(&mut random, 6)).or_insert(0_u32) += 1;
        }
        assert_eq!(seen.len(), 720);
        // 719 degrees of freedom: mean 719, standard deviation 38.
        let chi2: f64 = seen.values().map(|count| (f64::from(*count) - 100.0).powi(2) / 100.0).sum();
        assert!((500.0..950.0).contains(&chi2), "{chi2}");
    }
}
