//! Shares with their intervals, bins and distributions.

/// How many of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub hits: usize,
    pub total: usize,
}

impl Share {
    /// How many of `items` are `so`.
    pub(crate) fn of<T>(items: impl IntoIterator<Item = T>, so: impl Fn(&T) -> bool) -> Self {
        items.into_iter().fold(Self { hits: 0, total: 0 }, |share, item| Self {
            hits: share.hits + usize::from(so(&item)),
            total: share.total + 1,
        })
    }

    /// 0..=1; 0 of none.
    pub(crate) fn value(self) -> f64 {
        self.hits as f64 / self.total.max(1) as f64
    }

    /// The 95 % interval of a share (Wilson 1927). Takes of a scene resemble each other, so the true one is wider.
    pub(crate) fn interval(self) -> (f64, f64) {
        if self.total == 0 {
            return (0.0, 1.0);
        }
        let (n, z) = (self.total as f64, 1.959_964_f64);
        let share = self.value();
        let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }
}

/// Which of the bins between `edges` holds `value`: each has its lower edge, the last one both.
pub(crate) fn bin(edges: &[f64], value: f64) -> Option<usize> {
    let (first, last) = (edges.first()?, edges.last()?);
    if !(*first..=*last).contains(&value) || edges.len() < 2 {
        return None;
    }
    Some(edges.iter().filter(|edge| **edge <= value).count().min(edges.len() - 1) - 1)
}

/// The value that `share` of the sorted values stay below, between neighbours in proportion.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
    #[test]
    fn wilson_intervals_are_those_of_the_literature() {
        for (hits, total, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (found_low, found_high) = Share { hits, total }.interval();
            assert!((found_low - low).abs() < 6e-5 && (found_high - high).abs() < 6e-5, "{hits} of {total}");
        }
        assert_eq!(Share { hits: 0, total: 0 }.interval(), (0.0, 1.0));
    }

    #[test]
    fn bins_have_their_lower_edge_and_the_last_one_both() {
        let edges = [8.0, 12.0, 20.0, 60.0];
        let found = [7.9, 8.0, 11.9, 12.0, 20.0, 60.0, 60.1].map(|value| bin(&edges, value));
        assert_eq!(found, [None, Some(0), Some(0), Some(1), Some(2), Some(2), None]);
        assert_eq!(bin(&[], 1.0), None);
        assert_eq!(bin(&edges, f64::NAN), None);
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        let sorted = [1.0, 2.0, 4.0];
        assert_eq!(
            [0.0, 0.5, 0.75, 1.0].map(|share| quantile(&sorted, share)),
            [1.0, 2.0, 3.0, 4.0].map(Some)
        );
        assert_eq!(quantile(&[], 0.5), None);
    }
}
