//! The head: geometry with modes of identity and expression, and where the mesh landmarks lie on it.
//!
//! Head space: cm, x to the image right, y up, z to the camera, as ICT-FaceKit's resting head (eyes at about
//! (±3.2, 3.6, 9), nose tip at z = 13, base of the neck at y = -19).

mod doll;
mod eyes;
mod ict;
mod landmarks;
mod lids;
mod obj;
mod pose;
#[cfg(test)]
mod tests;
mod visibility;

use crate::math::{Dice, Vec3};
use crate::mesh::{Triangle, Visibility};
pub(crate) use eyes::IRIS;
use eyes::{Eyeball, Placed};
use landmarks::Anchor;
use lids::Lids;
use pose::Sparse;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A kind of surface of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadPart {
    /// Face, back of the head, neck, lids and the sockets of the eyes.
    Skin,
    /// Inside of the mouth without teeth: socket, gums and tongue.
    Mouth,
    Teeth,
    /// Eyeball at the image left, cornea included.
    LeftEye,
    /// Eyeball at the image right, cornea included.
    RightEye,
    Lashes,
}

/// Kinds of [`HeadPart`].
const PARTS: usize = 6;
/// Identity modes are drawn with this deviation and cut off there: the whole spread of ICT-FaceKit's scans, cut at
/// 2.5 deviations, includes heads that look deformed.
const SPREAD: f32 = 0.8;
const MOST_SPREAD: f32 = 2.0;
/// Landmarks of the inner edges of upper and lower lip that touch when the mouth is closed.
const LIPS: [(usize, usize); 5] = [(13, 14), (82, 87), (312, 317), (81, 178), (311, 402)];
/// The jaw is lifted by at most this share of its way to close the lips.
const MOST_LIFT: f32 = 0.12;

/// Named places of the resting head, head space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks {
    /// Centres of the eyeballs, image left and image right.
    pub eyes: [Vec3; 2],
    /// Radius of an eyeball, cm.
    pub eye_radius: f32,
    pub nose_tip: Vec3,
    /// Image left and image right.
    pub mouth_corners: [Vec3; 2],
    pub chin: Vec3,
    /// Where the head turns about.
    pub neck: Vec3,
    /// Upper ends of the ears, image left and image right.
    pub ears: [Vec3; 2],
}

/// Geometry shared by all people; read once.
pub struct HeadModel {
    pub(crate) rest: Arc<Vec<Vec3>>,
    pub(crate) uv: Arc<Vec<[f32; 2]>>,
    pub(crate) visibility: Arc<Vec<Visibility>>,
    pub(crate) marks: Marks,
    parts: [Arc<Vec<Triangle>>; PARTS],
    /// Ways of all points, one identity mode each, cm per deviation.
    modes: Vec<Vec<Vec3>>,
    /// One each of [`pose::MODES`].
    expressions: Vec<Sparse>,
    /// Image left, image right; so are lids and guarded points.
    eyes: [Eyeball; 2],
    lids: [Lids; 2],
    /// Points of the skin that stay before the eyes.
    guarded: [Vec<(u32, f32)>; 2],
    anchors: Vec<Anchor>,
    places: Places,
}

/// The head of one person, at rest.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Points, head space; as many as [`HeadModel::rest`].
    pub neutral: Vec<Vec3>,
    /// The named places of this head.
    pub marks: Marks,
    eyes: [Placed; 2],
    /// Where the points of the lids are when closed.
    closed: [Vec<Vec3>; 2],
}

/// Points from which [`Marks`] are worked out; image left before image right.
#[derive(Clone, Copy, Debug)]
struct Places {
    nose_tip: usize,
    mouth_corners: [usize; 2],
    chin: usize,
    ears: [usize; 2],
    /// Of the generic head.
    neck: Vec3,
}

/// What a source of geometry delivers.
struct Built {
    rest: Vec<Vec3>,
    uv: Vec<[f32; 2]>,
    parts: [Vec<Triangle>; PARTS],
    modes: Vec<Vec<Vec3>>,
    expressions: Vec<Sparse>,
    eyes: [Eyeball; 2],
    lids: [Lids; 2],
    guarded: [Vec<(u32, f32)>; 2],
    anchors: Vec<Anchor>,
    places: Places,
}

/// Why a head could not be read.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// A file is missing or unreadable.
    #[error("cannot read {path}: give the folder of ICT-FaceKit that holds generic_neutral_mesh.obj")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{path}: {what}")]
    Content {
        /// Which file.
        path: PathBuf,
        /// What is wrong, where, and what to do.
        what: String,
    },
}

impl HeadModel {
    /// Reads ICT-FaceKit from `folder` (its `FaceXModel`, or the folder that holds it).
    ///
    /// # Errors
    /// [`HeadError`], which names the file.
    pub fn read(folder: &Path) -> Result<Self, HeadError> {
        ict::read(folder)
    }

    /// A plain built-in head with the same parts and landmarks, for tests on machines without ICT-FaceKit: it follows
    /// light, pose and gestures, and nobody would take it for a person.
    #[must_use]
    pub fn doll() -> Self {
        doll::build()
    }

    /// Works out what can be worked out; `inside` says which points lie in the mouth.
    fn finish(built: Built, inside: impl Fn(usize) -> bool + Sync) -> Self {
        let Built { rest, uv, parts, modes, expressions, eyes, lids, guarded, anchors, places } = built;
        let solid: Vec<Triangle> = parts.iter().take(HeadPart::Lashes as usize).flatten().copied().collect();
        let visibility = visibility::bake(&rest, &solid, inside);
        let placed = [0, 1].map(|side: usize| eyes[side].find(&rest));
        let marks = places.marks(&rest, (&rest, &eyes, &placed));
        Self {
            rest: Arc::new(rest),
            uv: Arc::new(uv),
            visibility: Arc::new(visibility),
            marks,
            parts: parts.map(Arc::new),
            modes,
            expressions,
            eyes,
            lids,
            guarded,
            anchors,
            places,
        }
    }

    /// A person's head: identity modes drawn from a normal distribution.
    pub(crate) fn shape(&self, dice: &mut Dice) -> Shape {
        let mut neutral = self.rest.to_vec();
        for mode in &self.modes {
            let strength = (dice.gauss() * SPREAD).clamp(-MOST_SPREAD, MOST_SPREAD);
            for (point, &way) in neutral.iter_mut().zip(mode) {
                *point += way * strength;
            }
        }
        self.close_lips(&mut neutral);
        self.shape_of(neutral, dice.range(0.04, 0.22))
    }

    /// Lifts the jaw until no teeth show between resting lips.
    fn close_lips(&self, neutral: &mut [Vec3]) {
        let Some(jaw) = self.expressions.first() else { return };
        let gaps = |points: &[Vec3]| {
            let at = |k: usize| self.anchors.get(k).map_or(0.0, |anchor| anchor.on(points).y);
            LIPS.map(|(upper, lower)| at(upper) - at(lower))
        };
        let before = gaps(neutral);
        let mut open = neutral.to_vec();
        for &(i, way) in jaw {
            open[i as usize] += way;
        }
        let lift = before.iter().zip(gaps(&open)).map(|(&gap, wide)| gap / (wide - gap).max(0.5));
        let lift = lift.fold(0.0, f32::max).min(MOST_LIFT);
        for &(i, way) in jaw {
            neutral[i as usize] += way * -lift;
        }
    }

    /// The head with the resting points `neutral`, whose lids hide the irises down to `cover` cm from the top.
    fn shape_of(&self, mut neutral: Vec<Vec3>, cover: f32) -> Shape {
        let eyes = [0, 1].map(|side: usize| self.eyes[side].find(&neutral));
        let closed = [0, 1].map(|side: usize| {
            self.eyes[side].place(&self.rest, &eyes[side], &mut neutral);
            self.eyes[side].guard(&self.guarded[side], &eyes[side], &mut neutral);
            let closed = self.lids[side].closed(&neutral);
            let iris = self.eyes[side].radius * eyes[side].scale * eyes::IRIS;
            let goal = eyes[side].centre.y + iris - cover;
            let droop = self.lids[side].droop(&neutral, eyes[side].centre.x, goal);
            let open = neutral.clone();
            self.lids[side].close((&open, &closed), &eyes[side], droop, &mut neutral);
            self.eyes[side].guard(&self.guarded[side], &eyes[side], &mut neutral);
            closed
        });
        let marks = self.places.marks(&neutral, (&self.rest, &self.eyes, &eyes));
        Shape { neutral, marks, eyes, closed }
    }

    /// The triangles of a part.
    pub(crate) fn part(&self, part: HeadPart) -> &Arc<Vec<Triangle>> {
        &self.parts[part as usize]
    }

    /// The 478 mesh landmarks on `points` (any space), in the topology the engine uses.
    pub(crate) fn landmarks(&self, points: &[Vec3]) -> Vec<Vec3> {
        self.anchors.iter().map(|anchor| anchor.on(points)).collect()
    }
}

impl Anchor {
    /// The place on `points`.
    fn on(&self, points: &[Vec3]) -> Vec3 {
        let [a, b, c] = self.points.map(|i| points[i as usize]);
        let [u, v, w] = self.weights;
        a * u + b * v + c * w
    }
}

impl Places {
    /// The marks of the head `points`; `rest` is the generic one with its eyes, `placed` where they are now.
    fn marks(&self, points: &[Vec3], (rest, eyes, placed): (&[Vec3], &[Eyeball; 2], &[Placed; 2])) -> Marks {
        Marks {
            eyes: placed.map(|eye| eye.centre),
            eye_radius: (eyes[0].radius * placed[0].scale + eyes[1].radius * placed[1].scale) * 0.5,
            nose_tip: points[self.nose_tip],
            mouth_corners: self.mouth_corners.map(|i| points[i]),
            chin: points[self.chin],
            // A head with a lower chin has a longer neck above the shoulders.
            neck: self.neck + (points[self.chin] - rest[self.chin]) * 0.5,
            ears: self.ears.map(|i| points[i]),
        }
    }
}
