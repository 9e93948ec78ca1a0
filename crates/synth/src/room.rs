//! What is behind the people: a wall with things on it, far enough away to be lit less than a face.

use crate::colour::kelvin;
use crate::math::{Dice, Mat3, Vec3, bump, noise, smoothstep, vec3};
use crate::mesh::{Drawable, Layer, Triangle};
use crate::scene::{Lamp, Lights};
use crate::surface::{Hit, Material, Surface};
use crate::wear::Rigid;
use std::sync::Arc;

/// A rectangle on the wall: middle and half sides (cm), colour of its frame and of its inside.
struct Thing {
    middle: [f32; 2],
    half: [f32; 2],
    rim: f32,
    frame: Vec3,
    inside: Vec3,
    /// Vertical stripes inside (books, a curtain, a blind), per cm; 0 = none.
    stripes: f32,
    /// Light that comes through it, cd/m².
    glow: Vec3,
}

struct Wall {
    colour: Vec3,
    /// Above this height the wall has its colour, below it is darker.
    dado: f32,
    things: Vec<Thing>,
    seed: f32,
    /// Share of the room's light that reaches the wall.
    light: f32,
    /// Width over which edges are out of focus, cm.
    blur: f32,
}

impl Material for Wall {
    fn surface(&self, hit: &Hit) -> Surface {
        let p = hit.rest;
        let soft = self.blur + hit.footprint;
        let grain = 1.0 + 0.05 * noise(p * 0.02 + vec3(self.seed, 0.0, 0.0));
        let dado = smoothstep(self.dado + soft, self.dado - soft, p.y);
        let mut albedo = self.colour * (grain * (1.0 - 0.35 * dado));
        let mut emission = Vec3::ZERO;
        for thing in &self.things {
            albedo = thing.over(albedo, p, soft, self.seed);
            emission = emission.mix(thing.glow, smoothstep(soft, -soft, thing.outside(p) + thing.rim));
        }
        Surface { openness: self.light, emission, ..Surface::matt(albedo, hit.normal) }
    }
}

impl Thing {
    /// How far a point of the wall is outside, cm; negative inside.
    fn outside(&self, p: Vec3) -> f32 {
        let (x, y) = (p.x - self.middle[0], p.y - self.middle[1]);
        (x.abs() - self.half[0]).max(y.abs() - self.half[1])
    }

    fn over(&self, below: Vec3, p: Vec3, soft: f32, seed: f32) -> Vec3 {
        let out = self.outside(p);
        if out > soft {
            return below;
        }
        let inside = smoothstep(soft, -soft, out + self.rim);
        let mut fill = self.inside;
        if self.stripes > 0.0 {
            let stripe = (p.x * self.stripes + seed).floor();
            let edge = bump((p.x * self.stripes + seed) - stripe - 0.5, 0.5 + 0.3 * soft * self.stripes);
            let tint = vec3(
                noise(vec3(stripe * 1.7, 0.5, seed)),
                noise(vec3(stripe * 1.3, 3.5, seed)),
                noise(vec3(stripe * 2.1, 7.5, seed)),
            );
            fill = fill.times(Vec3::ONE + tint * 0.25) * ((0.7 + 0.5 * tint.y) * (0.45 + 0.55 * edge));
        } else {
            fill = fill * (1.0 + 0.6 * noise(p * 0.06 + vec3(seed, self.half[0], 0.0)));
        }
        below.mix(self.frame.mix(fill, inside), smoothstep(soft, -soft, out))
    }
}

/// A wall as wide as any lens sees.
pub(crate) struct Room {
    wall: Arc<dyn Material>,
    corners: Arc<Vec<Vec3>>,
    triangles: Arc<Vec<Triangle>>,
    distance: f32,
}

impl Room {
    /// The room of `seed`, its wall behind everybody who is at most `farthest` cm away. Lamps of `lights` that stand
    /// behind the people are windows in it.
    pub(crate) fn new(seed: u64, farthest: f32, lights: &Lights) -> Self {
        let mut dice = Dice::new(seed ^ 0x726f_6f6d);
        let distance = farthest + dice.range(90.0, 260.0);
        let grey = dice.range(0.18, 0.62);
        let warm = dice.range(-0.12, 0.15);
        let count = (dice.range(1.0, 6.0)) as usize;
        let mut things: Vec<Thing> = (0..count).map(|_| thing(&mut dice, distance)).collect();
        things.extend(lights.lamps.iter().filter_map(|lamp| window(lamp, distance - farthest, distance)));
        let wall = Wall {
            colour: vec3(grey * (1.0 + warm), grey, grey * (1.0 - warm)),
            dado: dice.range(-250.0, -40.0),
            things,
            seed: dice.range(0.0, 100.0),
            light: dice.range(0.45, 0.85),
            blur: dice.range(0.2, 2.5),
        };
        // Wide enough for the widest lens and a camera that turns.
        let half = distance * 4.0;
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half)];
        let corners = corners.iter().map(|&(x, y)| vec3(x, y, 0.0)).collect();
        let triangles = vec![Triangle::plain([0, 1, 2]), Triangle::plain([0, 2, 3])];
        Self { wall: Arc::new(wall), corners: Arc::new(corners), triangles: Arc::new(triangles), distance }
    }

    /// The wall as a camera that moved from `begin` to `end` sees it.
    pub(crate) fn drawable(&self, begin: &Rigid, end: &Rigid) -> Drawable {
        let back = vec3(0.0, 0.0, -self.distance);
        let placed = |by: &Rigid| self.corners.iter().map(|&c| by.apply(c + back)).collect();
        Drawable {
            points: placed(begin),
            moved: placed(end),
            normals: vec![begin.turn.apply(vec3(0.0, 0.0, 1.0)); 4],
            rest: Arc::clone(&self.corners),
            visibility: Arc::new(Vec::new()),
            uv: Arc::new(Vec::new()),
            triangles: Arc::clone(&self.triangles),
            turn: Mat3::IDENTITY,
            material: Arc::clone(&self.wall),
            layer: Layer::Solid,
            two_sided: true,
        }
    }
}

fn thing(dice: &mut Dice, distance: f32) -> Thing {
    let half = [dice.range(0.06, 0.28) * distance, dice.range(0.06, 0.35) * distance];
    let colour = |dice: &mut Dice, low: f32, high: f32| {
        let grey = dice.range(low, high);
        vec3(grey * dice.range(0.7, 1.3), grey, grey * dice.range(0.7, 1.3))
    };
    Thing {
        middle: [dice.range(-0.55, 0.55) * distance, dice.range(-0.25, 0.45) * distance],
        half,
        rim: dice.range(0.8, 5.0),
        frame: colour(dice, 0.03, 0.4),
        inside: colour(dice, 0.05, 0.6),
        glow: Vec3::ZERO,
        stripes: if dice.chance(0.25) { dice.range(0.12, 0.35) } else { 0.0 },
    }
}

/// A lamp behind the people, `behind` cm before the wall, as a window in it.
fn window(lamp: &Lamp, behind: f32, distance: f32) -> Option<Thing> {
    let (azimuth, elevation) = (lamp.azimuth.to_radians(), lamp.elevation.to_radians());
    let level = libm::cosf(elevation);
    let away = -libm::cosf(azimuth) * level;
    if away < 0.2 {
        return None;
    }
    let size = libm::sinf(lamp.radius.to_radians()).max(0.05);
    let middle = [libm::sinf(azimuth) * level, libm::sinf(elevation)].map(|side| side / away * behind);
    let glow = kelvin(lamp.kelvin) * (lamp.lux / (std::f32::consts::PI * size * size));
    // The wall is farther from the camera than from the people, who see the window at its radius.
    let half = (size * behind).min(distance * 0.4);
    Some(Thing {
        middle,
        half: [half, half * 1.2],
        rim: 3.0,
        frame: vec3(0.5, 0.5, 0.48),
        inside: vec3(0.05, 0.05, 0.05),
        stripes: 0.0,
        glow,
    })
}
