//! ISO/IEC 29794-5 components: from native measures to 0..=100, with OFIQ's published sigmoid mappings.

use crate::observation::{Pose, QualityMeasures};
use serde::{Deserialize, Serialize};

/// Quality components of one frame, 0 worst, 100 best, named as in ISO/IEC 29794-5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the standard's component names")]
pub struct Quality {
    pub unified: u8,
    pub luminance_mean: u8,
    pub under_exposure_prevention: u8,
    pub over_exposure_prevention: u8,
    pub dynamic_range: u8,
    pub illumination_uniformity: u8,
    pub sharpness: u8,
    pub eyes_open: u8,
    pub mouth_closed: u8,
    pub inter_eye_distance: u8,
    pub head_size: u8,
    pub leftward_crop: u8,
    pub rightward_crop: u8,
    pub margin_above: u8,
    pub margin_below: u8,
    pub head_pose_yaw: u8,
    pub head_pose_pitch: u8,
    pub head_pose_roll: u8,
}

fn sigmoid(x: f32, x0: f32, w: f32) -> f32 {
    1.0 / (1.0 + (-(x - x0) / w).exp())
}

fn component(value: f32) -> u8 {
    // NaN becomes 0: a value that could not be measured is the worst.
    value.round().clamp(0.0, 100.0) as u8
}

fn pose_component(degrees: f32) -> u8 {
    component(100.0 * degrees.to_radians().cos().max(0.0).powi(2))
}

impl Quality {
    /// Maps native measures and the head's pose to components.
    ///
    /// Formulas and constants: OFIQ 1.0 (BSI), as published with ISO/IEC 29794-5:2025. Sharpness differs: OFIQ asks a
    /// random forest, here the Laplacian's standard deviation is mapped (x0 6, w 2 luma levels, by construction: a
    /// blurred picture has 2–4, a crisp one 8 and more).
    #[must_use]
    pub fn from_measures(m: &QualityMeasures, pose: Pose) -> Self {
        let h = |x: f32, x0: f32, w: f32| component(100.0 * sigmoid(x, x0, w));
        let mut quality = Self {
            unified: 0,
            luminance_mean: component(
                100.0 * sigmoid(m.luminance_mean, 0.2, 0.05) * (1.0 - sigmoid(m.luminance_mean, 0.8, 0.05)),
            ),
            under_exposure_prevention: component(120.0 * (0.832 - sigmoid(m.under_exposed, 0.92, 0.05))),
            over_exposure_prevention: component(1.0 / (m.over_exposed + 0.01)),
            dynamic_range: component(12.5 * m.entropy),
            illumination_uniformity: component(100.0 * m.uniformity.max(0.0).powf(0.3)),
            sharpness: h(m.sharpness, 6.0, 2.0),
            eyes_open: h(m.eyes_open, 0.02, 0.01),
            mouth_closed: component(100.0 * (1.0 - sigmoid(m.mouth_open, 0.2, 0.06))),
            inter_eye_distance: h(m.inter_eye, 70.0, 20.0),
            head_size: component(200.0 * (1.0 - sigmoid((m.head_size - 0.45).abs(), 0.0, 0.05))),
            leftward_crop: h(m.margin_left, 0.9, 0.1),
            rightward_crop: h(m.margin_right, 0.9, 0.1),
            margin_above: h(m.margin_above, 1.4, 0.1),
            margin_below: h(m.margin_below, 1.8, 0.1),
            head_pose_yaw: pose_component(pose.yaw),
            head_pose_pitch: pose_component(pose.pitch),
            head_pose_roll: pose_component(pose.roll),
        };
        quality.unified = quality.unify();
        quality
    }

    /// Weighted mean of the components by what they gain when a tenth of the frames is discarded: sharpness, eyes and
    /// inter-eye distance most, illumination least (OFIQ's error-versus-discard figures give the order, not the weights).
    fn unify(&self) -> u8 {
        let weighted = [
            (self.sharpness, 3.0),
            (self.eyes_open, 3.0),
            (self.inter_eye_distance, 2.0),
            (self.head_pose_yaw, 2.0),
            (self.head_pose_pitch, 2.0),
            (self.head_pose_roll, 1.0),
            (self.mouth_closed, 2.0),
            (self.luminance_mean, 1.0),
            (self.under_exposure_prevention, 1.0),
            (self.over_exposure_prevention, 1.0),
            (self.dynamic_range, 1.0),
            (self.illumination_uniformity, 1.0),
        ];
        let total: f32 = weighted.iter().map(|(_, weight)| weight).sum();
        component(weighted.iter().map(|(value, weight)| f32::from(*value) * weight).sum::<f32>() / total)
    }
}
