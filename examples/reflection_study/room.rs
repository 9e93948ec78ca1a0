//! Light of rooms, and screens before a face.

use crate::dice::Dice;
use liveface_synth::{Lamp, Lights, Place, ScreenLight, Surroundings};

/// A room of one or two lamps.
pub(crate) fn room(dice: &mut Dice) -> Lights {
    let count = if dice.chance(0.5) { 1 } else { 2 };
    let lamps = (0..count).map(|_| lamp(dice)).collect();
    let surroundings = Surroundings {
        lux: dice.log_range(20.0, 300.0),
        kelvin: dice.range(2700.0, 6500.0),
        overhead: dice.range(0.2, 0.9),
        map: None,
    };
    Lights { lamps, surroundings, screen: None }
}

fn lamp(dice: &mut Dice) -> Lamp {
    // Mostly from before or beside the face: people avoid to sit with their back to a window.
    let around = if dice.chance(0.75) { 110.0 } else { 180.0 };
    Lamp {
        azimuth: dice.range(-around, around),
        elevation: dice.range(0.0, 70.0),
        lux: dice.log_range(20.0, 400.0),
        kelvin: dice.range(2700.0, 6500.0),
        radius: dice.log_range(3.0, 30.0),
    }
}

/// A room in which a recording is made so that its colours show.
pub(crate) fn dim_room(dice: &mut Dice) -> Lights {
    let mut lights = room(dice);
    lights.lamps.iter_mut().for_each(|lamp| lamp.lux = dice.range(10.0, 40.0));
    lights.surroundings.lux = dice.range(15.0, 40.0);
    lights
}

/// Colour temperature to which a camera would lock its balance in `lights`, kelvin.
pub(crate) fn white_point(lights: &Lights) -> f32 {
    let around = (lights.surroundings.lux, lights.surroundings.kelvin);
    let all = lights.lamps.iter().map(|lamp| (lamp.lux * 0.5, lamp.kelvin)).chain([around]);
    // In reciprocals, which are about even to the eye.
    let (weight, sum) = all.fold((0.0, 0.0), |(w, s), (lux, kelvin)| (w + lux, s + lux / kelvin));
    (weight / sum.max(1e-9)).clamp(2500.0, 9000.0)
}

/// A laptop, a monitor or a tablet below the camera, before a face at `place`; it shows nothing yet.
pub(crate) fn screen(dice: &mut Dice, place: Place) -> ScreenLight {
    let kinds = [(29.0, 16.0), (53.0, 30.0), (16.0, 22.0)];
    let (width, height) = kinds[(dice.bits() % 3) as usize];
    ScreenLight {
        width,
        height,
        right: dice.range(-3.0, 3.0),
        up: dice.range(-16.0, 0.0),
        distance: (place.distance + dice.range(-3.0, 3.0)).max(15.0),
        angle: dice.range(-5.0, 5.0),
        ratio: Some(1.0),
        ..ScreenLight::default()
    }
}
