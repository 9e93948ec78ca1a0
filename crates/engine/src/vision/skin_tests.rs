//! Patches and irises of a drawn head whose points are known, on frames whose colours are known.

use super::*;
use crate::vision::light;
use crate::vision::mesh::MESH_POINTS;
use liveface_frames::{FrameId, Timestamp};
use liveface_session::observation::Rgb;
use std::ops::Range;
use std::sync::Arc;

const SIZE: (u32, u32) = (640, 480);
const SKIN: [u8; 3] = [200, 150, 120];
/// Linear light of [`SKIN`] by IEC 61966-2-1.
const SKIN_LIGHT: Rgb = Rgb { r: 0.57758, g: 0.30499, b: 0.18782 };
/// Where the pairs begin in the list of patches, and which of them are what.
const FIRST_PAIR: usize = MIDDLE.len();
const WALLS: Range<usize> = 5..9;
const FRONT_OF_CHEEK: usize = 12;
/// Middle of the left iris of [`head`], in whole pixels.
const IRIS: (u32, u32) = (287, 208);

fn frame(pixel: impl Fn(u32, u32) -> [u8; 3]) -> Frame {
    let pixels = (0..SIZE.0 * SIZE.1).flat_map(|i| pixel(i % SIZE.0, i / SIZE.0)).collect();
    Frame::new(FrameId(0), Timestamp::ZERO, SIZE, Arc::new(pixels)).unwrap()
}

fn mesh(points: Vec<[f32; 3]>) -> Mesh {
    Mesh { points, presence: 1.0 }
}

/// The true points of the drawn person of `fixtures/clips/person.mp4`, who looks straight ahead with open eyes.
fn head() -> Mesh {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/clips/person.json");
    let truth: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let points = truth["frames"][60]["faces"][0]["landmarks"].clone();
    mesh(serde_json::from_value(points).unwrap())
}

/// `head`, every point moved.
fn moved(change: impl Fn([f32; 3]) -> [f32; 3]) -> Mesh {
    mesh(head().points.into_iter().map(change).collect())
}

fn measure(frame: &Frame, mesh: &Mesh) -> Skin {
    let mut skin = Skin::default();
    super::measure(frame, mesh, &mut skin);
    skin
}

/// One patch of 80 × 80 pixels, turned about its upright middle line so that it looks `degrees` to the image left.
fn square(degrees: f32) -> (Mesh, Quad) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let mut mesh = mesh(vec![[0.0; 3]; MESH_POINTS]);
    for (i, (u, v)) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].into_iter().enumerate() {
        mesh.points[i] = [300.0 + 40.0 * u * cos, 200.0 + 40.0 * v, -40.0 * u * sin];
    }
    (mesh, [0, 1, 2, 3])
}

fn pairs(skin: &Skin) -> Vec<[Patch; 2]> {
    let (pairs, _) = skin.patches[FIRST_PAIR..].as_chunks::<2>();
    pairs.to_vec()
}

#[test]
fn skin_of_one_colour_has_its_light_everywhere() {
    let (frame, head) = (frame(|_, _| SKIN), head());
    let skin = measure(&frame, &head);
    assert_eq!(skin.patches.len(), 48);
    for (i, patch) in skin.patches.iter().enumerate() {
        assert_eq!((patch.light, patch.usable), (SKIN_LIGHT, 1.0), "patch {i}");
    }
    assert_eq!(skin.irises, [SKIN_LIGHT; 2]);
    let light = light::measure(&frame, &head);
    assert_eq!([light.nose, light.chin, light.forehead], [SKIN_LIGHT; 3]);
}

#[test]
fn a_patch_is_where_the_shape_of_the_face_says() {
    let skin = measure(&frame(|_, _| SKIN), &head());
    let inside = |[x, y]: [f32; 2], across: Range<f32>, down: Range<f32>| {
        assert!(across.contains(&x) && down.contains(&y), "{x}, {y}");
    };
    let pairs = pairs(&skin);
    inside(skin.patches[4].at, -0.05..0.05, 0.3..0.5);
    inside(skin.patches[5].at, -0.05..0.05, 1.3..1.7);
    inside(pairs[WALLS.start][0].at, -0.3..-0.1, 0.0..0.3);
    inside(pairs[WALLS.start][1].at, 0.1..0.3, 0.0..0.3);
}

#[test]
fn what_is_clipped_or_dark_in_one_channel_does_not_count() {
    let (mesh, quad) = square(0.0);
    for wrong in [[255, 150, 120], [200, 20, 120]] {
        let seen = patch(&frame(|x, _| if x < 300 { wrong } else { SKIN }), &mesh, &quad);
        assert_eq!((seen.light, seen.usable), (SKIN_LIGHT, 0.5), "{wrong:?}");
    }
    let nothing = patch(&frame(|_, _| [255; 3]), &mesh, &quad);
    assert_eq!((nothing.light, nothing.usable), (Rgb::default(), 0.0));
}

#[test]
fn a_speck_does_not_move_the_light_of_a_patch() {
    let (mesh, quad) = square(0.0);
    let speck = |x: u32, y: u32| if x.abs_diff(300) < 9 && y.abs_diff(200) < 9 { [240; 3] } else { SKIN };
    assert_eq!(patch(&frame(speck), &mesh, &quad).light, SKIN_LIGHT);
}

#[test]
fn a_patch_that_is_turned_tells_how_far() {
    let frame = frame(|_, _| SKIN);
    for (degrees, normal) in
        [(0.0, [0.0, 0.0, -1.0]), (30.0, [-0.5, 0.0, -0.866]), (-60.0, [0.866, 0.0, -0.5])]
    {
        let (mesh, quad) = square(degrees);
        assert_eq!(patch(&frame, &mesh, &quad).normal, normal);
    }
}

#[test]
fn what_covers_a_patch_that_looks_away_is_not_taken_for_it() {
    let (mesh, quad) = square(100.0);
    let hidden = patch(&frame(|_, _| SKIN), &mesh, &quad);
    assert_eq!((hidden.light, hidden.usable), (Rgb::default(), 0.0));
    assert_eq!(hidden.normal, [-0.985, 0.0, 0.174]);
}

#[test]
fn partners_mirror_each_other_on_a_face_that_looks_ahead() {
    for (i, [left, right]) in pairs(&measure(&frame(|_, _| SKIN), &head())).into_iter().enumerate() {
        let apart = |a: f32, b: f32| (a - b).abs();
        let [x, y, z] = right.normal;
        let [u, v, w] = left.normal;
        assert!(
            apart(u, -x) < 0.08 && apart(v, y) < 0.08 && apart(w, z) < 0.08,
            "pair {i}: {left:?} {right:?}"
        );
        let off = [apart(left.at[0], -right.at[0]), apart(left.at[1], right.at[1])];
        assert!(left.at[0] < 0.0 && off.iter().all(|off| *off < 0.05), "pair {i}: {left:?} {right:?}");
    }
}

#[test]
fn normals_are_unit_and_those_of_the_nose_walls_are_steep() {
    let skin = measure(&frame(|_, _| SKIN), &head());
    for (i, patch) in skin.patches.iter().enumerate() {
        let length = patch.normal.iter().map(|part| part * part).sum::<f32>().sqrt();
        assert!((length - 1.0).abs() < 2e-3 && patch.normal[2] < 0.0, "patch {i}: {:?}", patch.normal);
    }
    let pairs = pairs(&skin);
    for side in [0, 1] {
        let steep = |pair: usize| pairs[pair][side].normal[0].abs();
        assert!(WALLS.into_iter().all(|wall| steep(wall) > steep(FRONT_OF_CHEEK) + 0.15));
    }
}

#[test]
fn the_half_of_a_face_outside_the_frame_is_black_and_unusable() {
    let half = moved(|[x, y, z]| [x - 318.0, y, z]);
    let skin = measure(&frame(|_, _| SKIN), &half);
    for [left, right] in pairs(&skin) {
        assert_eq!((left.light, left.usable), (Rgb::default(), 0.0));
        assert_eq!((right.light, right.usable), (SKIN_LIGHT, 1.0));
    }
    assert_eq!(skin.irises, [Rgb::default(), SKIN_LIGHT]);
    let light = light::measure(&frame(|_, _| SKIN), &moved(|[x, y, z]| [x, y + 1e4, z]));
    assert_eq!([light.nose, light.chin], [Rgb::default(); 2]);
}

#[test]
fn a_mesh_without_extent_has_no_light_and_only_finite_numbers() {
    for place in [[0.0; 3], [300.0, 200.0, 5.0]] {
        let skin = measure(&frame(|_, _| SKIN), &mesh(vec![place; MESH_POINTS]));
        assert!(skin.patches.iter().all(|patch| patch.usable == 0.0 && patch.normal == TO_CAMERA));
        assert!(skin.patches.iter().flat_map(|patch| patch.at).all(f32::is_finite));
        assert_eq!(skin.irises, [Rgb::default(); 2]);
    }
}

#[test]
fn the_highlight_of_an_iris_counts_though_it_clips() {
    let lit = |x: u32, y: u32| {
        if x.abs_diff(IRIS.0) < 3 && y.abs_diff(IRIS.1) < 3 { [255, 255, 90] } else { [40; 3] }
    };
    let [left, right] = measure(&frame(lit), &head()).irises;
    assert_eq!((left.r, left.g), (1.0, 1.0));
    assert!((left.b - 0.10224).abs() < 1e-5, "{left:?}");
    assert!((right.r - 0.02122).abs() < 1e-5, "{right:?}");
}

#[test]
fn a_shut_eye_and_one_of_few_pixels_mirror_nothing() {
    let frame = frame(|_, _| SKIN);
    let mut shut = head();
    for lid in [160, 159, 158, 153, 145, 144] {
        shut.points[lid][1] = f32::midpoint(shut.points[33][1], shut.points[133][1]);
    }
    assert_eq!(measure(&frame, &shut).irises, [Rgb::default(), SKIN_LIGHT]);
    let far = moved(|point| point.map(|part| 0.4 * part));
    assert_eq!(measure(&frame, &far).irises, [Rgb::default(); 2]);
}

#[test]
fn the_skin_of_a_frame_stays_short_in_a_trace() {
    let waves = |x: u32, y: u32| [x, y, x + y].map(|i| (130 + (i * 37) % 71) as u8);
    let skin = measure(&frame(waves), &head());
    let written = serde_json::to_string(&skin).unwrap();
    assert!(written.len() < 6_000, "{} bytes", written.len());
    assert_eq!(serde_json::from_str::<Skin>(&written).unwrap(), skin);
}
