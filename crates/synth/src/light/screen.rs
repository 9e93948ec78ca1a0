//! A screen near the face: where its light comes from, and what it shows when.

use crate::math::{Mat3, Vec3, linear_from_srgb, vec3};
use crate::scene::{Part, ScreenLight, Show};

/// Luminance of the screen's quarters, cd/m², linear RGB: upper left, upper right, lower left, lower right as the
/// camera's picture has them.
pub(crate) type Quarters = [Vec3; 4];

/// Time from the first to the last row of a screen at 60 Hz, microseconds.
const SCAN_US: f32 = 16_667.0;

/// A screen that lights a face.
pub(crate) struct Panel {
    /// Middles of the quarters, camera space, cm.
    centres: [Vec3; 4],
    normal: Vec3,
    right: Vec3,
    /// Width and height of a quarter, cm.
    side: [f32; 2],
    nits: f32,
    /// Commands in order: microseconds, linear colour of each quarter.
    shows: Vec<(f32, Quarters)>,
    latency_us: f32,
    /// Time constant of a change of level, microseconds.
    tau_us: f32,
}

/// Light from a quarter at some place.
pub(crate) struct Beam {
    /// Towards the quarter.
    pub direction: Vec3,
    /// Illuminance (lux) for each cd/m² on a surface that faces it.
    pub strength: f32,
}

impl Panel {
    /// `screen` before a face at `face` where `ambient` lux fall from elsewhere.
    pub(crate) fn new(screen: &ScreenLight, face: Vec3, ambient: f32) -> Self {
        let turn = Mat3::turn(screen.angle, 0.0, 0.0);
        let (right, normal) = (turn.apply(vec3(1.0, 0.0, 0.0)), turn.apply(vec3(0.0, 0.0, -1.0)));
        let middle = vec3(screen.right, screen.up, face.z + screen.distance);
        let (w, h) = (screen.width / 2.0, screen.height / 2.0);
        let quarter = |x: f32, y: f32| middle + right * (x * w / 2.0) + vec3(0.0, y * h / 2.0, 0.0);
        let centres = [quarter(-1.0, 1.0), quarter(1.0, 1.0), quarter(-1.0, -1.0), quarter(1.0, -1.0)];
        let mut panel = Self {
            centres,
            normal,
            right,
            side: [w, h],
            nits: screen.nits,
            shows: screen.shows.iter().map(|show| (show.at_ms * 1000.0, colours(show))).collect(),
            latency_us: screen.latency_ms * 1000.0,
            // An exponential goes from 10 % to 90 % in ln 9 of its time constants.
            tau_us: (screen.rise_ms * 1000.0 / 2.197_225).max(1.0),
        };
        if let Some(ratio) = screen.ratio {
            let looks = -face.normalized();
            let unit: f32 = (0..4)
                .map(|i| panel.beam(i, face))
                .map(|beam| beam.strength * beam.direction.dot(looks).max(0.0))
                .sum();
            panel.nits = ratio * ambient / unit.max(1e-6);
        }
        panel
    }

    /// White, cd/m².
    pub(crate) fn nits(&self) -> f32 {
        self.nits
    }

    /// Light of quarter `i` at `place`: inverse square, Lambert's cosine at the screen.
    pub(crate) fn beam(&self, i: usize, place: Vec3) -> Beam {
        let way = self.centres[i] - place;
        let squared = way.dot(way).max(1.0);
        let direction = way * (1.0 / squared.sqrt());
        let cosine = self.normal.dot(-direction).max(0.0);
        Beam { direction, strength: self.side[0] * self.side[1] * cosine / squared }
    }

    /// 1 where a mirror at `place` that looks along `mirror` shows quarter `i`, else 0; soft at the edge.
    pub(crate) fn reflection(&self, i: usize, place: Vec3, mirror: Vec3) -> f32 {
        let towards = mirror.dot(self.normal);
        if towards > -1e-3 {
            return 0.0;
        }
        let to_plane = (self.centres[i] - place).dot(self.normal) / towards;
        if to_plane <= 0.0 {
            return 0.0;
        }
        let off = place + mirror * to_plane - self.centres[i];
        let (x, y) = (off.dot(self.right).abs() / self.side[0], off.y.abs() / self.side[1]);
        // The quarters meet without a seam: a soft edge of 5 % inside and outside.
        let edge = |t: f32| ((0.55 - t) * 10.0).clamp(0.0, 1.0);
        edge(x) * edge(y)
    }

    /// What the quarters emit at `micros` of stream time.
    pub(crate) fn quarters(&self, micros: i64) -> Quarters {
        let mut now = [Vec3::ZERO; 4];
        for (i, level) in now.iter_mut().enumerate() {
            // The lower half of a screen is drawn later than the upper.
            let scan = SCAN_US * if i < 2 { 0.25 } else { 0.75 };
            *level = self.level(i, micros as f32 - self.latency_us - scan) * self.nits;
        }
        now
    }

    /// Exponential approach from command to command.
    fn level(&self, i: usize, micros: f32) -> Vec3 {
        let mut level = Vec3::ZERO;
        let mut commands = self.shows.iter().peekable();
        while let Some((at, colours)) = commands.next() {
            if micros < *at {
                break;
            }
            let until = commands.peek().map_or(micros, |next| next.0.min(micros));
            let kept = libm::expf(-(until - at) / self.tau_us);
            level = colours[i].mix(level, kept);
        }
        level
    }
}

fn colours(show: &Show) -> Quarters {
    let [r, g, b] = show.colour.map(|level| linear_from_srgb(f32::from(level) / 255.0));
    let lit = match show.part {
        Part::Whole => [true; 4],
        Part::Top => [true, true, false, false],
        Part::Bottom => [false, false, true, true],
        Part::Left => [true, false, true, false],
        Part::Right => [false, true, false, true],
    };
    lit.map(|lit| if lit { vec3(r, g, b) } else { Vec3::ZERO })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen() -> ScreenLight {
        let show = |at_ms, part| Show { at_ms, colour: [255, 255, 255], part };
        ScreenLight { shows: vec![show(0.0, Part::Whole), show(500.0, Part::Left)], ..ScreenLight::default() }
    }

    #[test]
    fn light_falls_with_the_square_of_the_distance() {
        let panel = Panel::new(&screen(), vec3(0.0, 0.0, -60.0), 100.0);
        let far = |cm: f32| panel.beam(0, panel.centres[0] + panel.normal * cm).strength;
        assert!((far(100.0) / far(200.0) - 4.0).abs() < 0.01);
    }

    #[test]
    fn the_ratio_sets_the_brightness() {
        let face = vec3(0.0, 0.0, -60.0);
        let panel = Panel::new(&ScreenLight { ratio: Some(0.5), ..screen() }, face, 300.0);
        let lux: f32 =
            (0..4).map(|i| panel.beam(i, face)).map(|b| b.strength * b.direction.z * panel.nits).sum();
        assert!((lux - 150.0).abs() < 1.0, "{lux}");
    }

    #[test]
    fn a_change_arrives_after_the_latency_and_rises() {
        let panel = Panel::new(&screen(), vec3(0.0, 0.0, -60.0), 100.0);
        let right = |ms: i64| panel.quarters(ms * 1000)[1].y / panel.nits;
        assert!(right(20) < 1e-6, "latency");
        assert!(right(300) > 0.99 && right(530) > 0.9, "still the first colour");
        assert!(right(700) < 0.01, "then dark");
        // 10 % to 90 % of a change within the rise time.
        let crossing =
            |level: f32| (0..200_000).step_by(100).find(|&us| panel.quarters(us)[0].y / panel.nits >= level);
        let (low, high) = (crossing(0.1).expect("rises"), crossing(0.9).expect("rises"));
        assert!(((high - low) as f32 / 1000.0 - 8.0).abs() < 0.3, "{low} {high}");
    }
}
