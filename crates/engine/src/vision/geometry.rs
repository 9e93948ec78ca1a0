//! Plane geometry of crops and points. Coordinates are continuous: pixel (column, row) covers the unit square whose
//! top left corner has those numbers, so its middle lies half a pixel further.

use std::f32::consts::PI;

/// A point of the frame or of a crop, (x, y) in pixels.
pub type Point = [f32; 2];

/// The straight-line distance of two points.
#[must_use]
pub fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The middle of two points.
#[must_use]
pub fn middle(a: Point, b: Point) -> Point {
    [f32::midpoint(a[0], b[0]), f32::midpoint(a[1], b[1])]
}

/// x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Share of x in x'.
    pub xx: f32,
    /// Share of y in x'.
    pub xy: f32,
    /// Offset of x'.
    pub x0: f32,
    /// Share of x in y'.
    pub yx: f32,
    /// Share of y in y'.
    pub yy: f32,
    /// Offset of y'.
    pub y0: f32,
}

impl Affine {
    /// Scales the axes by `scale` and moves the origin to `origin`.
    #[must_use]
    pub fn stretch(scale: Point, origin: Point) -> Self {
        Self { xx: scale[0], xy: 0.0, x0: origin[0], yx: 0.0, yy: scale[1], y0: origin[1] }
    }

    /// The similarity that maps `from` to `to` with the least sum of squared distances (Umeyama 1991, in the plane
    /// and without reflections). `None` when the points of `from` coincide or a number is not finite.
    #[must_use]
    pub fn fit(from: &[Point], to: &[Point]) -> Option<Self> {
        let (p, q) = (mean(from), mean(to));
        let (mut dot, mut cross, mut norm) = (0.0, 0.0, 0.0);
        for (a, b) in from.iter().zip(to) {
            let (a, b) = ([a[0] - p[0], a[1] - p[1]], [b[0] - q[0], b[1] - q[1]]);
            dot += a[0] * b[0] + a[1] * b[1];
            cross += a[0] * b[1] - a[1] * b[0];
            norm += a[0] * a[0] + a[1] * a[1];
        }
        let (c, s) = (dot / norm, cross / norm);
        let fitted = Self {
            xx: c,
            xy: -s,
            x0: q[0] - c * p[0] + s * p[1],
            yx: s,
            yy: c,
            y0: q[1] - s * p[0] - c * p[1],
        };
        (norm > 1e-6 && fitted.x0.is_finite() && fitted.y0.is_finite()).then_some(fitted)
    }

    /// Where `p` goes.
    #[must_use]
    pub fn apply(&self, p: Point) -> Point {
        [self.xx * p[0] + self.xy * p[1] + self.x0, self.yx * p[0] + self.yy * p[1] + self.y0]
    }

    /// The map back; `None` when this one flattens the plane.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        let det = self.xx * self.yy - self.xy * self.yx;
        let (xx, xy, yx, yy) = (self.yy / det, -self.xy / det, -self.yx / det, self.xx / det);
        let (x0, y0) = (-xx * self.x0 - xy * self.y0, -yx * self.x0 - yy * self.y0);
        (det.abs() > 1e-9).then_some(Self { xx, xy, x0, yx, yy, y0 })
    }

    /// Source pixels per step along the crop's longer axis.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.xx.hypot(self.yx).max(self.xy.hypot(self.yy))
    }
}

fn mean(points: &[Point]) -> Point {
    let n = points.len().max(1) as f32;
    let sum = points.iter().fold([0.0, 0.0], |s, p| [s[0] + p[0], s[1] + p[1]]);
    [sum[0] / n, sum[1] / n]
}

/// A square of the frame, turned so that the eyes are level in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Square {
    /// Middle, in frame pixels.
    pub centre: Point,
    /// Length of a side, in frame pixels.
    pub side: f32,
    /// Clockwise turn on the screen, radians.
    pub angle: f32,
}

impl Square {
    /// The square of `scale` times the larger side of the points' bounding box, measured along axes turned by
    /// `angle`, around the middle of that box.
    #[must_use]
    pub fn around(points: impl Iterator<Item = Point>, angle: f32, scale: f32) -> Self {
        let (sin, cos) = angle.sin_cos();
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for [x, y] in points {
            let turned = [x * cos + y * sin, y * cos - x * sin];
            for axis in 0..2 {
                low[axis] = low[axis].min(turned[axis]);
                high[axis] = high[axis].max(turned[axis]);
            }
        }
        let [u, v] = middle(low, high);
        let side = scale * (high[0] - low[0]).max(high[1] - low[1]);
        Self { centre: [u * cos - v * sin, u * sin + v * cos], side, angle }
    }

    /// This square, drawn towards `wanted` until nothing of it is off by more than `slack`: the middle and the side in
    /// parts of the side, the angle in radians. It rests while `wanted` only trembles.
    #[must_use]
    pub fn drawn_to(self, wanted: Self, slack: f32) -> Self {
        let turn = (wanted.angle - self.angle + PI).rem_euclid(2.0 * PI) - PI;
        let grown = wanted.side / self.side - 1.0;
        let off = (distance(self.centre, wanted.centre) / self.side).max(grown.abs()).max(turn.abs());
        let share = if off > slack { 1.0 - slack / off } else { 0.0 };
        let way = |from: f32, to: f32| from + share * (to - from);
        let [x, y] = self.centre;
        Self {
            centre: [way(x, wanted.centre[0]), way(y, wanted.centre[1])],
            side: way(self.side, wanted.side),
            angle: self.angle + share * turn,
        }
    }

    /// From a crop of `pixels` × `pixels` to the frame.
    #[must_use]
    pub fn to_frame(self, pixels: f32) -> Affine {
        let (sin, cos) = self.angle.sin_cos();
        let (c, s) = (cos * self.side / pixels, sin * self.side / pixels);
        let half = pixels / 2.0;
        let [x, y] = self.centre;
        Affine { xx: c, xy: -s, x0: x - half * (c - s), yx: s, yy: c, y0: y - half * (s + c) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fit_recovers_a_known_similarity() {
        let truth = Affine { xx: 1.2, xy: -0.5, x0: 7.0, yx: 0.5, yy: 1.2, y0: -3.0 };
        let from = [[0.0, 0.0], [10.0, 2.0], [4.0, 9.0], [-3.0, 5.0]];
        let to = from.map(|p| truth.apply(p));
        let fitted = Affine::fit(&from, &to).unwrap();
        for p in [[1.0, 1.0], [-20.0, 33.0]] {
            assert!(distance(fitted.apply(p), truth.apply(p)) < 1e-4);
        }
    }

    #[test]
    fn coinciding_points_have_no_fit() {
        assert_eq!(Affine::fit(&[[3.0, 3.0]; 5], &[[1.0, 2.0]; 5]), None);
    }

    #[test]
    fn a_turned_square_maps_its_crop_corners_to_its_own() {
        let square = Square { centre: [100.0, 50.0], side: 40.0, angle: std::f32::consts::FRAC_PI_2 };
        let map = square.to_frame(192.0);
        assert!(distance(map.apply([96.0, 96.0]), [100.0, 50.0]) < 1e-3);
        // A quarter turn clockwise moves the crop's top left corner to the frame's top right one.
        assert!(distance(map.apply([0.0, 0.0]), [120.0, 30.0]) < 1e-3);
    }

    #[test]
    fn a_square_rests_within_its_slack_and_follows_beyond() {
        let square = Square { centre: [100.0, 50.0], side: 40.0, angle: 3.1 };
        let moved =
            |x: f32, side: f32, turn: f32| Square { centre: [100.0 + x, 50.0], side, angle: 3.1 + turn };
        assert_eq!(square.drawn_to(moved(0.7, 40.5, 0.01), 0.02), square);
        let far = square.drawn_to(moved(8.0, 40.0, 0.0), 0.02);
        assert!((far.centre[0] - 107.2).abs() < 1e-3, "2 % of the side short of it: {far:?}");
        // Half a turn further is the same direction the other way round: the short way is taken.
        let turned = square.drawn_to(Square { angle: 0.1 - PI, ..square }, 0.02);
        assert!((turned.angle - (0.1 + PI - 0.02)).abs() < 1e-3, "{turned:?}");
    }

    #[test]
    fn the_square_around_a_turned_rectangle_is_turned_with_it() {
        let source = Square { centre: [30.0, 40.0], side: 20.0, angle: 0.3 };
        let map = source.to_frame(1.0);
        let corners = [[0.0, 0.2], [1.0, 0.2], [1.0, 0.8], [0.0, 0.8]].map(|p| map.apply(p));
        let square = Square::around(corners.into_iter(), 0.3, 1.5);
        assert!(distance(square.centre, source.centre) < 1e-3);
        assert!((square.side - 30.0).abs() < 1e-3);
    }
}
