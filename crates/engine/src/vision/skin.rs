//! Light on the skin in detail: small patches all over the face, each with the direction it looks in.

use super::features::{frame_of_eyes, normal};
use super::iris;
use super::light::{Samples, for_each_in_quad, pixel, rounded};
use super::mesh::Mesh;
use liveface_frames::Frame;
use liveface_session::observation::{Patch, Skin};

/// Corners of a patch among the points of the mesh: upper left, upper right, lower right, lower left.
type Quad = [usize; 4];

/// Patches on the middle line.
const MIDDLE: [Quad; 6] = [
    // Forehead: upper, lower.
    [109, 338, 337, 108],
    [108, 337, 336, 107],
    // Nose: root, bridge, tip above the nostrils.
    [193, 417, 419, 196],
    [196, 419, 281, 51],
    [51, 281, 275, 45],
    // Chin.
    [201, 421, 428, 208],
];

/// Patches that have a partner at the other side: at the image left, at the image right.
const PAIRS: [[Quad; 2]; 21] = [
    // Forehead: upper, lower.
    [[103, 109, 108, 104], [338, 332, 333, 337]],
    [[104, 108, 107, 105], [337, 333, 334, 336]],
    // Temple; cheekbone beside the eye; side of the face before the ear.
    [[71, 70, 124, 139], [300, 301, 368, 353]],
    [[143, 35, 111, 116], [265, 372, 345, 340]],
    [[116, 117, 123, 137], [346, 345, 366, 352]],
    // Side wall of the nose, downwards; then its foot, where it meets the cheek.
    [[128, 122, 196, 114], [351, 357, 343, 419]],
    [[114, 196, 3, 217], [419, 343, 437, 248]],
    [[217, 3, 51, 198], [248, 437, 420, 281]],
    [[198, 51, 45, 131], [281, 420, 360, 275]],
    [[121, 114, 198, 126], [343, 350, 355, 420]],
    // Below the eye.
    [[228, 231, 120, 118], [451, 448, 347, 349]],
    // Cheek: beside the nose, front, side, lower front, lower side.
    [[119, 100, 142, 101], [329, 348, 330, 371]],
    [[101, 36, 205, 50], [266, 330, 280, 425]],
    [[117, 118, 50, 123], [347, 346, 352, 280]],
    [[50, 205, 207, 187], [425, 280, 411, 427]],
    [[123, 50, 187, 147], [280, 352, 376, 411]],
    // Mouth: between wing of the nose and cheek, above the upper lip, beside the corner.
    [[203, 98, 165, 206], [327, 423, 426, 391]],
    [[165, 167, 37, 39], [393, 391, 269, 267]],
    [[207, 216, 212, 214], [436, 427, 434, 432]],
    // Side of the chin; jaw.
    [[194, 201, 208, 32], [421, 418, 262, 428]],
    [[192, 214, 169, 135], [434, 416, 364, 394]],
];

const _: () = assert!(MIDDLE.len() + 2 * PAIRS.len() <= Skin::MOST_PATCHES, "a session takes no more");

/// Samples along one side of a patch: about one a pixel for a face of 500 pixels, several a pixel for smaller ones, so
/// that a patch of few pixels weighs them by how much of each it covers.
const SIDE: usize = 10;
/// Size of what is sampled over that of the patch: brows, lips and hair begin where some patches end, and a mesh is off
/// by a pixel or two.
const CORE: f32 = 0.85;
/// Least share of its normal that a patch turns to the camera: one seen at a flatter angle than 81° is narrower
/// than the mesh is off, and one that looks away is not seen at all: what lies there in the picture is something else.
const LEAST_FACING: f32 = 0.15;
/// Steps a unit of places and normals, and of shares.
const PLACE_STEPS: f32 = 1e3;
const SHARE_STEPS: f32 = 1e2;
/// The normal of a patch without surface.
const TO_CAMERA: [f32; 3] = [0.0, 0.0, -1.0];

/// Light on the skin and in the eyes of the face on which `mesh` lies, over what `skin` held.
pub(crate) fn measure(frame: &Frame, mesh: &Mesh, skin: &mut Skin) {
    let local = frame_of_eyes(mesh);
    let quads = MIDDLE.iter().chain(PAIRS.as_flattened());
    let patches = quads.map(|quad| {
        let patch = patch(frame, mesh, quad);
        Patch { at: local(patch.at).map(|part| rounded(part, PLACE_STEPS)), ..patch }
    });
    skin.patches.clear();
    skin.patches.extend(patches);
    skin.irises = iris::measure(frame, mesh);
}

/// One patch, with `at` still in pixels.
fn patch(frame: &Frame, mesh: &Mesh, quad: &Quad) -> Patch {
    let corners = quad.map(|i| mesh.at(i));
    let [x, y] = [0, 1].map(|axis| corners.iter().map(|corner| corner[axis]).sum::<f32>() / 4.0);
    let normal = normal(quad.map(|i| mesh.points[i]));
    let mut samples = Samples::default();
    if normal.is_some_and(|[_, _, z]| z < -LEAST_FACING) {
        let core = corners.map(|corner| [x + CORE * (corner[0] - x), y + CORE * (corner[1] - y)]);
        for_each_in_quad(core, SIDE, |point| samples.take(pixel(frame, point)));
    }
    Patch {
        light: samples.trimmed_mean(),
        usable: rounded(samples.usable(), SHARE_STEPS),
        at: [x, y],
        normal: normal.unwrap_or(TO_CAMERA).map(|part| rounded(part, PLACE_STEPS)),
    }
}

#[cfg(test)]
#[path = "skin_tests.rs"]
mod tests;
