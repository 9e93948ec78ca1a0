//! Lids that close on every head: the upper rim is made to meet the lower one.

use super::eyes::Placed;
use crate::math::{Vec3, smoothstep, vec3};

/// The upper lid ends this far below the rim of the lower one and this far before it when closed, cm.
const OVERLAP: Vec3 = vec3(0.0, -0.035, 0.012);

/// A point that moves when one eye closes.
#[derive(Clone, Copy, Debug)]
struct LidPoint {
    index: u32,
    /// How far it moves on the generic head.
    delta: Vec3,
    /// The two points of the upper rim above or below it, and how far it is from the first to the second.
    rim: [usize; 2],
    between: f32,
    /// How much of the rim's way it goes, 0..=1.
    share: f32,
}

/// The lids of one eye.
#[derive(Clone, Debug)]
pub(super) struct Lids {
    points: Vec<LidPoint>,
    /// From one corner to the other by rising x.
    upper: Vec<usize>,
    lower: Vec<usize>,
    /// Movement of the upper rim on the generic head.
    falls: Vec<Vec3>,
}

impl Lids {
    /// Lids of `rest` whose points move by `deltas` when they close; `upper` and `lower` are the points of their rims.
    pub(super) fn new(
        rest: &[Vec3],
        deltas: &[(u32, Vec3)],
        mut upper: Vec<usize>,
        mut lower: Vec<usize>,
    ) -> Self {
        let by_x = |a: &usize, b: &usize| rest[*a].x.total_cmp(&rest[*b].x);
        upper.sort_by(by_x);
        lower.sort_by(by_x);
        let fall = |&i: &usize| {
            let found = deltas.binary_search_by_key(&(i as u32), |d| d.0);
            found.map_or(Vec3::ZERO, |k| deltas[k].1)
        };
        let falls: Vec<Vec3> = upper.iter().map(fall).collect();
        let lid_point = |&(index, delta): &(u32, Vec3)| {
            let (rim, between) = bracket(rest, &upper, rest[index as usize].x);
            let way = falls[rim[0]].mix(falls[rim[1]], between).y;
            let share = (delta.y / way.min(-0.1)).clamp(0.0, 1.0);
            // The lower lid rises: it stays where the upper one comes to.
            LidPoint { index, delta, rim, between, share: smoothstep(0.0, 1.0, share) }
        };
        let points = deltas.iter().map(lid_point).collect();
        Self { points, upper, lower, falls }
    }

    /// Where the points are on the head `neutral` when the eye is closed.
    pub(super) fn closed(&self, neutral: &[Vec3]) -> Vec<Vec3> {
        let lower: Vec<Vec3> = self.lower.iter().map(|&i| neutral[i] + self.delta(i)).collect();
        let miss = |(&i, &fall): (&usize, &Vec3)| {
            let end = neutral[i] + fall;
            // The corners are one piece: nothing overlaps there.
            let goal = along(&lower, end.x) + OVERLAP * smoothstep(0.0, 0.4, -fall.y);
            vec3(0.0, goal.y - end.y, goal.z - end.z)
        };
        let misses = smooth(self.upper.iter().zip(&self.falls).map(miss).collect());
        let target = |p: &LidPoint| {
            let miss = misses[p.rim[0]].mix(misses[p.rim[1]], p.between);
            neutral[p.index as usize] + p.delta + miss * p.share
        };
        self.points.iter().map(target).collect()
    }

    /// How much of its way the upper lid of `neutral` must come down for its rim to be at the height `goal` at
    /// x = `middle`, 0..=0.35; 0 if it is lower.
    pub(super) fn droop(&self, neutral: &[Vec3], middle: f32, goal: f32) -> f32 {
        let line: Vec<Vec3> = self.upper.iter().map(|&i| neutral[i]).collect();
        let fall = along(
            &self.falls.iter().zip(&line).map(|(f, p)| vec3(p.x, f.y, 0.0)).collect::<Vec<_>>(),
            middle,
        )
        .y;
        ((goal - along(&line, middle).y) / fall.min(-0.1)).clamp(0.0, 0.35)
    }

    /// Movement of the point `index` of the generic head.
    fn delta(&self, index: usize) -> Vec3 {
        let found = self.points.binary_search_by_key(&(index as u32), |p| p.index);
        found.map_or(Vec3::ZERO, |k| self.points[k].delta)
    }

    /// Closes the lids of `points` by `share` towards `closed`, in arcs about the eye; `neutral` is the head at rest.
    pub(super) fn close(
        &self,
        (neutral, closed): (&[Vec3], &[Vec3]),
        eye: &Placed,
        share: f32,
        points: &mut [Vec3],
    ) {
        for (p, &goal) in self.points.iter().zip(closed) {
            let i = p.index as usize;
            // Brows and cheeks move what does not close, but may not open the lids again.
            let moved = points[i] - neutral[i];
            let from = points[i] - eye.centre;
            let to = goal + moved * (1.0 - p.share) - eye.centre;
            let length = from.length() + (to.length() - from.length()) * share;
            points[i] = eye.centre + from.mix(to, share).normalized() * length;
        }
    }
}

/// Without the jumps from one point of a rim to the next, which would show in the lashes.
fn smooth(mut line: Vec<Vec3>) -> Vec<Vec3> {
    for _ in 0..3 {
        let inner = line.windows(3).map(|w| (w[0] + w[1] * 2.0 + w[2]) * 0.25);
        let ends = (line.first().copied(), line.last().copied());
        line = ends.0.into_iter().chain(inner.collect::<Vec<_>>()).chain(ends.1).collect();
    }
    line
}

/// The two of `rim` (by rising x) around `x`, and how far `x` is from the first to the second.
fn bracket(points: &[Vec3], rim: &[usize], x: f32) -> ([usize; 2], f32) {
    let last = rim.len().saturating_sub(1);
    let next = rim.iter().position(|&i| points[i].x > x).unwrap_or(last);
    let before = next.saturating_sub(1);
    let (a, b) = (points[rim[before]].x, points[rim[next]].x);
    ([before, next], ((x - a) / (b - a).max(1e-4)).clamp(0.0, 1.0))
}

/// The place of the polyline `line` (by rising x) at `x`.
fn along(line: &[Vec3], x: f32) -> Vec3 {
    let all: Vec<usize> = (0..line.len()).collect();
    let ([a, b], t) = bracket(line, &all, x);
    line[a].mix(line[b], t)
}
