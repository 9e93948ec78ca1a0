//! The front of a head as a height field, smoothed into a shell that fits over it.

use crate::math::{Vec3, mix};
use crate::mesh::Triangle;

/// Side of a cell, cm.
const CELL: f32 = 0.15;
/// Least distance from the shell to the face, cm.
const GAP: f32 = 0.3;
/// Share of the hollows that the mould loses.
const FLATTENED: f32 = 0.5;
/// Radius over which relief is lost, cm.
const SMOOTHING: f32 = 1.2;

/// Heights over a rectangle of head space: z over x and y, cm.
#[derive(Clone)]
pub(crate) struct Relief {
    low: [f32; 2],
    columns: usize,
    rows: usize,
    /// Row by row from the lowest; `f32::MIN` = nothing there.
    heights: Vec<f32>,
}

impl Relief {
    /// The foremost surface of `triangles` over the rectangle `low`..`high`.
    pub(crate) fn of(points: &[Vec3], triangles: &[Triangle], low: [f32; 2], high: [f32; 2]) -> Self {
        let cells = |axis: usize| ((high[axis] - low[axis]) / CELL).ceil().clamp(1.0, 400.0) as usize + 1;
        let (columns, rows) = (cells(0), cells(1));
        let mut relief = Self { low, columns, rows, heights: vec![f32::MIN; columns * rows] };
        for triangle in triangles {
            relief.stamp(triangle.points.map(|i| points.get(i as usize).copied().unwrap_or_default()));
        }
        relief
    }

    /// A shell over this relief: its hollows half filled, its heights kept, because the attacker's nose must fit below.
    pub(crate) fn moulded(&self) -> Self {
        let filled = self.filled();
        let smooth = filled.blurred(SMOOTHING).blurred(SMOOTHING);
        let above = |gap: f32, heights: &[f32]| {
            heights.iter().zip(&filled.heights).map(|(&shell, &face)| shell.max(face + gap)).collect()
        };
        let flat: Vec<f32> =
            filled.heights.iter().zip(&smooth.heights).map(|(&z, &s)| mix(z, s, FLATTENED) + GAP).collect();
        let cover = Self { heights: above(GAP, &flat), ..self.clone() }.blurred(0.3);
        Self { heights: above(GAP * 0.7, &cover.heights), ..cover }
    }

    /// Bilinear height at `at`; clamped to the rectangle.
    pub(crate) fn at(&self, at: [f32; 2]) -> f32 {
        let place = |axis: usize, n: usize| {
            let x = ((at[axis] - self.low[axis]) / CELL).clamp(0.0, (n - 1) as f32);
            let i = x as usize;
            (i, (i + 1).min(n - 1), x - i as f32)
        };
        let (x0, x1, s) = place(0, self.columns);
        let (y0, y1, t) = place(1, self.rows);
        let row = |y: usize| mix(self.heights[y * self.columns + x0], self.heights[y * self.columns + x1], s);
        mix(row(y0), row(y1), t)
    }

    /// Raises the cells below one triangle.
    fn stamp(&mut self, corners: [Vec3; 3]) {
        let [a, b, c] = corners.map(|p| [(p.x - self.low[0]) / CELL, (p.y - self.low[1]) / CELL]);
        let area = |p: [f32; 2], q: [f32; 2], r: [f32; 2]| {
            (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        };
        let whole = area(a, b, c);
        if whole <= 1e-6 {
            return;
        }
        let ends = |axis: usize, n: usize| {
            let (low, high) = (a[axis].min(b[axis]).min(c[axis]), a[axis].max(b[axis]).max(c[axis]));
            low.ceil().max(0.0) as usize..(high.floor() + 1.0).clamp(0.0, n as f32) as usize
        };
        for y in ends(1, self.rows) {
            for x in ends(0, self.columns) {
                let p = [x as f32, y as f32];
                let w = [area(p, b, c), area(p, c, a), area(p, a, b)].map(|part| part / whole);
                if w.iter().all(|&part| part >= -1e-4) {
                    let z = corners.iter().zip(w).map(|(p, w)| p.z * w).sum::<f32>();
                    let cell = &mut self.heights[y * self.columns + x];
                    *cell = cell.max(z);
                }
            }
        }
    }

    /// Holes (the sockets of the eyes, the mouth, what lies beside the head) get the mean height around them.
    fn filled(&self) -> Self {
        let mut relief = self.clone();
        while relief.heights.contains(&f32::MIN) {
            let before = relief.heights.clone();
            let mut changed = false;
            for (i, height) in relief.heights.iter_mut().enumerate().filter(|(_, z)| **z == f32::MIN) {
                let known = self.around(i).filter(|&j| before[j] != f32::MIN);
                let (count, sum) = known.fold((0.0, 0.0), |(n, sum), j| (n + 1.0, sum + before[j]));
                if count > 0.0 {
                    (*height, changed) = (sum / count, true);
                }
            }
            if !changed {
                relief.heights.fill(0.0);
            }
        }
        relief
    }

    /// The up to four neighbours of cell `i`.
    fn around(&self, i: usize) -> impl Iterator<Item = usize> {
        let (x, y) = (i % self.columns, i / self.columns);
        let (columns, rows) = (self.columns, self.rows);
        [(-1, 0), (1, 0), (0, -1), (0, 1)].into_iter().filter_map(move |(dx, dy)| {
            let (x, y) = (x.checked_add_signed(dx)?, y.checked_add_signed(dy)?);
            (x < columns && y < rows).then_some(y * columns + x)
        })
    }

    /// Mean over a square of half-width `radius` cm, one axis after the other.
    fn blurred(&self, radius: f32) -> Self {
        let reach = (radius / CELL).round() as usize;
        let across = self.averaged(reach, |line, k| (line, k), self.rows, self.columns);
        across.averaged(reach, |line, k| (k, line), self.columns, self.rows)
    }

    /// Means over `reach` cells on either side along `lines` lines of `length` cells; `cell` gives (row, column).
    fn averaged(
        &self,
        reach: usize,
        cell: impl Fn(usize, usize) -> (usize, usize),
        lines: usize,
        length: usize,
    ) -> Self {
        let mut result = self.clone();
        let index = |line: usize, k: usize| {
            let (row, column) = cell(line, k);
            row * self.columns + column
        };
        for line in 0..lines {
            for k in 0..length {
                let ends = k.saturating_sub(reach)..(k + reach + 1).min(length);
                let count = ends.len() as f32;
                let sum: f32 = ends.map(|other| self.heights[index(line, other)]).sum();
                result.heights[index(line, k)] = sum / count;
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half a ball of radius 8 with a nose, a pyramid on its front, and a pit for an eye.
    fn head() -> (Vec<Vec3>, Vec<Triangle>) {
        let side = 41;
        let height = |x: f32, y: f32| {
            let ball = (64.0 - x * x - y * y).max(0.0).sqrt();
            let eye = 1.0 - ((x - 3.2) * (x - 3.2) + (y - 3.2) * (y - 3.2)).sqrt();
            ball + (2.5 - 1.5 * x.abs().max(y.abs())).max(0.0) - eye.max(0.0)
        };
        let at = |i: u32| ((i % side) as f32 * 0.4 - 8.0, (i / side) as f32 * 0.4 - 8.0);
        let points = (0..side * side).map(at).map(|(x, y)| crate::math::vec3(x, y, height(x, y)));
        let cells = (0..side * (side - 1)).filter(|i| i % side < side - 1);
        let two = |i: u32| [[i, i + 1, i + side + 1], [i, i + side + 1, i + side]].map(Triangle::plain);
        (points.collect(), cells.flat_map(two).collect())
    }

    #[test]
    fn the_shell_covers_the_nose_and_loses_relief() {
        let (points, triangles) = head();
        let face = Relief::of(&points, &triangles, [-5.0, -5.0], [5.0, 5.0]);
        let shell = face.moulded();
        for i in 0..=60 {
            let at = [-4.5 + i as f32 * 0.15, 0.3];
            let gap = shell.at(at) - face.at(at);
            assert!(gap > 0.15 && gap < 2.0, "{gap} cm at {at:?}");
        }
        let pit = |r: &Relief| (r.at([2.0, 3.2]) + r.at([4.4, 3.2])) / 2.0 - r.at([3.2, 3.2]);
        assert!(pit(&shell) < 0.6 * pit(&face), "{} of {}", pit(&shell), pit(&face));
    }
}
