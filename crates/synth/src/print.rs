//! A flat picture of a person held before the camera: a photo attack.

use crate::math::{Vec3, noise, vec3};
use crate::performance::{Performance, Truth};
use crate::render::Renderer;
use crate::scene::{Medium, Place, Scene, Subject};
use liveface_frames::Timestamp;

/// Pixels of the printed picture.
const PICTURE: (u32, u32) = (600, 720);
/// Size of the print with its border, cm.
const PAPER: (f32, f32) = (30.0, 36.0);
const BORDER: f32 = 1.2;
/// What black ink still reflects, and what paper reflects.
const INK: f32 = 0.035;
const WHITE: Vec3 = vec3(0.66, 0.67, 0.66);

/// One printed picture.
pub(crate) struct Print {
    light: Vec<Vec3>,
}

impl Print {
    /// Prints the neutral face of `subject`.
    pub(crate) fn of(subject: &Subject) -> Self {
        let place = Place { right: 0.0, up: 1.0, distance: 64.0 };
        let performance = Performance::new(subject.performance.seed, &[]);
        let model = Subject { person: subject.person, performance, place, medium: Medium::Flesh };
        let scene =
            Scene { width: PICTURE.0, height: PICTURE.1, seed: subject.person.seed, subjects: vec![model] };
        let light = Renderer::new(scene).map(|r| r.light(Timestamp::ZERO)).unwrap_or_default();
        Self { light }
    }

    /// Light of the print along `ray`; `None` beside it.
    pub(crate) fn meet(&self, ray: Vec3, subject: &Subject, at: Timestamp) -> Option<Vec3> {
        let hand = subject.performance.truth(at);
        let p = on_paper(ray, subject.place, &hand);
        let (x, y) = (p.x.abs() - PAPER.0 * 0.5, p.y.abs() - PAPER.1 * 0.5);
        if x > 0.0 || y > 0.0 {
            return None;
        }
        let fibre = 1.0 + 0.03 * noise(p * 4.0) + 0.02 * noise(p * 17.0);
        if x > -BORDER || y > -BORDER {
            return Some(WHITE * fibre);
        }
        let u = (p.x / (PAPER.0 - 2.0 * BORDER) + 0.5) * PICTURE.0 as f32;
        let v = (0.5 - p.y / (PAPER.1 - 2.0 * BORDER)) * PICTURE.1 as f32;
        Some((self.sample(u, v).times(WHITE) * 1.25 + vec3(INK, INK, INK)) * fibre)
    }

    fn sample(&self, u: f32, v: f32) -> Vec3 {
        let (x, y) = ((u - 0.5).max(0.0), (v - 0.5).max(0.0));
        let (i, j) = (x as usize, y as usize);
        let pixel = |i: usize, j: usize| {
            let (i, j) = (i.min(PICTURE.0 as usize - 1), j.min(PICTURE.1 as usize - 1));
            self.light.get(j * PICTURE.0 as usize + i).copied().unwrap_or_default()
        };
        let (fx, fy) = (x - i as f32, y - j as f32);
        pixel(i, j).mix(pixel(i + 1, j), fx).mix(pixel(i, j + 1).mix(pixel(i + 1, j + 1), fx), fy)
    }
}

/// Where `ray` meets the plane of the paper, cm from its middle along its own axes.
fn on_paper(ray: Vec3, place: Place, hand: &Truth) -> Vec3 {
    let [right, up, near] = hand.sway;
    let t = (place.distance - near) / -ray.z;
    let (x, y) = (ray.x * t - place.right - right, ray.y * t - place.up - up);
    let angle = hand.roll.to_radians();
    let (s, c) = (libm::sinf(angle), libm::cosf(angle));
    vec3(x * c - y * s, x * s + y * c, 0.0)
}
