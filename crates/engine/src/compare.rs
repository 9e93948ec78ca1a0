//! Whether two faces are of one person: cosine of their embeddings, and the 0..=100 similarity it stands for.

use std::fmt;
use zeroize::Zeroize as _;

/// A face as a direction: what comparisons need, and personal data. Shown nowhere, wiped when dropped.
#[derive(Clone, PartialEq)]
pub struct Embedding(Vec<f32>);

impl Embedding {
    /// Scales `values` to length 1; `None` when they have no direction (all zero, empty or not finite).
    #[must_use]
    pub fn new(values: Vec<f32>) -> Option<Self> {
        let mut embedding = Self(values);
        embedding.normalise().then_some(embedding)
    }

    /// Room for values that are still to come.
    pub(crate) const fn unmeasured() -> Self {
        Self(Vec::new())
    }

    /// As [`Self::new`] in the memory of the values so far, which are gone; `false` when the new ones have no direction.
    pub(crate) fn assign(&mut self, values: &[f32]) -> bool {
        self.0.zeroize();
        self.0.extend_from_slice(values);
        self.normalise()
    }

    fn normalise(&mut self) -> bool {
        let length = self.0.iter().map(|v| v * v).sum::<f32>().sqrt();
        if !length.is_finite() || length < f32::MIN_POSITIVE {
            self.0.zeroize();
            return false;
        }
        self.0.iter_mut().for_each(|v| *v /= length);
        true
    }

    /// The values, their squares adding up to 1.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.0
    }

    /// Cosine of the angle to `other`, -1..=1; `None` when they come from networks of another length.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> Option<f32> {
        let dot = self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum::<f32>();
        (self.0.len() == other.0.len()).then(|| dot.clamp(-1.0, 1.0))
    }
}

/// Says how long the vector is, never what is in it.
impl fmt::Debug for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Embedding({} values withheld)", self.0.len())
    }
}

impl Drop for Embedding {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// How alike two faces are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Cosine of the embeddings, -1..=1.
    pub cosine: f32,
    /// Similarity 0..=100, where 70 stands for a false match rate near 1e-3 and 80 near 1e-4.
    pub similarity: f32,
}

/// From cosine to similarity: straight lines between points, level beyond the first and the last.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarityMap(Vec<[f32; 2]>);

impl SimilarityMap {
    /// `points` are (cosine, similarity), two or more, rising in the cosine, not falling in the similarity, which
    /// stays in 0..=100; otherwise `None`.
    #[must_use]
    pub fn new(points: Vec<[f32; 2]>) -> Option<Self> {
        let rising = points.windows(2).all(|pair| pair[0][0] < pair[1][0] && pair[0][1] <= pair[1][1]);
        let bounded = points.iter().all(|[cosine, s]| cosine.is_finite() && (0.0..=100.0).contains(s));
        (points.len() > 1 && rising && bounded).then_some(Self(points))
    }

    /// The similarity of two faces whose embeddings have this cosine, 0..=100.
    #[must_use]
    pub fn similarity(&self, cosine: f32) -> f32 {
        let above = self.0.partition_point(|point| point[0] <= cosine);
        match (above.checked_sub(1).and_then(|below| self.0.get(below)), self.0.get(above)) {
            (Some(&[x0, y0]), Some(&[x1, y1])) => y0 + (y1 - y0) * (cosine - x0) / (x1 - x0),
            (Some(point), None) | (None, Some(point)) => point[1],
            (None, None) => 0.0,
        }
    }

    /// Compares two embeddings; `None` when they come from networks of another length.
    #[must_use]
    pub fn compare(&self, a: &Embedding, b: &Embedding) -> Option<Comparison> {
        let cosine = a.cosine(b)?;
        Some(Comparison { cosine, similarity: self.similarity(cosine) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosine_ignores_length_but_not_direction() {
        let a = Embedding::new(vec![3.0, 4.0]).unwrap();
        assert!((a.cosine(&Embedding::new(vec![6.0, 8.0]).unwrap()).unwrap() - 1.0).abs() < 1e-6);
        assert!((a.cosine(&Embedding::new(vec![-4.0, 3.0]).unwrap()).unwrap()).abs() < 1e-6);
        assert!((a.cosine(&Embedding::new(vec![-3.0, -4.0]).unwrap()).unwrap() + 1.0).abs() < 1e-6);
    }

    #[test]
    fn vectors_without_direction_are_refused() {
        for values in [vec![], vec![0.0; 4], vec![f32::NAN, 1.0], vec![f32::INFINITY, 1.0]] {
            assert!(Embedding::new(values).is_none());
        }
    }

    #[test]
    fn embeddings_of_two_networks_do_not_compare() {
        let (a, b) = (Embedding::new(vec![1.0; 4]).unwrap(), Embedding::new(vec![1.0; 5]).unwrap());
        assert_eq!(a.cosine(&b), None);
    }

    #[test]
    fn debug_withholds_the_values() {
        assert_eq!(format!("{:?}", Embedding::new(vec![1.0, 0.0]).unwrap()), "Embedding(2 values withheld)");
    }

    #[test]
    fn similarity_passes_through_its_points_and_is_level_beyond() {
        let map = SimilarityMap::new(vec![[0.0, 0.0], [0.4, 70.0], [0.5, 80.0], [1.0, 100.0]]).unwrap();
        let cases =
            [(-1.0, 0.0), (0.0, 0.0), (0.2, 35.0), (0.4, 70.0), (0.45, 75.0), (0.5, 80.0), (1.0, 100.0)];
        for (cosine, expected) in cases {
            assert!(
                (map.similarity(cosine) - expected).abs() < 1e-4,
                "at {cosine}: {}",
                map.similarity(cosine)
            );
        }
    }

    #[test]
    fn points_that_do_not_rise_are_refused() {
        let refused = [
            vec![],
            vec![[0.0, 0.0]],
            vec![[0.0, 0.0], [0.0, 50.0]],
            vec![[0.0, 60.0], [0.5, 50.0]],
            vec![[0.0, 0.0], [1.0, 101.0]],
            vec![[f32::NAN, 0.0], [1.0, 100.0]],
        ];
        for points in refused {
            assert_eq!(SimilarityMap::new(points.clone()), None, "{points:?}");
        }
    }
}
