//! What a face does: expression modes and their strength at a moment.

use super::eyes::Placed;
use super::{HeadModel, Shape};
use crate::math::{Mat3, Vec3};
use crate::performance::Moment;

/// Movements of points: (index, way in cm), by rising index.
pub(super) type Sparse = Vec<(u32, Vec3)>;

/// The modes that are used, in ICT-FaceKit's names; `_R` is the image left. Blinks are not among them: lids close by
/// [`super::lids`].
pub(super) const MODES: [&str; 27] = [
    "jawOpen",
    "mouthPucker",
    "mouthFunnel",
    "mouthSmile_R",
    "mouthSmile_L",
    "cheekSquint_R",
    "cheekSquint_L",
    "mouthStretch_R",
    "mouthStretch_L",
    "mouthLowerDown_R",
    "mouthLowerDown_L",
    "mouthUpperUp_R",
    "mouthUpperUp_L",
    "browInnerUp_R",
    "browInnerUp_L",
    "browOuterUp_R",
    "browOuterUp_L",
    "browDown_R",
    "browDown_L",
    "eyeLookUp_R",
    "eyeLookUp_L",
    "eyeLookDown_R",
    "eyeLookDown_L",
    "eyeLookOut_R",
    "eyeLookIn_L",
    "eyeLookIn_R",
    "eyeLookOut_L",
];

/// Angle at which the lids have followed the eye all the way, degrees.
const FULL_GAZE: f32 = 30.0;
/// Eyes turn no farther, degrees (Guitton & Volle 1987: people then turn the head).
const MOST_GAZE: f32 = 45.0;

/// How strong each of [`MODES`] is.
fn strengths(moment: &Moment) -> [f32; MODES.len()] {
    let unit = |x: f32| x.clamp(0.0, 1.0);
    let (jaw, smile, stretch) = (unit(moment.mouth), moment.smile.clamp(-0.3, 1.0), unit(moment.stretch));
    let pucker = unit(moment.pucker);
    let (raised, frown) = (unit(moment.brows), unit(-moment.brows));
    let [aside, up] = moment.gaze.map(|g| (g / FULL_GAZE).clamp(-1.0, 1.0));
    // A closing lid comes down on the resting lower lid, wherever the eye looks.
    let [left, right] = moment.closed.map(|c| 1.0 - unit(c));
    let (above, below, to_left, to_right) = (unit(up), unit(-up), unit(aside), unit(-aside));
    // No face is the same on both sides.
    [
        jaw,
        pucker * (1.0 - 0.6 * jaw),
        pucker * jaw,
        smile,
        smile * 0.93,
        unit(smile) * 0.5,
        unit(smile) * 0.45,
        stretch,
        stretch * 0.95,
        jaw * 0.25,
        jaw * 0.23,
        jaw * 0.3,
        jaw * 0.28,
        raised * 0.8,
        raised * 0.77,
        raised * 0.72,
        raised * 0.8,
        frown,
        frown * 0.95,
        above * left,
        above * right,
        below * left,
        below * right,
        to_left * left,
        to_left * right,
        to_right * left,
        to_right * right,
    ]
}

impl HeadModel {
    /// The points of `shape` with the expression of `moment`.
    pub(crate) fn posed(&self, shape: &Shape, moment: &Moment) -> Vec<Vec3> {
        let mut points = shape.neutral.clone();
        for (mode, strength) in self.expressions.iter().zip(strengths(moment)) {
            if strength != 0.0 {
                for &(i, way) in mode {
                    points[i as usize] += way * strength;
                }
            }
        }
        let [aside, up] = moment.gaze.map(|g| g.clamp(-MOST_GAZE, MOST_GAZE));
        let turn = Mat3::turn(aside, -up, 0.0);
        for side in 0..2 {
            let eye = Placed { turn, ..shape.eyes[side] };
            let share = moment.closed[side].clamp(0.0, 1.0);
            if share > 0.0 {
                self.lids[side].close((&shape.neutral, &shape.closed[side]), &eye, share, &mut points);
            }
            self.eyes[side].place(&self.rest, &eye, &mut points);
            self.eyes[side].guard(&self.guarded[side], &eye, &mut points);
        }
        points
    }
}
