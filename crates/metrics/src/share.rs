//! How often of how many, and what that says of the true rate.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::iter::Sum;

/// The standard normal's quantile at 0.975: what a two-sided 95 % interval needs.
const Z: f64 = 1.959_963_984_540_054;

/// How often something happened (mostly an error), of how many times that it could have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Share {
    /// How often it happened; at most `total`.
    pub errors: u64,
    /// Of how many.
    pub total: u64,
}

impl Share {
    /// How many of `items` are an error.
    pub fn of<T>(items: impl IntoIterator<Item = T>, mut is_error: impl FnMut(&T) -> bool) -> Self {
        items.into_iter().map(|item| is_error(&item)).collect()
    }

    /// `errors` over `total`, 0..=1; `None` of none, and where `errors` exceeds `total`.
    #[must_use]
    pub fn rate(self) -> Option<f64> {
        (self.total > 0 && self.errors <= self.total).then(|| self.errors as f64 / self.total as f64)
    }

    /// The 95 % score interval of the true rate (Wilson 1927; Newcombe 1998, method 3), lowest and highest, each 0..=1;
    /// `None` where [`Share::rate`] is. It takes the trials for independent: see [`Bootstrap`](crate::Bootstrap) for
    /// trials that resemble each other.
    #[must_use]
    pub fn wilson(self) -> Option<[f64; 2]> {
        let rate = self.rate()?;
        let n = self.total as f64;
        let width = 2.0 * (n + Z * Z);
        let middle = (2.0 * n * rate + Z * Z) / width;
        let half = Z / width * (4.0 * n * rate * (1.0 - rate) + Z * Z).sqrt();
        // Both ends are exact where nothing or everything happened; rounding would leave them beside 0 and 1.
        let low = if self.errors == 0 { 0.0 } else { middle - half };
        let high = if self.errors == self.total { 1.0 } else { middle + half };
        Some([low, high])
    }

    /// The order of two rates, neither of them of nothing, exactly.
    pub(crate) fn cmp_rate(self, other: Self) -> Ordering {
        let product = |share: Self, of: Self| u128::from(share.errors) * u128::from(of.total);
        product(self, other).cmp(&product(other, self))
    }
}

/// The highest of several rates, with whose it is: the first of those that share it. `None` where every rate is of
/// nothing. Nothing is rounded.
pub fn worst<K>(shares: impl IntoIterator<Item = (K, Share)>) -> Option<(K, Share)> {
    let told = shares.into_iter().filter(|(_, share)| share.total > 0);
    told.reduce(|worst, next| if next.1.cmp_rate(worst.1).is_gt() { next } else { worst })
}

/// Counts which of many are errors.
impl FromIterator<bool> for Share {
    fn from_iter<I: IntoIterator<Item = bool>>(errors: I) -> Self {
        errors.into_iter().fold(Self::default(), |share, is_error| Self {
            errors: share.errors + u64::from(is_error),
            total: share.total + 1,
        })
    }
}

/// Puts the counts of parts together.
impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |sum, part| Self {
            errors: sum.errors + part.errors,
            total: sum.total + part.total,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
    #[test]
    fn wilson_intervals_are_those_of_the_literature() {
        for (errors, total, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let [found_low, found_high] = Share { errors, total }.wilson().unwrap();
            assert!((found_low - low).abs() < 5.1e-5, "{errors} of {total}: {found_low}");
            assert!((found_high - high).abs() < 5.1e-5, "{errors} of {total}: {found_high}");
        }
    }

    #[test]
    fn nothing_of_nothing_is_no_rate() {
        assert_eq!(Share::default().rate(), None);
        assert_eq!(Share::default().wilson(), None);
    }

    #[test]
    fn more_errors_than_trials_are_no_rate() {
        let impossible = Share { errors: 3, total: 2 };
        assert_eq!((impossible.rate(), impossible.wilson()), (None, None));
    }

    #[test]
    fn the_ends_are_exact_where_all_trials_agree() {
        assert_eq!(Share { errors: 0, total: 7 }.wilson().unwrap()[0], 0.0);
        assert_eq!(Share { errors: 7, total: 7 }.wilson().unwrap()[1], 1.0);
    }

    #[test]
    fn it_counts_what_it_is_given() {
        assert_eq!(Share::of([0.1, 0.5, 0.9], |score| *score >= 0.5), Share { errors: 2, total: 3 });
        let parts = [Share { errors: 1, total: 4 }, Share { errors: 2, total: 2 }];
        assert_eq!(parts.into_iter().sum::<Share>(), Share { errors: 3, total: 6 });
    }

    #[test]
    fn rates_are_compared_without_rounding() {
        let third = Share { errors: 1, total: 3 };
        assert_eq!(third.cmp_rate(Share { errors: 333_333_333, total: 999_999_999 }), Ordering::Equal);
        assert_eq!(third.cmp_rate(Share { errors: u64::MAX / 3 - 1, total: u64::MAX }), Ordering::Greater);
    }

    #[test]
    fn the_worst_is_the_first_of_the_highest_rates() {
        let shares = [("a", (0, 0)), ("b", (1, 4)), ("c", (2, 4)), ("d", (1, 2)), ("e", (0, 9))];
        let found = worst(shares.map(|(name, (errors, total))| (name, Share { errors, total })));
        assert_eq!(found, Some(("c", Share { errors: 2, total: 4 })));
        assert_eq!(worst([("a", Share::default())]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_interval_holds_the_rate_and_narrows_with_more_trials(total in 1_u64..1_000_000, part in 0.0..=1.0) {
            let share = Share { errors: (total as f64 * part) as u64, total };
            let [low, high] = share.wilson().unwrap();
            let rate = share.rate().unwrap();
            prop_assert!(0.0 <= low && low <= rate && rate <= high && high <= 1.0);
            let [more_low, more_high] = Share { errors: 4 * share.errors, total: 4 * total }.wilson().unwrap();
            prop_assert!(more_high - more_low < high - low);
        }

        #[test]
        fn the_interval_of_the_opposite_is_its_mirror_image(total in 1_u64..10_000, part in 0.0..=1.0) {
            let errors = (total as f64 * part) as u64;
            let [low, high] = Share { errors, total }.wilson().unwrap();
            let [mirrored_low, mirrored_high] = Share { errors: total - errors, total }.wilson().unwrap();
            prop_assert!((low + mirrored_high - 1.0).abs() < 1e-12 && (high + mirrored_low - 1.0).abs() < 1e-12);
        }
    }
}
