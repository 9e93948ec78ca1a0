//! Packs whose mesh network measures the face itself, and a detector whose strides do not divide its input.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the lints excuse test functions, not what those call")]

mod fakes;

use fakes::{Runs, entry, fake, frame, models};
use liveface::vision::{LoadedModel, Stage, Vision, VisionConfig, VisionError};
use liveface_models::manifest::{Decoder, Role};
use liveface_session::Needs;
use liveface_session::observation::{Cover, Eyes, Face, Faces};
use std::sync::Arc;

/// Height and width of the detector's input; 16 and 32 do not divide the height.
const DETECTOR: [usize; 2] = [120, 160];
const CELLS: [usize; 3] = [15 * 20, 8 * 10, 4 * 5];
const MESH_SIDE: usize = 128;
/// Where the detector sees the face, in frame pixels: in the last row of cells, which reaches beyond the input.
const CENTRE: (f32, f32) = (160.0, 224.0);
/// Turn of the line through the eyes, degrees clockwise.
const TURN: f32 = 20.0;
/// Eyes, mouth, yaw, pitch, roll in the crop, and the logit of a mask.
const MEASURED: [f32; 7] = [0.31, 0.12, 0.45, -12.0, 7.5, 3.0, 2.0];
const MASKED: f32 = 0.880_797;

/// One face of 64 pixels in the last row of cells of the largest stride.
fn detector() -> LoadedModel {
    let shapes = [1, 1, 4, 10].into_iter().flat_map(|values| CELLS.map(|cells| [1, cells, values]));
    let shapes: Vec<[usize; 3]> = shapes.collect();
    let outputs: Vec<&[usize]> = shapes.iter().map(<[usize; 3]>::as_slice).collect();
    let decoder = Decoder::Yunet { strides: vec![8, 16, 32], score: 0.6, nms: 0.4 };
    let entry = entry(Role::Detector, vec![1, 3, DETECTOR[0], DETECTOR[1]], &outputs, decoder);
    let lens: Vec<usize> = shapes.iter().map(|shape| shape.iter().product()).collect();
    fake(entry, &Arc::default(), move |_| {
        let mut out: Vec<Vec<f32>> = lens.iter().map(|&len| vec![0.0; len]).collect();
        let cell = 3 * 5 + 2;
        (out[2][cell], out[5][cell]) = (0.9, 0.9);
        out[8][cell * 4..][..4].copy_from_slice(&[0.5, 0.5, 0.0, 0.0]);
        let slope = TURN.to_radians().tan();
        out[11][cell * 10..][..4].copy_from_slice(&[0.25, 0.25, 0.75, 0.25 + 0.5 * slope]);
        out
    })
}

/// The same level points in the middle of every crop, in two thirds of its side, so that the next crop is as large; and
/// what else the network says.
fn mesh(measures: Option<Vec<f32>>) -> LoadedModel {
    let len = measures.as_ref().map_or(0, Vec::len);
    let shapes: [&[usize]; 3] = [&[1, 1434], &[1, 1], &[1, len]];
    let shapes = if measures.is_some() { &shapes[..] } else { &shapes[..2] };
    let decoder = Decoder::Mesh478 { box_scale: 1.25, track_scale: 1.5 };
    let entry = entry(Role::Mesh, vec![1, 3, MESH_SIDE, MESH_SIDE], shapes, decoder);
    fake(entry, &Arc::default(), move |_| {
        let place = |i: usize| MESH_SIDE as f32 * (1.0 / 6.0 + 2.0 / 3.0 * i as f32 / 21.0);
        let mut points: Vec<[f32; 3]> = (0..478).map(|i| [place(i % 22), place(i / 22), 0.0]).collect();
        for (index, x) in [(33, 40.0), (133, 56.0), (362, 72.0), (263, 88.0)] {
            points[index] = [x, 48.0, 0.0];
        }
        [vec![points.into_flattened(), vec![5.0]], measures.clone().into_iter().collect()].concat()
    })
}

/// One anchor on the whole frame that tells of a mask with a probability of 0.25.
fn mask() -> LoadedModel {
    let outputs: [&[usize]; 2] = [&[1, 2, 2], &[1, 2, 4]];
    let entry = entry(Role::Mask, vec![1, 3, 8, 8], &outputs, Decoder::Anchors { bare: 0, masked: 1 });
    let face = [0.35, 0.65, 0.65, 1.0];
    fake(entry, &Arc::default(), move |_| vec![vec![0.6, 0.2, 0.0, 0.0], [face, [0.0; 4]].concat()])
}

fn vision(special: Vec<LoadedModel>) -> Vision {
    let mut models = models(&Runs::default());
    models.retain(|model| special.iter().all(|other| other.entry.role != model.entry.role));
    models.extend(special);
    Vision::from_models(models, VisionConfig::default()).unwrap()
}

fn see(vision: &mut Vision, millis: u64, needs: Needs) -> Face {
    match vision.observe(&frame(millis, &[(0, 100, 60, 80)]), needs).unwrap().faces {
        Faces::One(face) => *face,
        other => panic!("{other:?} at {millis} ms"),
    }
}

#[test]
fn a_face_in_the_last_cells_of_a_grid_that_is_rounded_up_is_found_where_it_is() {
    let mut vision = vision(vec![detector(), mesh(None)]);
    let (x, y) = see(&mut vision, 0, Needs::default()).bounds.centre();
    assert!((x - CENTRE.0).abs() < 8.0 && (y - CENTRE.1).abs() < 8.0, "{x}, {y}");
}

#[test]
fn what_the_mesh_network_measures_takes_the_place_of_geometry() {
    let face = see(&mut vision(vec![detector(), mesh(Some(MEASURED.to_vec()))]), 0, Needs::ALL);
    assert_eq!((face.eyes, face.mouth), (Eyes { left: 0.31, right: 0.12 }, 0.45));
    assert_eq!((face.pose.yaw, face.pose.pitch), (-12.0, 7.5));
    assert!((face.pose.roll - TURN - 3.0).abs() < 0.1, "{:?}", face.pose);
    assert!((face.cover.unwrap().mouth - MASKED).abs() < 1e-5);
}

#[test]
fn a_mesh_network_without_measures_leaves_them_to_geometry_and_tells_of_no_mask() {
    let face = see(&mut vision(vec![detector(), mesh(None)]), 0, Needs::ALL);
    assert_ne!((face.pose.yaw, face.pose.pitch), (-12.0, 7.5));
    assert_ne!(face.eyes, Eyes { left: 0.31, right: 0.12 });
    assert_eq!(face.cover, None);
    assert!(face.quality.unwrap().eyes_open > 0.0);
}

#[test]
fn an_eye_that_is_measured_as_shut_is_not_open_for_the_quality() {
    let shut = [0.31, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let face = see(&mut vision(vec![detector(), mesh(Some(shut.to_vec()))]), 0, Needs::ALL);
    let quality = face.quality.unwrap();
    assert_eq!((quality.eyes_open, quality.mouth_open), (0.0, 0.0));
}

#[test]
fn a_mask_network_goes_before_what_the_mesh_network_says_of_masks() {
    let mut vision = vision(vec![detector(), mesh(Some(MEASURED.to_vec())), mask()]);
    assert_eq!(see(&mut vision, 0, Needs::ALL).cover, Some(Cover { mouth: 0.25 }));
}

#[test]
fn a_mask_is_looked_for_when_needed_and_due_whoever_looks() {
    for looks in [None, Some(mask())] {
        let own = [detector(), mesh(Some(MEASURED.to_vec()))];
        let mut vision = vision(own.into_iter().chain(looks).collect());
        assert_eq!(see(&mut vision, 0, Needs::default()).cover, None);
        let looked: Vec<u64> = (40..=1_200)
            .step_by(40)
            .filter(|&millis| {
                see(&mut vision, millis, Needs { cover: true, ..Needs::default() }).cover.is_some()
            })
            .collect();
        assert_eq!(looked, [40, 560, 1_080]);
    }
}

#[test]
fn skin_is_measured_when_the_session_asks_for_its_light_and_only_then() {
    let mut vision = vision(vec![detector(), mesh(None)]);
    let others = Needs { light: false, ..Needs::ALL };
    assert_eq!(see(&mut vision, 0, others).light.skin, None);
    assert!(vision.timing().of(Stage::Skin).is_zero());
    let needs = Needs { light: true, ..Needs::default() };
    assert_eq!(see(&mut vision, 40, needs).light.skin.unwrap().patches.len(), 48);
    assert!(!vision.timing().of(Stage::Skin).is_zero());
    assert_eq!(see(&mut vision, 80, Needs::default()).light.skin, None);
}

#[test]
fn a_measure_that_is_no_number_means_nobody() {
    for index in 0..MEASURED.len() {
        for wrong in [f32::NAN, f32::INFINITY] {
            let mut measures = MEASURED.to_vec();
            measures[index] = wrong;
            let mut vision = vision(vec![detector(), mesh(Some(measures))]);
            let seen = vision.observe(&frame(0, &[]), Needs::ALL).unwrap();
            assert_eq!(seen.faces, Faces::None, "{wrong} at {index}");
        }
    }
}

#[test]
fn another_number_of_measures_is_refused() {
    let mut models = models(&Runs::default());
    models.retain(|model| model.entry.role != Role::Mesh);
    models.push(mesh(Some(vec![0.0; 6])));
    let error = Vision::from_models(models, VisionConfig::default()).err().unwrap();
    assert!(
        matches!(error, VisionError::Contract { .. }) && error.to_string().contains("6 values"),
        "{error}"
    );
}
