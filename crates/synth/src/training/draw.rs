//! What a training picture shows, drawn from wide ranges.

use crate::film::Assets;
use crate::math::{Dice, Vec3, vec3};
use crate::performance::{Moment, Performance};
use crate::person::Traits;
use crate::scene::{
    CameraSpec, Device, Exposure, Glasses, Lamp, Lights, Mask, Medium, Part, Person, Place, Print, Replay,
    Scene, ScreenLight, Show, Subject, Surroundings, WhiteBalance,
};
use crate::truth::Species;

/// One person or attack, for a whole sitting.
pub(super) struct Draw {
    pub subject: Subject,
    pub scene: Scene,
    pub species: Species,
    pub tone: f32,
}

/// One picture of a sitting.
pub(super) struct ShotDraw {
    pub moment: Moment,
    pub lights: Lights,
    pub camera: CameraSpec,
    /// Side of the picture ÷ greater side of the face.
    pub context: f32,
    /// How far the face is off the middle, sides of the picture.
    pub off: [f32; 2],
    /// Where the subject is moved, cm.
    pub shift: Vec3,
    /// Degrees.
    pub tilt: f32,
    pub roll: f32,
    /// Stream time: decides what the screen shows.
    pub micros: i64,
}

impl Draw {
    pub(super) fn of(dice: &mut Dice, assets: &Assets) -> Self {
        let person = person(dice, assets);
        let tone = Traits::of(&person).tone;
        let medium = if dice.chance(0.25) { attack(dice) } else { Medium::Flesh };
        let place = Place { right: 0.0, up: 0.0, distance: dice.range(28.0, 110.0) };
        let species = Species::of(&medium, None);
        let subject = Subject { person, place, performance: still(), medium };
        let scene = Scene { seed: dice.bits(), duration_ms: 40, ..Scene::default() };
        Self { subject, scene, species, tone }
    }

    /// Where the face rests, camera space.
    pub(super) fn face(&self) -> Vec3 {
        vec3(0.0, 0.0, -self.subject.place.distance)
    }

    pub(super) fn shot(&self, dice: &mut Dice) -> ShotDraw {
        ShotDraw {
            moment: moment(dice),
            lights: lights(dice),
            camera: camera(dice),
            context: dice.range(1.2, 3.2),
            off: [dice.gauss() * 0.05, dice.gauss() * 0.05],
            shift: vec3(dice.gauss() * 4.0, dice.gauss() * 3.0, dice.gauss() * 5.0),
            tilt: dice.gauss() * 6.0,
            roll: dice.gauss() * 4.0,
            micros: 1_000_000,
        }
    }
}

fn still() -> Performance {
    Performance { idle: 0.0, ..Performance::default() }
}

fn person(dice: &mut Dice, assets: &Assets) -> Person {
    let worn = dice.bits();
    let portrait = assets.portraits.as_ref().filter(|_| dice.chance(0.5)).and_then(|portraits| {
        let count = portraits.names().count().max(1);
        portraits.names().nth(worn as usize % count).map(str::to_owned)
    });
    let glasses = match dice.range(0.0, 1.0) {
        x if x < 0.14 => Glasses::Clear,
        x if x < 0.18 => Glasses::Sunglasses,
        _ => Glasses::Bare,
    };
    Person {
        seed: dice.bits(),
        tone: Some(dice.range(0.0, 1.0)),
        portrait,
        glasses: Some(glasses),
        surgical_mask: dice.chance(0.05),
    }
}

fn attack(dice: &mut Dice) -> Medium {
    match dice.range(0.0, 3.0) {
        x if x < 1.2 => Medium::Print(Print {
            width: dice.range(12.0, 30.0),
            border: if dice.chance(0.5) { dice.range(0.2, 1.5) } else { 0.0 },
            bend: if dice.chance(0.4) { dice.range(10.0, 70.0) } else { 0.0 },
            cut_out_eyes: dice.chance(0.15),
            halftone: if dice.chance(0.5) { dice.range(20.0, 70.0) } else { 0.0 },
            fills_view: false,
        }),
        x if x < 2.4 => Medium::Replay(Replay {
            device: [Device::Phone, Device::Tablet, Device::Monitor][(dice.bits() % 3) as usize],
            still: true,
            nits: dice.range(120.0, 600.0),
            ..Replay::default()
        }),
        _ => Medium::Mask(Mask { curved: dice.chance(0.6), eye_holes: dice.chance(0.5) }),
    }
}

fn moment(dice: &mut Dice) -> Moment {
    let closed = match dice.range(0.0, 1.0) {
        x if x < 0.6 => dice.range(0.0, 0.12),
        x if x < 0.8 => dice.range(0.0, 1.0),
        _ => dice.range(0.9, 1.0),
    };
    let mouth = if dice.chance(0.4) { dice.range(0.0, 1.0) } else { 0.0 };
    let wide = if dice.chance(0.3) { 22.0 } else { 8.0 };
    Moment {
        yaw: (dice.gauss() * wide).clamp(-55.0, 55.0),
        pitch: (dice.gauss() * wide * 0.6).clamp(-30.0, 30.0),
        roll: (dice.gauss() * 6.0).clamp(-25.0, 25.0),
        closed: [closed, if dice.chance(0.95) { closed } else { dice.range(0.0, 1.0) }],
        mouth,
        gaze: [dice.gauss() * 9.0, dice.gauss() * 5.0],
        smile: if dice.chance(0.3) { dice.range(0.0, 1.0) } else { 0.0 },
        pucker: if dice.chance(0.1) { dice.range(0.0, 1.0) } else { 0.0 },
        stretch: if dice.chance(0.1) { dice.range(0.0, 0.8) } else { 0.0 },
        brows: if dice.chance(0.2) { dice.range(0.0, 1.0) } else { 0.0 },
        hand: if dice.chance(0.03) { dice.range(0.6, 1.0) } else { 0.0 },
        ..Moment::default()
    }
}

fn lights(dice: &mut Dice) -> Lights {
    // From a dim room to a window in the sun, evenly in stops.
    let level = libm::exp2f(dice.range(4.0, 10.5));
    let count = 1 + (dice.range(0.0, 2.6) as usize);
    let lamps = (0..count)
        .map(|_| Lamp {
            azimuth: dice.gauss() * 55.0,
            elevation: dice.range(-5.0, 70.0),
            lux: level * dice.range(0.15, 1.0),
            kelvin: dice.range(2700.0, 7500.0),
            radius: dice.range(2.0, 35.0),
        })
        .collect();
    let surroundings = Surroundings {
        lux: level * dice.range(0.2, 1.0),
        kelvin: dice.range(3000.0, 7500.0),
        overhead: dice.range(0.0, 1.0),
        map: None,
    };
    let screen = dice.chance(0.25).then(|| screen(dice));
    Lights { lamps, surroundings, screen }
}

fn screen(dice: &mut Dice) -> ScreenLight {
    let mut level = || (dice.bits() % 2 * 255) as u8;
    let colour = [level(), level(), level()];
    let parts = [Part::Whole, Part::Whole, Part::Top, Part::Bottom, Part::Left, Part::Right];
    let part = parts[(dice.bits() % 6) as usize];
    ScreenLight {
        ratio: Some(dice.range(0.05, 1.0)),
        distance: dice.range(25.0, 60.0),
        shows: vec![Show { at_ms: 0.0, colour, part }],
        ..ScreenLight::default()
    }
}

fn camera(dice: &mut Dice) -> CameraSpec {
    CameraSpec {
        width: super::SIDE as u32,
        height: super::SIDE as u32,
        exposure: Exposure::Auto { settle_ms: 300.0 },
        white_balance: WhiteBalance::Auto { settle_ms: 1000.0 },
        noise: dice.range(0.3, 3.0),
        blur: dice.range(0.3, 1.6),
        jpeg: if dice.chance(0.3) { Some(dice.range(45.0, 95.0) as u8) } else { None },
        ..CameraSpec::default()
    }
}
