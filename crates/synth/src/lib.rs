//! Renders people whose every blink, angle and photon is known, and attacks on them: fixture clips, tests and training
//! data without recordings of anybody. The same scene gives the same bytes.
//!
//! Rendered people show that software follows a face and light. They cannot show how well it tells real people from
//! real attacks.

mod attack;
mod camera;
mod catalogue;
mod colour;
mod figure;
mod film;
mod head;
mod light;
mod live;
mod math;
mod mesh;
mod performance;
mod person;
mod picture;
mod raster;
mod relight;
mod render;
mod room;
mod scene;
mod set;
mod sheet;
mod skin;
mod source;
mod stage;
mod studio;
mod surface;
mod topology;
mod training;
mod truth;
mod wear;

pub use catalogue::{
    Catalogue, ClipEntry, ClipError, ClipOptions, ClipSpec, Done, Entry, FixtureError, FixtureSpec,
    LightSpec, Mode, PortraitSpec, SpecError, write_clip, write_fixtures,
};
pub use film::{Assets, Film, FilmError, Shot};
pub use head::{HeadError, HeadModel};
pub use live::{Director, LiveCamera, LiveOptions, Pace};
pub use performance::{Blink, Event, Gesture, Performance};
pub use relight::{Rate, Relightable, Take, Tick};
pub use scene::*;
pub use sheet::{SheetError, write_png, write_sheet};
pub use skin::{PortraitError, Portraits};
pub use source::SynthSource;
pub use training::{TrainingError, TrainingSpec, training};
pub use truth::{
    ClipTruth, ExposureTruth, FaceTruth, FrameTruth, Generator, LightTruth, Performed, Species, SpeciesClass,
    TruthError,
};
