//! The scenes: who or what is before the camera.

use crate::dice::Dice;
use crate::plan::{LEAD_MS, TAIL_MS, new_plan, shows};
use crate::room::{dim_room, room, screen};
use crate::species::Species;
use liveface_synth::{
    CameraSpec, Device, Medium, Performance, Person, Place, Print, Replay, Scene, ScreenLight, Subject,
};

/// A scene to be rendered.
pub(crate) struct Cast {
    pub scene: Scene,
    pub index: u64,
    /// Skin type, 1 (lightest) to 6.
    pub skin_type: u64,
    /// What else is true of it, in words: a device, a bend.
    pub detail: String,
}

impl Cast {
    /// Scene `index` of what `species` needs; `duration_ms` long.
    pub(crate) fn new(seed: u64, species: Species, index: u64, duration_ms: u64) -> Self {
        let mut dice = Dice::new(seed, &[species.number(), index]);
        let skin_type = index % 6 + 1;
        let (subject, detail) = subject(&mut dice, species, (index, skin_type), duration_ms);
        let mut lights = room(&mut dice);
        lights.screen = Some(screen(&mut dice, subject.place));
        let mut scene = Scene {
            seed: dice.bits(),
            duration_ms,
            lights,
            camera: CameraSpec { field_of_view: dice.range(52.0, 60.0), ..CameraSpec::default() },
            ..Scene::default()
        };
        let mut subject = subject;
        if matches!(subject.medium, Medium::Flesh) {
            subject.performance.facing = facing(&mut dice, subject.place, scene.lights.screen.as_ref());
        }
        scene.subjects = vec![subject];
        Self { scene, index, skin_type, detail }
    }
}

fn subject(
    dice: &mut Dice,
    species: Species,
    (index, skin_type): (u64, u64),
    duration_ms: u64,
) -> (Subject, String) {
    let tone = (skin_type as f32 - 0.5) / 6.0 + dice.range(-0.07, 0.07);
    let person = Person { seed: dice.bits(), tone: Some(tone.clamp(0.0, 1.0)), ..Person::default() };
    let performance = Performance::natural(dice.bits());
    let still = Performance { blinks_per_minute: 0.0, ..performance.clone() };
    let mut at = |low, high| {
        let distance = dice.range(low, high);
        Place { right: dice.range(-0.08, 0.08) * distance, up: dice.range(-0.08, 0.04) * distance, distance }
    };
    match species.rendered() {
        Species::FlatPrint | Species::BentPrint => {
            let place = at(35.0, 60.0);
            let bend = if species == Species::BentPrint { dice.range(25.0, 90.0) } else { 0.0 };
            let print = Print { width: dice.range(16.0, 24.0), bend, ..Print::default() };
            let performance = Performance { facing: [dice.normal(4.0), dice.normal(4.0)], ..still };
            let detail = format!("{:.1} cm wide, bent {bend:.0} degrees", print.width);
            (Subject { person, place, performance, medium: Medium::Print(print) }, detail)
        }
        Species::StaticPhoto | Species::ReplayOther => {
            let (device, low, high) = device(index / 2);
            let place = at(low, high);
            let mut replay = Replay {
                device,
                still: species == Species::StaticPhoto,
                nits: dice.range(120.0, 350.0),
                shake: if device == Device::Monitor { 0.0 } else { 1.0 },
                ..Replay::default()
            };
            if !replay.still {
                let mut lights = dim_room(dice);
                let far = Place { distance: 50.0, ..Place::default() };
                let plan = new_plan(dice.bytes());
                let shows = shows(&plan);
                let ratio = Some(dice.range(0.4, 1.0));
                lights.screen = Some(ScreenLight { ratio, shows, ..screen(dice, far) });
                replay.recorded_lights = Some(Box::new(lights));
            }
            debug_assert!(duration_ms > LEAD_MS + TAIL_MS);
            let detail = format!("{device:?}").to_lowercase();
            (Subject { person, place, performance, medium: Medium::Replay(replay) }, detail)
        }
        _ => (Subject { person, place: at(40.0, 65.0), performance, medium: Medium::Flesh }, String::new()),
    }
}

/// A device, and from how near to how far it is held so that the face on it is large enough, cm.
fn device(index: u64) -> (Device, f32, f32) {
    match index % 3 {
        0 => (Device::Phone, 20.0, 28.0),
        1 => (Device::Tablet, 28.0, 45.0),
        _ => (Device::Monitor, 55.0, 75.0),
    }
}

/// Somebody who looks at the middle of the screen: the head goes most of the way.
fn facing(dice: &mut Dice, place: Place, screen: Option<&ScreenLight>) -> [f32; 2] {
    let (right, up) = screen.map_or((0.0, 0.0), |screen| (screen.right, screen.up));
    let angle = |from: f32, to: f32| ((to - from) / place.distance).atan().to_degrees() * 0.6;
    // To the image left is against the image's right.
    [dice.normal(3.0) - angle(place.right, right), dice.normal(3.0) - angle(place.up, up)]
}
