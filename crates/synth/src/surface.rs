//! What a point of a surface is made of.

use crate::math::{Mat3, Vec3};

/// A point of a surface that the camera sees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Where it is, camera space, cm.
    pub at: Vec3,
    /// Where it is on the resting surface (see [`crate::mesh::Drawable::rest`]).
    pub rest: Vec3,
    /// Texture coordinates; the integer part may name a tile.
    pub uv: [f32; 2],
    /// Unit normal towards the camera's side, camera space.
    pub normal: Vec3,
    /// Unit direction to the camera.
    pub to_camera: Vec3,
    /// Rotation from rest space to camera space.
    pub turn: Mat3,
    /// Side of a pixel at this distance, cm: patterns finer than this alias, as they do on a real sensor.
    pub footprint: f32,
    /// When this row is exposed, microseconds of stream time.
    pub micros: i64,
}

/// What a surface does with light. Albedo and gloss are reflectances, 0..=1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    /// Diffuse reflectance, linear RGB.
    pub albedo: Vec3,
    /// Light of its own, cd/m², linear RGB.
    pub emission: Vec3,
    /// Unit normal, camera space.
    pub normal: Vec3,
    /// Specular reflectance at normal incidence: skin 0.028, water 0.02, glass 0.04, 0 = none.
    pub gloss: f32,
    /// GGX roughness of the specular lobe, 0.02..=1: skin 0.3 to 0.5, eye 0.05, paper 0.8.
    pub roughness: f32,
    /// How much light scatters below the surface, 0..=1: 1 = skin, whose shadows have soft reddish edges.
    pub scatter: f32,
    /// Opacity of a veil, 0..=1.
    pub cover: f32,
    /// Share of the surroundings that reaches this point beyond what its vertices know, 0..=1: 1 = all.
    pub openness: f32,
}

impl Surface {
    /// A dull opaque surface of colour `albedo`.
    pub(crate) fn matt(albedo: Vec3, normal: Vec3) -> Self {
        Self {
            albedo,
            emission: Vec3::ZERO,
            normal,
            gloss: 0.0,
            roughness: 1.0,
            scatter: 0.0,
            cover: 1.0,
            openness: 1.0,
        }
    }
}

/// What something is made of.
pub(crate) trait Material: Send + Sync {
    /// The surface at `hit`.
    fn surface(&self, hit: &Hit) -> Surface;
}
