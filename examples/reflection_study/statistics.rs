//! Bins.

/// Which of the bins between `edges` holds `value`: each has its lower edge, the last one both.
pub(crate) fn bin(edges: &[f64], value: f64) -> Option<usize> {
    let (first, last) = (edges.first()?, edges.last()?);
    if !(*first..=*last).contains(&value) || edges.len() < 2 {
        return None;
    }
    Some(edges.iter().filter(|edge| **edge <= value).count().min(edges.len() - 1) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_have_their_lower_edge_and_the_last_one_both() {
        let edges = [8.0, 12.0, 20.0, 60.0];
        let found = [7.9, 8.0, 11.9, 12.0, 20.0, 60.0, 60.1].map(|value| bin(&edges, value));
        assert_eq!(found, [None, Some(0), Some(0), Some(1), Some(2), Some(2), None]);
        assert_eq!(bin(&[], 1.0), None);
        assert_eq!(bin(&edges, f64::NAN), None);
    }
}
