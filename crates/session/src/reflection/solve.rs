//! Small least-squares problems, solved the same on every machine.

/// One measured value: how far it is from the model, how the model changes with each parameter, and its weight.
pub(super) struct Row<const N: usize> {
    pub(super) residual: f64,
    pub(super) slope: [f64; N],
    pub(super) weight: f64,
}

/// The normal equations of rows, collected one at a time.
#[derive(Clone, Debug)]
pub(super) struct Normal<const N: usize> {
    matrix: [[f64; N]; N],
    right: [f64; N],
}

impl<const N: usize> Default for Normal<N> {
    fn default() -> Self {
        Self { matrix: [[0.0; N]; N], right: [0.0; N] }
    }
}

impl<const N: usize> Normal<N> {
    pub(super) fn add(&mut self, row: &Row<N>) {
        for i in 0..N {
            let weighted = row.slope[i] * row.weight;
            self.right[i] += weighted * row.residual;
            for j in 0..=i {
                self.matrix[i][j] += weighted * row.slope[j];
            }
        }
    }

    /// Pulls parameter `i` from `now` towards `target` with `weight`.
    pub(super) fn pull(&mut self, i: usize, (now, target): (f64, f64), weight: f64) {
        self.matrix[i][i] += weight;
        self.right[i] += weight * (target - now);
    }

    /// The step that solves the equations, damped so that what the rows do not tell stays where it is.
    pub(super) fn step(&self) -> [f64; N] {
        let mut solved = self.right;
        let factor = self.factor();
        for i in 0..N {
            for j in 0..i {
                solved[i] -= factor[i][j] * solved[j];
            }
            solved[i] /= factor[i][i];
        }
        for i in (0..N).rev() {
            for j in i + 1..N {
                solved[i] -= factor[j][i] * solved[j];
            }
            solved[i] /= factor[i][i];
        }
        solved
    }

    /// Variance of parameter `i` for rows of unit variance over their weight.
    pub(super) fn variance(&self, i: usize) -> f64 {
        let mut unit = Self { matrix: self.matrix, right: [0.0; N] };
        unit.right[i] = 1.0;
        unit.step()[i]
    }

    /// Lower Cholesky factor of the damped matrix.
    fn factor(&self) -> [[f64; N]; N] {
        let largest = (0..N).map(|i| self.matrix[i][i]).fold(0.0, f64::max);
        let damping = largest * 1e-9 + 1e-12;
        let mut factor = [[0.0; N]; N];
        for i in 0..N {
            for j in 0..=i {
                let mut sum = self.matrix[i][j] + if i == j { damping } else { 0.0 };
                for (a, b) in factor[i].iter().zip(&factor[j]).take(j) {
                    sum -= a * b;
                }
                factor[i][j] = if i == j { sum.max(damping).sqrt() } else { sum / factor[j][j] };
            }
        }
        factor
    }
}

/// Weight of a residual by Huber's rule: 1 up to 2.5 `scale`, then falling.
pub(super) fn huber(residual: f64, scale: f64) -> f64 {
    let far = residual.abs() / (2.5 * scale).max(1e-9);
    if far <= 1.0 { 1.0 } else { 1.0 / far }
}

/// Standard deviation that a normal distribution with these absolute residuals would have (1.4826 × their median).
pub(super) fn spread(residuals: &mut [f64]) -> f64 {
    for residual in residuals.iter_mut() {
        *residual = residual.abs();
    }
    residuals.sort_unstable_by(f64::total_cmp);
    residuals.get(residuals.len() / 2).map_or(0.0, |median| 1.4826 * median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_points_is_found() {
        let mut normal = Normal::<2>::default();
        for x in 0..10 {
            let x = f64::from(x);
            normal.add(&Row { residual: 3.0 + 0.5 * x, slope: [1.0, x], weight: 1.0 });
        }
        let [a, b] = normal.step();
        assert!((a - 3.0).abs() < 1e-6 && (b - 0.5).abs() < 1e-6, "{a} {b}");
        // Var(b) = 1 / Σ(x − mean)².
        assert!((normal.variance(1) - 1.0 / 82.5).abs() < 1e-6);
    }

    #[test]
    fn what_no_row_tells_stays() {
        let mut normal = Normal::<2>::default();
        normal.add(&Row { residual: 1.0, slope: [2.0, 0.0], weight: 1.0 });
        let [a, b] = normal.step();
        assert!((a - 0.5).abs() < 1e-6 && b == 0.0);
    }
}
