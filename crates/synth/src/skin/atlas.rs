//! Where on the resting head each texel lies.

use crate::head::{HeadModel, HeadPart, Marks};
use crate::math::{Vec3, vec3};
use crate::mesh::{self, Triangle};
use std::sync::{Arc, Mutex, Weak};

/// The most texture tiles side by side that are painted.
const TILES: usize = 4;

/// The texels of one model at one resolution.
pub(super) struct Atlas {
    /// Texels along a side of a tile, a power of two.
    pub texels: usize,
    /// Tiles along u.
    pub tiles: usize,
    /// tile × row × column (row 0 = v 1); none where no skin lies.
    pub places: Vec<Option<Place>>,
    /// Mean side of a texel in the middle of the face, cm.
    pub pitch: f32,
}

/// A point of skin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Rest space of the model.
    pub at: Vec3,
    /// The same in the common frame in which the patterns are drawn (see [`Anatomy`]).
    pub common: Vec3,
    /// Unit normal of the resting surface.
    pub normal: Vec3,
}

/// Maps a model's rest space to ICT-FaceKit's generic head, in whose coordinates (cm) lips, brows and all are drawn.
/// Eyes, mouth and nose tip then coincide, whatever the model.
pub(super) struct Anatomy {
    scale: Vec3,
    shift: Vec3,
}

impl Anatomy {
    pub(super) fn of(marks: &Marks) -> Self {
        let eyes = (marks.eyes[0] + marks.eyes[1]) * 0.5;
        let mouth = (marks.mouth_corners[0] + marks.mouth_corners[1]) * 0.5;
        let apart = (marks.eyes[1].x - marks.eyes[0].x).abs().max(0.1);
        let x = 6.24 / apart;
        let y = 7.12 / (eyes.y - mouth.y).abs().max(0.1);
        let z = 5.08 / (marks.nose_tip.z - eyes.z).abs().max(0.1);
        let scale = vec3(x, y, z);
        Self { scale, shift: vec3(-eyes.x * x, 3.6 - eyes.y * y, 13.06 - marks.nose_tip.z * z) }
    }

    pub(super) fn common(&self, p: Vec3) -> Vec3 {
        p.times(self.scale) + self.shift
    }
}

type Cached = (Weak<Vec<Vec3>>, usize, Arc<Atlas>);

/// Atlases of the models in use: thousands of people share one head.
static CACHE: Mutex<Vec<Cached>> = Mutex::new(Vec::new());

/// The atlas of `model` with `texels` along a side, made once.
pub(super) fn of(model: &HeadModel, texels: usize) -> Arc<Atlas> {
    let texels = texels.clamp(16, 4096).next_power_of_two();
    let mut cache = CACHE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    cache.retain(|(rest, ..)| rest.strong_count() > 0);
    let same = |(rest, n, _): &&Cached| *n == texels && rest.as_ptr() == Arc::as_ptr(&model.rest);
    if let Some((.., atlas)) = cache.iter().find(same) {
        return Arc::clone(atlas);
    }
    let surface = Mesh { points: &model.rest, uv: &model.uv, triangles: model.part(HeadPart::Skin) };
    let atlas = Arc::new(Atlas::new(&surface, &Anatomy::of(&model.marks), texels));
    cache.push((Arc::downgrade(&model.rest), texels, Arc::clone(&atlas)));
    atlas
}

/// A textured surface.
pub(super) struct Mesh<'a> {
    pub points: &'a [Vec3],
    pub uv: &'a [[f32; 2]],
    pub triangles: &'a [Triangle],
}

impl Atlas {
    pub(super) fn new(mesh: &Mesh<'_>, anatomy: &Anatomy, texels: usize) -> Self {
        let normals = mesh::normals(mesh.points, mesh.triangles);
        let corners: Vec<Corners> =
            mesh.triangles.iter().filter_map(|t| Corners::of(mesh, anatomy, &normals, t)).collect();
        let tiles = corners.iter().map(|c| c.tile + 1).max().unwrap_or(1);
        let mut atlas = Self { texels, tiles, places: vec![None; tiles * texels * texels], pitch: 0.0 };
        for corner in &corners {
            atlas.fill(corner);
        }
        atlas.pitch = pitch(&corners, texels);
        atlas
    }

    pub(super) fn index(&self, tile: usize, row: usize, column: usize) -> usize {
        (tile * self.texels + row) * self.texels + column
    }

    fn fill(&mut self, corners: &Corners) {
        let n = self.texels as f32;
        let [a, b, c] = corners.uv.map(|[u, v]| [u * n - 0.5, (1.0 - v) * n - 0.5]);
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if area.abs() < 1e-9 {
            return;
        }
        let range = |i: usize| {
            let low = a[i].min(b[i]).min(c[i]).ceil().max(0.0) as usize;
            let high = (a[i].max(b[i]).max(c[i]).floor() + 1.0).clamp(0.0, n) as usize;
            low..high
        };
        for row in range(1) {
            for column in range(0) {
                let p = [column as f32, row as f32];
                let edge = |f: [f32; 2], g: [f32; 2]| {
                    ((g[0] - f[0]) * (p[1] - f[1]) - (g[1] - f[1]) * (p[0] - f[0])) / area
                };
                let weights = [edge(b, c), edge(c, a), edge(a, b)];
                if weights.iter().all(|w| *w >= -1e-4) {
                    let index = self.index(corners.tile, row, column);
                    self.places[index] = Some(corners.place(weights));
                }
            }
        }
    }
}

/// A triangle on its tile.
struct Corners {
    tile: usize,
    uv: [[f32; 2]; 3],
    at: [Vec3; 3],
    common: [Vec3; 3],
    normal: [Vec3; 3],
}

impl Corners {
    fn of(mesh: &Mesh<'_>, anatomy: &Anatomy, normals: &[Vec3], triangle: &Triangle) -> Option<Self> {
        let [a, b, c] = triangle.uvs.map(|i| mesh.uv.get(i as usize).copied());
        let mut uv = [a?, b?, c?];
        let tile = uv.iter().map(|[u, _]| u.floor()).fold(f32::MAX, f32::min).clamp(0.0, TILES as f32 - 1.0);
        for corner in &mut uv {
            corner[0] -= tile;
        }
        let [a, b, c] = triangle.points.map(|i| mesh.points.get(i as usize).copied());
        let at = [a?, b?, c?];
        let [a, b, c] = triangle.points.map(|i| normals.get(i as usize).copied());
        Some(Self {
            tile: tile as usize,
            uv,
            at,
            common: at.map(|p| anatomy.common(p)),
            normal: [a?, b?, c?],
        })
    }

    fn place(&self, [a, b, c]: [f32; 3]) -> Place {
        let mixed = |v: &[Vec3; 3]| v[0] * a + v[1] * b + v[2] * c;
        Place { at: mixed(&self.at), common: mixed(&self.common), normal: mixed(&self.normal).normalized() }
    }
}

/// Mean side of a texel on the front of the face, cm.
fn pitch(corners: &[Corners], texels: usize) -> f32 {
    let (mut area, mut texel_area) = (1e-6, 1e-6);
    for corner in corners.iter().filter(|c| c.tile == 0 && c.common[0].z > 7.0) {
        let [a, b, c] = corner.at;
        area += (b - a).cross(c - a).length();
        let [a, b, c] = corner.uv;
        texel_area += ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).abs();
    }
    (area / texel_area).sqrt() / texels as f32
}
