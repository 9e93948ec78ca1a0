//! Curves that are small enough to draw.

use crate::{Point, Share};

/// At most `most` of the points of a curve, in their order, the first and the last among them: those that a walk along
/// the drawn curve meets at equal steps. The steps are taken where both axes show log-odds (of rates with half an error
/// added, so that 0 and 1 are drawn too), close to the normal deviates of a DET plot: rare errors keep their points,
/// however many scores there are. With `most` = 1 the first point alone. The points that are kept are unchanged.
#[must_use]
pub fn thin(points: &[Point], most: usize) -> Vec<Point> {
    if points.len() <= most {
        return points.to_vec();
    }
    let walked = walked(points);
    let whole = walked.last().copied().unwrap_or_default();
    let steps = most.saturating_sub(1).max(1);
    let at_step = |step: usize| match step {
        step if step == steps => points.len() - 1,
        step => walked.partition_point(|length| *length < whole * step as f64 / steps as f64),
    };
    let mut kept: Vec<usize> = (0..=steps).map(at_step).take(most).collect();
    kept.dedup();
    kept.into_iter().filter_map(|index| points.get(index).copied()).collect()
}

/// How long the curve is from its first point to each.
fn walked(points: &[Point]) -> Vec<f64> {
    let place = |point: &Point| [log_odds(point.false_accept), log_odds(point.false_reject)];
    let mut length = 0.0;
    let mut before = points.first().map(place);
    let mut walk = |point: &Point| {
        let [x, y] = place(point);
        length +=
            before.replace([x, y]).map_or(0.0, |[x_before, y_before]| (x - x_before).hypot(y - y_before));
        length
    };
    points.iter().map(&mut walk).collect()
}

/// Finite for every share: half an error more, and half a success more.
fn log_odds(share: Share) -> f64 {
    let errors = share.errors as f64 + 0.5;
    let others = share.total.saturating_sub(share.errors) as f64 + 0.5;
    (errors / others).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `of` points on a straight trade of one error for another.
    fn curve(of: u64) -> Vec<Point> {
        let share = |errors| Share { errors, total: of };
        (0..of)
            .map(|i| Point { threshold: i as f64, false_accept: share(of - i), false_reject: share(i) })
            .collect()
    }

    #[test]
    fn a_curve_that_is_small_enough_stays_as_it_is() {
        assert_eq!(thin(&curve(20), 20), curve(20));
        assert_eq!(thin(&[], 5), []);
    }

    #[test]
    fn rare_errors_keep_their_points() {
        let kept = thin(&curve(1_000_000), 200);
        let rare = kept.iter().filter(|point| point.false_accept.rate().unwrap() < 0.001).count();
        // A thousandth of the points, but a quarter of what is drawn: the odds from 1:1000 to 1:1000000.
        assert!((40..=60).contains(&rare), "{rare}");
    }

    #[test]
    fn points_in_one_place_are_the_two_ends() {
        let still = [Point { threshold: 0.5, ..curve(3)[1] }; 9];
        assert_eq!(thin(&still, 5).len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_ends_and_the_order_stay(of in 1_u64..400, most in 0_usize..50) {
            let (whole, kept) = (curve(of), thin(&curve(of), most));
            prop_assert!(kept.len() <= most);
            prop_assert!(kept.windows(2).all(|pair| pair[0].threshold < pair[1].threshold));
            prop_assert!(kept.iter().all(|point| whole.contains(point)));
            if most >= 1 {
                prop_assert_eq!(kept.first(), whole.first());
            }
            if most >= 2 {
                prop_assert_eq!(kept.last(), whole.last());
            }
        }
    }
}
