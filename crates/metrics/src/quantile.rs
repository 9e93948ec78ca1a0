//! Quantiles.

/// The value that a share of the values stay below, between neighbours in proportion: definition 7 of Hyndman & Fan
/// 1996, the default of numpy and R. `sorted` is in rising order; `share` is 0..=1, and what is outside counts as the
/// nearer end. `None` without values, and for a share that is no number.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    if share.is_nan() {
        return None;
    }
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let low = sorted.get(place.floor() as usize)?;
    let high = sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        let sorted = [1.0, 2.0, 4.0];
        let found = [0.0, 0.5, 0.75, 1.0].map(|share| quantile(&sorted, share));
        assert_eq!(found, [1.0, 2.0, 3.0, 4.0].map(Some));
    }

    #[test]
    fn what_is_outside_counts_as_the_nearer_end() {
        assert_eq!([-1.0, 2.0].map(|share| quantile(&[1.0, 2.0], share)), [Some(1.0), Some(2.0)]);
    }

    #[test]
    fn there_is_none_of_nothing() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0], f64::NAN), None);
    }
}
