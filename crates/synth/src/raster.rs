//! Which triangle a camera sees at each pixel.

use crate::math::{Vec3, vec3};
use crate::mesh::{Drawable, Layer};

/// Nothing nearer to the camera than this is drawn, cm.
const NEAR: f32 = 2.0;

/// A pinhole camera at the origin that looks along -z.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lens {
    pub width: usize,
    pub height: usize,
    /// Focal length, pixels.
    pub focal: f32,
    /// Where the optical axis meets the picture, pixels right and down.
    pub centre: [f32; 2],
}

impl Lens {
    /// A picture of `width` × `height` pixels that spans `field_of_view` degrees across.
    pub(crate) fn new(width: usize, height: usize, field_of_view: f32) -> Self {
        let half = libm::tanf(field_of_view.to_radians() / 2.0).max(1e-3);
        let centre = [width as f32 / 2.0, height as f32 / 2.0];
        Self { width, height, focal: width as f32 / 2.0 / half, centre }
    }

    /// Pixels right and down of a point, and the reciprocal of its depth; 0 there = too near to be drawn.
    pub(crate) fn project(&self, p: Vec3) -> Vec3 {
        let depth = -p.z;
        if depth < NEAR {
            return Vec3::ZERO;
        }
        let w = 1.0 / depth;
        vec3(self.centre[0] + self.focal * p.x * w, self.centre[1] - self.focal * p.y * w, w)
    }

    /// The point at reciprocal depth `w` behind pixel position (`x`, `y`).
    pub(crate) fn unproject(&self, x: f32, y: f32, w: f32) -> Vec3 {
        let depth = 1.0 / w;
        vec3((x - self.centre[0]) / self.focal * depth, (self.centre[1] - y) / self.focal * depth, -depth)
    }
}

/// One of the moments that make up an exposure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// Where in a pixel this sample looks, pixels from its middle.
    pub shift: [f32; 2],
    /// From the start of the first row to the end of the last, as shares: how far the last row lags, and how far into
    /// its exposure each row is.
    pub lag: f32,
    pub share: f32,
}

impl Moment {
    /// Time of row `y` of `height` as a share of the frame's whole exposure, 0..=1.
    pub(crate) fn time(&self, y: f32, height: usize) -> f32 {
        (y / height as f32 * self.lag + self.share).clamp(0.0, 1.0)
    }
}

/// A drawable's points as the camera sees them: pixels right and down, reciprocal depth (0 = not drawable).
pub(crate) fn project(drawable: &Drawable, lens: &Lens, moment: &Moment) -> Vec<Vec3> {
    let shifted = |p: Vec3| {
        let q = lens.project(p);
        vec3(q.x - moment.shift[0], q.y - moment.shift[1], q.z)
    };
    if drawable.moved.len() != drawable.points.len() {
        return drawable.points.iter().map(|&p| shifted(p)).collect();
    }
    let place = |(&from, &to): (&Vec3, &Vec3)| {
        let row = lens.project(from).y;
        shifted(from.mix(to, moment.time(row, lens.height)))
    };
    drawable.points.iter().zip(&drawable.moved).map(place).collect()
}

/// What is seen at each pixel: reciprocal depth, and which triangle of which drawable.
pub(crate) struct Sight {
    width: usize,
    height: usize,
    /// Reciprocal depth, 0 = nothing.
    pub depth: Vec<f32>,
    /// Drawable and triangle.
    pub seen: Vec<(u32, u32)>,
}

impl Sight {
    pub(crate) fn new(lens: &Lens) -> Self {
        let pixels = lens.width * lens.height;
        Self { width: lens.width, height: lens.height, depth: vec![0.0; pixels], seen: vec![(0, 0); pixels] }
    }

    /// Draws all triangles of drawable `index`, whose points project to `corners`.
    pub(crate) fn draw(&mut self, index: usize, drawable: &Drawable, corners: &[Vec3]) {
        debug_assert_eq!(drawable.layer, Layer::Solid, "veils are blended");
        for (number, triangle) in drawable.triangles.iter().enumerate() {
            let corners = triangle.points.map(|i| corners[i as usize]);
            // Most triangles of a head lie between two pixels: they are the first to go.
            let Some(bounds) = Bounds::of(corners, self.width, self.height) else { continue };
            let Some(area) = Area::new(corners, drawable.two_sided) else { continue };
            area.fill(&bounds, self.width, |pixel, weights| {
                let w = area.depth(weights);
                if w > self.depth[pixel] {
                    self.depth[pixel] = w;
                    self.seen[pixel] = (index as u32, number as u32);
                }
            });
        }
    }
}

/// The pixels whose middles lie in the box around a triangle; both ends count.
struct Bounds {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl Bounds {
    /// None where there are none.
    fn of([a, b, c]: [Vec3; 3], width: usize, height: usize) -> Option<Self> {
        let span = |p: f32, q: f32, r: f32, limit: usize| {
            let low = ceil(p.min(q).min(r) - 0.5).max(0);
            let high = floor(p.max(q).max(r) - 0.5).min(limit as i32 - 1);
            (low <= high).then_some((low as usize, high as usize))
        };
        let (left, right) = span(a.x, b.x, c.x, width)?;
        let (top, bottom) = span(a.y, b.y, c.y, height)?;
        Some(Self { left, right, top, bottom })
    }
}

/// Without SSE 4.1 the library's are calls, and this is done for every triangle.
fn floor(x: f32) -> i32 {
    let whole = x as i32;
    whole.saturating_sub(i32::from(x < whole as f32))
}

fn ceil(x: f32) -> i32 {
    let whole = x as i32;
    whole.saturating_add(i32::from(x > whole as f32))
}

/// A triangle in the picture.
pub(crate) struct Area {
    corners: [Vec3; 3],
    /// Reciprocal of twice the signed area.
    scale: f32,
}

impl Area {
    /// None where a corner is too near, the triangle has no area, or its back is turned and not drawn.
    pub(crate) fn new(corners: [Vec3; 3], two_sided: bool) -> Option<Self> {
        let [a, b, c] = corners;
        if a.z <= 0.0 || b.z <= 0.0 || c.z <= 0.0 {
            return None;
        }
        // Rows go down, so that what is counter-clockwise in space has a negative area here.
        let twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if twice.abs() < 1e-9 || (twice > 0.0 && !two_sided) {
            return None;
        }
        Some(Self { corners, scale: 1.0 / twice })
    }

    /// Weights of the corners at a place in the picture; they add up to 1 and are all ≥ 0 inside.
    pub(crate) fn weights(&self, x: f32, y: f32) -> [f32; 3] {
        let [a, b, c] = self.corners;
        let first = ((b.x - x) * (c.y - y) - (c.x - x) * (b.y - y)) * self.scale;
        let second = ((c.x - x) * (a.y - y) - (a.x - x) * (c.y - y)) * self.scale;
        [first, second, 1.0 - first - second]
    }

    /// Reciprocal depth, which is linear in the picture.
    pub(crate) fn depth(&self, weights: [f32; 3]) -> f32 {
        let [a, b, c] = self.corners;
        weights[0] * a.z + weights[1] * b.z + weights[2] * c.z
    }

    /// Weights of the corners in space (perspective undone).
    pub(crate) fn spatial(&self, weights: [f32; 3]) -> [f32; 3] {
        let w = 1.0 / self.depth(weights).max(1e-9);
        let [a, b, c] = self.corners;
        [weights[0] * a.z * w, weights[1] * b.z * w, weights[2] * c.z * w]
    }

    /// Calls `each` with the number and the weights of every pixel whose middle is inside.
    pub(crate) fn pixels(&self, width: usize, height: usize, each: impl FnMut(usize, [f32; 3])) {
        if let Some(bounds) = Bounds::of(self.corners, width, height) {
            self.fill(&bounds, width, each);
        }
    }

    fn fill(&self, bounds: &Bounds, width: usize, mut each: impl FnMut(usize, [f32; 3])) {
        let [a, b, c] = self.corners;
        let &Bounds { left, right, top, bottom } = bounds;
        // Weights are linear in the picture: one step to the right adds the same everywhere.
        let step = [(b.y - c.y) * self.scale, (c.y - a.y) * self.scale];
        for y in top..=bottom {
            let [first, second, _] = self.weights(left as f32 + 0.5, y as f32 + 0.5);
            for x in left..=right {
                let steps = (x - left) as f32;
                let (u, v) = (first + step[0] * steps, second + step[1] * steps);
                let w = 1.0 - u - v;
                if u >= 0.0 && v >= 0.0 && w >= 0.0 {
                    each(y * width + x, [u, v, w]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_an_edge_without_a_gap_or_an_overlap() {
        let corner = |x: f32, y: f32| vec3(x, y, 0.02);
        let (a, b, c, d) = (corner(1.3, 1.1), corner(2.7, 30.2), corner(29.4, 28.8), corner(30.1, 2.6));
        let mut hits = vec![0; 32 * 32];
        for corners in [[a, b, c], [a, c, d]] {
            let area = Area::new(corners, false).expect("faces the camera");
            area.pixels(32, 32, |pixel, weights| {
                let [x, y] = [pixel % 32, pixel / 32].map(|v| v as f32 + 0.5);
                let exact = area.weights(x, y);
                assert!(weights.iter().zip(exact).all(|(w, e)| (w - e).abs() < 1e-4));
                hits[pixel] += 1;
            });
        }
        assert!(hits.iter().all(|&n| n <= 2));
        assert!((4..27).all(|y| (4..27).all(|x| hits[y * 32 + x] >= 1)), "no gap");
        assert!(hits.iter().filter(|&&n| n == 2).count() < 8, "overlaps only where a pixel lies on the edge");
    }

    #[test]
    fn what_is_projected_can_be_found_again() {
        let lens = Lens::new(640, 480, 55.0);
        let p = vec3(4.0, -7.0, -61.0);
        let q = lens.project(p);
        assert!((lens.unproject(q.x, q.y, q.z) - p).length() < 1e-3);
        assert_eq!(lens.project(vec3(0.0, 0.0, -1.0)), Vec3::ZERO, "too near");
    }
}
