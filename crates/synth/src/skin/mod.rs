//! Skin, eyes and mouth: what the parts of a head are made of.

mod atlas;
mod brush;
mod delight;
mod eye;
mod fit;
mod hide;
mod lash;
mod lines;
mod lips;
mod mouth;
mod pigment;
mod portraits;
mod project;
mod seen;
mod spots;
mod strands;
mod texture;

pub use portraits::Portraits;

use crate::head::HeadModel;
use crate::person::Traits;
use crate::scene::Person;
use crate::surface::Material;
use liveface_frames::FrameError;
use std::path::PathBuf;
use std::sync::Arc;

/// The materials of one person's head.
#[derive(Clone)]
pub(crate) struct Complexion {
    pub skin: Arc<dyn Material>,
    pub mouth: Arc<dyn Material>,
    pub teeth: Arc<dyn Material>,
    /// Image left, image right.
    pub eyes: [Arc<dyn Material>; 2],
    pub lashes: Arc<dyn Material>,
}

/// Why a portrait cannot be worn.
#[derive(Debug, thiserror::Error)]
pub enum PortraitError {
    /// A file is missing or unreadable.
    #[error("cannot read {path}: {hint}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What to give instead.
        hint: &'static str,
    },
    /// A file is not what it should be.
    #[error("{path}: {what}")]
    Content {
        /// Which file.
        path: PathBuf,
        /// What is wrong and what to do.
        what: String,
    },
    /// A picture cannot be used.
    #[error(transparent)]
    Picture {
        /// Which one, and why.
        source: FrameError,
    },
    /// The landmarks of a portrait do not lie like a face.
    #[error("the landmarks of portrait {name} are no face: find them again or leave the portrait out")]
    Faceless {
        /// The portrait.
        name: String,
    },
    /// There is no such portrait.
    #[error("no portrait {name} with landmarks: see `liveface-synth --help`")]
    Unknown {
        /// The name asked for.
        name: String,
    },
}

/// Paints the skin of a person on `texels` × `texels` per texture tile: 1024 for clips, 256 for small crops. Also returns
/// the traits that show: a portrait brings its own tone and beard.
///
/// # Errors
/// The person wears a portrait that `portraits` does not have.
pub(crate) fn complexion(
    model: &HeadModel,
    (person, traits): (&Person, &Traits),
    portraits: Option<&Portraits>,
    texels: usize,
) -> Result<(Complexion, Traits), PortraitError> {
    let atlas = atlas::of(model, texels);
    let Some(name) = &person.portrait else {
        let brush = brush::Brush::new(traits, &atlas);
        return Ok((parts(model, traits, hide::Hide::new(&atlas, &brush, |_, _| {})), *traits));
    };
    let portrait = portraits.ok_or_else(|| PortraitError::Unknown { name: name.clone() })?.read(name)?;
    let worn = project::Worn::new(&atlas, &model.landmarks(&model.rest), &portrait)
        .ok_or_else(|| PortraitError::Faceless { name: name.clone() })?;
    let traits = worn.traits(traits);
    let brush = brush::Brush::new(&traits, &atlas);
    let hide = hide::Hide::new(&atlas, &brush, |index, coat| worn.put(index, coat));
    Ok((parts(model, &traits, hide), traits))
}

fn parts(model: &HeadModel, traits: &Traits, hide: hide::Hide) -> Complexion {
    let marks = &model.marks;
    let eye = |centre| Arc::new(eye::Eye::new(traits, centre, marks.eye_radius)) as Arc<dyn Material>;
    let anatomy = || atlas::Anatomy::of(marks);
    Complexion {
        skin: Arc::new(hide),
        mouth: Arc::new(mouth::Lining { anatomy: anatomy(), tone: traits.tone }),
        teeth: Arc::new(mouth::Teeth::new(anatomy(), traits)),
        eyes: marks.eyes.map(eye),
        lashes: Arc::new(lash::Lashes::new(traits, marks.eyes, marks.eye_radius)),
    }
}

/// Diffuse albedo of skin of `tone` (see [`Traits::tone`]) where nothing but its own colour is seen, linear RGB.
pub(crate) fn plain_skin(tone: f32) -> crate::math::Vec3 {
    pigment::Pigment::new().albedo(tone, 0.1)
}
