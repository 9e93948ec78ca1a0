//! Eyes, mouth and pose of one face: measured by the mesh network itself where it does, else taken from its points.

use super::features;
use super::mesh::Mesh;
use liveface_models::manifest::MESH_MEASURES;
use liveface_session::observation::{Cover, Eyes, Pose};

/// What is measured of a face on every frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measures {
    pub eyes: Eyes,
    /// Inner-lip gap over inner-mouth width.
    pub mouth: f32,
    pub pose: Pose,
    /// Whether a mask covers mouth and nose; points alone do not tell.
    pub cover: Option<Cover>,
}

impl Measures {
    /// From the points: see [`features`].
    pub fn of_points(mesh: &Mesh) -> Self {
        let (eyes, mouth, pose) = (features::eyes(mesh), features::mouth(mesh), features::pose(mesh));
        Self { eyes, mouth, pose, cover: None }
    }

    /// From the network's own output, in the order of [`Decoder::Mesh478`](liveface_models::manifest::Decoder), for a
    /// crop turned by `angle` (radians, clockwise).
    pub fn of_network(values: &[f32; MESH_MEASURES], angle: f32) -> Self {
        let &[left, right, mouth, yaw, pitch, roll, masked] = values;
        // A regression may end just below zero, an opening cannot.
        let eyes = Eyes { left: left.max(0.0), right: right.max(0.0) };
        let pose = Pose { yaw, pitch, roll: half_turn(angle.to_degrees() + roll) };
        Self { eyes, mouth: mouth.max(0.0), pose, cover: Some(Cover { mouth: probability(masked) }) }
    }
}

/// The same direction within ±180 degrees.
fn half_turn(degrees: f32) -> f32 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

/// Logistic function of a logit, 0..=1.
pub(crate) fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measured_roll_is_added_to_the_turn_of_the_crop() {
        let quarter = std::f32::consts::FRAC_PI_2;
        for (angle, roll, expected) in
            [(0.0, -5.0, -5.0), (quarter, 4.0, 94.0), (2.0 * quarter, 10.0, -170.0)]
        {
            let measures = Measures::of_network(&[0.3, 0.2, 0.1, -12.0, 7.0, roll, 0.0], angle);
            assert!((measures.pose.roll - expected).abs() < 1e-3, "{angle}: {measures:?}");
            assert_eq!((measures.pose.yaw, measures.pose.pitch), (-12.0, 7.0));
            assert_eq!(measures.eyes, Eyes { left: 0.3, right: 0.2 });
        }
    }

    #[test]
    fn nothing_is_open_by_less_than_nothing() {
        let measures = Measures::of_network(&[-0.01, 0.2, -0.02, 0.0, 0.0, 0.0, 100.0], 0.0);
        assert_eq!((measures.eyes.left, measures.eyes.right, measures.mouth), (0.0, 0.2, 0.0));
        assert_eq!(measures.cover, Some(Cover { mouth: 1.0 }));
    }
}
