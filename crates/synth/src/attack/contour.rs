//! Outlines of a face among the landmarks of the face mesh.

/// A closed line, x and y in any unit, in order around it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outline(Vec<[f32; 2]>);

impl Outline {
    /// The landmarks that `indices` name; those that are missing are left out.
    pub(crate) fn of(landmarks: &[[f32; 2]], indices: &[usize]) -> Self {
        Self(indices.iter().filter_map(|&i| landmarks.get(i).copied()).collect())
    }

    /// The same outline with every point moved by `place`.
    pub(crate) fn map(&self, place: impl Fn([f32; 2]) -> [f32; 2]) -> Self {
        Self(self.0.iter().map(|&p| place(p)).collect())
    }

    /// Mean of the points.
    pub(crate) fn centre(&self) -> [f32; 2] {
        let n = self.0.len().max(1) as f32;
        let sum = self.0.iter().fold([0.0, 0.0], |s, p| [s[0] + p[0], s[1] + p[1]]);
        [sum[0] / n, sum[1] / n]
    }

    /// Lower and upper ends of x, then of y.
    pub(crate) fn bounds(&self) -> [[f32; 2]; 2] {
        let ends = |axis: usize| {
            let values = self.0.iter().map(move |p| p[axis]);
            [values.clone().fold(f32::MAX, f32::min), values.fold(f32::MIN, f32::max)]
        };
        [ends(0), ends(1)]
    }

    /// Larger (`factor` > 1) or smaller about its centre.
    pub(crate) fn scaled(&self, factor: [f32; 2]) -> Self {
        let c = self.centre();
        self.map(|p| [c[0] + (p[0] - c[0]) * factor[0], c[1] + (p[1] - c[1]) * factor[1]])
    }

    /// Distance to the outline, positive inside; far outside if it has no points.
    pub(crate) fn depth(&self, at: [f32; 2]) -> f32 {
        let (mut nearest, mut inside) = (f32::MAX, false);
        let before = self.0.iter().cycle().skip(self.0.len().saturating_sub(1));
        for (a, b) in before.zip(&self.0) {
            nearest = nearest.min(squared_distance(at, *a, *b));
            let crosses = (a[1] > at[1]) != (b[1] > at[1]);
            inside ^= crosses && at[0] < a[0] + (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]);
        }
        if inside { nearest.sqrt() } else { -nearest.sqrt() }
    }
}

/// From `p` to the piece of line from `a` to `b`.
fn squared_distance(p: [f32; 2], a: [f32; 2], b: [f32; 2]) -> f32 {
    let (along, to) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let length = along[0] * along[0] + along[1] * along[1];
    let t = ((to[0] * along[0] + to[1] * along[1]) / length.max(1e-12)).clamp(0.0, 1.0);
    let off = [to[0] - t * along[0], to[1] - t * along[1]];
    off[0] * off[0] + off[1] * off[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_the_signed_distance_to_a_square() {
        let square = Outline(vec![[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]);
        assert!((square.depth([0.0, 0.0]) - 1.0).abs() < 1e-6);
        assert!((square.depth([0.75, 0.5]) - 0.25).abs() < 1e-6);
        assert!((square.depth([2.0, 2.0]) + 2.0_f32.sqrt()).abs() < 1e-6);
        assert!(Outline(Vec::new()).depth([0.0, 0.0]) < -1e9);
    }
}
