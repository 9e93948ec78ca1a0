//! What stands in front of the camera.

use crate::performance::Performance;
use crate::person::Person;

/// A room with people (or pictures of people) in it, seen by a fixed camera.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width of the picture, pixels, 16..=4096.
    pub width: u32,
    /// Height of the picture, pixels, 16..=4096.
    pub height: u32,
    /// Chooses the room and the sensor noise.
    pub seed: u64,
    /// Who is there; the nearest hides the others.
    pub subjects: Vec<Subject>,
}

/// Somebody, or a picture of somebody, at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Who it is.
    pub person: Person,
    /// What they do.
    pub performance: Performance,
    /// Where they are.
    pub place: Place,
    /// Whether they are really there.
    pub medium: Medium,
}

/// Where the point between the eyes of a neutral head is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Right of the optical axis in the picture, cm.
    pub right: f32,
    /// Above the optical axis, cm.
    pub up: f32,
    /// In front of the camera, cm, at least 30.
    pub distance: f32,
}

/// What the camera really sees of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// The person.
    Flesh,
    /// A flat print of one picture of the person, with a white border, held in a hand that is never quite still.
    Print,
}

impl Subject {
    /// A person in the middle of the picture at 62 cm: some 90 pixels between the eyes in a picture 640 wide.
    #[must_use]
    pub fn live(person: Person, performance: Performance) -> Self {
        let place = Place { right: 0.0, up: 1.0, distance: 62.0 };
        Self { person, performance, place, medium: Medium::Flesh }
    }
}
