//! Draws moving heads with known blinks, mouth openings and angles: fixture clips and tests without recordings of
//! anybody. A small ray marcher; the same scene and time give the same pixels on every machine.
//!
//! Rendered people show that software follows a face. They cannot show how well it tells real people from attacks.

mod camera;
mod catalogue;
mod clips;
mod figure;
mod light;
mod math;
mod paint;
mod performance;
mod person;
mod print;
mod render;
mod room;
mod scene;
mod shape;
mod source;

pub use catalogue::{Catalogue, ClipEntry, Entry, FixtureError, write_fixtures};
pub use clips::{Clip, Mode, clips, portrait};
pub use performance::{Action, Event, Performance, Truth};
pub use person::Person;
pub use render::{Renderer, SceneError};
pub use scene::{Medium, Place, Scene, Subject};
pub use source::SynthSource;
