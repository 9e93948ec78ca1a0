//! How far a rate can be trusted when trials come in clusters that resemble each other.

use crate::{Share, quantile};

/// The ends of a 95 % interval among sorted replicates.
const ENDS: [f64; 2] = [0.025, 0.975];

/// A percentile bootstrap over clusters (Efron 1979; Field & Welsh 2007 for clusters), e.g. subjects: clips of one person
/// resemble each other, so whole people are drawn, with replacement, as many as there are.
///
/// Deterministic, and easy to follow elsewhere: one SplitMix64 stream (Steele, Lea, Flood 2014) that starts at `seed`;
/// each replicate takes as many numbers of 64 bits from it as there are clusters, and a number `u` draws the cluster
/// `u · clusters / 2⁶⁴`, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    /// How many times to draw, e.g. 2000.
    pub replicates: u32,
    /// Where the stream starts: a constant, so that a report can be made again.
    pub seed: u64,
}

impl Bootstrap {
    /// The 95 % interval of the errors of all clusters over the trials of all, each 0..=1. Replicates without a trial are
    /// left out. `None` with fewer than two clusters, or where no replicate has a trial. Clusters that all agree give an
    /// interval without width: it says that nothing differed, not that nothing can; see [`Share::wilson`].
    #[must_use]
    pub fn interval(&self, clusters: &[Share]) -> Option<[f64; 2]> {
        self.interval_of(clusters.len(), |times| weighted(clusters, times).rate())
    }

    /// The 95 % interval of anything that is told of clusters, e.g. the highest of several rates. `statistic` gets how
    /// often each cluster was drawn; its `None` and its NaN are left out. `None` as for [`Bootstrap::interval`].
    pub fn interval_of(
        &self,
        clusters: usize,
        mut statistic: impl FnMut(&[u32]) -> Option<f64>,
    ) -> Option<[f64; 2]> {
        if clusters < 2 {
            return None;
        }
        let mut stream = SplitMix64(self.seed);
        let mut times = vec![0; clusters];
        let mut found: Vec<f64> = (0..self.replicates)
            .filter_map(|_| {
                draw(&mut stream, &mut times);
                statistic(&times).filter(|value| !value.is_nan())
            })
            .collect();
        found.sort_unstable_by(f64::total_cmp);
        let [low, high] = ENDS.map(|share| quantile(&found, share));
        Some([low?, high?])
    }
}

/// The counts of the clusters together, each as often as it was drawn.
fn weighted(clusters: &[Share], times: &[u32]) -> Share {
    let drawn = clusters.iter().zip(times);
    drawn
        .map(|(share, times)| Share {
            errors: share.errors * u64::from(*times),
            total: share.total * u64::from(*times),
        })
        .sum()
}

fn draw(stream: &mut SplitMix64, times: &mut [u32]) {
    times.fill(0);
    let clusters = times.len();
    for _ in 0..clusters {
        if let Some(drawn) = times.get_mut(stream.below(clusters)) {
            *drawn += 1;
        }
    }
}

/// The stream that [`Bootstrap`] promises. Written out here because it is part of the result's definition.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next_u64()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOOTSTRAP: Bootstrap = Bootstrap { replicates: 1000, seed: 7 };

    /// The first numbers of the reference implementation (Vigna, `splitmix64.c`) from 1234567.
    #[test]
    fn the_stream_is_the_published_one() {
        let mut stream = SplitMix64(1_234_567);
        let found = [(); 3].map(|()| stream.next_u64());
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn fewer_than_two_clusters_tell_nothing() {
        assert_eq!(BOOTSTRAP.interval(&[]), None);
        assert_eq!(BOOTSTRAP.interval(&[Share { errors: 3, total: 9 }]), None);
    }

    #[test]
    fn clusters_without_trials_tell_nothing() {
        assert_eq!(BOOTSTRAP.interval(&[Share::default(); 5]), None);
    }

    /// A replicate of one empty and one full cluster draws the empty one twice in a quarter of all cases.
    #[test]
    fn replicates_without_trials_are_left_out() {
        let clusters = [Share::default(), Share { errors: 1, total: 2 }];
        assert_eq!(BOOTSTRAP.interval(&clusters), Some([0.5, 0.5]));
    }

    #[test]
    fn clips_that_all_agree_within_a_person_count_as_one() {
        let people: Vec<Share> =
            (0..40).map(|i| Share { errors: 25 * u64::from(i % 4 == 0), total: 25 }).collect();
        let [low, high] = BOOTSTRAP.interval(&people).unwrap();
        let [naive_low, naive_high] = people.iter().copied().sum::<Share>().wilson().unwrap();
        let times_wider = (high - low) / (naive_high - naive_low);
        // 25 trials of a person are worth one: √25 = 5.
        assert!((4.0..6.0).contains(&times_wider), "{times_wider}");
    }

    #[test]
    fn any_statistic_can_be_drawn_again() {
        let heights = [1.0, 2.0, 3.0, 4.0];
        let tallest = |times: &[u32]| {
            heights
                .iter()
                .zip(times)
                .filter(|(_, times)| **times > 0)
                .map(|(height, _)| *height)
                .reduce(f64::max)
        };
        assert_eq!(BOOTSTRAP.interval_of(4, tallest), Some([2.0, 4.0]));
    }

    #[test]
    fn a_thousand_replicates_of_ten_thousand_people_do_not_keep_one_waiting() {
        let people: Vec<Share> = (0..10_000).map(|i| Share { errors: i % 3, total: 4 }).collect();
        let [low, high] = BOOTSTRAP.interval(&people).unwrap();
        assert!(0.245 < low && low < 0.25 && 0.25 < high && high < 0.255, "{low} {high}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_interval_is_one_of_rates_and_the_same_again(
            counts in proptest::collection::vec((0_u64..5, 0_u64..5), 2..12), seed: u64,
        ) {
            let bootstrap = Bootstrap { replicates: 100, seed };
            let people: Vec<Share> =
                counts.iter().map(|(errors, others)| Share { errors: *errors, total: errors + others }).collect();
            let interval = bootstrap.interval(&people);
            prop_assert_eq!(interval, bootstrap.interval(&people));
            if let Some([low, high]) = interval {
                prop_assert!(0.0 <= low && low <= high && high <= 1.0);
            }
        }
    }
}
