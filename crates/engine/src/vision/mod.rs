//! Frames in, observations out: finds or follows the one face, lays the mesh on it and measures what a session can use.

mod blocks;
mod config;
mod cover;
mod detect;
mod embed;
mod error;
mod features;
mod geometry;
mod identity;
mod iris;
mod light;
mod measures;
mod mesh;
mod net;
mod pad;
mod quality;
mod skin;
mod timing;
mod track;
mod warp;

pub use config::VisionConfig;
pub use error::{FaceFault, VisionError};
pub use geometry::Point;
pub use mesh::{MESH_POINTS, Mesh};
pub use net::LoadedModel;
pub use timing::{Stage, Timing};

use crate::compare::{Embedding, SimilarityMap};
use crate::infer::Runtime;
use cover::MaskNet;
use detect::Detector;
use embed::Embedder;
use identity::Anchor;
use light::LumaGrid;
use liveface_frames::Frame;
use liveface_models::Pack;
use liveface_models::manifest::Role;
use liveface_session::observation::{Cover, Face, FaceLight, Faces, Pad};
use liveface_session::{Needs, Observation, Timestamp};
use measures::Measures;
use mesh::Mesher;
use pad::PadEnsemble;
use quality::QualityMeter;
use std::time::Duration;
use timing::Stopwatch;
use track::{Located, Tracker};

/// Everything that looks at pixels, for one stream at a time. Deterministic: the same frames and needs give the same
/// observations.
pub struct Vision {
    tracker: Tracker,
    embedder: Embedder,
    pad: PadEnsemble,
    mask: Option<MaskNet>,
    config: VisionConfig,
    grid: LumaGrid,
    quality: QualityMeter,
    /// When PAD and the mask network last ran.
    last_pad: Option<Timestamp>,
    last_cover: Option<Timestamp>,
    anchor: Anchor,
    timing: Timing,
}

impl Vision {
    /// Loads every network of `pack` with `runtime`.
    ///
    /// # Errors
    /// [`VisionError::Infer`] for a network the back end refuses; otherwise as [`Self::from_models`].
    pub fn load(pack: &Pack, runtime: &Runtime, config: VisionConfig) -> Result<Self, VisionError> {
        let roles = [Role::Detector, Role::Mesh, Role::Pad, Role::Embedding, Role::Mask];
        let mut models = Vec::new();
        for model in roles.into_iter().flat_map(|role| pack.all(role)) {
            models.push(LoadedModel { entry: model.entry.clone(), network: runtime.load(model)? });
        }
        Self::from_models(models, config)
    }

    /// Joins the networks of a pack, in any order.
    ///
    /// # Errors
    /// [`VisionError::Role`] unless there is one detector, one mesh and one embedding (and at most one mask
    /// network); [`VisionError::Contract`] for an entry this engine cannot read.
    pub fn from_models(models: Vec<LoadedModel>, config: VisionConfig) -> Result<Self, VisionError> {
        let mut models = models;
        let mut take = |role| {
            let (taken, left) = std::mem::take(&mut models).into_iter().partition(|m| m.entry.role == role);
            models = left;
            let taken: Vec<LoadedModel> = taken;
            taken
        };
        let (mask, pad) = (take(Role::Mask), take(Role::Pad));
        let mask = if mask.is_empty() { None } else { Some(MaskNet::new(only("mask", mask)?)?) };
        let detector = Detector::new(only("detector", take(Role::Detector))?)?;
        let mesher = Mesher::new(only("mesh", take(Role::Mesh))?)?;
        let embedder = Embedder::new(only("embedding", take(Role::Embedding))?)?;
        Ok(Self {
            tracker: Tracker::new(detector, mesher, config),
            embedder,
            pad: PadEnsemble::new(pad)?,
            mask,
            config,
            grid: LumaGrid::default(),
            quality: QualityMeter::default(),
            last_pad: None,
            last_cover: None,
            anchor: Anchor::default(),
            timing: Timing::default(),
        })
    }

    /// Measures the next frame of the stream. What `needs` leaves out, and what is not due yet, stays `None`.
    ///
    /// # Errors
    /// [`VisionError::Infer`] when a network fails.
    pub fn observe(&mut self, frame: &Frame, needs: Needs) -> Result<Observation, VisionError> {
        let mut seen = Observation::default();
        self.observe_into(frame, needs, &mut seen)?;
        Ok(seen)
    }

    /// As [`Self::observe`], over what `seen` held, in its memory: while one face is followed, nothing is allocated but by
    /// the networks' runtime.
    ///
    /// # Errors
    /// As [`Self::observe`]; `seen` is then left with nobody in it.
    pub fn observe_into(
        &mut self,
        frame: &Frame,
        needs: Needs,
        seen: &mut Observation,
    ) -> Result<(), VisionError> {
        let mut watch = Stopwatch::start();
        let before = std::mem::take(&mut seen.faces);
        (seen.frame, seen.at) = (frame.id(), frame.at());
        (seen.width, seen.height) = (frame.width(), frame.height());
        (seen.luma, seen.change) = self.grid.step(frame);
        watch.lap(Stage::Light);
        seen.faces = match self.tracker.locate(frame, &mut watch)? {
            Located::Nobody => Faces::None,
            Located::Many(count) => Faces::Many(count),
            Located::Face { tracked } => {
                let mut face = self.face(before, tracked);
                watch.lap(Stage::Geometry);
                self.measure(frame, &mut face, (needs, &mut watch))?;
                Faces::One(face)
            }
        };
        self.timing = watch.stop();
        Ok(())
    }

    /// How long the stages of the last [`Self::observe`] took.
    #[must_use]
    pub fn timing(&self) -> Timing {
        self.timing
    }

    /// The map from cosine to similarity of the embedding network in use.
    #[must_use]
    pub fn similarity_map(&self) -> &SimilarityMap {
        &self.embedder.similarity
    }

    /// Forgets the stream so far: the next frame starts another one.
    pub fn reset(&mut self) {
        self.tracker.reset();
        self.grid = LumaGrid::default();
        (self.last_pad, self.last_cover) = (None, None);
        self.anchor = Anchor::default();
    }

    /// Embeds the one face of a picture. The stream being observed, if any, is forgotten.
    ///
    /// # Errors
    /// [`FaceFault`] unless exactly one face of sufficient size is there.
    pub fn embed(&mut self, picture: &Frame) -> Result<Embedding, FaceFault> {
        self.reset();
        match self.tracker.locate(picture, &mut Stopwatch::start())? {
            Located::Nobody => Err(FaceFault::NoFace),
            Located::Many(count) => Err(FaceFault::ManyFaces(count)),
            Located::Face { .. } => self.embed_face(picture),
        }
    }

    /// Embeds the face that the last call of [`Self::observe`] found in this same frame.
    ///
    /// # Errors
    /// [`FaceFault::TooSmall`], or [`FaceFault::NoFace`] when that call did not find one face.
    pub fn embed_face(&mut self, frame: &Frame) -> Result<Embedding, FaceFault> {
        if self.tracker.detector_box().is_none() {
            return Err(FaceFault::NoFace);
        }
        let mesh = self.tracker.mesher.mesh();
        let (inter_eye, least) = (mesh.inter_eye(), self.config.least_inter_eye);
        if inter_eye < least {
            return Err(FaceFault::TooSmall { inter_eye, least });
        }
        let mut embedding = Embedding::unmeasured();
        self.embedder.embed(frame, &mesh.five_points(), &mut embedding)?;
        Ok(embedding)
    }

    /// The mesh of the last observed frame's one face.
    #[must_use]
    pub fn mesh(&self) -> Option<&Mesh> {
        self.tracker.detector_box().map(|_| self.tracker.mesher.mesh())
    }

    /// What the mesh network alone tells, in the memory of the face `before`, whose skin is left to be measured over.
    fn face(&self, before: Faces, tracked: bool) -> Box<Face> {
        let mesher = &self.tracker.mesher;
        let mut fresh = face_of(mesher.mesh(), &mesher.measures(), tracked);
        let Faces::One(mut face) = before else { return Box::new(fresh) };
        fresh.light.skin = face.light.skin.take();
        *face = fresh;
        face
    }

    fn measure(
        &mut self,
        frame: &Frame,
        face: &mut Face,
        (needs, watch): (Needs, &mut Stopwatch),
    ) -> Result<(), VisionError> {
        let skin = face.light.skin.take();
        face.light = light::measure(frame, self.tracker.mesher.mesh());
        watch.lap(Stage::Light);
        if needs.light {
            let mut skin = skin.unwrap_or_default();
            skin::measure(frame, self.tracker.mesher.mesh(), &mut skin);
            face.light.skin = Some(skin);
            watch.lap(Stage::Skin);
        }
        if needs.cover {
            face.cover = self.cover(frame)?;
        }
        if face.cover.is_some() {
            watch.lap(Stage::Cover);
        }
        if needs.pad {
            face.pad = self.pad(frame)?;
        }
        if face.pad.is_some() {
            watch.lap(Stage::Pad);
        }
        if needs.identity {
            face.identity = self.identity(frame, face)?;
        }
        if face.identity.is_some() {
            watch.lap(Stage::Identity);
        }
        if needs.quality {
            face.quality = Some(self.quality.measure(frame, self.tracker.mesher.mesh(), face));
            watch.lap(Stage::Quality);
        }
        Ok(())
    }

    /// By the mask network of the pack, else by the mesh network where it tells: in the same rhythm, so that a session
    /// sees as many looks with either.
    fn cover(&mut self, frame: &Frame) -> Result<Option<Cover>, VisionError> {
        let due = is_due(self.last_cover, frame.at(), self.config.cover_every);
        let Some(bounds) = self.tracker.detector_box().filter(|_| due) else { return Ok(None) };
        self.last_cover = Some(frame.at());
        match self.mask.as_mut() {
            Some(mask) => mask.look(frame, &bounds),
            None => Ok(self.tracker.mesher.measures().cover),
        }
    }

    fn identity(&mut self, frame: &Frame, face: &Face) -> Result<Option<f32>, VisionError> {
        let large = face.inter_eye >= self.config.least_inter_eye;
        let cover = self.tracker.mesher.measures().cover.unwrap_or_default().mouth;
        if !self.anchor.is_due(frame.at(), face, cover, &self.config) || !large {
            return Ok(None);
        }
        let points = self.tracker.mesher.mesh().five_points();
        self.embedder.embed(frame, &points, &mut self.anchor.latest)?;
        Ok(self.anchor.compare(frame.at(), &self.embedder.similarity))
    }

    fn pad(&mut self, frame: &Frame) -> Result<Option<Pad>, VisionError> {
        let due = is_due(self.last_pad, frame.at(), self.config.pad_every);
        let bounds = self.tracker.detector_box().filter(|_| due && !self.pad.is_empty());
        let Some(bounds) = bounds else { return Ok(None) };
        self.last_pad = Some(frame.at());
        self.pad.judge(frame, &bounds).map(Some)
    }
}

/// What the mesh network alone tells of a face.
fn face_of(mesh: &Mesh, measures: &Measures, tracked: bool) -> Face {
    Face {
        bounds: features::bounds(mesh),
        score: mesh.presence,
        tracked,
        pose: measures.pose,
        inter_eye: mesh.inter_eye(),
        eyes: measures.eyes,
        mouth: measures.mouth,
        shape: features::shape(mesh),
        light: FaceLight::default(),
        cover: None,
        pad: None,
        quality: None,
        identity: None,
    }
}

fn is_due(last: Option<Timestamp>, now: Timestamp, period: Duration) -> bool {
    last.is_none_or(|last| now.since(last) >= period)
}

fn only(role: &'static str, mut models: Vec<LoadedModel>) -> Result<LoadedModel, VisionError> {
    let found = models.len();
    models.pop().filter(|_| found == 1).ok_or(VisionError::Role { role, found })
}
