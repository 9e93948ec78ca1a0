//! Pose, eyes, mouth and shape from the geometry of a mesh.

use super::geometry::{Point, distance, middle};
use super::mesh::{EYE_CORNERS, Mesh};
use liveface_session::observation::{Eyes, Pose, Rect, SHAPE_POINTS, Shape};

/// Points of an eye in the order of Soukupová & Čech 2016: corner, two of the upper lid, corner, two of the lower
/// lid; the eye at the image left, then at the image right.
const EYE_OUTLINES: [[usize; 6]; 2] = [[33, 160, 158, 133, 153, 144], [362, 385, 387, 263, 373, 380]];
/// Upper and lower inner lip, and the inner mouth corners at the image left and right.
const INNER_LIPS: [usize; 2] = [13, 14];
const INNER_MOUTH: [usize; 2] = [78, 308];
/// Upper edge of the brows.
const BROWS: [usize; 10] = [70, 63, 105, 66, 107, 336, 296, 334, 293, 300];
/// Chin.
pub(crate) const CHIN: usize = 152;
/// The points of a [`Shape`], in its order.
const SHAPE: [usize; SHAPE_POINTS] = [
    EYE_CORNERS[0],
    EYE_CORNERS[1],
    EYE_CORNERS[2],
    EYE_CORNERS[3],
    159,
    145,
    386,
    374,
    55,
    285,
    4,
    61,
    291,
    13,
    14,
    152,
];
/// Points mirrored about the middle of the face that neither jaw nor lips move, image left first.
const MIRRORED: [[usize; 2]; 6] = [[33, 263], [133, 362], [127, 356], [234, 454], [93, 323], [132, 361]];
/// Points of the forehead, and of the face below the eyes that the jaw does not move: their middles span the
/// upright axis of the head.
const UPPER: [usize; 3] = [10, 67, 297];
const LOWER: [usize; 3] = [2, 132, 361];
/// How far the axis from `UPPER` to `LOWER` leans back from the upright of a head that looks straight ahead, degrees.
/// The median over 200 generated CC0 portraits that look at the camera; people differ by about ±5, which is why checks
/// compare with a person's own neutral.
const UPRIGHT_LEAN: f32 = 24.6;

type Vector = [f32; 3];

/// Unit vector out of the surface of a quadrilateral whose corners go clockwise in the picture; `None` when it has no
/// surface.
pub(crate) fn normal([a, b, c, d]: [Vector; 4]) -> Option<Vector> {
    unit(cross(sub(d, b), sub(c, a)))
}

/// Orientation of the head: the mesh's own axes against the camera's.
pub(crate) fn pose(mesh: &Mesh) -> Pose {
    let across = MIRRORED.iter().fold([0.0; 3], |sum, &[l, r]| add(sum, sub(mesh.points[r], mesh.points[l])));
    let down = sub(mean(mesh, &LOWER), mean(mesh, &UPPER));
    let Some((across, ahead)) = axes(across, down) else { return Pose::default() };
    let [x, y, z] = ahead;
    Pose {
        yaw: (-x).atan2(-z).to_degrees(),
        pitch: y.clamp(-1.0, 1.0).asin().to_degrees() - UPRIGHT_LEAN,
        roll: across[1].atan2(across[0]).to_degrees(),
    }
}

/// Unit vectors across the face (image left to right) and straight ahead of it; `None` for a degenerate mesh.
fn axes(across: Vector, down: Vector) -> Option<(Vector, Vector)> {
    let across = unit(across)?;
    // x × y of a frame with y down and z away from the camera points into the head.
    let ahead = unit(cross(down, across))?;
    Some((across, ahead))
}

/// Eye aspect ratio of both eyes.
pub(crate) fn eyes(mesh: &Mesh) -> Eyes {
    let [left, right] = EYE_OUTLINES.map(|outline| {
        let [p1, p2, p3, p4, p5, p6] = outline.map(|i| mesh.at(i));
        (distance(p2, p6) + distance(p3, p5)) / (2.0 * distance(p1, p4)).max(f32::MIN_POSITIVE)
    });
    Eyes { left, right }
}

/// Opening of the smaller eye, the mean distance of its lids, in pixels: the aspect ratio times the distance of the
/// corners, which is the same, and holds for eyes that the network has measured too.
pub(crate) fn least_lid_gap(mesh: &Mesh, eyes: Eyes) -> f32 {
    let [outer, inner, other_inner, other_outer] = EYE_CORNERS.map(|i| mesh.at(i));
    (eyes.left * distance(outer, inner)).min(eyes.right * distance(other_inner, other_outer))
}

/// Gap of the inner lips, in pixels, from the openness of the mouth.
pub(crate) fn lip_gap(mesh: &Mesh, mouth: f32) -> f32 {
    mouth * mouth_width(mesh)
}

/// Inner-lip gap over inner-mouth width.
pub(crate) fn mouth(mesh: &Mesh) -> f32 {
    let [upper, lower] = INNER_LIPS.map(|i| mesh.at(i));
    distance(upper, lower) / mouth_width(mesh).max(f32::MIN_POSITIVE)
}

fn mouth_width(mesh: &Mesh) -> f32 {
    let [left, right] = INNER_MOUTH.map(|i| mesh.at(i));
    distance(left, right)
}

/// The mesh's [`SHAPE_POINTS`] points in the frame of the eyes.
pub(crate) fn shape(mesh: &Mesh) -> Shape {
    let local = frame_of_eyes(mesh);
    Shape(SHAPE.map(|i| local(mesh.at(i))))
}

/// From a point of the picture to the frame of a [`Shape`].
pub(crate) fn frame_of_eyes(mesh: &Mesh) -> impl Fn(Point) -> Point {
    let [left, right] = mesh.eyes();
    let origin = middle(left, right);
    let along = [right[0] - left[0], right[1] - left[1]];
    let square = (along[0] * along[0] + along[1] * along[1]).max(f32::MIN_POSITIVE);
    move |[x, y]| {
        let [x, y] = [x - origin[0], y - origin[1]];
        [(x * along[0] + y * along[1]) / square, (y * along[0] - x * along[1]) / square]
    }
}

/// Bounding box from the brows to the chin, from ear to ear.
pub(crate) fn bounds(mesh: &Mesh) -> Rect {
    let (mut left, mut right, mut bottom) = (f32::MAX, f32::MIN, f32::MIN);
    for &[x, y, _] in &mesh.points {
        (left, right, bottom) = (left.min(x), right.max(x), bottom.max(y));
    }
    let top = BROWS.iter().map(|&i| mesh.at(i)[1]).fold(bottom, f32::min);
    Rect { x: left, y: top, width: right - left, height: bottom - top }
}

fn mean(mesh: &Mesh, indices: &[usize]) -> Vector {
    let sum = indices.iter().fold([0.0; 3], |sum, &i| add(sum, mesh.points[i]));
    sum.map(|v| v / indices.len() as f32)
}

fn add(a: Vector, b: Vector) -> Vector {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

fn sub(a: Vector, b: Vector) -> Vector {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn cross(a: Vector, b: Vector) -> Vector {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn unit(a: Vector) -> Option<Vector> {
    let length = (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]).sqrt();
    (length > 1e-6).then(|| a.map(|v| v / length))
}
