//! A smooth map of the plane through pairs of points.

/// Pairs of points: where each lies in one plane and in the other.
pub(crate) struct Warp {
    pairs: Vec<([f32; 2], [f32; 2])>,
}

impl Warp {
    pub(crate) fn new(from: impl Iterator<Item = [f32; 2]>, to: impl Iterator<Item = [f32; 2]>) -> Self {
        Self { pairs: from.zip(to).collect() }
    }

    /// Where `at` goes: the affine map that fits the pairs near it best (moving least squares, Schaefer, McPhail &
    /// Warren 2006, section 2.1). Pairs are hit exactly.
    pub(crate) fn apply(&self, at: [f32; 2]) -> [f32; 2] {
        let weight = |p: [f32; 2]| {
            let squared = (p[0] - at[0]) * (p[0] - at[0]) + (p[1] - at[1]) * (p[1] - at[1]);
            1.0 / (squared * squared + 1e-6)
        };
        let (mut sum, mut p0, mut q0) = (1e-20, [0.0; 2], [0.0; 2]);
        for (p, q) in &self.pairs {
            let w = weight(*p);
            sum += w;
            for axis in 0..2 {
                p0[axis] += w * p[axis];
                q0[axis] += w * q[axis];
            }
        }
        let (p0, q0) = (p0.map(|x: f32| x / sum), q0.map(|x: f32| x / sum));
        let ([xx, xy, yy], mixed) = self.moments(weight, p0, q0);
        let determinant = (xx * yy - xy * xy).max(1e-12);
        let off = [at[0] - p0[0], at[1] - p0[1]];
        let (a, b) = ((off[0] * yy - off[1] * xy) / determinant, (off[1] * xx - off[0] * xy) / determinant);
        std::array::from_fn(|axis| q0[axis] + a * mixed[0][axis] + b * mixed[1][axis])
    }

    /// Weighted second moments of the first points about `p0` (xx, xy, yy), and of the first (rows) with the second
    /// (columns).
    fn moments(
        &self,
        weight: impl Fn([f32; 2]) -> f32,
        p0: [f32; 2],
        q0: [f32; 2],
    ) -> ([f32; 3], [[f32; 2]; 2]) {
        let (mut own, mut mixed) = ([0.0; 3], [[0.0; 2]; 2]);
        for (p, q) in &self.pairs {
            let w = weight(*p);
            let (x, y) = (p[0] - p0[0], p[1] - p0[1]);
            own = [own[0] + w * x * x, own[1] + w * x * y, own[2] + w * y * y];
            for axis in 0..2 {
                mixed[0][axis] += w * x * (q[axis] - q0[axis]);
                mixed[1][axis] += w * y * (q[axis] - q0[axis]);
            }
        }
        (own, mixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warp_hits_its_pairs_and_keeps_affine_maps() {
        let from: Vec<[f32; 2]> = (0..40).map(|i| [(i % 8) as f32 * 1.7, (i / 8) as f32 * 2.1]).collect();
        let affine = |p: [f32; 2]| [0.5 * p[0] - 0.2 * p[1] + 1.0, 0.3 * p[0] + 0.8 * p[1]];
        let straight = Warp::new(from.iter().copied(), from.iter().map(|&p| affine(p)));
        let (at, wanted) = (straight.apply([4.4, 3.3]), affine([4.4, 3.3]));
        assert!((at[0] - wanted[0]).abs() < 1e-3 && (at[1] - wanted[1]).abs() < 1e-3, "{at:?} {wanted:?}");
        let bent = Warp::new(from.iter().copied(), from.iter().map(|p| [p[0] * p[0], p[1]]));
        let hit = bent.apply(from[13]);
        assert!((hit[0] - from[13][0] * from[13][0]).abs() < 1e-2, "{hit:?}");
    }
}
