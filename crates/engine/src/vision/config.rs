//! What may be tuned about looking at frames.

use std::time::Duration;

/// Periods are stream time, never numbers of frames: a clip decimated to another frame rate is watched alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisionConfig {
    /// Longest time a followed face goes without a detection over the whole frame, which finds a second face and
    /// confirms the first. For as long, a frame with several faces is taken to still have them.
    pub redetect: Duration,
    /// How long a followed face may stay unconfirmed by detections before it is given up.
    pub unconfirmed: Duration,
    /// Least area of a further face over that of the largest, 0..=1: smaller ones are passers-by or pictures far
    /// behind and do not count.
    pub second_face: f32,
    /// Least detector score of a further face, 0..=1.
    pub second_score: f32,
    /// Least probability that the mesh lies on a face, 0..=1.
    pub presence: f32,
    /// Least time between two runs of presentation attack detection.
    pub pad_every: Duration,
    /// Least time between two looks for a covered face.
    pub cover_every: Duration,
    /// Least time between two measurements of whether the face is still the same person's.
    pub identity_every: Duration,
    /// How long the face may be out of view and still be compared with the one before.
    pub identity_holds: Duration,
    /// Least distance between the eyes in a picture to be compared, pixels.
    pub least_inter_eye: f32,
}

/// Chosen on the shared clips with the reference pack: with these values every frame of `clips/grid` and `clips/intel` has
/// one face, every frame of `openmpf/video_01` several, and no frame of `pyfeat/no_face` any. The own pack gives the same
/// but for `video_01`, whose faces are too small for its detector: it follows one of them.
impl Default for VisionConfig {
    fn default() -> Self {
        Self {
            redetect: Duration::from_millis(400),
            unconfirmed: Duration::from_millis(1_500),
            second_face: 0.1,
            second_score: 0.6,
            presence: 0.5,
            pad_every: Duration::from_millis(100),
            cover_every: Duration::from_millis(500),
            identity_every: Duration::from_millis(300),
            identity_holds: Duration::from_millis(500),
            least_inter_eye: 24.0,
        }
    }
}
